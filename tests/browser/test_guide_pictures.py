"""The screens of the user guide, walked by the right person: each says what the guide says, and axe finds nothing.

``make guide`` (EDUPORTAL_PICTURES=1) also writes docs/user/img/<name>.png from them.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.guide_setup import UNITS, fill, keep

SCHOOL = "/quan-1/thcs-mot/"
NEWS = SCHOOL + "tin-tuc/"
YEAR = SCHOOL + "nam-hoc-2026-2027/"
#: Picture -> who, where, and words that the screen must show.
SCREENS = {
    "quan-tri": ("quantri", SCHOOL + "@@control-panel", ("Danh mục", "Thùng rác", "Phân quyền", "Các khối trang chủ")),
    "danh-muc": ("quantri", NEWS + "@@contents", ("Lọc", "Cột", "Cắt", "Từ khóa", "Tải nhiều tệp lên")),
    "so-do": ("quantri", SCHOOL + "@@outline", ("Sơ đồ nội dung của", "Đã xuất bản")),
    "thung-rac": ("quantri", SCHOOL + "@@trash", ("Khôi phục", "Giữ đến hết ngày", "Tin viết nhầm chuyên mục")),
    "lich-su": ("bientap", NEWS + "lich-kiem-tra/@@history", ("Các bản đã lưu", "So sánh", "Quay lại bản này")),
    "lien-ket": ("bientap", NEWS + "lich-kiem-tra/@@link", ("Liên kết rút gọn cố định", "Mã QR để in (SVG)")),
    "du-lieu-ca-nhan": ("bientap", NEWS + "danh-sach/@@state?transition=submit",
                        ("Tìm thấy dữ liệu cá nhân", "Người chịu trách nhiệm", "Vì sao được công khai")),
    "duyet": ("hieutruong", NEWS + "thu-moi/@@review", ("Duyệt và xuất bản", "Trả lại", "Quyết định của bạn")),
    "tieu-diem": ("bientap", NEWS + "anh-ngay-hoi/anh-1/@@edit", ("Tiêu điểm", "Lưu")),
    "phan-quyen": ("quantri", SCHOOL + "@@sharing", ("Ai có vai trò gì ở đây", "Xem những gì sẽ thay đổi")),
    "nguoi-dung": ("quantri", SCHOOL + "@@people", ("Thêm một người", "Thêm từ tệp", "Vai trò ở đây")),
    "giao-dien": ("quantri", SCHOOL + "@@appearance", ("Bộ giao diện", "Đưa vào bản xem thử", "Xem thử")),
    "khoi-trang-chu": ("quantri", SCHOOL + "@@home-blocks", ("Thêm khối", "Tin nổi bật")),
    "danh-ba": ("quantri.so", "/@@units", ("Thêm đơn vị", "Nhập danh sách", "Xuất danh sách XLSX")),
    "ho-so-don-vi": ("quantri.so", SCHOOL + "@@unit-acts", ("Kết thúc hoạt động", "Sáp nhập vào đơn vị khác")),
    "ket-qua-lop": ("hieutruong", YEAR + "6a2/@@results?part=year",
                    ("Cả năm", "Chốt kết quả", "Tổng hợp chung của lớp", "Đánh giá lại trong hè")),
    "ket-qua-truong": ("hieutruong", YEAR + "@@results?part=year", ("Tính lại cả trường", "6A2", "Tính lúc")),
    "chu-nhiem": ("giaovien.van", YEAR + "6a2/@@homeroom",
                  ("Điền nhanh các ô trống", "Lưu bảng", "Tổng buổi nghỉ", "Nguyễn Bảo An")),
    "sau-he": ("hieutruong", YEAR + "6a2/@@after-summer",
               ("Kiểm tra, đánh giá lại", "Rèn luyện trong hè", "Phạm Minh Đức", "Đỗ Quang Huy")),
    "mon-hoc": ("quantri.so", "/@@subjects?level=THCS&year=2026",
                ("Thêm môn học mới", "Đánh giá bằng", "Môn phải đạt điểm tối thiểu")),
    "cach-hieu": ("quantri.so", "/@@assessment-rules",
                  ("Vì sao là mặc định", "Áp dụng từ năm học", "Lưu quy định này")),
    "giai-thich": ("giaovien", "/@@assessment-guide?rules=tt22",
                   ("Lớp tôi áp dụng thông tư nào?", "Làm tròn", "Khi còn thiếu điểm")),
    "so-diem": ("giaovien", SCHOOL + "nam-hoc-2026-2027/6a1/toan-hk1/", ("Nộp sổ điểm…", "Thường xuyên 1")),
}


@pytest.fixture(scope="module", autouse=True)
def filled(portal_url):
    from tests.browser.conftest import REGISTRIES

    fill(REGISTRIES[portal_url])


@pytest.fixture
def seen(accessible):
    """Return a function that checks a screen: the words, the way to the guide, axe; then keeps its picture."""
    def check(page, name, words):
        page.wait_for_load_state()
        told = " ".join(page.locator("main").text_content().split())
        assert [each for each in words if each not in told] == []
        assert page.get_by_role("link", name="Trợ giúp").get_attribute("href").partition("@@help")[1] == "@@help"
        accessible(page)
        keep(page, name)

    return check


@pytest.mark.parametrize("login", sorted({login for login, _url, _words in SCREENS.values()}))
def test_the_screens_of_a_person_show_what_the_guide_says(open_browser, seen, login):
    page = open_browser(login=login)
    for name, (who, url, words) in SCREENS.items():
        if who == login:
            page.goto(url)
            seen(page, name, words)


def test_the_calculation_of_a_level_opens_beside_the_table(open_browser, seen):
    page = open_browser(login="hieutruong")
    page.goto(YEAR + "6a2/@@results?part=year")
    row = page.locator("tr", has=page.get_by_role("rowheader", name="Trần Gia Bình"))
    row.locator("a[href*='of=learning']").click()
    expect(page.locator("#calculation")).to_contain_text("Điều kiện của từng mức")
    seen(page, "cach-tinh", ("chỉ do môn Toán", "Xem giải thích và ví dụ"))


def test_what_is_cut_or_copied_is_looked_at_before_it_is_pasted(open_browser, seen):
    page = open_browser(login="quantri")
    page.goto(NEWS + "@@contents")
    page.locator(".ep-contents tbody input[type=checkbox]").first.check()
    page.get_by_role("button", name="Sao chép").click()
    page.wait_for_load_state()
    page.goto(SCHOOL + "gioi-thieu/@@paste")
    seen(page, "dan", ("Những gì sẽ xảy ra", "Dán vào đây"))


def test_two_editors_meet_and_one_settles_it_field_by_field(open_browser, seen):
    first, second = open_browser(login="bientap"), open_browser(login="quantri")
    first.goto(NEWS + "tham-quan/@@edit")
    second.goto(NEWS + "tham-quan/@@edit")
    expect(second.locator("main")).to_contain_text("đang sửa nội dung này từ")
    second.wait_for_load_state("networkidle")
    seen(second, "soan-thao", ("Tiếp quản và báo cho người đó", "Lưu và sửa tiếp"))
    for page, title in ((first, "Kế hoạch tham quan Thảo Cầm Viên"), (second, "Kế hoạch tham quan bảo tàng")):
        page.fill("input[name=title]", title)
        page.locator("button[name=save]").first.click()
        page.wait_for_load_state()
    seen(second, "xung-dot", ("Hai người cùng lưu", "Lưu bản đã ghép", "Bản vừa được lưu"))


def test_a_job_and_the_report_that_it_made(open_browser, seen, portal_registry):
    page = open_browser(login="quantri")
    page.goto(SCHOOL + "@@leaks")
    page.get_by_role("button", name="Rà soát ngay").click()
    page.wait_for_load_state()
    assert portal_registry["eduportal.jobs"].wait()
    page.goto(SCHOOL + "@@leaks")
    seen(page, "ro-ri", ("Người của đơn vị khác không có ngày cuối", "Rà soát ngay"))
    page.goto("/@@jobs")
    page.locator("main a[href*='@@job?']").first.click()
    page.wait_for_load_state()
    seen(page, "cong-viec", ("Kết quả từng mục", "Đã xong", "Tất cả công việc nền"))


def test_a_person_is_added_and_the_slip_is_shown_for_printing(open_browser, seen):
    page = open_browser(login="quantri")
    page.goto(SCHOOL + "@@people-add")
    page.get_by_label("Họ và tên").fill("Nguyễn Thị Mẫu")
    page.get_by_role("button", name="Thêm và lập phiếu").click()
    page.wait_for_load_state()
    seen(page, "phieu", ("Nguyễn Thị Mẫu", "nguyen.thi.mau"))


def test_a_list_of_units_is_judged_row_by_row_before_anything_is_written(open_browser, seen):
    page = open_browser(login="quantri.so")
    page.goto("/@@import-units")
    page.set_input_files("input[type=file]", {"name": "don-vi.csv", "mimeType": "text/csv", "buffer": UNITS.encode()})
    page.get_by_role("button", name="Kiểm tra danh sách").click()
    page.wait_for_load_state()
    seen(page, "nhap-don-vi", ("Trường THPT Hoa Mai", "Đại học", "Sao Mai"))


def test_the_guide_opens_at_what_explains_the_screen(open_browser, accessible, viewport):
    page = open_browser(viewport, "bientap")
    page.goto(NEWS + "lich-kiem-tra/@@history")
    page.get_by_role("link", name="Trợ giúp").click()
    page.wait_for_url("**/@@help?page=thung-rac-lich-su#lich-su-va-cac-ban-da-dang")
    expect(page.locator("h1")).to_have_text("Thùng rác, lịch sử, hoàn tác")
    pictures = page.locator(".ep-guide-text img")
    for number in range(pictures.count()):
        pictures.nth(number).scroll_into_view_if_needed()
    loaded = "() => [...document.querySelectorAll('.ep-guide-text img')].every(each => each.naturalWidth)"
    page.wait_for_function(loaded)
    accessible(page)
    page.get_by_role("link", name="Liên kết", exact=True).first.click()
    page.wait_for_url("**/@@help?page=lien-ket")
