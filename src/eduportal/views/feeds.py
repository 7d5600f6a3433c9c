"""Atom feeds of a unit, a folder and a collection: the newest that everybody may read, with lasting identities."""

import re
from uuid import UUID
from xml.etree import ElementTree

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response
from pyramid.view import view_config

from eduportal.content.nodes import Item, Section, is_public, unit_of
from eduportal.content.showing import newest_in, newest_of
from eduportal.content.units import Unit
from eduportal.domain.dates import iso_instant, parse_instant
from eduportal.views.collections import cards_of
from eduportal.views.language import card_texts, title_in, unit_names

MOST = 40
ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: What XML 1.0 cannot hold, in any spelling.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ElementTree.register_namespace("", ATOM)


def xml_text(text):
    """Return ``text`` without the characters that no XML document may hold."""
    return _NOT_XML.sub("", text)


def item_types(definitions):
    """Return the names of the types that stand by themselves in feeds: pages, news, events and what profiles add."""
    return [each.name for each in definitions.types.values() if each.kind_of == "item" and each.listing
            and each.name != "collection"]


@view_config(context=Unit, name="feed", request_method="GET", permission="unit:view")
def feed_of_unit(request):
    """The newest of the whole unit; an office does not mix in what its units publish."""
    unit = request.context
    if unit.index is None:
        raise HTTPNotFound()
    day = request.local_day.isoformat()
    found = newest_of(unit.index, item_types(request.definitions), MOST, day)
    return _feed(request, [(unit, oid, card) for oid, card in found])


@view_config(context=Section, name="feed", request_method="GET", permission="page:view")
def feed_of_folder(request):
    """The newest that stand directly in a folder, files too."""
    node, unit = request.context, unit_of(request.context)
    types = {*item_types(request.definitions), "file"}
    found = newest_in(unit.index, node.uuid, types, MOST, request.local_day.isoformat())
    return _feed(request, [(unit, oid, card) for oid, card in found])


@view_config(context=Item, name="feed", request_method="GET", permission="page:view")
def feed_of_collection(request):
    """What a collection finds, in its order; every other page has no feed."""
    node = request.context
    if node.type_name != "collection" or node.live is None:
        raise HTTPNotFound()
    return _feed(request, cards_of(request, unit_of(node), node.live.fields)[:MOST])


def _feed(request, entries):
    node, unit = request.context, unit_of(request.context)
    request.cache_for_all = is_public(node) and getattr(request, "cache_for_all", True)
    name = unit_names(request, unit)[0]
    title = name if node is unit else f"{title_in(request, node)[0]} – {name}"
    newest = max([card.live_at or card.date for _unit, _oid, card in entries] or [node.modified])
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {_LANG: request.locale_name})
    _add(feed, "id", _urn(node))
    _add(feed, "title", title)
    _add(feed, "updated", _instant(newest))
    _link(feed, "self", request.address_of(node, "@@feed"), "application/atom+xml")
    _link(feed, "alternate", request.address_of(node), "text/html")
    _add(_add(feed, "author"), "name", name)
    bases = {}
    for owner, oid, card in entries:
        if owner.uuid not in bases:
            bases[owner.uuid] = request.address_of(owner)
        _entry(request, feed, card, whole_url(request, bases[owner.uuid], owner, oid), owner if owner != unit else None)
    body = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(body=body, content_type="application/atom+xml", charset="utf-8")


def whole_url(request, base, unit, oid):
    """Return the whole address of an object of ``unit``, whose own is ``base``, without loading it."""
    path = unit.__objectmap__.path_for(oid)
    return base + "".join(request.quoted(name) for name in path[1:])


def _entry(request, feed, card, url, owner):
    shown, entry = card_texts(request, card), _add(feed, "entry")
    _add(entry, "id", UUID(card.uuid).urn)
    _add(entry, "title", shown.title, shown.lang)
    _add(entry, "updated", _instant(card.live_at or card.date))
    _add(entry, "published", _instant(card.date))
    _link(entry, "alternate", url, "text/html")
    if owner is not None:
        _add(_add(entry, "author"), "name", unit_names(request, owner)[0])
    if shown.summary:
        _add(entry, "summary", shown.summary, shown.summary_lang)
    for tag in card.tags:
        ElementTree.SubElement(entry, f"{{{ATOM}}}category", {"term": xml_text(tag)})


def _urn(node):
    return UUID(node.uuid).urn


def _instant(text):
    return iso_instant(parse_instant(text))


def _add(parent, name, text="", lang=None):
    made = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", {_LANG: lang} if lang else {})
    made.text = xml_text(text) or None
    return made


def _link(parent, rel, href, type):
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": href, "type": type})
