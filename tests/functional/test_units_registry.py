"""The registry of units: found, filtered, exported, added, opened; each office its own below."""

import io

import pytest
from python_calamine import CalamineWorkbook

from eduportal.operations import units
from tests import factories
from tests.factories import NOW, SINCE
from tests.functional.conftest import form_with


def rows_of(answer):
    """Return the cells of an XLSX answer."""
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.body)).get_sheet_by_index(0).to_python()


def administrator_of_office(city):
    """Let ``khach`` administer the Phòng quan-1; return a signed-in browser."""
    city.change(lambda portal: factories.give(
        portal, portal.root["quan-1"], portal.accounts.by_login("khach"), "administrator"))
    return city.as_("khach")


def neighbour(city):
    """Add a second Phòng with a school that has no portal."""
    def work(portal):
        office = units.add_unit(portal, portal.root, code="79-Q2", kind="phong", by="", at=NOW, since=SINCE,
                                name="quan-2", values={"name": "Phòng Giáo dục và Đào tạo Quận 2"})
        units.open_portal(portal, office, by="", at=NOW)
        units.add_unit(portal, office, code="79-Q2-MN-001", kind="mam_non", by="", at=NOW, since=SINCE, name="hoa-sen",
                       values={"name": "Trường Mầm non Hoa Sen", "public": False})

    city.change(work)


@pytest.mark.parametrize(("query", "found", "missed"), [
    ("q=hoa+SEN", "Hoa Sen", "THCS MOT"),
    ("q=79-q2-mn", "Hoa Sen", "THCS HAI"),
    ("kind=thcs", "THCS MOT", "Hoa Sen"),
    ("public=no", "Hoa Sen", "THCS MOT"),
    ("portal=no", "Hoa Sen", "THPT MOT"),
    ("state=registered", "Hoa Sen", "THCS MOT"),
])
def test_units_are_found_by_words_and_filters(city, query, found, missed):
    neighbour(city)
    page = city.as_("quantri.so").get(f"/@@units?{query}")
    table = page.text.partition("<table")[2]
    assert found in table
    assert missed not in table


def test_the_order_is_turned_by_the_headings(city):
    neighbour(city)
    page = city.as_("quantri.so").get("/@@units?sort=-code").text.partition("<table")[2]
    assert page.index("79-THPT-001") < page.index("79-Q2-MN-001") < page.index("79-Q1-THCS-001")


def test_the_public_sees_no_acts_and_no_suspended_school(city):
    city.change(lambda portal: units.suspend_unit(portal, portal.root["quan-1"]["thcs-hai"], reason="Sửa", by="",
                                                  at=NOW))
    page = city.visitor().get("/@@units").text
    assert "THCS MOT" in page
    assert "THCS HAI" not in page
    assert "@@add-unit" not in page
    assert "csrf_token" not in page.partition("<main")[2]
    assert "THCS HAI" in city.as_("quantri.so").get("/@@units").text


def test_the_filtered_list_comes_as_a_file_that_runs_nothing(city):
    city.change(lambda portal: units.add_unit(
        portal, portal.root, code="79-X", kind="trung_tam", by="", at=NOW, since=SINCE,
        values={"name": "=HYPERLINK(1)", "phone": "+84 28 1111 2222"}))
    browser = city.as_("quantri.so")
    rows = rows_of(browser.get("/@@units-export?kind=trung_tam"))
    assert [row[:2] for row in rows] == [["Mã đơn vị", "Tên đơn vị"], ["79-X", "'=HYPERLINK(1)"]]
    text = browser.get("/@@units-export?format=csv&kind=trung_tam").text
    assert "'=HYPERLINK(1)" in text
    assert "THCS" not in text
    city.visitor().get("/@@units-export", status=403)


def test_a_unit_is_added_with_its_portal(city):
    browser = city.as_("quantri.so")
    form = form_with(browser.get("/quan-1/@@add-unit?since=01/08/2018"), "code")
    form["code"], form["kind"], form["name"] = "79-Q1-TH-001", "tieu_hoc", "Trường Tiểu học Kim Đồng"
    form["owner_body"], form["territory"], form["opened_on"] = "UBND Quận 1", "26740", "05/09/2018"
    form.submit(status=303)

    def look(portal):
        unit = portal.unit(portal.register.codes["79-Q1-TH-001"])
        record = portal.register.records[unit.uuid]
        return unit.__name__, unit.state, unit.fields["owner_body"], record.opened_on, record.edges

    name, state, owner, opened, edges = city.look(look)
    office = city.look(lambda portal: portal.root["quan-1"].uuid)
    assert (name, state, owner, opened) == ("truong-tieu-hoc-kim-dong", "open", "UBND Quận 1", "2018-09-05")
    assert edges == (("managing", office, "2018-08-01", ""), ("territory", "26740", "2018-08-01", ""))


