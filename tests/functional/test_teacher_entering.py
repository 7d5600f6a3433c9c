"""A teacher enters marks by the form that works without script: saved, refused, in conflict, kept."""

import json

import pytest

from eduportal.operations import mark_books as operations
from tests import factories
from tests.functional.conftest import form_with
from tests.functional.teacher_setup import (
    AN,
    BINH,
    BOOK,
    CK,
    CUC,
    GK,
    NOW,
    TX1,
    TX2,
    average,
    book_of,
    by,
    cell,
    enter,
    grid,
    messages,
    place,
    send,
    shown,
    step,
    type_marks,
    written,
)


def test_marks_are_typed_and_saved_without_script(city):
    browser = city.as_("giaovien")
    answer = enter(browser, {(AN, TX1): "7.5", (AN, TX2): "10", (BINH, GK): "0"})
    assert answer.status_int == 303
    page = answer.follow()
    assert "Đã lưu 3 ô." in page.text
    assert [shown(page, AN, TX1), shown(page, AN, TX2), shown(page, BINH, GK)] == ["7,5", "10", "0"]
    entry = city.look(lambda portal: next(book_of(portal).journal.newest_first()))
    assert (entry.by, len(entry.changes)) == (city.look(lambda portal: by(portal, "giaovien")), 3)


def test_the_page_names_the_rules_and_the_students_in_order(city):
    page = city.as_("giaovien").get(BOOK)
    assert "Toán – HKI – 6A1" in page.html.h1.get_text()
    assert "TT 22/2021, Điều 9" in page.text
    names = [each.get_text(strip=True) for each in page.html.select("tbody th.marks-name")]
    assert names == [AN, BINH, CUC]
    # 140 lessons a year in grade 6: four marks of continuous assessment (TT 22/2021, Điều 6).
    heads = [each.contents[0].strip() for each in page.html.select("table.marks thead th")]
    assert heads == ["STT", "Họ và tên", TX1, TX2, "Thường xuyên 3", "Thường xuyên 4", GK, CK, "ĐTB"]
    assert "2 × Giữa kì + 3 × Cuối kì) : 9" in page.text


def test_an_average_needs_every_mark_and_an_empty_cell_is_not_a_zero(city):
    browser = city.as_("giaovien")
    full = {(AN, column): "8" for column in (TX1, TX2, "Thường xuyên 3", "Thường xuyên 4", GK)}
    page = enter(browser, {**full, **{(BINH, column): "8" for _student, column in full}, (AN, CK): "7,5"}).follow()
    # (8 + 8 + 8 + 8 + 2 × 8 + 3 × 7,5) : 9 = 7,833
    assert average(page, AN) == "7,8"
    assert average(page, BINH) == ""
    page = type_marks(page, {(BINH, CK): "0"}).follow()
    assert average(page, BINH) == "5,3"


@pytest.mark.parametrize("text", ["10,1", "7,55", "abc", "-1", "miễn", "<b>8</b>"])
def test_what_is_no_mark_is_refused_and_stays_in_its_cell(city, text):
    before = written(city)
    page = enter(city.as_("giaovien"), {(AN, TX1): text, (BINH, TX1): "9"}, status=422)
    assert written(city) == before
    assert (cell(page, AN, TX1)["value"], cell(page, BINH, TX1)["value"]) == (text, "9")
    assert cell(page, AN, TX1)["aria-invalid"] == "true"
    assert "aria-invalid" not in cell(page, BINH, TX1).attrs
    note = page.html.find(id=cell(page, AN, TX1)["aria-describedby"])
    assert note.get_text().startswith(TX1)
    assert len(messages(page)) == 1
    assert "1 ô không lưu được" in page.text
    page = type_marks(page, {(AN, TX1): "8"}).follow()
    assert (shown(page, AN, TX1), shown(page, BINH, TX1)) == ("8", "9")


def test_two_people_write_the_same_cell_and_both_marks_are_shown(city):
    city.change(lambda portal: operations.enter_marks(
        book_of(portal), {(book_of(portal).students[1], "tx1"): ("", "5")}, batch="batch-old",
        **step(portal, "giaovien")))
    mine, other = city.as_("giaovien"), city.as_("giaovien")
    page = mine.get(BOOK)
    assert enter(other, {(AN, TX1): "6"}).status_int == 303
    conflict = type_marks(page, {(AN, TX1): "9", (CUC, TX1): "7"}, status=409)
    assert len(messages(conflict)) == 1
    assert "Đặng Thị Giáo đã ghi 6 lúc 10:00, 21/11/2026. Của thầy/cô: 9." in messages(conflict)[0]
    assert cell(conflict, AN, TX1)["value"] == "9"
    assert cell(conflict, AN, TX1)["data-theirs"] == "6"
    assert (cell(conflict, CUC, TX1)["value"], cell(conflict, BINH, TX1)["value"]) == ("7", "5")
    assert shown(other.get(BOOK), AN, TX1) == "6"
    after = grid(conflict).submit().follow()
    assert [shown(after, name, TX1) for name in (AN, BINH, CUC)] == ["9", "5", "7"]


