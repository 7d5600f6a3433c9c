"""The visitor reads the subtree and finds things in it."""

from playwright.sync_api import expect


def test_a_visitor_reads_from_the_department_down_to_a_news_item(open_browser, accessible, viewport):
    page = open_browser(viewport)
    page.goto("/")
    assert page.title().startswith("Sở Giáo dục và Đào tạo")
    accessible(page)
    page.get_by_text("Phòng Giáo dục và Đào tạo", exact=True).last.click()
    page.get_by_role("link", name="Phòng Giáo dục và Đào tạo Quận 1").last.click()
    accessible(page)
    page.get_by_text("Trường trung học cơ sở", exact=True).click()
    page.get_by_role("link", name="Trường THCS MOT").last.click()
    page.get_by_role("link", name="Ngày hội đọc sách").first.click()
    expect(page.locator("h1")).to_have_text("Ngày hội đọc sách")
    accessible(page)
    expect(page.locator(".ep-crumbs")).to_contain_text("Phòng Giáo dục và Đào tạo Quận 1")


def test_a_visitor_searches_with_and_without_accents(open_browser, accessible, viewport):
    page = open_browser(viewport)
    page.goto("/quan-1/thcs-mot/")
    page.get_by_role("searchbox").first.fill("doc sach")
    page.keyboard.press("Enter")
    expect(page.locator(".ep-hits a").first).to_have_text("Ngày hội đọc sách")
    accessible(page)
    page.goto("/@@search?q=đọc+sách&scope=city")
    expect(page.locator(".ep-hits a").first).to_have_text("Ngày hội đọc sách")


def test_the_menu_of_a_phone_opens_without_scripts(open_browser):
    page = open_browser({"width": 390, "height": 844}, java_script_enabled=False)
    page.goto("/quan-1/thcs-mot/")
    page.get_by_text("Trình đơn", exact=True).click()
    page.get_by_role("link", name="Tin tức, sự kiện").last.click()
    expect(page.locator("h1")).to_have_text("Tin tức, sự kiện")


def test_what_is_not_there_is_said_in_the_skin_of_the_unit(open_browser, accessible, viewport):
    page = open_browser(viewport)
    answer = page.goto("/quan-1/thcs-mot/khong-co/")
    assert answer.status == 404
    expect(page.locator("main")).to_contain_text("Không tìm thấy trang này")
    expect(page.locator(".ep-masthead")).to_contain_text("TRƯỜNG THCS MOT", ignore_case=True)
    accessible(page)


def test_the_table_of_coverage_and_its_chart(open_browser, accessible, viewport):
    page = open_browser(viewport)
    page.goto("/@@coverage")
    expect(page.locator("tbody tr")).to_have_count(2)
    accessible(page)


def test_the_keyboard_reaches_the_content_first(open_browser):
    page = open_browser()
    page.goto("/quan-1/thcs-mot/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#main")


def test_a_public_page_prints_without_menu_and_search(open_browser):
    page = open_browser()
    page.goto("/quan-1/thcs-mot/tin-tuc/ngay-hoi-doc-sach/")
    page.emulate_media(media="print")
    expect(page.locator(".ep-article")).to_be_visible()
    expect(page.locator(".ep-nav")).not_to_be_visible()
    expect(page.locator(".ep-search").first).not_to_be_visible()
