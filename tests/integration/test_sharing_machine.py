"""Whatever people do with roles and groups, one after the other: nobody comes to a role that nobody could give them."""

from datetime import timedelta

import pytest
import transaction
import ZODB
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from ZODB.FileStorage import FileStorage

from eduportal.content.portal import portal_of
from eduportal.domain.access import ROLES, may_grant
from eduportal.domain.dates import local_day
from eduportal.domain.errors import RuleError
from eduportal.operations import groups, revoking, sharing, sharing_changes
from eduportal.security.rights import Asker
from tests import factories

NOW = factories.NOW
PEOPLE = ("quantri.so", "truongphong", "quantri", "hieutruong", "bientap", "giaovien", "quantri.hai", "khach")
people = st.sampled_from(PEOPLE)
#: Who may do nothing tries it too, only less often: most acts should come to something.
actors = st.sampled_from((*PEOPLE[:4] * 3, *PEOPLE))
seldom = st.sampled_from((False, False, False, True))
roles = st.sampled_from((*sorted(ROLES), "editor", "viewer", "clerk"))
numbers = st.integers(0, 7)
shifts = st.sampled_from((None, None, 0, 3))
ends = st.sampled_from((None, None, 0, 4))


@pytest.fixture(scope="module")
def built(tmp_path_factory, declared):
    """A database with the small city, its people and a folder; nothing that a run does is committed."""
    folder = tmp_path_factory.mktemp("machine")
    db = ZODB.DB(FileStorage(str(folder / "Data.fs"), blob_dir=str(folder / "blobs")))
    manager = transaction.TransactionManager()
    connection = db.open(manager)
    portal = factories.small_city(connection.root(), declared, schools=("thcs-mot", "thcs-hai"))
    factories.people(portal)
    _groups(portal)
    manager.commit()
    connection.close()
    yield db
    db.close()


def _groups(portal):
    """Two groups to begin with: people who may give roles are in both, and one administers a school."""
    office = portal.root["quan-1"]
    who = {"asker": None, "by": "", "at": NOW}
    for unit, title, members in ((office["thcs-mot"], "Nhóm một", ("giaovien", "hieutruong")),
                                 (office["thcs-mot"], "Nhóm ba", ()),
                                 (office, "Nhóm hai", ("quantri", "bientap"))):
        group = groups.add_group(portal, unit, title, **who)
        for login in members:
            groups.add_member(portal, unit, group.uuid, portal.accounts.by_login(login), **who)
        if title == "Nhóm ba":
            factories.give(portal, office["thcs-mot"], group, "principal")
        if unit is office:
            factories.give(portal, office["thcs-mot"], group, "administrator")


