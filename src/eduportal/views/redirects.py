"""Old addresses: visitors are led on where nothing stands any more; staff see them and take them away."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPFound, HTTPMovedPermanently, HTTPNotFound, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.nodes import Section, is_public
from eduportal.content.units import Unit
from eduportal.domain.errors import NotAllowed
from eduportal.domain.messages import _
from eduportal.operations.redirects import old_paths_of, present_place, remove_old_paths
from eduportal.views.page import batch_of, day_of, shell
from eduportal.views.references import may_see

#: Browsers would keep a permanent redirect for ever; a new page may take the old address.
_KEPT = "public, max-age=300"


def moved(request):
    """Return the redirect of an old address to the present place, or None: nothing there, or not the asker's to know.

    Asked only where nothing was found: what stands at an address wins over what stood there.
    """
    if request.method not in ("GET", "HEAD") or not isinstance(request.exception, HTTPNotFound):
        return None
    names = _names(request)
    if request.portal is None or any(name.startswith("@@") for name in names):
        return None
    node = present_place(request.portal, names)
    if node is None or not may_see(request, node):
        return None
    to = request.url_of(node) + (f"?{request.query_string}" if request.query_string else "")
    if not is_public(node):
        return HTTPFound(to)
    answer = HTTPMovedPermanently(to)
    answer.headers["Cache-Control"] = _KEPT
    return answer


def _names(request):
    """Return the whole path from the root, also where a host begins below it."""
    if getattr(request, "matched_route", None) is not None:
        return ()
    view = (request.view_name,) if request.view_name else ()
    return (*request.traversed, *view, *request.subpath)


@view_config(context=Unit, name="redirects", request_method="GET", renderer="redirects.html",
             permission="page:contents")
@view_config(context=Section, name="redirects", request_method="GET", renderer="redirects.html",
             permission="page:contents")
def redirects(request):
    """The old addresses of a unit or folder, where each leads, and a way to take them away."""
    place = request.context
    entries = old_paths_of(request.portal, place)
    offset, batch = batch_of(request, len(entries), 50)
    title = request.translate(_("Old addresses: ${title}", title=place.title))
    return {"page": shell(request, title, tab="manage"), "title": title, "batch": batch, "action": request.path,
            "rows": [_row(request, entry) for entry in entries[offset:offset + 50]],
            "may": bool(request.may("page:edit", place))}


def _row(request, entry):
    seen = entry.node is not None and may_see(request, entry.node)
    return Show(key=entry.key, path=f"/{entry.path}/", title=entry.node.title if seen else "",
                url=request.url_of(entry.node) if seen else "", gone=entry.node is None, at=day_of(entry.at),
                by=request.portal.accounts.name_of(entry.by) if entry.by else "", covered=entry.covered)


@view_config(context=Unit, name="redirects", request_method="POST", permission="page:edit")
@view_config(context=Section, name="redirects", request_method="POST", permission="page:edit")
def remove(request):
    """Let the old addresses that were ticked lead nowhere."""
    place, keys = request.context, [key for key in request.POST.getall("key") if isinstance(key, str)]
    if any(key.startswith("/") for key in keys) and not (may := request.may("unit:edit", place)):
        raise NotAllowed(may.reason)
    count = remove_old_paths(request.portal, place, keys, by=request.account.uuid, at=request.at)
    request.flash(_("${count} old addresses lead nowhere now.", count=count))
    return HTTPSeeOther(request.url_of(place, "@@redirects"))
