"""The pages of the default skin: they render, escape, translate, link to what they were given, and obey the CSP."""

import re
from html.parser import HTMLParser

import pytest

from tests.unit.skin_pages import (
    CHART,
    GIVEN,
    LOCALE,
    PAGES,
    PERSON,
    STATIC,
    TEMPLATES,
    TOOLBAR,
    Renderer,
    catalogue,
    page,
)


class Tags(HTMLParser):
    """All start tags of a page as (tag, attributes) in ``found``."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def values(self, attribute, *tags):
        return [each[attribute] for tag, each in self.found if attribute in each and (not tags or tag in tags)]


STAFF = {"person": PERSON, "toolbar": TOOLBAR, "csrf_token": "token-of-the-session"}


@pytest.fixture(scope="module")
def render():
    return Renderer()


@pytest.mark.parametrize("who", [{}, STAFF], ids=["visitor", "staff"])
@pytest.mark.parametrize("name", PAGES)
class TestEveryPage:
    def test_has_one_h1_one_main_and_a_skip_link_to_it(self, render, name, who):
        tags = Tags(render(name, page(**who), **GIVEN[name]))
        assert [tag for tag, _ in tags.found].count("h1") == 1
        assert [each["id"] for tag, each in tags.found if tag == "main"] == ["main"]
        assert ("a", {"class": "ep-skip", "href": "#main"}) in tags.found

    def test_has_no_inline_script_style_or_handler(self, render, name, who):
        tags = Tags(render(name, page(**who), **GIVEN[name]))
        assert all("src" in each for tag, each in tags.found if tag == "script")
        assert not [tag for tag, _ in tags.found if tag == "style"]
        assert not [key for _, each in tags.found for key in each if key == "style" or key.startswith("on")]

    def test_has_no_dead_link_and_no_id_twice(self, render, name, who):
        tags = Tags(render(name, page(**who), **GIVEN[name]))
        targets = tags.values("href", "a")
        assert targets
        assert not [each for each in targets if each in ("", "#", "None", None) or each.startswith("javascript")]
        ids = tags.values("id")
        assert sorted(ids) == sorted(set(ids))
        inside = [each[1:] for each in targets if each.startswith("#")]
        assert set(inside) <= set(ids)

    def test_every_field_has_a_label(self, render, name, who):
        tags = Tags(render(name, page(**who), **GIVEN[name]))
        labelled = set(tags.values("for", "label"))
        fields = [each for tag, each in tags.found
                  if tag in ("input", "textarea", "select") and each.get("type") != "hidden"]
        assert fields
        assert not [each for each in fields if each.get("id") not in labelled]

    def test_every_text_is_in_vietnamese(self, render, name, who):
        words = {}
        for path in sorted(LOCALE.glob("*.po")):
            words |= catalogue(path)
        asking = Renderer()
        asking(name, page(**who), **GIVEN[name])
        assert asking.asked
        assert asking.asked - words.keys() == set()


@pytest.mark.parametrize("name", PAGES)
def test_what_people_wrote_is_escaped(render, name):
    bad = "<script>alert(1)</script>\""
    given = {key: bad if isinstance(value, str) and key not in ("body", "came_from") else value
             for key, value in GIVEN[name].items()}
    html = render(name, page(title=bad, unit_name=bad, query=bad, managing_body=bad, person={**PERSON, "name": bad},
                             flashes=[{"kind": "info", "text": bad}]), **given)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_a_post_without_a_token_is_not_offered(render):
    html = render("item", page(**STAFF), **GIVEN["item"])
    forms = re.findall(r'<form[^>]*method="post".*?</form>', html, re.S)
    assert len(forms) == 3  # sign out, two transitions
    assert all('name="csrf_token" value="token-of-the-session"' in form for form in forms)


def test_a_visitor_gets_no_token_no_toolbar_and_no_script_for_staff(render):
    html = render("item", page(), **GIVEN["item"])
    assert "csrf" not in html
    assert "ep-toolbar" not in html
    assert Tags(html).values("src", "script") == ["/static/js/site.js"]


def test_the_editor_is_loaded_only_when_the_page_says_so(render):
    plain = render("item", page(**STAFF), **GIVEN["item"])
    rich = render("item", page(richtext=True, **STAFF), **GIVEN["item"])
    assert "hugerte" not in plain
    assert "hugerte.min.js" in rich


def test_only_the_transition_that_needs_a_reason_asks_for_one(render):
    html = render("item", page(**STAFF), **GIVEN["item"])
    reasons = [each for tag, each in Tags(html).found if each.get("name") == "reason"]
    assert [(each["id"], each["required"]) for each in reasons] == [("reason-reject", "required")]


def test_a_snippet_is_escaped_once_and_marks_the_words(render):
    html = render("search", page(), **GIVEN["search"])
    assert "trao &lt;20&gt; suất <mark>học bổng</mark>" in html


def test_a_unit_without_a_portal_says_so_and_shows_nothing_else(render):
    html = render("home", page(), **{**GIVEN["home"], "closed": True, "blocks": []})
    assert "This unit has not opened its portal yet" in html
    assert "Nothing has been published here yet." not in html
    assert "Tin đầu" not in html


def test_an_empty_home_says_that_nothing_was_published(render):
    empty = {"blocks": [], "closed": False, "preview": None}
    assert "Nothing has been published here yet." in render("home", page(), **empty)


def test_every_shipped_kind_of_block_has_a_template_and_is_drawn_here(declared):
    assert {path.stem for path in (TEMPLATES / "blocks").glob("*.pt")} == set(declared.blocks)
    assert {each["kind"] for each in GIVEN["home"]["blocks"]} == set(declared.blocks)


def test_the_bars_of_a_chart_share_the_longest_and_stand_beside_their_numbers(render):
    html = render("home", page(), **GIVEN["home"])
    bars = [(each["x"], each["width"]) for tag, each in Tags(html).found if tag == "rect" and "y" in each]
    assert bars == [("0.0%", "37.5%"), ("37.5%", "62.5%"), ("0.0%", "12.5%"), ("12.5%", "12.5%")]
    table = html[html.index("<tbody>"):html.index("</tbody>")]
    assert re.findall(r"<td>(\d+)</td>", table) == [text for row in CHART["rows"] for text in row["texts"]]


def test_login_sends_on_what_was_kept_and_never_a_password(render):
    tags = Tags(render("login", page(csrf_token="t"), **GIVEN["login"]))
    hidden = {each["name"]: each["value"] for tag, each in tags.found if each.get("type") == "hidden"}
    assert hidden == {"csrf_token": "t", "came_from": "/x/", "mark.a.b": "7,5"}
    assert [each.get("value") for _, each in tags.found if each.get("name") == "password"] == [None]


def test_the_current_place_is_told_to_a_screen_reader(render):
    tags = Tags(render("item", page(), **GIVEN["item"]))
    assert tags.values("aria-current", "a").count("page") == 3  # both menus and the breadcrumb


def test_a_nearer_skin_replaces_the_layout_of_a_default_page(tmp_path):
    (tmp_path / "layout.pt").write_text(
        '<body xmlns:metal="http://xml.zope.org/namespaces/metal">Own <metal:main define-slot="main"/></body>')
    html = Renderer(tmp_path)("error", page(), **GIVEN["error"])
    assert html.startswith("<body")
    assert "Không tìm thấy" in html


def test_every_icon_that_a_template_or_a_content_type_names_is_in_the_sprite(declared):
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))
    texts = [path.read_text() for path in TEMPLATES.rglob("*.pt")]
    named = {icon for text in texts for icon in re.findall(r"icons\}#([a-z0-9-]+)\"", text)}
    named |= {each.icon for each in declared.types.values()}
    assert len(named) > 20
    assert named - sprite == set()


def test_every_static_file_that_a_template_names_is_there():
    texts = [path.read_text() for path in TEMPLATES.rglob("*.pt")]
    named = {each for text in texts for each in re.findall(r"page\.static\('([^']+)'\)", text)}
    assert len(named) > 10
    assert {each for each in named if not (STATIC / each).is_file()} == set()


def test_the_grid_of_marks_posts_what_was_seen_and_keeps_locked_cells_as_text(tmp_path):
    (tmp_path / "grid.pt").write_text(
        "<div tal:define='g load: marks_grid.pt; icons string:/i.svg'><metal:g use-macro='g.macros[\"grid\"]'/></div>")
    cells = [{"column": "tx1", "label": "TX1", "kind": "mark", "value": "8", "seen": "8", "locked": True,
              "note": "", "theirs": None},
             {"column": "gk", "label": "Giữa kỳ", "kind": "mark", "value": "7,5", "seen": "7,5",
              "locked": False, "note": "", "theirs": None}]
    grid = {"label": "Toán", "action": "/s", "save_url": "/s", "sign_in_url": "/@@login", "batch": "b1",
            "can_save": True, "result_title": "ĐTB",
            "rows": [{"student": "u1", "number": 1, "name": "An", "average": "7,8", "note": "", "notes": [],
                                        "cells": cells}],
            "columns": [{"id": "tx1", "title": "TX1", "kind": "mark", "locked": True, "icon": "lock",
                         "state_text": "Đã khoá"},
                        {"id": "gk", "title": "Giữa kỳ", "kind": "mark", "locked": False, "icon": "pencil",
                         "state_text": "Đang mở"}]}
    html = Renderer(tmp_path)("grid", page(csrf_token="t"), grid=grid)
    fields = {each["name"]: each["value"] for tag, each in Tags(html).found if tag == "input"}
    assert fields == {"csrf_token": "t", "batch": "b1", "mark.u1.gk": "7,5", "seen.u1.gk": "7,5"}
    assert '<td class="marks-fixed">8</td>' in html
    assert "Đã khoá" in html


def test_the_script_of_the_grid_finds_every_word_it_says():
    said = set(re.findall(r'(?:say|button)\("(\w+)"', (STATIC / "js/marks.js").read_text())) | {"badMark", "badComment"}
    given = set(re.findall(r'data-word="(\w+)"', (TEMPLATES / "marks_grid.pt").read_text()))
    assert said == given
