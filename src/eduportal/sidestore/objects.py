"""Rows of what the public may find: one for every live, visible page or file of every open unit."""

from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import delete, insert, select

from eduportal.domain.text import nfc
from eduportal.sidestore import words
from eduportal.sidestore.tables import derived
from eduportal.sidestore.units import lineage
from eduportal.sidestore.versions import boards_changed

#: So much of a text is kept and searched; the rest of a very long one is found through its beginning.
MAX_BODY = 50_000


def put_object(conn, unit, uuid, type, title, summary, body_text, published, send_up, days=("", "")):
    """Add or replace the row of an object; return whether anything changed.

    :param published: ISO instant with its offset, as a string, or '' for what is live without a date of its own.
    :param send_up: whether the boards of the units above show it (only when it has an instant).
    :param days: the first and the last ISO day on which lists show it, '' for no limit.
    :raises ValueError: when ``published`` is neither.
    """
    tables = derived(conn)
    new = {"unit": unit, "uuid": uuid, "type": type, "published": _instant(published), "send_up": bool(send_up),
           "title": _clean(title), "summary": _clean(summary), "body": _clean(body_text)[:MAX_BODY],
           "show_from": days[0], "show_until": days[1]}
    old = _row(conn, unit, uuid)
    if old is not None and all(old[name] == value for name, value in new.items()):
        return False
    if old is not None:
        _erase(conn, old["id"])
    id = _free_id(conn, new["published"], unit, uuid)
    conn.execute(insert(tables.objects).values(id=id, **new))
    words.put(conn, tables, id, unit, type, new["title"], words.searchable(new["summary"], new["body"]))
    if new["send_up"] or (old is not None and old["send_up"]):
        boards_changed(conn, lineage(conn, unit) or [unit])
    return True


def drop_object(conn, unit, uuid):
    """Remove the row of an object; return whether there was one."""
    old = _row(conn, unit, uuid)
    if old is None:
        return False
    _erase(conn, old["id"])
    if old["send_up"]:
        boards_changed(conn, lineage(conn, unit) or [unit])
    return True


def drop_unit(conn, unit):
    """Remove all rows of a unit, its references too; return how many objects there were."""
    objects, links = derived(conn).objects, derived(conn).links
    conn.execute(delete(links).where(links.c.unit == unit))
    rows = conn.execute(select(objects.c.id, objects.c.send_up).where(objects.c.unit == unit)).all()
    for row in rows:
        _erase(conn, row.id)
    if any(row.send_up for row in rows):
        boards_changed(conn, lineage(conn, unit) or [unit])
    return len(rows)


def _row(conn, unit, uuid):
    objects = derived(conn).objects
    return conn.execute(select(objects).where(objects.c.unit == unit, objects.c.uuid == uuid)).mappings().one_or_none()


def _erase(conn, id):
    tables = derived(conn)
    words.forget(conn, tables, id)
    conn.execute(delete(tables.objects).where(tables.objects.c.id == id))


def _clean(value):
    """Return a text as it is kept: NFC, one space between words, nothing that UTF-8 or SQLite cannot hold."""
    value = value.encode("utf-8", "ignore").decode("utf-8").replace("\0", "")
    return nfc(" ".join(value.split()))


def _instant(published):
    """Return an ISO instant in the one spelling that sorts by time."""
    if not published:
        return ""
    instant = datetime.fromisoformat(published)
    if instant.tzinfo is None:
        raise ValueError(f"an instant needs its offset: {published!r}")
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def _free_id(conn, published, unit, uuid):
    """Return an id that sorts by minute of publication and is the same in every rebuild.

    The lower 20 bits come from the identity; two that meet take the next free number.
    """
    objects = derived(conn).objects
    minute = max(1, int(datetime.fromisoformat(published).timestamp()) // 60) if published else 0
    digest = sha256(f"{unit}/{uuid}".encode("utf-8", "ignore")).digest()
    id = (minute << 20) | (int.from_bytes(digest[:3], "big") & 0xFFFFF)
    while conn.scalar(select(objects.c.id).where(objects.c.id == id)) is not None:
        id += 1
    return id
