"""A whole class with results: mark books of all its subjects in both terms, conduct, absences; made by operations."""

from eduportal.content.nodes import unit_of
from eduportal.operations import school
from eduportal.operations.homeroom import enter_absences, enter_conduct
from eduportal.operations.mark_books import enter_marks
from eduportal.operations.subjects import class_subjects
from tests import factories
from tests.functional.teacher_setup import by

NOW = factories.NOW
YEAR = "/quan-1/thcs-mot/nam-hoc-2026-2027/"
CLASS = YEAR + "6a1/"
HOMEROOM = "giaovien.van"


def class_of(portal, name="thcs-mot"):
    """Return 6A1."""
    return portal.root["quan-1"][name]["nam-hoc-2026-2027"]["6a1"]


def homeroom(portal):
    """Make ``giaovien.van`` the homeroom teacher of 6A1, and give ``thanhtra`` the right to inspect the school."""
    school_class = class_of(portal)
    year, unit = school_class.__parent__, unit_of(school_class)
    school.assign_teacher(portal, year, school_class, portal.accounts.by_login(HOMEROOM), "", since=factories.SINCE,
                          by="", at=NOW)
    inspector = factories.person(portal, "thanhtra", "Mai Văn Thanh", unit)
    factories.give(portal, unit, inspector, "inspector")


def open_books(portal, school_class, terms=(1, 2)):
    """Open the mark books of the class that are not open yet."""
    for term in terms:
        there = {book.subject for book in school_class.books.values() if book.term == term}
        codes = [each.code for each in class_subjects(portal, school_class) if term in each.terms]
        school.open_mark_books(portal, school_class, [code for code in codes if code not in there], term, by="", at=NOW)


def fill(portal, school_class, marks, terms=(1, 2)):
    """Give every student the same mark in every cell of a subject: ``marks`` are the marks by place in the register,
    {subject code: text} overrides the one under "" ("8", say). Comment subjects get Đ.
    """
    workflow = portal.definitions.workflow_of("mark_book")
    for book in school_class.books.values():
        if book.term not in terms:
            continue
        cells = {}
        for place, student in enumerate(book.students):
            own = marks[place % len(marks)]
            text = own.get(book.subject, own[""] if book.kind == "mark" else "Đ")
            cells.update({(student, key): ("", text) for key in book.column_keys if text})
        enter_marks(book, cells, batch=f"fill-{book.__name__}", by="", at=NOW, workflow=workflow)


def finish(portal, school_class, level="Tốt", missed=("1", "0")):
    """Enter the training and the absences of both terms for everybody."""
    students = [row[0] for row in school_class.roll]
    for term in (1, 2):
        enter_conduct(portal, school_class, dict.fromkeys(students, ("", level)), term=term, by="", at=NOW)
        enter_absences(portal, school_class, dict.fromkeys(students, (("", missed[0]), ("", missed[1]))), term=term,
                       by="", at=NOW)


#: A: all 8,5; B: one subject of 4,0, so raised from Đạt to Khá; C: 3,0 in two subjects, assessed again.
MARKS = ({"": "8,5"}, {"": "8,5", "thcs_mathematics": "4"},
         {"": "7", "thcs_mathematics": "3", "thcs_literature": "3"})


def whole_class(portal):
    """Fill 6A1 with :data:`MARKS`, training Tốt, two half-days missed a year."""
    school_class = class_of(portal)
    homeroom(portal)
    open_books(portal, school_class)
    fill(portal, school_class, MARKS)
    finish(portal, school_class)


def who(portal, login):
    """Return by and at of an operation."""
    return {"by": by(portal, login), "at": NOW}
