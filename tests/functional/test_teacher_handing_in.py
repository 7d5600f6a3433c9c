"""From the teacher's last mark to the principal's approval: hand in, inbox, give back, approve, reopen, journal."""

import pytest

from eduportal.operations import mark_books as operations
from tests.functional.conftest import form_with
from tests.functional.teacher_setup import (
    AN,
    BINH,
    BOOK,
    CK,
    GK,
    TX1,
    approve_book,
    book_of,
    by,
    cell,
    enter,
    fill_book,
    grid,
    shown,
    step,
    submit_book,
    type_marks,
)


def act(page, name):
    """Return the form of an act on the page of the book."""
    return next((form for form in page.forms.values() if form.action.endswith("@@" + name)), None)


def state(city):
    return city.look(lambda portal: book_of(portal).state)


def waiting(city):
    """Return the entries of the school's inbox about mark books."""
    school = lambda portal: portal.root["quan-1"]["thcs-mot"]  # noqa: E731
    return city.look(lambda portal: [entry for entry in school(portal).inbox.values() if entry[0] == "mark_book"])


def test_a_full_book_is_handed_in_and_waits_in_the_inbox(city):
    city.change(fill_book)
    browser = city.as_("giaovien")
    page = browser.get(BOOK).click("Nộp sổ điểm")
    assert "Đã nhập đủ mọi ô." in page.text
    page = act(page, "submit").submit().follow()
    assert "Đã nộp sổ điểm" in page.text
    assert state(city) == "submitted"
    (entry,) = waiting(city)
    uuids = city.look(lambda portal: (book_of(portal).__parent__.uuid, by(portal, "giaovien")))
    assert entry[:5] == ("mark_book", uuids[0], "toan-hk1", "Toán – HKI – 6A1", uuids[1])


def test_missing_marks_are_listed_and_must_be_confirmed(city):
    browser = city.as_("giaovien")
    city.change(fill_book)
    page = type_marks(browser.get(BOOK), {(AN, CK): "", (BINH, CK): "", (AN, GK): ""}).follow()
    page = page.click("Nộp sổ điểm")
    listed = {each.strong.get_text(): [name.get_text() for name in each.select("ul li")]
              for each in page.html.select(".tc-missing > li")}
    assert listed == {GK: [AN], CK: [AN, BINH]}
    refused = act(page, "submit").submit(status=422)
    assert "Còn thiếu điểm: Giữa kì: 1; Cuối kì: 2." in refused.text
    assert (state(city), waiting(city)) == ("open", [])
    form = act(refused, "submit")
    form["missing_confirmed"] = True
    form.submit().follow()
    assert state(city) == "submitted"
    assert "Còn 3 ô trống." in city.as_("hieutruong").get(BOOK).text


def test_the_principal_approves_and_the_book_is_only_read(city):
    city.change(submit_book)
    browser = city.as_("hieutruong")
    page = act(browser.get(BOOK), "approve").submit().follow()
    assert "Đã duyệt sổ điểm" in page.text
    assert (state(city), waiting(city)) == ("approved", [])
    teacher = city.as_("giaovien").get(BOOK)
    assert cell(teacher, AN, TX1) is None
    assert "Đã duyệt ngày 21/11/2026 bởi Trần Văn Hiệu." in teacher.text
    assert act(teacher, "take-back") is None


def test_what_was_not_seen_is_not_approved(city):
    city.change(submit_book)
    browser = city.as_("hieutruong")
    page = browser.get(BOOK)

    def change_and_submit_again(portal):
        book = book_of(portal)
        operations.take_back_mark_book(book, **step(portal, "giaovien"))
        operations.enter_marks(book, {(book.students[0], "tx1"): ("8", "10")}, batch="batch-late",
                               **step(portal, "giaovien"))
        operations.submit_mark_book(book, **step(portal, "giaovien"))
    city.change(change_and_submit_again)
    refused = act(page, "approve").submit(status=422)
    assert "Sổ điểm đã thay đổi sau khi thầy/cô mở." in refused.text
    assert shown(refused, AN, TX1) == "10"
    assert state(city) == "submitted"
    act(refused, "approve").submit().follow()
    assert state(city) == "approved"


