"""Subjects in the browser: the Sở keeps the list and the rules, a school chooses, a class has its own."""

import pytest

from eduportal.operations import school
from eduportal.operations.subjects import class_subjects, subjects_for
from eduportal.operations.switches import switches_of
from tests import factories
from tests.functional.conftest import form_with

ONE, UPPER = "/quan-1/thcs-mot/", "/thpt-mot/"
NOW = factories.NOW


@pytest.fixture
def department(city):
    return city.as_("quantri.so")


@pytest.fixture
def upper(city):
    """A class 10A1 of thpt-mot, and a records officer who arranges its subjects."""
    def make(portal):
        unit = portal.root["thpt-mot"]
        factories.give(portal, unit, factories.person(portal, "giaovu.ba", "Mai Thị Ba", unit), "records_officer")
        factories.school_class(portal, unit, "10A1", 10, "THPT")

    city.change(make)
    return city.as_("giaovu.ba")


def rule_form(page, key):
    return next(form for form in page.forms.values() if "key" in form.fields and form["key"].value == key)


def titles(city, path, level, grade, start):
    return city.look(lambda portal: [each.title for each in subjects_for(portal, _unit(portal, path), level, grade,
                                                                         start)])


def _unit(portal, path):
    node = portal.root
    for name in path.strip("/").split("/"):
        node = node[name]
    return node


def post(browser, url, page, **fields):
    """Post what no form offers, with the token of a page."""
    return browser.post(url, {"csrf_token": form_with(page, "csrf_token")["csrf_token"].value, **fields}, status="*")


def test_the_department_reads_both_programmes_by_year(department):
    page = department.get("/@@subjects?level=THCS&year=2022")
    new, old = ([cell.get_text(" ", strip=True) for cell in table.thead.find_all("th")[1:-3]]
                for table in page.html.find_all("table"))
    assert (new, old) == (["Khối 6", "Khối 7"], ["Khối 8", "Khối 9"])
    assert [table.caption.get_text(" ", strip=True)[:17] for table in page.html.find_all("table")] == [
        "Chương trình 2018", "Chương trình 2006"]
    assert "khối 9: chỉ học kì II" in page.text
    assert "Năm học này đã kết thúc" in page.text
    new = department.get("/@@subjects?level=THPT&year=2026").text
    assert "Hóa học" in new
    assert "nhà trường lựa chọn" in new
    assert "Lịch sử và Địa lí" in department.get("/@@subjects?level=TH&year=2026").text
    for odd in ("level=MN&year=9999", "level=&year=abc", "year=" + "9" * 5000, "level=%00"):
        assert "Trung học cơ sở" in department.get(f"/@@subjects?{odd}").text


def test_the_department_changes_a_subject_from_next_year_on(city, department):
    page = department.get("/@@subjects?level=THCS&year=2026").click("Giáo dục công dân")
    form = form_with(page, "lessons-6")
    assert form["since"].value == "2027"
    form["title"], form["lessons-6"] = "Công dân", "70"
    listed = form.submit(status=303).follow()
    assert "Áp dụng từ năm học 2027–2028" in listed.text
    assert "Công dân" in titles(city, ONE, "THCS", 6, 2027)
    assert "Giáo dục công dân" in titles(city, ONE, "THCS", 6, 2026)
    history = listed.click("Công dân").text
    assert "Đỗ Văn Sở" in history
    assert "Giáo dục công dân" in history
    assert "6: 70, 7: 35, 8: 35, 9: 35" in history


def test_a_change_under_way_offers_no_kind_and_is_refused_when_posted(city, department):
    page = department.get("/@@subject?code=thcs_civics&year=2026")
    form = form_with(page, "title")
    assert "kind" not in form.fields
    assert "đã bắt đầu" in page.text
    answer = post(department, "/@@subject", page, code="thcs_civics", since="2026", seen="0", kind="comment")
    assert answer.status_int == 422
    assert "05/09/2026" in answer.text
    assert city.look(lambda portal: dict(portal.register.book("subjects"))) == {}


