"""Properties of the one decision: who may do what, and why."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.access import (
    DERIVED_ROLES,
    EVERYONE,
    KEPT_FOR_ADMINISTRATOR,
    PERMISSIONS,
    ROLES,
    SIGNED_IN,
    Grant,
    Held,
    Place,
    decide,
    may_grant,
    role_title,
    roles_held,
)

DAY = date(2026, 11, 21)
#: From a page up to the Sở; the folder may refuse the roles from above.
NODES = ("page", "folder", "school", "office", "so")

roles = st.sampled_from(sorted(ROLES))
permissions = st.sampled_from(sorted(PERMISSIONS))
allowed = st.lists(st.sampled_from([*ROLES, *DERIVED_ROLES]), unique=True).map(tuple)


def _grant(role, node, shift, length, kinds):
    since = DAY + timedelta(days=shift)
    until = None if length is None else since + timedelta(days=length)
    return Grant(f"{role} {node} {shift} {length}", "p", role, node, since, until, kinds, "q", "")


grants_of_one = st.builds(
    _grant,
    roles,
    st.sampled_from(NODES),
    st.sampled_from((-400, -2, -1, 0, 1, 30)),
    st.sampled_from((None, 0, 1, 2, 399, 400, 500)),
    st.sampled_from(((), (), ("thcs",), ("mam_non", "so"), ("phong",))),
)


def grant_lists(holding=None):
    return st.lists(grants_of_one, max_size=6).map(
        lambda found: [each for each in found if holding is None or each.holds_on(DAY) == holding]
    )


def _lineage(kind, first, refuses):
    kinds = {"school": kind, "office": "phong", "so": "so"}
    return [Place(name, name, kinds.get(name, ""), refuses=refuses and name == "folder") for name in NODES[first:]]


def lineages():
    return st.builds(_lineage, st.sampled_from(("thcs", "mam_non")), st.integers(0, len(NODES) - 1), st.booleans())


def granted(grants, lineage, permission, roles):
    return bool(decide(permission, roles, roles_held(grants, lineage, DAY)))


@given(grant_lists(holding=False), lineages(), permissions, allowed)
def test_a_grant_that_has_ended_or_not_begun_never_counts(grants, lineage, permission, roles):
    assert roles_held(grants, lineage, DAY) == ()
    assert not granted(grants, lineage, permission, roles)


def test_the_first_and_the_last_day_are_included():
    one = Grant("g", "p", "editor", "school", DAY, DAY, (), "q", "")
    place = [Place("school", "Trường", "thcs")]
    assert [len(roles_held([one], place, DAY + timedelta(days=shift))) for shift in (-1, 0, 1)] == [0, 1, 0]
    assert len(roles_held([replace(one, until=None)], place, date(2100, 1, 1))) == 1


@given(grant_lists(), lineages())
def test_kinds_limit_a_grant_to_units_of_those_kinds(grants, lineage):
    here = next(place.kind for place in lineage if place.kind)
    for held in roles_held(grants, lineage, DAY):
        assert not held.grant.kinds or here in held.grant.kinds
        assert held.place.uuid == held.grant.node


@given(grant_lists(), lineages(), permissions, allowed)
def test_only_an_administrator_passes_a_folder_that_refuses_and_only_for_content_and_sharing(
    grants, lineage, permission, roles
):
    walls = [number for number, place in enumerate(lineage) if place.refuses]
    decision = decide(permission, roles, roles_held(grants, lineage, DAY))
    if decision and walls and NODES.index(decision.held.place.uuid) > NODES.index(lineage[walls[0]].uuid):
        assert decision.held.role == "administrator"
        assert permission in KEPT_FOR_ADMINISTRATOR


def test_no_permission_on_students_or_marks_is_kept_for_an_administrator_behind_a_wall():
    assert not [
        each for each in KEPT_FOR_ADMINISTRATOR if each.split(":")[0] in ("student", "marks", "class", "account")
    ]


@given(grant_lists(), lineages(), permissions, allowed, grant_lists())
def test_another_grant_never_takes_a_right_away(grants, lineage, permission, roles, others):
    more = grants + others
    for order in (more, more[::-1]):
        assert granted(order, lineage, permission, roles) or not granted(grants, lineage, permission, roles)


@given(grant_lists(), lineages(), permissions, allowed)
def test_a_refusing_folder_never_gives_a_right(grants, lineage, permission, roles):
    open_ = [replace(place, refuses=False) for place in lineage]
    assert granted(grants, open_, permission, roles) or not granted(grants, lineage, permission, roles)


@given(grant_lists(), lineages(), permissions, allowed)
def test_a_grant_beside_the_lineage_counts_for_nothing(grants, lineage, permission, roles):
    names = {place.uuid for place in lineage}
    beside = [each for each in grants if each.node not in names]
    assert roles_held(beside, lineage, DAY) == ()


@given(permissions, allowed, st.sampled_from([(), (EVERYONE,), (EVERYONE, SIGNED_IN)]))
def test_nobody_without_a_role_has_more_than_everyone_or_everyone_who_is_signed_in(permission, roles, own):
    held = tuple(Held(role, None, None) for role in own)
    assert bool(decide(permission, roles, held)) == bool(set(own) & set(roles))


@given(permissions, grant_lists(), lineages())
def test_a_permission_that_nobody_is_named_for_is_refused_to_all(permission, grants, lineage):
    assert not decide(permission, (), roles_held(grants, lineage, DAY))


@given(grant_lists(), lineages(), permissions, allowed)
def test_every_answer_tells_why(grants, lineage, permission, roles):
    decision = decide(permission, roles, roles_held(grants, lineage, DAY))
    assert decision.reason.msgid
    assert (decision.held is not None) == decision.allowed
    if decision:
        assert decision.held.role in roles
        assert role_title(decision.held.role) in str(decision.reason.values) or decision.held.grant is None


@given(grant_lists(), lineages(), roles)
def test_a_role_is_given_only_by_a_role_that_declares_it(grants, lineage, role):
    by = may_grant(roles_held(grants, lineage, DAY), role)
    assert by is None or (role in ROLES[by.role][1] and (by.role == "administrator" or not by.behind_wall))


@given(roles)
def test_derived_roles_give_no_roles(role):
    assert may_grant(tuple(Held(each, None, None) for each in DERIVED_ROLES), role) is None


def test_no_role_gives_more_than_its_own_declaration_and_the_declared_roles_exist():
    for own, (_title, gives) in ROLES.items():
        assert set(gives) <= set(ROLES)
        assert own == "administrator" or own not in gives
