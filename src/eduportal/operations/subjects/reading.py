"""Which subjects a school and a class have, by programme, department and school; nothing is written here."""

from eduportal.content.nodes import unit_of
from eduportal.content.subject_books import changes_of, choices_of, own_of
from eduportal.domain.subject_plans import offered, planned, row_for


def subjects_for(portal, school, level, grade, start):
    """Return the tuple of :class:`~eduportal.domain.subject_plans.PlannedSubject` that ``school`` teaches in a grade.

    They stand in the order of the registers. Electives are there when the school chose them for this grade, in this
    school year or the last one before it that it chose for. ``school`` None gives the subjects for all.

    :raises RuleError: a grade or year without rules of assessment.
    """
    return planned(portal.definitions.subjects, level, grade, start, changes_of(portal.register), own_of(school),
                   choice_for(school, grade, start))


def offered_for(portal, school, level, grade, start):
    """Return all that may be taught, electives included whether chosen or not; else as :func:`subjects_for`."""
    return offered(portal.definitions.subjects, level, grade, start, changes_of(portal.register), own_of(school))


def choice_for(school, grade, start):
    """Return the row of the school's choice that counts in a school year (content/subject_books.py), or None."""
    return row_for(choices_of(school, grade), start)


def class_subjects(portal, school_class):
    """Return the tuple of planned subjects of one class: those of its grade, of the electives only its own.

    A class that has no electives of its own has all that the school chose for its grade. An elective with a mark book
    in the class belongs to it in any case: no mark is left out of a result.
    """
    school, start = unit_of(school_class), school_class.__parent__.start
    level, grade = school_class.level, school_class.grade
    kept = {book.subject for book in school_class.books.values()}
    if school_class.electives is None and not kept:
        return subjects_for(portal, school, level, grade, start)
    choice = choice_for(school, grade, start)
    chosen = set(choice["codes"]) if choice is not None else set()
    own = chosen if school_class.electives is None else chosen & set(school_class.electives)
    return planned(portal.definitions.subjects, level, grade, start, changes_of(portal.register), own_of(school),
                   {"codes": own | kept, "terms": choice["terms"] if choice is not None else {}})


def subject_titles(portal, school=None):
    """Return {code: title} of every subject ever declared or added, of ``school`` too: for names of old assignments."""
    titles = {code: each.title for code, each in portal.definitions.subjects.items()}
    for rows_of in (changes_of(portal.register), own_of(school)):
        for code, rows in rows_of.items():
            named = [each["values"]["title"] for each in rows if "title" in each["values"]]
            if named:
                titles[code] = named[-1]
    return titles
