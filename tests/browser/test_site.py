"""The public side of a unit as its visitors meet it: English pages, a collection, large letters, high contrast."""

import re

import transaction
from playwright.sync_api import expect

from eduportal.content.portal import portal_of
from eduportal.operations import pages, units
from tests import factories

SCHOOL = "/quan-1/thcs-mot/"
NOW = factories.NOW


def translated(registry):
    """Give the school an English name, a news item an English text, and a collection; once for the module."""
    manager = transaction.TransactionManager()
    connection = registry._zodb_databases[""].open(manager)
    portal = portal_of(connection.root(), registry["eduportal.definitions"])
    school = portal.root["quan-1"]["thcs-mot"]
    if "moi-nhat" not in school["gioi-thieu"]:
        fields = {**school.fields, "name_en": "Lower Secondary School One", "short_name_en": "School One"}
        units.edit_unit(portal, school, fields, seen=school.revision, by="", at=NOW)
        factories.page(portal, school["tin-tuc"], "Tham quan bảo tàng", type_name="news_item", published=True,
                       title_en="A visit to the museum", summary_en="Grade 6 went to the museum.",
                       body_en="<h2>The day</h2><p>We saw a lot.</p>")
        node = pages.add_page(portal, school["gioi-thieu"], "collection", {"title": "Mới nhất", "title_en": "Latest"},
                              by="", at=NOW, name="moi-nhat")
        for step in ("submit", "approve"):
            pages.change_state(portal, node, step, by="", at=NOW)
        manager.commit()
    manager.abort()
    connection.close()
    assert registry["eduportal.feeder"].wait()


def test_a_foreigner_reads_the_english_pages_and_goes_over_to_vietnamese(
        open_browser, accessible, viewport, portal_registry):
    translated(portal_registry)
    page = open_browser(viewport)
    page.goto(f"/en{SCHOOL}")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".ep-masthead")).to_contain_text("LOWER SECONDARY SCHOOL ONE", ignore_case=True)
    accessible(page)
    page.get_by_role("link", name="A visit to the museum").first.click()
    expect(page.locator("h1")).to_have_text("A visit to the museum")
    accessible(page)
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page.locator("h1")).to_have_text("Tham quan bảo tàng")
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("A visit to the museum")


def test_a_collection_and_the_map_of_the_site(open_browser, accessible, viewport, portal_registry):
    translated(portal_registry)
    page = open_browser(viewport)
    page.goto(f"{SCHOOL}@@sitemap")
    accessible(page)
    page.get_by_role("link", name="Mới nhất").click()
    expect(page.locator(".ep-cards h2")).to_have_count(4)
    accessible(page)


def test_large_letters_and_high_contrast_without_scripts(open_browser, accessible, viewport, portal_registry):
    page = open_browser(viewport, java_script_enabled=False)
    page.goto(SCHOOL)
    assert page.context.cookies() == []
    page.locator("a.ep-display").click()
    page.get_by_role("button", name="Chữ rất to").click()
    expect(page).to_have_url(re.compile(f"{SCHOOL}$"))
    page.locator("a.ep-display").click()
    page.get_by_role("button", name="Tương phản cao").click()
    expect(page.locator("html")).to_have_attribute("class", "ep-text-larger")
    assert [each["name"] for each in page.context.cookies()] == ["eduportal_display"]
    seen = open_browser(viewport, storage_state=page.context.storage_state())
    seen.goto(SCHOOL)
    assert seen.evaluate("getComputedStyle(document.querySelector('.ep-nav')).backgroundColor") == "rgb(0, 0, 0)"
    accessible(seen)
