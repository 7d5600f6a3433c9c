"""Rows of an upload that wait for a person's word: one a person and purpose, for an hour."""

import json
from secrets import token_hex

from sqlalchemy import delete, insert, select

from eduportal.sidestore.tables import kept_rows

KEPT_SECONDS = 3600
LARGEST = 12 * 1024 * 1024


def keep_rows(conn, account, what, place, rows, at):
    """Keep ``rows`` (lists of built-ins) for an account, in place of what was kept before; return a token.

    :param what: the purpose, such as "people". :param place: the uuid of the unit that the rows are for.
    :raises ValueError: far more than a table that was read within its limits can hold.
    """
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    if len(text) > LARGEST:
        raise ValueError("too much to keep")
    token = token_hex(16)
    conn.execute(delete(kept_rows).where(kept_rows.c.at <= _seconds(at) - KEPT_SECONDS))
    drop_rows(conn, account, what)
    conn.execute(insert(kept_rows).values(account=account, what=what, place=place, token=token, at=_seconds(at),
                                          rows=text))
    return token


def rows_kept(conn, account, what, place, at):
    """Return (token, rows) that an account keeps for this purpose and place, or None."""
    found = conn.execute(select(kept_rows.c.token, kept_rows.c.rows).where(
        kept_rows.c.account == account, kept_rows.c.what == what, kept_rows.c.place == place,
        kept_rows.c.at > _seconds(at) - KEPT_SECONDS)).one_or_none()
    return None if found is None else (found.token, json.loads(found.rows))


def drop_rows(conn, account, what):
    """Forget what an account keeps for a purpose; return whether there was anything."""
    return bool(conn.execute(delete(kept_rows).where(
        kept_rows.c.account == account, kept_rows.c.what == what)).rowcount)


def _seconds(at):
    return int(at.timestamp())
