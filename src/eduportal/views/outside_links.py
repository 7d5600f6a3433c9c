"""What the nightly check found about the links to the outside, with the pages that hold them."""

from types import SimpleNamespace as Show

from pyramid.settings import asbool
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.messages import _
from eduportal.operations.outside_links import checked_links_of, use_client
from eduportal.operations.web_client import WebClient
from eduportal.views.page import batch_of, day_of, shell
from eduportal.views.references import may_see

#: So many pages that hold one link are named.
_NAMED = 5
_STATES = {"gone": (_("The page is not there any more"), "danger"), "unreachable": (_("Cannot be reached"), "warning"),
           "moved": (_("Moved for good"), "info"), "refused": (_("Not checked"), "secondary")}
_WHY = {"certificate": _("its certificate is not valid"), "timeout": _("no answer in time"),
        "connection": _("no connection"), "redirects": _("it leads on and on"), "answer": _("it answers with an error"),
        "private": _("it leads into an internal network"), "password": _("it has a name and password in it"),
        "port": _("an unusual port"), "address": _("the address cannot be read"),
        "own": _("visitors find nothing at this address of the portal")}


@view_config(context=Unit, name="links", request_method="GET", renderer="outside_links.html",
             permission="page:contents")
def outside_links(request):
    """The links that lead nowhere or elsewhere, the worst first."""
    unit, title = request.context, request.translate(_("Links to the outside"))
    found = checked_links_of(unit) if unit.index is not None else []
    offset, batch = batch_of(request, len(found), 50)
    checked = unit.checked_links or {}
    return {"page": shell(request, title, tab="manage"), "title": title, "batch": batch,
            "rows": [_row(request, unit, link) for link in found[offset:offset + 50]],
            "count": len(checked), "last": day_of(max((row[5] for row in checked.values()), default=""))}


def _row(request, unit, link):
    state, colour = _STATES[link.state]
    pages = [node for node in map(unit.find, link.pages[:_NAMED]) if node is not None and may_see(request, node)]
    why = _WHY.get(link.why)
    return Show(url=link.url, href=link.url if "://" in link.url or link.url.startswith("/") else None,
                state=request.translate(state), colour=colour, since=day_of(link.since),
                why=request.translate(why) if why else "", status=link.status or "", location=link.location,
                pages=[_page(request, node) for node in pages], more=len(link.pages) - len(pages))


def _page(request, node):
    may = request.may("page:edit", node)
    return Show(title=node.title, url=request.url_of(node, "@@edit" if may else ""))


def includeme(config):
    """Ask the network as the settings say: ``eduportal.links.allow_private`` is for tests, whose server is local."""
    use_client(WebClient(allow_private=asbool(config.registry.settings.get("eduportal.links.allow_private", "false"))))
