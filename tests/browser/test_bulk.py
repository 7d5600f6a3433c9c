"""Tick, copy, paste after a look at what will happen; tags for all that is ticked. On a desk and on a phone."""

from playwright.sync_api import expect

SCHOOL = "/quan-1/thcs-mot/"


def test_things_are_ticked_copied_and_pasted_after_a_look(open_browser, accessible, viewport):
    page = open_browser(viewport, "quantri")
    page.goto(SCHOOL + "tin-tuc/@@contents")
    page.get_by_role("checkbox", name="Ngày hội đọc sách").check()
    page.get_by_role("button", name="Sao chép", exact=True).click()
    expect(page.locator(".ep-flash").first).to_contain_text("1 mục đang chờ dán")
    accessible(page)
    page.goto(SCHOOL + "gioi-thieu/@@contents")
    page.get_by_role("link", name="Dán vào đây").click()
    accessible(page)
    expect(page.locator("main")).to_contain_text("/gioi-thieu/ngay-hoi-doc-sach")
    page.get_by_role("button", name="Dán vào đây").click()
    expect(page.locator(".ep-flash").first).to_contain_text("Đã dán 1 mục.")
    page.get_by_role("button", name="Bỏ, không dán nữa").click()
    expect(page.locator(".bk-clipboard")).to_have_count(0)


def test_tags_are_looked_at_before_they_are_written(open_browser, accessible, viewport):
    page = open_browser(viewport, "quantri")
    page.goto(SCHOOL + "tin-tuc/@@contents")
    page.get_by_role("checkbox", name="Lễ khai giảng năm học mới").check()
    page.get_by_role("button", name="Từ khóa", exact=True).click()
    accessible(page)
    page.get_by_label("Từ khóa, cách nhau bằng dấu phẩy").fill(f"khai giảng {viewport['width']}")
    page.get_by_role("button", name="Xem những gì sẽ thay đổi").click()
    accessible(page)
    expect(page.locator(".bk-table ins")).to_contain_text(f"khai giảng {viewport['width']}")
    page.get_by_role("button", name="Thực hiện").click()
    expect(page.locator(".ep-flash").first).to_contain_text("Đã làm xong 1 mục.")
    page.get_by_role("checkbox", name="Lễ khai giảng năm học mới").check()
    page.get_by_role("button", name="Tiêu đề và địa chỉ").click()
    accessible(page)
