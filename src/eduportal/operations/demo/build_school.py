"""Builds the school year of a rich school of the demonstration: classes, students, assignments, mark books, records."""

from datetime import UTC, datetime, time, timedelta

from eduportal.content.class_records import ABSENCES, CONDUCT
from eduportal.domain.dates import VIETNAM, school_year_days
from eduportal.domain.subject_plans import level_of
from eduportal.operations import school
from eduportal.operations.demo.past_year import build_past_year
from eduportal.operations.homeroom import enter_class_record, lock_conduct
from eduportal.operations.mark_books import approve_mark_book, enter_marks, submit_mark_book
from eduportal.operations.subjects import choose_class_electives, choose_subjects, class_subjects, offered_for


def build_school(portal, unit, plan, code, accounts, *, at):
    """Open the school year of ``plan`` at ``unit`` with everything that the plan has for the school ``code``.

    :param accounts: log-in name -> uuid.
    """
    year = school.open_school_year(portal, unit, plan.start_year, by="", at=at)
    since = school_year_days(plan.start_year)[0]
    classes = {}
    _choose_electives(portal, unit, [each for each in plan.classes if each.school == code], plan)
    for planned in plan.classes:
        if planned.school == code:
            classes[planned.name] = _class(portal, year, planned, since, plan, at)
    for row in plan.assignments:
        if row.school == code:
            school.assign_teacher(portal, year, classes[row.class_name], portal.accounts.get(accounts[row.teacher]),
                                  row.subject, since=row.since, until=row.until, by="", at=at)
    opens, closes = _term_window(plan)
    officer = next(each for each in plan.people if ("records_officer", code) in each.roles)
    school.set_window(year, 1, "Nhập điểm học kì I", opens, closes, accounts[officer.login])
    principal = next(each for each in plan.people if ("principal", code) in each.roles)
    for planned in plan.mark_books:
        if planned.school == code:
            book = _book_of(portal, classes[planned.class_name], planned)
            _fill(portal, book, planned, accounts[planned.entered_by], accounts[principal.login], at=_entered_at(plan))
    for planned in plan.class_records:
        if planned.school == code:
            _write_record(portal, classes[planned.class_name], planned, accounts[planned.entered_by],
                          accounts[principal.login], at=_entered_at(plan))
    _past_year(portal, unit, plan, code, classes, accounts, accounts[principal.login])


def _past_year(portal, unit, plan, code, classes, accounts, principal):
    """The first class of the second grade was the first class of the first one a year ago, with the same teachers."""
    grades = sorted({each.grade for each in classes.values()})
    present = classes[f"{grades[1]}A1"]
    rows = [each for each in plan.assignments if each.school == code and each.class_name == present.title]
    teachers = {each.subject: accounts[each.teacher] for each in rows}
    build_past_year(portal, unit, plan, present, teachers, teachers[""], principal)


def _choose_electives(portal, unit, classes, plan):
    """A grade has every elective that one of its classes studies."""
    for grade in sorted({each.grade for each in classes}):
        studied = {code for each in classes if each.grade == grade for code in each.subjects}
        electives = {each.code for each in offered_for(portal, unit, level_of(grade), grade, plan.start_year)
                     if each.elective}
        if studied & electives:
            choose_subjects(portal, unit, plan.start_year, studied & electives, grade=grade, by="", at=_chosen_at(plan))


def _class(portal, year, planned, since, plan, at):
    added = school.add_class(portal, year, planned.name, planned.grade, planned.level, by="", at=at)
    electives = [each.code for each in class_subjects(portal, added) if each.elective]
    if electives:
        choose_class_electives(portal, added, set(electives) & set(planned.subjects), by="",
                               at=_chosen_at(plan))
    students = [{"code": each.code, "name": each.name, "born": each.born, "sex": each.sex} for each in planned.students]
    school.enrol_students(added, students, since=since, by="", at=at)
    school.open_mark_books(portal, added, planned.subjects, 1, by="", at=at)
    return added


def _term_window(plan):
    """Return from when until when marks of term 1 are entered: from 5 September to 18 January (R12-1)."""
    opens = datetime.combine(school_year_days(plan.start_year)[0], time(), VIETNAM)
    closes = datetime(plan.start_year + 1, 1, 18, tzinfo=VIETNAM)
    return opens.astimezone(UTC), closes.astimezone(UTC)


def _entered_at(plan):
    return datetime.combine(plan.day - timedelta(days=3), time(20, 30), VIETNAM).astimezone(UTC)


def _chosen_at(plan):
    """Return the morning of the day of the plan: what is chosen counts for the school year of that day."""
    return datetime.combine(plan.day, time(8), VIETNAM).astimezone(UTC)


def _book_of(portal, school_class, planned):
    return next(book for book in school_class.books.values()
                if (book.subject, book.term) == (planned.subject, planned.term))


def _fill(portal, book, planned, teacher, principal, *, at):
    workflow = portal.definitions.workflows["mark_book"]
    cells = {(student, column): ("", text)
             for student, row in zip(book.students, planned.rows, strict=True)
             for column, text in zip(planned.columns, row, strict=True) if text}
    if cells:
        enter_marks(book, cells, batch=f"demo-{book.uuid}", by=teacher, at=at, workflow=workflow)
    if planned.state in ("submitted", "approved"):
        submit_mark_book(book, by=teacher, at=at + timedelta(hours=1), workflow=workflow)
    if planned.state == "approved":
        approve_mark_book(book, by=principal, at=at + timedelta(hours=2), workflow=workflow)


def _write_record(portal, school_class, planned, teacher, principal, *, at):
    columns = (CONDUCT[planned.term], *ABSENCES[planned.term])
    cells = {(student, column): ("", text)
             for (student, *_rest), row in zip(school_class.roll, planned.rows, strict=True)
             for column, text in zip(columns, row, strict=True)}
    enter_class_record(portal, school_class, cells, by=teacher, at=at)
    if planned.locked:
        lock_conduct(portal, school_class, planned.term, "Đã thống nhất với giáo viên chủ nhiệm và giáo viên bộ môn.",
                     by=principal, at=at + timedelta(hours=1))
