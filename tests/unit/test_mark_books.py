"""What a mark book allows, refuses and answers, without a database."""

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from eduportal.content.mark_books import MarkBook
from eduportal.definitions import load
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.marks import EMPTY, EXEMPT, NOT_ACHIEVED
from eduportal.domain.rulesets import columns
from eduportal.operations.mark_books import (
    CellsChanged,
    CellsRefused,
    MarksMissing,
    approve_mark_book,
    end_exemption,
    enrol_student,
    enter_marks,
    exempt_student,
    give_zero_for_missed_test,
    lock_column,
    reopen_mark_book,
    return_mark_book,
    submit_mark_book,
    take_back_mark_book,
    unlock_column,
)

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
WORKFLOW = load().workflows["mark_book"]
AN, BINH, CHI = "hs-an", "hs-binh", "hs-chi"
TEACHER = {"by": "gv-toan", "at": NOW, "workflow": WORKFLOW}
PRINCIPAL = {"by": "hieu-truong", "at": NOW + timedelta(hours=1), "workflow": WORKFLOW}


def make_book(kind="mark"):
    named = columns("tt22", kind, 35)
    return MarkBook("so-1", subject="toan", subject_title="Toán", term=1, rules="tt22", kind=kind,
                    columns=map(tuple, named), students=(AN, BINH))


@pytest.fixture
def book():
    """A book of two students with the columns tx1, tx2, gk, ck."""
    return make_book()


def enter(book, cells, batch="batch-001", **options):
    return enter_marks(book, cells, batch=batch, **{**TEACHER, **options})


def fill(book):
    keys = ("tx1", "tx2", "gk", "ck")
    enter(book, {(student, key): ("", "8") for student in book.students for key in keys}, batch="batch-full")


def refused_unchanged(book, error, act):
    """Assert that ``act`` is refused and the book is exactly what it was; return the refusal."""
    before = (book.matrix, book.column_states, book.state, book.students, len(book.journal))
    with pytest.raises(error) as caught:
        act()
    assert (book.matrix, book.column_states, book.state, book.students, len(book.journal)) == before
    return caught.value


def test_an_empty_book(book):
    assert book.summary == {"cells": 8, "filled": 0, "missing": 8}
    assert book.row(AN) == bytes([EMPTY]) * 4
    assert book.average(AN) == ""
    assert book.last_change(AN, "tx1") is None
    assert book.verify()


def test_entering_marks_answers_for_the_grid(book):
    answer = enter(book, {(BINH, "ck"): ("", "8"), (BINH, "gk"): ("", "7"), (BINH, "tx2"): ("", "9"),
                          (BINH, "tx1"): ("", "8.0"), (AN, "tx1"): ("", "7,5")})
    assert answer["saved"] == 5
    assert answer["cells"][0] == {"student": AN, "column": "tx1", "value": "7,5", "by": "gv-toan",
                                  "at": "2026-11-20T01:00:00.000000Z"}
    # TV22-1: (8 + 9 + 2 × 7 + 3 × 8) : 7 = 7,857 -> 7,9
    assert answer["averages"] == {AN: "", BINH: "7,9"}
    assert json.loads(json.dumps(answer)) == answer
    assert book.code_at(AN, "tx1") == 75
    assert book.last_change(AN, "tx1").by == "gv-toan"
    assert book.missing == {"tx2": (AN,), "gk": (AN,), "ck": (AN,)}


def test_the_same_batch_gets_the_first_answer(book):
    cells = {(AN, "tx1"): ("", "7,5"), (AN, "tx2"): ("", "8")}
    answer = enter(book, cells)
    enter(book, {(AN, "tx1"): ("7,5", "9"), (AN, "gk"): ("", "3"), (AN, "ck"): ("", "3")}, batch="batch-002")
    fill_state = (book.matrix, len(book.journal))
    lock_column(book, "tx1", "Đã đối chiếu", by="giao-vu", at=NOW)
    submit_mark_book(book, **TEACHER, missing_confirmed=True)
    assert enter(book, cells, at=NOW + timedelta(days=9)) == answer
    assert (book.matrix, len(book.journal) - 2) == fill_state


@pytest.mark.parametrize(("by", "cells"), [
    ("gv-khac", {(AN, "tx1"): ("", "7")}),
    ("gv-toan", {(AN, "tx1"): ("", "8")}),
    ("gv-toan", {(AN, "tx1"): ("", "7"), (BINH, "tx1"): ("", "")}),
    ("gv-toan", {}),
])
def test_a_batch_id_is_not_used_twice(book, by, cells):
    enter(book, {(AN, "tx1"): ("", "7")})
    refused_unchanged(book, NotAllowed, lambda: enter(book, cells, by=by))


