"""Working on jobs: part by part, the effects and the job's cursor in one transaction.

So a kill at any moment leaves whole parts done and the rest to do. People who save meanwhile come first: a part that
meets them is given up, waited a random moment, and is done again with fewer items.
"""

import importlib
import logging
import pkgutil
import random
import time
from datetime import timedelta
from functools import cache

import transaction
from transaction.interfaces import TransientError

from eduportal import jobs, operations
from eduportal.content.jobs import job_in
from eduportal.content.portal import portal_of
from eduportal.domain.dates import local_day
from eduportal.operations import tasks
from eduportal.sidestore import job_turns

log = logging.getLogger(__name__)

#: A part ends after so many items or so many seconds, whichever comes first.
PART, PART_SECONDS = 25, 0.5
#: After so many seconds of one job it is the turn of the next that waits.
TURN = 5
#: Of the time that a part took, this share is left to the people between it and the next.
PAUSE = 0.2
#: A job that waits in the queue for its next turn is thought lost after so many seconds; one that broke off, sooner.
PATIENCE, AGAIN = 600, 60
_LONGEST_WAIT = 2


@cache
def load():
    """Import all operations and jobs, so that every task is registered whatever else this process does."""
    for package in (operations, jobs):
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(each.name)


def run_all(db, declared, at):
    """Do every job that waits, in this thread, until none is left; return how many there were.

    For tests and commands: no leases and no clock but ``at``.
    """
    count = 0
    while waiting := unfinished_jobs(db, declared):
        for unit, job in waiting:
            Worker(db, declared, unit, job, clock=lambda: at).run(seconds=None)
        count += len(waiting)
    return count


def unfinished_jobs(db, declared):
    """Return [(unit uuid, job uuid)] of all jobs with work left. Looks into every unit: at a start only."""
    connection = db.open(transaction.TransactionManager())
    try:
        portal = portal_of(connection.root(), declared)
        if portal is None:
            return []
        units = (portal.unit(uuid) for uuid in portal.register.records)
        return [(unit.uuid, job) for unit in units if unit is not None and unit.jobs is not None
                for job in unit.jobs.unfinished]
    finally:
        connection.close()


class Worker:
    """Works on one job, through a connection of its own."""

    def __init__(self, db, declared, unit, job, *, clock, sleep=time.sleep, may_go_on=lambda: True):
        """``may_go_on`` is asked before each part; ``sleep(seconds)`` waits."""
        load()
        self.declared, self.unit, self.job, self.clock = declared, unit, job, clock
        self.sleep, self.may_go_on, self.db = sleep, may_go_on, db
        self.size, self.conflicts, self.careful = PART, 0, False

    def run(self, seconds=TURN):
        """Work for about ``seconds`` (None: to the end); return whether something is left to do."""
        self.manager = transaction.TransactionManager()
        self.connection = self.db.open(self.manager)
        ends = None if seconds is None else time.monotonic() + seconds
        try:
            while self.may_go_on():
                began = time.monotonic()
                if not self._part():
                    return False
                if ends is not None and time.monotonic() > ends:
                    break
                if ends is not None:
                    self.sleep(PAUSE * (time.monotonic() - began))
            return True
        finally:
            self.manager.abort()
            self.connection.close()

    def _part(self):
        """Do the next items; return False when there are none."""
        try:
            goes_on = self._try_part(self.size)
            self.size, self.conflicts = min(PART, self.size * 2), 0
            return goes_on
        except TransientError:
            self.manager.abort()
            self._give_way()
        except tasks.NotAlone:
            # Something in this part is refused: it is done again, with a savepoint before each item.
            self.manager.abort()
            self.careful = True
        except Exception:
            # Not the fault of an item that could be told while it was done: what was written cannot be stored.
            self.manager.abort()
            if self.size == 1:
                log.exception("Job %s: an item cannot be stored.", self.job)
                return self._try_part(1, broken=True)
            log.warning("Job %s: a part cannot be stored; its items are done one by one.", self.job)
            self.size = 1
        return True

    def _give_way(self):
        self.conflicts += 1
        if self.conflicts % 20 == 0:
            log.warning("Job %s met other writers %s times in a row; it is tried again.", self.job, self.conflicts)
        self.size = max(1, self.size // 2)
        self.sleep(random.uniform(0, min(_LONGEST_WAIT, 0.02 * 2 ** min(self.conflicts, 8))))

    def _try_part(self, size, broken=False):
        self.manager.begin()
        portal, at = portal_of(self.connection.root(), self.declared), self.clock()
        unit = portal.unit(self.unit) if portal is not None else None
        job = job_in(unit, self.job) if unit is not None else None
        if job is None or not job.is_open:
            return False
        # Whoever cancels writes the job: nothing more of it is committed after that.
        self.connection.readCurrent(job)
        lines = [_broken(job)] if broken else list(self._lines(portal, unit, job, size, at))
        self.careful = any(each.is_failed for each in lines)
        job.advance(lines, at)
        if not job.is_open:
            unit.jobs.settle(job)
        self.manager.get().note(f"job {job.task} {job.number}")
        self.manager.commit()
        return job.is_open

    def _lines(self, portal, unit, job, size, at):
        entry, ends = tasks.task_named(job.task), time.monotonic() + PART_SECONDS
        for item in job.items(job.cursor.next, job.cursor.next + size):
            yield tasks.do_item(portal, unit, entry, item, job.params, by=job.by, at=at, number=job.number,
                                alone=self.careful)
            if time.monotonic() > ends:
                return


def _broken(job):
    item = job.item(job.cursor.next)
    return tasks.Line(item, item if isinstance(item, str) else "", tasks.fault(job.number), True)


def night(db, declared, hour, at, sleep=time.sleep):
    """Start the nightly work if its hour has come and nobody has started it today; return how many jobs.

    The day is written down in the transaction that writes the jobs, so several processes start them once. A portal
    that knows no night yet begins with the next one.
    """
    load()
    manager = transaction.TransactionManager()
    connection = db.open(manager)
    try:
        for attempt in range(8):
            try:
                manager.begin()
                found = _night(portal_of(connection.root(), declared), hour, at)
                manager.commit()
                return len(found)
            except TransientError:
                manager.abort()
                sleep(random.uniform(0, 0.05 * 2**attempt))
        return 0
    finally:
        manager.abort()
        connection.close()


def _night(portal, hour, at):
    if portal is None:
        return []
    day, known = last_night(at, hour), portal.root.jobs
    if known is None or not known.last_night:
        tasks.begin_nights(portal.root, day)
        return []
    return tasks.start_night(portal, day=day, at=at)


def last_night(at, hour):
    """Return the day in Vietnam on which its hour (0 to 23) was reached last."""
    return local_day(at - timedelta(hours=hour))


def take_turn(store, unit, job, owner, is_gone, work):
    """Run ``work()`` while ``owner`` holds the lease of the job; return what it returned, None if others hold it.

    ``work`` returns whether something is left to do; then the job waits for its next turn. If it breaks off, the job
    is tried again after :data:`AGAIN` seconds.
    """
    with store.begin() as side:
        if not job_turns.take(side, unit, job, owner, _now(), is_gone):
            return None
    left, patience = True, AGAIN
    try:
        left, patience = work(), PATIENCE
        return left
    finally:
        with store.begin() as side:
            if left:
                job_turns.put_back(side, job, owner, _now() + patience)
            else:
                job_turns.forget(side, job)


def _now():
    return int(time.time())
