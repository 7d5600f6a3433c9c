"""The outline: every folder with how much stands in it, by state; nobody counts what is not theirs to know."""

from eduportal.operations import pages
from eduportal.views import outline, tree
from tests.factories import NOW
from tests.functional.administrator_setup import NEWS, SCHOOL, news, school


def folder(portal, title, parent=None):
    return pages.add_page(portal, parent or school(portal)["tin-tuc"], "folder", {"title": title}, by="", at=NOW)


def lines_of(answer):
    return {line.a.text.strip(): line.select_one("strong").text for line in answer.html.select(".ep-outline-line")}


def test_the_outline_counts_by_folder_and_state_through_all_levels(city):
    news(city, "Một", "Hai")
    news(city, "Ba", published=True)

    def make(portal):
        inner = folder(portal, "Năm 2026")
        pages.add_page(portal, inner, "news_item", {"title": "Sâu", "body": "<p>x</p>"}, by="", at=NOW)

    city.change(make)
    answer = city.as_("bientap").get(SCHOOL + "@@outline")
    assert lines_of(answer)["Tin tức, sự kiện"] == "4"
    assert lines_of(answer)["Năm 2026"] == "1"
    line = next(each for each in answer.html.select(".ep-outline-line") if "Tin tức" in each.a.text)
    assert "Nháp 3" in line.text
    assert "Đã xuất bản 1" in line.text
    assert line.select_one("rect")["class"] == ["ep-bar-secondary"]
    assert "style=" not in str(answer.html.select_one("main"))
    assert lines_of(city.as_("bientap").get(NEWS + "@@outline")) == {"Năm 2026": "1"}


def test_files_of_pages_and_records_of_the_school_are_not_counted(city):
    before = city.as_("bientap").get(SCHOOL + "@@outline").html.select_one(".ep-outline-legend")
    assert before is None or "Đang mở" not in before.text


def test_a_folder_that_is_closed_to_the_asker_is_not_in_the_sums(city):
    def make(portal):
        inner = folder(portal, "Kín")
        pages.add_page(portal, inner, "news_item", {"title": "Mật", "body": "<p>x</p>"}, by="", at=NOW)
        pages.change_state(portal, inner, "hide", by="", at=NOW)
        pages.set_refusal(portal, inner, True, by="", at=NOW)

    city.change(make)
    assert lines_of(city.as_("quantri").get(SCHOOL + "@@outline"))["Kín"] == "1"
    answer = city.as_("bientap").get(SCHOOL + "@@outline")
    assert "Kín" not in answer.text
    assert lines_of(answer)["Tin tức, sự kiện"] == "0"


def test_drafts_in_a_public_folder_that_refuses_the_roles_are_not_counted(city):
    def make(portal):
        inner = folder(portal, "Riêng")
        pages.add_page(portal, inner, "news_item", {"title": "Mật", "body": "<p>x</p>"}, by="", at=NOW)
        pages.set_refusal(portal, inner, True, by="", at=NOW)

    city.change(make)
    assert lines_of(city.as_("bientap").get(SCHOOL + "@@outline"))["Riêng"] == "0"
    assert lines_of(city.as_("quantri").get(SCHOOL + "@@outline"))["Riêng"] == "1"


def test_many_folders_are_drawn_level_by_level(city, monkeypatch):
    def make(portal):
        for number in range(6):
            outer = folder(portal, f"Ngoài {number}")
            folder(portal, f"Trong {number}", outer)

    city.change(make)
    monkeypatch.setattr(outline, "MOST_DRAWN", 8)
    answer = city.as_("bientap").get(NEWS + "@@outline")
    assert "Ngoài 5" in lines_of(answer)
    assert "Trong 5" not in lines_of(answer)
    assert "1 thư mục bên dưới" in answer.text
    assert lines_of(city.as_("bientap").get(NEWS + "ngoai-5/@@outline")) == {"Trong 5": "0"}


def test_a_long_level_of_the_tree_comes_in_parts(city, monkeypatch):
    monkeypatch.setattr(tree, "MOST", 3)
    news(city, *(f"Tin {number}" for number in range(8)), published=True)
    uuid = city.look(lambda portal: school(portal)["tin-tuc"].uuid)
    browser = city.visitor()
    piece = browser.get(f"{SCHOOL}@@branch?of={uuid}")
    assert "Tin 2" in piece.text
    assert "Tin 3" not in piece.text
    assert "còn 5" in piece.text
    second = browser.get(piece.html.select("a[hx-get]")[-1]["hx-get"])
    assert "Tin 5" in second.text
    assert "Tin 2" not in second.text
    plain = browser.get(piece.html.select("a[hx-get]")[-1]["href"])
    assert "Tin 5" in plain.text
    for nonsense in ("from=-1", "from=x", "from=99999999", "from=%C2%B2"):
        browser.get(f"{SCHOOL}@@branch?of={uuid}&{nonsense}", status=200)
