"""Messages for people: an English id with named values, translated where it is shown."""

import re

_PLACE = re.compile(r"\$\{(\w+)\}")


class Message(str):
    """A message id that carries the values of its ``${names}``; as a plain string it reads in English."""

    msgid: str
    values: dict

    def __new__(cls, msgid, **values):
        text = _PLACE.sub(lambda found: str(values.get(found[1], found[0])), msgid)
        self = super().__new__(cls, text)
        self.msgid, self.values = msgid, values
        return self


def _(msgid, **values):
    """Return the message ``msgid``; the name ``_`` is what the extractor of messages looks for."""
    return Message(msgid, **values)
