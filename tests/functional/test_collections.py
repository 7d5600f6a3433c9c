"""Collections: a saved query as page, block and feed; nobody sees more through one than without it."""

from datetime import date, timedelta

import pytest

from eduportal.operations import pages, units
from tests import factories
from tests.functional.conftest import form_with
from tests.functional.site_setup import SCHOOL, news, one
from tests.functional.test_home_blocks import add, apply

NOW = factories.NOW
DAY = date(2026, 11, 21)


def collection(portal, title, folder=None, **query):
    place = folder if folder is not None else one(portal)["gioi-thieu"]
    node = pages.add_page(portal, place, "collection", {"title": title, **query}, by="", at=NOW)
    for step in ("submit", "approve"):
        pages.change_state(portal, node, step, by="", at=NOW)
    return node


def titles(page):
    return [each.text.strip() for each in page.html.select(".ep-cards h2")]


@pytest.fixture
def listed(city):
    """Return a function that makes a collection and returns the titles that a visitor sees in it."""
    def make(**query):
        name = city.change(lambda portal: collection(portal, "T", **query).__name__)
        return titles(city.visitor().get(f"{SCHOOL}gioi-thieu/{name}/"))

    return make


def fill(portal):
    later = [NOW + timedelta(minutes=number) for number in range(5)]
    for number, at in enumerate(later):
        values = {"title": f"Tin {number}", "body": "<p>x</p>", "tags": ("thi đua",) if number % 2 else ()}
        node = pages.add_page(portal, one(portal)["tin-tuc"], "news_item", values, by="", at=at)
        for step in ("submit", "approve"):
            pages.change_state(portal, node, step, by="", at=at)
    factories.page(portal, one(portal)["gioi-thieu"], "Trang Á", published=True)
    news(portal, "Nháp", show_from=DAY + timedelta(days=1))
    news(portal, "Đã qua", show_until=DAY - timedelta(days=1))
    factories.page(portal, one(portal)["tin-tuc"], "Bản nháp", type_name="news_item")


def test_types_order_count_section_tags_and_words(city, listed):
    city.change(fill)
    assert listed(types=("news_item",)) == ["Tin 4", "Tin 3", "Tin 2", "Tin 1", "Tin 0"]
    assert listed(types=("news_item",), sorted_by="oldest", count=2) == ["Tin 0", "Tin 1"]
    assert listed(types=("page",), section="") == ["Trang Á"]
    assert listed(sorted_by="title", count=200)[:5] == ["Tin 0", "Tin 1", "Tin 2", "Tin 3", "Tin 4"]
    assert listed(with_tags=("THI ĐUA",)) == ["Tin 3", "Tin 1"]
    assert listed(words="tin 3") == ["Tin 3"]
    assert listed(words='" OR tin*') == []
    section = city.look(lambda portal: one(portal)["gioi-thieu"].uuid)
    assert listed(section=section) == ["Trang Á"]
    assert listed(section="0" * 32) == []


def test_it_never_shows_what_the_visitor_may_not_see(city):
    def make(portal):
        fill(portal)
        hidden = pages.add_page(portal, one(portal)["tin-tuc"], "folder", {"title": "Ẩn"}, by="", at=NOW, name="an")
        factories.page(portal, hidden, "Trong kho", type_name="news_item", published=True)
        pages.change_state(portal, hidden, "hide", by="", at=NOW)
        return collection(portal, "Mọi tin", count=200).__name__

    name = city.change(make)
    city.jobs()
    for browser in (city.visitor(), city.as_("quantri")):
        page = browser.get(f"{SCHOOL}gioi-thieu/{name}/")
        assert not {"Nháp", "Đã qua", "Bản nháp", "Trong kho"} & set(titles(page))
        assert "Tin 4" in titles(page)


