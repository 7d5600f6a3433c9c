"""What an import of units keeps: the checked list until it is confirmed, and what it did so that it can be undone."""

import json
import zlib

from BTrees.OOBTree import OOBTree
from persistent import Persistent


class ImportDraft(Persistent):
    """A checked list that waits for its confirmation: one for each account, for a day at most.

    The rows are packed: 5,000 of them take about 200 KB.
    """

    def __init__(self, uuid, office, name, rows, unknown, *, by, at):
        self.uuid, self.office, self.name = uuid, office, name
        self.by, self.at = by, at.isoformat()
        self.unknown = tuple(unknown)
        self.packed = zlib.compress(json.dumps(rows, ensure_ascii=False).encode("utf-8"), 6)

    def rows(self):
        """Return the rows as they were checked: a list of dicts of built-ins."""
        return json.loads(zlib.decompress(self.packed))


class ImportLog(Persistent):
    """What an import did, line by line, in its order; what is taken back leaves ``done``.

    ``done`` maps a number to (code, "add", uuid, instant) or (code, "update", uuid, ((column, old, new), ...)).
    """

    undone_by = undone_at = job = ""

    def __init__(self, uuid, office, name, counts, *, by, at):
        self.uuid, self.office, self.name = uuid, office, name
        self.counts = dict(counts)
        self.by, self.at = by, at.isoformat()
        self.done, self.taken_back = OOBTree(), OOBTree()
