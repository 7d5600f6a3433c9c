"""Pages to link to, for the chooser of the editor: found by words, only what the asker may see.

Whoever is signed in may ask: an editor of one folder links to pages of the whole unit, as its search shows them.
"""

from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.text import clean_line
from eduportal.search.finding import LONGEST_QUERY, find_in_province, find_in_unit
from eduportal.security.rights import tokens_of
from eduportal.views.references import may_see

_MOST = 20


@view_config(context=Unit, name="find-page", request_method="GET", renderer="json", permission="account:own")
def find_page(request):
    """Answer ``{"found": [{title, url, type, unit}]}`` for ``?q=``: of this unit, with ``scope=city`` of all units."""
    unit, query = request.context, clean_line(request.GET.get("q", ""))[:LONGEST_QUERY]
    if unit.index is None or not query:
        return {"found": []}
    if request.GET.get("scope") == "city":
        hits, *_counts = find_in_province(request.portal, request.store, query, below=request.portal.root,
                                          limit=_MOST, offset=0)
    else:
        hits, _total = find_in_unit(unit, query, tokens_of(request.asker, unit),
                                    lambda node: may_see(request, node), request.definitions, limit=_MOST, offset=0,
                                    day=request.local_day.isoformat())
    types = request.definitions.types
    return {"found": [{"title": hit.title, "url": request.url_of(hit.node), "unit": hit.unit.title,
                       "type": types[hit.node.type_name].title} for hit in hits]}
