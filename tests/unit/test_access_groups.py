"""Properties of roles that are held through groups, and of grants for one unit only."""

from dataclasses import replace
from datetime import date

from hypothesis import given

from eduportal.content.grants import GrantBook, _freeze
from eduportal.domain.access import Grant, Place, decide, may_grant, roles_held, why
from tests.unit.test_access import DAY, allowed, grant_lists, lineages, permissions, roles

GROUPS = {"g": "Tổ Toán"}


def through_group(grants):
    return [replace(each, principal="g") for each in grants]


@given(grant_lists(), lineages(), permissions, allowed)
def test_a_right_through_a_group_is_the_right_that_an_own_grant_gives(grants, lineage, permission, names):
    own = decide(permission, names, roles_held(grants, lineage, DAY))
    group = decide(permission, names, roles_held(through_group(grants), lineage, DAY, GROUPS))
    assert own.allowed == group.allowed
    if group:
        assert group.held.group == "Tổ Toán"
        assert own.held.group == ""
        assert (own.held.role, own.held.place) == (group.held.role, group.held.place)


@given(grant_lists(), lineages(), roles)
def test_what_a_group_gives_may_give_the_same_roles_on(grants, lineage, role):
    own = may_grant(roles_held(grants, lineage, DAY), role)
    group = may_grant(roles_held(through_group(grants), lineage, DAY, GROUPS), role)
    assert (own is None) == (group is None)


@given(grant_lists(holding=True), lineages())
def test_the_reason_names_the_group(grants, lineage):
    for held in roles_held(through_group(grants), lineage, DAY, GROUPS):
        assert why(held).values["group"] == "Tổ Toán"


@given(grant_lists(), lineages(), permissions, allowed)
def test_a_grant_for_this_unit_only_never_gives_more_and_stops_at_the_wall(grants, lineage, permission, names):
    only = [replace(each, here_only=True) for each in grants]
    held = roles_held(only, lineage, DAY)
    assert decide(permission, names, roles_held(grants, lineage, DAY)) or not decide(permission, names, held)
    own = {place.uuid for place in lineage[: [bool(place.kind) for place in lineage].index(True) + 1]}
    assert {each.place.uuid for each in held} <= own


def test_a_grant_for_this_unit_only_counts_in_its_own_folders():
    only = Grant("g", "p", "editor", "school", DAY, None, (), "q", "", here_only=True)
    places = [Place("page", "Trang"), Place("school", "Trường", "thcs"), Place("so", "Sở", "so")]
    assert [held.role for held in roles_held([only], places, DAY)] == ["editor"]
    assert roles_held([replace(only, node="so")], places, DAY) == ()


def test_grants_of_an_older_database_are_read_and_say_nothing_of_who_ended_them():
    book = GrantBook()
    row = ("id", "p", "editor", "n", "2026-01-01", "2026-02-01", ("thcs",), "by", "2026-01-01T00:00:00+00:00")
    book.by_principal["p"] = (row,)
    old = book.of("p")[0]
    assert (old.until, old.kinds, old.given_by) == (date(2026, 2, 1), ("thcs",), "by")
    assert (old.here_only, old.ended_by, old.ended_at) == (False, "", "")
    book.put(replace(old, ended_by="x", ended_at="2026-02-02T00:00:00+00:00", here_only=True))
    assert book.of("p")[0].ended_by == "x"
    assert _freeze(book.of("p")[0])[:9] == row
