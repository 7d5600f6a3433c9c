"""The register of units at the root: one small record a unit, found by code, uuid, domain or old path."""

from types import MappingProxyType
from typing import NamedTuple

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from eduportal.domain.names import order_key
from eduportal.domain.unit_states import RESTING

_EMPTY = MappingProxyType({})


class Listed(NamedTuple):
    """A line of the list of units, read without loading the unit or its record. ``public`` means công lập."""

    uuid: str
    name: str
    title: str
    kind: str
    state: str
    code: str
    public: bool
    opened_on: str
    closed_on: str


class UnitRecord(Persistent):
    """What the province knows of a unit without entering it.

    ``edges`` is a tuple of (kind, target, since, until): kind "managing" or "merged_into" (target: a unit's uuid) or
    "territory" (target: a ward's code), ISO days, until '' while it lasts. Reports of the past read them.
    """

    public = True
    closed_on = ""

    def __init__(self, unit, parent, since):
        self.uuid, self.code, self.kind = unit.uuid, unit.code, unit.kind
        self.name, self.title, self.state = unit.__name__ or "", unit.title, unit.state
        self.parent, self.public = parent, bool(unit.fields.get("public", True))
        self.edges = (("managing", parent, since, ""),) if parent else ()
        self.opened_on = ""
        self.domain = ""
        self.old_paths = ()
        self.trashed = False


class Register(Persistent):
    """All units of the province. Written when a unit is added, changed or moved, never by daily work.

    ``books`` are further trees, made when first written: "officers" and "trainings" (by unit), "plans" (acts of a
    later day), "imports" (what an import did), "drafts" (checked lists that wait for their confirmation), "english"
    (the English name of a unit that has one, for lists of units).
    """

    books = None

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
            self.children[_place(record)] = (
                record.uuid, record.name, record.title, record.kind, record.state, record.code, record.public,
                record.opened_on, record.closed_on)

    def book(self, name):
        """Return the tree called ``name``, empty if nothing was ever written into it; writing makes it first."""
        return _EMPTY if self.books is None or name not in self.books else self.books[name]

    def write_book(self, name):
        """Return the tree called ``name`` to write into."""
        if self.books is None:
            self.books = OOBTree()
        if name not in self.books:
            self.books[name] = OOBTree()
        return self.books[name]

    def update(self, unit, **days):
        """Copy name, title, kind and state of ``unit`` into its record and the list of its office.

        :param days: ``opened_on`` or ``closed_on``, ISO days or ''.
        """
        record = self.records[unit.uuid]
        self.children.pop(_place(record), None)
        record.name, record.title, record.state, record.kind = unit.__name__ or "", unit.title, unit.state, unit.kind
        record.public = bool(unit.fields.get("public", True))
        for name, value in days.items():
            setattr(record, name, value)
        self.keep_english(unit)
        if not record.trashed:
            self._list(record)
        return record

    def keep_english(self, unit):
        """Keep the English name of a unit, which lists show on English pages; most units have none."""
        name = unit.fields.get("name_en") or ""
        if name != self.english_name(unit.uuid):
            self.write_book("english")[unit.uuid] = name

    def english_name(self, uuid):
        """Return the English name of a unit, '' for none."""
        return self.book("english").get(uuid, "")

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
            self.write_book("resting_domains")[record.domain] = uuid

    def resume(self, unit):
        """Put a restored unit back into its office's list."""
        record = self.records[unit.uuid]
        record.trashed, record.name = False, unit.__name__
        self.keep_english(unit)
        if record.domain:
            self.write_book("resting_domains").pop(record.domain, None)
            # Another unit may have been given it meanwhile.
            record.domain = record.domain if record.domain not in self.domains else ""
        if record.domain:
            self.domains[record.domain] = record.uuid
        self._list(record)

    def give_domain(self, uuid, domain):
        """Write the domain of a unit, '' for none; the operation has checked that no other unit has it."""
        record = self.records[uuid]
        if record.domain and self.domains.get(record.domain) == uuid:
            del self.domains[record.domain]
        record.domain = domain
        if domain and not record.trashed:
            self.domains[domain] = uuid
            if domain in self.book("resting_domains"):
                del self.write_book("resting_domains")[domain]

    def end(self, uuid, day, *, into="", leads_on=False):
        """Close the edge of a unit to its office on ``day``.

        :param into: uuid of the unit that it was merged into. :param leads_on: its old addresses lead there.
        """
        record = self.records[uuid]
        merged = (("merged_into", into, day, ""),) if into else ()
        record.edges = (*(_closed(edge, day) for edge in record.edges), *merged)
        if leads_on:
            self.old_paths["/".join(self.path(uuid))] = into
        return record

    def begin_again(self, uuid, day):
        """Begin a new edge to the office for a unit that had ended."""
        record = self.records[uuid]
        ended = tuple((kind, target, since, until or day) if kind == "merged_into" else (kind, target, since, until)
                      for kind, target, since, until in record.edges)
        record.edges = (*ended, ("managing", record.parent, day, ""))
        self.old_paths.pop("/".join(self.path(uuid)), None)
        return record

    def forget(self, uuid):
        """Take a unit out as if it had never been: only for one that nobody used since it was imported."""
        record = self.records.pop(uuid)
        self.codes.pop(record.code, None)
        self.children.pop(_place(record), None)
        if record.domain:
            self.domains.pop(record.domain, None)
        return record

    def below(self, uuid):
        """Yield (uuid, name, title, kind, state) of the units directly below one, in Vietnamese order."""
        for row in self.children.values((uuid, ""), (uuid, "\U0010ffff")):
            yield row[:5]

    def listed(self, uuid):
        """Yield (order key, row) of the units directly below one; the rows are those of :class:`Listed`."""
        for key, row in self.children.items((uuid, ""), (uuid, "\U0010ffff")):
            yield key[1], Listed(*row) if len(row) == 9 else self._listed_from_record(row[0])

    def _listed_from_record(self, uuid):
        """Rows that were written before they held the code and the days are read from the record."""
        each = self.records[uuid]
        return Listed(uuid, each.name, each.title, each.kind, each.state, each.code, each.public, each.opened_on,
                      each.closed_on)

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
        """Return whether log-ins rest there: the unit or an office above it is in the trash, suspended or closed."""
        records = [self.records[each] for each in self.above(uuid)]
        return any(record.trashed or record.state in RESTING for record in records)


def _place(record):
    return (record.parent, order_key(record.title), record.uuid)


def _closed(edge, day):
    kind, target, since, until = edge
    return edge if kind != "managing" or until else (kind, target, since, day)
