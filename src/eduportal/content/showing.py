"""What a unit shows to everybody on a day, for lists that go beyond one folder: maps of the site, feeds."""

from heapq import nlargest

from eduportal.content.indexes import Card


def shown_cards(index, day):
    """Yield (id, :class:`Card`) of everything that lists of the unit show on ``day`` (ISO). Reads all of its cards."""
    for oid, row in index.cards.items():
        card = Card(*row)
        if card.listed_on(day):
            yield oid, card


def newest_of(index, types, limit, day):
    """Return at most ``limit`` (id, :class:`Card`) of several types, the newest that lists show on ``day`` first."""
    found = [pair for name in types for pair in index.newest_public(name, limit, day)]
    return nlargest(limit, found, key=lambda pair: (pair[1].date, pair[1].uuid))


def newest_in(index, parent, types, limit, day):
    """Return at most ``limit`` (id, :class:`Card`) of these types directly in a folder, the newest first."""
    found = (pair for pair in index.children(parent) if pair[1].type in types and pair[1].listed_on(day))
    return nlargest(limit, found, key=lambda pair: (pair[1].date, pair[1].uuid))
