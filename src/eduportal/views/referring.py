"""Who refers here, for the pages that ask before something goes away."""

from types import SimpleNamespace as Show

from eduportal.content.nodes import unit_of
from eduportal.operations.links import referring
from eduportal.views.references import may_see


def asks_first(step):
    """Return whether a step of a workflow takes something from the public, so that links to it lead nowhere."""
    return step.withdraws or step.name in ("hide", "suspend")


def referring_rows(request, nodes, inside=True):
    """Return what the macro of referring.pt shows: Show(pages, more, elsewhere), or None when nobody refers here.

    Only pages that the asker may see are named; the rest is counted. :param inside: see
    :func:`eduportal.operations.links.referring`.
    """
    nodes = [node for node in nodes if node is not None]
    if not nodes:
        return None
    found = referring(request.portal, request.store, nodes, may_see=lambda node: may_see(request, node), inside=inside)
    if not found:
        return None
    here = unit_of(nodes[0])
    pages = [Show(title=node.title, url=request.url_of(node),
                  unit="" if unit_of(node) is here else unit_of(node).title) for node in found.nodes]
    return Show(pages=pages, more=found.more, elsewhere=found.elsewhere)
