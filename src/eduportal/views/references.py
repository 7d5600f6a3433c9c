"""References of rich text: kept by identity, shown as addresses in an editor, turned back on the way in."""

import re
from html import escape, unescape

from eduportal.content import richtext
from eduportal.content.nodes import Attachment, lineage, suspended_above, unit_of
from eduportal.content.whereabouts import find_target, owner_of_target, target_for
from eduportal.operations.own_addresses import LONGEST, OwnAddresses, names_of

_TAG = re.compile(r'<(?:a|img)(?: [a-z]+="[^"]*")+>')
_LINK = re.compile(r'(?P<attribute> (?:src|href)=")(?!resolveuid/)(?P<url>[^"?#]+)(?P<rest>[^"]*)"')
_PICTURE = re.compile(r'(?P<before><img\b[^<>]*?\bsrc\s*=\s*)(?P<mark>["\'])(?P<url>[^"\'<>]*)(?P=mark)', re.IGNORECASE)
_IDENTITY = re.compile(r"[0-9a-f]{32}")
#: A page that refers to things in more units than this is drawn anew for every reader.
MOST_UNITS = 20


def shown_text(request, text):
    """Return the HTML with references as addresses; one that leads nowhere now stays as it is and is not lost."""
    unit = unit_of(request.context)

    def where(target):
        found = find_target(request.portal, unit, target)
        return request.url_of(found) if found is not None and may_see(request, found) else f"resolveuid/{target}"

    return richtext.resolve(text, where)


def cleaned_text(request, text):
    """Return what was typed or pasted as it is kept: cleaned, and as :func:`stored_text` gives it."""
    own = own_addresses(request)

    def by_path(found):
        # The cleaner leaves no picture with a host, nor one beside the page.
        url = unescape(found["url"]).strip()
        path = own.path_of(url) if not url.startswith("/") and len(url) <= LONGEST else None
        if path is None or url.startswith("resolveuid/"):
            return found[0]
        query = url.partition("#")[0].partition("?")
        return f'{found["before"]}"{escape(request.mount + path + query[1] + query[2])}"'

    return stored_text(request, richtext.clean(_PICTURE.sub(by_path, text)), own)


def stored_text(request, text, own=None):
    """Return cleaned HTML in which addresses of pages, files and units of this portal are references by identity.

    An address is a path, also a relative one, a link to a host of this portal, an old address or a short link. What
    the asker may not see stays as it was typed: nobody learns by it what is there.
    """
    unit, own = unit_of(request.context), own or own_addresses(request)

    def back(found):
        place = own.place(unescape(found["url"]).strip())
        if place is None or place.node is None or place.view not in ("", "@@view", "@@scale"):
            return found[0]
        target, rest = target_for(unit, place.node, unit_of(place.node)), found["rest"]
        if "src=" in found["attribute"] or place.view == "@@scale":
            # Copied from a page that shows a picture in one of its sizes: what is meant is the picture.
            rest = "" if place.view else rest
        elif place.view and isinstance(place.node, Attachment):
            rest = "/@@view" + rest
        return f'{found["attribute"]}resolveuid/{target}{rest}"'

    return _TAG.sub(lambda tag: _LINK.sub(back, tag[0]), text)


def own_addresses(request):
    """Return the :class:`OwnAddresses` of the asker; relative ones start at the context."""
    hosts = (request.registry.settings.get("eduportal.hosts") or "").split()
    hosts += [request.host, request.canonical_base.partition("://")[2]]
    return OwnAddresses(request.portal, lambda node: may_see(request, node), base=names_of(request.context),
                        hosts=hosts, mount=request.mount)


def node_at(request, url):
    """Return the unit, folder, page or file that the address (without query) leads to, if the asker may see it."""
    place = own_addresses(request).place(url)
    return place.node if place is not None and not place.view else None


def may_see(request, node):
    """Return whether the asker may see a unit, folder, page or file: the live version, or the draft of staff."""
    return bool(request.may("unit:view" if getattr(node, "is_unit", False) else "page:view", node))


def resolver(request, unit):
    """Return a function from a target in a text of ``unit`` to its present URL, "" where the asker may see nothing.

    What is public is found in the indexes, without loading it. The units it lies in are remembered for the cache of
    pages, which asks them whether anything moved.
    """
    urls, open_units = {}, {}

    def where(target):
        if target not in urls:
            owner, uuid = owner_of_target(request.portal, unit, target)
            if owner is None and not _is_lost_here(request, unit, target):
                request.cache_for_all = False
            elif owner not in (None, unit):
                _remember(request, owner)
            urls[target] = "" if owner is None else _url(request, owner, uuid, open_units)
        return urls[target]

    return where


def _is_lost_here(request, unit, target):
    """Whether only this unit itself can bring the target back, so that its own stamp tells of it."""
    return not ("/" in target or target in request.portal.register.records or target in (unit.forwards or ()))


def _remember(request, owner):
    request.cache_units.add(owner)
    if len(request.cache_units) > MOST_UNITS:
        request.cache_for_all = False


def _url(request, owner, uuid, open_units):
    if owner.uuid not in open_units:
        open_units[owner.uuid] = suspended_above(owner) is None
    oid = owner.index.uuids.get(uuid) if owner.index is not None else None
    if oid is not None and open_units[owner.uuid] and owner.index.card(oid).public:
        return escape(request.card_url(owner, owner.__objectmap__.path_for(oid)))
    node = owner.find(uuid)
    return escape(request.url_of(node)) if node is not None and may_see(request, node) else ""


def stamped_units(request):
    """Yield the units whose stamps tell whether the page is still right: those above it and those it refers into."""
    for node in (request.context, *request.cache_units):
        yield from (each for each in lineage(node) if getattr(each, "is_unit", False))


def readable(text):
    """Return what was typed as a person reads it: no tags; nothing for an identity, which only the portal reads."""
    return "" if _IDENTITY.fullmatch(text) else richtext.plain(text) if "</" in text else text


def includeme(config):
    """Let a request remember the units that its page refers into."""
    config.add_request_method(lambda request: set(), "cache_units", reify=True)
