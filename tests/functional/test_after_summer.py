"""After the summer: only who needs it, only what may be taken again, by the principal, with a report."""

import pytest

from eduportal.content.class_records import record_of
from eduportal.operations import homeroom, mark_books, school
from eduportal.operations.results.computing import class_results
from tests import factories
from tests.functional.conftest import form_with
from tests.functional.homeroom_setup import (
    AN,
    BINH,
    CLASS,
    CUC,
    class_of,
    make_homeroom,
    student,
    who,
    written,
)

PAGE = CLASS + "@@after-summer"
MATHS, LITERATURE = "Toán", "Ngữ văn"


def whole_year(portal, marks):
    """Write the year of 6A1: every subject of the plan in both terms, ``marks`` {name: {title: text}}, 8 and Đ else."""
    node, acts = class_of(portal), {"by": "", "at": factories.NOW}
    workflow = portal.definitions.workflow_of("mark_book")
    for term in (1, 2):
        there = {book.subject for book in node.books.values() if book.term == term}
        subjects = [each.code for each in class_results(portal, node).subjects if each.code not in there
                    and term in each.terms and not each.elective]
        school.open_mark_books(portal, node, subjects, term, **acts)
    for book in node.books.values():
        cells = {}
        for uuid in book.students:
            name = node.__parent__.__parent__.students[uuid].name
            text = marks.get(name, {}).get(book.subject_title, "Đ" if book.kind == "comment" else "8")
            cells.update({(uuid, key): ("", text) for key in book.column_keys})
        mark_books.enter_marks(book, cells, batch=f"batch-{book.__name__}", workflow=workflow, **acts)


def whole_record(portal, levels):
    """Write conduct ``levels`` {name: level}, Tốt for the others, and no absences, of both terms."""
    node = class_of(portal)
    for term in (1, 2):
        named = {student(portal, name): ("", levels.get(name, "Tốt")) for name in (AN, BINH, CUC)}
        homeroom.enter_conduct(portal, node, named, term=term, **who(portal))
        homeroom.enter_absences(portal, node, dict.fromkeys(named, (("", "0"), ("", "0"))), term=term, **who(portal))


@pytest.fixture
def city(city):
    """An is below 5,0 in Toán and Ngữ văn; Bình has no training level that is enough; Cúc needs nothing."""
    def make(portal):
        make_homeroom(portal)
        whole_year(portal, {AN: {MATHS: "3", LITERATURE: "3"}})
        whole_record(portal, {BINH: "Chưa đạt"})
    city.change(make)
    return city


def summer_form(page):
    return next(each for each in page.forms.values() if each.action.endswith("@@after-summer"))


def field(page, label):
    return page.html.find(attrs={"aria-label": label})


def fill(page, typed, **options):
    """Type {label: text} into the page and save; return the answer."""
    filled = summer_form(page)
    for label, text in typed.items():
        filled[field(page, label)["name"]].force_value(text)
    return filled.submit(**options)


def test_only_who_needs_it_is_listed(city):
    page = city.as_("hieutruong").get(PAGE)
    shown = page.html.main.get_text(" ", strip=True)
    assert (AN in shown, BINH in shown, CUC in shown) == (True, True, False)
    names = [each.get_text(strip=True) for each in page.html.select(".hr-table tbody th")]
    assert names == [AN, AN, BINH]
    assert field(page, f"{AN}, {MATHS}") is not None
    assert field(page, f"{AN}, {LITERATURE}") is not None
    assert "Đánh giá lại trong hè" in shown
    assert "Rèn luyện trong hè" in shown


def test_the_principal_writes_the_results_of_the_summer(city):
    browser = city.as_("hieutruong")
    page = fill(browser.get(PAGE), {f"{AN}, {MATHS}": "6,5", f"{AN}, {LITERATURE}": "5", BINH: "Đạt",
                                    f"Nhận xét, {BINH}": "Hoàn thành nhiệm vụ, gia đình xác nhận"}).follow()
    assert "Đã lưu 3 ô." in page.text
    assert "Hoàn thành nhiệm vụ, gia đình xác nhận" in page.text

    def look(portal):
        record, results = record_of(class_of(portal)), class_results(portal, class_of(portal))
        an, binh = student(portal, AN), student(portal, BINH)
        return record.retests(an), record.summer(binh), [results.rows[each].final.value for each in (an, binh)]
    assert city.look(look) == ({"thcs_mathematics": 65, "thcs_literature": 50}, "Đạt",
                               ["Được lên lớp", "Được lên lớp"])
    journal = browser.get(CLASS + "@@homeroom-history").text
    assert f"{AN} · Toán" in journal
    assert f"{BINH} · Sau hè" in journal


