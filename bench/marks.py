"""What saving marks costs: 45 cells of one column, alone and while twelve other books are saved."""

import json
from datetime import date

from bench.clock import timed
from bench.figures import figure, percentile
from bench.site import environ
from bench.storage import Written
from bench.writers import Writer, together
from eduportal.operations import school
from eduportal.operations.mark_books import enter_marks
from eduportal.operations.subjects import class_subjects
from tests import factories

_CLASS, _YEAR, _STUDENTS = "6a9", "nam-hoc-2026-2027", 45
_PLACE = ("quan-1", "thcs-mot", _YEAR, _CLASS)
_TOAN, _COLUMN = "thcs_mathematics", "ck"
#: What is typed in turns; what was typed last is what is seen next.
_TYPED = {"mark": ("7,5", "8"), "comment": ("Đ", "CĐ")}


def measure(bench, size):
    """Yield the figures of saves of a whole column."""
    site, books = bench.school.site, _open_books(bench.school.site)
    toan = books[_TOAN]
    cpu, wall, written, objects = [], [], [], []
    saves = size.saves
    for step in range(saves):
        with Written(site.db, site.folder) as told:
            _none, spent, waited = timed(lambda step=step: site.change(_saving(toan, step)))
        cpu.append(spent)
        wall.append(waited)
        written.append(told.bytes)
        objects.append(told.objects)
    what = f"Mark book: a save of {_STUDENTS} cells"
    yield figure("marks_save", f"{what}, with the commit", "ms CPU", cpu)
    yield figure("marks_save_p95", f"{what}, p95", "ms CPU", [percentile(cpu, 95)])
    yield figure("marks_save_wall", f"{what}, with the commit", "ms on the wall", wall)
    yield figure("marks_save_wall_p95", f"{what}, p95", "ms on the wall", [percentile(wall, 95)])
    yield figure("marks_save_bytes", what, "bytes", written)
    yield figure("marks_save_objects", what, "objects", objects)
    yield from _requests(bench, size, toan, saves)
    yield from _at_once(site, size, books)


def _requests(bench, size, name, step):
    """The same save as the script of the grid sends it."""
    site = bench.school.site
    cookies, token = site.sign_in("giaovien")
    path = f"/{'/'.join(_PLACE)}/{name}/@@save"
    spent = []
    for number in range(step, step + size.calls):
        body = json.dumps(site.change(lambda portal, number=number: _body(_book(portal, name), number))).encode()
        asked = environ("POST", path, cookies=cookies, body=body, content_type="application/json", X_CSRF_Token=token)
        _answer, cpu, _wall = timed(lambda asked=asked: site.expect(asked))
        spent.append(cpu)
    what = f"Mark book: {_STUDENTS} cells sent by the grid, the whole request"
    yield figure("marks_save_request", what, "ms CPU", spent)
    yield figure("marks_save_request_p95", f"{what}, p95", "ms CPU", [percentile(spent, 95)])


def _at_once(site, size, books):
    """All books of the class, each saved by its own teacher at the same time."""
    names = [name for code, name in books.items() if code != _TOAN]
    writers = [Writer(site) for _name in names]
    _seconds, waits = together(writers, lambda number, step: _saving(names[number], step), size.each)
    waits = [each * 1000 for each in waits]
    what = f"{len(names)} mark books of one class at once, {_STUDENTS} cells a save"
    yield figure("marks_at_once", what, "ms on the wall", waits)
    yield figure("marks_at_once_p95", f"{what}, p95", "ms on the wall", [percentile(waits, 95)])
    yield figure("marks_at_once_conflicts", f"{what}: conflicts", "conflicts",
                 [sum(each.conflicts for each in writers)], goal=0)


def _open_books(site):
    """Open a class of 45 with the books of all its subjects; return {subject code: name of the book}."""
    def make(portal):
        home = portal.root["quan-1"]["thcs-mot"]
        added = school.add_class(portal, home[_YEAR], _CLASS.upper(), 6, "THCS", by="", at=factories.NOW)
        students = [{"code": f"BM{number:03}", "name": f"Trần Thị Mẫu {number}", "born": date(2015, 1 + number % 12, 5),
                     "sex": "nữ"} for number in range(_STUDENTS)]
        school.enrol_students(added, students, since=date(2026, 9, 5), by="", at=factories.NOW)
        teacher = portal.accounts.by_login("giaovien")
        school.assign_teacher(portal, home[_YEAR], added, teacher, _TOAN, since=date(2026, 9, 5), by="",
                              at=factories.NOW)
        subjects = [_TOAN, *(each.code for each in class_subjects(portal, added) if each.code != _TOAN)][:14]
        books = school.open_mark_books(portal, added, subjects, 1, by="", at=factories.NOW)
        return dict(zip(subjects, (book.__name__ for book in books), strict=True))

    books = site.change(make)
    site.fed()
    return books


def _book(portal, name):
    return portal.root["quan-1"]["thcs-mot"][_YEAR][_CLASS][name]


def _texts(book, step):
    """Return (what is seen, what is typed) in every cell of the column at this step."""
    typed = _TYPED[book.kind]
    return typed[(step - 1) % 2] if step else "", typed[step % 2]


def _saving(name, step):
    def save(portal):
        book = _book(portal, name)
        cells = {(student, _COLUMN): _texts(book, step) for student in book.students}
        enter_marks(book, cells, batch=f"bench-{name}-{step:06}", by="", at=factories.NOW,
                    workflow=portal.definitions.workflow_of("mark_book"))

    return save


def _body(book, step):
    seen, typed = _texts(book, step)
    return {"batch": f"grid-{step:06}", "cells": [
        {"student": student, "column": _COLUMN, "seen": seen, "typed": typed} for student in book.students]}
