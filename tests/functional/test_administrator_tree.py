"""The site tree: unfolded with and without a script, showing nobody more than is theirs."""

from eduportal.operations import pages
from tests.factories import NOW
from tests.functional.administrator_setup import OTHER, SCHOOL, news, school


def test_the_tree_unfolds_without_a_script_and_by_pieces(city):
    news(city, "Tin trong cây", published=True)
    browser = city.as_("quantri")
    tree = browser.get(SCHOOL + "@@tree")
    assert "Tin trong cây" not in tree.text
    assert "Tin trong cây" in tree.click("Xem bên trong “Tin tức").text
    piece = tree.html.find(attrs={"hx-get": True})["hx-get"]
    assert "Tin trong cây" in browser.get(piece).text
    assert "<html" not in browser.get(piece).text


def test_the_tree_of_an_office_leads_to_the_trees_of_its_units(city):
    piece = city.as_("quantri.so").get("/@@branch")
    assert "Phòng Giáo dục và Đào tạo Quận 1" in piece.text
    assert "/quan-1/@@branch" in piece.text


def test_the_tree_shows_a_stranger_only_what_is_public(city):
    news(city, "Bản nháp kín")
    news(city, "Đã đăng", published=True)
    city.change(lambda portal: pages.change_state(portal, school(portal)["gioi-thieu"], "hide", by="", at=NOW))
    hidden, folder = city.look(lambda portal: (school(portal)["gioi-thieu"].uuid, school(portal)["tin-tuc"].uuid))
    for browser in (city.visitor(), city.as_("quantri.hai"), city.as_("giaovien")):
        assert "Giới thiệu" not in browser.get(SCHOOL + "@@tree").html.find(class_="ep-tree").text
        piece = browser.get(f"{SCHOOL}@@branch?of={folder}").text
        assert "Đã đăng" in piece
        assert "Bản nháp kín" not in piece
        browser.get(f"{SCHOOL}@@branch?of={hidden}", status=404)
    browser.get(f"{OTHER}@@branch?of={folder}", status=404)
