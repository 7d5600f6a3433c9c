"""Where a thing is now that was named by identity: in its unit, in the one that it moved to, or nowhere."""

from BTrees.OOBTree import OOBTree

from eduportal.content.links import every_target


def owner_of(portal, unit, uuid):
    """Return the unit in which the object ``uuid`` stands now, or None.

    :param unit: where it stood when it was named, or None. What went behind other walls is followed from one
        forwarding entry to the next; identity makes an endless round impossible, as each unit is asked once. A unit
        is found wherever it stands.
    """
    asked = set()
    while unit is not None and unit.uuid not in asked:
        if uuid == unit.uuid or (unit.index is not None and uuid in unit.index.uuids):
            return unit
        asked.add(unit.uuid)
        onwards = unit.forwards.get(uuid) if unit.forwards is not None else None
        unit = portal.unit(onwards) if onwards else None
    return portal.unit(uuid)


def owner_of_target(portal, unit, target):
    """Return (unit or None, uuid) of a target as a text in ``unit`` names it: ``<uuid>`` or ``<unit>/<uuid>``."""
    first, _slash, uuid = target.rpartition("/")
    # A text that moved to the unit of its target finds it there, whatever it was called when it was written.
    start = unit if not first or first == unit.uuid else portal.unit(first)
    return owner_of(portal, start, uuid), uuid


def find_target(portal, unit, target):
    """Return the node that a text in ``unit`` names as ``target``, or None."""
    owner, uuid = owner_of_target(portal, unit, target)
    return None if owner is None else owner.find(uuid)


def target_for(unit, node, owner):
    """Return how a text in ``unit`` names ``node``, which stands in ``owner``."""
    return node.uuid if owner is unit or node is owner else f"{owner.uuid}/{node.uuid}"


def keep_reachable(old, new, moving, definitions):
    """Let texts that go from ``old`` to ``new`` find what they name and what stays behind.

    :param moving: nodes that the indexes of ``old`` know no more. Copies that are put into another unit need it too.
    """
    named = {target for node in moving for target in every_target(node, definitions) if "/" not in target}
    for uuid in named - {node.uuid for node in moving}:
        if uuid in old.index.uuids or uuid in old.forwards:
            new.forwards.setdefault(uuid, old.uuid)


def remember_path(unit, path, uuid, *, by, at):
    """Let what stood at ``path`` (relative to the unit, names with slashes between) be found by it.

    One entry whatever is below: it is looked for by the longest beginning of a path.
    """
    if unit.old_paths is None:
        unit.old_paths = OOBTree()
    unit.old_paths[path] = (uuid, at.isoformat(), by)