@pytest.mark.parametrize("batch", ["", "short", None, 12345678, "x" * 65, "có dấu tiếng Việt", "batch-001\n"])
def test_a_batch_needs_an_id(book, batch):
    refusal = refused_unchanged(book, RuleError, lambda: enter(book, {(AN, "tx1"): ("", "7")}, batch=batch))
    assert refusal.field == "batch"


@pytest.mark.parametrize("foreign", [(CHI, "tx1"), (AN, "tx9"), (CHI, "tx9"), (None, "tx1"), (0, 0)])
def test_one_foreign_cell_refuses_the_whole_batch(book, foreign):
    cells = {(AN, "tx1"): ("", "7"), foreign: ("", "9")}
    refusal = refused_unchanged(book, NotAllowed, lambda: enter(book, cells))
    assert str(foreign[0]) not in str(refusal.message)


def test_wrong_cells_are_refused_together(book):
    lock_column(book, "gk", "Đã khóa điểm", by="giao-vu", at=NOW)
    cells = {(AN, "tx1"): ("", "11"), (AN, "tx2"): ("", "8"), (BINH, "tx1"): ("", "abc"), (BINH, "gk"): ("", "8")}
    refusal = refused_unchanged(book, CellsRefused, lambda: enter(book, cells, name_of={"giao-vu": "Cô Lan"}.get))
    assert [(each["student"], each["column"], each["typed"]) for each in refusal.refusals] == [
        (AN, "tx1", "11"), (BINH, "tx1", "abc"), (BINH, "gk", "8")]
    assert "Cô Lan at 08:00, 20/11/2026: Đã khóa điểm" in refusal.refusals[2]["message"]
    assert set(refusal.reasons) == {(AN, "tx1"), (BINH, "tx1"), (BINH, "gk")}


def test_what_others_changed_is_shown_beside_mine(book):
    enter(book, {(AN, "tx1"): ("", "7"), (AN, "tx2"): ("", "7")}, by="gv-khac")
    cells = {(AN, "tx1"): ("", "9"), (AN, "tx2"): ("7", "8")}
    refusal = refused_unchanged(book, CellsChanged, lambda: enter(book, cells, batch="batch-002"))
    assert refusal.conflicts == [{"student": AN, "column": "tx1", "seen": "", "theirs": "7", "mine": "9",
                                  "by": "gv-khac", "at": "2026-11-20T01:00:00.000000Z"}]
    assert refusal.theirs == {(AN, "tx1"): "7"}


def test_the_same_mark_typed_by_two_is_still_shown(book):
    enter(book, {(AN, "tx1"): ("", "7")}, by="gv-khac")
    refused_unchanged(book, CellsChanged, lambda: enter(book, {(AN, "tx1"): ("", "7")}, batch="batch-002"))


def test_a_cell_left_as_it_was_seen_asks_for_nothing(book):
    enter(book, {(AN, "tx1"): ("", "7")})
    lock_column(book, "tx1", "Đã khóa điểm", by="giao-vu", at=NOW)
    entries = len(book.journal)
    answer = enter(book, {(AN, "tx1"): ("", ""), (BINH, "tx1"): ("", " ")}, batch="batch-002")
    assert answer == {"saved": 0, "cells": [], "averages": {}}
    assert len(book.journal) == entries
    assert book.code_at(AN, "tx1") == 70
    assert enter(book, {(AN, "tx1"): ("7", "7,0"), (AN, "gk"): ("", "5")}, batch="batch-003")["saved"] == 1


def test_a_mark_is_taken_out(book):
    enter(book, {(AN, "tx1"): ("", "7")})
    enter(book, {(AN, "tx1"): ("7", "")}, batch="batch-002", note="Nhập nhầm học sinh")
    assert book.code_at(AN, "tx1") == EMPTY
    assert (book.last_change(AN, "tx1").changes, book.last_change(AN, "tx1").note) == (
        ((0, "tx1", 70, EMPTY),), "Nhập nhầm học sinh")


@pytest.mark.parametrize(("offset", "text"), [(-1, "opens at 08:00, 20/11/2026"), (0, None), (3599, None),
                                              (3600, "closed at 09:00, 20/11/2026")])
