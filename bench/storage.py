"""What a transaction wrote: objects, bytes and kinds of objects, read back from the file itself."""

from collections import Counter
from pathlib import Path

from ZODB.utils import get_pickle_metadata, p64, u64

#: Where classes of an index live; a record of one of them means that something was indexed.
INDEX_MODULES = ("hypatia.", "eduportal.content.indexes", "eduportal.content.textindex", "eduportal.content.objectmaps")


class Written:
    """Records everything that is committed to ``db`` between ``with`` and its end."""

    def __init__(self, db, folder):
        self.db, self.path = db, Path(folder) / "Data.fs"
        self.objects = self.bytes = self.data_bytes = self.transactions = 0
        self.kinds = Counter()

    def __enter__(self):
        self.before, self.size = self.db.lastTransaction(), self.path.stat().st_size
        return self

    def __exit__(self, *error):
        self.bytes = self.path.stat().st_size - self.size
        for transaction in self.db.storage.iterator(p64(u64(self.before) + 1)):
            self.transactions += 1
            for record in transaction:
                self.objects += 1
                self.data_bytes += len(record.data or b"")
                module, name = get_pickle_metadata(record.data)
                self.kinds[f"{module}.{name}"] += 1

    @property
    def indexed(self):
        """Return how many records of indexes and object maps were written."""
        return sum(count for kind, count in self.kinds.items() if kind.startswith(INDEX_MODULES))
