"""Rows of references by identity: who in other units refers to a thing. Derived like all the rest."""

from sqlalchemy import delete, func, insert, select

from eduportal.sidestore.tables import derived
from eduportal.sidestore.units import within

#: So many identities are asked for in one statement.
PART = 500


def put_links(conn, unit, page, targets):
    """Replace the references of a page: ``{uuid of the target: uuid of its unit when it was written, or ''}``."""
    links = derived(conn).links
    here = (links.c.unit == unit) & (links.c.page == page)
    old = dict(conn.execute(select(links.c.target, links.c.target_unit).where(here)).all())
    if old == targets:
        return
    conn.execute(delete(links).where(here))
    if targets:
        conn.execute(insert(links), [{"unit": unit, "page": page, "target": target, "target_unit": owner}
                                     for target, owner in sorted(targets.items())])


def referring(conn, targets, unit):
    """Return the sorted list of (unit, page) that refer to any of ``targets`` (uuids) from outside of ``unit``."""
    links, found, targets = derived(conn).links, set(), list(targets)
    for start in range(0, len(targets), PART):
        query = select(links.c.unit, links.c.page).where(links.c.target.in_(targets[start : start + PART]))
        found |= {tuple(row) for row in conn.execute(query.where(links.c.unit != unit))}
    return sorted(found)


def referring_to_unit(conn, unit, limit):
    """Return ((unit, page) at most ``limit``, how many) that refer from outside to a unit or what is in or below it."""
    tables = derived(conn)
    links = tables.links
    inside = select(tables.units.c.uuid).where(within(tables, unit))
    query = select(links.c.unit, links.c.page).where(
        links.c.target_unit.in_(inside) | links.c.target.in_(inside), links.c.unit.not_in(inside)).distinct()
    rows = conn.execute(query.order_by(links.c.unit, links.c.page).limit(limit)).all()
    return [tuple(row) for row in rows], conn.scalar(select(func.count()).select_from(query.subquery()))