def test_the_window_holds_to_the_second(book, offset, text):
    window = SimpleNamespace(opens=NOW, closes=NOW + timedelta(hours=1), set_by="hieu-truong", title="Học kì I")
    at = NOW + timedelta(seconds=offset)

    def act():
        return enter(book, {(AN, "tx1"): ("", "7")}, window=window, at=at, name_of=lambda uuid: "Thầy Minh")

    if text is None:
        assert act()["saved"] == 1
    else:
        message = refused_unchanged(book, RuleError, act).message
        assert text in message
        assert "Học kì I" in message
        assert "Thầy Minh" in message


def test_a_zero_for_a_missed_test_is_an_act(book):
    give_zero_for_missed_test(book, AN, "tx1", "Vắng không phép, không kiểm tra bù", **TEACHER)
    assert book.code_at(AN, "tx1") == 0
    assert book.last_change(AN, "tx1")[3:6] == ("zero", ((0, "tx1", EMPTY, 0),), "Vắng không phép, không kiểm tra bù")
    refused_unchanged(book, RuleError, lambda: give_zero_for_missed_test(book, AN, "tx1", "Lại", **TEACHER))
    refused_unchanged(book, RuleError, lambda: give_zero_for_missed_test(book, AN, "tx2", "  ", **TEACHER))
    refused_unchanged(book, NotAllowed, lambda: give_zero_for_missed_test(book, CHI, "tx2", "Vắng", **TEACHER))
    lock_column(book, "tx2", "Đã khóa điểm", by="giao-vu", at=NOW)
    refused_unchanged(book, RuleError, lambda: give_zero_for_missed_test(book, AN, "tx2", "Vắng", **TEACHER))
    comments = make_book("comment")
    give_zero_for_missed_test(comments, AN, "tx1", "Vắng", **TEACHER)
    assert comments.code_at(AN, "tx1") == NOT_ACHIEVED


def test_an_exempt_student_gets_no_marks(book):
    enter(book, {(AN, "tx1"): ("", "7")})
    exempt_student(book, AN, "QĐ 12/QĐ-THPT của hiệu trưởng", **PRINCIPAL)
    assert book.row(AN) == bytes([EXEMPT]) * 4
    assert book.average(AN) == "miễn"
    assert AN not in {student for students in book.missing.values() for student in students}
    assert enter(book, {(AN, "tx1"): ("miễn", "miễn")}, batch="batch-002")["saved"] == 0
    refused_unchanged(book, CellsRefused, lambda: enter(book, {(AN, "tx1"): ("miễn", "7")}, batch="batch-003"))
    refused_unchanged(book, CellsChanged, lambda: enter(book, {(AN, "tx1"): ("7", "8")}, batch="batch-004"))
    refused_unchanged(book, RuleError, lambda: exempt_student(book, AN, "Lại", **PRINCIPAL))
    end_exemption(book, AN, "Học lại từ tuần 10", **PRINCIPAL)
    assert book.row(AN) == bytes([EMPTY]) * 4
    lock_column(book, "ck", "Đã khóa điểm", by="giao-vu", at=NOW)
    refused_unchanged(book, RuleError, lambda: exempt_student(book, AN, "QĐ 13/QĐ-THPT", **PRINCIPAL))
    assert book.verify()


def test_a_late_arrival_is_appended(book):
    enter(book, {(BINH, "ck"): ("", "9")})
    assert enrol_student(book, CHI, by="giao-vu", at=NOW, workflow=WORKFLOW) == 2
    entries = len(book.journal)
    assert enrol_student(book, CHI, by="giao-vu", at=NOW, workflow=WORKFLOW) == 2
    assert len(book.journal) == entries
    assert (book.students, book.code_at(BINH, "ck"), book.row(CHI)) == ((AN, BINH, CHI), 90, bytes([EMPTY]) * 4)
    assert enter(book, {(BINH, "ck"): ("", "9")})["saved"] == 1  # the batch from before, answered again
    assert enter(book, {(CHI, "ck"): ("", "8")}, batch="batch-002")["saved"] == 1
    assert book.verify()


