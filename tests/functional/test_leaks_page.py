"""The leak report: what it finds in a unit, that it is kept, and that it is made by a job and not by a request."""

from datetime import date

from eduportal.operations import accounts, groups, pages, sharing
from tests import factories

NOW = factories.NOW
SCHOOL = "/quan-1/thcs-mot/"


def one(portal):
    return portal.root["quan-1"]["thcs-mot"]


def report(city, login="quantri"):
    """Let the report be made and return its page."""
    browser = city.as_(login)
    page = browser.get(SCHOOL + "@@leaks")
    form = next(form for form in page.forms.values() if form.action.endswith("@@leaks"))
    assert "@@job?id=" in form.submit(status=303).headers["Location"]
    city.jobs()
    return browser.get(SCHOOL + "@@leaks")


def part(page, kind):
    found = page.html.find(attrs={"aria-labelledby": f"kind-{kind}"})
    return found.get_text(" ", strip=True) if found else ""


def test_a_tidy_school_has_no_findings_and_the_report_says_what_was_looked_for(city):
    page = report(city)
    assert "Không phát hiện điều gì" in page.text
    assert "Đã dùng" not in page.text
    assert "Quyền của người đã rời đi" in page.html.find(attrs={"aria-labelledby": "clear"}).get_text()
    assert "Lê Thị Quản" in page.html.find("main").get_text()


def test_rights_of_those_who_left_and_of_people_of_elsewhere(city):
    def work(portal):
        accounts.close_account(portal.accounts.by_login("bientap"))
        factories.give(portal, one(portal), portal.accounts.by_login("giaovien.hai"), "viewer")
        factories.give(portal, one(portal), portal.accounts.by_login("giaovu"), "viewer")
        guest = portal.accounts.by_login("hieutruong.hai")
        factories.give(portal, one(portal), guest, "viewer", until=date(2027, 1, 1))
        teacher = portal.accounts.by_login("giaovien")
        group = groups.add_group(portal, one(portal), "Tổ Toán", asker=None, by="", at=NOW)
        groups.add_member(portal, one(portal), group.uuid, teacher, asker=None, by="", at=NOW)
        unit, since, _until = teacher.home[0]
        teacher.home = ((unit, since, "2026-11-01"),)
    city.change(work)
    page = report(city)
    assert "Phạm Thị Biên – Biên tập viên" in part(page, "left")
    assert "Đặng Thị Giáo – Tổ Toán" in part(page, "left")
    assert "Lý Thị Hai – Người xem nội bộ" in part(page, "outside")
    assert "Ngô Văn Hai" not in part(page, "outside")
    assert "Võ Văn Vụ" not in part(page, "outside")


def test_pages_below_hidden_folders_public_folders_without_anything_and_closed_ones(city):
    def work(portal):
        news = one(portal)["tin-tuc"]
        hidden = pages.add_page(portal, news, "folder", {"title": "Đang ẩn"}, by="", at=NOW)
        factories.page(portal, hidden, "Vẫn sống", published=True)
        pages.change_state(portal, hidden, "hide", by="", at=NOW)
        bare = pages.add_page(portal, news, "folder", {"title": "Trống rỗng"}, by="", at=NOW)
        factories.page(portal, bare, "Chỉ là nháp")
        closed = pages.add_page(portal, news, "folder", {"title": "Đóng kín"}, by="", at=NOW)
        pages.set_refusal(portal, closed, True, by="", at=NOW)
        draft = factories.page(portal, news, "Bản nháp chung")
        factories.give(portal, draft, portal.accounts.by_login("giaovien"), "viewer")
    city.change(work)
    page = report(city)
    assert "Vẫn sống" in part(page, "live_hidden")
    assert "Trống rỗng" in part(page, "empty_public")
    assert "Đóng kín" not in part(page, "empty_public")
    assert "Đóng kín" in part(page, "walled_empty")
    assert "Bản nháp chung" in part(page, "shared_private")
    assert "Đặng Thị Giáo" in part(page, "shared_private")


def test_a_public_file_whose_only_page_is_a_draft(city):
    def work(portal):
        news = one(portal)["tin-tuc"]
        file = pages.add_page(portal, news, "file", {"title": "Danh sách lớp", "file": {"name": "a.txt", "data": b"a"}},
                              by="", at=NOW)
        for step in ("submit", "approve"):
            pages.change_state(portal, file, step, by="", at=NOW)
        factories.page(portal, news, "Nháp", body=f'<p><a href="resolveuid/{file.uuid}">tệp</a></p>')
    city.change(work)
    assert "Danh sách lớp" in part(report(city), "file_wider")


def test_the_index_that_lags_is_told(city):
    def work(portal):
        hidden = pages.add_page(portal, one(portal)["tin-tuc"], "folder", {"title": "Ẩn"}, by="", at=NOW)
        factories.page(portal, hidden, "Còn trong danh sách", published=True)
        hidden.state = "hidden"
    city.change(work)
    assert "Còn trong danh sách" in part(report(city), "index_differs")


def test_a_unit_without_an_administrator_of_its_own(city):
    def work(portal):
        for grant in one(portal).grants.of(portal.accounts.by_login("quantri").uuid):
            sharing.end_role(portal, one(portal), grant.id, held=None, by="", at=NOW)
    city.change(work)
    assert "Đơn vị không có người quản trị của mình" in part(report(city, "quantri.so"), "no_administrator")


def test_the_page_shows_the_kept_report_and_looks_for_nothing_itself(city):
    browser = city.as_("quantri")
    report(city)
    city.change(lambda portal: factories.give(portal, one(portal), portal.accounts.by_login("giaovien.hai"), "viewer"))
    assert "Lý Thị Hai" not in browser.get(SCHOOL + "@@leaks").text
    assert "Lý Thị Hai" in report(city).text
    answer = browser.get(SCHOOL + "@@leaks-csv")
    assert answer.content_type == "text/csv"
    assert "Lý Thị Hai" in answer.text


def test_a_hidden_folder_of_more_than_fifty_pages_is_indexed_by_a_job(city):
    def work(portal):
        folder = pages.add_page(portal, one(portal)["tin-tuc"], "folder", {"title": "Lớn"}, by="", at=NOW)
        for number in range(60):
            factories.page(portal, folder, f"Trang {number}", published=True)
        pages.change_state(portal, folder, "hide", by="", at=NOW)
        return folder.uuid

    folder = city.change(work)
    city.visitor().get(SCHOOL + "tin-tuc/lon/trang-7/", status=404)
    city.jobs()

    def public(portal):
        return sum(card.public for _oid, card in one(portal).index.children(folder))

    assert city.look(public) == 0
    city.change(lambda portal: pages.change_state(portal, one(portal).find(folder), "show", by="", at=NOW))
    city.jobs()
    assert city.look(public) == 60
