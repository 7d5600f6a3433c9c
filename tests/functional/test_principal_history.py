"""History: who did what, when and why; kept versions compared."""

import pytest

from eduportal.operations import pages
from tests import factories

NOW = factories.NOW
PATH = "/quan-1/thcs-mot/tin-tuc/lich-thi/"


def one(portal):
    return portal.root["quan-1"]["thcs-mot"]


@pytest.fixture
def published_twice(city):
    """A news item with two published versions and a third that is being written."""
    def work(portal):
        author = portal.accounts.by_login("bientap").uuid
        head = portal.accounts.by_login("hieutruong").uuid
        item = factories.page(portal, one(portal)["tin-tuc"], "Lịch thi", type_name="news_item", by=author,
                              body="<p>Thi ngày 20/12.</p><p>Mang thẻ học sinh.</p>", tags=["thi"])
        for day in (22, 23):
            text = f"<p>Thi ngày {day}/12.</p><p>Mang thẻ học sinh.</p>"
            pages.change_state(portal, item, "submit", by=author, at=NOW, reason="Mời thầy duyệt")
            pages.change_state(portal, item, "approve", by=head, at=NOW)
            pages.edit_page(portal, item, {"body": text}, seen=item.revision, by=author, at=NOW)
    city.change(work)
    return city


def pieces(page, tag):
    return [each.contents[1] for each in page.html.select(f"h3 ~ p {tag}")]


def test_each_line_tells_who_when_what_and_why(published_twice):
    page = published_twice.as_("hieutruong").get(PATH + "@@history")
    rows = [[cell.get_text(" ", strip=True) for cell in row.find_all(["td", "th"])]
            for row in page.html.find(attrs={"aria-labelledby": "lines"}).find("tbody").find_all("tr")]
    assert len(rows) == 7
    assert rows[0][:3] == ["10:00, 21/11/2026", "Phạm Thị Biên", "Sửa"]
    assert rows[1][1:3] == ["Trần Văn Hiệu", "Duyệt và xuất bản"]
    assert rows[1][3].split() == "Chờ duyệt → Đã xuất bản".split()
    assert rows[2][4] == "Mời thầy duyệt"
    assert rows[-1][2] == "Thêm mới"


def test_two_versions_are_compared_word_by_word(published_twice):
    browser = published_twice.as_("bientap")
    page = browser.get(PATH + "@@history?from=1&to=2")
    assert (pieces(page, "del"), pieces(page, "ins")) == (["20"], ["22"])
    page = browser.get(PATH + "@@history?from=1&to=working")
    assert (pieces(page, "del"), pieces(page, "ins")) == (["20"], ["23"])
    assert "giống nhau" in browser.get(PATH + "@@history?from=2&to=2").text


def test_links_of_the_list_lead_to_the_comparison_with_the_version_before(published_twice):
    page = published_twice.as_("quantri").get(PATH + "@@history")
    shown = page.click("với bản 2")
    assert (pieces(shown, "del"), pieces(shown, "ins")) == (["22"], ["23"])
    shown = shown.click("với bản 1")
    assert (pieces(shown, "del"), pieces(shown, "ins")) == (["20"], ["22"])


@pytest.mark.parametrize("query", [
    "from=1", "to=2", "from=0&to=1", "from=9&to=1", "from=-1&to=1", "from=1&to=%E1%BA%A3", "from=working",
    "from=1%00&to=2", "from=1e1&to=2", "from=&to=",
])
def test_versions_that_are_not_there_are_not_found(published_twice, query):
    published_twice.as_("hieutruong").get(f"{PATH}@@history?{query}", status=404)


@pytest.mark.parametrize("login", [None, "khach", "giaovien", "hieutruong.hai"])
def test_history_is_for_the_staff_of_the_site(published_twice, login):
    browser = published_twice.as_(login) if login else published_twice.visitor()
    assert browser.get(PATH + "@@history", expect_errors=True).status_int == 403
    assert "Mời thầy duyệt" not in browser.get(PATH + "@@history?from=1&to=2", expect_errors=True).text


def test_a_changed_address_behind_the_same_words_is_shown(city):
    def work(portal):
        item = factories.page(portal, one(portal)["tin-tuc"], "Lịch thi", type_name="news_item", published=True,
                              body='<p><a href="https://example.edu.vn/a">Xem ở đây</a></p>')
        pages.edit_page(portal, item, {"body": '<p><a href="https://example.com/b">Xem ở đây</a></p>'},
                        seen=item.revision, by="", at=NOW)
    city.change(work)
    text = city.as_("hieutruong").get(PATH + "@@history?from=1&to=working").html.find(class_="ep-changes").get_text()
    assert "edu" in text
    assert "com" in text


def test_bold_words_are_named_as_formatting(city):
    def work(portal):
        item = factories.page(portal, one(portal)["tin-tuc"], "Lịch thi", type_name="news_item", published=True,
                              body="<p>Mang thẻ</p>")
        pages.edit_page(portal, item, {"body": "<p>Mang <strong>thẻ</strong></p>"}, seen=item.revision, by="", at=NOW)
    city.change(work)
    assert "chỉ đổi cách trình bày" in city.as_("hieutruong").get(PATH + "@@history?from=1&to=working").text


@pytest.mark.parametrize("path", ["/quan-1/thcs-mot/", "/quan-1/thcs-mot/tin-tuc/"])
def test_units_and_folders_have_their_history(city, path):
    page = city.as_("quantri").get(path + "@@history")
    assert page.html.find(attrs={"aria-labelledby": "lines"})
    city.visitor().get(path + "@@history", status=403)
