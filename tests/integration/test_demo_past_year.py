"""The whole past year of the demonstration: decided, kept, taken again in the summer."""

from datetime import date

import pytest

from eduportal.operations import units
from eduportal.operations.accounts import create_account
from eduportal.operations.demo import city_plan
from eduportal.operations.demo.build_school import build_school
from eduportal.operations.results import class_results
from eduportal.operations.results.keeping import differences, kept_of
from eduportal.security.passwords import hash_password
from tests import factories

DAY = date(2026, 11, 21)


@pytest.mark.parametrize("kind", ["thcs", "thpt"])
def test_a_past_year_has_every_decision_and_what_came_of_the_summer(connection, declared, kind):
    portal = factories.small_city(connection.root(), declared)
    plan = city_plan(DAY, declared)
    planned = next(each for each in plan.units if each.code in plan.rich_schools and each.kind == kind)
    office = portal.root["quan-1"] if kind == "thcs" else portal.root
    school = units.add_unit(portal, office, code=planned.code, kind=kind, by="", at=factories.NOW, name="truong",
                            since=factories.SINCE, values=factories.unit_values("Trường Mẫu"))
    units.open_portal(portal, school, by="", at=factories.NOW)
    hashed = hash_password(factories.PASSWORD)
    accounts = {each.login: create_account(portal, each.login, each.name, factories.PASSWORD, at=factories.NOW,
                                           since=factories.SINCE, home=school.uuid, password_hash=hashed).uuid
                for each in plan.people if each.unit == planned.code}
    principal = next(each for each in plan.people if ("principal", planned.code) in each.roles)
    factories.give(portal, school, portal.accounts.get(accounts[principal.login]), "principal",
                   since=date(2025, 8, 1))
    build_school(portal, school, plan, planned.code, accounts, at=factories.NOW)
    past = next(iter(school["nam-hoc-2025-2026"].values()))
    results = class_results(portal, past)
    decisions = {row.end.decision.value for row in results.rows.values()}
    assert decisions == {"Được lên lớp", "Đánh giá lại trong hè", "Rèn luyện trong hè", "Không được lên lớp"}
    assert any(row.learning["year"].uplifted_by for row in results.rows.values())
    assert all(kept_of(past, part) is not None and differences(results, part) == [] for part in ("1", "2", "year"))
    assert {row[0] for row in past.roll} <= set(school.students)
