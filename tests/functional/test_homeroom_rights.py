"""The homeroom page: who may see and write, hostile forms, the journal, locks."""

import pytest

from eduportal.content.class_records import record_of
from eduportal.operations import homeroom
from tests.functional.homeroom_setup import (
    AN,
    CLASS,
    HKI,
    HKII,
    LEAVE1,
    PAGE,
    cell,
    class_of,
    form,
    make_homeroom,
    notes,
    student,
    type_in,
    who,
    written,
)


@pytest.fixture
def city(city):
    city.change(make_homeroom)
    return city


def test_who_may_see_and_who_may_write(city):
    assert city.as_("hieutruong").get(PAGE).html.select("select") == []
    assert city.as_("giaovu").get(PAGE).html.select("select") == []
    city.as_("giaovien").get(PAGE, status=403)
    city.as_("giaovien.hai").get(PAGE, status=404)
    city.as_("quantri").get(PAGE, status=404)
    city.visitor().get(PAGE, status=404)
    principal = city.as_("hieutruong")
    token = principal.get(PAGE).forms[0]["csrf_token"].value
    for name in ("giaovien", "hieutruong"):
        browser = city.as_(name)
        token = browser.get("/@@my-classes").forms[0]["csrf_token"].value
        browser.post(PAGE, {"csrf_token": token}, status=403)
    assert written(city) == ({}, 0)


def test_the_page_is_reached_from_my_classes_and_from_the_class(city):
    browser = city.as_("giaovien.van")
    for url in ("/@@my-classes", CLASS):
        assert browser.get(url).click("Rèn luyện, hạnh kiểm và chuyên cần").html.h1.get_text().startswith("Rèn luyện")
    other = city.as_("giaovien")
    assert "@@homeroom" not in other.get(CLASS).text
    assert "@@homeroom" not in other.get("/@@my-classes").text


def test_the_homeroom_teacher_of_yesterday_writes_nothing(city):
    browser = city.as_("giaovien.van")
    page = browser.get(PAGE)

    def end(portal):
        year, uuid = class_of(portal).__parent__, who(portal)["by"]
        year.assignments[uuid] = tuple((*each[:3], "2026-11-20") for each in year.assignments[uuid])
    city.change(end)
    type_in(page, {(AN, HKI): "Tốt"}, status=404)
    assert written(city) == ({}, 0)


def test_foreign_students_and_columns_refuse_the_whole_save(city):
    browser = city.as_("giaovien.van")
    token = form(browser.get(PAGE))["csrf_token"].value
    own = city.look(lambda portal: student(portal, AN))
    foreign = city.look(lambda portal: student(portal, AN, "thcs-hai"))
    for who_, column in ((foreign, "conduct1"), ("x", "conduct1"), (own, "marks"), (own, "retest:thcs_mathematics"),
                         (own, "summer"), ("", "conduct1")):
        fields = {"csrf_token": token, f"seen.{own}.conduct1": "", f"value.{own}.conduct1": "Tốt",
                  f"seen.{who_}.{column}": "", f"value.{who_}.{column}": "Tốt"}
        browser.post(PAGE, fields, status=403)
    answer = browser.post(PAGE, {"csrf_token": token, f"seen.{own}.conduct0": "", f"value.{own}.conduct0": "Tốt"},
                          status=422)
    assert "được tính từ kết quả hai học kì" in answer.text
    assert written(city) == ({}, 0)


def test_forms_that_the_page_would_not_send_are_refused(city):
    browser = city.as_("giaovien.van")
    token = form(browser.get(PAGE))["csrf_token"].value
    for fields in ([("value.x.conduct1", "Tốt")], [("seen.x.conduct1", "")], [("value.x", "Tốt"), ("seen.x", "")],
                   [("value.x.conduct1", "Tốt"), ("value.x.conduct1", "Khá"), ("seen.x.conduct1", "")],
                   [(f"{kind}.{number}.conduct1", "") for kind in ("value", "seen") for number in range(5001)]):
        assert browser.post(PAGE, [("csrf_token", token), *fields], status="*").status_int == 422, fields[:3]
    browser.post(PAGE, {"csrf_token": token, "batch": "x" * 1000}, status=422)
    browser.post(PAGE, {"csrf_token": token, "batch": "đúng rồi", "seen.x.conduct1": "", "value.x.conduct1": "\x00"},
                 status=422)
    browser.post(PAGE, {"csrf_token": token, "seen.x.conduct1": ""},
                 upload_files=[("value.x.conduct1", "a.txt", b"T")], status=422)
    browser.post(PAGE, {"csrf_token": "bad"}, status=403)
    assert written(city) == ({}, 0)


