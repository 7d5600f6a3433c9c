"""The register of units at the root: one small record a unit, found by code, uuid, domain or old path."""

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from eduportal.domain.names import order_key


class UnitRecord(Persistent):
    """What the province knows of a unit without entering it.

    ``edges`` is a tuple of (kind, target, since, until): kind "managing" (target: a unit's uuid) or "territory"
    (target: a ward's code), ISO days, until '' while it lasts. Reports of the past read them.
    """

    def __init__(self, unit, parent, since):
        self.uuid, self.code, self.kind = unit.uuid, unit.code, unit.kind
        self.name, self.title, self.state = unit.__name__ or "", unit.title, unit.state
        self.parent = parent
        self.edges = (("managing", parent, since, ""),) if parent else ()
        self.opened_on = ""
        self.domain = ""
        self.old_paths = ()
        self.trashed = False


class Register(Persistent):
    """All units of the province. Written when a unit is added, changed or moved, never by daily work."""

    def __init__(self):
        self.records = OOBTree()
        self.codes = OOBTree()
        self.domains = OOBTree()
        self.children = OOBTree()
        self.old_paths = OOBTree()
        self.reported = OOBTree()

    def add(self, record):
        """Enter a new unit; the code must be free (the operation checks it and says so)."""
        self.records[record.uuid] = record
        self.codes[record.code] = record.uuid
        self._list(record)

    def _list(self, record):
        if record.parent:
            self.children[_place(record)] = (record.uuid, record.name, record.title, record.kind, record.state)

    def update(self, unit):
        """Copy name, title, kind and state of ``unit`` into its record and the list of its office."""
        record = self.records[unit.uuid]
        self.children.pop(_place(record), None)
        record.name, record.title, record.state, record.kind = unit.__name__ or "", unit.title, unit.state, unit.kind
        if not record.trashed:
            self._list(record)
        return record

    def move(self, unit, parent, day):
        """Close the edge to the present office on ``day`` and begin one to ``parent`` (a uuid)."""
        record = self.records[unit.uuid]
        self.old_paths["/".join(self.path(record.uuid))] = record.uuid
        self.children.pop(_place(record), None)
        record.edges = (*(_closed(edge, day) for edge in record.edges), ("managing", parent, day, ""))
        record.parent, record.name = parent, unit.__name__
        self._list(record)
        return record

    def suspend(self, uuid):
        """Take a unit that went to the trash out of its office's list."""
        record = self.records[uuid]
        record.trashed = True
        self.children.pop(_place(record), None)
        if record.domain:
            self.domains.pop(record.domain, None)

    def resume(self, unit):
        """Put a restored unit back into its office's list."""
        record = self.records[unit.uuid]
        record.trashed, record.name = False, unit.__name__
        if record.domain:
            self.domains[record.domain] = record.uuid
        self._list(record)

    def below(self, uuid):
        """Yield (uuid, name, title, kind, state) of the units directly below one, in Vietnamese order."""
        yield from self.children.values((uuid, ""), (uuid, "\U0010ffff"))

    def path(self, uuid):
        """Return the names from the root's children down to the unit, as a tuple; the root itself is ()."""
        names, record = [], self.records[uuid]
        while record.parent:
            names.append(record.name)
            record = self.records[record.parent]
        return tuple(reversed(names))

    def above(self, uuid):
        """Return the uuids of the unit and its offices up to the root."""
        found = [uuid]
        while self.records[found[-1]].parent:
            found.append(self.records[found[-1]].parent)
        return found

    def is_suspended(self, uuid):
        """Return whether the unit or an office above it is in the trash or suspended: log-ins there rest too."""
        records = [self.records[each] for each in self.above(uuid)]
        return any(record.trashed or record.state == "suspended" for record in records)


def _place(record):
    return (record.parent, order_key(record.title), record.uuid)


def _closed(edge, day):
    kind, target, since, until = edge
    return edge if kind != "managing" or until else (kind, target, since, day)