def test_a_cell_that_was_left_as_seen_does_not_overwrite_what_others_wrote(city):
    mine, other = city.as_("giaovien"), city.as_("giaovien")
    page = mine.get(BOOK)
    enter(other, {(AN, TX1): "6"})
    after = type_marks(page, {(BINH, TX1): "7"}).follow()
    assert (shown(after, AN, TX1), shown(after, BINH, TX1)) == ("6", "7")


def test_the_same_page_sent_twice_is_saved_once(city):
    browser = city.as_("giaovien")
    form = grid(browser.get(BOOK))
    form[cell(browser.get(BOOK), AN, TX1)["name"]] = "7"
    assert form.submit().status_int == 303
    before = written(city)
    assert form.submit().status_int == 303
    assert written(city) == before


def test_an_old_page_changed_and_sent_again_keeps_what_was_typed(city):
    browser = city.as_("giaovien")
    page = browser.get(BOOK)
    type_marks(page, {(AN, TX1): "7"})
    before = written(city)
    again = type_marks(page, {(AN, TX1): "7", (AN, TX2): "8"}, status=422)
    assert written(city) == before
    assert "Mã của lần lưu này đã được dùng" in again.text
    assert cell(again, AN, TX2)["value"] == "8"


def test_each_page_view_has_a_batch_of_its_own(city):
    browser = city.as_("giaovien")
    first, second = (grid(browser.get(BOOK))["batch"].value for _each in range(2))
    assert first != second


def test_a_foreign_cell_in_the_form_refuses_the_whole_save(city):
    browser = city.as_("giaovien")
    form = grid(browser.get(BOOK))
    stranger = city.look(lambda portal: book_of(portal, school="thcs-hai").students[0])
    fields = [*form.submit_fields(), (f"mark.{stranger}.tx1", "9"), (f"seen.{stranger}.tx1", "")]
    before = written(city)
    assert browser.post(BOOK + "@@save", fields, status=403)
    assert written(city) == before


def test_forms_that_the_page_would_not_send_are_refused(city):
    browser = city.as_("giaovien")
    token = grid(browser.get(BOOK))["csrf_token"].value
    for fields in ([], [("mark.x.tx1", "7")], [("seen.x.tx1", "")], [("mark.x", "7"), ("seen.x", "")],
                   [("mark.", "7"), ("seen.", "")], [("mark.x.tx1", "7"), ("mark.x.tx1", "8"), ("seen.x.tx1", "")]):
        posted = [("csrf_token", token), ("batch", "tap-0001"), *fields]
        assert browser.post(BOOK + "@@save", posted, status="*").status_int == 422, fields
    assert written(city)[1] == 0


def test_a_file_in_place_of_a_mark_and_broken_letters_are_refused(city):
    browser = city.as_("giaovien")
    page = browser.get(BOOK)
    name = cell(page, AN, TX1)["name"]
    token = grid(page)["csrf_token"].value
    browser.post(BOOK + "@@save", {"csrf_token": token, "batch": "tap-0001", name.replace("mark", "seen"): ""},
                 upload_files=[(name, "a.txt", b"7")], status=422)
    body = f"csrf_token={token}&batch=tap-0001&{name}=%ff%fe&{name.replace('mark', 'seen')}="
    assert browser.post(BOOK + "@@save", body, status="*").status_int in (400, 422)
    assert written(city)[1] == 0


def test_without_the_token_nothing_is_saved(city):
    browser = city.as_("giaovien")
    page = browser.get(BOOK)
    body = {"batch": "tap-0001", "cells": []}
    browser.post_json(BOOK + "@@save", body, status=403)
    form = form_with(page, "batch")
    form["csrf_token"] = "bad"
    form.submit(status=403)
    browser.post(BOOK + "@@save", json.dumps(body), content_type="text/plain", status=403)
    assert written(city)[1] == 0


def test_an_assignment_that_ended_yesterday_writes_nothing(city):
    browser = city.as_("giaovien")
    page = browser.get(BOOK)

    def end(portal):
        year = book_of(portal).__parent__.__parent__
        rows = year.assignments[by(portal, "giaovien")]
        year.assignments[by(portal, "giaovien")] = tuple((*row[:3], "2026-11-20") for row in rows)
    city.change(end)
    send(browser, [(*place(page, AN, TX1), "", "7")], page=page, status=403)
    type_marks(page, {(AN, TX1): "7"}, status=404)
    browser.get(BOOK, status=404)
    assert written(city)[1] == 0
    assert NOW.isoformat().startswith("2026-11-21")


def test_a_session_that_ended_loses_nothing_that_was_typed(city):
    browser = city.as_("giaovien")
    page = browser.get(BOOK)
    browser.post("/@@logout", {"csrf_token": grid(page)["csrf_token"].value})
    form = form_with(type_marks(page, {(AN, TX1): "7,5"}, status=403), "password")
    form["login"], form["password"] = "giaovien", factories.PASSWORD
    page = form.submit()
    page = page.follow() if page.status_int == 303 else page
    again = form_with(page, "batch").submit().follow()
    assert shown(again, AN, TX1) == "7,5"
