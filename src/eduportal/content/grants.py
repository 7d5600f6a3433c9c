"""The grants of one unit: who holds which role at the unit or at a folder of it, from when until when."""

from datetime import date

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from eduportal.domain.access import Grant


class GrantBook(Persistent):
    """Grants by principal. One grant is one write here; nothing is copied down the tree."""

    def __init__(self):
        self.by_principal = OOBTree()

    def of(self, principal):
        """Return the tuple of :class:`Grant` of one account or group, ended ones included."""
        return tuple(_thaw(row) for row in self.by_principal.get(principal, ()))

    def all(self):
        """Yield every grant of this unit, ended ones included."""
        for rows in self.by_principal.values():
            for row in rows:
                yield _thaw(row)

    def put(self, grant):
        """Add a grant, or replace the one with the same id."""
        rows = tuple(row for row in self.by_principal.get(grant.principal, ()) if row[0] != grant.id)
        self.by_principal[grant.principal] = (*rows, _freeze(grant))

    def drop_node(self, uuid):
        """Forget the grants held at a node that leaves this unit: rights never cross a wall."""
        for principal, rows in list(self.by_principal.items()):
            kept = tuple(row for row in rows if row[3] != uuid)
            if len(kept) != len(rows):
                if kept:
                    self.by_principal[principal] = kept
                else:
                    del self.by_principal[principal]


def _freeze(grant):
    until = grant.until.isoformat() if grant.until else ""
    return (grant.id, grant.principal, grant.role, grant.node, grant.since.isoformat(), until, tuple(grant.kinds),
            grant.given_by, grant.given_at, grant.here_only, grant.ended_by, grant.ended_at)


def _thaw(row):
    # Rows of older databases end after given_at; what follows has its defaults.
    until = date.fromisoformat(row[5]) if row[5] else None
    return Grant(*row[:4], date.fromisoformat(row[4]), until, *row[6:])
