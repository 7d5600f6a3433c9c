"""What the side store is told of a unit and its objects: always the present, committed state."""

from functools import lru_cache

from eduportal.content.indexing import date_of, days_of, text_of
from eduportal.content.links import named_targets
from eduportal.content.nodes import is_public
from eduportal.domain.names import order_key
from eduportal.sidestore import links, objects, units


@lru_cache(4)
def found_types(definitions):
    """Return the types that the search of the province and the boards know: all that holds a text of its own."""
    return frozenset(name for name, each in definitions.types.items()
                     if each.kind_of in ("item", "attachment") and name != "image")


def feed_marks(side, portal, unit, marks):
    """Write what changed, or take a unit out that went to the trash with everything below it.

    :param marks: rows of (key, what, uuid) of the outbox.
    """
    # An imported unit that was taken back has no outbox any more, and that of one in the trash of an office in the
    # trash is not reached: their office tells of them.
    gone = {uuid for _key, what, uuid in marks if what == "units" and portal.unit(uuid) is None}
    if portal.unit(unit.uuid) is None:
        gone.add(unit.uuid)
    for place in gone:
        _drop_with_below(side, portal, place)
    if unit.uuid in gone:
        return
    if {"unit", "whole"} & {what for _key, what, _uuid in marks}:
        feed_unit(side, portal, unit)
    for uuid in {uuid for _key, what, uuid in marks if what == "object"}:
        feed_object(side, portal, unit, uuid)
    feed_summary(side, portal, unit)


def _drop_with_below(side, portal, uuid):
    # The register tells what is below it, not the side store, which may not have heard of all of them yet.
    for each in list(_with_below(portal, uuid)):
        objects.drop_unit(side, each)
        units.drop_unit(side, each)


def places_to_feed(side, portal, unit, marks):
    """Return the uuids of the units that are to be written whole before ``marks``: this one and all below it, or none.

    So it is for a unit that the side store does not know, and for one whose portal was suspended, opened again or
    brought back from the trash: that decides about everything below it.
    """
    whats = {what for _key, what, _uuid in marks}
    if portal.unit(unit.uuid) is None:
        return []
    if "whole" in whats or ("unit" in whats and units.unit_of(side, unit.uuid) is None):
        return list(_with_below(portal, unit.uuid))
    return []


def feed_place(side, portal, uuid):
    """Write one unit whole, in the place of all that is known of it."""
    unit = portal.unit(uuid)
    if unit is not None:
        objects.drop_unit(side, uuid)
        feed_unit_whole(side, portal, unit)


def _with_below(portal, uuid):
    yield uuid
    for below, *_rest in list(portal.register.below(uuid)):
        yield from _with_below(portal, below)


def feed_unit(side, portal, unit):
    """Write the row of a unit."""
    record = portal.register.records[unit.uuid]
    units.put_unit(side, unit.uuid, unit.code, unit.title, unit.kind, record.parent or None, unit.state,
                   record.opened_on, order_key(unit.title))


def feed_summary(side, portal, unit):
    """Write the numbers of a unit that can be added over units."""
    numbers = {}
    if unit.index is not None:
        numbers = {"public": unit.index.public_count(found_types(portal.definitions)), "students": len(unit.students)}
    units.put_summary(side, unit.uuid, {name: number for name, number in numbers.items() if number})


def feed_links(side, portal, unit, uuid, node):
    """Write what a page refers to, its draft too, so that other units can be told who refers to their things."""
    gone = node is None or node is unit
    links.put_links(side, unit.uuid, uuid, {} if gone else named_targets(node, portal.definitions))


def feed_object(side, portal, unit, uuid):
    """Write or remove the row of one object; return whether the public may find it."""
    node = unit.find(uuid)
    feed_links(side, portal, unit, uuid, node)
    if node is None or node is unit or node.type_name not in found_types(portal.definitions) or not is_public(node):
        objects.drop_object(side, unit.uuid, uuid)
        return False
    live = node.live.fields
    summary = live.get("summary") or live.get("description") or ""
    objects.put_object(side, unit.uuid, uuid, node.type_name, live.get("title") or node.title, summary,
                       text_of(node, portal.definitions), date_of(node), bool(live.get("send_up")), days_of(live))
    return True


def feed_unit_whole(side, portal, unit):
    """Write a unit with its numbers and every public object; return how many objects."""
    feed_unit(side, portal, unit)
    feed_summary(side, portal, unit)
    if unit.index is None:
        return 0
    return sum(feed_object(side, portal, unit, uuid) for uuid in list(unit.index.uuids))
