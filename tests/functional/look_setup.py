"""What the tests of the appearance share: the forms of its parts, as people fill them in."""

import io

from PIL import Image

from tests.functional.conftest import form_with

SCHOOL, OTHER, OFFICE = "/quan-1/thcs-mot/", "/quan-1/thcs-hai/", "/quan-1/"


def picture(width=400, height=400, kind="PNG"):
    out = io.BytesIO()
    Image.new("RGB", (width, height), (10, 90, 60)).save(out, kind)
    return out.getvalue()


def part_form(browser, part, url=SCHOOL):
    """Return the form of a part on the page of the appearance."""
    found = browser.get(url + "@@appearance")
    return next(form for form in found.forms.values()
                if "part" in form.fields and form["part"].value == part and len(form.fields) > 4)


def choose(browser, part, url=SCHOOL, status=303, **values):
    form = part_form(browser, part, url)
    for name, value in values.items():
        form[name.replace("__", "-")] = value
    return form.submit("action", value="choose", status=status)


def act(browser, action, url=SCHOOL, status=303, **more):
    page = browser.get(url + "@@appearance")
    form = form_with(page, "part")
    return browser.post(url + "@@appearance", {"csrf_token": form["csrf_token"].value, "seen": form["seen"].value,
                                               "action": action, **more}, status=status)


def uuid_of(city, *names):
    def look(portal):
        node = portal.root
        for name in names:
            node = node[name]
        return node.uuid

    return city.look(look)
