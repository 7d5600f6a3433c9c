"""An album, a picture, a PDF and the focal point as a browser shows them, wide and on a phone."""

import re

import transaction
from playwright.sync_api import expect

from eduportal.content.portal import portal_of
from eduportal.operations.pages import add_page
from tests.browser.conftest import DESKTOP
from tests.factories import NOW
from tests.functional.files_setup import add_file, add_picture, photograph, publish
from tests.integration import documents

NEWS = "/quan-1/thcs-mot/tin-tuc/"


def fill(registry):
    """Add an album of three pictures and a PDF to the portal behind the browser."""
    manager = transaction.TransactionManager()
    connection = registry._zodb_databases[""].open(manager)
    portal = portal_of(connection.root(), registry["eduportal.definitions"])
    news = portal.root["quan-1"]["thcs-mot"]["tin-tuc"]
    if "album" not in news:
        album = add_page(portal, news, "album", {"title": "Ngày hội đọc sách"}, by="", at=NOW, name="album")
        for number in (1, 2, 3):
            add_picture(portal, album, f"Ảnh {number}", photograph((900, 600)))
        publish(portal, album)
        publish(portal, add_file(portal, news, documents.pdf("Ke hoach", "Trang hai")))
    manager.commit()
    connection.close()


def test_an_album_is_paged_through_by_keyboard(portal_registry, open_browser, accessible, viewport):
    fill(portal_registry)
    page = open_browser(viewport)
    page.goto(NEWS + "album/")
    expect(page.locator(".ep-photos img")).to_have_count(3)
    page.wait_for_function("[...document.querySelectorAll('.ep-photos img')].every((each) => each.naturalWidth)")
    accessible(page)
    page.locator(".ep-photos a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".ep-photo figure img")
    accessible(page)
    page.locator(".ep-photo-turn [rel=next]").press("Enter")
    page.wait_for_function("document.querySelector('h1').textContent === 'Ảnh 2'")


def test_a_pdf_is_shown_on_a_wide_screen_and_linked_on_a_phone(portal_registry, open_browser, accessible, viewport):
    fill(portal_registry)
    page = open_browser(viewport)
    page.goto(NEWS + "ke-hoach/@@view")
    wide = viewport == DESKTOP
    expect(page.locator("object.ep-preview")).to_be_visible(visible=wide)
    expect(page.locator(".ep-preview-phone a")).to_be_visible(visible=not wide)
    accessible(page)


def test_a_click_on_the_picture_fills_in_the_focal_point(portal_registry, open_browser):
    fill(portal_registry)
    page = open_browser(login="bientap")
    page.goto(NEWS + "album/anh-1/@@edit")
    box = page.locator("[data-focus] img").bounding_box()
    page.locator("[data-focus] img").click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    expect(page.locator("input[name=focus_x]")).to_have_value(re.compile("^2[456]$"))
    expect(page.locator("input[name=focus_y]")).to_have_value(re.compile("^7[456]$"))
