"""The feeder: drains the outboxes of the units into the side store, right after commits and by a scan at start."""

import logging
from datetime import UTC, datetime
from queue import Empty, Queue
from threading import Event, Thread
from time import monotonic

import transaction
from ZODB.POSException import ConflictError

from eduportal.content import outbox
from eduportal.content.portal import portal_of
from eduportal.jobs.feeding import feed_marks, feed_place, feed_unit_whole, places_to_feed
from eduportal.jobs.waiting import find_anywhere, waiting_units
from eduportal.sidestore import feed

log = logging.getLogger(__name__)

#: Fed marks stay in the outbox until so many have come together: a save is then followed by no second write, and a job
#: that writes without a pause meets the feeder in one of ten parts, not in each.
KEEP = 256
#: So many marks are fed in one transaction: the other writers of the side store (sign-ins) get their turn between.
PART = 500
#: What could not be fed (a rebuild is at work, the side store is locked) is tried again after so many seconds; what
#: fails time after time, after longer and longer pauses up to :data:`LONGEST`.
AGAIN, LONGEST = 2, 60
#: Seconds after a commit in which others join it: people who save in a row, or at once, are fed together.
GATHER = 0.05
#: Of so many units it is remembered which marks are fed.
REMEMBERED = 200
_STOP = object()


class Feeder:
    """One thread of a process. :meth:`wake` is called after commits; what a kill cut off is found by the scan."""

    def __init__(self, store, definitions):
        self.store, self.definitions = store, definitions
        self.queue, self.left, self.thread, self.db = Queue(), set(), None, None
        self.known, self.stopping = {}, Event()
        #: Taken from the queue and not looked at yet; those of ``left`` that failed last; since when something is left.
        self.taken, self.faulty, self.behind_since = [], set(), None
        self.pause, self.again_at = 0, 0

    def start(self, db):
        """Begin to feed from ``db``; everything left over is fed first."""
        self.db = db
        self.stopping.clear()
        self.queue, self.taken = Queue(), []
        outbox.listeners.append(self.wake)
        self.queue.put(None)
        self.thread = Thread(target=self._run, name="feeder", daemon=True)
        self.thread.start()

    def stop(self):
        """End the thread after what it is doing; what is left stays in the outboxes."""
        if self.thread is not None:
            outbox.listeners.remove(self.wake)
            self.stopping.set()
            self.queue.put(_STOP)
            self.thread.join(30)
            self.thread = None

    @property
    def is_alive(self):
        """Return whether the thread is there; False before the start and after the end."""
        return self.thread is not None and self.thread.is_alive()

    def wake(self, unit_uuid):
        """Feed a unit soon. Called after a commit, in any thread."""
        self.queue.put(unit_uuid)

    def wait(self, seconds=30):
        """Wait until everything announced so far has been tried; return whether all of it is fed."""
        self.queue.put(barrier := _Barrier())
        return barrier.passed.wait(seconds) and barrier.all_fed

    def _run(self):
        """Feed until the end. No fault ends this: it is told in the log, and what it kept back is done later."""
        while True:
            try:
                if (tasks := self._next()) is None:
                    return
                self._turn(tasks)
            except Exception:
                self._rest(True)
                log.exception("The feeder met a fault; it goes on in %s seconds.", self.pause)
                if self.stopping.wait(self.pause):
                    return

    def _turn(self, tasks):
        """Feed what ``tasks`` name and, when it is time or somebody waits for it, what is left from before."""
        barriers = [each for each in tasks if isinstance(each, _Barrier)]
        units = {each for each in tasks if not isinstance(each, _Barrier)}
        is_due = bool(barriers) or monotonic() >= self.again_at
        before, self.left, self.taken = self.left, self.left | units, []
        try:
            self._feed(units | before if is_due else units)
            if is_due:
                self._rest(bool(self.faulty))
        finally:
            self.behind_since = (self.behind_since or datetime.now(UTC)) if self.left else None
            for each in barriers:
                each.all_fed = not self.left
                each.passed.set()

    def _rest(self, failed):
        """Put off what is left: longer each time that something failed."""
        self.pause = min(LONGEST, max(AGAIN, self.pause * 2)) if failed else 0
        self.again_at = monotonic() + max(AGAIN, self.pause)

    def _next(self):
        """Return what waits in the queue and what joins it; an empty list when it is time to try again, None for the
        end."""
        tasks = self.taken
        try:
            if not tasks:
                tasks.append(self.queue.get(timeout=max(0, self.again_at - monotonic()) if self.left else None))
            ends = monotonic() + GATHER
            while isinstance(tasks[-1], str) and (seconds := ends - monotonic()) > 0:
                tasks.append(self.queue.get(timeout=seconds))
            while True:
                tasks.append(self.queue.get_nowait())
        except Empty:
            return None if _STOP in tasks else tasks

    def _feed(self, units):
        if None in units:
            self._try(None, self._scan)
            units = (units | self.left) - {None}
        if len(self.known) > REMEMBERED:
            self.known.clear()
        for uuid in units:
            known = self.known.setdefault(uuid, set())
            self._try(uuid, lambda uuid=uuid, known=known: feed_unit(self.db, self.store, self.definitions, uuid,
                                                                     known))

    def _scan(self):
        self.left |= set(waiting_units(self.db, self.definitions))
        return True

    def _try(self, task, work):
        """Keep ``task`` among what is left unless ``work`` says that it is done; the marks stay in the outboxes."""
        try:
            done = work()
            self.faulty.discard(task)
        except Exception:
            done = False
            if task not in self.faulty:
                log.exception("Feeding %s failed; it is tried again, after longer and longer pauses.", task)
            self.faulty.add(task)
        self.left.discard(task) if done else self.left.add(task)


