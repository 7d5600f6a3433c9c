"""What the tests of the administrator's day share: places, made-up news, pictures, uploads, what is stored."""

import io

from PIL import Image
from webtest import Upload

from eduportal.domain.text import slug
from tests.factories import page

SCHOOL, NEWS, OTHER = "/quan-1/thcs-mot/", "/quan-1/thcs-mot/tin-tuc/", "/quan-1/thcs-hai/"


def school(portal):
    return portal.root["quan-1"]["thcs-mot"]


def other_school(portal):
    return portal.root["quan-1"]["thcs-hai"]


def draft(city, title="Bản nháp", **values):
    """Add a news item, a draft if nothing else is said; return its URL."""
    city.change(lambda portal: page(portal, school(portal)["tin-tuc"], title, type_name="news_item", **values).uuid)
    return NEWS + slug(title) + "/"


def news(city, *titles, published=False):
    """Add news items; return their uuids in order."""
    return city.change(lambda portal: [
        page(portal, school(portal)["tin-tuc"], title, type_name="news_item", published=published).uuid
        for title in titles])


def fields_at(city, path):
    """Return the working version of what stands at ``path``."""
    def read(portal):
        node = portal.root
        for name in path.strip("/").split("/"):
            node = node[name]
        return dict(node.fields)

    return city.look(read)


def names_in(city, *path):
    """Return the names of what stands in a folder of the school, sorted."""
    def read(portal):
        node = school(portal)
        for name in path:
            node = node[name]
        return sorted(node.keys())

    return city.look(read)


def state_of(city, name):
    """Return the state of a news item of the school."""
    return city.look(lambda portal: school(portal)["tin-tuc"][name].state)


def token_of(browser, path=SCHOOL + "@@edit"):
    """Return the mark that a form at ``path`` carries."""
    return browser.get(path).forms["edit"]["csrf_token"].value


def add(browser, folder, type_name, status=None, **values):
    """Fill in the form of a new thing and save it; return the answer."""
    form = browser.get(f"{folder}@@add?type={type_name}").forms["edit"]
    for name, value in values.items():
        # A date's input is called "date" in every date field: the last of a form is the day until which it is shown.
        form.set(name, value, -1 if name == "date" else None)
    return form.submit("save", status=status)


def png(colour="red", size=(40, 30)):
    """Return the bytes of a small picture."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def upload(browser, url, data, name="anh.png", alt="Cờ đỏ", title="", status=None):
    """Upload a picture into the page at ``url``, as its form does; return the answer."""
    posted = {"csrf_token": token_of(browser, url + "@@edit"), "alt": alt, "title": title, "file": Upload(name, data)}
    return browser.post(url + "@@upload-image", posted, status=status)
