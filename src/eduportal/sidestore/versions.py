"""Numbers by which a cached page knows whether the board on it may look different."""

from sqlalchemy import func, select, text

from eduportal.sidestore.tables import board_versions, store_state

_COUNT = text("INSERT INTO board_versions (unit, version) VALUES (:unit, 1) "
              "ON CONFLICT (unit) DO UPDATE SET version = board_versions.version + 1")


def board_version(conn, unit):
    """Return an integer that changes whenever the board of ``unit`` may look different.

    It starts at a random number that a rebuild draws anew, so an old cached page never meets its number again.
    """
    counted = select(func.coalesce(func.max(board_versions.c.version), 0)).where(board_versions.c.unit == unit)
    return conn.scalar(select(store_state.c.board_base + counted.scalar_subquery()))


def boards_changed(conn, units):
    """Count the boards of ``units`` as changed. While a rebuild fills its set nothing counts: nobody sees it yet."""
    if units and not conn.info["rebuild"]:
        conn.execute(_COUNT, [{"unit": each} for each in sorted(set(units))])
