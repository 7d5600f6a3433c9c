"""What teachers see and do in a mark book, in their words: cells are named by student and column."""

from eduportal.operations import mark_books as operations
from tests import factories
from tests.functional.conftest import form_with

NOW = factories.NOW
YEAR = "/quan-1/thcs-mot/nam-hoc-2026-2027/"
CLASS = YEAR + "6a1/"
BOOK = CLASS + "toan-hk1/"
LITERATURE = CLASS + "ngu-van-hk1/"
OTHER_SCHOOL = "/quan-1/thcs-hai/nam-hoc-2026-2027/6a1/toan-hk1/"
AN, BINH, CUC = (f"Trần Thị Mẫu {letter}" for letter in "ABC")
TX1, TX2, GK, CK = "Thường xuyên 1", "Thường xuyên 2", "Giữa kì", "Cuối kì"


def book_of(portal, subject="toan-hk1", school="thcs-mot"):
    """Return a mark book of 6A1."""
    return portal.root["quan-1"][school]["nam-hoc-2026-2027"]["6a1"][subject]


def by(portal, login):
    return portal.accounts.by_login(login).uuid


def step(portal, login):
    """Return who and when, as the operations of a book take them."""
    return {"by": by(portal, login), "at": NOW, "workflow": portal.definitions.workflow_of("mark_book")}


def fill_book(portal, text="8", subject="toan-hk1", login="giaovien"):
    """Fill every cell of a book."""
    book = book_of(portal, subject)
    cells = {(student, key): ("", text) for student in book.students for key in book.column_keys}
    operations.enter_marks(book, cells, batch="batch-full", **step(portal, login))


def submit_book(portal):
    """Fill the book and hand it in."""
    fill_book(portal)
    operations.submit_mark_book(book_of(portal), **step(portal, "giaovien"))


def approve_book(portal):
    """Fill the book, hand it in and approve it."""
    submit_book(portal)
    operations.approve_mark_book(book_of(portal), **step(portal, "hieutruong"))


def cell(page, student, column):
    """Return the input of a cell, found by what a screen reader says."""
    return page.html.find("input", {"aria-label": f"{student}, {column}"})


def shown(page, student, column):
    """Return what stands in a cell, whether it can be typed into or not."""
    found = cell(page, student, column)
    if found is not None:
        return found["value"]
    heads = [head.contents[0].strip() for head in page.html.select("table.marks thead th")]
    return row(page, student).find_all(["th", "td"])[heads.index(column)].get_text(strip=True)


def row(page, student):
    """Return the row of a student."""
    return next(each for each in page.html.select("table.marks tbody tr")
                if each.th is not None and student in each.th.get_text())


def average(page, student):
    """Return the average that is shown for a student."""
    return row(page, student).select_one(".marks-average").get_text(strip=True)


def grid(page):
    """Return the form of the grid."""
    return form_with(page, "batch")


def type_marks(page, marks, **options):
    """Type marks {(student, column): text} into the page and press "Lưu điểm"; return the answer."""
    form = grid(page)
    for (student, column), text in marks.items():
        form[cell(page, student, column)["name"]] = text
    return form.submit(**options)


def messages(page):
    """Return the messages below the rows."""
    return [each.get_text(" ", strip=True) for each in page.html.select(".marks-notes li")]


def enter(browser, marks, **options):
    """Open the book, type marks and save them."""
    return type_marks(browser.get(BOOK), marks, **options)


def send(browser, cells, *, batch="tap-0001", page=None, **options):
    """Send cells as the script does: a list of (student, column key, seen, typed); return the answer."""
    page = page if page is not None else browser.get(BOOK)
    keys = ("student", "column", "seen", "typed")
    body = {"batch": batch, "cells": [dict(zip(keys, each, strict=True)) for each in cells]}
    return post_json(browser, body, page, **options)


def post_json(browser, body, page, **options):
    """Post any JSON to the save of the book, with the page's token."""
    token = grid(page)["csrf_token"].value
    return browser.post_json(BOOK + "@@save", body, headers={"X-CSRF-Token": token}, **options)


def place(page, student, column):
    """Return (student uuid, column key) of a cell, as the script sends them."""
    found = cell(page, student, column)
    return found["data-student"], found["data-column"]


def written(city, subject="toan-hk1"):
    """Return what the book holds and how many entries its journal has."""
    def look(portal):
        book = book_of(portal, subject)
        return bytes(book.matrix), len(book.journal)
    return city.look(look)
