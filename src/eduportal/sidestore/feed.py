"""What the feeder needs: which entries of a unit's outbox are in, how late the store is, and a rebuild beside it.

A rebuild fills the set of derived tables that nobody reads. It may take minutes, in many short transactions
(``store.begin(rebuild=True)``) between which people sign in as always, or be one transaction from begin to end.
The feeder waits while :func:`is_rebuilding`: the outboxes keep what it has not fed.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, func, select

from eduportal.sidestore import words
from eduportal.sidestore.dialect import upsert
from eduportal.sidestore.store import change_state, create_set, drop_set, new_board_base, state_of
from eduportal.sidestore.tables import DERIVED, derived, fed, other

#: A rebuild that gave no sign for so long has died with its process; the feeder goes on.
REBUILD_SILENCE = 600


@dataclass(frozen=True)
class Lag:
    """How the store stands: the last instant something was fed (or None), the seconds since, and what is in it."""

    last_fed: datetime | None
    seconds: int | None
    fed: int
    objects: int
    units: int
    needs_rebuild: bool
    rebuilding: bool


def already_fed(conn, unit, keys):
    """Return the set of those of ``keys`` (of one unit's outbox) that were fed before."""
    by_text = {str(key): key for key in keys}
    found = conn.scalars(select(fed.c.key).where(fed.c.unit == unit, fed.c.key.in_(list(by_text))))
    return {by_text[key] for key in found}


def mark_fed(conn, unit, keys, at):
    """Remember ``keys`` as fed at the aware instant ``at``, in the transaction that fed them."""
    at = int(at.timestamp())
    for key in keys:
        upsert(conn, fed, {"unit": unit, "key": str(key), "at": at}, ["unit", "key"])
    last = state_of(conn).last_fed
    change_state(conn, last_fed=at if last is None else max(at, last))


def forget_fed(conn, unit, keys):
    """Forget ``keys``, once the outbox itself has lost them; return how many were known."""
    wanted = [str(key) for key in keys]
    return conn.execute(delete(fed).where(fed.c.unit == unit, fed.c.key.in_(wanted))).rowcount


def lag(conn, at):
    """Return the :class:`Lag` as seen at the aware instant ``at``."""
    state, tables = state_of(conn), derived(conn)
    last = None if state.last_fed is None else datetime.fromtimestamp(state.last_fed, UTC)
    counts = [conn.scalar(select(func.count()).select_from(each)) for each in (fed, tables.objects, tables.units)]
    seconds = None if last is None else max(0, int((at - last).total_seconds()))
    return Lag(last, seconds, *counts, bool(state.needs_rebuild), is_rebuilding(conn, at))


def is_rebuilding(conn, at):
    """Return whether a rebuild is at work that gave a sign within the last ten minutes before ``at``."""
    seen = state_of(conn).rebuild_seen
    return seen is not None and int(at.timestamp()) - seen <= REBUILD_SILENCE


def rebuild_begin(conn, at):
    """Start a rebuild: the other set is made new and empty, and the rest of this transaction works on it.

    Read the object database from a connection opened after this has been committed: what changes from then on stays
    in the outboxes until the rebuild has ended.
    """
    live = state_of(conn).live
    create_set(conn, other(live))
    change_state(conn, rebuild_seen=int(at.timestamp()))
    conn.info["set"], conn.info["rebuild"] = other(live), True


def rebuild_goes_on(conn, at):
    """Give a sign of life from a rebuild in many transactions; once a minute is enough."""
    change_state(conn, rebuild_seen=int(at.timestamp()))


def rebuild_end(conn, at):
    """Make the set that was filled the live one, drop the other, and count every board as changed.

    :raises ValueError: when no rebuild was begun.
    """
    state = state_of(conn)
    if state.rebuild_seen is None:
        raise ValueError("no rebuild was begun")
    change_state(conn, live=other(state.live), needs_rebuild=False, rebuild_seen=None, board_base=new_board_base(),
                 last_fed=int(at.timestamp()))
    drop_set(conn, state.live)
    conn.info["set"], conn.info["rebuild"] = other(state.live), False


def rebuild_drop(conn):
    """Give a rebuild up: what it filled is dropped, the live set stays as it is."""
    live = state_of(conn).live
    drop_set(conn, other(live))
    change_state(conn, rebuild_seen=None)
    conn.info["set"], conn.info["rebuild"] = live, False


def dump(conn):
    """Return every derived row in canonical order, ``{table: [tuple, ...]}``; equal stores give equal dumps."""
    tables = DERIVED[conn.info["set"]]
    kinds = {"units": tables.units, "summaries": tables.summaries, "objects": tables.objects, "links": tables.links}
    rows = {}
    for name, table in kinds.items():
        columns = [column for column in table.c if column.name != "id"]
        rows[name] = sorted((tuple(row) for row in conn.execute(select(*columns))), key=repr)
    return {**rows, "words": words.rows(conn, tables)}
