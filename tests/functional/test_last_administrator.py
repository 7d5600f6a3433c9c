"""The own last administrator's role is asked about before it ends; that of the department stays."""

from datetime import date

from tests import factories
from tests.functional.conftest import form_with
from tests.functional.test_sharing_table import SCHOOL, grants, one, table_form, tick, uuid_of


def test_the_own_last_administrators_role_is_asked_about_before_it_ends(city):
    browser = city.as_("quantri")
    page = browser.get(SCHOOL + "@@sharing")
    mine = page.html.find("input", attrs={"name": "tick", "value": f"{uuid_of(city, 'quantri')}:administrator"})
    assert mine.has_attr("checked")
    grant = city.look(lambda portal: one(portal).grants.of(portal.accounts.by_login("quantri").uuid)[0].id)
    form = next(form for form in page.forms.values() if "grant" in form.fields and form["grant"].value == grant)
    asked = form.submit(status=422)
    assert "vai trò quản trị cuối cùng của chính bạn" in asked.text
    assert grants(city, "quantri") == [("administrator", None)]
    form_with(asked, "sure").submit(status=303)
    assert grants(city, "quantri") == [("administrator", date(2026, 11, 20))]


def test_the_table_asks_too(city):
    browser = city.as_("quantri")
    form = tick(browser.get(SCHOOL + "@@sharing"), f"{uuid_of(city, 'quantri')}:administrator", on=False)
    preview = form.submit("step", status=200)
    assert "vai trò quản trị cuối cùng của chính bạn" in preview.text
    table_form(preview).submit("step", status=422)
    assert grants(city, "quantri") == [("administrator", None)]
    confirmed = table_form(preview)
    confirmed["sure"] = True
    confirmed.submit("step", status=303)
    assert grants(city, "quantri") == [("administrator", date(2026, 11, 20))]


def test_somebody_elses_is_not_asked_about(city):
    browser = city.as_("quantri.so")
    form = tick(browser.get(SCHOOL + "@@sharing"), f"{uuid_of(city, 'quantri')}:administrator", on=False)
    table_form(form.submit("step")).submit("step", status=303)
    assert grants(city, "quantri") == [("administrator", date(2026, 11, 20))]


def test_the_departments_last_administrator_stays(city):
    browser = city.as_("quantri.so")
    form = tick(browser.get("/@@sharing"), f"{uuid_of(city, 'quantri.so')}:administrator", on=False)
    assert "quản trị viên cuối cùng của Sở" in form.submit("step", status=422).text
    city.change(lambda portal: factories.give(
        portal, portal.root, portal.accounts.by_login("khach"), "administrator"))
    form = tick(browser.get("/@@sharing"), f"{uuid_of(city, 'quantri.so')}:administrator", on=False)
    confirmed = table_form(form.submit("step", status=200))
    confirmed["sure"] = True
    confirmed.submit("step", status=303)
    browser.get("/@@sharing", status=403)
