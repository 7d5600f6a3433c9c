"""Work on many things: a few at once, more as a job; every item by itself, with its own rights and its own refusal.

A task is a function that does one item. :func:`do` decides by their number whether it is done in this transaction or
becomes a job, which :mod:`eduportal.jobs.running` works on, part by part.
"""

import logging
from dataclasses import dataclass, field

from transaction.interfaces import TransientError

from eduportal.content.jobs import Job, JobBook, Line, check_plain, plain_params, put_job, remember_job
from eduportal.domain.errors import Refused, RuleError
from eduportal.domain.messages import _
from eduportal.operations.asking import asker_of, may
from eduportal.operations.identity import new_uuid

__all__ = ["INLINE", "Job", "Line", "Outcome", "cancel_job", "do", "nightly", "retry_failed", "start", "task"]
log = logging.getLogger(__name__)

#: Up to so many items are done at once, while the person waits.
INLINE = 50
_TASKS = {}


@dataclass(frozen=True)
class Task:
    """A registered task. ``name`` is kept in the database for ever; ``is_nightly``: an item is an open unit."""

    name: str
    title: str
    work: object
    title_of: object = None
    is_nightly: bool = False


@dataclass(frozen=True)
class Outcome:
    """What was done at once: lines of what went well and of what was refused, with the reason as the text."""

    done: list = field(default_factory=list)
    failed: list = field(default_factory=list)
    is_job = False


def task(name, title, *, title_of=None):
    """Register ``work(portal, unit, item, params, *, by, at)`` as the task ``name``; return the decorator.

    :param title: what it does, for people. :param title_of: a function of (portal, unit, item) that gives the title of
        an item where it is neither a uuid in the unit, nor a unit's uuid, nor a dict with "title" or "name".
    """
    return lambda work: _register(Task(name, title, work, title_of))


def nightly(name, title):
    """Register ``work(portal, unit, *, by, at)``, done once a night for each unit whose portal is open.

    All units together are one job of the department, in the portal's own name (``by`` is '').
    """
    def register(work):
        _register(Task(name, title, lambda portal, unit, item, params, *, by, at:
                       work(portal, unit, by=by, at=at), None, True))
        return work

    return register


def _register(added):
    if added.name in _TASKS:
        raise ValueError(f"There are two tasks called {added.name}.")
    _TASKS[added.name] = added
    return added.work


def task_named(name):
    """Return the :class:`Task` called ``name``, or None."""
    return _TASKS.get(name)


def nightly_tasks():
    """Return every task that is done at night, by name."""
    return [each for _name, each in sorted(_TASKS.items()) if each.is_nightly]


def do(portal, unit, name, items, params=None, *, by, at, title=None):
    """Do the task for all items: at once if they are few, else by a job; return the :class:`Outcome` or Job.

    Items that are refused are rolled back one by one and stand in the outcome with the reason.
    """
    items, params = _checked(name, items, params)
    if len(items) > INLINE:
        return start(portal, unit, name, items, params, by=by, at=at, title=title)
    number = new_uuid()[-8:]

    def lines(alone):
        return [do_item(portal, unit, _TASKS[name], item, params, by=by, at=at, number=number, alone=alone)
                for item in items]

    before = portal.root._p_jar.transaction_manager.savepoint()
    try:
        found = lines(alone=False)
    except NotAlone:
        before.rollback()
        found = lines(alone=True)
    return Outcome([each for each in found if not each.is_failed], [each for each in found if each.is_failed])


def start(portal, unit, name, items, params=None, *, by, at, title=None):
    """Write a job into ``unit`` for this work and return it; it begins after the commit."""
    items, params = _checked(name, items, params)
    job = Job(name, title or _TASKS[name].title, unit.uuid, items, params, by=by, at=at)
    put_job(unit, job)
    account = portal.accounts.get(by) if by else None
    if account is not None:
        remember_job(account, job)
    return job


def begun_in(outcome, unit, node):
    """Note where a job was begun, for the way back from its page; what was done at once needs none."""
    if outcome.is_job:
        outcome.place = (unit.uuid, node.uuid)


def _checked(name, items, params):
    """Return the items, each text once, and the params. :raises KeyError: unknown task. :raises TypeError: no data."""
    if name not in _TASKS:
        raise KeyError(name)
    items = list(items)
    check_plain(items)
    if all(isinstance(each, str) for each in items):
        items = list(dict.fromkeys(items))
    return items, plain_params(params)


