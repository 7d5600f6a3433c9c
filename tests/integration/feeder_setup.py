"""A province that lives at random beside a feeder: everything that people do, in an order that a number decides."""

import random
from contextlib import contextmanager
from datetime import date, timedelta

import transaction
import ZODB
from sqlalchemy import select
from ZODB.FileStorage import FileStorage
from ZODB.POSException import ConflictError

from eduportal.content.nodes import below
from eduportal.content.portal import portal_of
from eduportal.domain.errors import RuleError
from eduportal.jobs.feeder import Feeder, rebuild
from eduportal.operations import moves, pages, school, trash, units
from eduportal.sidestore import feed, open_store
from eduportal.sidestore.tables import derived
from tests import factories

NOW = factories.NOW


@contextmanager
def fed_province(folder, declared):
    """Give a :class:`Province` on files in ``folder``, with a running feeder; close everything afterwards."""
    db = ZODB.DB(FileStorage(str(folder / "Data.fs"), blob_dir=str(folder / "blobs")), pool_size=40)
    store = open_store(f"sqlite:///{folder}/side.sqlite")
    feeder = Feeder(store, declared)
    connection = db.open(transaction.TransactionManager())
    try:
        feeder.start(db)
        yield Province(folder, db, connection, store, feeder, declared)
    finally:
        feeder.stop()
        connection.transaction_manager.abort()
        connection.close()
        store.close()
        db.close()


class Province:
    """A Sở with two Phòng, four schools, and what was done there."""

    def __init__(self, folder, db, connection, store, feeder, declared):
        self.folder, self.db, self.connection, self.store = folder, db, connection, store
        self.feeder, self.declared, self.at, self.numbers = feeder, declared, NOW, 0
        if portal_of(connection.root(), declared) is None:
            factories.small_city(connection.root(), declared)
            office = units.add_unit(self.portal, self.portal.root, code="79-Q2", kind="phong", by="", at=NOW,
                                    since=factories.SINCE, name="quan-2",
                                    values=factories.unit_values("Phòng Giáo dục và Đào tạo Quận 2"))
            units.open_portal(self.portal, office, by="", at=NOW)
            factories.add_school(self.portal, office, "thcs-ba", "79-Q2-THCS-001", "thcs")
            self.commit()
            feeder.queue.put(None)

    @property
    def portal(self):
        return portal_of(self.connection.root(), self.declared)

    def commit(self):
        self.connection.transaction_manager.commit()

    def do(self, work):
        """Run ``work()`` and commit, again when the trimming of an outbox came between; return what it returned."""
        for _attempt in range(8):
            try:
                result = work()
                self.commit()
                return result
            except ConflictError:
                self.connection.transaction_manager.abort()
        raise AssertionError("Eight attempts met another writer each time.")

    def dump(self):
        """Return every derived row, once the feeder has caught up."""
        assert self.feeder.wait()
        with self.store.read() as side:
            return feed.dump(side)

    def rebuilt(self):
        """Return every derived row of a second store that is filled anew."""
        self.numbers += 1
        other = open_store(f"sqlite:///{self.folder}/rebuilt-{self.numbers}.sqlite")
        try:
            rebuild(self.db, other, self.declared)
            with other.read() as side:
                return feed.dump(side)
        finally:
            other.close()

    def found_titles(self):
        """Return the titles that the public can find in the province."""
        assert self.feeder.wait()
        with self.store.read() as side:
            return set(side.scalars(select(derived(side).objects.c.title)))

    def live(self, numbers):
        """Let something happen for each number of ``numbers``; return how often it was possible."""
        return sum(self._step(random.Random(number)) for number in numbers)

    def _step(self, chance):
        self.at += timedelta(minutes=1)
        start = chance.getstate()

        def work():
            chance.setstate(start)
            chance.choice(EVENTS)(self, chance)

        try:
            self.do(work)
        except RuleError:
            self.connection.transaction_manager.abort()
            return False
        return True

    # What there is to choose from, always in the same order.

    def units(self):
        portal = self.portal
        found = [portal.unit(uuid) for uuid in portal.register.records]
        return sorted((each for each in found if each is not None and each.index is not None), key=lambda each: each.code)

    def nodes(self, type_names, chance):
        unit = chance.choice(self.units())
        found = sorted((each for each in below(unit) if each.type_name in type_names), key=lambda each: each.uuid)
        return found or self._refuse()

    def trashed(self, chance, *, whole_units):
        found = [(unit, key) for unit in self.units() for key, entry in unit.trash.items()
                 if entry.node.is_unit == whole_units]
        return chance.choice(found or self._refuse())

    def _refuse(self):
        raise RuleError("There is nothing to choose from.")


ITEMS = ("news_item", "page")