class _Barrier:
    """What :meth:`Feeder.wait` waits for."""

    def __init__(self):
        self.passed, self.all_fed = Event(), False


def feed_unit(db, store, definitions, uuid, known=None):
    """Feed one unit's marks and, when many fed ones have gathered, take them out of the outbox.

    The marks carry no data: what is written is the object as it is now, so feeding twice changes nothing. Return
    whether nothing is left; False while a rebuild is at work, which reads the database as it was when it began.

    :param known: keys of marks that were fed before, kept up to date; a mark is fed once and for all, so the side
        store is not asked about these again.
    """
    known = set() if known is None else known
    manager = transaction.TransactionManager()
    connection = db.open(manager)
    try:
        portal = portal_of(connection.root(), definitions)
        unit = find_anywhere(portal, uuid) if portal is not None else None
        if unit is None or unit.outbox is None:
            return True
        keys = list(unit.outbox)
        known.intersection_update(keys)
        if not _feed_new(manager, store, portal, unit, [key for key in keys if key not in known]):
            return False
        known.update(keys)
        if len(keys) > KEEP:
            # The newest stay: where people write just now, nothing is taken away under their hands.
            _trim(manager, store, unit, keys[: -KEEP // 2])
        return True
    finally:
        manager.abort()
        connection.close()


def _feed_new(manager, store, portal, unit, keys):
    """Feed those of the marks with ``keys`` that another process has not fed. Return False while a rebuild works."""
    if not keys:
        return True
    with store.read() as side:
        fed = {key for part in parts(keys) for key in feed.already_fed(side, unit.uuid, part)}
    marks = [(key, *unit.outbox[key]) for key in keys if key not in fed]
    return not marks or _feed_waiting(manager, store, portal, unit, marks)


def _feed_waiting(manager, store, portal, unit, marks):
    """Feed marks, some in each transaction. Return False when a rebuild is at work."""
    with store.read() as side:
        places = places_to_feed(side, portal, unit, marks)
    for place in places:
        if not _in_turn(manager, store, unit.uuid, [], lambda side, place=place: feed_place(side, portal, place)):
            return False
    for part in parts(marks):
        if not _in_turn(manager, store, unit.uuid, part, lambda side, part=part: feed_marks(side, portal, unit, part)):
            return False
    return True


def _in_turn(manager, store, uuid, marks, work):
    """Run ``work(side)`` and remember ``marks`` as fed, in one transaction. Return False while a rebuild is at work."""
    with store.begin() as side:
        if feed.is_rebuilding(side, datetime.now(UTC)):
            return False
        # Remembering comes first: it takes this feeder's turn. What is read of the object database from here on is
        # newer than all that the feeder of another process wrote, and cannot undo it.
        feed.mark_fed(side, uuid, [mark[0] for mark in marks], datetime.now(UTC))
        manager.begin()
        work(side)
    return True


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
        for part in parts(keys):
            feed.forget_fed(side, unit.uuid, part)


def parts(rows):
    """Yield ``rows`` in lists of at most :data:`PART`."""
    for start in range(0, len(rows), PART):
        yield rows[start : start + PART]


def begin_rebuild(store):
    """Begin a rebuild: from now on feeders wait. Open the database after this, or what is fed in between is lost."""
    with store.begin() as side:
        feed.rebuild_begin(side, datetime.now(UTC))


def rebuild(db, store, definitions, say=lambda text: None, begun=False):
    """Fill the side store anew from the object database (``eduportal reindex --province``); return (units, objects).

    :param begun: :func:`begin_rebuild` was called before ``db`` was opened, beside a running server.

    Readers keep the old rows until the new ones are complete. Changes made meanwhile wait in the outboxes: the
    feeder of a running server feeds them when this has ended, that of a stopped one at its start.
    """
    if not begun:
        begin_rebuild(store)
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
