"""A homeroom teacher fills the page of the class with the keyboard and the buttons that fill; on a phone too."""

import pytest
import transaction
from playwright.sync_api import expect

from eduportal.content.portal import portal_of
from tests.functional.homeroom_setup import AN, BINH, CUC, HKI, HKII, LEAVE1, PAGE, make_homeroom


@pytest.fixture(scope="module", autouse=True)
def homeroom_teacher(portal_url):
    """Make giaovien.van the homeroom teacher of 6A1."""
    from tests.browser.conftest import REGISTRIES

    registry, manager = REGISTRIES[portal_url], transaction.TransactionManager()
    connection = registry._zodb_databases[""].open(manager)
    make_homeroom(portal_of(connection.root(), registry["eduportal.definitions"]))
    manager.commit()
    connection.close()


def cell(page, name, column):
    return page.get_by_label(f"{name}, {column}", exact=True)


def save(page):
    """Press "Lưu bảng" and wait for the page that answers."""
    with page.expect_navigation():
        page.get_by_role("button", name="Lưu bảng").click()


def test_the_class_is_filled_and_saved(open_browser, accessible, viewport):
    page = open_browser(viewport, "giaovien.van")
    page.goto("/@@my-classes")
    page.get_by_role("link", name="Rèn luyện, hạnh kiểm và chuyên cần").click()
    accessible(page)
    cell(page, BINH, HKI).select_option("Khá")
    page.get_by_role("button", name="Điền Tốt cho HKI", exact=True).click()
    for name, level in ((AN, "Tốt"), (BINH, "Khá"), (CUC, "Tốt")):
        expect(cell(page, name, HKI)).to_have_value(level)
    expect(page.locator("[data-status]")).to_contain_text("Hãy xem lại rồi lưu")
    save(page)
    expect(page.locator("body")).to_contain_text("Đã lưu 3 ô.")
    for name, level in ((AN, "Tốt"), (BINH, "Khá"), (CUC, "Tốt")):
        expect(cell(page, name, HKI)).to_have_value(level)
    cell(page, BINH, HKI).select_option("")
    for name in (AN, CUC):
        cell(page, name, HKI).select_option("")
    save(page)
    expect(page.locator("body")).to_contain_text("Đã lưu 3 ô.")


def test_enter_goes_down_a_column_and_letters_choose_a_level(open_browser):
    page = open_browser(login="giaovien.van")
    page.goto(PAGE)
    cell(page, AN, LEAVE1).focus()
    for text in ("1", "2"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    expect(cell(page, CUC, LEAVE1)).to_be_focused()
    page.keyboard.press("Shift+Enter")
    expect(cell(page, BINH, LEAVE1)).to_be_focused()
    cell(page, AN, HKII).focus()
    page.keyboard.type("K")
    page.keyboard.press("Enter")
    expect(cell(page, BINH, HKII)).to_be_focused()
    expect(cell(page, AN, HKII)).to_have_value("Khá")
    expect(cell(page, BINH, LEAVE1)).to_have_value("2")
    expect(page.locator("[data-status]")).to_contain_text("Còn 3 ô chưa lưu")


def test_a_refused_save_keeps_what_was_typed_and_points_at_the_cell(open_browser, accessible):
    page = open_browser(login="giaovien.van")
    page.goto(PAGE)
    cell(page, AN, LEAVE1).fill("hai")
    save(page)
    expect(cell(page, AN, LEAVE1)).to_have_value("hai")
    expect(cell(page, AN, LEAVE1)).to_have_attribute("aria-invalid", "true")
    accessible(page)