def _add(province, chance):
    folder = chance.choice(province.nodes(("folder",), chance))
    type_name = chance.choice([each for each in ("news_item", "page", "folder", "file")
                               if folder.type_name in province.declared.types[each].contained_in])
    values = {"title": f"Tin số {chance.randrange(1000)}"}
    if type_name == "file":
        values["file"] = {"name": "ke-hoach.txt", "data": b"Ke hoach"}
    elif type_name != "folder":
        values |= {"body": f"<p>Nội dung {chance.randrange(1000)}</p>"}
    if type_name == "news_item":
        values["send_up"] = chance.random() < 0.5
    node = pages.add_page(province.portal, folder, type_name, values, by="", at=province.at)
    if type_name in ITEMS and chance.random() < 0.4:
        pages.add_page(province.portal, node, "file", {"title": "Tệp kèm", "file": {"name": "a.txt", "data": b"tep"}},
                       by="", at=province.at)
    if type_name != "folder" and chance.random() < 0.8:
        for step in ("submit", "approve"):
            pages.change_state(province.portal, node, step, by="", at=province.at)


def _publish(province, chance):
    node = chance.choice(province.nodes((*ITEMS, "file"), chance))
    for step in ("submit", "approve"):
        pages.change_state(province.portal, node, step, by="", at=province.at)


def _withdraw(province, chance):
    pages.change_state(province.portal, chance.choice(province.nodes((*ITEMS, "file"), chance)), "withdraw", by="",
                       at=province.at, reason="Nhầm")


def _edit(province, chance):
    node = chance.choice(province.nodes((*ITEMS, "folder", "file"), chance))
    values = {"title": f"Tin sửa {chance.randrange(1000)}"}
    if node.type_name == "news_item":
        values["send_up"] = chance.random() < 0.5
    pages.edit_page(province.portal, node, values, seen=node.revision, by="", at=province.at)


def _hide(province, chance):
    pages.change_state(province.portal, chance.choice(province.nodes(("folder",), chance)),
                       chance.choice(("hide", "show")), by="", at=province.at)


def _move(province, chance):
    node = chance.choice(province.nodes((*ITEMS, "folder", "file"), chance))
    target = chance.choice(province.nodes(("folder",), chance))
    moves.move_page(province.portal, node, target, by="", at=province.at)


def _rename(province, chance):
    node = chance.choice(province.nodes((*ITEMS, "folder"), chance))
    moves.rename_page(province.portal, node, f"ten-{chance.randrange(50)}", by="", at=province.at)


def _trash(province, chance):
    trash.trash_page(province.portal, chance.choice(province.nodes((*ITEMS, "folder", "file"), chance)), by="",
                     at=province.at)


def _restore(province, chance):
    unit, key = province.trashed(chance, whole_units=False)
    trash.restore_page(province.portal, unit, key, by="", at=province.at)


def _move_unit(province, chance):
    unit, office = chance.choice(province.units()), chance.choice(province.units())
    units.move_unit(province.portal, unit, office, by="", at=province.at, day=date(2019, 1, 1))


def _rename_unit(province, chance):
    unit = chance.choice([each for each in province.units() if each.__parent__ is not None])
    # Few names: a unit soon takes the one that a unit in the trash left behind.
    units.rename_unit(province.portal, unit, f"ten-{chance.randrange(3)}", by="", at=province.at)


def _edit_unit(province, chance):
    unit = chance.choice(province.units())
    units.edit_unit(province.portal, unit, {"name": f"Trường số {chance.randrange(100)}"}, seen=unit.revision, by="",
                    at=province.at)


def _trash_unit(province, chance):
    trash.trash_unit(province.portal, chance.choice(province.units()), by="", at=province.at)


def _restore_unit(province, chance):
    office, key = province.trashed(chance, whole_units=True)
    trash.restore_unit(province.portal, office, key, by="", at=province.at)


def _suspend_or_resume(province, chance):
    unit = chance.choice(province.units())
    if unit.state == "suspended":
        units.resume_unit(province.portal, unit, by="", at=province.at)
    else:
        units.suspend_unit(province.portal, unit, reason="Sửa chữa", by="", at=province.at)


def _add_unit(province, chance):
    office = chance.choice(province.units())
    added = units.add_unit(province.portal, office, code=f"79-{chance.randrange(10_000)}", kind="thcs", by="",
                           at=province.at, since=factories.SINCE, name=f"ten-{chance.randrange(3)}",
                           values=factories.unit_values("Trường mới"))
    if chance.random() < 0.7:
        units.open_portal(province.portal, added, by="", at=province.at)


def _enrol(province, chance):
    unit = chance.choice([each for each in province.units() if each.kind == "thcs"] or province._refuse())
    year = unit["nam-hoc-2026-2027"] if "nam-hoc-2026-2027" in unit else school.open_school_year(
        province.portal, unit, 2026, by="", at=province.at)
    added = school.add_class(province.portal, year, f"6A{chance.randrange(1, 40)}", 6, "THCS", by="", at=province.at)
    school.enrol_students(added, [{"code": "HS1", "name": "Trần Thị Mẫu", "born": date(2015, 1, 1), "sex": "nữ"}],
                          since=date(2026, 9, 5), by="", at=province.at)


EVENTS = (_add, _add, _add, _add, _publish, _publish, _withdraw, _edit, _edit, _hide, _move, _move, _rename, _trash, _restore,
          _move_unit, _rename_unit, _edit_unit, _trash_unit, _restore_unit, _restore_unit, _suspend_or_resume, _add_unit,
          _enrol)
