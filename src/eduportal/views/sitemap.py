"""The map of a unit's site: as a page for people, as XML for search engines (R7-21), and what robots are told."""

from itertools import islice
from types import SimpleNamespace as Show
from xml.sax.saxutils import escape, quoteattr

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response
from pyramid.view import view_config

from eduportal.content.nodes import is_public
from eduportal.content.showing import shown_cards
from eduportal.content.units import Unit
from eduportal.domain.messages import _
from eduportal.domain.unit_states import ENDED
from eduportal.operations.registry import below
from eduportal.views.feeds import whole_url
from eduportal.views.hosts import ENGLISH
from eduportal.views.language import card_texts, listed_name
from eduportal.views.page import shell

#: Of the sitemap protocol: so many addresses in one file.
MOST = 50_000
_SITEMAPS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
#: The page for people: so many children of a folder are looked at, so many shown, so deep.
_LOOKED_AT, _SHOWN, _DEEP = 400, 60, 4


@view_config(context=Unit, name="sitemap.xml", request_method="GET", permission="unit:view")
def sitemap_xml(request):
    """Every page that everybody may read today; in files of 50,000, at the department with those of all units."""
    unit, part = request.context, request.GET.get("part", "")
    if unit.index is None:
        raise HTTPNotFound()
    entries = list(_entries(request, unit))
    parts = max(1, -(-len(entries) // MOST))
    request.cache_for_all = is_public(unit)
    others = _others(request, unit) if not part else []
    if not part and (parts > 1 or others):
        request.cache_for_all = request.cache_for_all and not others
        own = [request.address_of(unit, f"sitemap.xml?part={number}", language="vi") for number in range(1, parts + 1)]
        return _xml(index_xml([*own, *others]))
    number = int(part or "1") if (part or "1").isascii() and (part or "1").isdigit() and len(part) < 5 else 0
    if not 1 <= number <= parts:
        raise HTTPNotFound()
    return _xml(urls_xml(entries[(number - 1) * MOST:number * MOST]))


def _entries(request, unit):
    """Yield (address, instant or "", {language: address}) of the home and of everything listed today, files aside."""
    homes = {each: request.address_of(unit, language=each) for each in ("vi", ENGLISH)}
    for each in homes.values():
        yield each, "", homes
    types = request.definitions.types
    for oid, card in shown_cards(unit.index, request.local_day.isoformat()):
        kind = types[card.type].kind_of if card.type in types else ""
        if kind not in ("item", "folder"):
            continue
        languages = {"vi": whole_url(request, homes["vi"], unit, oid)}
        if card.title_en:
            languages[ENGLISH] = whole_url(request, homes[ENGLISH], unit, oid)
        for each in languages.values():
            yield each, card.live_at or card.modified, languages if len(languages) > 1 else {}


def _others(request, unit):
    """Return the addresses of the sitemaps of all units that stand on this host, at the department itself."""
    if unit.__parent__ is not None or request.site_unit is not None:
        return []
    records, found = request.portal.register.records, []
    for each in below(request.portal, unit.uuid, staff=False):
        record = records[each.row.uuid]
        if each.row.state not in ENDED and each.row.state != "registered" and not record.domain:
            path = "".join(request.quoted(name) for name in request.portal.register.path(record.uuid))
            found.append(f"{request.canonical_base}{request.mount}/{path}sitemap.xml")
    return found[:MOST - 100]


def urls_xml(entries):
    """Return the document of some addresses, as text; see :func:`_entries`."""
    lines = [f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_SITEMAPS} xmlns:xhtml="http://www.w3.org/1999/xhtml">']
    for url, instant, languages in entries:
        more = "".join(f'<xhtml:link rel="alternate" hreflang="{each}" href={quoteattr(other)}/>'
                       for each, other in languages.items())
        when = f"<lastmod>{escape(instant)}</lastmod>" if instant else ""
        lines.append(f"<url><loc>{escape(url)}</loc>{when}{more}</url>")
    return "\n".join([*lines, "</urlset>\n"])


def index_xml(addresses):
    """Return the document that names other sitemaps."""
    lines = [f"<sitemap><loc>{escape(each)}</loc></sitemap>" for each in addresses]
    return "\n".join([f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {_SITEMAPS}>', *lines,
                      "</sitemapindex>\n"])


def _xml(text):
    return Response(body=text.encode(), content_type="application/xml", charset="utf-8")


@view_config(context=Unit, name="robots.txt", request_method="GET", permission="unit:view")
def robots(request):
    """Where the sitemap of this host is, and that tools are not worth a visit; only at the top of a host."""
    unit = request.context
    if unit is not (request.site_unit or request.portal.root):
        raise HTTPNotFound()
    request.cache_for_all = is_public(unit)
    lines = ["User-agent: *", "Disallow: /*@@search", "Disallow: /*@@display", "Disallow: /*@@login",
             f"Sitemap: {request.address_of(unit, 'sitemap.xml', language='vi')}"]
    return Response("\n".join(lines) + "\n", content_type="text/plain", charset="utf-8")


@view_config(context=Unit, name="sitemap", request_method="GET", renderer="sitemap.html", permission="unit:view")
def sitemap(request):
    """The sections of a site with what stands in them, and the units below: short enough to be read."""
    unit = request.context
    request.cache_for_all = is_public(unit) and unit.index is not None
    title = request.translate(_("Site map"))
    url = request.url_of(unit)
    units = [Show(title=title, url=f"{url}{row[1]}/", lang=lang)
             for row in islice(request.portal.register.below(unit.uuid), 500) if row[4] not in ENDED
             for title, lang in (listed_name(request, row[0], row[2]),)]
    return {"page": shell(request, title), "title": title, "units": units,
            "branches": _branches(request, unit, unit.uuid, url, 1) if unit.index is not None else []}


def _branches(request, unit, parent, url, depth):
    day, types, found = request.local_day.isoformat(), request.definitions.types, []
    for _oid, card in islice(unit.index.children(parent), _LOOKED_AT):
        # News and files are found by their folder; a map that lists them all is none.
        if not card.listed_on(day) or types[card.type].kind_of not in ("folder", "item") or card.type == "news_item":
            continue
        shown = card_texts(request, card)
        own = f"{url}{card.name}/"
        inner = _branches(request, unit, card.uuid, own, depth + 1) if card.type == "folder" and depth < _DEEP else []
        found.append(Show(title=shown.title, lang=shown.lang, url=own, items=inner))
        if len(found) == _SHOWN:
            found.append(Show(title=request.translate(_("more …")), lang=None, url=url, items=[]))
            break
    return found
