"""Refusals and errors as pages of the unit: what happened, which rule, what to do next."""

import logging
from urllib.parse import urlencode
from uuid import uuid4

from pyramid.exceptions import BadCSRFToken
from pyramid.response import Response
from pyramid.view import exception_view_config, forbidden_view_config, notfound_view_config

from eduportal.content.nodes import Item, Section, is_public, unit_of
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.views.hosts import canonical_path
from eduportal.views.login import kept_fields
from eduportal.views.page import shell, with_token
from eduportal.views.redirects import moved
from eduportal.views.successors import led_on

log = logging.getLogger("eduportal.refusals")


@notfound_view_config(renderer="error.html", append_slash=False)
def not_found(request):
    """404, the same for what is not there and for what is not the asker's to know.

    A form that an anonymous browser sends gets the sign-in either way: it may come from a session that has ended.
    """
    if (elsewhere := moved(request)) is not None:
        return elsewhere
    if request.account is None and request.method == "POST" and (kept := kept_fields(request)):
        return _sign_in_again(request, kept)
    return _page(request, 404, _("This page was not found"),
                 _("It may have been moved or taken down, or it is not public."),
                 [_("Check the address for typing mistakes."), _("Use the search or the menu above."),
                  _("If you work here, sign in: you may then see more.")])


@forbidden_view_config(renderer="error.html")
def forbidden(request):
    """403, or 404 where even the existence is not theirs to know; a form whose session ended keeps what was typed."""
    _log(request)
    if request.account is None and request.method == "POST" and (kept := kept_fields(request)):
        return _sign_in_again(request, kept)
    if is_json(request):
        return _json(request, 401 if request.account is None else 403)
    if request.context is None or not _may_know(request):
        return led_on(request) or not_found(request)
    if request.account is None:
        return _page(request, 403, _("Please sign in"), _("This needs a person with a role here."),
                     [_("Sign in with your account, then open this address again.")], came_from=True)
    return _page(request, 403, _("You may not do this"), _reason(request),
                 [_("Ask the administrator of your unit if you should have this role.")])


def _may_know(request):
    node = getattr(request, "context", None)
    if not hasattr(node, "type_name"):
        return False
    permission = "unit:view" if getattr(node, "is_unit", False) else "page:view"
    if node.type_name in ("school_year", "class", "mark_book"):
        return bool(request.may("marks:view" if node.type_name == "mark_book" else "class:view", node))
    return bool(request.may(permission, node)) or is_public(node)


def _reason(request):
    result = getattr(request.exception, "result", None)
    reason = getattr(result, "reason", None)
    return reason if reason is not None else _("None of your roles here includes this.")


def _sign_in_again(request, kept):
    request.override_renderer = "login.html"
    request.response.status_int = 403
    root = request.url_of(request.portal.root)
    page = with_token(shell(request, request.translate(_("Sign in")), node=request.portal.root), request)
    return {"page": page, "login": "", "came_from": request.path_qs, "kept": [("kept", kept)],
            "error": request.translate(_("Your session has ended. Sign in again; what you typed is kept.")),
            "action": root + "@@login"}


@exception_view_config(BadCSRFToken, renderer="error.html")
def bad_token(request):
    """A form without its token: from another site, or older than the browser's cookie."""
    _log(request)
    if is_json(request):
        return _json(request, 403)
    return _page(request, 403, _("This form cannot be accepted"),
                 _("It does not carry the mark that this portal gave it; nothing has been changed."),
                 [_("Go back, load the page again and send it once more.")])


@exception_view_config(NotAllowed, renderer="error.html")
def not_allowed(request):
    """Something in the request is not the asker's: refused as a whole, logged, nothing written."""
    _log(request)
    if is_json(request):
        return _json(request, 403, request.exception.message)
    return _page(request, 403, _("This is not possible"), request.exception.message, [_("Nothing has been changed.")])


@exception_view_config(RuleError, renderer="error.html")
def refused(request):
    """A rule refuses, and the view has no better place to say so."""
    if is_json(request):
        return _json(request, 422, request.exception.message)
    return _page(request, 422, _("This is not possible"), request.exception.message,
                 [_("Nothing has been changed.")])


@exception_view_config(Exception, renderer="error.html")
def broken(request):
    """500: a mistake of ours. It is logged with a number that the person can tell; nothing of it is shown."""
    number = uuid4().hex[:8]
    log.exception("error %s at %s %s", number, request.method, request.path, exc_info=request.exc_info)
    if is_json(request):
        return _json(request, 500, _("Something went wrong on our side (number ${number}).", number=number))
    try:
        return _page(request, 500, _("Something went wrong on our side"),
                     _("Nothing has been changed. The mistake is noted under the number ${number}.", number=number),
                     [_("Try again; if it happens again, tell the administrator this number.")])
    except Exception:
        log.exception("the page for error %s cannot be drawn either", number)
        return Response("Internal error " + number, status=500, content_type="text/plain")


def is_json(request):
    """Return whether a script asks, which wants an answer in JSON."""
    return "application/json" in (request.content_type or "") or request.headers.get("X-Requested-With") == "fetch"


def _json(request, status, message=None):
    request.override_renderer = "json"
    request.response.status_int = status
    text = message if message is not None else _("You are not signed in, or may not do this.")
    return {"ok": False, "message": request.translate(text)}


def _back(request):
    """Return where whoever was refused goes on: the folder or page at hand, when it is theirs to know of; or ""."""
    node = getattr(request, "context", None)
    if request.account is None or not isinstance(node, Section | Item) or node.is_unit or not _may_know(request):
        return ""
    lists = isinstance(node, Section) and request.may("page:contents", node)
    return request.url_of(node, "@@contents" if lists else "")


def _page(request, status, title, message, advice, came_from=False):
    request.response.status_int = status
    page = shell(request, request.translate(title), node=frame_of(request), robots="noindex")
    if came_from:
        page.login_url += "?" + urlencode({"came_from": canonical_path(request)})
    page.toolbar = None
    return {"page": page, "code": status, "title": request.translate(title), "message": request.translate(message),
            "advice": [request.translate(each) for each in advice],
            "back_url": page.login_url if came_from else _back(request) or page.unit_url}


def frame_of(request):
    """Return what the error page is drawn around: nothing tells whether what was asked for exists."""
    node = getattr(request, "context", None)
    return unit_of(node) if hasattr(node, "type_name") else request.portal.root


def _log(request):
    log.warning("refused %s %s for %s from %s: %s", request.method, request.path,
                request.account.login if request.account is not None else "anonymous", request.client_addr,
                type(request.exception).__name__ if request.exception else "")


