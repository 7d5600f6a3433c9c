"""The guide to the rules of assessment in a browser: it fits a desk and a telephone, and breaks no rule of WCAG."""

import pytest
from playwright.sync_api import expect

GUIDE = "/@@assessment-guide"


@pytest.mark.parametrize("rules", ["tt22", "tt58", "tt27"])
def test_the_page_fits_and_is_accessible(open_browser, accessible, viewport, rules):
    page = open_browser(viewport)
    page.goto(f"{GUIDE}?rules={rules}")
    accessible(page)
    expect(page.locator(".ag-example").nth(9)).to_be_attached()


def test_a_parent_finds_the_rules_of_a_class_and_jumps_to_a_section(open_browser, accessible, viewport):
    page = open_browser(viewport, java_script_enabled=False)
    page.goto(GUIDE)
    page.get_by_label("Lớp", exact=True).select_option("9")
    page.get_by_label("Năm học").select_option("2022")
    page.get_by_role("button", name="Xem quy định").click()
    expect(page.get_by_role("status")).to_contain_text("TT 26/2020")
    page.get_by_role("navigation", name="Các mục trong trang").get_by_role("link", name="Lên lớp").click()
    page.wait_for_url("**#promotion")
    expect(page.locator("#promotion")).to_be_in_viewport()
    example = page.locator("#promotion ~ .ag-examples details").last
    expect(example.locator("table")).to_be_hidden()
    example.locator("summary").click()
    expect(example.locator("table")).to_be_visible()


def test_on_paper_every_example_stands_open(open_browser):
    page = open_browser()
    page.goto(f"{GUIDE}?rules=tt22")
    closed = page.locator("details.ag-example:not([open]) table")
    assert closed.count() > 10
    expect(closed.first).to_be_hidden()
    page.emulate_media(media="print")
    assert all(each.bounding_box()["height"] > 30 for each in closed.all())
    expect(page.locator(".ag-contents")).to_be_hidden()
