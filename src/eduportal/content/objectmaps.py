"""The object map of one unit: paths relative to the unit, and nothing from behind another unit's wall."""

from random import randrange

from BTrees.OOBTree import OOBTree
from substanced.objectmap import ObjectMap
from substanced.util import set_oid

from eduportal.content.textindex import DOCUMENT_BITS

_LARGEST_ID = (1 << DOCUMENT_BITS) - 1


class ForeignPath(ValueError):
    """An object or path of another unit was given to a unit's map. It is refused, never answered."""


class UnitObjectMap(ObjectMap):
    """SubstanceD's object map, rooted at a unit.

    Paths begin at the unit: ``("", "tin-tuc", "khai-giang")``. So a unit moves without a write to its map. The map
    knows neither the unit itself nor the units below it.
    """

    def __init__(self, root):
        self.objectid_to_path = self.family.OO.BTree()
        self.path_to_objectid = OOBTree()
        self.root = root

    def new_objectid(self):
        """Return an unused id of 31 bits: the text index packs it with the number of a word into one key."""
        while True:
            if not self._v_nextid or self._v_nextid > _LARGEST_ID:
                self._v_nextid = randrange(1, _LARGEST_ID)
            objectid, self._v_nextid = self._v_nextid, self._v_nextid + 1
            if objectid not in self.objectid_to_path:
                return objectid
            self._v_nextid = None

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
        """Register ``obj`` at an absolute path (as Folder.add gives it) under its path within the unit; return its id.

        SubstanceD's index of all paths by level costs two records for each object. The tree of paths is in order
        already, so what stands below a path is one range of it.
        """
        wall = _absolute_path(self.root)
        if getattr(obj, "is_unit", False) or path_tuple[: len(wall)] != wall or len(path_tuple) <= len(wall):
            raise ForeignPath("The path is not inside this unit.")
        path = ("", *path_tuple[len(wall) :])
        objectid = getattr(obj, "__oid__", None)
        if objectid is None or duplicating:
            objectid = self.new_objectid()
            set_oid(obj, objectid)
        elif objectid in self.objectid_to_path:
            raise ValueError(f"The id {objectid} is in use already.")
        if path in self.path_to_objectid:
            raise ValueError(f"The path {path} is in use already.")
        self.path_to_objectid[path] = objectid
        self.objectid_to_path[objectid] = path
        return objectid

    def remove(self, wanted, moving=False):
        """Forget an object and everything below it; return the set of ids that are gone."""
        path = self._get_path_tuple(wanted)
        gone = dict(self._at_and_below(path)) if path is not None else {}
        for below, objectid in gone.items():
            del self.path_to_objectid[below]
            del self.objectid_to_path[objectid]
        return set(gone.values())

    def _at_and_below(self, path):
        for below, objectid in self.path_to_objectid.items(path):
            if below[: len(path)] != path:
                return
            yield below, objectid

    def pathlookup(self, wanted, depth=None, include_origin=True):
        """Return the set of ids at and below an object or path, ``depth`` levels deep (None: all)."""
        path = self._get_path_tuple(wanted)
        return {objectid for below, objectid in self._at_and_below(path)
                if (include_origin or below != path) and (depth is None or len(below) - len(path) <= depth)}

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
