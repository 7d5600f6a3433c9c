"""The administrator edits a page in the site tree, adds news, and submits it for approval."""

import re

from playwright.sync_api import expect

SCHOOL = "/quan-1/thcs-mot/"


def test_an_administrator_edits_a_page_found_in_the_site_tree_and_submits_it(open_browser, accessible, viewport):
    page = open_browser(viewport, "quantri")
    page.goto(SCHOOL + "@@tree")
    accessible(page)
    page.goto(SCHOOL + "tin-tuc/ngay-hoi-doc-sach/")
    accessible(page)
    page.get_by_role("link", name="Sửa", exact=True).click()
    accessible(page)
    title = f"Ngày hội đọc sách {viewport['width']}"
    page.get_by_label("Tiêu đề", exact=True).fill(title)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("h1").first).to_have_text(re.compile(f"{title}$"))
    page.locator(".ep-tools details").last.locator("summary").click()
    page.get_by_role("button", name="Gửi duyệt").click()
    expect(page.locator(".ep-toolbar")).to_contain_text("Chờ duyệt")
    accessible(page)
    visitor = open_browser(viewport)
    visitor.goto(SCHOOL + "tin-tuc/ngay-hoi-doc-sach/")
    expect(visitor.locator("h1")).to_have_text("Ngày hội đọc sách")
    page.locator(".ep-tools details").last.locator("summary").click()
    page.get_by_role("button", name="Rút lại").click()
    expect(page.locator(".ep-toolbar")).to_contain_text("Nháp")


def test_a_wrong_date_keeps_what_was_typed(open_browser, accessible):
    page = open_browser(login="quantri", java_script_enabled=False)
    page.goto(SCHOOL + "tin-tuc/@@add?type=news_item")
    page.get_by_label("Tiêu đề", exact=True).fill("Tin có ngày sai")
    page.locator("textarea[name=body]").fill("<p>Nội dung đã gõ</p>")
    page.get_by_label("Hiện đến hết ngày").fill("31/02/2026")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_label("Tiêu đề", exact=True)).to_have_value("Tin có ngày sai")
    expect(page.locator("textarea[name=body]")).to_have_value(re.compile("Nội dung đã gõ"))
    expect(page.get_by_label("Hiện đến hết ngày")).to_have_value("31/02/2026")
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)


def test_the_contents_and_the_trash(open_browser, accessible, viewport):
    page = open_browser(viewport, "quantri")
    page.goto(SCHOOL + "tin-tuc/@@contents")
    accessible(page)
    expect(page.locator("tbody tr").nth(2)).to_be_visible()
    page.goto(SCHOOL + "@@trash")
    accessible(page)


def test_the_editor_of_rich_text_speaks_vietnamese_and_saves(open_browser):
    page = open_browser(login="quantri")
    page.goto(SCHOOL + "gioi-thieu/@@add?type=page")
    page.get_by_label("Tiêu đề", exact=True).fill("Lịch sử nhà trường")
    frame = page.frame_locator("iframe.tox-edit-area__iframe").first
    frame.locator("body").click()
    page.keyboard.type("Thành lập từ lâu.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("main")).to_contain_text("Thành lập từ lâu.")
