"""What happens to a unit once in many years: move, address, close, merge, begin again; today and on a later day."""

from datetime import timedelta

import pytest

from eduportal.operations import unit_acts
from tests import factories
from tests.factories import NOW
from tests.functional.conftest import form_with
from tests.functional.test_units_registry import administrator_of_office, neighbour

ONE, TWO = "/quan-1/thcs-mot/", "/quan-1/thcs-hai/"
THEN = "15/06/2025"


def act(browser, url, which, *, status=303, **typed):
    """Fill the form of one act, look at what it would change, and do it; return (preview, answer)."""
    form = form_with(browser.get(f"{url}@@unit-act", params={"act": which, "day": typed.get("day", "")}),
                     "act")
    for key, value in typed.items():
        form[key] = value
    preview = form.submit(status="*")
    if preview.status_int != 200:
        assert status == preview.status_int
        return preview, None
    return preview, form_with(preview, "sure").submit(status=status)


def at_night(city, days):
    """Let the clock be some days later and do what was planned by then."""
    city.change(lambda portal: unit_acts.carry_out_plans(portal, portal.root, by="", at=NOW + timedelta(days=days)))


def unit_at(city, path):
    def look(portal):
        node = portal.root
        for name in path.strip("/").split("/"):
            node = node[name]
        return node.state, portal.register.records[node.uuid].edges, portal.register.records[node.uuid].closed_on

    return city.look(look)


def test_a_school_moves_with_dated_edges_and_its_old_address_leads_on(city):
    neighbour(city)
    browser = city.as_("quantri.so")
    office = city.look(lambda portal: portal.root["quan-2"].uuid)
    preview, _answer = act(browser, ONE, "move", office=office, day=THEN)
    assert "Quận 1" in preview.text
    assert "Quận 2" in preview.text
    _state, edges, _closed = unit_at(city, "/quan-2/thcs-mot/")
    assert [edge[2:] for edge in edges] == [("2017-08-01", "2025-06-15"), ("2025-06-15", "")]
    assert city.visitor().get(ONE).location.endswith("/quan-2/thcs-mot/")


def test_a_later_move_is_shown_cancelled_and_carried_out_on_its_day(city):
    neighbour(city)
    browser = city.as_("quantri.so")
    city.change(lambda portal: portal.register.records[portal.root["quan-1"]["thcs-mot"].uuid])
    ward = city.change(_ward)
    act(browser, ONE, "move", office=ward, day="25/11/2026")
    page = browser.get(f"{ONE}@@unit-acts")
    assert "25/11/2026" in page.text
    form_with(page, "plan").submit(status=303)
    at_night(city, 5)
    assert unit_at(city, ONE)[0] == "open"
    act(browser, ONE, "move", office=ward, day="25/11/2026")
    at_night(city, 3)
    assert city.look(lambda portal: "thcs-mot" in portal.root["quan-1"])
    at_night(city, 4)
    _state, edges, _closed = unit_at(city, "/phuong-mau/thcs-mot/")
    assert edges[-1][2:] == ("2026-11-25", "")


def _ward(portal):
    from eduportal.operations import units
    office = units.add_unit(portal, portal.root, code="79-26740", kind="ward_office", by="", at=NOW, name="phuong-mau",
                            values={"name": "Ủy ban nhân dân Phường Mẫu"})
    return office.uuid


def test_a_plan_that_cannot_be_done_stays_with_its_reason(city):
    browser = city.as_("quantri.so")
    ward = city.change(_ward)
    act(browser, ONE, "move", office=ward, day="25/11/2026")
    city.change(lambda portal: unit_acts.close_unit(portal, portal.unit(ward), reason="Hết", keep="closed", by="",
                                                    at=NOW))
    at_night(city, 4)
    assert unit_at(city, ONE)[0] == "open"
    assert "Phường Mẫu" in browser.get(f"{ONE}@@unit-acts").text.partition("ep-field-error")[2][:200]


