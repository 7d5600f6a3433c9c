"""The way to the user guide: every screen of staff has its page, and the guide is for who is signed in."""

import re

import pytest
from pyramid.security import NO_PERMISSION_REQUIRED

from eduportal.views import guide
from eduportal.views.help_pages import HELP, HELP_OF_CONTEXTS

SCHOOL = "/quan-1/thcs-mot/"


def pages_of(city, wanted=("GET",)):
    """Return {(name, context, permission)} of every view of ours that answers one of these methods with a page."""
    found = set()
    for item in city.registry.introspector.get_category("views", ()):
        view, related = item["introspectable"], {each.category_name: each for each in item["related"]}
        methods = view["request_methods"] or ("GET",)
        module = getattr(view["callable"], "__module__", "") or ""
        if "templates" not in related or not related["templates"]["name"].endswith(".html"):
            continue
        if view.get("exception_only") or not module.startswith("eduportal.") or not {*wanted} & {*_several(methods)}:
            continue
        permission = related["permissions"]["value"] if "permissions" in related else None
        found.add((view["name"], getattr(view["context"], "__name__", ""), permission))
    return found


def _several(methods):
    return (methods,) if isinstance(methods, str) else methods


def test_every_screen_of_staff_has_an_entry(city):
    screens = {(name, context) for name, context, permission in pages_of(city)
               if permission not in ("page:view", "unit:view", NO_PERMISSION_REQUIRED)}
    assert len(screens) > 40
    without = {f"@@{name} of {context}" for name, context in screens
               if name not in HELP and not (name in ("", "history") and context in HELP_OF_CONTEXTS)}
    assert without == set(), "add a line to views/help_pages.py and the words to docs/user"


def test_every_entry_is_a_screen(city):
    names = {name for name, _context, _permission in pages_of(city, ("GET", "POST"))}
    assert set(HELP) - names == set()
    contexts = {context for name, context, _permission in pages_of(city) if not name}
    assert set(HELP_OF_CONTEXTS) <= contexts


@pytest.mark.parametrize(("url", "wanted"), [
    (SCHOOL + "tin-tuc/@@contents", "?page=noi-dung"),
    (SCHOOL + "@@control-panel", ""),
    (SCHOOL + "@@sharing", "?page=phan-quyen"),
    (SCHOOL + "@@people-add", "?page=nguoi-dung#them-mot-nguoi"),
    (SCHOOL, ""),
])
def test_a_screen_links_to_its_page(city, url, wanted):
    link = city.as_("quantri").get(url).html.find("a", rel="help")
    assert link["href"].endswith(SCHOOL + "@@help" + wanted)
    assert link.get_text(strip=True) == "Trợ giúp"


def test_a_mark_book_leads_to_the_page_on_marks(city):
    book = city.as_("giaovien").get(SCHOOL + "nam-hoc-2026-2027/6a1/toan-hk1/")
    assert book.html.find("a", rel="help")["href"].endswith("@@help?page=so-diem")


def test_visitors_are_not_led_to_the_guide_and_cannot_open_it(city):
    visitor = city.visitor()
    assert visitor.get(SCHOOL).html.find("a", rel="help") is None
    assert visitor.get(SCHOOL + "@@help", status="*").status_int == 403
    assert visitor.get(SCHOOL + "@@help-picture?name=danh-muc", status="*").status_int == 403


def test_every_page_is_shown_with_its_links_and_pictures(city):
    browser, shown = city.as_("khach"), set()
    for name in guide.pages():
        page = browser.get(f"/@@help?page={name}")
        assert page.html.h1.get_text() == guide.page_of(name).title
        article = page.html.find("article", class_="ep-guide-text")
        shown |= {image["src"] for image in article.find_all("img")}
        for link in article.find_all("a"):
            assert re.fullmatch(r"@@help(\?page=[a-z-]+)?(#[a-z0-9-]+)?", link["href"]), link
            browser.get("/" + link["href"].partition("#")[0])
    assert len(shown) >= 15
    for address in shown:
        picture = browser.get("/" + address)
        assert picture.content_type == "image/png"
        assert picture.body.startswith(b"\x89PNG")


@pytest.mark.parametrize("asked", ["..%2F..%2Fsetup", "%00", "README.md", "__init__", "x" * 5000, ""])
def test_what_is_no_page_of_the_guide_is_not_found(city, asked):
    browser = city.as_("quantri")
    assert browser.get(f"/@@help?page={asked}", status="*").status_int == 404
    assert browser.get(f"/@@help-picture?name={asked}", status="*").status_int == 404
