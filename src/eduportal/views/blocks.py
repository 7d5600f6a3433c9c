"""What each kind of block shows. A kind that a profile declares without a line here shows its own settings."""

from types import SimpleNamespace as Show
from urllib.parse import urlsplit

from eduportal.content import richtext
from eduportal.content.events import events_from
from eduportal.domain.dates import parse_day
from eduportal.domain.messages import _
from eduportal.domain.unit_states import ENDED
from eduportal.views.collections import collection_block
from eduportal.views.filling import count_of
from eduportal.views.images import cover
from eduportal.views.language import (
    Title,
    address_of,
    card_texts,
    foreign,
    in_language,
    listed_name,
    shown_day,
    shown_hours,
    shown_number,
    title_of_type,
    unit_lang,
    unit_names,
)
from eduportal.views.looks import shown_links, skin_of
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



def filled_block(filling, owner, block):
    """Return what the template ``blocks/<kind>.pt`` shows of a block, or None when there is nothing to show.

    :param owner: the unit that chose it: the unit of the page, or an office above.
    """
    settings, lang = in_language(filling.request, block["settings"])
    if settings.get("title"):
        # What in_language() gives is the stored mapping itself on Vietnamese pages.
        settings = {**settings, "title": Title(settings["title"], lang.title)}
    if not has_template(filling.request, block["kind"]):
        return None
    values = _FILL.get(block["kind"], _own_settings)(filling, owner, settings)
    if values is None:
        return None
    above, title = owner is not filling.unit, values.pop("title", "") or settings.get("title", "")
    width = block["width"] or ("full" if above else "")
    return Show(id=f"block-{block['id']}", kind=block["kind"], css=f" ep-w-{width}" if width else "",
                width=width or filling.request.definitions.blocks[block["kind"]].width,
                title=title, title_lang=getattr(title, "lang", None), texts=lang, lang=foreign(filling.request),
                from_office=unit_names(filling.request, owner)[0] if above else "",
                office_lang=unit_lang(filling.request, owner), **values)


def has_template(request, kind):
    """Return whether the skin of the page draws blocks of ``kind``: a kind of a profile may stand in one skin only."""
    return request.registry["eduportal.skins"].has_template(skin_of(request), f"blocks/{kind}.pt")


def _lead(filling, owner, settings):
    newest = filling.newest("news_item", "", 1)
    if not newest:
        return None
    oid, card = newest[0]
    filling.used.add(oid)
    shown = cover(filling.request, filling.unit, card, "wide", sizes="(max-width: 62rem) 100vw, 52rem")
    return {"entry": filling.entry(oid, card), "picture": shown}


def _latest(filling, owner, settings):
    count, kind = count_of(settings, 6), settings.get("type") or "news_item"
    section = settings.get("section") or ""
    title = filling.section_title(section)
    if section and not title:
        return None
    cards = [pair for pair in filling.newest(kind, section, count + len(filling.used)) if pair[0] not in filling.used]
    types = filling.request.definitions.types
    usual = filling.say(_("News")) if kind == "news_item" else Title(
        *title_of_type(filling.request, types[kind])) if kind in types else kind
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
    items = filling.side[1][:count_of(settings, 6)]
    return {"title": settings.get("title") or filling.say(_("From the units below")), "items": items} if items else None


def _numbers(filling, owner, settings):
    sums = filling.side[0]
    items = [Show(label=filling.say(label), value=shown_number(filling.request, f"{sums[name]:,}".replace(",", ".")))
             for name, label in _NUMBERS if sums.get(name)]
    return {"title": settings.get("title") or filling.say(_("In numbers")), "items": items,
            "chart": None} if items else None


def _directory(filling, owner, settings):
    request, groups = filling.request, {}
    url = request.url_of(filling.unit)
    for uuid, name, title, kind, state in request.portal.register.below(filling.unit.uuid):
        if state in ENDED:
            continue
        note = "" if state == "open" else filling.say(_("no portal yet"))
        title, lang = listed_name(request, uuid, title)
        groups.setdefault(kind, []).append(Show(title=title, lang=lang, url=f"{url}{name}/", note=note))
    kinds = request.definitions.kinds
    titles = {kind: title_of_type(request, kinds[kind]) for kind in groups}
    shown = [Show(title=titles[kind][0], lang=titles[kind][1], count=len(found), items=found)
             for kind, found in groups.items()]
    return {"title": settings.get("title") or filling.say(_("Units")), "groups": shown} if shown else None


def _notice(filling, owner, settings):
    until = settings.get("until")
    if not settings.get("title") or (until is not None and until < filling.request.local_day):
        return None
    return {"text": settings.get("text", ""), "urgent": settings.get("tone") == "urgent",
            "links": shown_links(filling.request, owner, settings.get("links") or ())}


def _pictures(filling, owner, settings):
    section, index = settings.get("section") or "", filling.unit.index
    count, title = min(count_of(settings, 6), 12), filling.section_title(section)
    if section and not title:
        return None
    found = [(filling.url(oid) + "@@view", card_texts(filling.request, card), cover(
        filling.request, filling.unit, card, "card", sizes="(max-width: 36rem) 45vw, 17rem"))
        for oid, card in filling.newest("image", section, count)]
    items = [Show(url=url, title=name.title, title_lang=name.lang, picture=shown) for url, name, shown in found
             if shown is not None]
    return {"title": settings.get("title") or title or filling.say(_("Pictures")), "items": items,
            "more_url": filling.url(index.uuids[section]) if title else ""} if items else None


def _files(filling, owner, settings):
    section = settings.get("section") or ""
    title = filling.section_title(section)
    if section and not title:
        return None
    items = [filling.entry(*pair) for pair in filling.newest("file", section, count_of(settings, 6))]
    return {"title": settings.get("title") or title or filling.say(_("New files")), "items": items} if items else None


def _calendar(filling, owner, settings):
    items = []
    for oid, card in events_from(filling.unit.index, filling.day, count_of(settings, 5)):
        fields, lang = in_language(filling.request, filling.unit.__objectmap__.object_for(oid).live.fields)
        first, last = parse_day(card.starts), parse_day(card.ends)
        hours, hours_lang = shown_hours(filling.request, fields.get("start_time") or "")
        items.append(Show(title=fields["title"], lang=lang.title, starts=card.starts, day=f"{first.day:02}",
                          month=f"{first.month:02}", time=hours, time_lang=hours_lang,
                          until=shown_day(filling.request, last) if last != first else "",
                          place=fields.get("place") or "", place_lang=lang.place, url=filling.url(oid)))
    return {"title": settings.get("title") or filling.say(_("Events")), "items": items} if items else None


def _contact(filling, owner, settings):
    fields, lang = address_of(filling.request, filling.unit)
    values = {"address": fields["address"], "phone": fields.get("phone", ""), "email": fields.get("email", ""),
              "head": fields.get("head", ""), "map": settings.get("map") or "", "note": settings.get("note") or ""}
    if not any(values.values()):
        return None
    return {"title": settings.get("title") or filling.say(_("Contact")), **values, "contact_lang": lang,
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
