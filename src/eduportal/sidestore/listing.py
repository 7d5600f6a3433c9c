"""What is public in a unit and all units below it, by time: for collections that reach over units."""

from dataclasses import dataclass

from sqlalchemy import select

from eduportal.sidestore.tables import derived
from eduportal.sidestore.units import within


@dataclass(frozen=True)
class Row:
    """An object and its unit, by their uuids."""

    unit: str
    uuid: str


def public_below(conn, unit, types, *, limit, offset=0, oldest=False):
    """Return up to ``limit`` :class:`Row` of these types in the unit and below it, the newest (or oldest) first."""
    tables = derived(conn)
    o, u = tables.objects, tables.units
    query = select(o.c.unit, o.c.uuid).join_from(o, u, u.c.uuid == o.c.unit)
    query = query.where(within(tables, unit), o.c.type.in_(sorted(types)))
    query = query.order_by(o.c.id if oldest else o.c.id.desc()).limit(limit).offset(offset)
    return [Row(*each) for each in conn.execute(query)]
