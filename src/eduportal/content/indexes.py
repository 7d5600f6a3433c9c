"""The indexes of one unit. They know only what is inside the wall, and are written by explicit calls."""

from datetime import datetime
from heapq import nlargest
from operator import itemgetter
from typing import NamedTuple

from BTrees.LOBTree import LOBTree
from BTrees.OLBTree import OLBTree
from persistent import Persistent

from eduportal.content.events import put_event
from eduportal.content.links import LinkIndex
from eduportal.content.listings import OID, TITLE, Listing, key_of, row_of, rows_in
from eduportal.content.textindex import Documents, make_text_index

_END = "\U0010ffff"
#: The token of what everybody finds on the days on which lists show it.
ON_ITS_DAYS = "everyone:days"


class Card(NamedTuple):
    """What lists and menus show of a node without loading it. Stored as a plain tuple; instants are ISO, UTC.

    ``live_*`` are of the live version and empty where there is none; ``public`` tells whether visitors may see it,
    ``show_from`` and ``show_until`` (ISO days of the live version, '' for none) on which days lists show it;
    ``walled``: it is a folder that refuses the roles from above; ``starts`` and ``ends`` are the first and last ISO
    day of a live event, '' for what is none; ``title_en`` and ``summary_en`` are the English ones of the live version.
    """

    uuid: str
    type: str
    name: str
    title: str
    state: str
    modified: str
    modified_by: str
    parent: str
    sort_key: str
    title_key: str
    public: bool
    live_title: str
    live_summary: str
    live_at: str
    live_image: str
    date: str
    menu: bool
    size: int
    tags: tuple = ()
    show_from: str = ""
    show_until: str = ""
    walled: bool = False
    starts: str = ""
    ends: str = ""
    title_en: str = ""
    summary_en: str = ""

    def listed_on(self, day):
        """Return whether public lists show this on ``day`` (ISO): it is public and within its days."""
        return self.public and self.show_from <= day and (not self.show_until or day <= self.show_until)


_TYPE = Card._fields.index("type")


class Cards(LOBTree):
    """Id → card. Few in one record: each is half a kilobyte, and every save writes the record of its card."""

    max_leaf_size = 15
    # A new leaf writes the node above it, and whoever writes below that node meets it: so that is small too.
    max_internal_size = 40


def _place(card):
    return (card.parent, card.sort_key, card.uuid)


def _age(card):
    return (card.type, -seconds_of(card.date), card.uuid)


