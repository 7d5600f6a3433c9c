"""The events of one unit by their days: what is public and not over, without reading what is."""

from BTrees.OLBTree import OLBTree

#: An event is found by its last day; a long one that began already comes late there, so some more are looked at.
_LONG_ONES = 50


def put_event(index, oid, old, card):
    """Bring ``index.events`` from one card of an object to the next; None for a card that is not, or not any more.

    The tree maps (last day, first day, uuid) of what is public and has days to the id; a unit without an event has
    none.
    """
    before, after = _days(old), _days(card)
    if before == after:
        return
    if before is not None and index.events is not None:
        index.events.pop(before, None)
    if after is not None:
        if index.events is None:
            index.events = OLBTree()
        index.events[after] = oid


def events_from(index, day, limit):
    """Return at most ``limit`` (id, card) of public events that are not over on ``day`` (ISO), the first to begin
    first."""
    found = []
    for oid in index.events.values((day,)) if index.events is not None else ():
        card = index.card(oid)
        if card is not None and card.listed_on(day):
            found.append((oid, card))
        if len(found) == limit + _LONG_ONES:
            break
    return sorted(found, key=lambda pair: (pair[1].starts, pair[1].ends, pair[1].uuid))[:limit]


def _days(card):
    return (card.ends, card.starts, card.uuid) if card is not None and card.public and card.starts else None