def test_only_kinds_of_the_day_are_offered(city):
    browser = city.as_("quantri.so")
    assert "tieu_hoc" not in browser.get("/quan-1/@@add-unit").text
    then = browser.get("/quan-1/@@add-unit?since=01/08/2018").text
    assert 'value="tieu_hoc"' in then
    assert 'value="thpt"' not in then


def test_a_kind_that_may_not_stand_here_is_told_where_it_may(city):
    browser = city.as_("quantri.so")
    page = browser.get("/quan-1/@@add-unit?since=01/08/2018")
    posted = {"csrf_token": form_with(page, "code")["csrf_token"].value, "since": "01/08/2025", "code": "79-Q1-NEW",
              "kind": "tieu_hoc", "name": "Trường Mới"}
    told = " ".join(browser.post("/quan-1/@@add-unit", posted, status=422).text.split())
    assert "vào ngày 01/08/2025; vào ngày đó chỉ trực thuộc: Ủy ban nhân dân phường, xã." in told
    assert "Đơn vị phải có mã" in browser.post("/quan-1/@@add-unit", {**posted, "code": ""}, status=422).text


@pytest.mark.parametrize("change", [
    {"code": "79-Q1-THCS-001"}, {"code": ""}, {"code": "x" * 5000}, {"kind": "thpt"}, {"kind": "không có"},
    {"name": ""},
    {"name": "x" * 201}, {"since": "31/02/2018"}, {"opened_on": "01/01/2999"}, {"territory": "<script>"},
    {"phone": "x" * 5000},
])
def test_what_does_not_fit_is_refused_and_kept(city, change):
    browser = city.as_("quantri.so")
    page = browser.get("/quan-1/@@add-unit?since=01/08/2018")
    posted = {"csrf_token": form_with(page, "code")["csrf_token"].value, "since": "01/08/2018", "code": "79-Q1-NEW",
              "kind": "tieu_hoc", "name": "Trường Mới", "head": "Trần Thị Mẫu", **change}
    answer = browser.post("/quan-1/@@add-unit", posted, status=422)
    assert "Trần Thị Mẫu" in answer.text
    assert "<script>" not in answer.text
    assert city.look(lambda portal: len(portal.register.records)) == 5


def test_portals_are_opened_for_many(city):
    neighbour(city)
    browser = city.as_("quantri.so")
    form = form_with(browser.get("/@@units?q=hoa+sen"), "uuid")
    form["uuid"] = True
    asked = form.submit()
    assert "Hoa Sen" in asked.text
    form_with(asked, "sure").submit(status=303)
    assert city.look(lambda portal: portal.root["quan-2"]["hoa-sen"].state) == "open"
    assert city.look(lambda portal: "tin-tuc" in portal.root["quan-2"]["hoa-sen"])


def test_an_officer_of_one_office_meets_only_the_own_below(city):
    neighbour(city)
    browser = administrator_of_office(city)
    page = browser.get("/quan-1/@@units")
    assert "THCS MOT" in page.text
    assert "Hoa Sen" not in page.text
    assert "@@add-unit" in page.text
    assert "@@add-unit" not in browser.get("/@@units").text
    token = form_with(page, "csrf_token")["csrf_token"].value
    foreign = city.look(lambda portal: portal.root["quan-2"]["hoa-sen"].uuid)
    browser.post("/quan-1/@@units-open", {"csrf_token": token, "uuid": foreign, "sure": "yes"}, status=422)
    browser.post("/@@units-open", {"csrf_token": token, "uuid": foreign, "sure": "yes"}, status=403)
    assert city.look(lambda portal: portal.root["quan-2"]["hoa-sen"].state) == "registered"


def test_a_school_has_no_registry_and_its_administrator_none_of_it(city):
    browser = city.as_("quantri")
    browser.get("/quan-1/thcs-mot/@@units", status=404)
    browser.get("/quan-1/thcs-mot/@@add-unit", status=404)
    browser.get("/quan-1/@@add-unit", status=403)
    browser.get("/quan-1/thcs-mot/@@unit-acts", status=403)
    assert "@@unit-acts" not in browser.get("/quan-1/thcs-mot/@@control-panel").text
