"""What may be said of a subject: its title, kind, role, lessons and terms, checked before anything is written."""

from eduportal.domain.errors import Refused
from eduportal.domain.marks import KINDS
from eduportal.domain.messages import _
from eduportal.domain.rulesets import LEVELS
from eduportal.domain.subject_plans import ROLES
from eduportal.domain.text import clean_line

LONGEST_TITLE, MOST_LESSONS = 100, 500
#: What makes the shape of a mark book, and so is fixed for a school year that is under way.
SHAPES = ("kind", "terms")


def checked_values(values, level):
    """Return ``values`` cleaned: title, kind, elective, role, lessons {grade: number}, terms {grade: (term,)}.

    Only the keys that are there are checked. ``lessons`` without a grade means that the subject is no longer taught.

    :raises Refused: with a message for each field that does not fit; a grade of ``lessons`` is "lessons.6".
    """
    reasons, found = {}, {}
    for key, value in values.items():
        found[key] = _CHECKS[key](value, level, reasons)
    if reasons:
        raise Refused(_("The subject was not saved. Look at the fields that are marked."), reasons)
    return found


def _title(value, _level, reasons):
    title = clean_line(value) if isinstance(value, str) else ""
    if not title:
        reasons["title"] = _("A subject needs a name, for example “Tiếng Hàn”.")
    elif len(title) > LONGEST_TITLE:
        reasons["title"] = _("The name has at most ${most} characters.", most=LONGEST_TITLE)
    elif not any(each.isalpha() for each in title):
        reasons["title"] = _("The name of a subject is written with letters.")
    return title


def _kind(value, _level, reasons):
    if value not in KINDS:
        reasons["kind"] = _("Choose how the subject is assessed: by marks or by comments.")
    return value


def _elective(value, _level, reasons):
    if not isinstance(value, bool):
        reasons["elective"] = _("Choose whether the subject is for all or chosen by the school.")
    return value


def _role(value, _level, reasons):
    if value not in ("", *ROLES):
        reasons["role"] = _("Choose one of the roles that are listed.")
    return value


def _lessons(value, level, reasons):
    first, last = LEVELS[level]
    found = {}
    for grade, number in sorted(value.items()):
        if type(grade) is not int or not first <= grade <= last:
            reasons["lessons"] = _("The level has the grades ${first} to ${last}.", first=first, last=last)
        elif type(number) is not int or not 1 <= number <= MOST_LESSONS:
            reasons[f"lessons.{grade}"] = _("Lessons of a year are a whole number from 1 to ${most}; empty where the "
                                            "subject is not taught.", most=MOST_LESSONS)
        else:
            found[grade] = number
    return found


def _terms(value, level, reasons):
    first, last = LEVELS[level]
    for grade, terms in value.items():
        if type(grade) is not int or not first <= grade <= last or terms not in ((1,), (2,)):
            reasons["terms"] = _("A subject is taught in both terms, in term 1 or in term 2.")
    return dict(sorted((grade, tuple(terms)) for grade, terms in value.items())) if "terms" not in reasons else {}


def _level(value, _level, reasons):
    if value not in LEVELS:
        reasons["level"] = _("Choose a level of school.")
    return value


_CHECKS = {"title": _title, "kind": _kind, "elective": _elective, "role": _role, "lessons": _lessons,
           "terms": _terms, "level": _level}