def test_what_was_typed_stays_with_its_messages(city, department):
    form = form_with(department.get("/@@subject?code=thcs_civics&year=2027"), "title")
    form["title"], form["lessons-6"], form["lessons-7"] = "Toán", "ba mươi lăm", "501"
    page = form.submit(status=422)
    assert "số nguyên từ 1 đến 500" in page.text
    again = form_with(page, "title")
    assert [again[name].value for name in ("title", "lessons-6", "lessons-7")] == ["Toán", "ba mươi lăm", "501"]
    again["lessons-6"], again["lessons-7"] = "35", "35"
    page = again.submit(status=422)
    assert "đã có môn “Toán”" in page.text
    assert form_with(page, "title")["title"].value == "Toán"
    assert city.look(lambda portal: dict(portal.register.book("subjects"))) == {}


def test_the_department_adds_a_subject_and_two_who_change_it_at_once_do_not_lose_words(city, department):
    form = form_with(department.get("/@@subjects?level=THCS").click("Thêm môn học"), "title")
    form["title"], form["kind"], form["elective"], form["lessons-6"] = "Tiếng Hàn", "mark", "yes", "70"
    listed = form.submit(status=303).follow()
    assert "Sở thêm" in listed.text
    first = form_with(listed.click("Tiếng Hàn"), "title")
    second = form_with(listed.click("Tiếng Hàn"), "title")
    first["lessons-6"] = "105"
    first.submit(status=303)
    second["lessons-6"] = "35"
    page = second.submit(status=422)
    assert "có người khác đã sửa môn học này" in page.text
    assert form_with(page, "title")["lessons-6"].value == "35"


@pytest.mark.parametrize("fields", [
    {}, {"code": "thcs_civics"}, {"code": "thcs_civics", "since": "2027", "seen": "0", "kind": "<script>"},
    {"code": "thcs_civics", "since": "1999", "seen": "0", "title": "X y"},
    {"code": "thcs_civics", "since": "9" * 4000, "seen": "0", "title": "X y"},
    {"code": "thcs_civics", "since": "2027", "seen": "-1", "title": "X y"},
    {"code": "thcs_civics", "since": "2027", "seen": "0", "lessons-6": "9" * 4000},
    {"code": "thcs_civics", "since": "2027", "seen": "0", "lessons-6": "-35"},
    {"code": "thcs_civics", "since": "2027", "seen": "0", "lessons-6": "35", "terms-6": "3"},
    {"code": "thcs_civics", "since": "2027", "seen": "0", "elective": "perhaps"},
    {"code": "thcs_civics", "since": "2027", "seen": "0", "role": "chemistry"},
    {"code": "thcs_arts", "since": "2027", "seen": "0", "role": "literature"},
    {"level": "MN", "since": "2027", "title": "X", "kind": "mark", "lessons-1": "35"},
    {"level": "TH", "since": "2027", "title": "A" * 9000, "kind": "mark", "lessons-1": "35"},
    {"level": "TH", "since": "2027", "title": "\u202e\u200b", "kind": "mark", "lessons-1": "35"}])
def test_hostile_input_changes_nothing(city, department, fields):
    page = department.get("/@@subject")
    assert post(department, "/@@subject", page, **fields).status_int == 422
    assert city.look(lambda portal: dict(portal.register.book("subjects"))) == {}


def test_an_unknown_subject_is_not_found(department):
    department.get("/@@subject?code=nothing", status=404)
    page = department.get("/@@subject")
    assert post(department, "/@@subject", page, code="nothing", since="2027").status_int == 404


def test_the_department_reads_a_rule_otherwise_from_a_year_on(city, department):
    page = department.get("/@@assessment-rules")
    assert "TT 22/2021, Điều 9 khoản 3" in page.text
    assert page.text.count("chưa có quyết định") == city.look(lambda portal: len(switches_of(portal)))
    form = rule_form(page, "tt22_uplift_comments")
    form["value"], form["since"] = "no", "2027"
    page = form.submit(status=303).follow()
    assert "Đỗ Văn Sở" in page.text
    assert "Từ năm học 2027–2028" in page.text
    assert city.look(lambda portal: [switches_of(portal, year)["tt22_uplift_comments"] for year in (2026, 2027)]) == [
        "yes", "no"]
    stale = form.submit(status=422)
    assert "có người khác đã đặt quy định này" in stale.text
    assert rule_form(stale, "tt22_uplift_comments")["value"].value == "no"