def test_a_book_is_given_back_with_a_reason_and_handed_in_again(city):
    city.change(submit_book)
    browser = city.as_("hieutruong")
    refused = act(browser.get(BOOK), "return").submit(status=422)
    assert "Cần ghi lý do" in refused.text
    form = act(refused, "return")
    assert form["reason"].attrs["aria-invalid"] == "true"
    form["reason"] = "Cột cuối kì của Mẫu A chưa khớp bài kiểm tra"
    form.submit().follow()
    assert (state(city), waiting(city)) == ("returned", [])
    teacher = city.as_("giaovien")
    page = teacher.get(BOOK)
    assert "Trần Văn Hiệu trả lại ngày 21/11/2026, lý do: Cột cuối kì của Mẫu A chưa khớp" in page.text
    type_marks(page, {(AN, CK): "9"}).follow()
    act(teacher.get(BOOK + "@@submit"), "submit").submit()
    assert state(city) == "submitted"
    assert len(waiting(city)) == 1


def test_a_reason_that_is_refused_stays_in_its_field(city):
    city.change(submit_book)
    form = act(city.as_("hieutruong").get(BOOK), "return")
    form["reason"] = "dài " * 400
    refused = form.submit(status=422)
    assert act(refused, "return")["reason"].value.strip() == ("dài " * 400).strip()
    assert state(city) == "submitted"


def test_the_teacher_takes_the_book_back_before_the_approval(city):
    city.change(submit_book)
    page = act(city.as_("giaovien").get(BOOK), "take-back").submit().follow()
    assert "có thể nhập điểm tiếp" in page.text
    assert (state(city), waiting(city)) == ("open", [])
    assert cell(page, AN, TX1) is not None


def test_an_approved_book_is_reopened_with_a_reason(city):
    city.change(approve_book)
    browser = city.as_("hieutruong")
    refused = act(browser.get(BOOK), "reopen").submit(status=422)
    form = act(refused, "reopen")
    form["reason"] = "Nhập nhầm điểm của hai học sinh"
    form.submit().follow()
    assert state(city) == "returned"
    assert enter(city.as_("giaovien"), {(AN, TX1): "9"}).status_int == 303


@pytest.mark.parametrize(("login", "name"), [("giaovien", "approve"), ("giaovien", "return"), ("giaovien", "lock"),
                                             ("giaovu", "approve"), ("giaovu", "submit"), ("hieutruong", "submit")])
def test_everybody_does_only_their_part(city, login, name):
    city.change(submit_book)
    browser = city.as_(login)
    page = browser.get(BOOK)
    assert act(page, name) is None
    token = next(iter(page.forms.values()))["csrf_token"].value
    browser.post(BOOK + "@@" + name, {"csrf_token": token, "reason": "Thử", "column": "tx1"}, status=403)
    assert state(city) == "submitted"


def test_the_records_office_locks_and_unlocks_a_column(city):
    browser = city.as_("giaovu")
    form = act(browser.get(BOOK), "lock")
    form["column"], form["reason"] = "gk", "Đã chốt điểm giữa kì"
    page = form.submit().follow()
    assert city.look(lambda portal: book_of(portal).lock_of("gk")[2]) == "Đã chốt điểm giữa kì"
    assert "gk" not in [value for value, *_rest in act(page, "lock")["column"].options]
    form = act(page, "unlock")
    assert form.submit(status=422).html.select_one("details.tc-manage").has_attr("open")
    form["reason"] = "Mở để sửa một bài"
    form.submit().follow()
    assert city.look(lambda portal: book_of(portal).lock_of("gk")) is None


