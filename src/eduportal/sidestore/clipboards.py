"""What a person has cut or copied and not pasted yet: one clipboard an account, on the server, beyond the session."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex

from sqlalchemy import delete, select

from eduportal.sidestore.dialect import upsert
from eduportal.sidestore.tables import clipboards

CUT, COPY = "cut", "copy"
#: What nobody came back for is forgotten after so many seconds.
KEPT_SECONDS = 30 * 24 * 3600


@dataclass(frozen=True)
class Clipboard:
    """What waits to be pasted: ``how`` is CUT or COPY, ``unit`` the uuid of the unit it stood in, ``things`` a tuple of
    (uuid, uuid of the folder it stood in, title). ``token`` is another one for each filling."""

    how: str
    unit: str
    token: str
    at: datetime
    things: tuple


def put_clipboard(conn, account, how, unit, things, at):
    """Fill the clipboard of an account, in place of what was in it; return its token."""
    token = token_hex(16)
    conn.execute(delete(clipboards).where(clipboards.c.at < _seconds(at) - KEPT_SECONDS))
    upsert(conn, clipboards, {
        "account": account, "how": how, "unit": unit, "token": token, "at": _seconds(at),
        "things": json.dumps(list(things), ensure_ascii=False, separators=(",", ":"))}, ("account",))
    return token


def clipboard_of(conn, account):
    """Return the :class:`Clipboard` of an account, or None where nothing waits."""
    row = conn.execute(select(clipboards).where(clipboards.c.account == account)).one_or_none()
    if row is None:
        return None
    return Clipboard(row.how, row.unit, row.token, datetime.fromtimestamp(row.at, UTC),
                     tuple(tuple(each) for each in json.loads(row.things)))


def clear_clipboard(conn, account, token=None):
    """Empty the clipboard of an account; with ``token`` only if it holds that filling still."""
    kept = () if token is None else (clipboards.c.token == token,)
    conn.execute(delete(clipboards).where(clipboards.c.account == account, *kept))


def _seconds(at):
    return int(at.timestamp())
