"""Close, leave, move, rename, reset: who may, what ends at once, and whose account is in nobody's hands here."""

from datetime import date

import pytest

from tests import factories
from tests.functional.people_setup import (
    OTHER,
    PASSWORD,
    SCHOOL,
    account_url,
    act,
    activate,
    book,
    codes,
    token,
    uuid_of,
)


def one(portal):
    return portal.root["quan-1"]["thcs-mot"]


def signed_in(browser):
    return browser.get("/@@account", status="*").status_int == 200


def test_a_reset_ends_the_old_password_and_all_sessions_and_shows_no_password(city):
    browser, editor = city.as_("quantri"), city.as_("bientap")
    slips = act(browser, city, "bientap", "reset", status=303).follow()
    assert not signed_in(editor)
    visitor = city.visitor()
    page = visitor.get("/@@login")
    form = next(form for form in page.forms.values() if "password" in form.fields)
    form["login"], form["password"] = "bientap", factories.PASSWORD
    assert form.submit(status="*").status_int == 422
    assert activate(visitor, "bientap", codes(slips)["bientap"]).status_int == 303
    assert signed_in(visitor)
    assert signed_in(city.as_("bientap", PASSWORD))
    assert "Hủy mật khẩu" in book(browser.get(account_url(city, "bientap")))


@pytest.mark.parametrize("action", ["reset", "slip", "close", "reopen", "leave", "move", "email"])
@pytest.mark.parametrize(("who", "whom"), [
    ("quantri", "hieutruong"),
    ("hieutruong", "quantri"),
    ("quantri", "quantri"),
])
def test_an_account_above_my_hands_is_refused_whatever_is_asked(city, action, who, whom):
    browser, victim = city.as_(who), city.as_(whom)
    before = city.look(lambda portal: portal.accounts.by_login(whom).password_hash)
    fields = {"last_day": "20/11/2026", "first_day": "25/11/2026", "unit": "79-Q1-THCS-001", "email": "a@example.vn"}
    assert act(browser, city, whom, action, **fields).status_int == 422
    assert signed_in(victim)

    def look(portal):
        account = portal.accounts.by_login(whom)
        return account.password_hash, account.active, account.activation, account.email
    assert city.look(look) == (before, True, (), "")


def test_the_office_above_takes_the_principal_in_hand(city):
    assert act(city.as_("quantri.so"), city, "hieutruong", "reset").status_int == 303


def test_a_role_held_elsewhere_or_through_a_group_counts_too(city):
    """A teacher of the school administers the office above: the school's administrator has no hand on that account."""
    city.change(lambda portal: factories.give(
        portal, portal.root["quan-1"], portal.accounts.by_login("giaovien"), "administrator", since=date(2027, 1, 1)))
    assert act(city.as_("quantri"), city, "giaovien", "reset").status_int == 422


@pytest.mark.parametrize("whom", ["giaovien.hai", "hieutruong.hai", "truongphong", "quantri.so", "khach"])
def test_accounts_of_other_units_are_nobody_here(city, whom):
    """Abuse case 13: by id, on my own unit's page and on theirs; the answer is the same as for an id of nobody."""
    browser = city.as_("quantri")
    unknown = browser.get(SCHOOL + "@@people-account?person=" + "0" * 32, status=404)
    found = browser.get(account_url(city, whom), status=404)
    assert found.html.find("main").get_text() == unknown.html.find("main").get_text()
    for action in ("reset", "slip", "close", "leave", "rename", "email"):
        assert act(browser, city, whom, action, name="Kẻ Gian", last_day="20/11/2026").status_int == 404
    page = browser.get(SCHOOL + "@@people")
    fields = {"csrf_token": token(page), "person": uuid_of(city, whom), "action": "reset"}
    assert browser.post(OTHER + "@@people-account", fields, status="*").status_int == 403
    fields["action"] = "slips"
    assert browser.post(SCHOOL + "@@people", fields, status="*").status_int == 404
    assert city.look(lambda portal: portal.accounts.by_login(whom).password_hash)


