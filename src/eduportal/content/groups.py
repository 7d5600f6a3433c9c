"""The groups of one unit: who is in which group from when until when. A group may hold roles as a person does."""

from BTrees.OOBTree import OOBTree
from persistent import Persistent


class Group(Persistent):
    """A group of people, such as "Tổ Toán". Any two acts on one group conflict: none judges a group that has changed.

    ``rows`` is a tuple of (id, account uuid, since, until, added by, added at, ended by, ended at) with ISO days and
    instants, until '' while it lasts; members that left stay readable. ``units`` are the uuids of the units in which
    the group was given roles: its doors, not its rights. ``ended`` is the ISO instant of its end.
    """

    ended = ended_by = ""
    units = ()
    changes = 0

    def __init__(self, uuid, title, *, by, at):
        self.uuid, self.title = uuid, title
        self.created, self.created_by = at.isoformat(), by
        self.rows = ()

    def members_on(self, day):
        """Return the rows of those who are in the group on ``day``."""
        iso = day.isoformat()
        return () if self.ended else tuple(row for row in self.rows if _holds(row, iso))

    def members_from(self, day):
        """Return the rows of those who are in the group on ``day`` or will be later."""
        iso = day.isoformat()
        return () if self.ended else tuple(row for row in self.rows if not row[3] or row[3] >= max(iso, row[2]))

    def knows(self, unit_uuid):
        """Add a unit to the doors of this group, and count that its roles change."""
        if unit_uuid not in self.units:
            self.units = (*self.units, unit_uuid)
        self.changes += 1


class GroupBook(Persistent):
    """The groups of a unit by uuid, and for each account the groups that it is or was in."""

    def __init__(self):
        self.by_uuid = OOBTree()
        self.by_account = OOBTree()

    def all(self):
        """Return the groups in no order, ended ones included."""
        return list(self.by_uuid.values())

    def get(self, uuid):
        """Return the :class:`Group` of this unit with ``uuid``, or None."""
        return self.by_uuid.get(uuid)

    def put(self, group):
        """Enter a group."""
        self.by_uuid[group.uuid] = group

    def seat(self, group, row):
        """Add a row of a member to ``group``, or replace the one with the same id."""
        group.rows = (*(each for each in group.rows if each[0] != row[0]), row)
        known = self.by_account.get(row[1], ())
        if group.uuid not in known:
            self.by_account[row[1]] = (*known, group.uuid)

    def of(self, account):
        """Return the groups that an account is or was in."""
        return [self.by_uuid[uuid] for uuid in self.by_account.get(account, ())]

    def titles_of(self, account, day):
        """Return {uuid: title} of the groups that an account is in on ``day``."""
        return {group.uuid: group.title for group in self.of(account)
                if any(row[1] == account for row in group.members_on(day))}


def _holds(row, iso):
    return row[2] <= iso and (not row[3] or iso <= row[3])
