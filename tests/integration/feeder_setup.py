"""A province that lives at random beside a feeder: everything that people do, in an order that a number decides."""

import random
from contextlib import contextmanager
from datetime import timedelta

import transaction
import ZODB
from sqlalchemy import select
from ZODB.FileStorage import FileStorage
from ZODB.POSException import ConflictError

from eduportal.content.nodes import below
from eduportal.content.portal import portal_of
from eduportal.domain.errors import RuleError
from eduportal.jobs.feeder import Feeder, rebuild
from eduportal.operations import units
from eduportal.sidestore import feed, open_store
from eduportal.sidestore.tables import derived
from tests import factories
from tests.integration.feeder_events import EVENTS

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
            office = units.add_unit(
                self.portal,
                self.portal.root,
                code="79-Q2",
                kind="phong",
                by="",
                at=NOW,
                since=factories.SINCE,
                name="quan-2",
                values=factories.unit_values("Phòng Giáo dục và Đào tạo Quận 2"),
            )
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
        return sorted(
            (each for each in found if each is not None and each.index is not None), key=lambda each: each.code
        )

    def nodes(self, type_names, chance):
        unit = chance.choice(self.units())
        found = sorted((each for each in below(unit) if each.type_name in type_names), key=lambda each: each.uuid)
        return found or self.refuse()

    def trashed(self, chance, *, whole_units):
        found = [
            (unit, key)
            for unit in self.units()
            for key, entry in unit.trash.items()
            if entry.node.is_unit == whole_units
        ]
        return chance.choice(found or self.refuse())

    def refuse(self):
        raise RuleError("There is nothing to choose from.")


def news(province, title, school="thcs-mot", office="quan-1", **values):
    """Publish a news item in a school of ``province``; return it."""
    return province.do(
        lambda: factories.page(
            province.portal,
            province.portal.root[office][school]["tin-tuc"],
            title,
            type_name="news_item",
            published=True,
            **values,
        )
    )
