"""Groups in the database: two acts at once, search through a group, a group whose unit is no longer above."""

from datetime import date

import pytest
import transaction
from ZODB.POSException import ConflictError

from eduportal.content.portal import portal_of
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.operations import groups, pages, sharing, trash, units
from eduportal.security.rights import tokens_of
from tests import factories
from tests.integration.rights_setup import asker, may

NOW = factories.NOW
FOUNDING = {"asker": None, "by": "", "at": NOW}


@pytest.fixture
def city(db, declared):
    """The small city with its people and a group of the first school: (portal of an open connection, its manager)."""
    manager = transaction.TransactionManager()
    connection = db.open(manager)
    portal = factories.small_city(connection.root(), declared)
    factories.people(portal)
    group = groups.add_group(portal, school(portal), "Tổ Toán", **FOUNDING)
    manager.commit()
    yield portal, manager, group.uuid
    manager.abort()
    connection.close()


def school(portal):
    return portal.root["quan-1"]["thcs-mot"]


def test_taking_somebody_in_while_the_group_gets_a_role_conflicts_so_that_the_second_judges_anew(city, db, declared):
    portal, manager, uuid = city
    other = transaction.TransactionManager()
    connection = db.open(other)
    there = portal_of(connection.root(), declared)
    groups.add_member(portal, school(portal), uuid, portal.accounts.by_login("giaovien"), **FOUNDING)
    factories.give(there, school(there), school(there).groups.get(uuid), "administrator")
    manager.commit()
    with pytest.raises(ConflictError):
        other.commit()
    other.abort()
    connection.close()


def test_two_groups_of_one_unit_do_not_meet(city, db, declared):
    portal, manager, uuid = city
    second = groups.add_group(portal, school(portal), "Tổ Văn", **FOUNDING).uuid
    manager.commit()
    other = transaction.TransactionManager()
    connection = db.open(other)
    there = portal_of(connection.root(), declared)
    groups.add_member(portal, school(portal), uuid, portal.accounts.by_login("giaovien"), **FOUNDING)
    groups.add_member(there, school(there), second, there.accounts.by_login("giaovien.van"), **FOUNDING)
    manager.commit()
    other.commit()
    connection.close()


def test_the_search_finds_for_a_group_what_it_finds_for_a_person(city):
    portal, _manager, uuid = city
    one, teacher, own = school(portal), portal.accounts.by_login("giaovien"), portal.accounts.by_login("giaovien.van")
    groups.add_member(portal, one, uuid, teacher, **FOUNDING)
    factories.give(portal, one["tin-tuc"], one.groups.get(uuid), "editor")
    factories.give(portal, one["tin-tuc"], own, "editor")
    assert tokens_of(asker(teacher), one) == tokens_of(asker(own), one)
    assert may(portal, teacher, "page:edit", one["tin-tuc"])
    assert not may(portal, teacher, "page:edit", one["gioi-thieu"])


def test_a_role_of_the_offices_group_ends_to_count_when_the_school_moves_away(city):
    portal, _manager, _uuid = city
    office, one, teacher = portal.root["quan-1"], school(portal), portal.accounts.by_login("giaovien.hai")
    group = groups.add_group(portal, office, "Cụm", **FOUNDING)
    groups.add_member(portal, office, group.uuid, teacher, **FOUNDING)
    factories.give(portal, one, group, "editor")
    assert may(portal, teacher, "page:edit", one["tin-tuc"])
    second = units.add_unit(portal, portal.root, code="79-Q2", kind="phong", by="", at=NOW, since=factories.SINCE,
                            name="quan-2", values=factories.unit_values("Phòng Giáo dục và Đào tạo Quận 2"))
    units.open_portal(portal, second, by="", at=NOW)
    units.move_unit(portal, one, second, by="", at=NOW, day=date(2024, 9, 1))
    assert not may(portal, teacher, "page:edit", one["tin-tuc"])
    with pytest.raises(RuleError):
        factories.give(portal, one, group, "viewer")


def test_a_role_at_a_thing_in_the_trash_is_still_asked_for(city):
    portal, _manager, uuid = city
    one, head = school(portal), portal.accounts.by_login("hieutruong")
    folder = pages.add_page(portal, one["tin-tuc"], "folder", {"title": "Riêng"}, by="", at=NOW)
    factories.give(portal, folder, one.groups.get(uuid), "administrator")
    trash.trash_page(portal, folder, by="", at=NOW)
    with pytest.raises(NotAllowed):
        _take_in(portal, uuid, head)
    boss = portal.accounts.by_login("quantri")
    _take_in(portal, uuid, boss)


def _take_in(portal, uuid, by):
    account = portal.accounts.by_login("giaovien")
    groups.add_member(portal, school(portal), uuid, account, asker=asker(by), by=by.uuid, at=NOW)


def test_who_belongs_nowhere_below_is_not_taken_in(city):
    portal, _manager, uuid = city
    for login in ("giaovien.hai", "khach", "truongphong"):
        with pytest.raises(RuleError):
            groups.add_member(portal, school(portal), uuid, portal.accounts.by_login(login), **FOUNDING)


def test_the_last_administrator_of_the_department_cannot_go_by_a_group_either(city):
    portal, _manager, _uuid = city
    root, boss = portal.root, portal.accounts.by_login("quantri.so")
    group = groups.add_group(portal, root, "Quản trị Sở", **FOUNDING)
    groups.add_member(portal, root, group.uuid, boss, **FOUNDING)
    factories.give(portal, root, group, "administrator")
    own = root.grants.of(boss.uuid)[0]
    sharing.end_role(portal, root, own.id, held=asker(boss).held_at(root), by=boss.uuid, at=NOW)
    row = group.rows[0][0]
    for sure in (False, True):
        with pytest.raises(RuleError):
            groups.end_membership(portal, root, group.uuid, row, asker=asker(boss), by=boss.uuid, at=NOW, sure=sure)
