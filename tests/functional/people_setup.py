"""What the tests of the people of a unit share."""

import re

from eduportal.papers.tables import as_xlsx
from tests import factories
from tests.functional.conftest import form_with

NOW = factories.NOW
SCHOOL, OTHER = "/quan-1/thcs-mot/", "/quan-1/thcs-hai/"
PEOPLE = SCHOOL + "@@people"
PASSWORD = "Con đò qua sông xanh"
HEADINGS = ["Họ và tên", "Tên đăng nhập", "Mã cán bộ", "Thư điện tử", "Vai trò"]


def token(page):
    return page.html.find("meta", attrs={"name": "csrf-token"})["content"]


def uuid_of(city, login):
    return city.look(lambda portal: portal.accounts.by_login(login).uuid)


def account_url(city, login, unit=SCHOOL):
    return f"{unit}@@people-account?person={uuid_of(city, login)}"


def add(browser, name, login="", roles=(), unit=SCHOOL, **options):
    """Fill in the form of one person; return the answer."""
    form = form_with(browser.get(unit + "@@people-add"), "name")
    form["name"], form["login"] = name, login
    for box in form.fields.get("roles", ()):
        box.checked = box._value in roles
    return form.submit("action", value="add", **options)


def act(browser, city, login, action, at=SCHOOL, status="*", **fields):
    """Post one act on the page of an account."""
    page = browser.get(at + "@@people")
    return browser.post(at + "@@people-account", {"csrf_token": token(page), "person": uuid_of(city, login),
                                                    "action": action, **fields}, status=status)


def codes(page):
    """Return {log-in name: code} of a page of slips."""
    slips = page.html.select(".ep-slips li")
    return {slip.select_one(".ep-slip-login").text: slip.select_one(".ep-slip-code").text for slip in slips}


def activate(visitor, login, code, new=PASSWORD, again=None):
    """Fill in the form that a slip leads to; return the answer."""
    form = form_with(visitor.get("/@@activate"), "code")
    form["login"], form["code"], form["new"], form["again"] = login, code, new, new if again is None else again
    return form.submit(status="*")


def workbook(*rows, headings=HEADINGS):
    return as_xlsx(headings, rows, sheet="Danh sách")


def upload(browser, data, name="danh-sach.xlsx", unit=SCHOOL, status="*"):
    """Upload a file; return the answer."""
    form = form_with(browser.get(unit + "@@people-import"), "file")
    form["file"] = (name, data)
    return form.submit(status=status)


def confirm(page):
    """Press the button that adds the people of the file; return the answer."""
    form = next(form for form in page.forms.values() if "token" in form.fields)
    return form.submit("action", value="confirm", status="*")


def book(page):
    """Return the lines of the book of an account as text."""
    return re.sub(r"\s+", " ", page.html.find(attrs={"aria-labelledby": "book"}).get_text(" "))
