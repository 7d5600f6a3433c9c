"""Reading the fields of a question: what is not exactly what was expected is refused with its field, never guessed."""

from functools import lru_cache

from eduportal.domain.assessment.switches import checked_switches
from eduportal.domain.errors import RuleError
from eduportal.domain.marks import ACHIEVED, EMPTY, EXEMPT, NOT_ACHIEVED, parse_mark
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line, nfc

#: Every spelling of a mark that is read without a second look: "8", "8.0", "8,0", "10".
_MARKS = {text: tenths for tenths in range(101) for text in
          (f"{tenths // 10}.{tenths % 10}", f"{tenths // 10},{tenths % 10}",
           *([str(tenths // 10)] if tenths % 10 == 0 else ()))}
_COMMENTS = {"Đ": ACHIEVED, "CĐ": NOT_ACHIEVED}
_EXEMPT = "miễn"
_SHOWN = 40
_MOST_SUBJECTS = 60
_MOST_CELLS = 60
_LONGEST_NAME = 120


def refuse(message, field):
    """Raise the refusal of a field."""
    raise RuleError(message, field)


def check_fields(question, allowed):
    """Refuse fields that this question does not have: a misspelt one would be left out unseen."""
    for name in question:
        if name not in allowed and name not in ("ask", "id"):
            refuse(_("There is no field “${name}” in this question. There are: ${names}.", name=str(name)[:_SHOWN],
                     names=", ".join(allowed)), str(name)[:_SHOWN])


def word(question, field, allowed, *, default=None):
    """Return the word of a field, one of ``allowed``; ``default`` (if given) where the field is missing or null."""
    value = question.get(field)
    if value is None and default is not None:
        return default
    if value.__class__ is str and value in allowed:
        return value
    found = nfc(value).strip() if _is_word(value) else None
    if found not in allowed:
        refuse(_("“${text}” is not expected here. Expected one of: ${names}.", text=shown(value),
                 names=", ".join(allowed)), field)
    return found


def whole(question, field, least, most, *, default=None):
    """Return a whole number from ``least`` to ``most``; digits as text are read too."""
    value = question.get(field)
    if value is None and default is not None:
        return default
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        refuse(_("“${text}” is not expected here. Expected a whole number from ${least} to ${most}.",
                 text=shown(question.get(field)), least=least, most=most), field)
    return value


def flag(question, field):
    """Return a true or false; false where the field is missing or null."""
    value = question.get(field)
    if value is not None and not isinstance(value, bool):
        refuse(_("“${text}” is not expected here. Expected true or false.", text=shown(value)), field)
    return bool(value)


def code(value, kind, field):
    """Return the code of one mark or comment; null and "" are EMPTY.

    A mark is text or a whole number from 0 to 10; ``kind`` "mark" or "comment".
    """
    if value.__class__ is str:
        found = (_MARKS if kind == "mark" else _COMMENTS).get(value)
        if found is not None or _is_word(value):
            return parse_mark(value, kind, field) if found is None else found
    if value is None:
        return EMPTY
    if isinstance(value, int) and not isinstance(value, bool) and kind == "mark":
        return parse_mark(shown(value), kind, field)
    return refuse(_("“${text}” is not a mark. Expected text such as \"8\", \"7,5\" or \"Đ\".", text=shown(value)),
                  field)


def codes(question, field, kind):
    """Return the codes of a list of marks or comments; none where the field is missing or null."""
    values = question.get(field)
    if values is None:
        return []
    if not isinstance(values, list) or len(values) > _MOST_CELLS:
        refuse(_("“${text}” is not a list. Expected a list of marks such as [\"8\", \"7,5\"], at most ${most}.",
                 text=shown(values), most=_MOST_CELLS), field)
    return [code(value, kind, f"{field}[{place}]") for place, value in enumerate(values, 1)]


def subject_codes(question, field, kind):
    """Return {subject: code} of an object of subjects; "miễn" is EXEMPT, null is EMPTY."""
    values = question.get(field)
    if values is None:
        return {}
    if not isinstance(values, dict) or len(values) > _MOST_SUBJECTS:
        refuse(_("“${text}” is not expected here. Expected an object of subjects, at most ${most}, such as "
                 "{\"Toán\": \"8\"}.", text=shown(values), most=_MOST_SUBJECTS), field)
    found, known = {}, _MARKS if kind == "mark" else _COMMENTS
    for name, value in values.items():
        subject = subject_name(name, field)
        if subject in found:
            refuse(_("“${subject}” stands twice.", subject=subject), f"{field}.{subject}")
        quick = known.get(value) if value.__class__ is str else None
        found[subject] = _subject_code(value, kind, f"{field}.{subject}") if quick is None else quick
    return found


def _subject_code(value, kind, field):
    return EXEMPT if is_exempt(value) else code(value, kind, field)


def is_exempt(value):
    """Return whether a value says "miễn"."""
    return _is_word(value) and clean_line(value).lower() == _EXEMPT


def is_comment(value):
    """Return whether a value is the result of a subject assessed by comments, in any spelling that :func:`code` reads.
    """
    return _is_word(value) and clean_line(value).upper() in ("Đ", "CĐ", "D", "CD")


def _is_word(value):
    # To normalise a long run of accents takes a time that grows with its square: nothing long is looked at at all.
    return isinstance(value, str) and len(value) <= _LONGEST_NAME


def subject_name(value, field):
    """Return the cleaned name of a subject."""
    subject = _clean_name(value) if _is_word(value) else ""
    return subject or refuse(_("“${text}” is not the name of a subject.", text=shown(value)), field)


@lru_cache(4096)
def _clean_name(text):
    """Return the name of a subject, "" for what is none. A hundred thousand questions name the same few subjects."""
    return clean_line(text)


def subject_names(question, field):
    """Return the names of a list of subjects as a tuple, None where the field is missing or null."""
    values = question.get(field)
    if values is None:
        return None
    if not isinstance(values, list) or len(values) > _MOST_SUBJECTS:
        refuse(_("“${text}” is not expected here. Expected a list of subjects such as [\"Toán\", \"Ngữ văn\"].",
                 text=shown(values)), field)
    return tuple(dict.fromkeys(subject_name(value, field) for value in values))


def switches(question):
    """Return the switches, the defaults where the question names none."""
    chosen = question.get("switches")
    if chosen is not None and not isinstance(chosen, dict):
        refuse(_("“${text}” is not expected here. Expected an object of switches.", text=shown(chosen)), "switches")
    return checked_switches(chosen or {})


def shown(value):
    """Return a short text of a value for a refusal."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    try:
        return str(value)[:_SHOWN]
    except ValueError:  # A whole number of more digits than Python writes out.
        return "…"