def test_a_level_without_a_report_and_a_report_without_a_level_are_refused(city):
    browser, before = city.as_("hieutruong"), written(city)
    page = fill(browser.get(PAGE), {BINH: "Đạt", f"{AN}, {MATHS}": "6"}, status=422)
    assert "Cần ghi lý do" in page.text
    assert field(page, f"{AN}, {MATHS}")["value"] == "6"
    page = fill(browser.get(PAGE), {f"Nhận xét, {BINH}": "Đã xong"}, status=422)
    assert "mức chưa thay đổi" in page.text
    assert field(page, f"Nhận xét, {BINH}").get_text() == "Đã xong"
    assert written(city) == before


@pytest.mark.parametrize("text", ["11", "abc", "Đ", "-1", "5,55", "miễn", "9" * 19])
def test_what_is_no_mark_is_refused_and_kept(city, text):
    before = written(city)
    page = fill(city.as_("hieutruong").get(PAGE), {f"{AN}, {MATHS}": text, f"{AN}, {LITERATURE}": "6"}, status=422)
    assert written(city) == before
    assert (field(page, f"{AN}, {MATHS}")["value"], field(page, f"{AN}, {LITERATURE}")["value"]) == (text, "6")
    assert len(page.html.select(".ep-field-error")) == 1


def test_a_subject_or_student_that_is_not_listed_is_refused(city):
    browser, before = city.as_("hieutruong"), written(city)
    token = summer_form(browser.get(PAGE))["csrf_token"].value
    an, cuc = (city.look(lambda portal, name=name: student(portal, name)) for name in (AN, CUC))
    foreign = city.look(lambda portal: student(portal, AN, "thcs-hai"))
    for cell, status in ((f"{cuc}.retest:thcs_mathematics", 422), (f"{an}.retest:thcs_informatics", 422),
                         (f"{an}.retest:không có", 422), (f"{cuc}.summer", 422), (f"{an}.summer", 422),
                         (f"{foreign}.retest:thcs_mathematics", 403), (f"{foreign}.summer", 403)):
        text = "Đạt" if cell.endswith("summer") else "6"
        browser.post(PAGE, {"csrf_token": token, f"seen.{cell}": "", f"value.{cell}": text,
                            f"report.{cuc}": ""}, status=status)
    assert written(city) == before


def test_two_principals_at_once_are_shown_both_values(city):
    browser = city.as_("hieutruong")
    first, second = browser.get(PAGE), browser.get(PAGE)
    assert fill(first, {f"{AN}, {MATHS}": "6"}).status_int == 303
    page = fill(second, {f"{AN}, {MATHS}": "7"}, status=409)
    assert "đã ghi 6" in page.text
    assert "Của thầy/cô: 7" in page.text
    assert fill(page, {}).status_int == 303
    assert field(browser.get(PAGE), f"{AN}, {MATHS}")["value"] == "7"


def test_what_no_longer_applies_can_be_taken_out(city):
    browser = city.as_("hieutruong")
    fill(browser.get(PAGE), {f"{AN}, {MATHS}": "6"})

    def correct(portal):
        book = class_of(portal)["toan-hk2"]
        cells = {(student(portal, AN), key): ("3", "9") for key in book.column_keys}
        acts = {"by": "", "at": factories.NOW, "workflow": portal.definitions.workflow_of("mark_book")}
        mark_books.enter_marks(book, cells, batch="batch-correct", **acts)
    city.change(correct)
    page = browser.get(PAGE)
    assert field(page, f"{AN}, {MATHS}")["value"] == "6"
    assert fill(page, {f"{AN}, {MATHS}": ""}).status_int == 303
    assert city.look(lambda portal: record_of(class_of(portal)).retests(student(portal, AN))) == {}


def test_who_may_see_and_who_may_write(city):
    for login in ("giaovu", "giaovien.van"):
        page = city.as_(login).get(PAGE)
        assert AN in page.text
        assert field(page, f"{AN}, {MATHS}") is None
        token = page.forms[0]["csrf_token"].value
        city.as_(login).post(PAGE, {"csrf_token": token}, status=403)
    city.as_("giaovien").get(PAGE, status=403)
    city.as_("hieutruong.hai").get(PAGE, status=404)
    with pytest.raises(StopIteration):
        form_with(city.as_("giaovu").get(PAGE), "batch")