class NotAlone(Exception):
    """An item failed, and what it wrote cannot be told from what those before it wrote."""


def do_item(portal, unit, entry, item, params, *, by, at, number, alone=True):
    """Do one item and return its :class:`Line`; what a refused or broken one wrote is rolled back.

    :param entry: the :class:`Task`, None when it is not registered (any more). :param number: what the log calls it.
    :param alone: False to do without a savepoint, which costs more than most items do.
    :raises NotAlone: it failed without one: roll back, and do all items again with one before each.
    :raises TransientError: another writer came between; the whole transaction is to be repeated.
    """
    title = _title_of(portal, unit, entry, item, by, at)
    if entry is None:
        return Line(item, title, _not_known(number), True)
    savepoint = portal.root._p_jar.transaction_manager.savepoint() if alone else None
    if entry.is_nightly:
        unit = portal.unit(item)
    try:
        text = entry.work(portal, unit, item, params, by=by, at=at) if unit is not None else None
        return Line(item, "" if entry.is_nightly and text is None else title, text)
    except TransientError:
        raise
    except RuleError as error:
        if not alone:
            raise NotAlone from error
        text = _reason(error)
    except Exception as error:
        if not alone:
            raise NotAlone from error
        log.exception("Task %s failed for one item (number %s): %r", entry.name, number, item)
        text = fault(number)
    savepoint.rollback()
    return Line(item, title, text, True)


def _reason(error):
    """Several reasons are one text; the first of them says enough to begin with."""
    return next(iter(error.reasons.values()), error.message) if isinstance(error, Refused) else error.message


def fault(number):
    """Return what people read of an item that broke: what to do, and the number under which the log tells more."""
    return _("This could not be done because of a fault in the software. Try it once more; if it fails again, tell "
             "the operator the number ${number}.", number=number)


def _not_known(number):
    return _("This portal does not know this kind of work any more, so nothing was done. Tell the operator the number "
             "${number}.", number=number)


def _title_of(portal, unit, entry, item, by, at):
    """Return the title of an item: nothing that ``by`` may not see is named."""
    if entry is not None and entry.title_of is not None:
        return str(entry.title_of(portal, unit, item))
    if isinstance(item, dict):
        return str(item.get("title") or item.get("name") or item.get("uuid") or "")
    uuid = item[0] if isinstance(item, (tuple, list)) and item else item
    if not isinstance(uuid, str):
        return str(uuid)
    if uuid in portal.register.records:
        return portal.register.records[uuid].title
    node = unit.find(uuid)
    if node is None or (by and not may(portal, asker_of(portal, by, at), "page:view", node)):
        return uuid
    return node.title


def cancel_job(portal, unit, job, *, by, at):
    """Stop a job: what is done stays done, nothing more is done after this has been committed.

    :raises RuleError: it has ended.
    """
    if not job.is_open:
        raise RuleError(_("This job has ended already; there is nothing left to cancel."))
    job.cancelled_by, job.cancelled_at = by, at.isoformat()
    unit.jobs.settle(job)
    return job


def retry_failed(portal, unit, job, *, by, at):
    """Start a new job for the items that failed, and those that a cancelled one left; return it.

    :raises RuleError: the job is at work still, was repeated before, or nothing failed.
    """
    if job.is_open:
        raise RuleError(_("This job is still at work. Wait until it has ended, or cancel it first."))
    if job.retried_as:
        raise RuleError(_("This job was repeated already; look at the newer one."))
    items = job.undone()
    if not items:
        raise RuleError(_("Everything in this job was done; there is nothing to repeat."))
    again = start(portal, unit, job.task, items, job.params, by=by, at=at, title=job.title)
    job.retried_as, again.place = again.uuid, job.place
    return again


def start_night(portal, *, day, at):
    """Start the nightly work of a local day, once: a job of the department for each nightly task; return them."""
    root = portal.root
    if root.jobs is not None and root.jobs.last_night >= day.isoformat():
        return []
    units = [record.uuid for record in portal.register.records.values() if record.state == "open"
             and not portal.register.is_suspended(record.uuid)]
    found = [start(portal, root, each.name, units, {}, by="", at=at) for each in nightly_tasks()]
    begin_nights(root, day)
    return found


def begin_nights(root, day):
    """Write down that the night of ``day`` is taken care of."""
    if root.jobs is None:
        root.jobs = JobBook()
    root.jobs.last_night = day.isoformat()
