"""Files that somebody chose in a form that could not be saved: kept for a day, so that they need not be chosen again.

A file belongs to one holder, an account; of a form whose session had ended the holder is the browser (its device
cookie) until somebody signs in from there. The token is random and stands in the form only; the store has its SHA-256.
Nothing here is truth: whatever is taken out is checked as if it had been sent just now.
"""

from dataclasses import dataclass
from hashlib import sha256
from secrets import token_hex

from sqlalchemy import delete, func, insert, or_, select, update

from eduportal.sidestore import throttle
from eduportal.sidestore.tables import kept_files

KEPT_SECONDS = 24 * 3600
#: Bytes of one file, and files and bytes of one holder: the oldest make room for the newest.
LARGEST, MOST, TOGETHER = 25 * 1024 * 1024, 20, 75 * 1024 * 1024
#: Bytes of everybody together; beyond that nothing more is kept, so that nobody can push out what others wait for.
ALL_TOGETHER = 1024 * 1024 * 1024


@dataclass(frozen=True)
class KeptFile:
    """A kept file: ``name`` as the browser sent it, ``size`` in bytes, ``data`` None where only its name was asked."""

    name: str
    size: int
    data: bytes | None = None


def keep_file(conn, holder, name, data, at):
    """Keep a file for a holder; return its token, or None where it is empty, too large, or the store is full."""
    drop_old_files(conn, at)
    if not 0 < len(data) <= LARGEST:
        return None
    mine = kept_files.c.holder == holder
    rows = conn.execute(select(kept_files.c.token_hash, kept_files.c.size).where(mine).order_by(
        kept_files.c.at.desc(), kept_files.c.token_hash)).all()
    room, gone = TOGETHER - len(data), []
    for number, row in enumerate(rows, 1):
        room -= row.size
        if number >= MOST or room < 0:
            gone.append(row.token_hash)
    if gone:
        conn.execute(delete(kept_files).where(kept_files.c.token_hash.in_(gone)))
    if (conn.scalar(select(func.sum(kept_files.c.size))) or 0) + len(data) > ALL_TOGETHER:
        return None
    token = token_hex(16)
    conn.execute(insert(kept_files).values(token_hash=_hash(token), holder=holder, at=_seconds(at), name=name[:300],
                                           size=len(data), data=data))
    return token


def file_kept(conn, holder, token, at, *, with_data=True):
    """Return the :class:`KeptFile` of a token, or None: there is none, it is another holder's, or its day is over."""
    columns = [kept_files.c.name, kept_files.c.size, *([kept_files.c.data] if with_data else [])]
    row = conn.execute(select(*columns).where(*_mine(holder, token), kept_files.c.at > _seconds(at) - KEPT_SECONDS)
                       ).one_or_none()
    return None if row is None else KeptFile(row.name, row.size, row.data if with_data else None)


def drop_file(conn, holder, token):
    """Forget a file: it was saved, or is not wanted."""
    conn.execute(delete(kept_files).where(*_mine(holder, token)))


def hand_over(conn, device, account, token):
    """Give a file that a browser holds to the account that has signed in from it."""
    conn.execute(update(kept_files).where(*_mine(holder_of_device(device), token)).values(holder=account))


def holder_of_device(device):
    """Return the holder that a browser is by the value of its device cookie."""
    return "device:" + _hash(device)[:50]


def knows_device(conn, device, at):
    """Return whether somebody has signed in from this browser: only then is anything kept for it."""
    return bool(device) and throttle.knows_device(conn, device, at)


def has_old_files(conn, at):
    """Return whether there are files whose day is over."""
    return conn.scalar(select(kept_files.c.token_hash).where(_is_old(at)).limit(1)) is not None


def drop_old_files(conn, at):
    """Forget the files whose day is over; what stands in the future of a clock that was wrong goes too."""
    conn.execute(delete(kept_files).where(_is_old(at)))


def _is_old(at):
    now = _seconds(at)
    return or_(kept_files.c.at <= now - KEPT_SECONDS, kept_files.c.at > now + KEPT_SECONDS)


def _mine(holder, token):
    return kept_files.c.token_hash == _hash(token), kept_files.c.holder == holder


def _hash(token):
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _seconds(at):
    return int(at.timestamp())
