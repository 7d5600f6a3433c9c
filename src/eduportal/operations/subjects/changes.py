"""One change of a subject: what it may touch, which titles are taken, and the row that is kept of it."""

from eduportal.domain.dates import iso_instant, school_year_title
from eduportal.domain.errors import ChangedMeanwhile, Refused, RuleError
from eduportal.domain.messages import _
from eduportal.domain.subject_plans import changed_facts, offered, opening_day
from eduportal.domain.subject_values import SHAPES, checked_values
from eduportal.domain.text import slug
from eduportal.operations.school_years import is_under_way

#: What a subject that is added has where nothing is said.
PLAIN = {"elective": True, "role": "", "terms": {}, "tests": ()}


def new_facts(values, level):
    """Return all facts of a subject that is added. Raises :class:`Refused` for values that do not fit together."""
    wanted = {"title": "", "kind": "", "lessons": {}, **values}
    facts = {**PLAIN, **checked_values({**wanted, "level": level}, level)}
    if not facts["lessons"]:
        raise Refused(_("The subject was not saved. Look at the fields that are marked."),
                      {"lessons": _("Say for at least one grade how many lessons a year the subject has.")})
    _check_together(facts)
    return facts


def changed_row(facts, rows, values, *, since, seen, by, at):
    """Return the row that changes a subject to ``values`` from the school year ``since`` on.

    :param facts: what holds from then on without the change. :param rows: the earlier changes.
    :param seen: the number of changes that the asker saw, or None.
    :raises RuleError: nothing differs, or the year is under way and the shape of its mark books would change.
    """
    if seen is not None and seen != len(rows):
        raise ChangedMeanwhile(_("Somebody else changed this subject meanwhile. Look at what it says now, then decide "
                                 "again."), theirs=rows[-1]["values"] if rows else {}, mine=values)
    checked = checked_values(values, facts["level"])
    # Terms are only of grades in which there are lessons.
    lessons = checked.get("lessons", facts["lessons"])
    if "terms" in checked:
        checked["terms"] = {grade: terms for grade, terms in checked["terms"].items() if grade in lessons}
    new = {key: value for key, value in checked.items() if value != facts[key]}
    if not new:
        raise RuleError(_("Nothing was changed: this is what holds from the school year ${year} on.",
                          year=school_year_title(since)))
    if "kind" in new and facts["tests"]:
        raise RuleError(_("Which subjects of a primary school have a test with a mark is said by the circular, grade "
                          "by grade; it is not set here."), "kind")
    _check_together({**facts, **new})
    _check_under_way(facts, new, since, at)
    before = {key: facts[key] for key in new}
    return {"since": since, "values": new, "before": before, "by": by, "at": iso_instant(at)}


def first_row(facts, *, since, by, at):
    """Return the row with which a subject is added."""
    return {"since": since, "values": facts, "before": {}, "by": by, "at": iso_instant(at)}


def _check_together(facts):
    if facts["role"] and facts["kind"] == "comment" and not facts["tests"]:
        raise RuleError(_("A core subject is assessed by marks: the average of all subjects is compared with it (TT "
                          "58/2011, Điều 13)."), "role")


def _check_under_way(facts, new, since, at):
    """Mark books of a year that is under way have the kind, the terms and the grades with which they were opened."""
    if not is_under_way(since, at):
        return
    gone = "lessons" in new and set(facts["lessons"]) - set(new["lessons"])
    field = "lessons" if gone else next((key for key in SHAPES if key in new), None)
    if field:
        raise RuleError(_("The school year ${year} is under way since ${day}: how a subject is assessed, in which "
                          "grades and in which terms it is taught is fixed by its mark books. Let this change count "
                          "from the school year ${next} on.", year=school_year_title(since),
                          day=opening_day(since).strftime("%d/%m/%Y"), next=school_year_title(since + 1)), field)


def check_title(subjects, code, facts, since, changes, own):
    """Refuse a title that another subject of the same level and grade has, in the year ``since`` or a later one.

    :param changes: those of the department, with the new row. :param own: those of the school, with the new row.
    """
    rows = [row for of in (changes, own) for each in of.values() for row in each]
    years = {since, *(row["since"] for row in rows if row["since"] > since)}
    subjects, others, own_others = ({each: of[each] for each in of if each != code} for of in (subjects, changes, own))
    for start in sorted(years):
        now = changed_facts(facts, own.get(code, changes.get(code, ())), start)
        for grade in now["lessons"]:
            for each in offered(subjects, now["level"], grade, start, others, own_others):
                if slug(each.title) == slug(now["title"]):
                    raise RuleError(_("Grade ${grade} has a subject “${title}” already in the school year ${year}. "
                                      "Choose another name: mark books are found by it.", grade=grade,
                                      title=each.title, year=school_year_title(start)), "title")


def fresh_code(prefix, title, taken):
    """Return a code that is not in ``taken``: the prefix and the title in small letters, numbered when needed."""
    base, number = f"{prefix}_{slug(title)}".replace("-", "_"), 1
    code = base
    while code in taken:
        number += 1
        code = f"{base}_{number}"
    return code
