"""The feeder: drains the outboxes of the units into the side store, right after commits and by a scan at start."""

import logging
from datetime import UTC, datetime
from queue import Empty, Queue
from threading import Event, Thread

import transaction
from ZODB.POSException import ConflictError

from eduportal.content import outbox
from eduportal.content.portal import portal_of
from eduportal.jobs.feeding import feed_marks, feed_unit_whole
from eduportal.sidestore import feed

log = logging.getLogger(__name__)

#: Fed marks stay in the outbox until so many have come together: a save is then followed by no second write.
KEEP = 64
_STOP = object()


class Feeder:
    """One thread of a process. :meth:`wake` is called after commits; what a kill cut off is found by the scan."""

    def __init__(self, store, definitions):
        self.store, self.definitions = store, definitions
        self.queue, self.idle, self.thread, self.db = Queue(), Event(), None, None
        self.idle.set()

    def start(self, db):
        """Begin to feed from ``db``; everything left over is fed first."""
        self.db = db
        outbox.listeners.append(self.wake)
        self.queue.put(None)
        self.thread = Thread(target=self._run, name="feeder", daemon=True)
        self.thread.start()

    def stop(self):
        """End the thread after what it is doing; what is left stays in the outboxes."""
        if self.thread is not None:
            outbox.listeners.remove(self.wake)
            self.queue.put(_STOP)
            self.thread.join(30)
            self.thread = None

    def wake(self, unit_uuid):
        """Feed a unit soon. Called after a commit, in any thread."""
        self.idle.clear()
        self.queue.put(unit_uuid)

    def wait(self, seconds=30):
        """Wait until everything announced so far is fed; return whether it is."""
        self.queue.put(barrier := Event())
        return barrier.wait(seconds)

    def _run(self):
        while True:
            task = self.queue.get()
            if task is _STOP:
                return
            if isinstance(task, Event):
                task.set()
                continue
            units = {task}
            barriers = []
            while True:
                try:
                    more = self.queue.get_nowait()
                except Empty:
                    break
                if more is _STOP:
                    self.queue.put(_STOP)
                    break
                barriers.append(more) if isinstance(more, Event) else units.add(more)
            self._feed_safely(units)
            for each in barriers:
                each.set()

    def _feed_safely(self, units):
        try:
            if None in units:
                units = units - {None} | set(waiting_units(self.db, self.definitions))
            for uuid in units:
                feed_unit(self.db, self.store, self.definitions, uuid)
        except Exception:
            # The marks are still in the outboxes: the next commit or the next start feeds them.
            log.exception("Feeding the side store failed; it is tried again with the next change.")


def waiting_units(db, definitions):
    """Return the uuids of all units whose outbox holds marks."""
    connection = db.open(transaction.TransactionManager())
    try:
        portal = portal_of(connection.root(), definitions)
        if portal is None:
            return []
        found = []
        for uuid in portal.register.records:
            unit = find_anywhere(portal, uuid)
            if unit is not None and unit.outbox:
                found.append(uuid)
        return found
    finally:
        connection.close()


def find_anywhere(portal, uuid):
    """Return a unit with ``uuid`` in the tree or in the trash of its office, or None."""
    unit = portal.unit(uuid)
    if unit is not None:
        return unit
    record = portal.register.records.get(uuid)
    office = portal.unit(record.parent) if record is not None and record.parent else None
    if office is None or office.trash is None:
        return None
    return next((entry.node for entry in office.trash.values() if entry.node.uuid == uuid), None)


def feed_unit(db, store, definitions, uuid):
    """Feed one unit's marks and, when many fed ones have gathered, take them out of the outbox.

    The marks carry no data: what is written is the object as it is now, so feeding twice changes nothing.
    """
    manager = transaction.TransactionManager()
    connection = db.open(manager)
    try:
        portal = portal_of(connection.root(), definitions)
        unit = find_anywhere(portal, uuid) if portal is not None else None
        if unit is None or unit.outbox is None:
            return
        keys = list(unit.outbox.keys())
        with store.read() as side:
            if feed.is_rebuilding(side, datetime.now(UTC)):
                # The rebuild reads the database as it was when it began; what came since waits for its end.
                return
            fed = set(feed.already_fed(side, uuid, keys))
        marks = [(key, *unit.outbox[key]) for key in keys if key not in fed]
        if marks:
            with store.begin() as side:
                feed_marks(side, portal, unit, marks)
                feed.mark_fed(side, uuid, [mark[0] for mark in marks], datetime.now(UTC))
        if len(keys) > KEEP:
            _trim(manager, store, unit, keys)
    finally:
        connection.close()


def _trim(manager, store, unit, keys):
    try:
        for key in keys:
            unit.outbox.pop(key, None)
        manager.commit()
    except ConflictError:
        # Somebody is saving just now: their work goes first, the marks stay for the next time.
        manager.abort()
        return
    with store.begin() as side:
        feed.forget_fed(side, unit.uuid, keys)


def rebuild(db, store, definitions, say=lambda text: None):
    """Fill the side store anew from the object database (``eduportal reindex --province``); return (units, objects).

    Readers keep the old rows until the new ones are complete. Changes made meanwhile wait in the outboxes: their
    marks are fed afterwards by whoever started this (a server scans at its start and after each commit).
    """
    with store.begin() as side:
        feed.rebuild_begin(side, datetime.now(UTC))
    connection = db.open(transaction.TransactionManager())
    try:
        portal = portal_of(connection.root(), definitions)
        units = objects = 0
        # Offices before their schools, so that every path is right at once.
        for uuid in sorted(portal.register.records, key=lambda each: len(portal.register.above(each))):
            unit = portal.unit(uuid)
            if unit is None:
                continue
            with store.begin(rebuild=True) as side:
                objects += feed_unit_whole(side, portal, unit)
                feed.rebuild_goes_on(side, datetime.now(UTC))
            units += 1
            if units % 200 == 0:
                connection.cacheMinimize()
                say(f"{units} units, {objects} objects")
        with store.begin() as side:
            feed.rebuild_end(side, datetime.now(UTC))
        return units, objects
    except BaseException:
        with store.begin() as side:
            feed.rebuild_drop(side)
        raise
    finally:
        connection.close()
