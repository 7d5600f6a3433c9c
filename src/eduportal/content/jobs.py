"""Long work as it is stored: in the unit's own shard, items written once, lines of result once for each part.

Whoever starts a job, whoever works on it and whoever cancels it write different objects: the job itself holds what was
asked for, its cursor how far the work is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from BTrees.IIBTree import IITreeSet
from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from eduportal.domain.messages import Message

#: So many items are stored in one object.
CHUNK = 200
#: So many jobs an account remembers as its own.
REMEMBERED = 100
WAITING, RUNNING, DONE, CANCELLED = "waiting", "running", "done", "cancelled"
#: Called with (unit uuid, job uuid) after the commit that wrote a job. The queue registers itself.
listeners = []
_PLAIN = (type(None), bool, int, float, str, bytes, date, datetime)


@dataclass(frozen=True)
class Line:
    """What became of one item: its title for people, a text (a str, a Message or None), and whether it failed."""

    item: object
    title: str
    text: object = None
    is_failed: bool = False


class Cursor(Persistent):
    """How far a job is: the number of the next item, how many went well, how many failed, ISO instants."""

    next = done = failed = 0
    started = ended = ""


class _Part(Persistent):
    """A tuple that is written once."""

    def __init__(self, rows):
        self.rows = tuple(rows)


class Job(Persistent):
    """Work on many items. ``params`` is a dict of built-ins, ``by`` an account's uuid or '' for the portal itself."""

    is_job = True
    cancelled_by = cancelled_at = retried_as = ""
    #: Where people began it: uuids of a unit and of a folder or page in it, () for a job that was begun elsewhere.
    place = ()

    def __init__(self, task, title, unit, items, params, *, by, at):
        self.uuid = time_uuid(at)
        self.task, self.packed_title, self.unit = task, packed(title), unit
        self.params, self.by, self.at = dict(params), by, at.isoformat()
        self.total = len(items)
        self.chunks = tuple(_Part(items[start : start + CHUNK]) for start in range(0, self.total, CHUNK))
        self.cursor = Cursor()
        self.parts = IOBTree()
        self.failures = IITreeSet()
        if not items:
            self.cursor.started = self.cursor.ended = self.at

    @property
    def title(self):
        """Return what the job does, a Message or str."""
        return unpacked(self.packed_title)

    @property
    def number(self):
        """Return the short number that people tell the operator; the log names it too."""
        return self.uuid[-8:]

    @property
    def state(self):
        """Return "waiting", "running", "done" or "cancelled"."""
        if self.cursor.ended:
            return DONE
        if self.cancelled_at:
            return CANCELLED
        return RUNNING if self.cursor.started else WAITING

    @property
    def is_open(self):
        """Return whether there is work left that somebody is to do."""
        return self.state in (WAITING, RUNNING)

    def items(self, start, stop):
        """Yield the items with the numbers ``start`` to before ``stop``."""
        for number in range(start, min(stop, self.total)):
            yield self.item(number)

    def item(self, number):
        """Return one item."""
        return self.chunks[number // CHUNK].rows[number % CHUNK]

    def advance(self, lines, at):
        """Write down what became of the next items, in the transaction of their effects."""
        cursor, first = self.cursor, self.cursor.next
        self.parts[first] = _Part(None if each.text is None and not each.title else
                                  (each.is_failed, each.title, packed(each.text)) for each in lines)
        failed = [first + index for index, each in enumerate(lines) if each.is_failed]
        if failed:
            self.failures.update(failed)
        cursor.next += len(lines)
        cursor.failed += len(failed)
        cursor.done += len(lines) - len(failed)
        cursor.started = cursor.started or at.isoformat()
        if cursor.next >= self.total:
            cursor.ended = at.isoformat()

    def line(self, number):
        """Return the :class:`Line` of an item that was worked on."""
        first = self.parts.maxKey(number)
        is_failed, title, text = self.parts[first].rows[number - first] or (False, "", None)
        return Line(self.item(number), title, unpacked(text), is_failed)

    def undone(self):
        """Return the items that failed or, in a cancelled job, were not reached."""
        return [self.item(number) for number in (*self.failures, *range(self.cursor.next, self.total))]


class JobBook(Persistent):
    """The jobs of one unit by uuid, which begins with the instant; ``unfinished`` are the uuids that are worked on."""

    last_night = ""

    def __init__(self):
        self.jobs, self.unfinished = OOBTree(), OOTreeSet()

    def add(self, job):
        """Enter a job."""
        self.jobs[job.uuid] = job
        if job.is_open:
            self.unfinished.insert(job.uuid)

    def settle(self, job):
        """Take a job that has ended from among the unfinished ones."""
        if job.uuid in self.unfinished:
            self.unfinished.remove(job.uuid)

    def newest(self):
        """Return the uuids of all jobs, the newest first."""
        return list(reversed(self.jobs.keys()))

    def forget(self, uuid):
        """Drop a job with its lines."""
        self.jobs.pop(uuid, None)


def put_job(unit, job):
    """Write ``job`` into its unit and let those who work know of it after the commit."""
    if unit.jobs is None:
        unit.jobs = JobBook()
    unit.jobs.add(job)
    node = unit
    while node is not None and node._p_jar is None:
        node = node.__parent__
    if node is not None and job.is_open:
        # The hook asks for the listeners by then: a queue that starts meanwhile scans what is there.
        node._p_jar.transaction_manager.get().addAfterCommitHook(_tell, (unit.uuid, job.uuid))


def _tell(committed, unit_uuid, job_uuid):
    if committed:
        for listener in listeners:
            listener(unit_uuid, job_uuid)


def job_in(unit, uuid):
    """Return the job of ``unit`` with ``uuid``, or None."""
    return unit.jobs.jobs.get(uuid) if unit.jobs is not None else None


def remember_job(account, job):
    """Let the account find ``job`` as its own, in a structure that only its own requests write."""
    if account.jobs is None:
        account.jobs = OOBTree()
    account.jobs[job.uuid] = job.unit
    while len(account.jobs) > REMEMBERED:
        del account.jobs[account.jobs.minKey()]


def time_uuid(at):
    """Return a new identity of 32 hexadecimal digits that sorts by the instant ``at``."""
    return f"{int(at.timestamp() * 1000):012x}" + uuid4().hex[:20]


def check_plain(value):
    """Raise TypeError when ``value`` holds anything but built-ins: a job must be readable for ever."""
    if type(value) in (list, tuple, set, frozenset):
        for each in value:
            check_plain(each)
    elif type(value) is dict:
        for pair in value.items():
            check_plain(pair)
    elif type(value) not in _PLAIN:
        raise TypeError(f"A job holds built-ins only, not {type(value).__name__}.")


def packed(text):
    """Return a text for people as built-ins: None, a str, or (message id, values)."""
    if isinstance(text, Message):
        return (text.msgid, {name: packed(value) for name, value in text.values.items()})
    return text if text is None or type(text) in _PLAIN else str(text)


def unpacked(value):
    """Return what :func:`packed` was given."""
    if isinstance(value, tuple):
        msgid, values = value
        return Message(msgid, **{name: unpacked(each) for name, each in values.items()})
    return value


def plain_params(params):
    """Return ``params`` as a checked dict. :raises TypeError: something in it is no built-in."""
    found = dict(params) if isinstance(params, Mapping) else {}
    check_plain(found)
    return found
