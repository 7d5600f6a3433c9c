"""Permanent short links: ``<unit>`` or ``<unit>-<object>``, each the beginning of an identity. Nothing is stored."""

from itertools import islice

from eduportal.content.nodes import unit_of
from eduportal.content.whereabouts import owner_of
from eduportal.domain.short_ids import LONGEST, letters_of, range_of

UNIT_LETTERS, OBJECT_LETTERS = 6, 8
#: So many that share a beginning are looked at; with 40 random bits there is one.
_ALIKE = 4


def short_id(portal, node):
    """Return the short id of a unit, folder, page or file; longer than usual where another one begins alike."""
    unit = unit_of(node)
    first = _distinct(portal.register.records, unit.uuid, UNIT_LETTERS)
    return first if node is unit else f"{first}-{_distinct(unit.index.uuids, node.uuid, OBJECT_LETTERS)}"


def _distinct(tree, uuid, length):
    while length < LONGEST and len(_alike(tree, letters_of(uuid, length))) > 1:
        length += 1
    return letters_of(uuid, length)


def _alike(tree, letters):
    limits = range_of(letters) if tree else None
    return [] if limits is None else list(islice(tree.keys(*limits), _ALIKE))


def node_of_short_id(portal, text):
    """Return the node with a short id, wherever it stands now, or None.

    Where two begin alike it is the older one: the younger one was given a longer id. The right to see it is the
    caller's to check.
    """
    first, dash, second = text.partition("-")
    if len(first) < UNIT_LETTERS or (dash and len(second) < OBJECT_LETTERS):
        return None
    # A unit in the trash is in the register too; it leads nowhere until it is restored.
    units = [unit for unit in map(portal.unit, _alike(portal.register.records, first)) if unit is not None]
    found = units if not dash else [node for unit in units for node in _in_unit(portal, unit, second)]
    return min(found, key=lambda node: (node.created, node.uuid), default=None)


def _in_unit(portal, unit, letters):
    if unit.index is None:
        return
    for uuid in {*_alike(unit.index.uuids, letters), *_alike(unit.forwards, letters)}:
        owner = owner_of(portal, unit, uuid)
        node = owner.find(uuid) if owner is not None else None
        if node is not None:
            yield node