def test_who_lost_the_right_does_not_move_by_an_old_plan(city):
    ward = city.change(_ward)
    so = city.look(lambda portal: portal.accounts.by_login("quantri.so").uuid)
    city.change(lambda portal: unit_acts.move_unit_on(
        portal, portal.root["quan-1"]["thcs-mot"], portal.unit(ward), by=so, at=NOW,
        day=(NOW + timedelta(days=4)).date()))
    def leave(portal):
        portal.accounts.get(so).active = False

    city.change(leave)
    at_night(city, 4)
    assert unit_at(city, ONE)[0] == "open"


@pytest.mark.parametrize(("keep", "status"), [("closed", 200), ("closed_hidden", 404)])
def test_a_closed_school_is_read_or_hidden_and_its_people_rest(city, keep, status):
    city.change(lambda portal: factories.page(portal, portal.root["quan-1"]["thcs-mot"]["tin-tuc"], "Tin cũ",
                                              type_name="news_item", published=True, summary="x"))
    browser, inside = city.as_("quantri.so"), city.as_("quantri")
    preview, _answer = act(browser, ONE, "close", day="21/11/2026", keep=keep, reason="QĐ 01/QĐ-UBND")
    assert "6" in preview.text
    state, edges, closed = unit_at(city, ONE)
    assert (state, edges[0][3], closed) == (keep, "2026-11-21", "2026-11-21")
    assert city.visitor().get(f"{ONE}tin-tuc/tin-cu/", status="*").status_int == status
    assert "quantri" not in inside.get("/").text.partition("ep-person")[2][:300]
    city.visitor().post("/@@login", {"login": "quantri"}, status="*")
    browser.get(f"{ONE}tin-tuc/@@add?type=news_item", status=403)
    assert "THCS MOT" not in city.visitor().get("/quan-1/").text
    act(browser, ONE, "reopen", reason="Nhầm")
    assert unit_at(city, ONE)[0] == "open"
    assert city.visitor().get(f"{ONE}tin-tuc/tin-cu/").status_int == 200
    city.as_("quantri")


def test_a_merged_school_leads_to_its_successor_with_its_people(city):
    browser = city.as_("quantri.so")
    preview, _answer = act(browser, TWO, "merge", into="79-Q1-THCS-001", day="21/11/2026", reason="QĐ 02",
                           keep="closed_hidden")
    assert "THCS MOT" in preview.text
    one = city.look(lambda portal: portal.root["quan-1"]["thcs-mot"].uuid)
    assert unit_at(city, TWO)[1][-1] == ("merged_into", one, "2026-11-21", "")
    visitor = city.visitor()
    assert visitor.get(TWO).location.endswith(ONE)
    assert visitor.get(f"{TWO}tin-tuc/").location.endswith(ONE)
    homes = city.look(lambda portal: portal.accounts.by_login("giaovien.hai").home)
    assert [home[0] == one for home in homes] == [False, True]
    assert homes[0][2] == "2026-11-20"
    city.as_("giaovien.hai")
    two = city.look(lambda portal: portal.root["quan-1"]["thcs-hai"].uuid)
    assert city.look(lambda portal: portal.unit(one).people.get(
        portal.accounts.by_login("giaovien.hai").uuid).since) == "2026-11-21"
    assert city.look(lambda portal: portal.register.is_suspended(two))


def test_people_who_stay_with_a_merged_school_rest(city):
    act(city.as_("quantri.so"), TWO, "merge", into="79-Q1-THCS-001", day="21/11/2026", reason="QĐ 02", people="stay")
    form = form_with(city.visitor().get("/@@login"), "password")
    form["login"], form["password"] = "giaovien.hai", factories.PASSWORD
    assert form.submit(status="*").status_int != 303


def test_an_address_is_changed_and_the_old_one_leads_on(city):
    browser = city.as_("quantri.so")
    act(browser, ONE, "address", name="Trường Nguyễn Du")
    assert city.visitor().get(f"{ONE}tin-tuc/").location.endswith("/quan-1/truong-nguyen-du/tin-tuc/")
    act(browser, TWO, "address", name="truong-nguyen-du", status=422)


