"""The school year before this one, in one class of each rich school: a whole year with its decisions and its summer."""

import random
from datetime import UTC, datetime

from eduportal.content.class_records import ABSENCES, CONDUCT
from eduportal.domain.dates import VIETNAM, school_year_days
from eduportal.domain.marks import format_mark
from eduportal.domain.rulesets import columns, ruleset
from eduportal.operations import school
from eduportal.operations.demo.marks import a_mark, ability_of
from eduportal.operations.homeroom import enter_class_record, save_after_summer, summer_cases
from eduportal.operations.mark_books import approve_mark_book, enter_marks, submit_mark_book
from eduportal.operations.results import class_results, keep_results
from eduportal.operations.subjects import choose_class_electives, choose_subjects, class_subjects, offered_for

#: Students by their number in the register, from 0: one low subject (the uplift clause), several (assessed again in
#: the summer), training not reached (summer training), too many half-days missed.
_ONE_LOW, _SEVERAL_LOW, _UNTRAINED, _ABSENT = (3, 12), (7,), (21,), (30,)
_LAST_DAYS = {1: (1, 10), 2: (5, 20)}


def build_past_year(portal, unit, plan, present, teachers, homeroom, principal):
    """Open the school year before that of ``plan`` with one class: what the students of ``present`` were then.

    :param present: a class of this year, of the second grade of the school. :param teachers: {subject: account uuid}.
    :param homeroom: uuid of the homeroom teacher. :param principal: uuid of the principal.
    """
    start, grade = plan.start_year - 1, present.grade - 1
    begins = _instant(start, 9, 3)
    year = school.open_school_year(portal, unit, start, by="", at=begins)
    _choose(portal, unit, start, grade, {book.subject for book in present.books.values()}, begins)
    past = school.add_class(portal, year, f"{grade}A1", grade, present.level, by="", at=begins)
    codes = [each.code for each in class_subjects(portal, past)]
    electives = [each.code for each in class_subjects(portal, past) if each.elective]
    if electives:
        choose_class_electives(portal, past, electives, by="", at=begins)
    first_day, last_day = school_year_days(start)
    school.assign_teacher(portal, year, past, portal.accounts.get(homeroom), "", since=first_day, until=last_day, by="",
                          at=begins)
    school.enter_students(past, [row[0] for row in present.roll], since=first_day, by="", at=begins)
    rng = random.Random(f"{unit.code} {start}")
    abilities = [ability_of(rng) + (12 if place in _ONE_LOW else 0) for place in range(len(past.roll))]
    for term in (1, 2):
        at = _instant(start + 1, *_LAST_DAYS[term])
        for book in school.open_mark_books(portal, past, codes, term, by="", at=begins):
            teacher = teachers.get(book.subject, homeroom)
            _fill(portal, book, past, abilities, rng, teacher, principal, at)
        enter_class_record(portal, past, _record(past, term, rng), by=homeroom, at=at)
        keep_results(portal, past, str(term), by=principal, at=at)
    keep_results(portal, past, "year", by=principal, at=_instant(start + 1, 5, 25))
    _summer(portal, past, principal, _instant(start + 1, 8, 10))
    return past


def _instant(year, month, day):
    return datetime(year, month, day, 9, tzinfo=VIETNAM).astimezone(UTC)


def _choose(portal, unit, start, grade, studied, at):
    offered = {each.code for each in offered_for(portal, unit, _level(grade), grade, start) if each.elective}
    if offered & studied:
        choose_subjects(portal, unit, start, offered & studied, grade=grade, by="", at=at)


def _level(grade):
    return "THCS" if grade < 10 else "THPT"


def _fill(portal, book, past, abilities, rng, teacher, principal, at):
    workflow = portal.definitions.workflows["mark_book"]
    shape = columns(ruleset(past.level, past.grade, past.__parent__.start), book.kind, 35)
    groups = {column.key: column for column in shape}
    cells = {}
    for place, student in enumerate(book.students):
        ability = _lowered(abilities[place], place, book)
        for key in book.column_keys:
            column = groups.get(key, shape[0])
            cells[student, key] = ("", format_mark(a_mark(rng, book.kind, column, ability)))
    enter_marks(book, cells, batch=f"demo-{book.uuid}", by=teacher, at=at, workflow=workflow)
    submit_mark_book(book, by=teacher, at=at, workflow=workflow)
    approve_mark_book(book, by=principal, at=at, workflow=workflow)


def _lowered(ability, place, book):
    """Return the ability of a student in a subject: some fail in one subject or in several."""
    subject = book.subject.partition("_")[2]
    if place in _ONE_LOW and subject == "foreign_language_1":
        return 42
    return 38 if place in _SEVERAL_LOW and subject in ("mathematics", "literature", "informatics") else ability


def _record(past, term, rng):
    cells = {}
    for place, (student, *_rest) in enumerate(past.roll):
        level = "Chưa đạt" if place in _UNTRAINED and term == 2 else rng.choice(("Tốt", "Tốt", "Tốt", "Tốt", "Khá"))
        missed = "24" if place in _ABSENT else str(max(0, rng.randrange(-6, 5)))
        values = (level, missed, str(max(0, rng.randrange(-20, 3))))
        cells |= {(student, column): ("", text)
                  for column, text in zip((CONDUCT[term], *ABSENCES[term]), values, strict=True)}
    return cells


def _summer(portal, past, principal, at):
    """Write what came of the summer: tests taken again are passed, training is reached."""
    cases = summer_cases(class_results(portal, past))
    retests = {(student, subject): ("", "Đ" if subject in case.comments else "6,5")
               for student, case in cases.items() for subject in case.subjects}
    trained = [student for student, case in cases.items() if case.trains]
    save_after_summer(portal, past, retests, dict.fromkeys(trained, ("", "Đạt")),
                      dict.fromkeys(trained, "Hoàn thành kế hoạch rèn luyện trong kì nghỉ hè, có xác nhận của cha mẹ."),
                      by=principal, at=at)
