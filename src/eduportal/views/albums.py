"""Albums: a grid of small pictures, and a page for each with the one before and the one after. Without script."""

from types import SimpleNamespace as Show

from eduportal.content.nodes import unit_of
from eduportal.domain.messages import _
from eduportal.views.images import picture
from eduportal.views.page import batch_of

#: Pictures on one page of an album.
BATCH = 60


def photos_of(request, node, *, live):
    """Return {"photos", "count", "batch"} of an album: pictures in the order of its contents view.

    :param live: only what visitors may see; else everything, as it will look when it is approved.
    """
    cards = _cards(unit_of(node), node, live=live)
    offset, batch = batch_of(request, len(cards), BATCH)
    url, more = request.url_of(node), "" if live else "?version=working"
    photos = []
    for number, card in enumerate(cards[offset:offset + BATCH], offset + 1):
        child = unit_of(node).find(card.uuid)
        small = picture(request, child, "square", sizes="(max-width: 30rem) 45vw, 13rem", working=not live)
        if small is not None:
            if not small.alt:
                small.alt, small.lang = request.translate(_("Picture ${number}", number=number)), None
            photos.append(Show(picture=small, url=f"{url}{card.name}/@@view{more}",
                               title=card.title if not live else card.live_title))
    return {"photos": photos, "batch": batch,
            "count": request.translate(_("${count} pictures", count=len(cards))) if cards else ""}


def _cards(unit, parent, *, live):
    return [card for _oid, card in unit.index.children(parent.uuid)
            if card.type == "image" and (card.public or not live)]


def neighbours(request, node, *, live):
    """Return Show(number, count, before_url, after_url) of a picture among those of its album or folder."""
    cards = _cards(unit_of(node), node.__parent__, live=live)
    day = request.local_day.isoformat()
    if live and node.__parent__.type_name in ("folder", "unit"):
        # In a folder each picture has its own days; what its list does not show, paging does not show either.
        cards = [card for card in cards if card.listed_on(day) or card.uuid == node.uuid]
    url, more = request.url_of(node.__parent__), "" if live else "?version=working"
    place = next((place for place, card in enumerate(cards) if card.uuid == node.uuid), None)
    if place is None:
        return Show(number=1, count=1, before_url="", after_url="")

    def at(other):
        return f"{url}{cards[other].name}/@@view{more}" if 0 <= other < len(cards) else ""

    return Show(number=place + 1, count=len(cards), before_url=at(place - 1), after_url=at(place + 1))