@pytest.mark.parametrize(("name", "typed"), [
    ("move", {"office": "none"}), ("move", {"office": ""}), ("move", {"day": "31/02/2027"}), ("close", {"reason": ""}),
    ("close", {"reason": "x", "keep": "elsewhere"}), ("close", {"reason": "x", "keep": "closed", "day": "01/01/2010"}),
    ("close", {"reason": "x", "keep": "closed", "day": "01/01/2099"}), ("merge", {"into": "none", "reason": "x"}),
    ("merge", {"into": "79-Q1-THCS-001", "reason": "x", "keep": "closed"}),
    ("merge", {"into": "79-Q1", "reason": "x", "keep": "closed"}), ("merge", {"into": "x" * 9000}),
    ("address", {"name": "thcs-mot"}), ("address", {"name": "thcs-hai"}), ("reopen", {"reason": "x"}),
])
@pytest.mark.parametrize("sure", [{}, {"sure": "yes"}])
def test_what_does_not_fit_changes_nothing(city, name, typed, sure):
    browser = city.as_("quantri.so")
    before = city.look(_register)
    token = form_with(browser.get(f"{ONE}@@unit-act?act=close"), "act")["csrf_token"].value
    browser.post(f"{ONE}@@unit-act", {"csrf_token": token, "act": name, **typed, **sure}, status=422 if (
        name != "reopen" or sure) else 200)
    assert city.look(_register) == before


def _register(portal):
    return [(record.code, record.state, record.parent, record.name, record.edges)
            for record in portal.register.records.values()], len(portal.register.book("plans"))


def test_an_office_with_schools_is_not_closed(city):
    act(city.as_("quantri.so"), "/quan-1/", "close", reason="x", keep="closed", status=422)
    assert unit_at(city, "/quan-1/")[0] == "open"


def test_an_officer_of_one_office_cannot_move_a_school_to_another(city):
    neighbour(city)
    browser = administrator_of_office(city)
    page = browser.get(f"{ONE}@@unit-act?act=move")
    assert "Quận 2" not in page.text
    office = city.look(lambda portal: portal.root["quan-2"].uuid)
    token = form_with(page, "act")["csrf_token"].value
    browser.post(f"{ONE}@@unit-act", {"csrf_token": token, "act": "move", "office": office, "day": THEN, "sure": "1"},
                 status=422)
    browser.get("/quan-1/@@unit-acts", status=403)
    assert unit_at(city, ONE)[0] == "open"


def test_only_offices_are_offered_that_the_day_allows(city):
    neighbour(city)
    ward = city.change(_ward)
    browser = city.as_("quantri.so")

    def offered(day):
        page = browser.get(f"{ONE}@@unit-act?act=move&day={day}")
        return [each["value"] for each in page.html.select("#office option")]

    office = city.look(lambda portal: portal.root["quan-2"].uuid)
    assert office in offered(THEN)
    assert ward not in offered(THEN)
    assert ward in offered("01/09/2026")
    assert office not in offered("01/09/2026")
    # Who sends it all the same is refused, and sees what that day allows.
    form = form_with(browser.get(f"{ONE}@@unit-act?act=move&day={THEN}"), "act")
    form["office"], form["day"] = office, "01/09/2026"
    refused = form.submit(status=422)
    assert "trực thuộc" in refused.html.select_one(".ep-errors").text
    assert ward in [each["value"] for each in refused.html.select("#office option")]
    # Without a script another day is typed and its offices are asked for.
    form = form_with(browser.get(f"{ONE}@@unit-act?act=move&day=01/09/2026"), "act")
    form["day"] = THEN
    assert office in [each["value"] for each in form.submit("offices", status=200).html.select("#office option")]
    assert unit_at(city, ONE)[0] == "open"


def test_closing_is_not_offered_as_a_step_of_the_toolbar(city):
    browser = city.as_("quantri.so")
    token = form_with(browser.get(f"{ONE}@@unit-act?act=close"), "act")["csrf_token"].value
    browser.post(f"{ONE}@@state", {"csrf_token": token, "transition": "close", "reason": "x"}, status=422)
    assert unit_at(city, ONE)[0] == "open"
