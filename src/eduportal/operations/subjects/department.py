"""What the department decides for the whole province: a subject of the programme changed, a subject added."""

from eduportal.content.subject_books import SUBJECTS, changes_of
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.rulesets import LEVELS
from eduportal.domain.subject_plans import changed_facts, facts_of
from eduportal.operations.asking import require_of
from eduportal.operations.school_years import check_first_year
from eduportal.operations.subjects.changes import changed_row, check_title, first_row, fresh_code, new_facts

MOST_SUBJECTS = 200


def facts_at(portal, code, start):
    """Return what holds for a subject of the province in a school year, as a mapping (domain/subject_plans.FIELDS).

    :raises RuleError: there is no such subject, or it is added only later.
    """
    rows, declared = changes_of(portal.register).get(code, ()), portal.definitions.subjects.get(code)
    facts = changed_facts(facts_of(declared, start) if declared is not None else {}, rows, start)
    if not facts:
        raise RuleError(_("There is no such subject in this school year."))
    return facts


def change_subject(portal, code, values, *, since, seen=None, by, at):
    """Change a subject of the province from the school year ``since`` on; return the row that is kept of it.

    :param values: some of title, kind, elective, role, lessons {grade: number}, terms {grade: (term,)}.
    :param seen: the number of changes that the asker saw, or None to ask nothing.
    :raises NotAllowed: ``by`` decides nothing for the province.
    :raises RuleError: the values do not fit, the year is over, or its mark books fix what would change.
    """
    require_of(portal, by, "assessment:set", portal.root, at=at)
    check_first_year(since, at)
    facts = facts_at(portal, code, since)
    rows = changes_of(portal.register).get(code, ())
    row = changed_row(facts, rows, values, since=since, seen=seen, by=by, at=at)
    changes = {**changes_of(portal.register), code: (*rows, row)}
    if "title" in row["values"] or "lessons" in row["values"]:
        check_title(portal.definitions.subjects, code, facts, since, changes, {})
    portal.register.write_book(SUBJECTS)[code] = (*rows, row)
    return row


def add_subject(portal, values, *, level, since, by, at):
    """Add a subject for the whole province from the school year ``since`` on; return its code.

    :param values: title, kind, lessons {grade: number}; and elective (else True), role, terms where they are known.
    :param level: "TH", "THCS" or "THPT".
    :raises NotAllowed: as :func:`change_subject`. :raises RuleError: the values do not fit, or the title is taken.
    """
    require_of(portal, by, "assessment:set", portal.root, at=at)
    check_first_year(since, at)
    if level not in LEVELS:
        raise RuleError(_("Choose a level of school."), "level")
    facts, known = new_facts(values, level), changes_of(portal.register)
    if sum("level" in rows[0]["values"] for rows in known.values()) >= MOST_SUBJECTS:
        raise RuleError(_("The province has added ${most} subjects already; no more fit.", most=MOST_SUBJECTS))
    code = fresh_code(f"department_{level.lower()}", facts["title"], {*portal.definitions.subjects, *known})
    row = first_row(facts, since=since, by=by, at=at)
    check_title(portal.definitions.subjects, code, facts, since, {**known, code: (row,)}, {})
    portal.register.write_book(SUBJECTS)[code] = (row,)
    return code