def test_locking_and_unlocking_a_column(book):
    refused_unchanged(book, RuleError, lambda: lock_column(book, "tx1", "", by="giao-vu", at=NOW))
    refused_unchanged(book, NotAllowed, lambda: lock_column(book, "tx9", "Khóa", by="giao-vu", at=NOW))
    refused_unchanged(book, RuleError, lambda: unlock_column(book, "tx1", "Mở", by="giao-vu", at=NOW))
    lock_column(book, "tx1", "Đã đối chiếu", by="giao-vu", at=NOW)
    assert book.lock_of("tx1") == ("2026-11-20T01:00:00.000000Z", "giao-vu", "Đã đối chiếu")
    assert book.lock_of("tx2") is None
    refused_unchanged(book, RuleError, lambda: lock_column(book, "tx1", "Lại", by="giao-vu", at=NOW))
    refused_unchanged(book, CellsRefused, lambda: enter(book, {(AN, "tx1"): ("", "7")}))
    assert enter(book, {(AN, "tx2"): ("", "7")})["saved"] == 1
    unlock_column(book, "tx1", "Sửa theo đơn", by="giao-vu", at=NOW)
    assert enter(book, {(AN, "tx1"): ("", "7")}, batch="batch-002")["saved"] == 1
    assert [entry.kind for entry in book.journal.entries()] == ["lock", "enter", "unlock", "enter"]


def test_submitting_names_what_is_missing(book):
    enter(book, {(AN, key): ("", "8") for key in ("tx1", "tx2", "gk")})
    refusal = refused_unchanged(book, MarksMissing, lambda: submit_mark_book(book, **TEACHER))
    assert refusal.missing == {"tx1": (BINH,), "tx2": (BINH,), "gk": (BINH,), "ck": (AN, BINH)}
    assert "Cuối kì: 2" in refusal.message
    entry = submit_mark_book(book, **TEACHER, missing_confirmed=True)
    assert entry.changes[0] == (None, None, "open", "submitted")
    assert entry.changes[-1] == (1, "ck", EMPTY, EMPTY)
    assert len(entry.changes) == 6
    assert book.last_change(BINH, "ck") is None
    assert book.verify()


def test_the_way_of_a_book(book):
    fill(book)
    submit_mark_book(book, **TEACHER)
    refused_unchanged(book, RuleError, lambda: enter(book, {(AN, "tx1"): ("8", "9")}))
    refused_unchanged(book, RuleError, lambda: enrol_student(book, CHI, by="giao-vu", at=NOW, workflow=WORKFLOW))
    take_back_mark_book(book, **TEACHER)
    submit_mark_book(book, **TEACHER)
    refused_unchanged(book, RuleError, lambda: return_mark_book(book, " ", **PRINCIPAL))
    return_mark_book(book, "Xem lại điểm cuối kì", **PRINCIPAL)
    assert enter(book, {(AN, "ck"): ("8", "9")}, batch="batch-002")["saved"] == 1
    submit_mark_book(book, **TEACHER)
    refused_unchanged(book, RuleError, lambda: submit_mark_book(book, **TEACHER))
    approve_mark_book(book, **PRINCIPAL)
    refused_unchanged(book, RuleError, lambda: take_back_mark_book(book, **TEACHER))
    refused_unchanged(book, RuleError, lambda: enter(book, {(AN, "tx1"): ("8", "9")}, batch="batch-003"))
    refused_unchanged(book, RuleError, lambda: reopen_mark_book(book, "", **PRINCIPAL))
    reopen_mark_book(book, "Sửa điểm theo đơn của giáo viên", **PRINCIPAL)
    assert enter(book, {(AN, "tx1"): ("8", "9")}, batch="batch-003")["saved"] == 1
    states = [entry.changes[0][3] for entry in book.journal.entries() if entry.kind not in ("enter",)]
    assert states == ["submitted", "open", "submitted", "returned", "submitted", "approved", "returned"]
    assert [entry.note for entry in book.journal.entries() if entry.kind in ("return", "reopen")] == [
        "Xem lại điểm cuối kì", "Sửa điểm theo đơn của giáo viên"]
    assert book.verify()


def test_comments_are_entered_and_computed():
    book = make_book("comment")
    answer = enter(book, {(AN, key): ("", "đ") for key in ("tx1", "tx2", "gk", "ck")})
    assert (answer["cells"][0]["value"], answer["averages"]) == ("Đ", {AN: "Đ"})
    assert enter(book, {(AN, "tx1"): ("Đ", "cđ")}, batch="batch-002")["averages"] == {AN: "CĐ"}
    refused_unchanged(book, CellsRefused, lambda: enter(book, {(AN, "tx1"): ("CĐ", "8")}, batch="batch-003"))


def test_a_student_stands_in_a_book_once():
    with pytest.raises(ValueError, match="once"):
        MarkBook("so-2", subject="toan", subject_title="Toán", term=1, rules="tt22", kind="mark", columns=(),
                 students=(AN, AN))
