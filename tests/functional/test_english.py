"""The English pages under /en/: everything in English that is there in English, the rest in Vietnamese and marked."""

import pytest

from eduportal.operations import pages, units
from tests import factories
from tests.functional.site_setup import CANONICAL, DOMAIN, SCHOOL, at_host, city_of_sites, news, one

__all__ = ["city_of_sites"]
NOW = factories.NOW
EN = "/en" + SCHOOL


def both(portal):
    """Publish a news item with an English text and one without; return their names."""
    return (news(portal, "Khai giảng", title_en="Opening of the school year", summary_en="Short",
                 body_en="<p>Hello</p>", tags=("lễ", "năm học")).__name__, news(portal, "Chỉ tiếng Việt").__name__)


def alternates(page):
    return {each["hreflang"]: each["href"] for each in page.html.select("link[rel=alternate][hreflang]")}


def meta(page, name):
    found = page.html.select_one(f"meta[name='{name}'], meta[property='{name}']")
    return found["content"] if found is not None else None


def test_a_page_with_an_english_text_is_english_from_head_to_foot(city):
    translated, _other = city.change(both)
    page = city.visitor().get(f"{EN}tin-tuc/{translated}/")
    assert page.html.html["lang"] == "en"
    assert page.html.h1.text == "Opening of the school year"
    assert page.html.h1.get("lang") is None
    assert "<p>Hello</p>" in page.text
    assert "21 November 2026" in page.text
    assert "Saturday, 21 November 2026" in page.text
    assert "Skip to the main content" in page.text
    links = [each["href"] for each in page.html.select("a[href^='/']")]
    assert f"{EN}tin-tuc/" in links
    assert f"{SCHOOL}tin-tuc/{translated}/" in links
    assert [each for each in links if not each.startswith("/en/")] == [f"{SCHOOL}tin-tuc/{translated}/"]
    assert not any(each["href"].startswith("/en/++skin++") for each in page.html.select("link[href]"))


def test_a_page_without_one_is_shown_in_vietnamese_with_a_note_and_its_own_address(city):
    _translated, other = city.change(both)
    page = city.visitor().get(f"{EN}tin-tuc/{other}/")
    assert page.html.h1["lang"] == "vi"
    assert page.html.select_one(".ep-prose")["lang"] == "vi"
    assert "There is no English text of this page yet." in page.text
    assert page.html.select_one("link[rel=canonical]")["href"] == f"http://localhost:6543{SCHOOL}tin-tuc/{other}/"
    assert alternates(page) == {}


def test_both_languages_name_each_other(city):
    translated, _other = city.change(both)
    pair = {"vi": f"http://localhost:6543{SCHOOL}tin-tuc/{translated}/",
            "en": f"http://localhost:6543{EN}tin-tuc/{translated}/"}
    visitor = city.visitor()
    for prefix, language in (("", "vi"), ("/en", "en")):
        page = visitor.get(f"{prefix}{SCHOOL}tin-tuc/{translated}/")
        assert alternates(page) == pair
        assert page.html.select_one("link[rel=canonical]")["href"] == pair[language]
    assert visitor.get(f"{SCHOOL}tin-tuc/").html.select_one("a[hreflang=en]")["href"] == f"{EN}tin-tuc/"
    assert visitor.get(f"{EN}tin-tuc/?page=2").html.select_one("a[hreflang=vi]")["href"] == f"{SCHOOL}tin-tuc/?page=2"


def test_lists_menu_crumbs_and_unit_have_their_english_names(city):
    def name(portal):
        both(portal)
        unit, folder = one(portal), one(portal)["tin-tuc"]
        units.edit_unit(portal, unit, {**unit.fields, "name_en": "School One", "short_name_en": "One"},
                        seen=unit.revision, by="", at=NOW)
        pages.edit_page(portal, folder, {**folder.fields, "title_en": "News and events", "menu": True},
                        seen=folder.revision, by="", at=NOW)

    city.change(name)
    page = city.visitor().get(f"{EN}tin-tuc/")
    assert page.html.select_one(".ep-unit").text == "School One"
    assert page.html.h1.text == "News and events"
    assert "News and events" in [each.text for each in page.html.select(".ep-menu a")]
    lines = {each.text: each.get("lang") for each in page.html.select(".ep-cards h2 a")}
    assert lines == {"Opening of the school year": None, "Chỉ tiếng Việt": "vi"}
    assert page.html.select_one(".ep-cards .ep-muted span").text == "News"
    home = city.visitor().get(EN)
    assert "Opening of the school year" in home.text
    assert [each.text for each in home.html.select(".ep-crumbs a")][-1] == "School One"
    assert "News and events" not in city.visitor().get(SCHOOL).text


def test_the_english_text_is_part_of_the_version_that_is_approved(city):
    translated, _other = city.change(both)

    def edit(portal):
        node = one(portal)["tin-tuc"][translated]
        fields = {**node.fields, "title_en": "Not yet approved"}
        pages.edit_page(portal, node, fields, seen=node.revision, by="", at=NOW)

    city.change(edit)
    assert "Not yet approved" not in city.visitor().get(f"{EN}tin-tuc/{translated}/").text
    assert "Not yet approved" not in city.visitor().get(f"{EN}tin-tuc/").text

    def approve(portal):
        for step in ("submit", "approve"):
            pages.change_state(portal, one(portal)["tin-tuc"][translated], step, by="", at=NOW)

    city.change(approve)
    assert "Not yet approved" in city.visitor().get(f"{EN}tin-tuc/").text


