"""A unit is a site of its own and a shard: its object map, indexes, grants, outbox, inbox and trash stay inside."""

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree

from eduportal.content.grants import GrantBook
from eduportal.content.indexes import UnitIndex
from eduportal.content.nodes import Node
from eduportal.content.objectmaps import ForeignPath, UnitObjectMap


class Unit(Node):
    """A Sở, Phòng, commune office, school or centre.

    A unit that has not opened its portal stores only itself and its grants; :meth:`open` makes the shard.
    """

    is_unit = True
    code = ""
    kind = ""
    index = None
    outbox = inbox = trash = forwards = students = jobs = None
    people = None
    groups = leaks = None
    old_paths = checked_links = None
    __objectmap__ = None
    #: What visitors see of the unit's own choices (content/appearance.py), and what is being prepared beside it.
    appearance = next_appearance = None
    #: Which subjects a school chose and added (content/subject_books.py), made at the first write.
    subjects = None

    def __init__(self, uuid, code, kind, *, by, at):
        super().__init__("unit", uuid, by=by, at=at)
        self.code, self.kind = code, kind
        self.grants = GrantBook()
        self.stamp = Length()

    @property
    def title(self):
        """Return the name of the unit."""
        return self.fields.get("name") or self.code

    def open(self):
        """Make the shard: object map, indexes, outbox, inbox, trash. Safe to call twice."""
        if self.index is not None:
            return
        self.make_room()
        self.__objectmap__ = UnitObjectMap(self)
        self.index = UnitIndex()
        self.outbox = self.outbox if self.outbox is not None else OOBTree()
        self.inbox, self.trash = OOBTree(), OOBTree()
        self.forwards, self.students = OOBTree(), OOBTree()
        self.old_paths, self.checked_links = OOBTree(), OOBTree()

    def open_outbox(self):
        """Make the outbox alone: a unit without a portal announces its own changes too."""
        self.outbox = OOBTree()

    def add(self, name, other, **options):
        """Put a node of this unit's own site below it; :raises ForeignPath: for a unit or without a portal."""
        if getattr(other, "is_unit", False):
            raise ForeignPath("Units are added with add_unit.")
        if self.index is None:
            raise ForeignPath("The unit has no portal yet.")
        return super().add(name, other, **options)

    def add_unit(self, name, unit):
        """Put a unit below this one. Neither object map learns of it: a moved unit writes a handful of objects."""
        self.make_room()
        self.check_name(name)
        unit.__parent__, unit.__name__ = self, name
        self.data[name] = unit
        self._num_objects.change(1)

    def remove_unit(self, name):
        """Take the unit ``name`` out from below this one and return it."""
        unit = self.data[name]
        del self.data[name]
        self._num_objects.change(-1)
        unit.__parent__ = unit.__name__ = None
        return unit

    def find(self, uuid):
        """Return the node of this unit with ``uuid``, or None. Never one behind another wall."""
        if uuid == self.uuid:
            return self
        oid = self.index.uuids.get(uuid) if self.index is not None else None
        return None if oid is None else self.__objectmap__.object_for(oid)

    def touch(self):
        """Count that something changed which visitors see in this unit (page caches ask for it)."""
        self.stamp.change(1)
