"""How often files were downloaded: a number for each file and month, which every rebuild of derived tables keeps."""

from sqlalchemy import func, select

from eduportal.sidestore.dialect import upsert
from eduportal.sidestore.tables import downloads


def add_downloads(conn, counts):
    """Add {(unit uuid, file uuid, month as yyyy-mm): how many} to what was counted."""
    for (unit, uuid, month), more in counts.items():
        here = (downloads.c.unit == unit) & (downloads.c.uuid == uuid) & (downloads.c.month == month)
        known = conn.scalar(select(downloads.c.times).where(here)) or 0
        upsert(conn, downloads, {"unit": unit, "uuid": uuid, "month": month, "times": known + more},
               ["unit", "uuid", "month"])


def downloads_of(conn, uuids, month=None):
    """Return {file uuid: how often it was downloaded}, in one month (yyyy-mm) or ever; 0 is left out.

    A file that moved to another unit takes its number with it.
    """
    rows = select(downloads.c.uuid, func.sum(downloads.c.times)).where(downloads.c.uuid.in_(list(uuids)))
    if month is not None:
        rows = rows.where(downloads.c.month == month)
    return {uuid: int(times) for uuid, times in conn.execute(rows.group_by(downloads.c.uuid))}
