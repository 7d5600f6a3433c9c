"""The queue: huey on SQLite with worker threads inside the server.

It only tells which job may have something to do. What is true stands in the object database: a job that the queue has
lost is found by the scan at the start, and what another process left behind by the look around every minute.
"""

import atexit
import logging
import os
import secrets
import socket
from pathlib import Path
from threading import Condition, Event, Thread
from time import monotonic, time

from huey import SqliteHuey
from sqlalchemy.engine import make_url

from eduportal.content import jobs as stored
from eduportal.jobs import running
from eduportal.sidestore import job_turns, kept_files

log = logging.getLogger(__name__)

#: Workers look for what other processes put into the queue after so many seconds.
POLL = 1
#: So often somebody looks for jobs that were left behind, and whether the night has come.
LOOK_AROUND = 60
NIGHT = 2
#: After a fault of the queue itself a worker rests: so many seconds at first, up to so many.
REST, LONGEST = 1, 60


class JobQueue:
    """The workers of one process. ``clock()`` returns the aware instant at which tasks happen."""

    def __init__(self, store, definitions, path, *, workers=1, night=NIGHT, clock):
        """``night`` is the local hour (0 to 23) of the nightly work, None for never; no work without ``workers``."""
        self.store, self.definitions, self.clock, self.night = store, definitions, clock, night
        self.workers, self.threads, self.db = workers, [], None
        self.owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        path.parent.mkdir(parents=True, exist_ok=True)
        self.huey = SqliteHuey("eduportal", filename=str(path), results=False, fsync=False)
        self.turn = self.huey.task(name="turn")(self._turn)
        self.scan = self.huey.task(name="scan")(self._scan)
        self.nights = self.huey.task(name="nights")(self._nights)
        self.changed, self.busy, self.stopping, self.lost = Condition(), 0, Event(), Event()

    def start(self, db):
        """Begin to work on the jobs of ``db``; what was left over is found first."""
        self.db = db
        stored.listeners.append(self.ring)
        if not self.workers:
            return
        self._put(self.scan.s())
        self.threads = [Thread(target=self._work, name=f"jobs-{number}", daemon=True)
                        for number in range(self.workers)]
        self.threads.append(Thread(target=self._look_around, name="jobs-minutes", daemon=True))
        for each in self.threads:
            each.start()
        atexit.register(self.stop)

    @property
    def wanted(self):
        """Return how many threads are to be alive: the workers, and the one that looks around."""
        return self.workers + 1 if self.workers else 0

    def stop(self):
        """End the threads after the part that they are doing; the jobs go on at the next start."""
        if self.ring in stored.listeners:
            stored.listeners.remove(self.ring)
        self.stopping.set()
        with self.changed:
            self.changed.notify_all()
        for each in self.threads:
            each.join(30)
        self.threads = []
        atexit.unregister(self.stop)
        self.huey.storage.close()

    def ring(self, unit, job):
        """Put a job into the queue. Called after a commit, in any thread."""
        try:
            self._put(self.turn.s(unit, job))
        except Exception:
            log.exception("Job %s could not be put into the queue; it is looked for within a minute.", job)
            self.lost.set()

    def wait(self, seconds=60):
        """Wait until nothing is in the queue and nobody works; return whether that is so. For tests."""
        ends = monotonic() + seconds
        with self.changed:
            while (self.busy or self.huey.pending_count()) and monotonic() < ends:
                self.changed.wait(0.2)
            return not self.busy and not self.huey.pending_count()

    def _put(self, task):
        self.huey.enqueue(task)
        with self.changed:
            self.changed.notify()

    def _work(self):
        """Do what is in the queue until the end. No fault ends this: what it may have lost is looked for again."""
        rest = 0
        while not self.stopping.is_set():
            with self.changed:
                self.busy += 1
            found = None
            try:
                found = self.huey.dequeue()
                if found is not None:
                    self.huey.execute(found)
                rest = 0
            except Exception:
                self.lost.set()
                rest = min(LONGEST, max(REST, rest * 2))
                log.exception("The queue of jobs met a fault; it goes on in %s seconds.", rest)
            finally:
                with self.changed:
                    self.busy -= 1
                    self.changed.notify_all()
                    if found is None and not rest and not self.stopping.is_set():
                        self.changed.wait(POLL)
            if rest:
                self.stopping.wait(rest)

    def _look_around(self):
        while True:
            try:
                self.look()
            except Exception:
                log.exception("Looking for jobs that were left behind failed; it is tried again in a minute.")
            if self.stopping.wait(LOOK_AROUND):
                return

    def look(self):
        """Enqueue what was left behind, what could not be enqueued before, and the night; sweep kept files."""
        with self.store.read() as side:
            found = job_turns.overdue(side, int(time()))
        for unit, job in found:
            self.ring(unit, job)
        if self.lost.is_set():
            self.lost.clear()
            self._put(self.scan.s())
        if self.night is not None:
            self._put(self.nights.s())
        # Last, as it writes: who waits for the side store must not keep jobs from being found.
        with self.store.read() as side:
            has_old = kept_files.has_old_files(side, self.clock())
        if has_old:
            with self.store.begin() as side:
                kept_files.drop_old_files(side, self.clock())

    def _scan(self):
        try:
            for unit, job in running.unfinished_jobs(self.db, self.definitions):
                self.ring(unit, job)
        except Exception:
            # The task is gone from the queue: the look around puts another one in.
            self.lost.set()
            raise

    def _nights(self):
        running.night(self.db, self.definitions, self.night, self.clock(), self.stopping.wait)

    def _turn(self, unit, job):
        """Let a job have its turn; when something is left, it queues up behind the others."""
        worker = running.Worker(self.db, self.definitions, unit, job, clock=self.clock, sleep=self.stopping.wait,
                                may_go_on=lambda: not self.stopping.is_set())
        # Each turn has a name of its own: two threads of one process are two workers.
        owner = f"{self.owner}:{secrets.token_hex(4)}"
        try:
            if running.take_turn(self.store, unit, job, owner, self._is_gone, worker.run):
                self.ring(unit, job)
        except Exception:
            self.lost.set()
            raise

    def _is_gone(self, owner):
        """Return whether a worker's process was on this host and has died."""
        host, pid, token = owner.split(":")[:3]
        here, mine, own_token = self.owner.split(":")
        if host != here or os.name != "posix":
            return False
        if pid == mine:
            return token != own_token
        try:
            os.kill(int(pid), 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
        return False


def queue_of(settings, store, definitions, clock):
    """Return the :class:`JobQueue` that the settings ``eduportal.jobs``, ``.jobs.workers``, ``.nightly`` describe.

    :raises ValueError: a setting that cannot be understood.
    """
    night = settings.get("eduportal.nightly", str(NIGHT)).strip()
    if night not in ("", "never") and not (night.isdecimal() and int(night) < 24):
        raise ValueError(f"eduportal.nightly is an hour from 0 to 23, or never; not {night!r}.")
    workers = settings.get("eduportal.jobs.workers", "1").strip()
    if not workers.isdecimal() or int(workers) > 32:
        raise ValueError(f"eduportal.jobs.workers is a number from 0 to 32; not {workers!r}.")
    return JobQueue(store, definitions, _path(settings), workers=int(workers),
                    night=int(night) if night.isdecimal() else None, clock=clock)


def _path(settings):
    if settings.get("eduportal.jobs"):
        return Path(settings["eduportal.jobs"])
    url = make_url(settings["eduportal.sidestore"])
    if url.get_backend_name() != "sqlite":
        raise ValueError("The side store is no file, so eduportal.jobs must name the file of the queue of jobs.")
    return Path(url.database).with_name("jobs.sqlite")
