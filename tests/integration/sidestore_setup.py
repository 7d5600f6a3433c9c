"""Made-up units and objects for the tests of the side store, and a clock that tests move by hand."""

from datetime import UTC, datetime, timedelta

from eduportal.sidestore.objects import put_object
from eduportal.sidestore.units import put_unit

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
PROVINCE, EAST, WEST = "so", "phong-dong", "phong-tay"
#: A small province: unit -> parent.
TREE = {PROVINCE: None, EAST: PROVINCE, WEST: PROVINCE, "th-hoa-mai": EAST, "thcs-song-xanh": EAST, "th-doi-chim": WEST}


def later(**duration):
    """Return an instant after NOW."""
    return NOW + timedelta(**duration)


def url(tmp_path, name="side.sqlite"):
    """Return the address of a store in a folder that does not exist yet."""
    return f"sqlite:///{tmp_path}/var/{name}"


def add_unit(conn, uuid, parent, name=None, kind="school"):
    """Put one unit."""
    return put_unit(conn, uuid, uuid.upper(), name or uuid, kind, parent, "open", "2020-09-01", name or uuid)


def add_tree(conn):
    """Put the small province."""
    for uuid, parent in TREE.items():
        add_unit(conn, uuid, parent, kind={None: "province", PROVINCE: "office"}.get(parent, "school"))


def add(conn, unit, uuid, title, body="", *, type="news_item", days=0, send_up=True, summary=""):
    """Put one object that was published some days after NOW."""
    return put_object(conn, unit, uuid, type, title, summary, body, later(days=days).isoformat(), send_up)
