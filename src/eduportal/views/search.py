"""Search in a unit and in everything below it, with and without accents."""

from types import SimpleNamespace as Show
from urllib.parse import urlencode

from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line
from eduportal.search.finding import (
    LONGEST_QUERY,
    english_pieces,
    find_in_province,
    find_in_unit,
    matching,
    query_words,
    types_found,
)
from eduportal.security.rights import tokens_of
from eduportal.views.language import (
    foreign,
    is_english,
    shown_day_of,
    title_in,
    title_of_type,
    unit_lang,
    unit_names,
)
from eduportal.views.numbers import shown_count
from eduportal.views.page import batch_of, shell

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
        return {"hits": [], "total": "0", "batch": batch_of(request, 0)[1], "message": request.translate(message),
                "kinds": []}
    offset, day, tokens = _offset(request), request.local_day.isoformat(), tokens_of(request.asker, unit)
    more, kinds = False, []
    if scope == "city":
        hits, total, more = find_in_province(request.portal, request.store, query, below=request.portal.root,
                                             limit=_PAGE, offset=offset, day=day)
    else:
        wanted = request.GET.get("type", "") if request.GET.get("type", "") in request.definitions.types else ""
        found = matching(unit, query, tokens, day)
        hits, total = find_in_unit(unit, query, tokens, lambda node: _may_see(request, node), request.definitions,
                                   limit=_PAGE, offset=offset, day=day, type_name=wanted, found=found)
        kinds = _kinds(request, query, wanted, types_found(unit, found))
    _real_offset, batch = batch_of(request, total, _PAGE)
    shown = [_hit(request, hit, query, scope == "city") for hit in hits]
    count = request.translate(_("more than ${total}", total=total)) if more else str(total)
    message = "" if shown else request.translate(_("Nothing was found. Try fewer words, or search the whole province."))
    return {"hits": shown, "total": count, "batch": batch, "message": message, "kinds": kinds}


def _hit(request, hit, query, named):
    title, lang = title_in(request, hit.node)
    english = english_pieces(hit.node, query, request.definitions) if is_english(request) else ()
    type_title, type_lang = title_of_type(request, request.definitions.types[hit.node.type_name])
    return Show(title=title, lang=lang, url=request.url_of(hit.node, "@@view" if hit.node.is_attachment else ""),
                date=shown_day_of(request, hit.date), snippet=english or hit.pieces,
                snippet_lang=None if english else foreign(request),
                type_title=type_title, type_lang=type_lang, unit=unit_names(request, hit.unit)[0] if named else "",
                unit_lang=unit_lang(request, hit.unit), unit_url=request.url_of(hit.unit))


def _kinds(request, query, wanted, counts):
    """Return the types among what was found, each with its number and the way to see only those."""
    if len(counts) < 2:
        return []
    types, total = request.definitions.types, shown_count(sum(counts.values()), request.locale_name)
    found = [Show(title=request.translate(_("Everything")), lang=None, count=total, current=not wanted,
                  url=f"{request.path}?{urlencode({'q': query})}")]
    for name, count in ((name, count) for name, count in counts.items() if name in types):
        title, lang = title_of_type(request, types[name])
        found.append(Show(title=title, lang=lang, count=shown_count(count, request.locale_name), current=name == wanted,
                          url=f"{request.path}?{urlencode({'q': query, 'type': name})}"))
    return found


def _may_see(request, node):
    return request.may("unit:view" if getattr(node, "is_unit", False) else "page:view", node)


def _offset(request):
    raw = request.GET.get("page", "1")
    number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 4 else 1
    return (max(1, number) - 1) * _PAGE


def _scopes(request, unit, query, scope):
    def place(name, title, lang=None):
        return Show(title=title, lang=lang, url=f"{request.path}?{urlencode({'q': query, 'scope': name})}",
                    current=name == scope)

    if unit.index is None:
        return []
    return [place("unit", unit_names(request, unit)[0], unit_lang(request, unit)),
            place("city", request.translate(_("The whole province")))]
