"""Settings of a block that do not fit, sections of others, too many blocks, and what the page cache keeps."""

import pytest

from eduportal.operations import pages
from tests import factories
from tests.functional.blocks_setup import NOW, SCHOOL, STANDARD, add, apply, blocks_form, headings, news, one, post


@pytest.mark.parametrize(("kind", "values", "field"), [
    ("notice", {"title": ""}, "title"), ("notice", {"title": "x" * 121}, "title"),
    ("notice", {"title": "a", "links": "Xấu | javascript:alert(1)"}, "links"),
    ("notice", {"title": "a", "links": "\n".join(f"a{n} | https://a.example/" for n in range(13))}, "links"),
    ("contact", {"map": "javascript:alert(1)"}, "map"), ("contact", {"map": "/quan-1/"}, "map"),
    ("files", {"count": "0"}, "count"), ("files", {"count": "21"}, "count"), ("files", {"count": "abc"}, "count"),
    ("links", {"links": ""}, "links"), ("links", {"links": "không có gạch"}, "links"),
    ("text", {"title": "a", "body": "<script>alert(1)</script>"}, "body")])
def test_settings_that_do_not_fit_are_refused_with_what_was_typed(city, kind, values, field):
    browser = city.as_("quantri")
    form = post(browser, "add", kind=kind).follow().forms["edit"]
    before = city.look(lambda portal: one(portal).next_appearance.blocks)
    for name, value in values.items():
        form[name] = value
    answer = form.submit("save", status=422)
    assert answer.html.select_one(f"[name={field}]")["aria-invalid"] == "true"
    assert city.look(lambda portal: one(portal).next_appearance.blocks) == before


def test_a_section_of_another_unit_is_refused(city):
    foreign = city.look(lambda portal: portal.root["quan-1"]["thcs-hai"]["tin-tuc"].uuid)
    browser = city.as_("quantri")
    form = post(browser, "add", kind="latest").follow().forms["edit"]
    form["section"].force_value(foreign)
    form.submit("save", status=422)


def test_the_newest_of_one_section_only(city):
    def fill(portal):
        news(portal, "Trong tin tức")
        factories.page(portal, one(portal)["tuyen-sinh"], "Trong tuyển sinh", type_name="news_item", published=True)
        return one(portal)["tuyen-sinh"].uuid

    section, browser = city.change(fill), city.as_("quantri")
    for block in STANDARD:
        post(browser, "remove", block=block)
    form = post(browser, "add", kind="latest").follow().forms["edit"]
    form["section"] = section
    form["block_width"] = "full"
    form.submit("save", status=303)
    apply(browser)
    page = city.visitor().get(SCHOOL)
    assert [each.text for each in page.html.select(".ep-list li a")] == ["Trong tuyển sinh"]
    assert headings(page) == ["Tuyển sinh"]
    assert page.html.select_one(".ep-list")["class"] == ["ep-list", "ep-w-full"]

    def hide(portal):
        pages.change_state(portal, one(portal)["tuyen-sinh"], "hide", by="", at=NOW)

    city.change(hide)
    assert headings(city.visitor().get(SCHOOL)) == []


@pytest.mark.parametrize("fields", [
    {}, {"action": "nothing"}, {"action": "add"}, {"action": "add", "kind": "__init__"}, {"action": "up", "block": "x"},
    {"action": "remove", "block": "../lead"}, {"action": "add", "kind": "notice", "seen": "7"}])
def test_a_broken_request_changes_nothing(city, fields):
    browser = city.as_("quantri")
    token = blocks_form(browser)["csrf_token"].value
    browser.post(SCHOOL + "@@home-blocks", {"csrf_token": token, "seen": "0", **fields}, status=422)
    assert city.look(lambda portal: one(portal).next_appearance) is None
    browser.get(SCHOOL + "@@home-block?id=nothing", status=404)
    browser.get(SCHOOL + "@@home-block", status=404)


def test_a_page_holds_at_most_so_many_blocks(city):
    browser = city.as_("quantri")
    for _number in range(24 - len(STANDARD)):
        post(browser, "add", kind="contact")
    post(browser, "add", status=422, kind="contact")


def test_a_home_of_chosen_blocks_is_kept_for_visitors_until_something_on_it_changes(city):
    browser, visitor = city.as_("quantri"), city.visitor()
    add(browser, "text", title="Lời ngỏ", body="<p>Chào</p>")
    apply(browser)
    cache = city.registry["eduportal.page_cache"].pages
    first, kept = visitor.get(SCHOOL), len(cache)
    assert visitor.get(SCHOOL).body == first.body
    assert len(cache) == kept
    visitor.get(SCHOOL, headers={"If-None-Match": f'"{first.etag}"'}, status=304)
    city.change(lambda portal: news(portal, "Tin vừa đăng"))
    assert "Tin vừa đăng" in visitor.get(SCHOOL).text


def test_a_page_that_the_home_refers_to_knows_it(city):
    name = city.change(lambda portal: factories.page(
        portal, one(portal)["gioi-thieu"], "Lịch sử", published=True).__name__)
    browser = city.as_("quantri")
    add(browser, "links", links=f"Lịch sử trường | {SCHOOL}gioi-thieu/{name}/")
    apply(browser)
    assert city.look(lambda portal: one(portal).index.links.referring(one(portal)["gioi-thieu"][name].uuid)) == [
        city.look(lambda portal: one(portal).uuid)]
    assert [each["href"] for each in city.visitor().get(SCHOOL).html.select(".ep-links a")] == [
        f"{SCHOOL}gioi-thieu/{name}/"]
