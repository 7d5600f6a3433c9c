"""The object map of one unit: paths relative to the unit, and nothing from behind another unit's wall."""

from BTrees.OOBTree import OOBTree
from substanced.objectmap import ObjectMap


class ForeignPath(ValueError):
    """An object or path of another unit was given to a unit's map. It is refused, never answered."""


class _NoExtents:
    """SubstanceD's extents by interface are not used here: they cost two records an object."""

    def add(self, obj, oid):
        return None

    def remove(self, oids):
        return None


class UnitObjectMap(ObjectMap):
    """SubstanceD's object map, rooted at a unit.

    Paths begin at the unit: ``("", "tin-tuc", "khai-giang")``. So a unit moves without a write to its map. The map
    knows neither the unit itself nor the units below it.
    """

    extentmap = _NoExtents()

    def __init__(self, root):
        self.objectid_to_path = self.family.OO.BTree()
        self.path_to_objectid = OOBTree()
        self.path_to_acl = OOBTree()
        self.pathindex = OOBTree()
        self.root = root

    def relative_path(self, node):
        """Return the path of ``node`` from this unit; :raises ForeignPath: when another wall stands between."""
        names = []
        while node is not self.root:
            if node is None or getattr(node, "is_unit", False):
                raise ForeignPath("The object is not inside this unit.")
            names.append(node.__name__)
            node = node.__parent__
        return ("", *reversed(names))

    def _get_path_tuple(self, wanted):
        if hasattr(wanted, "__parent__"):
            return self.relative_path(wanted)
        if isinstance(wanted, int):
            return self.objectid_to_path.get(wanted)
        if isinstance(wanted, tuple):
            return wanted
        return None

    def add(self, obj, path_tuple, duplicating=False, moving=False):
        """Register ``obj`` at an absolute path (as Folder.add gives it) under its path within the unit."""
        wall = _absolute_path(self.root)
        if getattr(obj, "is_unit", False) or path_tuple[: len(wall)] != wall or len(path_tuple) <= len(wall):
            raise ForeignPath("The path is not inside this unit.")
        return super().add(obj, ("", *path_tuple[len(wall) :]), duplicating, moving)

    def remove(self, wanted, moving=False):
        """Forget an object and everything below it; return the ids that are gone."""
        return super().remove(wanted, moving=True)

    def _find_resource(self, context, path_tuple):
        node = self.root
        for name in path_tuple[1:]:
            node = node[name]
            if getattr(node, "is_unit", False):
                raise KeyError(name)
        return node


def _absolute_path(node):
    names = []
    while node is not None:
        names.append(node.__name__ or "")
        node = node.__parent__
    return tuple(reversed(names))
