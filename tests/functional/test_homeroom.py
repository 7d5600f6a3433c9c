"""The homeroom teacher's page: levels and absences, saved whole or not at all, without script."""

from datetime import date

import pytest

from eduportal.content.class_records import record_of
from eduportal.operations.school import enrol_students
from tests.functional.homeroom_setup import (
    ABSENT1,
    ABSENT2,
    AN,
    BINH,
    CUC,
    HKI,
    HKII,
    LEAVE1,
    LEAVE2,
    PAGE,
    cell,
    class_of,
    form,
    make_homeroom,
    notes,
    row,
    student,
    type_in,
    value,
    who,
    written,
)


@pytest.fixture
def city(city):
    city.change(make_homeroom)
    return city


def test_the_homeroom_teacher_enters_levels_and_absences(city):
    browser = city.as_("giaovien.van")
    page = type_in(browser.get(PAGE), {(AN, HKI): "Tốt", (AN, HKII): "Khá", (AN, LEAVE1): "2", (AN, ABSENT1): "0",
                                       (AN, LEAVE2): "1", (AN, ABSENT2): "3", (BINH, HKI): "Đạt"}).follow()
    assert "Đã lưu 7 ô." in page.text
    assert [value(page, AN, each) for each in (HKI, HKII, LEAVE1, ABSENT1)] == ["Tốt", "Khá", "2", "0"]
    # R22-13: Tốt then Khá is Khá; it is computed and has no input.
    assert row(page, AN).select_one(".hr-computed output").get_text(strip=True) == "Khá"
    assert row(page, BINH).select_one(".hr-computed output").get_text(strip=True) == ""
    assert row(page, AN).select_one(".hr-total").get_text(" ", strip=True).endswith("6")

    def look(portal):
        record = record_of(class_of(portal))
        an, binh = student(portal, AN), student(portal, BINH)
        entry = next(record.journal.newest_first())
        return (record.conduct(an, 1), record.absences(an), record.conduct(binh, 1), record.absences(binh), entry.by,
                record.verify())
    by = city.look(lambda portal: who(portal)["by"])
    assert city.look(look) == ("Tốt", (3, 3), "Đạt", None, by, True)


def test_the_page_names_the_circular_and_students_in_order(city):
    page = city.as_("giaovien.van").get(PAGE)
    assert page.html.h1.get_text() == "Rèn luyện và chuyên cần – 6A1"
    assert "TT 22/2021" in page.text
    assert [each.contents[0].strip() for each in page.html.select("tbody th.hr-name")] == [AN, BINH, CUC]
    assert [each["value"] for each in cell(page, AN, HKI).find_all("option")] == ["", "Tốt", "Khá", "Đạt", "Chưa đạt"]
    assert cell(page, AN, LEAVE1)["inputmode"] == "numeric"


@pytest.mark.parametrize(("column", "text", "told"), [
    (HKI, "Giỏi", "Tốt, Khá, Đạt, Chưa đạt"), (HKI, "Trung bình", "Tốt, Khá, Đạt"), (HKI, "<b>Tốt</b>", "Tốt, Khá"),
    (LEAVE1, "-1", "từ 0 đến 120"), (LEAVE1, "121", "từ 0 đến 120"), (LEAVE1, "9" * 20, "từ 0 đến 120"),
    (LEAVE1, "hai", "từ 0 đến 120"), (LEAVE1, "1,5", "từ 0 đến 120"), (LEAVE1, "٣", "từ 0 đến 120")])
def test_what_fits_no_cell_is_refused_and_stays_in_it(city, column, text, told):
    before = written(city)
    page = type_in(city.as_("giaovien.van").get(PAGE), {(AN, column): text, (BINH, HKI): "Khá"}, status=422)
    assert written(city) == before
    assert (value(page, AN, column), value(page, BINH, HKI)) == (text, "Khá")
    assert cell(page, AN, column)["aria-invalid"] == "true"
    assert page.html.find(id=cell(page, AN, column)["aria-describedby"]).get_text(" ", strip=True) == notes(page)[0]
    assert told in notes(page)[0]
    good = "Tốt" if column == HKI else "4"
    assert value(type_in(page, {(AN, column): good}).follow(), BINH, HKI) == "Khá"


def test_a_term_has_only_so_many_half_days(city):
    page = type_in(city.as_("giaovien.van").get(PAGE), {(AN, LEAVE1): "100", (AN, ABSENT1): "21"}, status=422)
    assert "121 buổi nghỉ" in notes(page)[0]
    assert written(city) == ({}, 0)


