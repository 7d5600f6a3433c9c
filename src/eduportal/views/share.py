"""The permanent short link of everything that has an address: followed, shown with its QR code, printed."""

import io

import segno
from pyramid.httpexceptions import HTTPFound, HTTPNotFound
from pyramid.response import Response
from pyramid.view import view_config

from eduportal.content.nodes import Attachment, Item, Section, is_public
from eduportal.content.units import Unit
from eduportal.domain.messages import _
from eduportal.operations.short_links import node_of_short_id, short_id
from eduportal.views.page import shell
from eduportal.views.references import may_see


def short_url(request, node):
    """Return the short link of ``node`` with the portal's own host (setting ``eduportal.address``)."""
    base = request.registry.settings.get("eduportal.address") or request.canonical_base + request.mount
    return f"{base.rstrip('/')}/l/{short_id(request.portal, node)}"


@view_config(route_name="short_link", request_method="GET", permission="unit:view")
def follow(request):
    """Lead to where the thing stands now; what the asker may not see answers like what does not exist."""
    node = node_of_short_id(request.portal, request.matchdict["short"])
    if node is None or not may_see(request, node):
        raise HTTPNotFound()
    return HTTPFound(request.url_of(node))


@view_config(context=Unit, name="link", request_method="GET", renderer="link.html", permission="page:view_draft")
@view_config(context=Section, name="link", request_method="GET", renderer="link.html", permission="page:view_draft")
@view_config(context=Item, name="link", request_method="GET", renderer="link.html", permission="page:view_draft")
@view_config(context=Attachment, name="link", request_method="GET", renderer="link.html", permission="page:view_draft")
def link(request):
    """The short link and its QR code, to pass on and to print on paper."""
    node, title = request.context, request.translate(_("Link and QR code: ${title}", title=request.context.title))
    tab = "manage" if isinstance(node, Unit) else "link"
    return {"page": shell(request, title, tab=tab, scripts=("js/share.js",)), "title": title,
            "short": short_url(request, node), "address": request.address_of(node),
            "qr": request.url_of(node, "@@qr"), "public": is_public(node),
            "redirects": request.url_of(node, "@@redirects") if _lists_old(request, node) else ""}


def _lists_old(request, node):
    return isinstance(node, (Unit, Section)) and bool(request.may("page:contents", node))


@view_config(context=Unit, name="qr", request_method="GET", permission="unit:view")
@view_config(context=Section, name="qr", request_method="GET", permission="page:view")
@view_config(context=Item, name="qr", request_method="GET", permission="page:view")
@view_config(context=Attachment, name="qr", request_method="GET", permission="page:view")
def qr(request):
    """The QR code of the short link as SVG, with ``?as=png`` as PNG of about 800 pixels."""
    code, out = segno.make(short_url(request, request.context), error="m", micro=False), io.BytesIO()
    kind = "png" if request.GET.get("as") == "png" else "svg"
    if kind == "png":
        code.save(out, kind="png", border=4, scale=max(1, 800 // code.symbol_size()[0]))
    else:
        code.save(out, kind="svg", border=4, xmldecl=True, omitsize=True, svgclass=None, lineclass=None)
    response = Response(body=out.getvalue(), content_type={"png": "image/png", "svg": "image/svg+xml"}[kind])
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if "download" in request.GET:
        name = request.context.__name__ or "portal"
        response.content_disposition = f'attachment; filename="qr-{name}.{kind}"'
    return response


def includeme(config):
    """Short links are asked for before the tree: they are as short as they can be, and no page can stand there."""
    config.add_route("short_link", "/l/{short:[0-9A-Za-z]{6,25}(?:-[0-9A-Za-z]{8,25})?}")
