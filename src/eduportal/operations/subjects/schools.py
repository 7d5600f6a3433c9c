"""What a school decides: the electives of a grade, the term of a subject of one term, subjects of its own."""

from eduportal.content.subject_books import changes_of, choices_of, own_of, write_subjects
from eduportal.domain.dates import iso_instant, school_year_title
from eduportal.domain.errors import ChangedMeanwhile, RuleError
from eduportal.domain.messages import _
from eduportal.domain.subject_plans import changed_facts, level_of
from eduportal.operations.asking import require_of
from eduportal.operations.school_years import check_first_year
from eduportal.operations.subjects.changes import changed_row, check_title, first_row, fresh_code, new_facts
from eduportal.operations.subjects.reading import choice_for, offered_for

MOST_OWN = 40


def check_grade(portal, school, grade):
    """Refuse a grade that this kind of unit does not teach. :raises RuleError: about "grade"."""
    if grade not in portal.definitions.kinds[school.kind].grades:
        raise RuleError(_("This kind of school has no grade ${grade}.", grade=grade), "grade")


def books_by_subject(school, start, grade):
    """Return {subject code: terms with a mark book} of the classes of one grade in one school year."""
    name, found = f"nam-hoc-{start}-{start + 1}", {}
    year = school.get(name) if school.index is not None else None
    for school_class in year.values() if year is not None else ():
        if getattr(school_class, "grade", None) == grade:
            for book in school_class.books.values():
                found.setdefault(book.subject, set()).add(book.term)
    return found


def choose_subjects(portal, school, start, codes, *, grade, terms=None, seen=None, by, at):
    """Choose the electives of a grade from the school year ``start`` on; return the row that is kept.

    The choice holds for later years too, until the school chooses again for one of them.

    :param terms: {code: 1 or 2} of subjects that are taught in one term only. :param seen: the number of choices of
        this grade that the asker saw, or None.
    :raises NotAllowed: ``by`` does not choose for this school.
    :raises RuleError: what is no elective of the grade, a subject with mark books left out, or a year that is over.
    """
    require_of(portal, by, "subjects:choose", school, at=at)
    check_grade(portal, school, grade)
    check_first_year(start, at, "start")
    rows = choices_of(school, grade)
    if seen is not None and seen != len(rows):
        raise ChangedMeanwhile(_("Somebody else chose subjects for this grade meanwhile. Look at what is chosen now, "
                                 "then decide again."), theirs=rows[-1]["codes"] if rows else (), mine=tuple(codes))
    found = offered_for(portal, school, level_of(grade), grade, start)
    electives = [each.code for each in found if each.elective]
    if unknown := set(codes) - set(electives):
        raise RuleError(_("“${code}” is not a subject that can be chosen for grade ${grade}.", grade=grade,
                          code=sorted(map(str, unknown))[0][:40]), "codes")
    terms = _checked_terms(terms or {}, found)
    chosen = tuple(code for code in electives if code in set(codes))
    before = choice_for(school, grade, start) or {"codes": (), "terms": {}}
    if (before["codes"], before["terms"]) == (chosen, terms) and rows:
        raise RuleError(_("Nothing was changed: this is what grade ${grade} has in the school year ${year}.",
                          grade=grade, year=school_year_title(start)))
    row = {"since": start, "codes": chosen, "terms": terms, "before": before["codes"], "by": by, "at": iso_instant(at)}
    _check_books(portal, school, grade, (*rows, row), row)
    write_subjects(school).choices[grade] = (*rows, row)
    return row


def _checked_terms(terms, found):
    single = {each.code: each for each in found if len(each.terms) == 1}
    for code, term in terms.items():
        if code not in single or term not in (1, 2):
            raise RuleError(_("Only of a subject that is taught in one term can the term be chosen."), "terms")
    return dict(sorted(terms.items()))


def _check_books(portal, school, grade, rows, row):
    """No mark book may lose its subject, nor the term it was opened for, in any year that the choice holds for."""
    later = {each["since"] for each in rows if each["since"] > row["since"]}
    for start in range(row["since"], min(later, default=row["since"] + 6)):
        kept = books_by_subject(school, start, grade)
        for each in offered_for(portal, school, level_of(grade), grade, start):
            terms = {row["terms"].get(each.code, each.terms[0])} if len(each.terms) == 1 else set(each.terms)
            if each.code in kept and ((each.elective and each.code not in row["codes"]) or kept[each.code] - terms):
                raise RuleError(_("“${title}” has mark books in grade ${grade} of the school year ${year}: it stays as "
                                  "it is there.", title=each.title, grade=grade, year=school_year_title(start)),
                                "codes")


def add_school_subject(portal, school, values, *, grades, since, by, at):
    """Add a subject of the school's own, which it can then choose for its grades; return the code.

    :param values: title, kind; :param grades: {grade: lessons a year}, all of one level.
    :raises NotAllowed: as :func:`choose_subjects`. :raises RuleError: the values do not fit, or the title is taken.
    """
    require_of(portal, by, "subjects:choose", school, at=at)
    check_first_year(since, at)
    for grade in grades:
        check_grade(portal, school, grade)
    levels = {level_of(grade) for grade in grades}
    if len(levels) > 1:
        raise RuleError(_("A subject belongs to one level of school. Add it once for each level."), "lessons")
    level = levels.pop() if levels else level_of(min(portal.definitions.kinds[school.kind].grades))
    facts = new_facts({"title": values.get("title"), "kind": values.get("kind"), "lessons": dict(grades)}, level)
    known = own_of(school)
    if len(known) >= MOST_OWN:
        raise RuleError(_("A school has at most ${most} subjects of its own.", most=MOST_OWN))
    code = fresh_code("school", facts["title"], known)
    row = first_row(facts, since=since, by=by, at=at)
    check_title(portal.definitions.subjects, code, facts, since, changes_of(portal.register),
                {**known, code: (row,)})
    write_subjects(school).own[code] = (row,)
    return code


def change_school_subject(portal, school, code, values, *, since, seen=None, by, at):
    """Change a subject of the school's own from a school year on; else as :func:`change_subject` of the department."""
    require_of(portal, by, "subjects:choose", school, at=at)
    check_first_year(since, at)
    rows = own_of(school).get(code, ())
    facts = changed_facts({}, rows, since)
    if not facts:
        raise RuleError(_("There is no such subject in this school year."))
    for grade in values.get("lessons", {}):
        check_grade(portal, school, grade)
    row = changed_row(facts, rows, {key: value for key, value in values.items() if key in ("title", "kind", "lessons")},
                      since=since, seen=seen, by=by, at=at)
    own = {**own_of(school), code: (*rows, row)}
    check_title(portal.definitions.subjects, code, facts, since, changes_of(portal.register), own)
    write_subjects(school).own[code] = (*rows, row)
    return row
