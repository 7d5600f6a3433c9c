"""Sessions of people who are signed in: kept here and not in a cookie, so that they can be listed and ended.

The token is 256 random bits and goes to the browser only; the store has its SHA-256. A session ends after eight hours
without a request, and after seven days in any case.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import delete, func, insert, or_, select, update

from eduportal.sidestore.tables import flashes, sessions

IDLE_SECONDS = 8 * 3600
LONGEST_SECONDS = 7 * 24 * 3600
TOUCH_SECONDS = 60
_MAX_FLASHES = 20
_MAX_ADDRESS, _MAX_AGENT = 64, 300


@dataclass(frozen=True)
class Session:
    """One session. ``id`` names it on pages and is no secret; ``touch_due``: see :func:`signed_in`."""

    id: str
    account: str
    started: datetime
    touched: datetime
    address: str
    agent: str
    touch_due: bool


def start_session(conn, account, at, address, agent):
    """Start a session for an account and return its token. Sessions that have ended by themselves are deleted."""
    drop_expired(conn, at)
    token, now = token_urlsafe(32), _seconds(at)
    conn.execute(insert(sessions).values(token_hash=_hash(token), account=account, started=now, touched=now,
                                         address=address[:_MAX_ADDRESS], agent=agent[:_MAX_AGENT]))
    return token


def session_of(conn, token, at):
    """Return the :class:`Session` of a token, or None when there is none or it has ended. Reads only."""
    row = conn.execute(select(sessions).where(sessions.c.token_hash == _hash(token))).one_or_none()
    return None if row is None or _has_ended(row, at) else _session(row, at)


def signed_in(store, token, at):
    """Return the :class:`Session` of a token and note that it is in use, at most once a minute: other requests read."""
    with store.read() as conn:
        session = session_of(conn, token, at)
    if session is not None and session.touch_due:
        with store.begin() as conn:
            touch(conn, token, at)
    return session


def touch(conn, token, at):
    """Note that a session is in use at ``at``; never moves backwards, and does not wake one that has ended."""
    now = _seconds(at)
    conn.execute(update(sessions).where(
        sessions.c.token_hash == _hash(token), sessions.c.touched < now,
        sessions.c.touched > now - IDLE_SECONDS, sessions.c.started > now - LONGEST_SECONDS).values(touched=now))


def rotate(conn, token, at):
    """Give a session a new token and return it, or None when it has ended; the old one is worth nothing at once."""
    if session_of(conn, token, at) is None:
        return None
    new = token_urlsafe(32)
    conn.execute(update(sessions).where(sessions.c.token_hash == _hash(token)).values(token_hash=_hash(new)))
    return new


def end_session(conn, token):
    """End a session; return whether there was one."""
    return bool(conn.execute(delete(sessions).where(sessions.c.token_hash == _hash(token))).rowcount)


def end_session_by_id(conn, account, id):
    """End the session of ``account`` that :func:`sessions_of` lists under ``id``; return whether there was one."""
    found = delete(sessions).where(sessions.c.account == account, _id(sessions.c.token_hash) == id)
    return bool(conn.execute(found).rowcount)


def end_sessions(conn, account, except_token=None):
    """End all sessions of an account, but the one of ``except_token``; return how many."""
    found = delete(sessions).where(sessions.c.account == account)
    if except_token is not None:
        found = found.where(sessions.c.token_hash != _hash(except_token))
    return conn.execute(found).rowcount


def sessions_of(conn, account, at):
    """Return the sessions of an account that have not ended, the last used first."""
    rows = conn.execute(select(sessions).where(sessions.c.account == account).order_by(
        sessions.c.touched.desc(), sessions.c.token_hash))
    return [_session(row, at) for row in rows if not _has_ended(row, at)]


def drop_expired(conn, at):
    """Delete the sessions that have ended by themselves; return how many."""
    now = _seconds(at)
    return conn.execute(delete(sessions).where(or_(
        sessions.c.touched <= now - IDLE_SECONDS, sessions.c.started <= now - LONGEST_SECONDS))).rowcount


def put_flash(conn, token, kind, text):
    """Keep a line to be shown on the next page of a session; a session that is not there keeps nothing."""
    hashed = _hash(token)
    known = conn.scalar(select(func.count()).select_from(sessions).where(sessions.c.token_hash == hashed))
    waiting = conn.scalar(select(func.count()).select_from(flashes).where(flashes.c.token_hash == hashed))
    if known and waiting < _MAX_FLASHES:
        conn.execute(insert(flashes).values(token_hash=hashed, kind=kind, text=str(text)))


def flashes_of(conn, token):
    """Return the waiting lines of a session, ``[(kind, text), ...]``, the oldest first, and leave them there."""
    found = select(flashes.c.kind, flashes.c.text).where(flashes.c.token_hash == _hash(token)).order_by(flashes.c.id)
    return [tuple(row) for row in conn.execute(found)]


def take_flashes(conn, token):
    """Return the waiting lines of a session as :func:`flashes_of` does, and remove them."""
    found = flashes_of(conn, token)
    if found:
        conn.execute(delete(flashes).where(flashes.c.token_hash == _hash(token)))
    return found


def _hash(token):
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _id(token_hash):
    return func.substr(token_hash, 1, 16)


def _seconds(at):
    return int(at.timestamp())


def _has_ended(row, at):
    now = _seconds(at)
    return row.touched <= now - IDLE_SECONDS or row.started <= now - LONGEST_SECONDS


def _session(row, at):
    return Session(row.token_hash[:16], row.account, datetime.fromtimestamp(row.started, UTC),
                   datetime.fromtimestamp(row.touched, UTC), row.address, row.agent,
                   _seconds(at) - row.touched >= TOUCH_SECONDS)
