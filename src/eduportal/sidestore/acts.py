"""What a person did last, so that they can take it back: a few lines for each account, the oldest forgotten."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex

from sqlalchemy import delete, insert, select, update

from eduportal.sidestore.tables import acts

#: So many acts of an account can be looked at and, as long as nobody changed the thing since, taken back.
KEPT = 20


@dataclass(frozen=True)
class Act:
    """One thing that somebody did. ``data`` holds built-ins that JSON knows, by ``what``; ``at`` is aware UTC."""

    id: str
    account: str
    at: datetime
    unit: str
    uuid: str
    what: str
    data: dict
    undone: bool


def put_act(conn, account, at, unit, uuid, what, data):
    """Keep an act and forget all but the newest :data:`KEPT` of the account; return its id."""
    id = token_hex(16)
    conn.execute(insert(acts).values(id=id, account=account, at=_micros(at), unit=unit, uuid=uuid, what=what,
                                     data=json.dumps(data), undone=False))
    newest = select(acts.c.id).where(acts.c.account == account).order_by(acts.c.at.desc(), acts.c.id).limit(KEPT)
    kept = [row.id for row in conn.execute(newest)]
    conn.execute(delete(acts).where(acts.c.account == account, acts.c.id.not_in(kept)))
    return id


def acts_of(conn, account):
    """Return the acts of an account, the newest first."""
    rows = conn.execute(select(acts).where(acts.c.account == account).order_by(acts.c.at.desc(), acts.c.id))
    return [_act(row) for row in rows]


def act_of(conn, account, id):
    """Return an act by its id, or None; never one of another account."""
    row = conn.execute(select(acts).where(acts.c.account == account, acts.c.id == id)).one_or_none()
    return None if row is None else _act(row)


def mark_undone(conn, id):
    """Note that an act was taken back."""
    conn.execute(update(acts).where(acts.c.id == id).values(undone=True))


def _act(row):
    return Act(row.id, row.account, datetime.fromtimestamp(row.at / 1_000_000, UTC), row.unit, row.uuid, row.what,
               json.loads(row.data), bool(row.undone))


def _micros(at):
    return int(at.timestamp() * 1_000_000)
