"""Old addresses: what was renamed or moved is found where it stood, by identity, so that no chain can arise."""

from dataclasses import dataclass

from eduportal.content.nodes import Attachment, Item, Section, holder, lineage, unit_of
from eduportal.content.whereabouts import owner_of, remember_path
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _

#: A path may lead on over several old names (a page renamed inside a folder that was renamed later).
STEPS = 8
#: So many levels of a path are looked at; a portal has no deeper addresses.
DEEPEST = 40


@dataclass(frozen=True)
class OldPath:
    """One old address: ``path`` from the root, the ``node`` that it leads to (None: gone or in the trash), when it
    was left (ISO) and by whom, ``covered``: whether something else stands there now; ``key`` removes it."""

    key: str
    path: str
    node: object
    at: str
    by: str
    covered: bool


def keep_old_path(node, *, by, at):
    """Remember where ``node`` stands, before it is renamed or moved. One entry, whatever is below.

    Only what the public may have met keeps its old address: a draft's names are nobody's bookmark.
    """
    if was_public(node):
        unit = unit_of(node)
        remember_path(unit, "/".join(path_in_unit(node)), node.uuid, by=by, at=at)


def keep_path_left(unit, parent, name, node, *, by, at):
    """Remember the address (``parent``, a uuid, and name) at which ``node`` stood before it was put into the trash and
    brought back elsewhere."""
    old = unit.find(parent)
    path = (*path_in_unit(old), name) if old is not None else ()
    if path and path != path_in_unit(node) and was_public(node):
        remember_path(unit, "/".join(path), node.uuid, by=by, at=at)


def was_public(node):
    """Return whether visitors may have met ``node``: a page once published, a folder with something in it."""
    if isinstance(node, Section):
        return unit_of(node).index.child_count(node.uuid) > 0
    return node.live is not None or bool(node.versions) or bool(holder(node).versions)


def forget_path_of(node):
    """Drop the entry of the address at which ``node`` stands now, if it leads to itself: it came back."""
    unit = unit_of(node)
    path = "/".join(path_in_unit(node))
    if unit.old_paths and unit.old_paths.get(path, ("",))[0] == node.uuid:
        del unit.old_paths[path]


def path_in_unit(node):
    """Return the names from the unit down to ``node``."""
    return unit_of(node).__objectmap__.relative_path(node)[1:]


def present_place(portal, names):
    """Return the node to which the old address ``names`` (from the root) leads now, or None.

    None too where something stands at the address itself: a new thing at an old address wins. The right to see what
    is found is the caller's to check.
    """
    tried, names = set(), tuple(names)
    if not names or len(names) > DEEPEST:
        return None
    for step in range(STEPS):
        node, rest = _walk(portal.root, names)
        if not rest:
            return node if step and _is_page(node) else None
        tried.add(names)
        names = _onwards(portal, node, names)
        if names is None or names in tried:
            return None
    return None


def _walk(root, names):
    node = root
    for number, name in enumerate(names):
        child = node.data.get(name) if getattr(node, "data", None) else None
        if child is None:
            return node, names[number:]
        node = child
    return node, ()


def _is_page(node):
    return getattr(node, "is_unit", False) or isinstance(node, (Section, Item, Attachment))


def _onwards(portal, deepest, names):
    """Return the names with the longest known old beginning replaced by the present place, or None."""
    for unit in lineage(unit_of(deepest)):
        depth = len(_names_of(unit))
        for end in range(len(names), depth, -1) if getattr(unit, "old_paths", None) else ():
            entry = unit.old_paths.get("/".join(names[depth:end]))
            node = _found(portal, unit, entry[0]) if entry is not None else None
            if node is not None:
                return (*_names_of(node), *names[end:])
    for end in range(len(names), 0, -1):
        unit = portal.unit(portal.register.old_paths.get("/".join(names[:end]), ""))
        if unit is not None:
            return (*_names_of(unit), *names[end:])
    return None


def _found(portal, unit, uuid):
    owner = owner_of(portal, unit, uuid)
    return None if owner is None else owner.find(uuid)


def _names_of(node):
    return tuple(reversed([each.__name__ for each in lineage(node) if each.__name__]))


def old_paths_of(portal, place):
    """Return the :class:`OldPath` entries of a unit or folder, by path: left inside it, or leading to it.

    At a unit those of the unit itself are among them (their keys begin with "/").
    """
    unit, here = unit_of(place), _names_of(unit_of(place))
    inside = "" if place is unit else "/".join(path_in_unit(place)) + "/"
    found = []
    for path, (uuid, at, by) in (unit.old_paths or {}).items():
        if path.startswith(inside) or uuid == place.uuid:
            found.append(_old_path(portal, path, (*here, *path.split("/")), _found(portal, unit, uuid), at, by))
    if place is unit:
        found += [_old_path(portal, "/" + path, tuple(path.split("/")), unit, "", "")
                  for path, uuid in portal.register.old_paths.items() if uuid == unit.uuid]
    return found


def _old_path(portal, key, names, node, at, by):
    return OldPath(key, "/".join(names), node, at, by, covered=not _walk(portal.root, names)[1])


def remove_old_paths(portal, place, keys, *, by, at):
    """Let old addresses of a unit or folder lead nowhere from now on; return how many.

    :param keys: as :func:`old_paths_of` gives them. :raises RuleError: one of them is not of this place (any more).
    """
    known = {entry.key: entry for entry in old_paths_of(portal, place)}
    if not keys or not set(keys) <= known.keys():
        raise RuleError(_("Tick the old addresses that are to lead nowhere. Somebody may have removed one already."))
    unit = unit_of(place)
    for key in set(keys):
        if key.startswith("/"):
            del portal.register.old_paths[key[1:]]
        else:
            del unit.old_paths[key]
    place.record("forget_paths", by=by, at=at, source=place.state, target=place.state)
    return len(set(keys))
