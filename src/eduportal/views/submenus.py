"""The second level of a unit's menu: the public sub-folders of the sections that stand in it."""

from types import SimpleNamespace as Show

from eduportal.views.language import card_texts

#: Sub-folders below one section; whoever looks for more opens the section itself.
MOST = 12
#: So many of a unit's public folders are looked at, the newest first: the index knows them by their type.
_LOOKED_AT = 500


def with_second_level(request, unit, entries, here):
    """Give each of ``entries`` its ``below``: a list of Show(title, lang, url, current) in the order of the folder.

    An entry of a section has ``section``, the uuid of its folder, and ``shows``: "" for the sub-folders that are marked
    for the menu, "all", or "none".

    :param here: the uuids of the page and of the folders that it stands in.
    """
    wanted = {each.section: each for each in entries if getattr(each, "section", "") and each.shows != "none"}
    found = {}
    for oid, card in unit.index.newest_public("folder", _LOOKED_AT, request.local_day.isoformat()) if wanted else ():
        entry = wanted.get(card.parent)
        if entry is not None and (card.menu or entry.shows == "all"):
            found.setdefault(card.parent, []).append((card.sort_key, card.uuid, oid, card))
    for each in entries:
        rows = sorted(found.get(getattr(each, "section", ""), ()), key=lambda row: row[:2])[:MOST]
        each.below = [_shown(request, each, card, here) for _key, _uuid, _oid, card in rows]
    return entries


def _shown(request, entry, card, here):
    text = card_texts(request, card)
    return Show(title=text.title, lang=text.lang, url=f"{entry.url}{card.name}/", current=card.uuid in here)
