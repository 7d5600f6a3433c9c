"""Which subjects a grade is taught in a school year: the programme, what the department changed, what a school chose.

Changes are dated by school year and count from that year on, so a year that is over never changes. A change is a plain
mapping {"since": start year, "values": {...}, "before": {...}, "by": account, "at": ISO instant}; ``values`` has some
of :data:`FIELDS`. A subject that the department or a school added has all of them in its first change.
"""

from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.rulesets import LEVELS, ruleset
from eduportal.domain.text import slug

#: What is known of a subject. ``lessons`` maps a grade to lessons a year, ``terms`` a grade to its one term.
FIELDS = ("title", "kind", "elective", "role", "lessons", "terms", "level", "tests")
ROLES = ("mathematics", "literature", "foreign_language")
BOTH_TERMS = (1, 2)

# Before 2020–2021 a secondary school year had 37 weeks, then 35 (R12-2).
_FIRST_YEAR_OF_35_WEEKS, _WEEKS = 2020, 35
_NOTHING = MappingProxyType({})
# What is written behind a title that an earlier subject of the register has already: titles name the mark books.
_BELONGS_TO = {"programme": "", "department": " (của Sở)", "school": " (của trường)"}


@dataclass(frozen=True)
class PlannedSubject:
    """A subject of a level and grade in a school year.

    ``kind`` is "mark" or "comment", ``lessons`` those of the year, ``elective`` says that a school chooses it, ``role``
    is one of :data:`ROLES` or "" (R58-11), ``terms`` is (1, 2), (1,) or (2,). ``source`` says who added the subject:
    "programme", "department" or "school".
    """

    code: str
    title: str
    kind: str
    lessons: int
    elective: bool
    role: str
    terms: tuple
    source: str


def level_of(grade):
    """Return "TH", "THCS" or "THPT" for a grade. Raises :class:`RuleError` for a number that is no grade."""
    for level, (first, last) in LEVELS.items():
        if first <= grade <= last:
            return level
    raise RuleError(_("There is no grade ${grade}: grades are 1 to 12.", grade=grade), "grade")


def opening_day(start):
    """Return 5 September of the school year that begins in ``start`` (R12-1): from then on it is under way."""
    return date(start, 9, 5)


def programme_of(level, grade, start):
    """Return the programme that a grade follows: "2018" or "2006". It came grade by grade with the rules of assessment
    (R22-1, R27-1). Raises :class:`RuleError` as :func:`~eduportal.domain.rulesets.ruleset`."""
    return "2018" if ruleset(level, grade, start) in ("tt22", "tt27") else "2006"


def facts_of(subject, start):
    """Return what the programme says of a declared subject in a year, as a mapping of :data:`FIELDS`."""
    lessons = {grade: number * _WEEKS // subject.weeks if start >= _FIRST_YEAR_OF_35_WEEKS else number
               for grade, number in subject.lessons.items()}
    return {"title": subject.title, "kind": subject.kind, "elective": subject.elective, "role": subject.role,
            "lessons": lessons, "terms": dict(subject.terms), "level": subject.level, "tests": tuple(subject.tests)}


def changed_facts(facts, changes, start):
    """Return ``facts`` with every change that counts in the year ``start``; of two changes of one thing the one of the
    later school year counts, of one school year the one that was made last."""
    for change in sorted(changes, key=lambda each: each["since"]):
        if change["since"] <= start:
            facts = {**facts, **change["values"]}
    return facts


def offered(subjects, level, grade, start, changes=_NOTHING, own=_NOTHING):
    """Return every :class:`PlannedSubject` that may be taught, chosen or not, in the order of the registers.

    :param subjects: the declared subjects, {code: Subject}. :param changes: {code: changes} of the department, those
        that it added included. :param own: {code: changes} of what a school added.
    :raises RuleError: as :func:`~eduportal.domain.rulesets.ruleset`.
    """
    programme, found = programme_of(level, grade, start), []
    for code, subject in subjects.items():
        if subject.level == level and _is_taught(subject, programme, start):
            found.append((code, "programme", changed_facts(facts_of(subject, start), changes.get(code, ()), start)))
    for source, added in (("department", changes), ("school", own)):
        for code, rows in added.items():
            if rows and "level" in rows[0]["values"]:
                found.append((code, source, changed_facts({}, rows, start)))
    return _named_apart([_planned(code, source, facts, grade) for code, source, facts in found
                         if facts.get("level") == level and grade in facts["lessons"]])


def planned(subjects, level, grade, start, changes=_NOTHING, own=_NOTHING, choice=None):
    """Return the tuple of :class:`PlannedSubject` that a school teaches: those for all and the electives it chose.

    :param choice: the school's {"codes": ..., "terms": {code: term}}, or None while it has not chosen. ``terms`` says
        in which term a subject of one term is taught. The others are as in :func:`offered`.
    """
    codes, terms = (choice["codes"], choice["terms"]) if choice is not None else ((), _NOTHING)
    return tuple(replace(each, terms=(terms[each.code],)) if each.code in terms and len(each.terms) == 1 else each
                 for each in offered(subjects, level, grade, start, changes, own)
                 if not each.elective or each.code in codes)


def row_for(rows, start):
    """Return the row of ``rows`` (mappings with "since") that counts in the year ``start``, or None."""
    counting = [each for each in rows if each["since"] <= start]
    return max(enumerate(counting), key=lambda pair: (pair[1]["since"], pair[0]))[1] if counting else None


def _is_taught(subject, programme, start):
    if subject.programme in ("2006", "2018") and subject.programme != programme:
        return False
    day = opening_day(start)
    return subject.since <= day and (subject.until is None or day <= subject.until)


def _planned(code, source, facts, grade):
    kind = "mark" if grade in facts["tests"] else facts["kind"]
    return PlannedSubject(code, facts["title"], kind, facts["lessons"][grade], facts["elective"], facts["role"],
                          tuple(facts["terms"].get(grade, BOTH_TERMS)), source)


def _named_apart(found):
    """Mark books and results name a subject by its title, so no two of a grade have the same."""
    seen, apart = set(), []
    for each in found:
        name = slug(each.title)
        if name in seen:
            each = replace(each, title=each.title + _BELONGS_TO[each.source])
            name = slug(each.title)
        seen.add(name)
        apart.append(each)
    return tuple(apart)
