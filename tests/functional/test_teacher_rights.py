"""Who reads and who writes a mark book: own subject and homeroom, principal and records office, nobody else."""

from datetime import date, timedelta

import pytest

from eduportal.operations import mark_books as operations
from eduportal.operations import school
from tests import factories
from tests.functional.teacher_setup import (
    AN,
    BOOK,
    CLASS,
    LITERATURE,
    NOW,
    OTHER_SCHOOL,
    TX1,
    YEAR,
    approve_book,
    book_of,
    by,
    cell,
    enter,
    grid,
    place,
    send,
    shown,
    step,
    submit_book,
    type_marks,
)

NOT_THEIRS = ("giaovien.van", "giaovien.hai", "hieutruong.hai", "quantri", "quantri.so", "quantri.hai", "truongphong",
              "bientap", "khach")


@pytest.mark.parametrize("login", NOT_THEIRS)
def test_marks_are_hidden_from_everybody_without_a_role_at_the_book(city, login):
    city.change(lambda portal: operations.enter_marks(
        book_of(portal), {(book_of(portal).students[0], "tx1"): ("", "3,7")}, batch="batch-001",
        **step(portal, "giaovien")))
    browser = city.as_(login)
    for view in ("", "@@history", "@@submit"):
        page = browser.get(BOOK + view, status=404)
        assert "3,7" not in page.text
        assert AN not in page.text
    for view in ("@@save", "@@submit", "@@approve", "@@return", "@@reopen", "@@take-back", "@@lock", "@@zero"):
        assert browser.post(BOOK + view, {"csrf_token": "x", "reason": "x"}, status="*").status_int in (403, 404)
    assert city.look(lambda portal: len(book_of(portal).journal)) == 1


@pytest.mark.parametrize("path", [BOOK, BOOK + "@@history", CLASS, YEAR, YEAR + "@@windows", BOOK + "@@submit"])
def test_visitors_find_nothing(city, path):
    page = city.visitor().get(path, status=404)
    assert AN not in page.text


def test_visitors_are_sent_to_sign_in_from_my_classes(city):
    assert city.visitor().get("/@@my-classes", status="*").status_int in (303, 403)


@pytest.mark.parametrize("login", ["hieutruong", "giaovu"])
def test_principal_and_records_office_read_every_book(city, login):
    browser = city.as_(login)
    for path in (BOOK, LITERATURE):
        page = browser.get(path)
        assert AN in page.text
        assert cell(page, AN, TX1) is None
        assert "Thầy/cô chỉ xem sổ này." in page.text
        browser.post(path + "@@save", {"csrf_token": "x"}, status=403)


def test_the_homeroom_teacher_reads_the_books_of_the_class_and_writes_only_the_own_subject(city):
    def make_homeroom(portal):
        book = book_of(portal)
        account = portal.accounts.by_login("giaovien.van")
        school.assign_teacher(portal, book.__parent__.__parent__, book.__parent__, account, "", by="", at=NOW,
                              since=date(2026, 9, 5))
    city.change(make_homeroom)
    browser = city.as_("giaovien.van")
    assert cell(browser.get(BOOK), AN, TX1) is None
    assert cell(browser.get(LITERATURE), AN, TX1) is not None
    browser.post(BOOK + "@@save", {"csrf_token": "x"}, status=403)
    assert "Ngày sinh" in browser.get(CLASS).text


def test_a_subject_teacher_sees_the_class_without_days_of_birth(city):
    page = city.as_("giaovien").get(CLASS)
    assert AN in page.text
    assert "Ngày sinh" not in page.text
    assert "01/01/2015" not in page.text
    assert [each.get_text(strip=True) for each in page.html.select(".tc-book-name")] == ["ToánHọc kì I"]
    page = city.as_("giaovu").get(CLASS)
    assert "01/01/2015" in page.text
    assert len(page.html.select(".tc-book-name")) == 2


def test_a_substitute_writes_from_the_first_to_the_last_day(city):
    def substitute(portal):
        book = book_of(portal)
        account = portal.accounts.by_login("giaovien.hai")
        school.assign_teacher(portal, book.__parent__.__parent__, book.__parent__, account, "thcs_mathematics", by="",
                              at=NOW, since=date(2026, 11, 21), until=date(2026, 11, 22))
    city.change(substitute)
    browser = city.as_("giaovien.hai")
    assert enter(browser, {(AN, TX1): "9"}).status_int == 303
    for days, status in ((1, 200), (2, 404)):
        city.registry["eduportal.clock"] = lambda days=days: NOW + timedelta(days=days)
        city.as_("giaovien.hai").get(BOOK, status=status)