@pytest.mark.parametrize("who", ["giaovien", "bientap", "giaovu", "khach", "quantri.hai"])
def test_who_does_not_manage_people_changes_nobody(city, who):
    browser = city.as_(who)
    page = browser.get("/@@account")
    fields = {"csrf_token": token(page), "person": uuid_of(city, "giaovien.van"), "action": "reset"}
    assert browser.post(SCHOOL + "@@people-account", fields, status="*").status_int == 403


def test_a_closed_account_is_out_at_once_and_comes_back_with_its_password(city):
    browser, editor = city.as_("quantri"), city.as_("bientap")
    act(browser, city, "bientap", "close", status=303)
    assert not signed_in(editor)
    assert "Đã khóa" in browser.get(SCHOOL + "@@people?state=closed").text
    assert act(browser, city, "bientap", "close").status_int == 422
    act(browser, city, "bientap", "reopen", status=303)
    assert not signed_in(editor)
    assert signed_in(city.as_("bientap"))


def test_who_leaves_is_out_with_roles_and_classes(city):
    browser, teacher = city.as_("quantri"), city.as_("giaovien")
    city.change(lambda portal: factories.give(portal, one(portal), portal.accounts.by_login("giaovien"), "editor"))
    act(browser, city, "giaovien", "leave", last_day="20/11/2026", status=303)
    assert not signed_in(teacher)

    def look(portal):
        uuid = portal.accounts.by_login("giaovien").uuid
        year = one(portal)["nam-hoc-2026-2027"]
        return ([grant.until for grant in one(portal).grants.of(uuid)], year.assignments_of(uuid, date(2026, 11, 21)),
                year.assignments_of(uuid, date(2026, 11, 20)) != ())
    assert city.look(look) == ([date(2026, 11, 20)], (), True)
    browser.get(SCHOOL + "@@people")
    assert "Đặng Thị Giáo" not in browser.get(SCHOOL + "@@people").text
    assert "Đặng Thị Giáo" in browser.get(SCHOOL + "@@people?state=left").text
    assert act(browser, city, "giaovien", "leave", last_day="20/11/2026").status_int == 422


def test_the_office_moves_a_person_and_the_old_school_lets_go(city):
    office = city.as_("quantri.so")
    act(office, city, "bientap", "move", unit="79-Q1-THCS-002", first_day="21/11/2026", status=303)
    editor = city.as_("bientap")
    assert editor.get(SCHOOL + "@@contents", status="*").status_int == 403
    assert "Phạm Thị Biên" in city.as_("quantri.hai").get(OTHER + "@@people").text
    assert act(city.as_("quantri"), city, "bientap", "reset").status_int == 404
    assert act(city.as_("quantri.hai"), city, "bientap", "reset", at=OTHER).status_int == 303


def test_a_school_moves_nobody_to_a_unit_it_does_not_manage(city):
    browser = city.as_("quantri")
    page = browser.get(SCHOOL + "@@people")

    def told(code):
        fields = {"csrf_token": token(page), "person": uuid_of(city, "bientap"), "action": "move",
                  "unit": code, "first_day": "25/11/2026"}
        return browser.post(SCHOOL + "@@people-account", fields, status=422).html.select_one(".ep-errors").get_text()
    assert told("79-Q1-THCS-002").replace("79-Q1-THCS-002", "X") == told("KHONG-CO").replace("KHONG-CO", "X")


def test_a_new_name_is_noted_with_the_old_one(city):
    browser = city.as_("quantri")
    act(browser, city, "giaovien", "rename", name="Đặng  Thị Giáo Mới", status=303)
    assert "Đặng Thị Giáo → Đặng Thị Giáo Mới" in book(browser.get(account_url(city, "giaovien")))
    assert "Đặng Thị Giáo Mới" in browser.get(SCHOOL + "@@people").text
    assert act(browser, city, "giaovien", "rename", name="=1+1").status_int == 422
    assert act(browser, city, "giaovien", "nonsense").status_int == 422
