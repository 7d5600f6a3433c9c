"""How many: numbers of things as people read them, with a point between the thousands (English: a comma)."""

import re

#: Values of messages that are numbers of things or limits; years, codes and numbers of papers have other names.
COUNTS = frozenset(("add", "all", "bad", "count", "done", "ended", "first", "folders", "given", "last", "left", "least",
                    "length", "longest", "month", "most", "open", "pages", "refused", "rows", "saved", "students",
                    "total", "update", "with_portal"))
#: A whole number alone, bare or in one element of a template.
_ALONE = re.compile(r"(?a)\s*(<\w+(?: [^<>]*)?>)?(\d{4,})(</\w+>)?\s*")


def shown_count(number, language="vi"):
    """Return a whole number as people read it: 2127 is "2.127", in English "2,127"."""
    text = f"{number:,}"
    return text if language == "en" else text.replace(",", ".")


def with_points(mapping, language):
    """Return the values of a message with every number of things in it as :func:`shown_count` writes it."""
    if not mapping or COUNTS.isdisjoint(mapping):
        return mapping
    return {name: _pointed(value, language) if name in COUNTS else value for name, value in mapping.items()}


def _pointed(value, language):
    if isinstance(value, int) and not isinstance(value, bool):
        return shown_count(value, language)
    alone = _ALONE.fullmatch(value) if isinstance(value, str) else None
    return value if alone is None else f"{alone[1] or ''}{shown_count(int(alone[2]), language)}{alone[3] or ''}"
