"""Collections: a saved query as a page, as a block of a home page and as a feed."""

from types import SimpleNamespace as Show

from eduportal.content.nodes import unit_of
from eduportal.search.collecting import collect, wanted_of
from eduportal.views.language import Title, card_texts, shown_day_of, unit_lang, unit_names
from eduportal.views.listed import line_of
from eduportal.views.page import batch_of, iso_day_of

_PAGE = 20


def types_of(definitions):
    """Return the types that a collection lists when it names none: what stands by itself, collections aside."""
    return tuple(each.name for each in definitions.types.values() if each.kind_of == "item" and each.listing
                 and each.name != "collection")


def cards_of(request, unit, fields):
    """Return [(unit, id, card)] of what a collection with these ``fields`` shows to everybody today."""
    wanted = wanted_of(fields, types_of(request.definitions))
    if wanted.below:
        # What other units publish changes no stamp of this one.
        request.cache_for_all = False
    return collect(request.portal, request.store, unit, wanted, request.local_day.isoformat())


def listed(request, node, fields):
    """Return {"items", "batch"} of the page of a collection."""
    found = cards_of(request, unit_of(node), fields)
    offset, batch = batch_of(request, len(found), _PAGE)
    return {"batch": batch, "items": [_line(request, node, *each) for each in found[offset:offset + _PAGE]]}


def _line(request, node, owner, oid, card):
    url = request.card_url(owner, owner.__objectmap__.path_for(oid))
    named = None if owner is unit_of(node) else (
        unit_names(request, owner)[0], request.url_of(owner), unit_lang(request, owner))
    return line_of(request, owner, url, card, owner=named)


def collection_block(filling, owner, settings):
    """Return what the block "collection" shows: the first entries of one collection of the unit, None for nothing."""
    request, unit = filling.request, filling.unit
    oid = unit.index.uuids.get(settings.get("collection") or "")
    card = unit.index.card(oid) if oid is not None else None
    if card is None or card.type != "collection" or not card.public:
        return None
    node = unit.__objectmap__.object_for(oid)
    found = cards_of(request, unit, node.live.fields)[:min(max(1, settings.get("count") or 6), 20)]
    items = [_short(request, each) for each in found]
    shown = card_texts(request, card)
    return {"title": settings.get("title") or Title(shown.title, shown.lang), "items": items,
            "more_url": filling.url(oid), "summaries": bool(settings.get("summaries"))} if items else None


def _short(request, found):
    owner, oid, card = found
    shown, url = card_texts(request, card), request.card_url(owner, owner.__objectmap__.path_for(oid))
    attached = request.definitions.types[card.type].kind_of == "attachment"
    return Show(title=shown.title, lang=shown.lang, summary=shown.summary, summary_lang=shown.summary_lang,
                url=url + ("@@view" if attached else ""),
                date=shown_day_of(request, card.date), date_iso=iso_day_of(card.date),
                unit=unit_names(request, owner)[0] if owner is not unit_of(request.context) else "",
                unit_lang=unit_lang(request, owner))