def test_the_records_office_writes_a_zero_for_a_missed_test_and_an_exemption(city):
    browser = city.as_("giaovu")
    student, other = city.look(lambda portal: book_of(portal).students[:2])
    form = act(browser.get(BOOK), "zero")
    form["student"], form["column"], form["reason"] = student, "tx1", "Vắng, không dự kiểm tra bù ngày 18/11"
    page = form.submit().follow()
    assert shown(page, AN, TX1) == "0"
    form = act(page, "exempt")
    form["student"], form["reason"] = other, "Quyết định 12/QĐ-THCS"
    page = form.submit().follow()
    assert shown(page, BINH, TX1) == "miễn"
    teacher = city.as_("giaovien").get(BOOK)
    assert cell(teacher, BINH, TX1) is None
    form = act(page, "end-exemption")
    form["reason"] = "Quyết định được thu hồi"
    assert shown(form.submit().follow(), BINH, TX1) == ""


def test_acts_on_what_is_not_in_the_book_are_refused(city):
    browser = city.as_("giaovu")
    token = act(browser.get(BOOK), "lock")["csrf_token"].value
    for name in ("zero", "exempt", "end-exemption", "lock", "unlock"):
        for fields in ({"student": "x", "column": "tx9"}, {"student": "", "column": ""}, {}):
            posted = {"csrf_token": token, "reason": "Thử", **fields}
            assert browser.post(f"{BOOK}@@{name}", posted, status="*").status_int == 403, (name, fields)
    assert city.look(lambda portal: len(book_of(portal).journal)) == 0


def test_the_journal_tells_everything_newest_first(city):
    teacher = city.as_("giaovien")
    enter(teacher, {(AN, TX1): "7"})
    enter(teacher, {(AN, TX1): "7,5", (BINH, TX1): "9"})
    city.change(lambda portal: operations.submit_mark_book(
        book_of(portal), missing_confirmed=True, **step(portal, "giaovien")))
    page = teacher.get(BOOK).click("Nhật ký")
    entries = [each.strong.get_text() for each in page.html.select(".tc-entry")]
    assert entries == ["Nộp sổ", "Nhập điểm", "Nhập điểm"]
    lines = [each.get_text(" ", strip=True) for each in page.html.select(".tc-journal > li:nth-of-type(2) li")]
    assert lines == [f"{AN} · Thường xuyên 1 trước: 7 sau: 7,5", f"{BINH} · Thường xuyên 1 trước: (để trống) sau: 9"]
    assert "Đang nhập" in page.text
    assert "Chuỗi ghi nhận còn nguyên" in page.text


def test_the_journal_is_shown_in_batches_of_fifty(city):
    def many(portal):
        book = book_of(portal)
        for number in range(53):
            seen = book.journal and str((number - 1) % 10) if number else ""
            operations.enter_marks(book, {(book.students[0], "tx1"): (seen, str(number % 10))},
                                   batch=f"batch-{number:04}", **step(portal, "giaovien"))
    city.change(many)
    page = city.as_("giaovien").get(BOOK + "@@history")
    assert len(page.html.select(".tc-entry")) == 50
    assert page.click("Trang sau").html.select(".tc-entry").__len__() == 3


def test_a_journal_that_was_changed_behind_the_portal_is_told(city):
    enter(city.as_("giaovien"), {(AN, TX1): "7"})

    def forge(portal):
        book = book_of(portal)
        book.matrix = bytes([100]) + book.matrix[1:]
    city.change(forge)
    assert "Chuỗi ghi nhận đã bị đứt" in city.as_("hieutruong").get(BOOK + "@@history").text


def test_a_submit_page_of_a_book_that_was_handed_in_leads_back(city):
    city.change(submit_book)
    browser = city.as_("giaovien")
    assert browser.get(BOOK + "@@submit").location.endswith(BOOK)
    token = form_with(browser.get(BOOK), "csrf_token")["csrf_token"].value
    browser.post(BOOK + "@@submit", {"csrf_token": token}, status=422)
    assert grid(city.as_("giaovien.van").get(BOOK.replace("toan", "ngu-van"))) is not None
