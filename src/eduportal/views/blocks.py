"""What each kind of block shows. A kind that a profile declares without a line here shows its own settings."""

from types import SimpleNamespace as Show
from urllib.parse import urlsplit

from eduportal.content import richtext
from eduportal.content.events import events_from
from eduportal.content.nodes import is_public
from eduportal.domain.dates import parse_day
from eduportal.domain.messages import _
from eduportal.domain.unit_states import ENDED
from eduportal.jobs.feeding import found_types
from eduportal.sidestore import boards, units
from eduportal.views.collections import collection_block
from eduportal.views.images import cover
from eduportal.views.language import card_texts, foreign, in_language, shown_day, shown_day_of, title_in, unit_names
from eduportal.views.looks import shown_links, skin_of
from eduportal.views.page import iso_day_of, size_text
from eduportal.views.references import resolver

_ICONS = {
    "tin-tuc": "megaphone",
    "van-ban": "file-earmark-text",
    "cong-khai": "clipboard-data",
    "gioi-thieu": "info-circle",
    "tuyen-sinh": "mortarboard",
    "lien-he": "telephone",
}
_NUMBERS = (("public", _("Published pages")), ("students", _("Students")))
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
        self.longest_board = max([_count(each["settings"], 6) for each in blocks if each["kind"] == "board"], default=0)
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
                    date_iso=iso_day_of(card.date), size=size_text(card.size) if card.size else "")

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
        """Return the title of a chosen section, '' when it is gone or hidden."""
        card = self.unit.index.card_of(section) if section else None
        return card_texts(self.request, card).title if card is not None and card.public else ""


def filled_block(filling, owner, block):
    """Return what the template ``blocks/<kind>.pt`` shows of a block, or None when there is nothing to show.

    :param owner: the unit that chose it: the unit of the page, or an office above.
    """
    settings = block["settings"]
    if not has_template(filling.request, block["kind"]):
        return None
    values = _FILL.get(block["kind"], _own_settings)(filling, owner, settings)
    if values is None:
        return None
    above = owner is not filling.unit
    width = block["width"] or ("full" if above else "")
    return Show(id=f"block-{block['id']}", kind=block["kind"], css=f" ep-w-{width}" if width else "",
                width=width or filling.request.definitions.blocks[block["kind"]].width,
                title=values.pop("title", "") or settings.get("title", ""),
                title_lang=foreign(filling.request) if settings.get("title") else None,
                lang=foreign(filling.request),
                from_office=owner.title if above else "", **values)


def has_template(request, kind):
    """Return whether the skin of the page draws blocks of ``kind``: a kind of a profile may stand in one skin only."""
    return request.registry["eduportal.skins"].has_template(skin_of(request), f"blocks/{kind}.pt")


def _count(settings, usual):
    return min(max(1, settings.get("count") or usual), _MOST)


def _lead(filling, owner, settings):
    newest = filling.newest("news_item", "", 1)
    if not newest:
        return None
    oid, card = newest[0]
    filling.used.add(oid)
    shown = cover(filling.request, filling.unit, card, "wide", sizes="(max-width: 62rem) 100vw, 52rem")
    return {"entry": filling.entry(oid, card), "picture": shown}


def _latest(filling, owner, settings):
    count, kind = _count(settings, 6), settings.get("type") or "news_item"
    section = settings.get("section") or ""
    title = filling.section_title(section)
    if section and not title:
        return None
    cards = [pair for pair in filling.newest(kind, section, count + len(filling.used)) if pair[0] not in filling.used]
    types = filling.request.definitions.types
    usual = filling.say(_("News")) if kind == "news_item" else types[kind].title if kind in types else kind
    return {"title": settings.get("title") or title or usual, "summaries": settings.get("summaries"),
            "items": [filling.entry(*pair) for pair in cards[:count]]} if cards else None


def _sections(filling, owner, settings):
    request, unit = filling.request, filling.unit
    url = request.url_of(unit)
    shown = [Show(**_names(request, card), url=f"{url}{card.name}/", icon=_ICONS.get(card.name, "folder"))
             for _oid, card in unit.index.children(unit.uuid)
             if card.listed_on(filling.day) and card.type == "folder" and not card.menu][:8]
    if unit is request.portal.root:
        shown.append(Show(title=filling.say(_("Portal coverage")), lang=None, summary_lang=None,
                          url=url + "@@coverage", icon="clipboard-data",
                          description=filling.say(_("How many units have a portal, by district and kind."))))
    return {"title": settings.get("title") or filling.say(_("Sections")), "items": shown} if shown else None


def _names(request, card):
    shown = card_texts(request, card)
    return {"title": shown.title, "lang": shown.lang, "description": shown.summary, "summary_lang": shown.summary_lang}


def _board(filling, owner, settings):
    items = filling.side[1][:_count(settings, 6)]
    return {"title": settings.get("title") or filling.say(_("From the units below")), "items": items} if items else None


