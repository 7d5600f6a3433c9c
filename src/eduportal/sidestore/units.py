"""The register of units as rows: what lists, counts and sums over all units below one of them."""

from dataclasses import dataclass

from sqlalchemy import and_, delete, func, insert, select, update

from eduportal.sidestore.tables import derived
from eduportal.sidestore.versions import boards_changed

_LAST = "\U0010ffff"


@dataclass(frozen=True)
class UnitRow:
    """One unit. ``parent`` is a uuid or None; ``path`` the uuids from the top to the unit, each after a "/"."""

    uuid: str
    code: str
    name: str
    kind: str
    parent: str | None
    state: str
    opened_on: str
    name_key: str
    path: str


def put_unit(conn, uuid, code, name, kind, parent, state, opened_on, name_key):
    """Add or replace the row of a unit; return whether anything changed.

    Units may come in any order: one whose parent is not known yet stands on top until the parent comes. A move
    rewrites the paths of the units below it and nothing else.

    :param opened_on: ISO date as a string, or ''.
    :param name_key: text by which lists are sorted.
    """
    units = derived(conn).units
    old = unit_of(conn, uuid)
    new = {"code": code, "name": name, "kind": kind, "parent": parent, "state": state, "opened_on": opened_on,
           "name_key": name_key}
    path = _path_below(conn, parent, uuid)
    if old is not None and old == UnitRow(uuid=uuid, path=path, **new):
        return False
    before = lineage(conn, uuid)
    if old is None:
        conn.execute(insert(units).values(uuid=uuid, path=path, **new))
    else:
        conn.execute(update(units).where(units.c.uuid == uuid).values(**new))
    if old is None or old.path != path:
        _move(conn, old.path if old else path, path)
    boards_changed(conn, [*before, *lineage(conn, uuid)])
    return True


def drop_unit(conn, uuid):
    """Remove the row and the summary of a unit; return whether there was one. Units below it wait for their parent."""
    tables = derived(conn)
    above = lineage(conn, uuid)
    conn.execute(delete(tables.summaries).where(tables.summaries.c.unit == uuid))
    if not above:
        return False
    conn.execute(delete(tables.units).where(tables.units.c.uuid == uuid))
    for child in _children(conn, uuid):
        _move(conn, child.path, f"/{child.uuid}/")
    boards_changed(conn, above)
    return True


def unit_of(conn, uuid):
    """Return the :class:`UnitRow` of a unit, or None."""
    units = derived(conn).units
    row = conn.execute(select(units).where(units.c.uuid == uuid)).one_or_none()
    return None if row is None else UnitRow(**row._mapping)


def path_of(conn, uuid):
    """Return the path of a unit, or None; it is the prefix of the paths of all units below."""
    units = derived(conn).units
    return conn.scalar(select(units.c.path).where(units.c.uuid == uuid))


def lineage(conn, uuid):
    """Return the uuids from the unit itself up to the top, or an empty list for an unknown one."""
    path = path_of(conn, uuid)
    return path.strip("/").split("/")[::-1] if path else []


def units_below(conn, uuid, kind=None, *, state=None, deep=True, limit=None, offset=0):
    """Return the :class:`UnitRow` of the units below a unit (itself left out), sorted by name.

    :param kind: one kind, or None for every kind; ``state`` likewise.
    :param deep: False for the units directly below only.
    """
    tables = derived(conn)
    units = tables.units
    query = select(units).where(within(tables, uuid) if deep else units.c.parent == uuid, units.c.uuid != uuid)
    if kind is not None:
        query = query.where(units.c.kind == kind)
    if state is not None:
        query = query.where(units.c.state == state)
    query = query.order_by(units.c.name_key, units.c.uuid)
    query = query if limit is None else query.limit(limit)
    query = query.offset(offset) if offset else query
    return [UnitRow(**row._mapping) for row in conn.execute(query)]


def within(tables, uuid):
    """Return the condition that a row of ``tables.units`` is the unit or stands below it: one range of one index."""
    path = tables.units.c.path
    top = tables.units.alias("top")
    of_top = select(top.c.path).where(top.c.uuid == uuid).scalar_subquery()
    return and_(path >= of_top, path < of_top + _LAST)


def last_published(conn, uuids):
    """Return {unit: ISO instant} of the newest public page of each of some units; units without one are left out."""
    objects = derived(conn).objects
    query = select(objects.c.unit, func.max(objects.c.published)).where(objects.c.unit.in_(list(uuids)))
    return {row.unit: row[1] for row in conn.execute(query.group_by(objects.c.unit))}


def put_summary(conn, unit, numbers):
    """Replace the summary of a unit: ``{name: int}``, counts that can be added over units."""
    summaries = derived(conn).summaries
    conn.execute(delete(summaries).where(summaries.c.unit == unit))
    if numbers:
        conn.execute(summaries.insert(), [{"unit": unit, "name": n, "value": v} for n, v in sorted(numbers.items())])


def sum_below(conn, uuid, kind=None):
    """Return ``{name: int}`` summed over a unit and all below it; ``kind`` limits it to units of one kind."""
    tables = derived(conn)
    query = select(tables.summaries.c.name, func.sum(tables.summaries.c.value))
    query = query.join_from(tables.units, tables.summaries, tables.summaries.c.unit == tables.units.c.uuid)
    query = query.where(within(tables, uuid))
    if kind is not None:
        query = query.where(tables.units.c.kind == kind)
    return {name: int(total) for name, total in conn.execute(query.group_by(tables.summaries.c.name))}


def _path_below(conn, parent, uuid):
    above = path_of(conn, parent) if parent else None
    # Two units that swap places may be fed in either order: for a moment each would stand below the other.
    if above is None or f"/{uuid}/" in above:
        return f"/{uuid}/"
    return f"{above}{uuid}/"


def _children(conn, uuid):
    units = derived(conn).units
    return conn.execute(select(units.c.uuid, units.c.path).where(units.c.parent == uuid)).all()


def _move(conn, old, new):
    """Give a unit and all below it their new path, then take in the units that have been waiting for one of them."""
    _rewrite(conn, old, new)
    while misplaced := _misplaced(conn, new):
        _rewrite(conn, *misplaced)


def _rewrite(conn, old, new):
    path = derived(conn).units.c.path
    if old != new:
        conn.execute(update(path.table).where(path >= old, path < old + _LAST).values(
            path=new + func.substr(path, len(old) + 1)))


def _misplaced(conn, below):
    """Return ``(path, right path)`` of a unit whose parent is at or below a path while it is elsewhere, or None."""
    units = derived(conn).units
    parent = units.alias("parent")
    right = parent.c.path + units.c.uuid + "/"
    found = select(units.c.uuid, units.c.path, right).join_from(parent, units, units.c.parent == parent.c.uuid)
    found = found.where(parent.c.path >= below, parent.c.path < below + _LAST, units.c.path != right)
    for uuid, path, right_path in conn.execute(found.order_by(units.c.uuid)):
        if right_path.count(f"/{uuid}/") == 1:
            return path, right_path
    return None
