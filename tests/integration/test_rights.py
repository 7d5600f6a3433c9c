"""Rights on the real tree: one grant flows down, ends at once, stops at walls; the index knows them without copies."""

from datetime import date, timedelta

import pytest

from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.operations import pages, sharing, units
from eduportal.search.finding import find_in_unit
from eduportal.security.rights import grantable_roles, tokens_of
from tests import factories
from tests.integration.rights_setup import DAY, NOW, asker, may
from tests.integration.test_walls import Written


@pytest.fixture
def head(portal):
    return factories.person(portal, "truong.phong", "Trần Thị Trưởng")


@pytest.fixture
def office(portal):
    return portal.root["quan-1"]


# -- one grant, everything below


def test_a_grant_on_an_office_reaches_every_school_below_with_one_write(
    portal, connection, commit, head, office, one, two
):
    pages_before = [factories.page(portal, each["tin-tuc"], "Nháp", type_name="news_item") for each in (one, two)]
    for _number in range(200):
        factories.page(portal, one["tin-tuc"], "Bản tin", type_name="news_item")
    sharing.give_role(
        portal, office, factories.person(portal, "nguoi.khac", "Người Khác"), "viewer", held=None, by="", at=NOW
    )
    commit()
    with Written(connection) as written:
        factories.give(portal, office, head, "editor")
        commit()
    # The book of grants (one bucket of it) and the doors of the account.
    assert len(written.oids) == 2
    for node in (office, one, two, *pages_before):
        assert may(portal, head, "page:edit", node)
        assert not may(portal, head, "page:approve", node)
    assert not may(portal, head, "page:edit", portal.root)
    assert not may(portal, head, "page:edit", portal.root["thpt-mot"])


def test_a_grant_for_some_kinds_of_unit_works_only_in_those(portal, head, office, one):
    nursery = factories.add_school(portal, office, "mam-non-mot", "79-Q1-MN-001", "mam_non")
    sharing.give_role(portal, portal.root, head, "editor", held=None, by="", at=NOW, kinds=("mam_non",))
    assert may(portal, head, "page:edit", nursery)
    assert may(portal, head, "page:edit", nursery["tin-tuc"])
    for node in (portal.root, office, one, one["tin-tuc"], portal.root["thpt-mot"]):
        assert not may(portal, head, "page:edit", node)
    assert f"editor@{portal.root.uuid}" not in tokens_of(asker(head), portal.root)
    assert f"editor@{nursery.uuid}" in tokens_of(asker(head), nursery)
    assert f"editor@{one.uuid}" not in tokens_of(asker(head), one)


def test_an_ended_grant_is_gone_at_once_and_stays_as_history(portal, head, one):
    grant = factories.give(portal, one, head, "editor", since=date(2020, 1, 1))
    assert may(portal, head, "page:edit", one)
    ended = sharing.end_role(portal, one, grant.id, held=None, by="", at=NOW)
    assert not may(portal, head, "page:edit", one)
    assert may(portal, head, "page:edit", one, DAY - timedelta(days=1))
    assert [each.id for each in one.grants.of(head.uuid)] == [grant.id]
    assert ended.until == DAY - timedelta(days=1)
    assert ended.since == grant.since


def test_a_grant_of_the_future_that_is_ended_never_begins(portal, head, one):
    grant = factories.give(portal, one, head, "editor", since=DAY + timedelta(days=5))
    sharing.end_role(portal, one, grant.id, held=None, by="", at=NOW)
    assert not [shift for shift in range(-30, 30) if may(portal, head, "page:edit", one, DAY + timedelta(days=shift))]


def test_the_end_of_a_role_that_is_over_is_not_moved(portal, head, one):
    grant = factories.give(portal, one, head, "editor", since=date(2020, 1, 1), until=date(2021, 1, 1))
    with pytest.raises(RuleError):
        sharing.end_role(portal, one, grant.id, held=None, by="", at=NOW)
    assert one.grants.of(head.uuid)[0].until == date(2021, 1, 1)


# -- giving and ending


def test_a_principal_gives_what_the_role_declares_and_nothing_else(portal, head, one, two):
    principal = factories.person(portal, "hieu.truong", "Trần Văn Hiệu", one)
    factories.give(portal, one, principal, "principal")
    held = asker(principal).held_at(one)
    assert set(grantable_roles(asker(principal), one)) == {"editor", "clerk", "records_officer", "viewer"}
    sharing.give_role(portal, one, head, "editor", held=held, by=principal.uuid, at=NOW)
    for role in ("administrator", "principal", "inspector", "teacher", "everyone", ""):
        with pytest.raises(RuleError):
            sharing.give_role(portal, one, head, role, held=held, by=principal.uuid, at=NOW)
    with pytest.raises(NotAllowed):
        sharing.give_role(portal, two, head, "editor", held=asker(principal).held_at(two), by=principal.uuid, at=NOW)
    assert [each.role for each in one.grants.of(head.uuid)] == ["editor"]
    assert two.grants.of(head.uuid) == ()


def test_nobody_gives_a_role_to_themselves(portal, head, one):
    factories.give(portal, one, head, "administrator")
    with pytest.raises(NotAllowed):
        sharing.give_role(portal, one, head, "principal", held=asker(head).held_at(one), by=head.uuid, at=NOW)
    assert [each.role for each in one.grants.of(head.uuid)] == ["administrator"]


