"""A school's year: classes, students, assignments, mark books, windows."""

from eduportal.content.classes import SchoolClass, SchoolYear, Student, Window
from eduportal.content.indexing import index_node
from eduportal.content.mark_books import MarkBook
from eduportal.content.nodes import unit_of
from eduportal.content.outbox import announce
from eduportal.domain.dates import school_year_title
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.rulesets import NUMERALS, columns, ruleset
from eduportal.domain.sortkeys import key_between
from eduportal.domain.text import clean_line, slug
from eduportal.operations.identity import new_uuid
from eduportal.operations.subjects import class_subjects, subject_titles


def open_school_year(portal, school, start, *, by, at):
    """Open the school year that begins in ``start`` at a school; return it."""
    if not portal.definitions.kinds[school.kind].school:
        raise RuleError(_("Only a school has school years."))
    name = f"nam-hoc-{start}-{start + 1}"
    if name in school:
        raise RuleError(_("This school year is open already."))
    year = SchoolYear(new_uuid(), start, by=by, at=at)
    year.fields = {"title": f"Năm học {school_year_title(start)}"}
    _place(portal, school, name, year, at=at)
    return year


def add_class(portal, year, title, grade, level, *, by, at):
    """Add a class to a school year; return it.

    :raises RuleError: the name is taken, or the grade is not one of this kind of school.
    """
    school = unit_of(year)
    title = clean_line(title)
    if grade not in portal.definitions.kinds[school.kind].grades:
        raise RuleError(_("This kind of school has no grade ${grade}.", grade=grade), "grade")
    if slug(title) in year:
        raise RuleError(_("There is a class of this name already."), "title")
    school_class = SchoolClass(new_uuid(), grade, level, by=by, at=at)
    school_class.fields = {"title": title}
    _place(portal, year, slug(title), school_class, at=at)
    return school_class


def _place(portal, parent, name, node, *, at):
    node.state = portal.definitions.workflow_of(node.type_name).initial
    node.sort_key = key_between(unit_of(parent).index.last_sort_key(parent.uuid), None)
    parent.add(name, node)
    index_node(node, portal.definitions, at=at)


def enrol_students(school_class, students, *, since, by, at):
    """Enter students (dicts with code, name, born, sex) into a class that has no roll yet, in Vietnamese order.

    Late arrivals come at the end: the register number never changes within the year (R11-1). Return the uuids.
    """
    school = unit_of(school_class)
    people = [
        Student(new_uuid(), each["code"], clean_line(each["name"]), each["born"].isoformat(), each["sex"])
        for each in students
    ]
    people.sort(key=lambda student: student.order)
    for student in people:
        school.students[student.uuid] = student
    first = len(school_class.roll) + 1
    added = tuple((student.uuid, first + index, since.isoformat(), "") for index, student in enumerate(people))
    school_class.roll = (*school_class.roll, *added)
    announce(school, "summary", school.uuid, at)
    return [student.uuid for student in people]


def enter_students(school_class, students, *, since, by, at):
    """Enter students who are at the school already (their uuids) into a class that has no roll yet; return the roll.

    They stand in Vietnamese order, as in :func:`enrol_students`.

    :raises RuleError: one of them is not at this school, or the class has a roll.
    """
    school = unit_of(school_class)
    if school_class.roll:
        raise RuleError(_("This class has its students already."))
    if any(student not in school.students for student in students):
        raise RuleError(_("One of these students is not at this school."))
    ordered = sorted(students, key=lambda student: school.students[student].order)
    school_class.roll = tuple((student, number, since.isoformat(), "") for number, student in enumerate(ordered, 1))
    announce(school, "summary", school.uuid, at)
    return school_class.roll


def assign_teacher(portal, year, school_class, account, subject, *, since, by, at, until=None):
    """Assign a teacher to a subject of a class from a day on (subject '' is homeroom teaching)."""
    if school_class.__parent__ is not year:
        raise RuleError(_("This class is not of this school year."))
    if subject and subject not in subject_titles(portal, unit_of(year)):
        raise RuleError(_("There is no such subject."), "subject")
    row = (school_class.uuid, subject, since.isoformat(), until.isoformat() if until else "")
    year.assignments[account.uuid] = (*year.assignments.get(account.uuid, ()), row)
    account.knows(unit_of(year).uuid)


def open_mark_books(portal, school_class, subject_codes, term, *, by, at):
    """Open one mark book for each subject of a class and term, with the columns of the rules of that class and year.

    Rule 0: the rule set follows from level, grade and the year the school year began in; which subjects there are, how
    they are assessed and in which terms they are taught, from the plan of that year.

    :raises RuleError: a subject that the class is not taught in this term, or a book that is open already.
    """
    rules = ruleset(school_class.level, school_class.grade, school_class.__parent__.start)
    students = tuple(row[0] for row in school_class.roll)
    books = []
    for subject in _to_open(portal, school_class, subject_codes, term):
        name = f"{slug(subject.title)}-hk{term}"
        if name in school_class.books:
            raise RuleError(_("The mark book of this subject is open already."))
        shape = tuple((c.key, c.title, c.group, c.weight) for c in columns(rules, subject.kind, subject.lessons))
        book = MarkBook(
            new_uuid(),
            subject=subject.code,
            subject_title=subject.title,
            term=term,
            rules=rules,
            kind=subject.kind,
            columns=shape,
            students=students,
        )
        book.__name__ = name
        school_class.add_book(book)
        books.append(book)
    return books


def _to_open(portal, school_class, codes, term):
    """Return the planned subjects with these codes. :raises RuleError: the class is not taught one in this term."""
    known, found = {each.code: each for each in class_subjects(portal, school_class)}, []
    for code in codes:
        if code not in known:
            title = subject_titles(portal, unit_of(school_class)).get(code, str(code)[:40])
            raise RuleError(_("“${title}” is not taught in the class ${name}. An elective is chosen for its grade "
                              "first, on the page “Subjects of the school”.", title=title, name=school_class.title),
                            "subject")
        if term not in known[code].terms:
            raise RuleError(_("“${title}” is taught in term ${term} only in this school year: its result of that term "
                              "is the result of the year.", title=known[code].title,
                              term=", ".join(NUMERALS[each] for each in known[code].terms)), "term")
        found.append(known[code])
    return found


def set_window(year, term, title, opens, closes, set_by):
    """Set from when until when marks of a term are entered; every save reads it (a closed window refuses)."""
    if closes <= opens:
        raise RuleError(_("The window closes before it opens."))
    window = year.windows.get(str(term))
    if window is None:
        year.windows[str(term)] = Window(title, opens, closes, set_by)
    else:
        window.title, window.opens, window.closes, window.set_by = title, opens, closes, set_by
    return year.windows[str(term)]
