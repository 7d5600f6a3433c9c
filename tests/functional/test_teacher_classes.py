"""My classes, the school year, the class list, the days for entering marks."""

from datetime import date

import pytest

from eduportal.operations import school
from tests import factories
from tests.functional.teacher_setup import AN, BOOK, CLASS, NOW, TX1, YEAR, book_of, enter, fill_book, submit_book


def cards(page):
    """Return {class: [(subject and term, state, progress)]} of the page "Lớp của tôi"."""
    return {each.h3.a.get_text(strip=True): [tuple(part.get_text(" ", strip=True) for part in book.find_all(
        "span", recursive=False)) for book in each.select("a.tc-book")] for each in page.html.select(".tc-class")}


def test_a_teacher_finds_own_classes_and_subjects(city):
    browser = city.as_("giaovien")
    enter(browser, {(AN, TX1): "7"})
    page = browser.get("/@@my-classes")
    assert cards(page) == {"Lớp 6A1": [("Toán Học kì I", "Đang nhập", "Đã nhập 1/18 ô")]}
    assert "Trường THCS MOT" in page.html.h2.get_text()
    assert browser.get(page.html.select_one("a.tc-book")["href"]).html.h1.get_text() == "Toán – HKI – 6A1"


def test_the_current_term_comes_first_and_a_subject_without_a_book_is_named(city):
    def more(portal):
        book = book_of(portal)
        school.open_mark_books(portal, book.__parent__, ["thcs_mathematics"], 2, by="", at=NOW)
        school.assign_teacher(portal, book.__parent__.__parent__, book.__parent__, portal.accounts.by_login("giaovien"),
                              "thcs_informatics", since=date(2026, 9, 5), by="", at=NOW)
    city.change(more)
    page = city.as_("giaovien").get("/@@my-classes")
    assert [name for name, *_rest in cards(page)["Lớp 6A1"]] == ["Toán Học kì I", "Toán Học kì II"]
    assert "Tin học: chưa mở sổ điểm." in page.text
    city.registry["eduportal.clock"] = lambda: NOW.replace(year=2027, month=3)
    page = city.as_("giaovien").get("/@@my-classes")
    assert [name for name, *_rest in cards(page)["Lớp 6A1"]] == ["Toán Học kì II", "Toán Học kì I"]


def test_a_homeroom_teacher_finds_the_class_and_how_many_books_are_in(city):
    def make_homeroom(portal):
        book = book_of(portal)
        school.assign_teacher(portal, book.__parent__.__parent__, book.__parent__, portal.accounts.by_login("khach"),
                              "", since=date(2026, 9, 5), by="", at=NOW)
    city.change(make_homeroom)
    city.change(submit_book)
    page = city.as_("khach").get("/@@my-classes")
    assert "Chủ nhiệm" in page.text
    assert "đã nộp 1/2 sổ điểm" in page.text
    assert cards(page) == {"Lớp 6A1": []}


def test_who_teaches_nothing_reads_why_the_page_is_empty(city):
    page = city.as_("khach").get("/@@my-classes")
    assert "Hiện thầy/cô chưa được phân công lớp nào." in page.text
    assert page.html.select(".tc-class") == []


def test_my_classes_stands_at_the_root_only(city):
    city.as_("giaovien").get("/quan-1/thcs-mot/@@my-classes", status=404)


@pytest.mark.parametrize("login", ["hieutruong", "giaovu"])
def test_the_school_year_shows_how_far_each_class_is(city, login):
    city.change(submit_book)
    browser = city.as_(login)
    page = browser.get("/@@my-classes").click("Năm học 2026–2027")
    row = page.html.select_one(".ep-table tbody tr")
    assert [each.get_text(" ", strip=True) for each in row.find_all(["th", "td"])] == [
        "6A1", "–", "Học sinh: 3", "Sổ điểm: 2", "Chờ duyệt: 1", "Đã duyệt: 0", "Đã nhập 18/36 ô"]
    page = page.click("Học kì II")
    assert "Sổ điểm: 0" in page.html.select_one(".ep-table tbody tr").get_text(" ", strip=True)
    assert page.click("6A1").html.h1.get_text(strip=True) == "Lớp 6A1"