def test_the_grant_of_another_node_or_unit_is_not_ended_from_here(portal, head, one, two):
    boss = factories.person(portal, "quan.tri", "Lê Thị Quản", one)
    factories.give(portal, one, boss, "administrator")
    there = factories.give(portal, two, head, "editor")
    in_folder = factories.give(portal, one["tin-tuc"], head, "editor")
    held = asker(boss).held_at(one)
    for foreign in (there.id, in_folder.id, "", "x" * 32, None):
        with pytest.raises(NotAllowed):
            sharing.end_role(portal, one, foreign, held=held, by=boss.uuid, at=NOW)
    assert may(portal, head, "page:edit", two)
    assert may(portal, head, "page:edit", one["tin-tuc"])
    assert not may(portal, head, "page:edit", one["gioi-thieu"])


def test_a_principal_does_not_end_the_role_of_an_administrator(portal, head, one):
    grant = factories.give(portal, one, head, "administrator")
    principal = factories.person(portal, "hieu.truong", "Trần Văn Hiệu", one)
    factories.give(portal, one, principal, "principal")
    with pytest.raises(NotAllowed):
        sharing.end_role(portal, one, grant.id, held=asker(principal).held_at(one), by=principal.uuid, at=NOW)
    assert may(portal, head, "page:hide", one)


# -- what the index knows


def found(portal, account, unit, query="nhap"):
    hits, total = find_in_unit(
        unit,
        query,
        tokens_of(asker(account), unit),
        lambda node: may(portal, account, "page:view", node),
        portal.definitions,
        limit=20,
        offset=0,
    )
    assert total == len(hits), "the index and the decision must say the same"
    return {hit.node.title for hit in hits}


def test_drafts_are_found_by_those_who_may_see_them_and_by_nobody_else(portal, commit, one, two, office):
    people = {}
    for name, node, role in (
        ("bien.tap", one, "editor"),
        ("trang", one["gioi-thieu"], "editor"),
        ("hai", two, "administrator"),
        ("phong", office, "viewer"),
        ("giao.vu", one, "records_officer"),
        ("thanh.tra", one, "inspector"),
    ):
        people[name] = factories.person(portal, name, name)
        factories.give(portal, node, people[name], role)
    nobody = factories.person(portal, "khong.vai.tro", "Người Lạ")
    factories.page(portal, one["tin-tuc"], "Nháp tin", type_name="news_item")
    factories.page(portal, one["gioi-thieu"], "Nháp trang")
    factories.page(portal, one["gioi-thieu"], "Nháp đã đăng", published=True)
    commit()
    public = {"Nháp đã đăng"}
    assert found(portal, None, one) == public
    for name in ("hai", "giao.vu", "thanh.tra"):
        assert found(portal, people[name], one) == public
    assert found(portal, nobody, one) == public
    assert found(portal, people["trang"], one) == public | {"Nháp trang"}
    for name in ("bien.tap", "phong"):
        assert found(portal, people[name], one) == public | {"Nháp tin", "Nháp trang"}


def test_a_moved_school_keeps_its_index_while_the_rights_from_above_change_hands(
    portal, connection, commit, head, office, one
):
    factories.give(portal, office, head, "viewer")
    other = factories.person(portal, "phong.hai", "Người Quận Hai")
    target = units.add_unit(
        portal,
        portal.root,
        code="79-Q2",
        kind="phong",
        by="",
        at=NOW,
        since=factories.SINCE,
        name="quan-2",
        values=factories.unit_values("Phòng Giáo dục và Đào tạo Quận 2"),
    )
    factories.give(portal, target, other, "viewer")
    factories.page(portal, one["tin-tuc"], "Nháp tin", type_name="news_item")
    commit()
    assert found(portal, head, one) == {"Nháp tin"}
    assert found(portal, other, one) == set()
    index = {each._p_oid for each in (one.index.viewers, one.index.cards, one.index.text)}
    with Written(connection) as written:
        units.move_unit(portal, one, target, by="", at=NOW, day=factories.SINCE)
        commit()
    assert not index & written.oids
    assert found(portal, head, one) == set()
    assert found(portal, other, one) == {"Nháp tin"}


def test_a_folder_that_refuses_roles_shuts_out_all_but_administrators_and_those_named_in_it(
    portal, commit, one, office
):
    people = {}
    folder = pages.add_page(portal, one["tin-tuc"], "folder", {"title": "Ban giám hiệu"}, by="", at=NOW)
    inner = pages.add_page(portal, folder, "folder", {"title": "Bên trong"}, by="", at=NOW)
    for name, node, role in (
        ("bien.tap", one, "editor"),
        ("quan.tri", one, "administrator"),
        ("phong", office, "administrator"),
        ("truong", one, "principal"),
        ("thu.ky", folder, "editor"),
        ("trong", inner, "viewer"),
        ("so.viewer", portal.root, "viewer"),
        ("tin.tuc", one["tin-tuc"], "administrator"),
    ):
        people[name] = factories.person(portal, name, name)
        factories.give(portal, node, people[name], role)
    factories.page(portal, inner, "Nháp mật", type_name="news_item")
    pages.set_refusal(portal, folder, True, by="", at=NOW)
    commit()
    draft = inner["nhap-mat"]
    seeing = {name for name, account in people.items() if may(portal, account, "page:view_draft", draft)}
    assert seeing == {"quan.tri", "phong", "thu.ky", "trong", "tin.tuc"}
    assert {name for name, account in people.items() if found(portal, account, one)} == seeing
    assert not may(portal, people["truong"], "page:approve", draft)
    pages.set_refusal(portal, folder, False, by="", at=NOW)
    assert found(portal, people["bien.tap"], one) == {"Nháp mật"}
