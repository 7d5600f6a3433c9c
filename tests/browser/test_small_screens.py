"""Small things of a long evening: a second level of the menu, a kept file, a table by keyboard, the count of marks."""

import os
import re

import pytest
import transaction
from playwright.sync_api import expect

from eduportal.content.portal import portal_of
from eduportal.operations import pages
from tests import factories

SCHOOL = "/quan-1/thcs-mot/"
BOOK = "/quan-1/thcs-mot/nam-hoc-2026-2027/6a1/toan-hk1/"
SHOTS = os.environ.get("EDUPORTAL_SHOTS")


def shot(page, name):
    """Keep a picture for whoever looks at the pages, where the environment says where."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}-{page.viewport_size['width']}.png")


@pytest.fixture
def sub_folders(portal_registry):
    """Sub-folders of the news, marked for the menu; once for the module."""
    manager = transaction.TransactionManager()
    connection = portal_registry._zodb_databases[""].open(manager)
    portal = portal_of(connection.root(), portal_registry["eduportal.definitions"])
    news = portal.root["quan-1"]["thcs-mot"]["tin-tuc"]
    if "cau-lac-bo" not in news:
        for title in ("Câu lạc bộ", "Thi đua, khen thưởng", "Hoạt động trải nghiệm, hướng nghiệp của học sinh"):
            values = {"title": title, "menu": True}
            pages.add_page(portal, news, "folder", values, by="", at=factories.NOW)
        manager.commit()
    manager.abort()
    connection.close()
    assert portal_registry["eduportal.feeder"].wait()


@pytest.mark.parametrize("contrast", ["normal", "high"])
def test_the_second_level_of_the_menu_works_by_keyboard_and_without_a_script(
        open_browser, accessible, viewport, sub_folders, contrast):
    page = open_browser(viewport, java_script_enabled=False)
    page.goto(SCHOOL)
    if contrast == "high":
        page.locator("a.ep-display").click()
        page.get_by_role("button", name="Tương phản cao").click()
        expect(page).to_have_url(re.compile(f"{SCHOOL}$"))
    phone = viewport["width"] < 500
    seen = open_browser(viewport, storage_state=page.context.storage_state())
    seen.goto(SCHOOL)
    for each in (page, seen):
        menu = each.locator(".ep-nav-fold" if phone else ".ep-nav-row")
        if phone:
            each.locator(".ep-nav-fold > summary").press("Enter")
        link = menu.get_by_role("link", name="Câu lạc bộ")
        expect(link).to_be_hidden()
        menu.locator(".ep-submenu > summary").press("Enter")
        expect(link).to_be_visible()
    accessible(seen)
    shot(seen, f"submenu-{contrast}")
    page.locator(".ep-nav-fold" if phone else ".ep-nav-row").get_by_role("link", name="Câu lạc bộ").press("Enter")
    expect(page.locator("h1")).to_have_text("Câu lạc bộ")
    seen.keyboard.press("Escape")
    expect(seen.locator(".ep-submenu[open]")).to_have_count(0)


def test_a_file_of_a_refused_form_is_named_in_it_and_saved(open_browser, accessible, viewport, tmp_path):
    page = open_browser(viewport, "quantri")
    name = f"ke-hoach-{viewport['width']}.txt"
    (tmp_path / name).write_text("Kế hoạch")
    page.goto(f"{SCHOOL}tin-tuc/@@add?type=file")
    page.set_input_files("input[type=file]", tmp_path / name)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".ep-chosen")).to_contain_text(f"Đã chọn: {name}")
    accessible(page)
    page.locator(".ep-chosen").scroll_into_view_if_needed()
    shot(page, "kept-file")
    page.get_by_label("Tên tệp", exact=True).fill(f"Kế hoạch {viewport['width']}")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("main")).to_contain_text(f"Kế hoạch {viewport['width']}")
    expect(page.locator(".ep-flash-success, .ep-flash").first).to_contain_text("Đã thêm")


def go_to(page, label):
    """Move through the editor's toolbar: Tab to the next group, the arrow to the next button of a group."""
    for _group in range(8):
        for _button in range(6):
            if page.evaluate("document.activeElement.getAttribute('aria-label')") == label:
                return
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
    raise AssertionError(f"no button {label} in the toolbar")


def test_a_table_is_filled_by_keyboard_in_the_editor(open_browser):
    page = open_browser(login="quantri")
    page.goto(SCHOOL + "gioi-thieu/@@add?type=page")
    page.get_by_label("Tiêu đề", exact=True).fill("Sĩ số")
    frame = page.frame_locator("iframe.tox-edit-area__iframe").first
    frame.locator("body").click()
    page.keyboard.type("Bảng")
    page.keyboard.press("Alt+F10")
    expect(page.locator(".tox-tbtn:focus")).to_have_count(1)
    go_to(page, "Bảng")
    # The button opens a menu: the table by rows and columns is its first line.
    for key in ("Enter", "ArrowRight", "ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(frame.locator("table td")).not_to_have_count(0)
    page.keyboard.type("Lớp")
    page.keyboard.press("Tab")
    page.keyboard.type("Số học sinh")
    page.keyboard.press("Tab")
    page.keyboard.type("6A1")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("main td", has_text="Số học sinh")).to_be_visible()


def test_the_count_of_filled_cells_follows_what_is_saved(open_browser, viewport):
    page = open_browser(viewport, "giaovien")
    page.goto(BOOK)
    count = page.locator("[data-progress-text]")
    expect(count).to_contain_text("Đã nhập")
    before = int(re.search(r"\d+", count.inner_text())[0])
    cell = page.locator("table.marks input[data-column]").nth(4 if viewport["width"] > 500 else 5)
    cell.click()
    page.keyboard.type("8")
    page.keyboard.press("Enter")
    expect(count).to_contain_text(re.compile(rf"\b{before + 1}/"))
    shot(page, "marks")


def test_the_tabs_of_a_page_are_all_in_sight_on_a_phone(open_browser, viewport):
    page = open_browser(viewport, "hieutruong")
    page.goto(f"{SCHOOL}tin-tuc/hoi-thi-an-toan-giao-thong/@@review")
    expect(page.locator(".ep-tabs a")).not_to_have_count(0)
    hidden = page.evaluate("""() => { const tabs = document.querySelector('.ep-tabs');
        return tabs.scrollWidth - tabs.clientWidth; }""")
    assert hidden <= 0
    shot(page, "review")