def test_the_cache_keeps_the_languages_apart(city):
    city.change(both)
    visitor = city.visitor()
    for _again in range(2):
        assert visitor.get(SCHOOL).html.html["lang"] == "vi"
        assert visitor.get(EN).html.html["lang"] == "en"
    assert visitor.get(SCHOOL + "?_LOCALE_=en").html.html["lang"] == "vi"
    assert visitor.get(SCHOOL, headers={"Cookie": "_LOCALE_=en", "Accept-Language": "en"}).html.html["lang"] == "vi"


@pytest.mark.parametrize("path", ["/en", "/en/", "/en/quan-1/", "/en/@@search?q=truong", "/en/@@login",
                                  "/en/@@coverage",
                                  f"{EN}@@sitemap", f"{EN}@@feed", f"{EN}@@display", f"{EN}@@calendar.ics"])
def test_every_public_page_stands_under_the_prefix(city, path):
    answer = city.visitor().get(path)
    if answer.content_type == "text/html":
        assert answer.html.html["lang"] == "en"


def test_the_prefix_is_no_page_and_leads_nowhere_else(city):
    visitor = city.visitor()
    for path in ("/en/en/", "/EN/", "/en/khong-co/", "/enable/", f"{SCHOOL}en/", "/en//evil.example/"):
        answer = visitor.get(path, status=404)
        assert "evil.example" not in answer.headers.get("Location", "")
    assert visitor.get("/en/khong-co/", status=404).html.html["lang"] == "en"


def test_on_the_domain_of_a_unit_the_prefix_comes_first_too(city_of_sites):
    translated, _other = city_of_sites.change(both)
    school = at_host(city_of_sites, DOMAIN)
    page = school.get(f"/en/tin-tuc/{translated}/")
    assert page.html.select_one("link[rel=canonical]")["href"] == f"http://{DOMAIN}/en/tin-tuc/{translated}/"
    assert f"http://{CANONICAL}/en/@@login" in [each["href"] for each in page.html.select("a[href]")]
    assert school.get("/en/@@edit", status=302).location == f"http://{CANONICAL}/en/quan-1/thcs-mot/@@edit"


def test_the_head_of_a_page_has_its_metadata(city):
    translated, _other = city.change(both)
    page = city.visitor().get(f"{SCHOOL}tin-tuc/{translated}/")
    address = f"http://localhost:6543{SCHOOL}tin-tuc/{translated}/"
    wanted = {"DCTERMS.title": "Khai giảng", "DCTERMS.creator": "Trường THCS MOT", "DCTERMS.date": "2026-11-21",
              "DCTERMS.description": "Tóm tắt", "DCTERMS.publisher": "Trường THCS MOT", "DCTERMS.identifier": address,
              "DCTERMS.language": "vi", "DCTERMS.subject": "lễ; năm học", "og:title": "Khai giảng", "og:url": address,
              "og:type": "article", "og:locale": "vi_VN", "og:description": "Tóm tắt"}
    assert {name: meta(page, name) for name in wanted} == wanted
    home = city.visitor().get(SCHOOL)
    for name in ("title", "creator", "date", "description", "publisher", "identifier"):
        assert meta(home, f"DCTERMS.{name}"), name
    assert meta(city.visitor().get(f"{SCHOOL}@@search?q=a"), "DCTERMS.title") is None
    assert meta(city.as_("quantri").get(f"{SCHOOL}@@contents"), "og:url") is None


def test_an_editor_writes_the_english_text_in_a_folded_group(city):
    browser = city.as_("bientap")
    form = browser.get(f"{SCHOOL}tin-tuc/@@add?type=news_item")
    group = form.html.select_one("details.ep-english")
    assert [each["name"] for each in group.select("[name]")] == ["title_en", "summary_en", "body_en"]
    form = form.forms["edit"]
    form["title"], form["body"], form["title_en"] = "Lễ", "<p>x</p>", "A ceremony"
    form["body_en"] = "<p>Good</p><script>alert(1)</script>"
    form.submit("save", status=303)
    fields = city.look(lambda portal: one(portal)["tin-tuc"]["le"].fields)
    assert fields["title_en"] == "A ceremony"
    assert "script" not in fields["body_en"]
    form = browser.get(f"{SCHOOL}tin-tuc/le/@@edit").forms["edit"]
    form["title_en"] = "x" * 300
    again = form.submit("save", status=422)
    assert again.html.select_one("details.ep-english").has_attr("open")


def test_no_page_and_no_unit_stands_where_the_prefix_is(city):
    def work(portal):
        school = one(portal)
        first = pages.add_page(portal, school, "folder", {"title": "EN"}, by="", at=NOW).__name__
        inner = pages.add_page(portal, school["tin-tuc"], "folder", {"title": "en"}, by="", at=NOW).__name__
        return first, inner

    assert city.change(work) == ("en-2", "en")
