"""The homeroom page by circular: TT 58 has a year that is entered, TT 22 has not, a primary class has no such page."""

from datetime import date

import pytest

from eduportal.content.class_records import record_of
from eduportal.operations import school
from tests import factories
from tests.functional.homeroom_setup import cell, form, row, type_in, value

OLD = "/quan-1/thcs-mot/nam-hoc-2019-2020/9a1/"
PRIMARY = "/quan-1/tieu-hoc/nam-hoc-2026-2027/3a1/"
LAN, MAI = "Lê Thị Lan", "Võ Văn Mai"


def one_class(portal, unit, start, title, grade, level):
    """Open a class of two students in a school year, with giaovien.van as its homeroom teacher."""
    acts = {"by": "", "at": factories.NOW}
    year = school.open_school_year(portal, unit, start, **acts)
    added = school.add_class(portal, year, title, grade, level, **acts)
    people = [{"code": name, "name": name, "born": date(start - grade - 5, 1, 1), "sex": "nữ"} for name in (LAN, MAI)]
    school.enrol_students(added, people, since=date(start, 9, 5), **acts)
    school.assign_teacher(portal, year, added, portal.accounts.by_login("giaovien.van"), "", since=date(start, 9, 5),
                          **acts)


@pytest.fixture
def city(city):
    def make(portal):
        office = portal.root["quan-1"]
        one_class(portal, office["thcs-mot"], 2019, "9A1", 9, "THCS")
        primary = factories.add_school(portal, office, "tieu-hoc", "79-Q1-TH-001", "tieu_hoc")
        one_class(portal, primary, 2026, "3A1", 3, "TH")
    city.change(make)
    return city


def test_conduct_of_the_year_is_entered_under_tt_58(city):
    browser = city.as_("giaovien.van")
    page = browser.get(OLD + "@@homeroom")
    assert page.html.h1.get_text() == "Hạnh kiểm và chuyên cần – 9A1"
    year = "Hạnh kiểm, Cả năm"
    assert [each["value"] for each in cell(page, LAN, year).find_all("option")] == ["", "Tốt", "Khá", "Trung bình",
                                                                                    "Yếu"]
    page = type_in(page, {(LAN, "Hạnh kiểm, HKII"): "Khá", (MAI, year): "Tốt"}, "conduct0")
    # R58-13: HKII is proposed for the year where nothing stands yet.
    assert (value(page, LAN, year), value(page, MAI, year)) == ("Khá", "Tốt")
    page = form(page).submit().follow()
    assert (value(page, LAN, year), value(page, LAN, "Hạnh kiểm, HKI")) == ("Khá", "")
    node = city.look(lambda portal: _look(portal))
    assert node == ("tt58", "Khá", "Tốt", True)
    # Two half-days a day: a term can have more than under TT 22.
    assert type_in(page, {(LAN, "Buổi nghỉ có phép, HKI"): "200"}).status_int == 303
    assert "quá 45 buổi" in row(browser.get(OLD + "@@homeroom"), LAN).get_text()


def _look(portal):
    node = portal.root["quan-1"]["thcs-mot"]["nam-hoc-2019-2020"]["9a1"]
    record = record_of(node)
    lan, mai = (each[0] for each in node.roll)
    return record.rules, record.conduct(lan, 0), record.conduct(mai, 0), record.verify()


def test_levels_of_the_other_circular_are_refused(city):
    page = type_in(city.as_("giaovien.van").get(OLD + "@@homeroom"), {(LAN, "Hạnh kiểm, HKI"): "Đạt"}, status=422)
    assert value(page, LAN, "Hạnh kiểm, HKI") == "Đạt"
    assert "Tốt, Khá, Trung bình, Yếu" in page.text


def test_a_primary_class_says_that_this_is_not_for_it(city):
    browser = city.as_("giaovien.van")
    page = browser.get(PRIMARY + "@@homeroom")
    assert "Trang này không dùng cho lớp tiểu học: TT 27/2020" in page.text
    assert page.html.select(".hr-table, select") == []
    token = next(iter(page.forms.values()))["csrf_token"].value
    lan = city.look(lambda portal: portal.root["quan-1"]["tieu-hoc"]["nam-hoc-2026-2027"]["3a1"].roll[0][0])
    refused = browser.post(PRIMARY + "@@homeroom", {"csrf_token": token, f"seen.{lan}.conduct1": "",
                                                    f"value.{lan}.conduct1": "Tốt"}, status=422)
    assert "không dùng cho lớp tiểu học" in refused.text
    assert "không dùng cho lớp tiểu học" in browser.get(PRIMARY + "@@after-summer").text
    assert "chưa có gì được nhập" in browser.get(PRIMARY + "@@homeroom-history").text