@pytest.mark.parametrize("fields", [
    {}, {"key": "tt27_zero"}, {"key": "tt27_zero", "value": "x" * 5000, "since": "2027", "seen": "0"},
    {"key": "<b>", "value": "no", "since": "2027", "seen": "0"},
    {"key": "tt27_zero", "value": "refused", "since": "2020", "seen": "0"},
    {"key": "tt27_zero", "value": "refused", "since": "", "seen": "0"},
    {"key": "tt27_zero", "value": "accepted", "since": "2027", "seen": "0"}])
def test_a_rule_that_does_not_fit_is_refused(city, department, fields):
    page = department.get("/@@assessment-rules")
    assert post(department, "/@@assessment-rules", page, **fields).status_int == 422
    assert city.look(lambda portal: dict(portal.register.book("assessment_switches"))) == {}


def test_the_records_officer_chooses_electives_for_a_grade(city, upper):
    page = upper.get(f"{UPPER}@@school-subjects?grade=10")
    assert "Khối 10, năm học 2026–2027: 8 môn" in page.text
    form = form_with(page, "codes")
    ticks = {field._value: field for field in form.fields["codes"]}
    for code in ("thpt_physics", "thpt_chemistry", "thpt_biology", "thpt_informatics", "thpt_foreign_language_2"):
        ticks[code].checked = True
    page = form.submit(status=303).follow()
    assert "Khối 10, năm học 2026–2027: 13 môn" in page.text
    assert "Mai Thị Ba" in page.text
    assert len(titles(city, UPPER, "THPT", 10, 2026)) == 13
    later = upper.get(f"{UPPER}@@school-subjects?grade=10&year=2027").text
    assert "Đây là lựa chọn của năm học 2026–2027" in later


def test_a_school_adds_a_subject_of_its_own_and_opens_its_mark_book(city, upper):
    form = form_with(upper.get(f"{UPPER}@@school-subjects").click("Thêm môn học của trường"), "title")
    assert form["since"].value == "2026"
    form["title"], form["kind"] = "Tiếng Nhật", "mark"
    page = form.submit(status=422)
    assert "ít nhất một khối" in page.text
    form = form_with(page, "title")
    assert form["title"].value == "Tiếng Nhật"
    form["lessons-10"] = "70"
    page = form.submit(status=303).follow()
    form = form_with(page, "codes")
    next(field for field in form.fields["codes"] if field._value == "school_tieng_nhat").checked = True
    form.submit(status=303)
    book = city.change(lambda portal: school.open_mark_books(
        portal, portal.root["thpt-mot"]["nam-hoc-2026-2027"]["10a1"], ["school_tieng_nhat"], 1, by="", at=NOW)[0].title)
    assert book == "Tiếng Nhật – HKI – 10A1"
    # The subject has a book now: it cannot be left out.
    form = form_with(upper.get(f"{UPPER}@@school-subjects?grade=10"), "codes")
    next(field for field in form.fields["codes"] if field._value == "school_tieng_nhat").checked = False
    assert "đã có sổ điểm" in form.submit(status=422).text
    # Its name may still be put right; teachers keep it under the new one.
    page = upper.get(f"{UPPER}@@school-subjects?grade=10").click("Tiếng Nhật", index=0)
    form = form_with(page, "title")
    form["title"] = "Tiếng Nhật 2"
    form.submit(status=303)
    assert "Tiếng Nhật 2" in titles(city, UPPER, "THPT", 10, 2026)


@pytest.mark.parametrize("fields", [
    {}, {"grade": "10", "year": "2026", "seen": "0", "codes": "thpt_mathematics"},
    {"grade": "10", "year": "2026", "seen": "0", "codes": "x" * 5000},
    {"grade": "6", "year": "2026", "seen": "0", "codes": "thcs_foreign_language_2"},
    {"grade": "10", "year": "2020", "seen": "0", "codes": "thpt_physics"},
    {"grade": "10", "year": "2026", "seen": "7", "codes": "thpt_physics"},
    {"grade": "10", "year": "2026", "seen": "0", "codes": "thpt_physics", "term-thpt_physics": "1"},
    {"grade": "10", "year": "2026", "seen": "0", "codes": "thpt_physics", "term-nothing": "x"}])