def test_the_journal_tells_who_wrote_what_over_what(city):
    browser = city.as_("giaovien.van")
    page = type_in(browser.get(PAGE), {(AN, HKI): "Tốt", (AN, LEAVE1): "2"}).follow()
    type_in(page, {(AN, HKI): "Khá"})
    shown = browser.get(CLASS + "@@homeroom-history")
    lines = [each.get_text(" ", strip=True) for each in shown.html.select(".tc-journal > li")]
    assert len(lines) == 2
    assert "Bùi Văn Chương" in lines[0]
    assert f"{AN} · Rèn luyện, HKI" in lines[0]
    assert "Tốt" in lines[0]
    assert "Khá" in lines[0]
    assert f"{AN} · Buổi nghỉ có phép, HKI" in lines[1]
    assert "Chuỗi nhật ký nguyên vẹn" in shown.text

    def forge(portal):
        record = class_of(portal).class_record
        record.values = {**record.values, "conduct1": ("Tốt", None, None)}
    city.change(forge)
    shown = browser.get(CLASS + "@@homeroom-history")
    assert shown.html.select_one(".ep-flash-danger") is not None
    assert "nguyên vẹn" not in shown.text


def test_the_principal_locks_a_term_and_opens_it_again(city):
    principal, teacher = city.as_("hieutruong"), city.as_("giaovien.van")
    typing = teacher.get(PAGE)

    def lock_form(page, act="lock-conduct", term="1"):
        return next(each for each in page.forms.values()
                    if each.action.endswith(f"@@{act}") and each["term"].value == term)
    filled = lock_form(principal.get(PAGE))
    filled["reason"] = "Hết học kì"
    refused = filled.submit(status=422)
    assert "Còn 3 học sinh có ô trống" in refused.text
    again = lock_form(refused)
    assert again["reason"].value == "Hết học kì"
    again["missing_confirmed"] = True
    assert "Đã khóa" in again.submit().follow().text
    late = type_in(typing, {(AN, HKI): "Tốt", (AN, HKII): "Tốt"}, status=422)
    assert "HKI đã được Trần Văn Hiệu khóa" in notes(late)[0]
    assert len(notes(late)) == 1
    assert cell(teacher.get(PAGE), AN, HKI) is None
    assert cell(teacher.get(PAGE), AN, HKII) is not None
    unlock = lock_form(principal.get(PAGE), "unlock-conduct")
    unlock["reason"] = " "
    assert "Cần ghi lý do" in unlock.submit(status=422).text
    unlock["reason"] = "Nhập thiếu"
    assert unlock.submit().status_int == 303
    assert type_in(teacher.get(PAGE), {(AN, HKI): "Tốt"}).status_int == 303


def test_the_principal_locks_only_what_was_seen(city):
    city.change(lambda portal: homeroom.enter_conduct(
        portal, class_of(portal), {student(portal, AN): ("", "Tốt")}, term=1, **who(portal)))
    principal = city.as_("hieutruong")
    page = principal.get(PAGE)
    city.change(lambda portal: homeroom.enter_conduct(
        portal, class_of(portal), {student(portal, AN): ("Tốt", "Khá")}, term=1, **who(portal)))
    filled = next(each for each in page.forms.values() if each.action.endswith("@@lock-conduct"))
    filled["reason"], filled["missing_confirmed"] = "Hết học kì", True
    assert "đã thay đổi sau khi thầy/cô mở trang" in filled.submit(status=422).text
    filled["seen"], filled["term"] = "²", "9"
    filled.submit(status=422)
    assert city.look(lambda portal: record_of(class_of(portal)).locks) == {}


def test_a_closed_class_is_only_read(city):
    browser = city.as_("giaovien.van")
    page = browser.get(PAGE)

    def close(portal):
        class_of(portal).state = "closed"
    city.change(close)
    type_in(page, {(AN, HKI): "Tốt"}, status=403)
    assert "chỉ xem" in browser.get(PAGE).text
    assert browser.get(PAGE).html.select("select") == []
    assert written(city) == ({}, 0)
