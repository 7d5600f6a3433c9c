"""What homeroom teachers see and do on the page of their class, in their words: cells are named by student and column.
"""

from datetime import date

from eduportal.content.class_records import record_of
from eduportal.operations import school
from tests import factories
from tests.functional.conftest import form_with

NOW = factories.NOW
CLASS = "/quan-1/thcs-mot/nam-hoc-2026-2027/6a1/"
PAGE = CLASS + "@@homeroom"
AN, BINH, CUC = (f"Trần Thị Mẫu {letter}" for letter in "ABC")
HKI, HKII = "Rèn luyện, HKI", "Rèn luyện, HKII"
LEAVE1, ABSENT1 = "Buổi nghỉ có phép, HKI", "Buổi nghỉ không phép, HKI"
LEAVE2, ABSENT2 = "Buổi nghỉ có phép, HKII", "Buổi nghỉ không phép, HKII"


def class_of(portal, school_name="thcs-mot"):
    """Return the class 6A1 of a school."""
    return portal.root["quan-1"][school_name]["nam-hoc-2026-2027"]["6a1"]


def student(portal, name, school_name="thcs-mot"):
    """Return the uuid of a student of 6A1."""
    node = class_of(portal, school_name)
    students = node.__parent__.__parent__.students
    return next(row[0] for row in node.roll if students[row[0]].name == name)


def make_homeroom(portal, login="giaovien.van"):
    """Give 6A1 a homeroom teacher."""
    node = class_of(portal)
    school.assign_teacher(portal, node.__parent__, node, portal.accounts.by_login(login), "", since=date(2026, 9, 5),
                          by="", at=NOW)


def who(portal, login="giaovien.van"):
    """Return who and when, as the operations take them."""
    return {"by": portal.accounts.by_login(login).uuid, "at": NOW}


def cell(page, name, column):
    """Return the input or select of a cell, found by what a screen reader says."""
    return page.html.find(attrs={"aria-label": f"{name}, {column}"})


def value(page, name, column):
    """Return what stands in the input of a cell."""
    found = cell(page, name, column)
    if found.name == "input":
        return found["value"]
    chosen = found.find("option", selected=True)
    return chosen["value"] if chosen is not None else ""


def form(page):
    """Return the form of the table."""
    return form_with(page, "batch")


def type_in(page, typed, button=None, **options):
    """Type {(student, column): text} into the page and press "Lưu bảng" (or a button that fills); return the answer."""
    filled = form(page)
    for (name, column), text in typed.items():
        filled[cell(page, name, column)["name"]].force_value(text)
    if button is not None:
        return filled.submit("fill", value=button, **options)
    return filled.submit(**options)


def row(page, name):
    """Return the row of a student."""
    return next(each for each in page.html.select(".hr-table tbody tr") if each.th and name in each.th.get_text())


def notes(page):
    """Return the messages below the rows."""
    return [each.get_text(" ", strip=True) for each in page.html.select(".hr-notes li")]


def written(city):
    """Return what the record of 6A1 holds and how many entries its journal has."""
    def look(portal):
        record = record_of(class_of(portal))
        return dict(record.values), len(record.journal)
    return city.look(look)
