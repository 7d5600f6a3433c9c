"""References of rich text: kept by identity, shown as addresses in an editor, turned back on the way in."""

import re
from html import escape, unescape
from urllib.parse import unquote, urlsplit

from eduportal.content import richtext
from eduportal.content.nodes import Attachment, Item, Section, lineage, suspended_above, unit_of
from eduportal.content.whereabouts import find_target, owner_of_target, target_for
from eduportal.operations.redirects import present_place
from eduportal.operations.short_links import node_of_short_id

_LINK = re.compile(r'(?P<attribute>\b(?:src|href)=")(?P<url>/[^"?#]*|https?://[^"?#]*)(?P<rest>[^"]*)"')
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


def stored_text(request, text):
    """Return cleaned HTML in which addresses of pages, files and units of this portal are references by identity.

    An address is a path, a link to a host of this portal, an old address or a short link. What the asker may not see
    stays as it was typed: nobody learns by it what is there.
    """
    unit, known = unit_of(request.context), {}

    def back(found):
        url = unescape(found["url"])
        if url not in known:
            # Copied from a page that shows a picture in one of its sizes: what is meant is the picture.
            node = node_at(request, url.removesuffix("@@scale"))
            known[url] = target_for(unit, node, unit_of(node)) if node is not None else ""
        rest = "" if url.endswith("/@@scale") else found["rest"]
        return f'{found["attribute"]}resolveuid/{known[url]}{rest}"' if known[url] else found[0]

    return _LINK.sub(back, text)


def node_at(request, url):
    """Return the unit, folder, page or file that the address (without query) leads to, if the asker may see it."""
    names = names_in(request, url)
    if names is None:
        return None
    node = _short(request, names) or _standing_at(request.portal.root, names) or present_place(request.portal, names)
    return node if node is not None and may_see(request, node) else None


def names_in(request, url):
    """Return the names from the root in an address of this portal; None for one of another site or of a view.

    A name and password in an address, or another port, make it another site's.
    """
    start = ()
    if not url.startswith("/"):
        try:
            parts = urlsplit(url)
        except ValueError:
            return None
        start, url = _start_at(request, parts.netloc.lower()), parts.path
    path = url.removeprefix(request.script_name) if request.script_name else url
    if start is None or "//" in path:
        return None
    names = tuple(unquote(name) for name in path.strip("/").split("/") if name)
    names = names[1:] if names[:1] == ("en",) and not request.script_name else names
    return None if any(name.startswith(("@@", "+")) or "/" in name for name in names) else (*start, *names)


def _start_at(request, host):
    """Return the names of the unit that a host of this portal begins at, or None for a foreign host."""
    own = {request.host.lower(), request.canonical_base.partition("://")[2]}
    if host in own or host in (request.registry.settings.get("eduportal.hosts") or "").split():
        return ()
    uuid = request.portal.register.domains.get(host)
    return request.portal.register.path(uuid) if uuid else None


def _short(request, names):
    return node_of_short_id(request.portal, names[1]) if len(names) == 2 and names[0] == "l" else None


def _standing_at(root, names):
    node = root
    for name in names:
        node = node.data.get(name) if getattr(node, "data", None) else None
        if not (isinstance(node, (Section, Item, Attachment)) or getattr(node, "is_unit", False)):
            return None
    return node


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
