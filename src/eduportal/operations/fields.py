"""What a person typed into a declared form, checked as a whole before anything is written."""

from datetime import date

from eduportal.content import richtext
from eduportal.domain.errors import Refused, RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line, clean_text
from eduportal.operations.files import stored_file

_LONGEST = {"line": 500, "text": 20_000, "rich_text": 500_000}


def checked_fields(content_type, values, old=None):
    """Return the fields of ``content_type`` from ``values``, cleaned; others keep their ``old`` value.

    Lines and texts are NFC without control characters, HTML is cleaned, dates are :class:`datetime.date`, files are
    typed by their content.

    :raises Refused: with a reason for each field that does not fit; unknown names are refused too.
    """
    old = old or {}
    known = {field.name: field for field in content_type.fields}
    reasons = {name: _("This type has no such field.") for name in values if name not in known}
    fields = {}
    for name, field in known.items():
        try:
            fields[name] = (
                _checked(content_type, field, values[name], old.get(name))
                if name in values
                else old.get(name, _empty(field))
            )
            if field.required and fields[name] in (None, "", (), {}):
                raise RuleError(_("This must be filled in."), name)
        except RuleError as error:
            reasons[name] = error.message
    if reasons:
        raise Refused(_("Some fields need another look; nothing has been saved yet."), reasons)
    return fields


_EMPTY = {"boolean": False, "tags": (), "multiple": (), "file": None, "date": None, "whole_number": None}


def _empty(field):
    if field.default is not None:
        return field.default
    return _EMPTY.get(field.kind, "")


def _checked(content_type, field, value, old):
    if field.kind == "file":
        return old if value is None else stored_file(value["name"], value["data"], image=content_type.name == "image")
    return _CHECKS[field.kind](field, value, old)


def _line(field, value, old):
    return _short_enough(field, clean_line(_text(value)))


def _long_text(field, value, old):
    return _short_enough(field, clean_text(_text(value)))


def _rich_text(field, value, old):
    return _short_enough(field, richtext.clean(clean_text(_text(value))))


def _text(value):
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RuleError(_("A text was expected."))
    return value


def _short_enough(field, text):
    longest = field.max_length or _LONGEST[field.kind if field.kind in _LONGEST else "line"]
    if len(text) > longest:
        raise RuleError(_("At most ${longest} characters; this has ${length}.", longest=longest, length=len(text)))
    return text


def _date(field, value, old):
    if value in (None, ""):
        return None
    if not isinstance(value, date) or not 1900 <= value.year <= 2200:
        raise RuleError(_("A day as dd/mm/yyyy was expected."))
    return value


def _choice(field, value, old):
    value = _text(value)
    if value and value not in dict(field.choices):
        raise RuleError(_("Choose one of the values in the list."))
    return value


def _boolean(field, value, old):
    return value in (True, "true", "on", "1")


def _whole_number(field, value, old):
    if value in (None, ""):
        return None
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 10**9:
        raise RuleError(_("A whole number was expected."))
    if (field.minimum is not None and value < field.minimum) or (field.maximum is not None and value > field.maximum):
        raise RuleError(_("A whole number from ${least} to ${most} was expected.",
                          least=-10**9 if field.minimum is None else field.minimum,
                          most=10**9 if field.maximum is None else field.maximum))
    return value


def _year(field, value, old):
    value = clean_line(_text(value))
    if value and not (value.isascii() and value.isdigit() and 1945 <= int(value) <= 2200):
        raise RuleError(_("A year of four digits was expected."))
    return value


def _tags(field, value, old):
    tags = tuple(dict.fromkeys(tag for tag in (clean_line(_text(each))[:60] for each in value or ()) if tag))
    if len(tags) > 30:
        raise RuleError(_("At most 30 tags."))
    return tags


def _multiple(field, value, old):
    chosen = {_text(each) for each in value or ()}
    if not chosen <= dict(field.choices).keys():
        raise RuleError(_("Choose among the values in the list."))
    return tuple(name for name, _title in field.choices if name in chosen)


def _reference(field, value, old):
    value = _text(value)
    if value and not (len(value) == 32 and all(letter in "0123456789abcdef" for letter in value)):
        raise RuleError(_("Choose a picture of this page.") if field.kind == "image" else
                        _("Choose a section of this site."))
    return value


_CHECKS = {
    "line": _line,
    "text": _long_text,
    "rich_text": _rich_text,
    "date": _date,
    "choice": _choice,
    "boolean": _boolean,
    "whole_number": _whole_number,
    "year": _year,
    "tags": _tags,
    "image": _reference,
    "multiple": _multiple,
    "section": _reference,
}
