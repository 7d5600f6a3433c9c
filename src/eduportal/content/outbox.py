"""The outbox of a unit: marks of what changed, written with the change; the feeder reads the present state."""

from uuid import uuid4

#: Called with a unit's uuid after a commit that announced something there. The feeder registers itself.
listeners = []


def announce(unit, what, uuid, at):
    """Mark that ``what`` with ``uuid`` changed in ``unit``; also counts its stamp.

    "object" is a page or file, "unit" the unit's own names and place, "units" the list of those below it, "summary"
    a number of it, "whole" whatever decides about everything in the unit and below.

    A mark holds no data: the feeder reads the object as it is committed by then, so order and repetition
    cannot matter, and a rebuilt side store equals a fed one.
    """
    if unit.outbox is None:
        unit.open_outbox()
    # The random tail keeps two writers of one unit from choosing the same key.
    key = f"{int(at.timestamp() * 1_000_000):020d}.{uuid4().hex[:12]}"
    unit.outbox[key] = (what, uuid)
    unit.touch()
    jar = _jar_of(unit)
    if jar is not None and listeners:
        _wake_after_commit(jar.transaction_manager.get(), unit.uuid)


def _jar_of(node):
    """Return the connection of ``node``; a unit that was made just now has none yet, the office above it does."""
    while node is not None and node._p_jar is None:
        node = node.__parent__
    return None if node is None else node._p_jar


def _wake_after_commit(transaction, uuid):
    waiting = _waiting(transaction)
    if uuid in waiting:
        return
    if not waiting:
        transaction.addAfterCommitHook(_wake, (waiting,))
    waiting.add(uuid)


def _waiting(transaction):
    try:
        return transaction.data(listeners_key)
    except KeyError:
        waiting = set()
        transaction.set_data(listeners_key, waiting)
        return waiting


class _Key:
    """The transaction keeps our set under this object."""


listeners_key = _Key()


def _wake(committed, waiting):
    if committed:
        for uuid in waiting:
            for listener in listeners:
                listener(uuid)
