"""The journal of a mark book: what was done, by whom and when, in pages that are not rewritten once they are closed."""

import hashlib
from typing import NamedTuple

from persistent import Persistent

from eduportal.domain.journal import page_hash, verify_pages

#: A page holds this many lines; one line is one changed cell, or one act that changes no cell.
LINES_OF_A_PAGE = 50
_DIGEST = 4


class Entry(NamedTuple):
    """One act, as it is read. Stored is the plain tuple of the same seven values.

    ``at`` is an instant as :func:`eduportal.domain.dates.iso_instant` writes it, ``kind`` the act ("enter", "zero",
    "lock", "unlock", "enrol", "submit" ...), ``batch`` the id that the client gave ("" when it gave none). ``changes``
    are tuples (row, column, old, new): codes of marks for cells, ("open", "locked") for a column, states of the book
    with neither row nor column, the student's uuid for a new row. ``note`` is the reason or the remark, ``sent`` a
    fingerprint of what came with the batch.
    """

    at: str
    by: str
    batch: str
    kind: str
    changes: tuple
    note: str
    sent: str = ""

    @property
    def lines(self):
        """Return how many lines of a page this entry takes."""
        return max(1, len(self.changes))


class JournalPage(Persistent):
    """Entries in order, with the hash of the page before and the hash of this one."""

    def __init__(self, previous):
        self.previous = self.hash = previous
        self.entries = ()

    @property
    def lines(self):
        """Return how many lines are written on this page."""
        return sum(Entry(*entry).lines for entry in self.entries)

    def write(self, entry):
        """Append ``entry``; texts that the page already holds are shared, so a pickle stores them once."""
        known = {text: text for old in self.entries for text in (*old[:4], *(change[1] for change in old[4]))}
        shared = [known.setdefault(text, text) for text in entry[:4]]
        changes = tuple((row, known.setdefault(column, column), old, new) for row, column, old, new in entry.changes)
        self.entries = (*self.entries, (*shared, changes, entry.note, entry.sent))
        self.hash = page_hash(self.previous, self.entries)


class Journal(Persistent):
    """The pages of one book. A save writes the last page only; this small object is written when a page is begun.

    ``origin`` is the hash that the first page continues: of what the book was before anything was done in it.
    """

    page_type = JournalPage

    def __init__(self, origin):
        self.origin = origin
        self.pages = ()
        # Digests of the batch ids on each closed page: a batch that was never seen is known as such without loading
        # pages.
        self.digests = ()

    def __len__(self):
        """Return the number of entries."""
        return sum(len(page.entries) for page in self.pages)

    def append(self, entry):
        """Write ``entry`` on the last page, or on a new one when it would take the last one past 50 lines.

        A single entry of more than 50 lines (a whole book pasted at once) has a page of its own: an act is never torn
        apart.
        """
        last = self.pages[-1] if self.pages else None
        if last is None or last.lines + entry.lines > LINES_OF_A_PAGE:
            last = self._begin_page(last)
        last.write(entry)

    def _begin_page(self, last):
        if last is not None:
            self.digests = (*self.digests, b"".join(_digest(entry[2]) for entry in last.entries if entry[2]))
        page = self.page_type(last.hash if last is not None else self.origin)
        self.pages = (*self.pages, page)
        return page

    def entries(self):
        """Yield every :class:`Entry`, oldest first."""
        for page in self.pages:
            for entry in page.entries:
                yield Entry(*entry)

    def newest_first(self):
        """Yield every :class:`Entry`, newest first; loads a page when it comes to it."""
        for page in reversed(self.pages):
            for entry in reversed(page.entries):
                yield Entry(*entry)

    def batch_answer(self, batch):
        """Return the :class:`Entry` that was written for ``batch``, or None when this batch was never saved here."""
        digest = _digest(batch)
        for number in reversed(range(len(self.pages))):
            if number < len(self.digests) and digest not in self.digests[number]:
                continue
            for entry in self.pages[number].entries:
                if entry[2] == batch:
                    return Entry(*entry)
        return None

    def last_change(self, row, column):
        """Return the newest :class:`Entry` that changed the cell, or None when it was never written."""
        for entry in self.newest_first():
            if any(change[:2] == (row, column) and change[2] != change[3] for change in entry.changes):
                return entry
        return None

    def verify(self):
        """Return whether the first page continues the origin and each page has its hash and continues the last."""
        pages = [(page.previous, page.entries, page.hash) for page in self.pages]
        return verify_pages(pages) is None and all(page.previous == self.origin for page in self.pages[:1])


def _digest(batch):
    return hashlib.blake2b(batch.encode(), digest_size=_DIGEST).digest()


def tells_all(kept, names):
    """Return whether the journal of ``kept`` is whole, began with it, and gives exactly what ``kept`` shows.

    :param kept: has ``journal``, ``origin`` (the hash of what it began with) and ``replay()``. :param names: the
        attributes that it shows, those of what the replay gives too.
    """
    if not kept.journal.verify() or kept.journal.origin != kept.origin():
        return False
    try:
        replayed = kept.replay()
    except (ValueError, IndexError):
        return False
    return all(getattr(replayed, name) == getattr(kept, name) for name in names)
