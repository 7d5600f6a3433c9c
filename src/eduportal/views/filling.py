"""The home of one unit while its blocks are filled: what several of them share is asked once."""

from types import SimpleNamespace as Show

from eduportal.content.nodes import is_public
from eduportal.jobs.feeding import found_types
from eduportal.sidestore import boards, units
from eduportal.views.language import (
    Title,
    card_texts,
    shown_day_of,
    shown_number,
    title_in,
    unit_lang,
    unit_names,
)
from eduportal.views.page import iso_day_of, size_text

_MOST = 20
#: So many of the newest and of the last children are looked at for what stands in one section: never all of them.
_LOOKED_AT = 200


class Filling:
    """The home of one unit while it is filled: what several blocks share is asked once."""

    def __init__(self, request, unit, blocks):
        self.request, self.unit, self.say = request, unit, request.translate
        self.day = request.local_day.isoformat()
        self.used = set()
        self.has_units = any(True for _row in request.portal.register.below(unit.uuid))
        self.longest_board = max([count_of(each["settings"], 6) for each in blocks if each["kind"] == "board"],
                                 default=0)
        self._side = None

    @property
    def side(self):
        """(sums, lines of the board), read together from the side store once the first block asks.

        A unit without units below it, as nearly all schools are, has no board, and knows its own numbers by itself:
        its home then hangs on nothing but the stamps, and is answered from the page cache without asking the store.
        """
        if self._side is None:
            self._side = _from_side_store(self) if self.has_units else (_own_numbers(self), [])
        return self._side

    def entry(self, oid, card):
        """Return a line of a list: title, url, date, summary, picture."""
        shown = card_texts(self.request, card)
        return Show(title=shown.title, lang=shown.lang, url=self.url(oid), summary=shown.summary,
                    summary_lang=shown.summary_lang, date=shown_day_of(self.request, card.date),
                    date_iso=iso_day_of(card.date),
                    size=shown_number(self.request, size_text(card.size)) if card.size else "")

    def url(self, oid):
        """Return the URL of an object of the unit, without loading it."""
        return self.request.card_url(self.unit, self.unit.__objectmap__.path_for(oid))

    def newest(self, type_name, section, count):
        """Return the newest (id, card) of a type, in the unit or directly in one section."""
        index = self.unit.index
        if not section:
            return index.newest_public(type_name, count, self.day)
        found = {oid: card for oid, card in index.newest_public(type_name, _LOOKED_AT, self.day)
                 if card.parent == section}
        if len(found) < count:
            for oid in reversed(index.order_of(section)[-_LOOKED_AT:]):
                card = index.card(oid)
                if card.type == type_name and card.listed_on(self.day):
                    found[oid] = card
        return sorted(found.items(), key=lambda pair: pair[1].date, reverse=True)[:count]

    def section_title(self, section):
        """Return the title of a chosen section as a :class:`Title`, '' when it is gone or hidden."""
        card = self.unit.index.card_of(section) if section else None
        shown = card_texts(self.request, card) if card is not None and card.public else None
        return Title(shown.title, shown.lang) if shown is not None else ""


def count_of(settings, usual):
    """Return how many entries a block is to show, at most 20; ``usual`` where nothing sensible was chosen."""
    return min(max(1, settings.get("count") or usual), _MOST)


def _own_numbers(filling):
    unit = filling.unit
    return {"public": unit.index.public_count(found_types(filling.request.definitions)), "students": len(unit.students)}


def _from_side_store(filling):
    """Return (sums, board); every line of the board is checked against the live object before it is shown."""
    request, unit = filling.request, filling.unit
    with request.store.read() as side:
        # Read together with the board: a version that is read later may be one that this board does not have yet.
        request.cache_board = (unit.uuid, boards.board_version(side, unit.uuid))
        sums = units.sum_below(side, unit.uuid)
        rows = boards.board(side, unit.uuid, filling.longest_board, not_unit=unit.uuid, day=filling.day) if (
            filling.longest_board) else []
    shown = []
    for row in rows:
        owner = request.portal.unit(row.unit)
        node = owner.find(row.uuid) if owner is not None else None
        if node is not None and is_public(node):
            title, lang = title_in(request, node)
            shown.append(Show(title=title, lang=lang, url=request.url_of(node), unit=unit_names(request, owner)[0],
                              unit_lang=unit_lang(request, owner), date=shown_day_of(request, row.published),
                              date_iso=iso_day_of(row.published)))
    if len(shown) < len(rows):
        # The side store is ahead of this transaction, or behind it: the next reader may see more.
        request.cache_for_all = False
    return sums, shown
