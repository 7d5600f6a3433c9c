"""Messages for people: an English id with named values, translated where it is shown."""

import re

_PLACE = re.compile(r"\$\{(\w+)\}")


def filled(text, values):
    """Return ``text`` with its ``${names}`` replaced by ``values``; a name without a value stays as it is."""
    return _PLACE.sub(lambda found: str(values.get(found[1], found[0])), text)


class Message(str):
    """A message id that carries the values of its ``${names}``; as a plain string it reads in English."""

    msgid: str
    values: dict

    def __new__(cls, msgid, **values):
        self = super().__new__(cls, filled(msgid, values))
        self.msgid, self.values = msgid, values
        return self


def _(msgid, **values):
    """Return the message ``msgid``; the name ``_`` is what the extractor of messages looks for."""
    return Message(msgid, **values)
