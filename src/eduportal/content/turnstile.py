"""Taking turns after a conflict: nobody is refused because others of the same unit save at the same moment.

Saves do not wait for each other. One that met another writer queues up, with those of the same place (a unit) that met
one too, and is repeated when it is first in line. If it loses again and again while it has the turn, newcomers queue
up before they begin. This holds for the threads of one process; processes meet by chance, and eight attempts are
enough for that.
"""

import random
import time
from collections import deque
from threading import Condition

#: Seconds: nobody waits longer in line, and a turn that is held longer blocks nobody.
LIMIT = 4.0
#: So many attempts may be lost with the turn in hand before newcomers have to wait.
PATIENCE = 2
#: Seconds at most between attempts that meet by chance, with those of another process; each may wait so much longer.
STEP = 0.015


class Turnstile:
    """The lines of this process, one for each place (any key) where somebody met another writer just now."""

    def __init__(self, limit=LIMIT):
        self.limit, self._lines, self._moved = limit, {}, Condition()

    def is_closed(self, place):
        """Return whether newcomers should queue up at once: somebody has the turn and loses all the same."""
        with self._moved:
            first = self._first(place)
            return first is not None and first.lost >= PATIENCE

    def wait(self, passage):
        """Stand in line; return True with the turn, False when it did not come within ``limit`` seconds."""
        with self._moved:
            self._lines.setdefault(passage.place, deque()).append(passage)
            if self._moved.wait_for(lambda: self._first(passage.place) is passage, self.limit):
                passage.since = time.monotonic()
                return True
            self._leave(passage)
            return False

    def leave(self, passage):
        """Let the next one pass; nothing happens to who does not stand in line."""
        with self._moved:
            self._leave(passage)

    def waiting(self, place):
        """Return how many have the turn or wait for it at ``place``."""
        with self._moved:
            return len(self._lines.get(place, ()))

    def _first(self, place):
        line = self._lines.get(place)
        if not line:
            return None
        if line[0].since is not None and time.monotonic() - line[0].since > self.limit:
            self._leave(line[0])
            return self._first(place)
        return line[0]

    def _leave(self, passage):
        line = self._lines.get(passage.place, ())
        if passage in line:
            line.remove(passage)
            self._moved.notify_all()
        if not line:
            self._lines.pop(passage.place, None)


#: The one turnstile of this process.
turnstile = Turnstile()


class Passage:
    """The way of one save: :meth:`may_begin`, after each lost attempt :meth:`lose`, at the end :meth:`end`."""

    def __init__(self, place, through=turnstile):
        self.place, self.through = place, through
        self.since, self.lost, self.queued = None, 0, False

    def may_begin(self):
        """Return whether an attempt may begin now; if not, it counts as lost, so that there is an end."""
        return self.queued or not self.through.is_closed(self.place)

    def lose(self):
        """Wait until another attempt makes sense: for the turn the first time, then a moment by chance."""
        if not self.queued:
            self.queued = True
            if self.through.wait(self):
                return
        self.lost += 1
        time.sleep(random.uniform(0, STEP * self.lost))

    def end(self):
        """Give the turn back; to be called whatever happened."""
        self.through.leave(self)
