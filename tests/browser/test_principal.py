"""The principal approves on a phone, or returns with a reason."""

from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
SCHOOL = "/quan-1/thcs-mot/"


def send_up(open_browser, address, title):
    """Let the administrator change the title of a news item and submit it."""
    page = open_browser(login="quantri")
    page.goto(SCHOOL + address + "@@edit")
    page.get_by_label("Tiêu đề", exact=True).fill(title)
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.locator(".ep-tools details").last.locator("summary").click()
    page.get_by_role("button", name="Gửi duyệt").click()
    expect(page.locator(".ep-toolbar")).to_contain_text("Chờ duyệt")
    return page


def test_a_principal_approves_on_a_phone(open_browser, accessible):
    send_up(open_browser, "tin-tuc/ngay-hoi-doc-sach/", "Ngày hội đọc sách và trao đổi sách")
    page = open_browser(PHONE, "hieutruong")
    page.goto("/@@inbox")
    accessible(page)
    page.get_by_role("link", name="Ngày hội đọc sách và trao đổi sách").click()
    expect(page.locator("ins").filter(has_text="và trao đổi sách").first).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Duyệt").first.click()
    expect(page.locator("main")).to_contain_text("Đã xuất bản")
    visitor = open_browser(PHONE)
    visitor.goto(SCHOOL + "tin-tuc/ngay-hoi-doc-sach/")
    expect(visitor.locator("h1")).to_have_text("Ngày hội đọc sách và trao đổi sách")
    page.goto(SCHOOL + "tin-tuc/ngay-hoi-doc-sach/@@history")
    expect(page.locator("main")).to_contain_text("Trần Văn Hiệu")
    accessible(page)


def test_a_principal_returns_with_a_reason_that_the_editor_reads(open_browser, accessible):
    editor = send_up(open_browser, "tin-tuc/hoi-thi-an-toan-giao-thong/", "Hội thi an toàn")
    page = open_browser(PHONE, "hieutruong")
    page.goto(SCHOOL + "tin-tuc/hoi-thi-an-toan-giao-thong/@@review")
    page.get_by_label("Cần sửa").or_(page.locator("#reason")).first.fill("Thiếu ngày tổ chức hội thi.")
    page.get_by_role("button", name="Trả lại").click()
    expect(page.locator("main")).to_contain_text("Trả lại")
    editor.goto(SCHOOL + "tin-tuc/hoi-thi-an-toan-giao-thong/@@history")
    expect(editor.locator("main")).to_contain_text("Thiếu ngày tổ chức hội thi.")


def test_who_can_do_what_and_why(open_browser, accessible, viewport):
    page = open_browser(viewport, "quantri")
    page.goto(SCHOOL + "@@sharing")
    accessible(page)
    page.goto(SCHOOL + "@@who?login=bientap")
    accessible(page)
    expect(page.locator("main")).to_contain_text("Biên tập viên")
    page.goto("/@@account")
    accessible(page)
