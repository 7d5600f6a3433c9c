"""Who refers to a thing and to what stands below it; what a page refers to that is not there any more."""

from dataclasses import dataclass

from eduportal.content import richtext
from eduportal.content.links import LinkIndex, outside_of, targets_of
from eduportal.content.nodes import below, is_public, unit_of
from eduportal.content.whereabouts import find_target
from eduportal.sidestore import links as side_links

#: So many pages are named; the rest is counted.
NAMED = 20
#: So many things below a folder are looked at.
MOST_BELOW = 5_000


@dataclass(frozen=True)
class Referring:
    """The pages that refer to a thing: ``nodes`` to be named (at most 20), ``more`` others that are only counted: of
    this unit beyond the 20 or hidden from the asker, and ``elsewhere`` of other units."""

    nodes: tuple
    more: int
    elsewhere: int

    def __bool__(self):
        return bool(self.nodes or self.more or self.elsewhere)


def referring(portal, store, nodes, *, may_see, inside=True):
    """Return the :class:`Referring` pages outside of ``nodes`` that refer to one of them or to anything below them.

    :param nodes: things of one unit, or one unit. :param may_see: asked for each node that is named.
    :param inside: False to leave out the pages of the own unit (what moves behind another wall takes some along).
    """
    nodes = list(nodes)
    unit = unit_of(nodes[0])
    if nodes[0] is unit:
        with store.read() as side:
            rows, total = side_links.referring_to_unit(side, unit.uuid, NAMED * 4)
        return _named(portal, [], rows, total, may_see)
    moving = _with_below(unit, nodes)
    own = [] if not inside or unit.index.links is None else sorted(
        {page for uuid in moving for page in unit.index.links.referring(uuid)} - moving)
    with store.read() as side:
        rows = side_links.referring(side, moving, unit.uuid)
    return _named(portal, [(unit.uuid, page) for page in own], rows, len(rows), may_see)


def _with_below(unit, nodes):
    """Return the uuids of the nodes and of what stands below them, from the keys of the index alone."""
    found, waiting = set(), [node.uuid for node in nodes]
    while waiting and len(found) < MOST_BELOW:
        found.add(uuid := waiting.pop())
        waiting += unit.index.uuids_below(uuid)
    return found


def _named(portal, own, rows, total, may_see):
    found, more, elsewhere = [], 0, total
    for unit, page in own:
        node = portal.unit(unit).find(page) if len(found) < NAMED else None
        if node is not None and may_see(node):
            found.append(node)
        else:
            more += 1
    for unit, page in rows if len(found) < NAMED else ():
        place = portal.unit(unit)
        node = place.find(page) if place is not None else None
        if node is None:
            # The side store is behind: the page is gone.
            elsewhere -= 1
        elif len(found) < NAMED and may_see(node):
            found.append(node)
            elsewhere -= 1
    return Referring(tuple(found), more, elsewhere)


def fill_links(unit, definitions):
    """Fill the link index of a unit of an older database; return whether it lacked some.

    Walks the unit: jobs only.
    """
    if unit.index is None or (unit.index.links is not None and unit.index.links.paths):
        return False
    links = unit.index.links if unit.index.links is not None else LinkIndex()
    for node in below(unit):
        if node.uuid in unit.index.uuids:
            links.put(node.uuid, targets_of(node, definitions), outside_of(node, definitions))
    links.paths, unit.index.links = True, links
    return True


def broken_references(portal, node):
    """Return the targets in the working version of ``node`` that are not there, or that the public does not see.

    A list of (target, node or None), for the checks before a page is submitted.
    """
    rich = [field.name for field in portal.definitions.types[node.type_name].fields if field.kind == "rich_text"]
    unit, found = unit_of(node), []
    for target in sorted(_named_now(node, rich)):
        other = find_target(portal, unit, target)
        own_part = other is not None and other.__parent__ is node
        if not own_part and (other is None or not is_public(other)):
            found.append((target, other))
    return found


def _named_now(node, names):
    return {target for name in names for target in richtext.references(node.fields.get(name))}
