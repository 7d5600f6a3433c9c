"""Search in a unit and in everything below it, with and without accents."""

from types import SimpleNamespace as Show
from urllib.parse import urlencode

from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line
from eduportal.search.finding import LONGEST_QUERY, find_in_province, find_in_unit, query_words
from eduportal.security.rights import tokens_of
from eduportal.views.page import batch_of, day_of, shell

_PAGE = 20


@view_config(context=Unit, name="search", request_method="GET", renderer="search.html", permission="unit:view")
def search(request):
    """The results for ``q`` in this unit, or with ``scope=city`` in the whole province."""
    unit, query = request.context, clean_line(request.GET.get("q", ""))[:LONGEST_QUERY]
    scope = "city" if request.GET.get("scope") == "city" or unit.index is None else "unit"
    found = _find(request, unit, query, scope)
    page = shell(request, request.translate(_("Search")), query=query, robots="noindex")
    return {"page": page, "q": query, "scope": scope, "scopes": _scopes(request, unit, query, scope), **found}


def _find(request, unit, query, scope):
    if not query_words(query):
        message = _("Type one or more words.") if not query else _("Type words with letters or digits.")
        return {"hits": [], "total": "0", "batch": batch_of(request, 0)[1], "message": request.translate(message)}
    offset = _offset(request)
    if scope == "city":
        hits, total, more = find_in_province(request.portal, request.store, query, below=request.portal.root,
                                             limit=_PAGE, offset=offset)
    else:
        more = False
        hits, total = find_in_unit(unit, query, tokens_of(request.asker, unit), lambda node: _may_see(request, node),
                                   request.definitions, limit=_PAGE, offset=offset)
    _real_offset, batch = batch_of(request, total, _PAGE)
    types = request.definitions.types
    shown = [Show(title=hit.title, url=request.url_of(hit.node, "@@view" if hit.node.is_attachment else ""),
                  date=day_of(hit.date), snippet=hit.pieces,
                  type_title=types[hit.node.type_name].title, unit=hit.unit.title if scope == "city" else "",
                  unit_url=request.url_of(hit.unit)) for hit in hits]
    count = request.translate(_("more than ${total}", total=total)) if more else str(total)
    message = "" if shown else request.translate(_("Nothing was found. Try fewer words, or search the whole province."))
    return {"hits": shown, "total": count, "batch": batch, "message": message}


def _may_see(request, node):
    return request.may("unit:view" if getattr(node, "is_unit", False) else "page:view", node)


def _offset(request):
    raw = request.GET.get("page", "1")
    number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 4 else 1
    return (max(1, number) - 1) * _PAGE


def _scopes(request, unit, query, scope):
    def place(name, title):
        return Show(title=title, url=f"{request.path}?{urlencode({'q': query, 'scope': name})}", current=name == scope)

    if unit.index is None:
        return []
    return [place("unit", unit.title), place("city", request.translate(_("The whole province")))]