def test_a_choice_that_does_not_fit_is_refused(city, upper, fields):
    page = upper.get(f"{UPPER}@@school-subjects?grade=10")
    assert post(upper, f"{UPPER}@@school-subjects", page, **fields).status_int == 422
    assert city.look(lambda portal: portal.root["thpt-mot"].subjects) is None


@pytest.mark.parametrize("fields", [
    {}, {"code": "school_x"}, {"title": "X", "kind": "mark", "since": "2026", "lessons-6": "35"},
    {"title": "Toán", "kind": "mark", "since": "2026", "lessons-10": "35"},
    {"title": "X", "kind": "mark", "since": "2026", "lessons-10": "3.5"},
    {"title": "X", "kind": "mark", "since": "x", "lessons-10": "35"}])
def test_an_own_subject_that_does_not_fit_is_refused(city, upper, fields):
    page = upper.get(f"{UPPER}@@school-subject")
    assert post(upper, f"{UPPER}@@school-subject", page, **fields).status_int in (404, 422)
    assert city.look(lambda portal: portal.root["thpt-mot"].subjects) is None


def test_a_class_has_its_electives_and_its_specialised_subject(city, upper):
    form = form_with(upper.get(f"{UPPER}@@school-subjects?grade=10"), "codes")
    for field in form.fields["codes"][:5]:
        field.checked = True
    form.submit(status=303)
    page = upper.get(f"{UPPER}nam-hoc-2026-2027/10a1/").click("Môn học của lớp")
    assert "Lớp này có 5 môn lựa chọn" in page.text
    form = form_with(page, "electives")
    form.fields["electives"][0].checked = False
    page = form.submit(status=303).follow()
    assert "môn lựa chọn. Chương trình 2018" not in page.text
    form = form_with(page, "specialised")
    form["specialised"] = "thpt_mathematics"
    page = form.submit(status=303).follow()
    assert form_with(page, "specialised")["specialised"].value == "thpt_mathematics"
    assert "Mai Thị Ba" in page.text
    assert city.look(lambda portal: len(class_subjects(
        portal, portal.root["thpt-mot"]["nam-hoc-2026-2027"]["10a1"]))) == 12


@pytest.mark.parametrize("fields", [
    {}, {"action": "burn"}, {"action": "electives", "electives": "thpt_physics"},
    {"action": "electives", "electives": "x" * 5000}, {"action": "specialised", "specialised": "thpt_physics"},
    {"action": "specialised", "specialised": "thpt_physical_education"}])
def test_a_class_refuses_what_it_is_not_taught(city, upper, fields):
    url = f"{UPPER}nam-hoc-2026-2027/10a1/@@class-subjects"
    assert post(upper, url, upper.get(url), **fields).status_int == 422
    assert city.look(lambda portal: portal.root["thpt-mot"]["nam-hoc-2026-2027"]["10a1"].subject_changes) == ()


def test_a_lower_class_has_no_specialised_subject(city):
    browser = city.as_("giaovu")
    page = browser.get(f"{ONE}nam-hoc-2026-2027/6a1/@@class-subjects")
    assert "Khoa học tự nhiên" in page.text
    assert "specialised" not in {name for form in page.forms.values() for name in form.fields}


def test_the_control_panel_leads_to_the_screens(city, department):
    panel = department.get("/@@control-panel").text
    for title in ("Môn học của tỉnh", "Cách hiểu quy định đánh giá"):
        assert title in panel
    assert "Môn học của tỉnh" not in city.as_("quantri").get(f"{ONE}@@control-panel").text
    assert "Môn học của trường" in city.as_("hieutruong").get(f"{ONE}@@control-panel").text


@pytest.mark.parametrize(("url", "section"), [
    ("/@@subjects", "danh-muc-mon-hoc-cua-tinh"), ("/@@subject", "danh-muc-mon-hoc-cua-tinh"),
    ("/@@assessment-rules", "cach-hieu-quy-dinh-danh-gia")])
def test_each_screen_leads_to_its_page_of_the_guide(department, url, section):
    assert f"page=mon-hoc#{section}" in department.get(url).text
