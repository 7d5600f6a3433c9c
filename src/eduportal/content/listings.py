"""What stands in each folder of a unit, in few bytes a thing: what lists are filtered, sorted and counted by."""

from datetime import datetime
from typing import NamedTuple

from BTrees.OOBTree import OOBTree

#: Above every key of a title.
_END = "\U0010ffff"


class Row(NamedTuple):
    """One thing in a folder. Stored and given out as a plain tuple: a folder of 10,000 is read at once.

    ``modified`` is seconds since 1970, ``walled`` tells that it is a folder which refuses the roles from above. The
    rest is as in :class:`eduportal.content.indexes.Card`.
    """

    oid: int
    type: str
    state: str
    public: bool
    title_key: str
    name: str
    modified: int
    size: int
    tags: tuple
    show_from: str
    show_until: str
    walled: bool


#: Places in a row.
OID, TYPE, STATE, PUBLIC, TITLE, NAME, MODIFIED, SIZE, TAGS, FROM, UNTIL, WALLED = range(len(Row._fields))
#: The part of a row that rights, steps and counts depend on: (type, state, public).
GROUP = slice(TYPE, TITLE)


class Listing(OOBTree):
    """(parent uuid, title key, id) → row. The rows of a folder come sorted by title, and two people who write in one
    folder rarely meet: only another title moves a key."""

    max_leaf_size = 20
    max_internal_size = 40


def row_of(oid, card):
    """Return the plain :class:`Row` of a card."""
    return (oid, card.type, card.state, card.public, card.title_key, card.name,
            int(datetime.fromisoformat(card.modified).timestamp()), card.size, tuple(card.tags), card.show_from,
            card.show_until, card.walled)


def key_of(oid, card):
    """Return where the row of a card stands."""
    return (card.parent, card.title_key, oid)


def rows_in(listing, parent):
    """Return the rows of what stands directly below ``parent``, sorted by title."""
    return list(listing.values((parent, "", 0), (parent, _END, 0)))
