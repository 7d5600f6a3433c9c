"""The table of results and the calculation beside it, on a desk and on a phone."""

import pytest
import transaction
from playwright.sync_api import expect

from eduportal.content.portal import portal_of
from tests.functional.results_setup import CLASS, YEAR, class_of, whole_class

RESULTS = CLASS + "@@results"
PANEL = "#calculation"


@pytest.fixture
def filled(portal_registry):
    """6A1 has all its marks; done once for the module."""
    manager = transaction.TransactionManager()
    connection = portal_registry._zodb_databases[""].open(manager)
    portal = portal_of(connection.root(), portal_registry["eduportal.definitions"])
    if class_of(portal).class_record is None:
        whole_class(portal)
    manager.commit()
    connection.close()


def cell(page, row, column):
    """Return the link in a cell of the table, both counted from 0."""
    return page.locator(".rs-table tbody tr").nth(row).locator("td a").nth(column)


def test_the_calculation_opens_beside_the_table_and_gives_the_focus_back(open_browser, accessible, viewport, filled):
    page = open_browser(viewport, "giaovien.van")
    page.goto(RESULTS + "?part=year")
    accessible(page)
    learning = page.locator(".rs-table thead th", has_text="Kết quả học tập")
    expect(learning).to_have_count(1)
    cell(page, 1, 12).focus()
    page.keyboard.press("Enter")
    expect(page.locator(PANEL)).to_contain_text("Điều kiện của từng mức")
    expect(page.locator("[data-panel-title]")).to_be_focused()
    expect(page.locator(PANEL)).to_contain_text("TT 22/2021 Điều 9 khoản 3")
    assert "@@calculation" not in page.url
    accessible(page)
    page.locator(PANEL).get_by_role("link", name="4,0").first.click()
    expect(page.locator("[data-panel-title]")).to_contain_text("Toán")
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_be_hidden()
    expect(cell(page, 1, 12)).to_be_focused()


def test_the_names_stay_in_sight_while_the_table_scrolls(open_browser, viewport, filled):
    page = open_browser(viewport, "giaovien.van")
    page.goto(RESULTS + "?part=year")
    box = page.locator(".rs-scroll")
    before = page.locator(".rs-table tbody th").first.bounding_box()
    box.evaluate("each => { each.scrollLeft = 400; }")
    assert page.locator(".rs-table tbody th").first.bounding_box()["x"] == pytest.approx(before["x"], abs=60)
    expect(page.locator(".rs-table tbody th").first).to_be_visible()
    small = page.evaluate("""() => [...document.querySelectorAll('.rs-table td a')]
        .map(each => each.getBoundingClientRect()).filter(each => each.width < 24 || each.height < 24).length""")
    assert small == 0


def test_a_phone_is_led_to_the_levels(open_browser, filled):
    page = open_browser({"width": 390, "height": 844}, "hieutruong")
    page.goto(RESULTS + "?part=year")
    expect(cell(page, 0, 13)).to_have_text("Tốt")
    expect(cell(page, 0, 13)).not_to_be_in_viewport()
    page.get_by_role("link", name="Đến các cột xếp mức").click()
    for level in (12, 13):
        expect(cell(page, 0, level)).to_be_in_viewport(ratio=1)


def test_without_scripts_a_cell_is_a_link_to_a_page(open_browser, accessible, filled):
    page = open_browser(login="giaovien.van")
    page.goto(RESULTS + "?part=1")
    address = cell(page, 0, 0).get_attribute("href")
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cách tính: Ngữ văn")
    accessible(page)
    page.get_by_role("link", name="Về bảng của lớp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kết quả lớp 6A1")


def test_the_principal_keeps_the_year_and_sees_the_school(open_browser, accessible, viewport, filled):
    page = open_browser(viewport, "hieutruong")
    page.goto(RESULTS + "?part=year")
    if page.get_by_role("button", name="Chốt kết quả: Cả năm").count():
        page.get_by_role("button", name="Chốt kết quả: Cả năm").click()
    expect(page.locator(".ep-flash[role=note]")).to_contain_text("Đã chốt lúc")
    accessible(page)
    page.goto(YEAR + "@@results?part=year")
    page.get_by_role("button", name="Tính lại cả trường").click()
    page.wait_for_url("**/@@job?id=*")
    expect(page.locator("#job")).to_contain_text("Đã xong", timeout=20_000)
    page.goto(YEAR + "@@results?part=year")
    expect(page.locator(".rs-table tbody th")).to_have_text("6A1")
    accessible(page)
