"""How subjects are spoken of on screens: kinds, roles, terms, lessons, and what a change changed."""

from datetime import datetime
from types import SimpleNamespace as Show

from eduportal.domain.dates import format_instant, school_year_title
from eduportal.domain.messages import _
from eduportal.operations.school_years import YEARS_AHEAD, current_year, is_under_way

LEVELS = {"TH": _("Primary schools"), "THCS": _("Lower secondary schools"), "THPT": _("Upper secondary schools")}
KINDS = {"mark": _("marks with comments"), "comment": _("comments only")}
ROLE_TITLES = {"": _("none"), "mathematics": "Toán", "literature": "Ngữ văn", "foreign_language": "Ngoại ngữ"}
ELECTIVE = {False: _("for all students"), True: _("chosen by the school")}
TERM_TITLES = {"": _("Both terms"), "1": _("Term 1 only"), "2": _("Term 2 only")}
SOURCES = {"programme": _("programme"), "department": _("added by the department"), "school": _("added by the school")}
_NAMES = {"title": _("Name"), "kind": _("Assessed by"), "elective": _("Taught"), "role": _("Core subject"),
          "lessons": _("Lessons a year"), "terms": _("Terms")}


def say_role(request, role):
    """Return the title of a role in the language of the page; Vietnamese names of subjects stay as they are."""
    title = ROLE_TITLES.get(role, role)
    return title if isinstance(title, str) else request.translate(title)


def year_choices(request, chosen, url=None):
    """Return the school years for which something may be decided: start, title, chosen, url, under_way."""
    first = current_year(request.at)
    return [Show(start=start, title=school_year_title(start), chosen=start == chosen, url=url(start) if url else "",
                 under_way=is_under_way(start, request.at)) for start in range(first, first + YEARS_AHEAD + 1)]


def first_free_year(request):
    """Return the first school year that is not under way yet: what is decided is usually meant for it."""
    first = current_year(request.at)
    return first + 1 if is_under_way(first, request.at) else first


def number_of(text, least, most, fallback):
    """Return ``text`` as a whole number between ``least`` and ``most``, else ``fallback``."""
    fits = isinstance(text, str) and text.isascii() and text.isdigit() and len(text) <= 4
    return int(text) if fits and least <= int(text) <= most else fallback


def typed_fields(request):
    """Return the posted fields that are text; files and other things are left out."""
    return {name: value for name, value in request.POST.items() if isinstance(value, str)}


def typed_lessons(typed, grades):
    """Return {grade: lessons} of the fields lessons-6 ...; what is no number stays text, for its message."""
    found = {}
    for grade in grades:
        text = typed.get(f"lessons-{grade}", "").strip()
        if text:
            found[grade] = int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else text
    return found


def typed_terms(typed, grades):
    """Return {grade: (term,)} of the fields terms-6 ...; an empty one means both terms."""
    found = {}
    for grade in grades:
        if text := typed.get(f"terms-{grade}", ""):
            found[grade] = (int(text),) if text in ("1", "2") else (text,)
    return found


def lessons_text(lessons):
    """Return "6: 35, 7: 70": the lessons a year by grade."""
    return ", ".join(f"{grade}: {number}" for grade, number in sorted(lessons.items()))


def told_changes(request, rows):
    """Return the changes of a subject for the table of its history, the newest first: when, who, from which year on,
    and lines of what was and what is."""
    return [Show(at=instant(row["at"]), who=name_of(request, row["by"]), since=school_year_title(row["since"]),
                 added=not row["before"] and "level" in row["values"],
                 lines=[Show(name=request.translate(_NAMES[key]), new=_told(request, key, value),
                             old=_told(request, key, row["before"][key]) if key in row["before"] else "")
                        for key, value in row["values"].items() if key in _NAMES])
            for row in reversed(rows)]


def _told(request, key, value):
    say = request.translate
    if key == "kind":
        return say(KINDS[value])
    if key == "elective":
        return say(ELECTIVE[value])
    if key == "role":
        return say_role(request, value)
    if key == "lessons":
        return lessons_text(value) or say(_("no longer taught"))
    if key == "terms":
        return ", ".join(f"{grade}: {say(TERM_TITLES[str(terms[0])])}" for grade, terms in sorted(value.items())) or (
            say(TERM_TITLES[""]))
    return value


def instant(iso):
    """Return "14:05, 21/11/2026" of an ISO instant."""
    return format_instant(datetime.fromisoformat(iso)) if iso else ""


def name_of(request, account):
    """Return who did something; the portal itself when nobody did."""
    return request.portal.accounts.name_of(account) if account else request.translate(_("the portal"))


def problems_of(request, error):
    """Return (text, {field: text}) of a refusal, or ("", {})."""
    if error is None:
        return "", {}
    reasons = getattr(error, "reasons", None) or ({error.field: error.message} if error.field else {})
    return request.translate(error.message), {key: request.translate(text) for key, text in reasons.items()}