class UnitIndex(Persistent):
    """Indexes by object id of the unit's map.

    ``order`` maps (parent uuid, sort key, uuid) to the id: the children of a folder in order, without ordered
    folders. ``newest`` maps (type, -seconds, uuid) of what is public. ``uuids`` maps uuid to id. ``viewers`` maps the
    id to the tokens of who may find it: hypatia's keyword index drops an empty set while another transaction adds to
    it, and then fails for good. ``links`` is the :class:`~eduportal.content.links.LinkIndex`, None in a unit of an
    older database until it is filled. ``listing`` maps (parent uuid, title key, id) to facts
    (:mod:`eduportal.content.listings`); an older unit has None and fills it at its next writing. ``events`` is of
    :mod:`eduportal.content.events`, None before the first event.
    """

    links = listing = events = None

    def __init__(self):
        self.listing = Listing()
        self.links = LinkIndex()
        self.uuids = OLBTree()
        self.cards = Cards()
        self.order = OLBTree()
        self.newest = OLBTree()
        self.viewers = Documents()
        self.text = make_text_index()

    def put(self, oid, card, *, viewers, text):
        """Index one object, replacing what was known of it.

        :param viewers: tokens of who may find it: ``everyone`` or ``role@node uuid``.
        :param text: what the search finds it by: the live version's text if there is one, else the working one's.
        """
        old = self.card(oid)
        # What stays as it is must not be written again: each needless write is a conflict with another editor.
        if old is not None and _place(old) != _place(card):
            self.order.pop(_place(old), None)
        if old is None or _place(old) != _place(card):
            self.order[_place(card)] = oid
        if old is not None and old.public and (not card.public or _age(old) != _age(card)):
            self.newest.pop(_age(old), None)
        if card.public and (old is None or not old.public or _age(old) != _age(card)):
            self.newest[_age(card)] = oid
        if old is None:
            self.uuids[card.uuid] = oid
        if old != card:
            self.cards[oid] = tuple(card)
        self._list(oid, old, card)
        put_event(self, oid, old, card)
        if self.viewers.get(oid) != tuple(viewers):
            self.viewers[oid] = self._as_beside(oid, tuple(viewers))
        self.text.index_doc(oid, text)

    def _as_beside(self, oid, viewers):
        """Return ``viewers`` with the very strings of the object beside it, where they are equal: a record of fifteen
        then holds those of the folder and the unit once and not fifteen times."""
        if not self.viewers or self.viewers.minKey() > oid:
            return viewers
        beside = {each: each for each in self.viewers[self.viewers.maxKey(oid)]}
        return tuple(beside.get(each, each) for each in viewers)

    def _list(self, oid, old, card):
        """Keep the row of a card, or forget it when ``card`` is None."""
        if self.listing is None:
            cards = ((each, Card(*row)) for each, row in self.cards.items())
            self.listing = Listing({key_of(each, one): row_of(each, one) for each, one in cards})
        if old is not None and (card is None or key_of(oid, old) != key_of(oid, card)):
            self.listing.pop(key_of(oid, old), None)
        if card is not None and self.listing.get(key_of(oid, card)) != row_of(oid, card):
            self.listing[key_of(oid, card)] = row_of(oid, card)

    def rows(self, parent):
        """Return the rows (:class:`eduportal.content.listings.Row`, plain tuples) of the children, sorted by title."""
        if self.listing is None:
            return sorted((row_of(oid, card) for oid, card in self.children(parent)), key=itemgetter(TITLE, OID))
        return rows_in(self.listing, parent)

    def order_of(self, parent):
        """Return the ids of the children of a node in their order."""
        return list(self.order.values((parent, "", ""), (parent, _END, _END)))

    def drop(self, oid):
        """Forget one object."""
        old = self.card(oid)
        if old is None:
            return
        self._list(oid, old, None)
        put_event(self, oid, old, None)
        self._forget_order(old)
        del self.uuids[old.uuid]
        del self.cards[oid]
        self.viewers.pop(oid, None)
        self.text.unindex_doc(oid)

    def _forget_order(self, card):
        self.order.pop(_place(card), None)
        if card.public:
            self.newest.pop(_age(card), None)

    def card(self, oid):
        """Return the :class:`Card` of an object id, or None."""
        row = self.cards.get(oid)
        return None if row is None else Card(*row)

    def types_of(self, oids):
        """Return the names of the types of object ids that are indexed."""
        if len(oids) > _MANY:
            known = {oid: row[_TYPE] for oid, row in self.cards.items()}
            return [known[oid] for oid in oids]
        return [self.cards[oid][_TYPE] for oid in oids]

    def card_of(self, uuid):
        """Return the :class:`Card` of a uuid, or None."""
        oid = self.uuids.get(uuid)
        return None if oid is None else self.card(oid)

    def children(self, parent):
        """Yield (id, :class:`Card`) of the children of a node in their order."""
        for oid in self.order.values((parent, "", ""), (parent, _END, _END)):
            yield oid, Card(*self.cards[oid])

    def uuids_below(self, parent):
        """Return the uuids of the children of a node in their order, from the keys alone."""
        return [uuid for _parent, _key, uuid in self.order.keys((parent, "", ""), (parent, _END, _END))]

    def child_count(self, parent):
        """Return how many children a node has in this unit."""
        return len(self.order.keys((parent, "", ""), (parent, _END, _END)))

    def sort_key_after(self, parent, key):
        """Return the first sort key above ``key`` (None: the first of all) among the children, or None."""
        low = (parent, "", "") if key is None else (parent, key, _END)
        found = next(iter(self.order.keys(low, (parent, _END, _END))), None)
        return None if found is None else found[1]

    def sort_key_before(self, parent, key):
        """Return the last sort key below ``key`` among the children, or None."""
        try:
            found = self.order.maxKey((parent, key, ""))
        except ValueError:
            return None
        return found[1] if found[0] == parent else None

    def last_sort_key(self, parent):
        """Return the sort key of the last child, or None."""
        return self.sort_key_before(parent, _END)

    def end_of(self, parent, *, last):
        """Return the uuid of the first or last child, or None."""
        if last:
            found = self.order.maxKey((parent, _END, _END)) if self.child_count(parent) else None
        else:
            found = next(iter(self.order.keys((parent, "", ""), (parent, _END, _END))), None)
        return None if found is None else found[2]

    def newest_public(self, type_name, limit, day):
        """Return at most ``limit`` (id, :class:`Card`) of one type, the newest that lists show on ``day`` (ISO)."""
        found = []
        for oid in self.newest.values((type_name,), (type_name, _LATEST)):
            card = Card(*self.cards[oid])
            if not card.listed_on(day):
                continue
            found.append((oid, card))
            if len(found) == limit:
                break
        return found

    def public_count(self, types):
        """Return how many objects of these types are public."""
        return sum(len(self.newest.keys((name,), (name, _LATEST))) for name in types)

    def search(self, words, tokens, limit):
        """Return (ids best first, how many in all) of what a holder of ``tokens`` may find with all ``words``."""
        found = self.found(words, tokens)
        return [oid for oid, _score in nlargest(limit, found, key=itemgetter(1))], len(found)

    def found(self, words, tokens, day=""):
        """Return [(id, score)] of what a holder of ``tokens`` may find with all ``words``.

        :param words: folded words; the last one also finds longer ones that begin with it.
        :param day: an ISO day on which everybody finds what lists show on it.
        """
        if not words:
            return []
        scored, tokens = self.text.index.found(words), set(tokens)
        # Of many, one pass over all is quicker than a search for each. Many have the same viewers: decided once.
        viewers_of = dict(self.viewers.items()).get if len(scored) > _MANY else self.viewers.get
        viewers = [viewers_of(oid, ()) for oid in scored]
        decided = {each: self._decide(each, tokens, day) for each in set(viewers)}
        return [(oid, score) for (oid, score), each in zip(scored.items(), viewers, strict=True)
                if (may := decided[each]) is _YES or (may is _ON_DAYS and self.card(oid).listed_on(day))]

    def _decide(self, viewers, tokens, day):
        if not tokens.isdisjoint(viewers):
            return _YES
        return _ON_DAYS if day and ON_ITS_DAYS in viewers else _NO


_LATEST = 1 << 60
_NO, _YES, _ON_DAYS = range(3)
#: More hits than these are looked up all at once.
_MANY = 300


def seconds_of(instant):
    """Return whole seconds since 1970 of an ISO instant."""
    return int(datetime.fromisoformat(instant).timestamp())