def _numbers(filling, owner, settings):
    sums = filling.side[0]
    items = [Show(label=filling.say(label), value=f"{sums[name]:,}".replace(",", "."))
             for name, label in _NUMBERS if sums.get(name)]
    return {"title": settings.get("title") or filling.say(_("In numbers")), "items": items,
            "chart": None} if items else None


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
                              date=shown_day_of(request, row.published), date_iso=iso_day_of(row.published)))
    if len(shown) < len(rows):
        # The side store is ahead of this transaction, or behind it: the next reader may see more.
        request.cache_for_all = False
    return sums, shown


def _directory(filling, owner, settings):
    request, groups = filling.request, {}
    url = request.url_of(filling.unit)
    for _uuid, name, title, kind, state in request.portal.register.below(filling.unit.uuid):
        if state in ENDED:
            continue
        note = "" if state == "open" else filling.say(_("no portal yet"))
        groups.setdefault(kind, []).append(Show(title=title, url=f"{url}{name}/", note=note))
    kinds = request.definitions.kinds
    shown = [Show(title=kinds[kind].title, count=len(found), items=found) for kind, found in groups.items()]
    return {"title": settings.get("title") or filling.say(_("Units")), "groups": shown} if shown else None


def _notice(filling, owner, settings):
    until = settings.get("until")
    if not settings.get("title") or (until is not None and until < filling.request.local_day):
        return None
    return {"text": settings.get("text", ""), "urgent": settings.get("tone") == "urgent",
            "links": shown_links(filling.request, owner, settings.get("links") or ())}


def _pictures(filling, owner, settings):
    section, index = settings.get("section") or "", filling.unit.index
    count, title = min(_count(settings, 6), 12), filling.section_title(section)
    if section and not title:
        return None
    found = [(filling.url(oid) + "@@view", card.live_title, cover(
        filling.request, filling.unit, card, "card", sizes="(max-width: 36rem) 45vw, 17rem"))
        for oid, card in filling.newest("image", section, count)]
    items = [Show(url=url, title=name, picture=shown) for url, name, shown in found if shown is not None]
    return {"title": settings.get("title") or title or filling.say(_("Pictures")), "items": items,
            "more_url": filling.url(index.uuids[section]) if title else ""} if items else None


def _files(filling, owner, settings):
    section = settings.get("section") or ""
    title = filling.section_title(section)
    if section and not title:
        return None
    items = [filling.entry(*pair) for pair in filling.newest("file", section, _count(settings, 6))]
    return {"title": settings.get("title") or title or filling.say(_("New files")), "items": items} if items else None


def _calendar(filling, owner, settings):
    items = []
    for oid, card in events_from(filling.unit.index, filling.day, _count(settings, 5)):
        fields, lang = in_language(filling.request, filling.unit.__objectmap__.object_for(oid).live.fields)
        first, last = parse_day(card.starts), parse_day(card.ends)
        items.append(Show(title=fields["title"], lang=lang.title, starts=card.starts, day=f"{first.day:02}",
                          month=f"{first.month:02}", time=fields.get("start_time") or "",
                          until=shown_day(filling.request, last) if last != first else "",
                          place=fields.get("place") or "", url=filling.url(oid)))
    return {"title": settings.get("title") or filling.say(_("Events")), "items": items} if items else None


def _contact(filling, owner, settings):
    fields = filling.unit.fields
    address = ", ".join(part for part in (fields.get("address"), fields.get("ward")) if part)
    values = {"address": address, "phone": fields.get("phone", ""), "email": fields.get("email", ""),
              "head": fields.get("head", ""), "map": settings.get("map") or "", "note": settings.get("note") or ""}
    if not any(values.values()):
        return None
    return {"title": settings.get("title") or filling.say(_("Contact")), **values,
            "map_host": urlsplit(values["map"]).hostname or ""}


def _text(filling, owner, settings):
    body = richtext.resolve(settings.get("body") or "", resolver(filling.request, owner))
    return {"body": body} if settings.get("title") and (richtext.plain(body) or "<img" in body) else None


def _links(filling, owner, settings):
    items = shown_links(filling.request, owner, settings.get("links") or ())
    return {"title": settings.get("title") or filling.say(_("Quick links")), "items": items} if items else None


def _own_settings(filling, owner, settings):
    """A kind of a profile: its template sees the settings by their names, links with their URLs."""
    shown = {name: shown_links(filling.request, owner, value) if isinstance(value, tuple) else value
             for name, value in settings.items()}
    return {"title": settings.get("title", ""), "settings": Show(**shown)} if any(shown.values()) else None


_FILL = {
    "lead": _lead, "latest": _latest, "sections": _sections, "board": _board, "numbers": _numbers,
    "directory": _directory, "notice": _notice, "pictures": _pictures, "files": _files, "calendar": _calendar,
    "contact": _contact, "text": _text, "links": _links, "collection": collection_block,
}
