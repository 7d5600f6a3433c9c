"""The visitor reads the subtree and finds things in it."""


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
    assert page.locator("h1").inner_text() == "Ngày hội đọc sách"
    accessible(page)
    crumbs = page.locator(".ep-crumbs").inner_text()
    assert "Phòng Giáo dục và Đào tạo Quận 1" in crumbs


def test_a_visitor_searches_with_and_without_accents(open_browser, accessible, viewport):
    page = open_browser(viewport)
    page.goto("/quan-1/thcs-mot/")
    page.get_by_role("searchbox").first.fill("doc sach")
    page.keyboard.press("Enter")
    assert page.locator(".ep-hits a").first.inner_text() == "Ngày hội đọc sách"
    accessible(page)
    page.goto("/@@search?q=đọc+sách&scope=city")
    assert page.locator(".ep-hits a").first.inner_text() == "Ngày hội đọc sách"


def test_the_menu_of_a_phone_opens_without_scripts(open_browser):
    page = open_browser({"width": 390, "height": 844}, java_script_enabled=False)
    page.goto("/quan-1/thcs-mot/")
    page.get_by_text("Danh mục").click()
    page.get_by_role("link", name="Tin tức, sự kiện").last.click()
    assert page.locator("h1").inner_text() == "Tin tức, sự kiện"


def test_what_is_not_there_is_said_in_the_skin_of_the_unit(open_browser, accessible, viewport):
    page = open_browser(viewport)
    answer = page.goto("/quan-1/thcs-mot/khong-co/")
    assert answer.status == 404
    assert "Không tìm thấy trang này" in page.locator("main").inner_text()
    assert "TRƯỜNG THCS MOT" in page.locator(".ep-masthead").inner_text().upper()
    accessible(page)


def test_the_table_of_coverage_and_its_chart(open_browser, accessible, viewport):
    page = open_browser(viewport)
    page.goto("/@@coverage")
    assert page.locator("tbody tr").count() == 2
    accessible(page)


def test_the_keyboard_reaches_the_content_first(open_browser):
    page = open_browser()
    page.goto("/quan-1/thcs-mot/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"


def test_a_public_page_prints_without_menu_and_search(open_browser):
    page = open_browser()
    page.goto("/quan-1/thcs-mot/tin-tuc/ngay-hoi-doc-sach/")
    page.emulate_media(media="print")
    assert page.locator(".ep-article").is_visible()
    assert not page.locator(".ep-nav").is_visible()
    assert not page.locator(".ep-search").first.is_visible()
