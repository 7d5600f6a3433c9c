"""What the side store is told of a unit and its objects: always the present, committed state."""

from eduportal.content.indexing import date_of, text_of
from eduportal.content.nodes import is_public
from eduportal.domain.names import order_key
from eduportal.sidestore import objects, units

#: Types that the search of the province and the boards know.
FOUND_TYPES = frozenset({"page", "news_item", "disclosure", "file"})


def feed_marks(side, portal, unit, marks):
    """Write what changed. :param marks: rows of (key, what, uuid) of the outbox."""
    whats = {what for _key, what, _uuid in marks}
    if "unit" in whats and _feed_place(side, portal, unit):
        return
    if portal.unit(unit.uuid) is None:
        return
    for uuid in {uuid for _key, what, uuid in marks if what == "object"}:
        feed_object(side, portal, unit, uuid)
    feed_summary(side, unit)


def _feed_place(side, portal, unit):
    """Write where a unit stands. Return whether everything of it is written already."""
    if portal.unit(unit.uuid) is None:
        for uuid in [row.uuid for row in units.units_below(side, unit.uuid)] + [unit.uuid]:
            objects.drop_unit(side, uuid)
            units.drop_unit(side, uuid)
        return True
    if units.unit_of(side, unit.uuid) is not None:
        feed_unit(side, portal, unit)
        return False
    # New, or back from the trash with everything below it.
    for each in _with_below(portal, unit):
        feed_unit_whole(side, portal, each)
    return True


def _with_below(portal, unit):
    yield unit
    for uuid, *_rest in list(portal.register.below(unit.uuid)):
        below = portal.unit(uuid)
        if below is not None:
            yield from _with_below(portal, below)


def feed_unit(side, portal, unit):
    """Write the row of a unit."""
    record = portal.register.records[unit.uuid]
    units.put_unit(side, unit.uuid, unit.code, unit.title, unit.kind, record.parent or None, unit.state,
                   record.opened_on, order_key(unit.title))


def feed_summary(side, unit):
    """Write the numbers of a unit that can be added over units."""
    numbers = {}
    if unit.index is not None:
        numbers = {"public": len(unit.index.newest), "students": len(unit.students)}
    units.put_summary(side, unit.uuid, {name: number for name, number in numbers.items() if number})


def feed_object(side, portal, unit, uuid):
    """Write or remove the row of one object; return whether the public may find it."""
    node = unit.find(uuid)
    if node is None or node is unit or node.type_name not in FOUND_TYPES or not is_public(node):
        objects.drop_object(side, unit.uuid, uuid)
        return False
    live = node.live.fields
    summary = live.get("summary") or live.get("description") or ""
    objects.put_object(side, unit.uuid, uuid, node.type_name, live.get("title") or node.title, summary,
                       text_of(node, portal.definitions), date_of(node), bool(live.get("send_up")))
    return True


def feed_unit_whole(side, portal, unit):
    """Write a unit with its numbers and every public object; return how many objects."""
    feed_unit(side, portal, unit)
    feed_summary(side, unit)
    if unit.index is None:
        return 0
    return sum(feed_object(side, portal, unit, uuid) for uuid in list(unit.index.uuids))
