"""Steps of the workflows: taken from the toolbar, with reasons, by those who have the right."""

import pytest

from eduportal.operations import units
from tests.factories import NOW, SINCE, unit_values
from tests.functional.administrator_setup import NEWS, OTHER, news, school, state_of, token_of
from tests.functional.conftest import form_with


def test_an_item_is_submitted_from_the_toolbar_and_waits_for_the_principal(city):
    news(city, "Chờ duyệt nhé")
    browser = city.as_("quantri")
    step = form_with(browser.get(NEWS + "cho-duyet-nhe/"), "transition")
    step.submit(status=303)
    assert state_of(city, "cho-duyet-nhe") == "pending"
    assert city.look(lambda portal: len(school(portal).inbox)) == 1


def test_a_step_that_needs_a_reason_asks_for_it_on_a_page(city):
    news(city, "Gỡ tôi", published=True)
    browser = city.as_("quantri")
    posted = {"csrf_token": token_of(browser), "transition": "withdraw"}
    asking = browser.post(NEWS + "go-toi/@@state", posted, status=422)
    form = next(each for each in asking.forms.values() if "seen" in each.fields and "reason" in each.fields)
    form["reason"] = "Sai ngày"
    form.submit(status=303)
    assert state_of(city, "go-toi") == "withdrawn"
    city.visitor().get(NEWS + "go-toi/", status=404)


@pytest.mark.parametrize("step", ["approve", "return"])
def test_the_administrator_does_not_approve(city, step):
    news(city, "Chờ")
    browser = city.as_("quantri")
    form_with(browser.get(NEWS + "cho/"), "transition").submit()
    browser.post(NEWS + "cho/@@state", {"csrf_token": token_of(browser), "transition": step, "reason": "x"}, status=403)
    assert state_of(city, "cho") == "pending"


@pytest.mark.parametrize("step", ["", "nothing", "revise", "archive"])
def test_a_step_that_is_none_now_changes_nothing(city, step):
    news(city, "Yên", published=True)
    browser = city.as_("quantri")
    browser.post(NEWS + "yen/@@state", {"csrf_token": token_of(browser), "transition": step}, status=422)
    assert state_of(city, "yen") == "published"


def test_what_was_changed_meanwhile_is_not_submitted_unseen(city):
    news(city, "Bài")
    browser = city.as_("quantri")
    asked = browser.get(NEWS + "bai/@@state?transition=submit")
    form = next(each for each in asked.forms.values() if "seen" in each.fields)
    other = city.as_("bientap").get(NEWS + "bai/@@edit").forms["edit"]
    other["title"] = "Bài khác"
    other.submit("save")
    form.submit(status=422)
    assert state_of(city, "bai") == "draft"


def test_approving_without_having_looked_is_refused(city):
    news(city, "Chờ")
    browser = city.as_("quantri")
    form_with(browser.get(NEWS + "cho/"), "transition").submit()
    principal = city.as_("hieutruong")
    token = form_with(principal.get(NEWS + "@@edit"), "seen")["csrf_token"].value
    principal.post(NEWS + "cho/@@state", {"csrf_token": token, "transition": "approve"}, status=422)
    assert state_of(city, "cho") == "pending"


def test_a_hidden_folder_takes_its_pages_from_the_public(city):
    news(city, "Trong", published=True)
    browser = city.as_("quantri")
    browser.post(NEWS + "@@state", {"csrf_token": token_of(browser), "transition": "hide"}, status=303)
    city.visitor().get(NEWS + "trong/", status=404)


def test_a_portal_is_suspended_with_a_reason_and_works_again(city):
    browser = city.as_("quantri.so")
    asked = browser.get(OTHER + "@@state?transition=suspend")
    form = next(each for each in asked.forms.values() if "seen" in each.fields)
    form.submit(status=422)
    form["reason"] = "Sáp nhập"
    form.submit(status=303)
    city.visitor().get(OTHER, status=404)
    resume = browser.get(OTHER + "@@state?transition=resume")
    next(each for each in resume.forms.values() if "seen" in each.fields).submit(status=303)
    assert city.visitor().get(OTHER).status_int == 200


def test_the_department_is_not_suspended(city):
    browser = city.as_("quantri.so")
    token = token_of(browser, "/@@edit")
    browser.post("/@@state", {"csrf_token": token, "transition": "suspend", "reason": "x"}, status=422)
    assert city.look(lambda portal: portal.root.state) == "open"


def test_a_portal_is_opened_from_above(city):
    def registered(portal):

        return units.add_unit(portal, portal.root["quan-1"], code="79-X", kind="thcs", by="", at=NOW, since=SINCE,
                              name="moi", values=unit_values("Trường Mới")).__name__

    city.change(registered)
    browser = city.as_("quantri.so")
    form_with(browser.get("/quan-1/moi/@@state?transition=open_portal"), "seen").submit(status=303)
    assert "tin-tuc" in city.look(lambda portal: list(portal.root["quan-1"]["moi"].keys()))
