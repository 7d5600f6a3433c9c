"""What the tests of the home page share: blocks added and applied by their forms, and things to show in them."""

import io

from PIL import Image

from eduportal.operations import pages
from tests import factories
from tests.functional.conftest import form_with

SCHOOL, OTHER, OFFICE = "/quan-1/thcs-mot/", "/quan-1/thcs-hai/", "/quan-1/"
NOW = factories.NOW
STANDARD = ["lead", "sections", "latest", "board", "numbers", "directory"]


def one(portal):
    return portal.root["quan-1"]["thcs-mot"]


def blocks_form(browser, url=SCHOOL):
    return next(form for form in browser.get(url + "@@home-blocks").forms.values()
                if form.action.endswith("@@home-blocks"))


def post(browser, action, url=SCHOOL, status=303, **more):
    form = blocks_form(browser, url)
    return browser.post(url + "@@home-blocks", {
        "csrf_token": form["csrf_token"].value, "seen": form["seen"].value, "action": action, **more}, status=status)


def apply(browser, url=SCHOOL):
    form = form_with(browser.get(url + "@@appearance"), "part")
    fields = {"csrf_token": form["csrf_token"].value, "seen": form["seen"].value, "action": "apply"}
    browser.post(url + "@@appearance", fields, status=303)


def add(browser, kind, url=SCHOOL, dates=(), **settings):
    """Add a block and fill in its settings, ``dates`` in the order of the form; return its id."""
    page = post(browser, "add", url, kind=kind).follow()
    form = page.forms["edit"]
    for name, value in settings.items():
        form[name] = value
    for place, value in enumerate(dates):
        form.fields["date"][place].value = value
    form.submit("save", status=303)
    return page.request.GET["id"]


def ids(browser, url=SCHOOL):
    return [each["data-block"] for each in browser.get(url + "@@home-blocks").html.select("[data-block]")]


def headings(page):
    return [each.text.strip() for each in page.html.select("main h2")]


def news(portal, title, **more):
    return factories.page(portal, one(portal)["tin-tuc"], title, type_name="news_item", published=True, **more)


def event(portal, title, first, last=None, **more):
    return factories.page(portal, one(portal)["tin-tuc"], title, type_name="event", published=True, starts_on=first,
                          ends_on=last, **more)


def picture():
    out = io.BytesIO()
    Image.new("RGB", (600, 400), (90, 30, 10)).save(out, "JPEG")
    return out.getvalue()


def upload(portal, type_name, title, data, name, **more):
    node = pages.add_page(portal, one(portal)["tin-tuc"], type_name,
                          {"title": title, "file": {"name": name, "data": data}, **more}, by="", at=NOW)
    pages.change_state(portal, node, "submit", by="", at=NOW)
    pages.change_state(portal, node, "approve", by="", at=NOW)
    return node