@pytest.mark.parametrize("login", ["giaovien", "quantri", "quantri.so", "truongphong", "hieutruong.hai", "khach"])
def test_the_school_year_is_not_for_others(city, login):
    browser = city.as_(login)
    browser.get(YEAR, status=404)
    browser.get(YEAR + "@@windows", status=404)
    if login != "giaovien":
        browser.get(CLASS, status=404)


def test_the_breadcrumbs_of_a_teacher_have_no_dead_links(city):
    browser = city.as_("giaovien")
    for link in browser.get(BOOK).html.select(".ep-crumbs a[href]"):
        assert browser.get(link["href"]).status_int == 200
    assert len(browser.get(BOOK).html.select(".ep-crumbs li")) == 6


def test_the_class_list_has_names_days_of_birth_and_who_left(city):
    def leave(portal):
        school_class = book_of(portal).__parent__
        first, *others = school_class.roll
        school_class.roll = ((*first[:3], "2026-10-31"), *others)
    city.change(leave)
    page = city.as_("hieutruong").get(CLASS)
    rows = [[each.get_text(" ", strip=True) for each in row.find_all(["td", "th"])]
            for row in page.html.select(".tc-roll tbody tr")]
    assert rows[0] == ["1", f"{AN} Rời lớp ngày 31/10/2026", "01/01/2015", "nữ"]
    assert rows[2][0] == "3"
    assert "Đặng Thị Giáo" in page.text
    assert "Rời lớp ngày 31/10/2026" in city.as_("giaovien").get(BOOK).text


def form_of(page, term):
    return next(form for form in page.forms.values() if "term" in form.fields and form["term"].value == str(term))


def test_the_records_office_sets_the_days_for_entering_marks(city):
    browser = city.as_("giaovu")
    form = form_of(browser.get(YEAR).click("Thời gian nhập điểm"), 1)
    form["first"], form["last"] = "1/9/2026", "20/11/2026"
    page = form.submit().follow()
    assert (form_of(page, 1)["first"].value, form_of(page, 1)["last"].value) == ("01/09/2026", "20/11/2026")
    assert "Võ Văn Vụ" in page.text
    assert "từ 01/09/2026 đến 20/11/2026" in browser.get(YEAR).text
    assert "đã kết thúc" in city.as_("giaovien").get(BOOK).text
    form = form_of(page, 1)
    form["last"] = "21/11/2026"
    form.submit()
    assert enter(city.as_("giaovien"), {(AN, TX1): "8"}).status_int == 303
    lines = city.look(lambda portal: [line[2:] for line in book_of(portal).__parent__.__parent__.history])
    assert lines[-1] == ("set_entry_days", "open", "open", "Học kì I: 01/09/2026 – 21/11/2026")


def test_days_that_do_not_fit_are_refused_at_their_field(city):
    browser = city.as_("hieutruong")
    for first, last, text, field in (
            ("abc", "20/11/2026", "không phải là ngày", "first"), ("31/02/2027", "20/05/2027", "", "first"),
            ("20/11/2026", "19/11/2026", "Ngày cuối lại ở trước ngày đầu.", "last"), ("", "", "", "first"),
            ("01/09/2026", "01/09/2027", "không thuộc năm học (từ 01/08/2026 đến 31/07/2027)", "last")):
        form = form_of(browser.get(YEAR + "@@windows"), 2)
        form["first"], form["last"] = first, last
        page = form.submit(status=422)
        again = form_of(page, 2)
        assert (again["first"].value, again["last"].value) == (first, last)
        assert again[field].attrs.get("aria-invalid") == "true", (first, last)
        assert text in page.text
    token = form_of(browser.get(YEAR + "@@windows"), 1)["csrf_token"].value
    for term in ("3", "", "x", "1.0"):
        browser.post(YEAR + "@@windows", {"csrf_token": token, "term": term, "first": "01/09/2026",
                                          "last": "02/09/2026"}, status=422)
    assert city.look(lambda portal: len(book_of(portal).__parent__.__parent__.windows)) == 0


def test_a_full_class_is_counted(city):
    city.change(fill_book)
    assert "Đã nhập 18/18 ô" in city.as_("giaovien").get("/@@my-classes").text
    assert factories.PASSWORD not in city.as_("giaovien").get("/@@my-classes").text