def test_over_all_units_below_and_when_one_of_them_is_suspended(city):
    def make(portal):
        for school in ("thcs-mot", "thcs-hai"):
            factories.page(portal, portal.root["quan-1"][school]["tin-tuc"], f"Tin {school}", type_name="news_item",
                           published=True, tags=("x",))
        factories.page(portal, portal.root["quan-1"]["thcs-hai"]["tin-tuc"], "Chưa đến ngày", type_name="news_item",
                       published=True, show_from=DAY + timedelta(days=2))
        factories.page(portal, portal.root["thpt-mot"]["tin-tuc"], "Tin THPT", type_name="news_item", published=True)
        place = portal.root["quan-1"]["gioi-thieu"]
        return [collection(portal, title, folder=place, scope="below", **query).__name__
                for title, query in (("Tất cả", {}), ("Thẻ", {"with_tags": ("X",)}), ("Lời", {"words": "thcs hai"}))]

    everything, tagged, worded = city.change(make)
    visitor = city.visitor()
    page = visitor.get(f"/quan-1/gioi-thieu/{everything}/")
    assert set(titles(page)) == {"Tin thcs-mot", "Tin thcs-hai"}
    assert "Trường THCS HAI" in page.text
    assert set(titles(visitor.get(f"/quan-1/gioi-thieu/{tagged}/"))) == {"Tin thcs-mot", "Tin thcs-hai"}
    assert titles(visitor.get(f"/quan-1/gioi-thieu/{worded}/")) == ["Tin thcs-hai"]
    city.change(lambda portal: units.suspend_unit(portal, portal.root["quan-1"]["thcs-hai"], reason="x", by="", at=NOW))
    assert titles(visitor.get(f"/quan-1/gioi-thieu/{everything}/")) == ["Tin thcs-mot"]
    city.change(lambda portal: pages.change_state(
        portal, one(portal)["tin-tuc"]["tin-thcs-mot"], "withdraw", by="", at=NOW, reason="x"))
    assert titles(visitor.get(f"/quan-1/gioi-thieu/{everything}/")) == []


def test_long_ones_come_in_batches(city):
    def make(portal):
        for number in range(25):
            news(portal, f"Tin số {number}")
        return collection(portal, "Dài", count=200).__name__

    name = city.change(make)
    visitor = city.visitor()
    first = visitor.get(f"{SCHOOL}gioi-thieu/{name}/")
    second = first.click(href="page=2")
    assert (len(titles(first)), len(titles(second))) == (20, 5)
    assert second.html.select_one("link[rel=canonical]")["href"].endswith(f"{name}/?page=2")


def test_an_editor_makes_one_with_the_form(city):
    browser = city.as_("bientap")
    form = browser.get(f"{SCHOOL}gioi-thieu/@@add?type=collection").forms["edit"]
    form["title"], form["words"] = "Tuyển sinh", "tuyển sinh"
    for box in form.fields["checkbox"]:
        if box._value in ("news_item", "document"):
            box.checked = True
    form["section"] = city.look(lambda portal: one(portal)["tin-tuc"].uuid)
    form.submit("save", status=303)
    fields = city.look(lambda portal: one(portal)["gioi-thieu"]["tuyen-sinh"].fields)
    assert fields["types"] == ("news_item", "document")
    assert fields["scope"] == "unit"
    edit = browser.get(f"{SCHOOL}gioi-thieu/tuyen-sinh/@@edit").forms["edit"]
    assert [box.checked for box in edit.fields["checkbox"]] == [True, False, False, True, False, False, False]


@pytest.mark.parametrize("wrong", [{"checkbox": "nothing"}, {"section": "x"}, {"section": "0" * 32}, {"count": "0"},
                                   {"count": "9" * 30}, {"count": "x"}, {"sorted_by": "x"}, {"scope": "all"}])
def test_what_does_not_fit_is_refused(city, wrong):
    browser = city.as_("bientap")
    form = browser.get(f"{SCHOOL}gioi-thieu/@@add?type=collection").forms["edit"]
    fields = [(name, wrong.get(name, value)) for name, value in form.submit_fields("save")]
    if "checkbox" in wrong:
        place = fields.index(("__start__", "types:sequence")) + 1
        fields.insert(place, ("checkbox", wrong["checkbox"]))
    fields = [(name, "Tên" if name == "title" else value) for name, value in fields]
    answer = browser.post(f"{SCHOOL}gioi-thieu/@@add?type=collection", fields, status=422)
    assert "Tên" in form_with(answer, "title")["title"].value
    assert city.look(lambda portal: "ten" not in one(portal)["gioi-thieu"])


def test_a_block_of_the_home_shows_the_first_of_it(city):
    city.change(fill)
    uuid, name = city.change(lambda portal: (lambda node: (node.uuid, node.__name__))(
        collection(portal, "Thi đua", with_tags=("thi đua",))))
    browser = city.as_("quantri")
    add(browser, "collection", collection=uuid, count="1")
    apply(browser)
    home = city.visitor().get(SCHOOL)
    block = next(each for each in home.html.select(".ep-list") if each.h2.text == "Thi đua")
    assert [each.text for each in block.select("li a")] == ["Tin 3"]
    assert block.select("a")[-1]["href"] == f"{SCHOOL}gioi-thieu/{name}/"
    city.change(lambda portal: pages.change_state(
        portal, one(portal)["gioi-thieu"][name], "withdraw", by="", at=NOW, reason="x"))
    assert "Thi đua" not in [each.h2.text for each in city.visitor().get(SCHOOL).html.select(".ep-list")]
