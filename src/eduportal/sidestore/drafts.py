"""What people have typed and not saved yet, so that a lost session or a power cut takes nothing; and who is editing.

Both are operational: they belong to one person or to a few minutes, and no page is made from them.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select, update

from eduportal.sidestore.dialect import upsert
from eduportal.sidestore.tables import drafts, presence

#: Somebody counts as editing so many seconds after the last sign of it: without a script that is the opening.
PRESENT_SECONDS = 600
#: Drafts that nobody came back for are forgotten after so many seconds.
KEPT_SECONDS = 30 * 24 * 3600
#: A draft holds at most so many letters; a form of more than that is not kept beside the browser.
LARGEST = 1_000_000


@dataclass(frozen=True)
class Draft:
    """What somebody typed into the form of ``place``: ``pairs`` of (name, value), based on ``revision``."""

    place: str
    revision: int
    at: datetime
    pairs: tuple


@dataclass(frozen=True)
class Present:
    """Somebody who is editing: account, since when, and who has taken over from them ('' for nobody)."""

    account: str
    since: datetime
    taken_by: str


def put_draft(conn, account, place, revision, pairs, at):
    """Keep the draft of a form, in the place of an older one; return whether it was small enough."""
    data = json.dumps(list(pairs), ensure_ascii=False)
    if len(data) > LARGEST:
        return False
    conn.execute(delete(drafts).where(drafts.c.at < _seconds(at) - KEPT_SECONDS))
    upsert(conn, drafts, {"account": account, "place": place, "revision": revision, "at": _seconds(at), "data": data},
           ("account", "place"))
    return True


def draft_of(conn, account, place):
    """Return the :class:`Draft` of an account at a place, or None."""
    row = conn.execute(select(drafts).where(drafts.c.account == account, drafts.c.place == place)).one_or_none()
    if row is None:
        return None
    return Draft(row.place, row.revision, _instant(row.at), tuple(tuple(pair) for pair in json.loads(row.data)))


def drop_draft(conn, account, place):
    """Forget a draft: it was saved, or is not wanted."""
    conn.execute(delete(drafts).where(drafts.c.account == account, drafts.c.place == place))


def touch_editing(conn, unit, uuid, account, at):
    """Note that somebody is editing; return who took over from them meanwhile, '' for nobody."""
    now, mine = _seconds(at), _mine(unit, uuid, account)
    row = conn.execute(select(presence).where(*mine)).one_or_none()
    if row is not None and row.touched > now - PRESENT_SECONDS:
        conn.execute(update(presence).where(*mine).values(touched=max(now, row.touched)))
        return row.taken_by
    conn.execute(delete(presence).where(presence.c.touched < now - PRESENT_SECONDS))
    conn.execute(presence.insert().values(unit=unit, uuid=uuid, account=account, since=now, touched=now, taken_by=""))
    return ""


def leave_editing(conn, unit, uuid, account):
    """Note that somebody has stopped editing."""
    conn.execute(delete(presence).where(*_mine(unit, uuid, account)))


def others_editing(conn, unit, uuid, account, at):
    """Return the :class:`Present` of everybody else who is editing and has not been taken over from."""
    rows = conn.execute(select(presence).where(
        presence.c.unit == unit, presence.c.uuid == uuid, presence.c.account != account, presence.c.taken_by == "",
        presence.c.touched > _seconds(at) - PRESENT_SECONDS).order_by(presence.c.since))
    return [Present(row.account, _instant(row.since), row.taken_by) for row in rows]


def take_over(conn, unit, uuid, account, at):
    """Note that ``account`` goes on with the page; the others are told on their screens, and lose nothing."""
    conn.execute(update(presence).where(presence.c.unit == unit, presence.c.uuid == uuid,
                                        presence.c.account != account).values(taken_by=account))
    leave_editing(conn, unit, uuid, account)
    touch_editing(conn, unit, uuid, account, at)


def _mine(unit, uuid, account):
    return presence.c.unit == unit, presence.c.uuid == uuid, presence.c.account == account


def _seconds(at):
    return int(at.timestamp())


def _instant(seconds):
    return datetime.fromtimestamp(seconds, UTC)
