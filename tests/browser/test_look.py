"""A home of twelve blocks in both shipped skins, and the pages on which it is chosen: for eyes, hands and axe."""

import io

import pytest
import transaction
from PIL import Image
from playwright.sync_api import expect

from bench.home import furnish
from eduportal.content.portal import portal_of
from eduportal.operations import appearance
from tests import factories
from tests.browser.conftest import REGISTRIES

HOME = "/quan-1/thcs-mot/"
WORN = {"default": "/quan-1/thcs-mot/", "high_contrast": "/quan-1/thcs-hai/"}
#: architecture 6: a first visit without the unit's own pictures.
BUDGET = 170_000


@pytest.fixture(scope="module")
def dressed(portal_url):
    """Two schools with twelve blocks, logo and banner, one in each skin."""
    manager = transaction.TransactionManager()
    registry = REGISTRIES[portal_url]
    connection = registry._zodb_databases[""].open(manager)
    portal = portal_of(connection.root(), registry["eduportal.definitions"])
    for skin, path in WORN.items():
        school = portal.root["quan-1"][path.strip("/").split("/")[1]]
        school.fields = {**school.fields, "address": "Số 1 phố Mẫu", "phone": "0200 000 000", "email": "a@example.vn",
                         "head": "Bà Trần Thị Ánh"}
        furnish(portal, school)
        acts = {"by": "", "at": factories.NOW}
        for part, value in (("skin", skin), ("slogan", "Dạy tốt, học tốt"), ("logo", _upload(300, 300)),
                            ("banner", {"file": _upload(1600, 320), "alt": "Sân trường buổi sáng"})):
            seen = appearance.appearance_of(school, working=True).revision
            appearance.choose_part(portal, school, part, value, seen=seen, **acts)
        seen = appearance.appearance_of(school, working=True).revision
        appearance.apply_appearance(portal, school, seen=seen, **acts)
    manager.commit()
    connection.close()
    registry["eduportal.feeder"].queue.put(None)
    assert registry["eduportal.feeder"].wait()


def _upload(width, height):
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, "PNG")
    return {"name": "anh.png", "data": out.getvalue()}


@pytest.mark.parametrize("skin", WORN)
def test_a_home_of_twelve_blocks_is_accessible_in_both_skins(dressed, open_browser, accessible, viewport, skin):
    page = open_browser(viewport)
    page.goto(WORN[skin])
    expect(page.locator("main h2").nth(11)).to_be_attached()
    accessible(page)
    sizes = page.evaluate("getComputedStyle(document.documentElement).fontSize")
    assert (float(sizes.removesuffix("px")) > 16) == (skin == "high_contrast")


@pytest.mark.parametrize("skin", WORN)
def test_a_first_visit_keeps_the_budget_without_the_units_own_pictures(dressed, open_browser, skin):
    page, sizes = open_browser(), {}
    page.on("requestfinished", lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}))
    page.goto(WORN[skin], wait_until="networkidle")
    own = {url: size for url, size in sizes.items() if "@@logo" in url or "@@banner" in url or "@@scale" in url}
    assert len(own) >= 2
    assert all(size <= 40_000 for size in own.values())
    assert sum(sizes.values()) - sum(own.values()) <= BUDGET


def test_the_pages_of_the_choice_are_accessible(dressed, open_browser, accessible, viewport):
    page = open_browser(viewport, "quantri")
    for view in ("@@appearance", "@@home-blocks", "@@home-block?id=lead", "@@appearance-preview"):
        page.goto(HOME + view)
        accessible(page)


def test_a_colour_is_picked_and_a_block_dragged(dressed, open_browser):
    page = open_browser(login="quantri.hai")
    page.goto(WORN["high_contrast"] + "@@appearance")
    picker = page.locator("#brand + input[type=color]")
    picker.fill("#123456")
    expect(page.locator("#brand")).to_have_value("#123456")
    page.goto(WORN["high_contrast"] + "@@home-blocks")
    rows = page.locator("[data-block]")
    before = [rows.nth(number).get_attribute("data-block") for number in range(rows.count())]
    rows.nth(0).locator(".ep-handle").drag_to(rows.nth(2).locator(".ep-handle"))
    page.wait_for_load_state()
    page.wait_for_function("first => document.querySelector('[data-block]').dataset.block !== first", arg=before[0])
    after = [rows.nth(number).get_attribute("data-block") for number in range(rows.count())]
    assert sorted(after) == sorted(before)
    assert after != before
