"""The principal approves on a phone, or returns with a reason."""

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
    assert "Chờ duyệt" in page.locator(".ep-toolbar").inner_text()
    return page


def test_a_principal_approves_on_a_phone(open_browser, accessible):
    send_up(open_browser, "tin-tuc/ngay-hoi-doc-sach/", "Ngày hội đọc sách và trao đổi sách")
    page = open_browser(PHONE, "hieutruong")
    page.goto("/@@inbox")
    accessible(page)
    page.get_by_role("link", name="Ngày hội đọc sách và trao đổi sách").click()
    assert "và trao đổi sách" in " ".join(page.locator("ins").all_inner_texts())
    accessible(page)
    page.get_by_role("button", name="Duyệt").first.click()
    assert "Đã xuất bản" in page.locator("main").inner_text()
    visitor = open_browser(PHONE)
    visitor.goto(SCHOOL + "tin-tuc/ngay-hoi-doc-sach/")
    assert visitor.locator("h1").inner_text() == "Ngày hội đọc sách và trao đổi sách"
    page.goto(SCHOOL + "tin-tuc/ngay-hoi-doc-sach/@@history")
    assert "Trần Văn Hiệu" in page.locator("main").inner_text()
    accessible(page)


def test_a_principal_returns_with_a_reason_that_the_editor_reads(open_browser, accessible):
    editor = send_up(open_browser, "tin-tuc/hoi-thi-an-toan-giao-thong/", "Hội thi an toàn")
    page = open_browser(PHONE, "hieutruong")
    page.goto(SCHOOL + "tin-tuc/hoi-thi-an-toan-giao-thong/@@review")
    page.get_by_label("Cần sửa").or_(page.locator("#reason")).first.fill("Thiếu ngày tổ chức hội thi.")
    page.get_by_role("button", name="Trả lại").click()
    assert "Trả lại" in page.locator("main").inner_text()
    editor.goto(SCHOOL + "tin-tuc/hoi-thi-an-toan-giao-thong/@@history")
    assert "Thiếu ngày tổ chức hội thi." in editor.locator("main").inner_text()


def test_who_can_do_what_and_why(open_browser, accessible, viewport):
    page = open_browser(viewport, "quantri")
    page.goto(SCHOOL + "@@sharing")
    accessible(page)
    page.goto(SCHOOL + "@@who?login=bientap")
    accessible(page)
    assert "Biên tập viên" in page.locator("main").inner_text()
    page.goto("/@@account")
    accessible(page)