def test_whoever_misses_more_than_45_half_days_is_pointed_out(city):
    page = type_in(city.as_("giaovien.van").get(PAGE), {(AN, LEAVE1): "40", (AN, LEAVE2): "6", (BINH, LEAVE1): "45"})
    page = page.follow()
    assert "quá 45 buổi" in row(page, AN).get_text()
    assert "quá 45 buổi" not in row(page, BINH).get_text()


def test_two_people_write_the_same_cell_and_both_are_shown(city):
    city.change(lambda portal: make_homeroom(portal, "giaovien"))
    mine, other = city.as_("giaovien.van"), city.as_("giaovien")
    page = mine.get(PAGE)
    assert type_in(other.get(PAGE), {(AN, HKI): "Khá"}).status_int == 303
    conflict = type_in(page, {(AN, HKI): "Tốt", (CUC, HKI): "Đạt"}, status=409)
    assert "Đặng Thị Giáo đã ghi Khá lúc 10:00, 21/11/2026. Của thầy/cô: Tốt." in notes(conflict)[0]
    assert len(notes(conflict)) == 1
    assert (value(conflict, AN, HKI), value(conflict, CUC, HKI)) == ("Tốt", "Đạt")
    assert len(written(city)[0]) == 1
    after = form(conflict).submit().follow()
    assert (value(after, AN, HKI), value(after, CUC, HKI)) == ("Tốt", "Đạt")


def test_a_cell_left_as_seen_does_not_overwrite_what_others_wrote(city):
    city.change(lambda portal: make_homeroom(portal, "giaovien"))
    mine, other = city.as_("giaovien.van"), city.as_("giaovien")
    page = mine.get(PAGE)
    type_in(other.get(PAGE), {(AN, HKI): "Khá"})
    after = type_in(page, {(BINH, HKI): "Tốt"}).follow()
    assert (value(after, AN, HKI), value(after, BINH, HKI)) == ("Khá", "Tốt")


def test_the_same_page_sent_twice_is_saved_once_and_another_time_refused(city):
    browser = city.as_("giaovien.van")
    page = browser.get(PAGE)
    assert type_in(page, {(AN, HKI): "Tốt"}).status_int == 303
    before = written(city)
    assert type_in(page, {(AN, HKI): "Tốt"}).status_int == 303
    assert written(city) == before
    again = type_in(page, {(AN, HKI): "Tốt", (BINH, HKI): "Khá"}, status=422)
    assert value(again, BINH, HKI) == "Khá"
    assert written(city) == before


def test_empty_cells_are_filled_and_saved_only_by_saving(city):
    browser = city.as_("giaovien.van")
    page = type_in(browser.get(PAGE), {(BINH, HKI): "Khá"}, "conduct1")
    assert page.status_int == 200
    assert "chưa lưu gì cả" in page.text
    assert [value(page, name, HKI) for name in (AN, BINH, CUC)] == ["Tốt", "Khá", "Tốt"]
    assert written(city) == ({}, 0)
    page = type_in(page, {}, "absences1")
    assert [value(page, name, each) for name in (AN, CUC) for each in (LEAVE1, ABSENT1)] == ["0"] * 4
    assert (value(page, AN, LEAVE2), value(page, AN, HKI)) == ("", "Tốt")
    saved = form(page).submit().follow()
    assert [value(saved, name, HKI) for name in (AN, BINH, CUC)] == ["Tốt", "Khá", "Tốt"]
    assert written(city)[1] == 1


def test_who_left_is_shown_so_and_filled_by_nobody(city):
    def leave(portal):
        node = class_of(portal)
        node.roll = tuple((*each[:3], "2026-10-03") if each[0] == student(portal, CUC) else each for each in node.roll)
    city.change(leave)
    page = type_in(city.as_("giaovien.van").get(PAGE), {}, "conduct1")
    assert "03/10/2026" in row(page, CUC).get_text()
    assert [value(page, name, HKI) for name in (AN, BINH, CUC)] == ["Tốt", "Tốt", ""]


def test_who_comes_later_gets_a_row(city):
    browser = city.as_("giaovien.van")
    type_in(browser.get(PAGE), {(AN, HKI): "Tốt"})

    def arrive(portal):
        new = {"code": "HS9", "name": "Lê Văn Mới", "born": date(2015, 5, 5), "sex": "nam"}
        enrol_students(class_of(portal), [new], since=date(2026, 10, 1), by="", at=who(portal)["at"])
    city.change(arrive)
    page = type_in(browser.get(PAGE), {("Lê Văn Mới", HKI): "Khá"}).follow()
    assert value(page, "Lê Văn Mới", HKI) == "Khá"
    assert city.look(lambda portal: record_of(class_of(portal)).verify())
