"""Whatever happens to units in any order: the register, its lists, the tree and the dated edges tell the same."""

import itertools
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
import transaction
import ZODB
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from ZODB.FileStorage import FileStorage

from eduportal import definitions
from eduportal.content.portal import portal_of
from eduportal.domain.errors import RuleError
from eduportal.domain.unit_states import ENDED
from eduportal.operations import registry, unit_acts, unit_import, unit_import_undo, units
from tests import factories
from tests.factories import NOW, SINCE

_DECLARED = definitions.load()
_NUMBERS = st.integers(0, 30)
_KINDS = st.sampled_from(["mam_non", "tieu_hoc", "thcs", "thpt", "phong"])


class Units(RuleBasedStateMachine):
    """Adds, moves, renames, merges, closes, reopens, imports and takes back, on days that only go forward."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="eduportal-units-"))
        self.db = ZODB.DB(FileStorage(str(self.folder / "Data.fs"), blob_dir=str(self.folder / "blobs")))
        self.manager = transaction.TransactionManager()
        self.connection = self.db.open(self.manager)
        self.portal = factories.small_city(self.connection.root(), _DECLARED)
        self.by = factories.person(self.portal, "quantri.so", "Đỗ Văn Sở", self.portal.root).uuid
        factories.give(self.portal, self.portal.root, self.portal.accounts.get(self.by), "administrator")
        self.day, self.number = SINCE, 0
        self.manager.commit()

    def teardown(self):
        self.manager.abort()
        self.connection.close()
        self.db.close()
        shutil.rmtree(self.folder)

    def all(self):
        # By code: a uuid differs from run to run, and a failure could not be replayed.
        return [self.portal.unit(uuid) for _code, uuid in sorted(self.portal.register.codes.items())]

    def pick(self, number):
        found = self.all()
        return found[number % len(found)]

    def tried(self, work):
        """Do it and commit, or be refused with nothing done."""
        try:
            work()
        except RuleError:
            self.manager.abort()
            return
        self.manager.commit()

    @rule(office=_NUMBERS, kind=_KINDS)
    def add(self, office, kind):
        self.number += 1
        self.tried(lambda: units.add_unit(
            self.portal, self.pick(office), code=f"M-{self.number}", kind=kind, by=self.by, at=NOW, since=self.day,
            values={"name": f"Đơn vị {self.number % 4}"}))

    @rule(unit=_NUMBERS, office=_NUMBERS, days=st.integers(0, 40))
    def move(self, unit, office, days):
        self.day += timedelta(days=days)
        self.tried(lambda: unit_acts.move_unit_on(
            self.portal, self.pick(unit), self.pick(office), by=self.by, at=NOW, day=self.day))

    @rule(unit=_NUMBERS, name=st.sampled_from(["mot", "hai", "ba"]))
    def rename(self, unit, name):
        self.tried(lambda: units.rename_unit(self.portal, self.pick(unit), name, by=self.by, at=NOW))

    @rule(unit=_NUMBERS, keep=st.sampled_from(["closed", "closed_hidden"]), days=st.integers(0, 40))
    def close(self, unit, keep, days):
        self.day += timedelta(days=days)
        self.tried(lambda: unit_acts.close_unit(
            self.portal, self.pick(unit), reason="x", keep=keep, by=self.by, at=NOW, day=self.day))

    @rule(unit=_NUMBERS, into=_NUMBERS)
    def merge(self, unit, into):
        self.tried(lambda: unit_acts.merge_unit(
            self.portal, self.pick(unit), self.pick(into), reason="x", by=self.by, at=NOW, day=self.day))

    @rule(unit=_NUMBERS)
    def reopen(self, unit):
        self.tried(lambda: unit_acts.reopen_unit(self.portal, self.pick(unit), reason="x", by=self.by, at=NOW))

    @rule(unit=_NUMBERS)
    def open_portal(self, unit):
        self.tried(lambda: units.open_portal(self.portal, self.pick(unit), by=self.by, at=NOW))

    @rule(unit=_NUMBERS, name=st.sampled_from(["Trường A", "Trường Á", "Trường Ạ"]))
    def edit(self, unit, name):
        node = self.pick(unit)
        self.tried(lambda: units.edit_unit(self.portal, node, {"name": name}, seen=node.revision, by=self.by, at=NOW))

    @rule(office=_NUMBERS, kind=st.sampled_from(["thcs", "thpt"]), known=_NUMBERS)
    def import_list(self, office, kind, known):
        self.number += 2
        head = ["Mã đơn vị", "Tên đơn vị", "Loại đơn vị", "Mã đơn vị quản lý"]
        old = self.pick(known)
        rows = [head, [f"M-{self.number}", "Nhập", kind, self.pick(office).code], [old.code, "Tên mới", old.kind, ""]]

        def work():
            draft = unit_import.check_list(self.portal, self.portal.root, rows, name="x", since=self.day, by=self.by,
                                           at=NOW)
            unit_import.confirm_list(self.portal, self.portal.root, draft.uuid, by=self.by, at=NOW)

        self.tried(work)

    @rule()
    def take_back(self):
        logs = [log for log in unit_import_undo.imports_of(self.portal, self.portal.root) if log.done]
        if logs:
            self.tried(lambda: unit_import_undo.undo_import(
                self.portal, self.portal.root, logs[0].uuid, by=self.by, at=NOW))

    @invariant()
    def the_register_tells_the_tree(self):
        register = portal_of(self.connection.root(), _DECLARED).register
        nodes = {node.uuid: node for node in _tree(self.portal.root)}
        assert set(nodes) == set(register.records) == set(register.codes.values())
        for uuid, record in register.records.items():
            node = nodes[uuid]
            above = node.__parent__.uuid if node.__parent__ is not None else ""
            assert (record.parent, record.name, record.title, record.kind, record.state, record.code) == (
                above, node.__name__ or "", node.title, node.kind, node.state, node.code)
            assert register.codes[record.code] == uuid

    @invariant()
    def every_unit_is_listed_once(self):
        listed = [each.row for each in _listed(self.portal.register, self.portal.root.uuid)]
        assert sorted(row.uuid for row in listed) == sorted(set(self.portal.register.records) - {self.portal.root.uuid})
        for row in listed:
            record = self.portal.register.records[row.uuid]
            assert (row.state, row.opened_on, row.closed_on, row.public) == (
                record.state, record.opened_on, record.closed_on, record.public)
        found = registry.units_of(self.portal, self.portal.root, registry.Wanted(), staff=True)
        assert [each.key for each in found] == sorted(each.key for each in found)

    @invariant()
    def the_edges_follow_each_other(self):
        for record in self.portal.register.records.values():
            managing = [edge for edge in record.edges if edge[0] == "managing"]
            ongoing = [edge for edge in managing if not edge[3]]
            assert all(until == "" or since <= until for _kind, _target, since, until in record.edges)
            assert all(one[3] and one[3] <= other[2] for one, other in itertools.pairwise(managing))
            if record.state in ENDED:
                assert ongoing == []
                assert record.closed_on
            elif record.parent:
                assert [edge[1] for edge in ongoing] == [record.parent]
                assert not record.closed_on


def _tree(unit):
    yield unit
    for child in unit.values():
        if getattr(child, "is_unit", False):
            yield from _tree(child)


def _listed(register, uuid):
    """As registry.below, but into schools too: nothing may hide there."""
    for key, row in register.listed(uuid):
        yield registry.Found(row, None, key)
        yield from _listed(register, row.uuid)


TestUnits = Units.TestCase
TestUnits.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)


def test_a_unit_moves_on_a_later_day_only_once(connection, declared):
    portal = factories.small_city(connection.root(), declared)
    factories.people(portal)
    so = portal.accounts.by_login("quantri.so").uuid
    ward = units.add_unit(portal, portal.root, code="W", kind="ward_office", by="", at=NOW, values={"name": "UBND"})
    school = portal.root["quan-1"]["thcs-mot"]
    unit_acts.move_unit_on(portal, school, ward, by=so, at=NOW, day=date(2026, 11, 25))
    for days in (3, 4, 5, 6):
        unit_acts.carry_out_plans(portal, portal.root, by="", at=NOW + timedelta(days=days))
    assert school.__parent__ is ward
    assert len(portal.register.records[school.uuid].edges) == 2
    assert len(portal.register.book("plans")) == 0


def test_an_ended_unit_begins_again_before_its_portal_opens(connection, declared):
    portal = factories.small_city(connection.root(), declared)
    factories.people(portal)
    so = portal.accounts.by_login("quantri.so").uuid
    school = units.add_unit(portal, portal.root["quan-1"], code="E", kind="thcs", by="", at=NOW, since=SINCE,
                            values={"name": "E"})
    unit_acts.close_unit(portal, school, reason="x", keep="closed", by=so, at=NOW)
    with pytest.raises(RuleError, match="has ended"):
        units.open_portal(portal, school, by=so, at=NOW)
    assert (school.state, school.index) == ("closed", None)
    unit_acts.reopen_unit(portal, school, reason="x", by=so, at=NOW)
    units.open_portal(portal, school, by=so, at=NOW)
    record = portal.register.records[school.uuid]
    assert [edge[1] for edge in record.edges if not edge[3]] == [portal.root["quan-1"].uuid]