class Sharing(RuleBasedStateMachine):
    db = declared = None

    def __init__(self):
        super().__init__()
        self.manager = transaction.TransactionManager()
        self.connection = self.db.open(self.manager)
        self.portal = portal_of(self.connection.root(), self.declared)
        self.at = NOW
        office = self.portal.root["quan-1"]
        self.units = [self.portal.root, office, office["thcs-mot"], office["thcs-hai"]]
        self.nodes = [*self.units, office["thcs-mot"]["tin-tuc"]]

    def teardown(self):
        self.manager.abort()
        self.connection.close()

    def account(self, login):
        return self.portal.accounts.by_login(login)

    def asker(self, login, shift=0):
        return Asker(self.account(login).uuid, local_day(self.at) + timedelta(days=shift))

    def all_groups(self):
        return [(unit, group) for unit in self.units if unit.groups is not None
                for group in sorted(unit.groups.all(), key=lambda each: each.created + each.title)]

    def picked(self, number):
        found = self.all_groups()
        return found[number % len(found)] if found else (None, None)

    def reached(self):
        """Return {(login, role, uuid of the place)} of what people hold, or will, at any of the places."""
        return {(login, held.role, held.place.uuid) for login in PEOPLE for shift in (0, 3, 5) for node in self.nodes
                for held in self.asker(login, shift).held_at(node) if held.grant is not None}

    def act(self, login, work):
        """Let ``login`` do something; what it gave or took must be theirs to give, and never to themselves."""
        may_give = {(node.uuid, role) for node in self.nodes for role in ROLES
                    if may_grant(self.asker(login).held_at(node), role) is not None}
        before = self.reached()
        savepoint = self.manager.savepoint()
        try:
            work(self.asker(login), {"by": self.account(login).uuid, "at": self.at})
        except RuleError:
            savepoint.rollback()
            assert self.reached() == before
            return
        after = self.reached()
        for person, role, place in after - before:
            assert person != login, f"{login} came to {role} by their own act"
            assert (place, role) in may_give, f"{login} gave {role} to {person}"
        for person, role, place in before - after:
            assert (place, role) in may_give, f"{login} took {role} from {person}"

    def day(self, shift):
        return None if shift is None else local_day(self.at) + timedelta(days=shift)

    @rule(login=actors, unit=numbers, title=st.sampled_from(("Tổ Toán", "Tổ Văn", "Ban biên tập")))
    def make_a_group(self, login, unit, title):
        unit = self.units[unit % len(self.units)]
        self.act(login, lambda asker, who: groups.add_group(self.portal, unit, title, asker=asker, **who))

    @rule(login=actors, number=numbers, member=people, since=shifts, until=ends)
    def take_in(self, login, number, member, since, until):
        unit, group = self.picked(number)
        if unit is not None:
            self.act(login, lambda asker, who: groups.add_member(
                self.portal, unit, group.uuid, self.account(member), asker=asker, since=self.day(since),
                until=self.day(until), **who))

    @rule(login=actors, number=numbers, which=numbers, really=seldom)
    def let_out(self, login, number, which, really):
        unit, group = self.picked(number)
        if unit is not None and group.rows and really:
            row = group.rows[which % len(group.rows)][0]
            self.act(login, lambda asker, who: groups.end_membership(
                self.portal, unit, group.uuid, row, asker=asker, sure=True, **who))

    @rule(login=actors, number=numbers, really=seldom)
    def end_a_group(self, login, number, really):
        unit, group = self.picked(number)
        if unit is not None and really:
            self.act(login, lambda asker, who: groups.end_group(
                self.portal, unit, group.uuid, asker=asker, sure=True, **who))

    @rule(login=actors, place=numbers, role=roles, person=people, number=numbers, to_group=st.booleans(), since=shifts,
          until=ends, here_only=st.booleans())
    def give(self, login, place, role, person, number, to_group, since, until, here_only):
        node, (_unit, group) = self.nodes[place % len(self.nodes)], self.picked(number)
        principal = group if to_group and group is not None else self.account(person)
        self.act(login, lambda asker, who: sharing.give_role(
            self.portal, node, principal, role, held=asker.held_at(node), since=self.day(since),
            until=self.day(until), here_only=here_only, **who))

    @rule(login=actors, place=numbers, which=numbers)
    def end(self, login, place, which):
        node = self.nodes[place % len(self.nodes)]
        unit = next(each for each in (node, node.__parent__) if each in self.units)
        found = sorted((grant for grant in unit.grants.all() if grant.node == node.uuid),
                       key=lambda each: (each.role, each.given_at, each.since))
        if found:
            grant = found[which % len(found)].id
            self.act(login, lambda asker, who: sharing.end_role(
                self.portal, node, grant, held=asker.held_at(node), sure=True, **who))

    @rule(login=actors, place=numbers, role=roles, person=people, number=numbers, ticks=st.booleans())
    def change_ticks(self, login, place, role, person, number, ticks):
        node, (_unit, group) = self.nodes[place % len(self.nodes)], self.picked(number)
        keys = [f"{self.account(person).uuid}:{role}", *([f"{group.uuid}:{role}"] if group is not None else [])]

        def work(asker, who):
            changes = sharing_changes.changes_of(self.portal, node, keys if ticks else [], [] if ticks else keys)
            sharing_changes.make_changes(self.portal, node, changes, held=asker.held_at(node), sure=True, **who)

        self.act(login, work)

    @rule(login=actors, person=people, place=numbers, really=seldom)
    def take_everything_back(self, login, person, place, really):
        if not really:
            return
        unit = self.units[place % len(self.units)]
        self.act(login, lambda asker, who: revoking.revoke_all(
            self.portal, unit, self.account(person), sure=True, **who))

    @rule(days=st.integers(1, 4))
    def wait(self, days):
        self.at += timedelta(days=days)

    @invariant()
    def somebody_administers_the_department(self):
        assert any(held.role == "administrator" and held.place.uuid == self.portal.root.uuid
                   for login in PEOPLE for held in self.asker(login).held_at(self.portal.root)
                   if held.grant is not None) or self.at > NOW


def test_nobody_comes_to_a_role_that_the_actor_could_not_give(built, declared):
    Sharing.db, Sharing.declared = built, declared
    run_state_machine_as_test(Sharing, settings=settings(max_examples=100, stateful_step_count=30))