def test_a_closed_window_says_when_it_closed_and_who_set_it(city):
    set_days(city, date(2026, 11, 1), date(2026, 11, 20))
    browser = city.as_("giaovien")
    page = browser.get(BOOK)
    assert cell(page, AN, TX1) is None
    assert "Thời gian nhập điểm “Học kì I” đã kết thúc lúc 00:00, 21/11/2026 (Võ Văn Vụ quy định)." in page.text
    assert "từ 01/11/2026 đến 20/11/2026" in page.text


def test_a_window_that_closes_under_an_open_page_refuses_the_save_and_keeps_what_was_typed(city):
    browser = city.as_("giaovien")
    page = browser.get(BOOK)
    set_days(city, date(2026, 11, 22), date(2026, 11, 30))
    answer = send(browser, [(*place(page, AN, TX1), "", "7")], page=page, status=422)
    assert "bắt đầu lúc 00:00, 22/11/2026" in answer.json["message"]
    refused = type_marks(page, {(AN, TX1): "7"}, status=422)
    assert "bắt đầu lúc 00:00, 22/11/2026" in refused.text
    assert cell(refused, AN, TX1)["value"] == "7"
    assert city.look(lambda portal: len(book_of(portal).journal)) == 0
    city.registry["eduportal.clock"] = lambda: NOW + timedelta(days=1)
    assert send(city.as_("giaovien"), [(*place(page, AN, TX1), "", "7")]).json["saved"] == 1


def set_days(city, first, last):
    city.change(lambda portal: operations.set_entry_days(
        book_of(portal).__parent__.__parent__, 1, first, last, by=by(portal, "giaovu"), at=NOW))


def test_a_locked_column_is_shown_with_its_reason_and_takes_no_marks(city):
    browser = city.as_("giaovien")
    page = browser.get(BOOK)
    city.change(lambda portal: operations.lock_column(
        book_of(portal), "tx1", "Đã đối chiếu bài kiểm tra", by=by(portal, "giaovu"), at=NOW))
    refused = type_marks(page, {(AN, TX1): "7"}, status=422)
    assert "Cột Thường xuyên 1 đã được Võ Văn Vụ khóa" in refused.text
    assert cell(refused, AN, TX1)["value"] == "7"
    answer = send(browser, [(*place(page, AN, TX1), "", "7")], page=page, status=422)
    assert "Đã đối chiếu bài kiểm tra" in answer.json["refusals"][0]["message"]
    page = browser.get(BOOK)
    assert cell(page, AN, TX1) is None
    assert "Cột Thường xuyên 1 đã khóa bởi Võ Văn Vụ lúc 10:00, 21/11/2026, lý do: Đã đối chiếu" in page.text
    head = page.html.select_one("th.marks-locked")
    assert "Đã khóa" in head.get_text()
    assert head.find("use")["href"].endswith("#lock")


@pytest.mark.parametrize("prepare", [submit_book, approve_book])
def test_a_book_that_is_handed_in_is_only_read(city, prepare):
    browser = city.as_("giaovien")
    page = browser.get(BOOK)
    city.change(prepare)
    here = place(page, AN, TX1)
    send(browser, [(*here, "8", "10")], page=page, status=403)
    grid(page).submit(status=403)
    page = browser.get(BOOK)
    assert cell(page, AN, TX1) is None
    assert shown(page, AN, TX1) == "8"
    who = "Đã duyệt ngày 21/11/2026 bởi Trần Văn Hiệu" if prepare is approve_book else (
        "Đã nộp ngày 21/11/2026 bởi Đặng Thị Giáo")
    assert who in page.text


def test_a_closed_class_takes_no_marks(city):
    browser = city.as_("giaovien")
    page = browser.get(BOOK)

    def close(portal):
        book_of(portal).__parent__.__parent__.state = "closed"
    city.change(close)
    send(browser, [(*place(page, AN, TX1), "", "7")], page=page, status=422)
    assert "“Năm học 2026–2027” đã khóa" in browser.get(BOOK).text


def test_a_teacher_reads_no_book_of_another_school(city):
    browser = city.as_("giaovien")
    browser.get(OTHER_SCHOOL, status=404)
    assert "thcs-hai" not in browser.get("/@@my-classes").text
    assert factories.PASSWORD not in browser.get("/@@my-classes").text
