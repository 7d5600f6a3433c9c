"""What a collection finds: a saved query over one unit, or over it and all units below, for everybody.

Over units the side store says what there is; each line is then looked up in the truth, so nothing is shown that is not
public there today.
"""

from collections import deque
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from eduportal.content.indexes import ON_ITS_DAYS
from eduportal.content.nodes import suspended_above
from eduportal.domain.text import fold
from eduportal.search.finding import query_words
from eduportal.sidestore import listing
from eduportal.sidestore import search as province
from eduportal.sidestore.units import path_of

USUAL, MOST = 20, 200
#: So many are looked at, at most, for what fits; older ones are found by opening the section itself.
LOOKED_AT, _PART = 3_000, 200
_LATEST = 1 << 60


@dataclass(frozen=True)
class Wanted:
    """A query: names of types, the uuid of a section or "", folded tags, words, "newest", "oldest" or "title", the
    most that is shown, and whether units below count too."""

    types: tuple
    section: str
    tags: frozenset
    words: str
    order: str
    count: int
    below: bool


def wanted_of(fields, types):
    """Return the :class:`Wanted` of the fields of a collection. :param types: what counts when it names none."""
    return Wanted(tuple(fields.get("types") or types), fields.get("section") or "",
                  frozenset(fold(each) for each in fields.get("with_tags") or ()), fields.get("words") or "",
                  fields.get("sorted_by") or "newest", min(fields.get("count") or USUAL, MOST),
                  fields.get("scope") == "below")


def collect(portal, store, unit, wanted, day):
    """Return at most ``wanted.count`` (unit, id, card) that lists show to everybody on ``day`` (ISO)."""
    found = _below(portal, store, unit, wanted) if wanted.below else _in_unit(unit, wanted)
    fits = (each for each in islice(found, LOOKED_AT) if each[2].listed_on(day) and _has_tag(each[2], wanted))
    if wanted.below and wanted.order != "title" and query_words(wanted.words):
        # With words the side store gives the best first; a collection is in order of time.
        return sorted(fits, key=lambda each: (each[2].date, each[2].uuid), reverse=wanted.order != "oldest")[
            :wanted.count]
    if wanted.order != "title":
        return list(islice(fits, wanted.count))
    return sorted(fits, key=lambda each: (each[2].title_key, each[2].uuid))[:wanted.count]


def _has_tag(card, wanted):
    return not wanted.tags or not wanted.tags.isdisjoint(fold(each) for each in card.tags)


def _in_unit(unit, wanted):
    """Yield (unit, id, card) of what is public in the unit, in the order that is wanted; the days are not asked."""
    index = unit.index
    known = {}
    for oid in _with_words(index, wanted) if query_words(wanted.words) else _by_age(index, wanted):
        card = index.card(oid)
        if card is not None and card.public and (not wanted.section or _is_inside(index, card, wanted.section, known)):
            yield unit, oid, card


def _by_age(index, wanted):
    runs = [[(key[1], key[2], oid) for key, oid in index.newest.items((name,), (name, _LATEST))]
            for name in wanted.types]
    if wanted.order == "oldest":
        return [oid for *_age, oid in sorted((each for run in runs for each in run), reverse=True)]
    return (oid for *_age, oid in merge(*runs))


def _with_words(index, wanted):
    ids, _total = index.search(query_words(wanted.words), ("everyone", ON_ITS_DAYS), LOOKED_AT)
    cards = [(index.card(oid), oid) for oid in ids]
    fits = [(card.date, card.uuid, oid) for card, oid in cards if card is not None and card.type in wanted.types]
    return [oid for *_age, oid in sorted(fits, reverse=wanted.order != "oldest")]


def _is_inside(index, card, section, known):
    """Whether a card stands in a section or in a folder of it, however deep."""
    if card.parent == section:
        return True
    if card.parent not in known:
        # Said before it is known, so that damaged data cannot go round in a circle.
        known[card.parent] = False
        above = index.card_of(card.parent)
        known[card.parent] = above is not None and _is_inside(index, above, section, known)
    return known[card.parent]


def _below(portal, store, unit, wanted):
    """Yield (unit, id, card) of what the side store knows, as it is in the object database now."""
    owners = {}
    for row in _rows(portal, store, unit, wanted):
        if row.unit not in owners:
            owner = portal.unit(row.unit)
            owners[row.unit] = owner if owner is not None and owner.index is not None and (
                suspended_above(owner) is None) else None
        owner = owners[row.unit]
        oid = owner.index.uuids.get(row.uuid) if owner is not None else None
        card = owner.index.card(oid) if oid is not None else None
        if card is not None and card.type in wanted.types:
            yield owner, oid, card


def _rows(portal, store, unit, wanted):
    rows, offset = deque(), 0
    while offset < LOOKED_AT:
        with store.read() as side:
            rows = _part(side, portal, unit, wanted, offset)
        yield from rows
        offset += _PART
        if len(rows) < _PART:
            return


def _part(side, portal, unit, wanted, offset):
    if query_words(wanted.words):
        prefix = None if unit is portal.root else path_of(side, unit.uuid)
        return province.search(side, wanted.words, unit_path_prefix=prefix, types=wanted.types, limit=_PART,
                               offset=offset)[0]
    return listing.public_below(side, unit.uuid, wanted.types, limit=_PART, offset=offset,
                                oldest=wanted.order == "oldest")
