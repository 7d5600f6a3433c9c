"""News boards: what the units below a unit send up, newest first."""

from dataclasses import dataclass

from sqlalchemy import exists, or_, select

from eduportal.sidestore.tables import derived
from eduportal.sidestore.units import within
from eduportal.sidestore.versions import board_version

__all__ = ["BoardRow", "board", "board_version"]

#: Up to so many units each give their newest rows; of more units together the newest rows are soon found by time.
_FEW_UNITS = 200


@dataclass(frozen=True)
class BoardRow:
    """One line of a board, with the name and code of the unit that sent it; ``published`` is an ISO instant."""

    unit: str
    unit_name: str
    unit_code: str
    uuid: str
    type: str
    title: str
    summary: str
    published: str


def board(conn, unit_uuid, limit, not_unit=None, day=""):
    """Return the newest ``limit`` :class:`BoardRow` sent up by the unit and all units below it.

    :param not_unit: uuid of a unit whose own rows are left out (a page that lists its own news beside the board).
    :param day: an ISO day: what lists do not show on it is left out. '' asks nobody's days.
    """
    tables = derived(conn)
    ids = list(conn.scalars(_newest(conn, tables, unit_uuid, limit, not_unit, day)))
    o, u = tables.objects, tables.units
    rows = select(o.c.unit, u.c.name, u.c.code, o.c.uuid, o.c.type, o.c.title, o.c.summary, o.c.published)
    rows = rows.join_from(o, u, u.c.uuid == o.c.unit).where(o.c.id.in_(ids))
    return [BoardRow(*row) for row in conn.execute(rows.order_by(o.c.published.desc(), o.c.id.desc()))]


def _newest(conn, tables, unit, limit, not_unit, day):
    o, u = tables.objects, tables.units
    below = list(conn.scalars(select(u.c.uuid).where(within(tables, unit)).limit(_FEW_UNITS + 1)))
    if len(below) > _FEW_UNITS:
        here = exists().where(u.c.uuid == o.c.unit, within(tables, unit))
        query = select(o.c.id).where(o.c.send_up.is_(True), o.c.published != "", here, *_on(o, day))
        if not_unit is not None:
            query = query.where(o.c.unit != not_unit)
        return query.order_by(o.c.published.desc(), o.c.id.desc()).limit(limit)
    one = o.alias("one")
    newest = select(one.c.id).where(one.c.unit == u.c.uuid, one.c.send_up.is_(True), one.c.published != "",
                                      *_on(one, day))
    newest = newest.order_by(one.c.published.desc(), one.c.id.desc()).limit(limit).correlate(u)
    query = select(o.c.id).join_from(u, o, o.c.id.in_(newest)).where(u.c.uuid.in_(below))
    if not_unit is not None:
        query = query.where(u.c.uuid != not_unit)
    return query.order_by(o.c.published.desc(), o.c.id.desc()).limit(limit)


def _on(objects, day):
    return (objects.c.show_from <= day, or_(objects.c.show_until == "", objects.c.show_until >= day)) if day else ()
