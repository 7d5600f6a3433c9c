"""Activating an account: sign-in name, the code of the slip, and a password of one's own; then one is signed in."""

import secrets

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.security import NO_PERMISSION_REQUIRED, remember
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.dates import format_instant
from eduportal.domain.errors import Refused
from eduportal.domain.messages import _
from eduportal.operations.people.slips import activate
from eduportal.security.policy import COOKIE
from eduportal.sidestore import sessions, throttle
from eduportal.views.login import device_cookie
from eduportal.views.page import shell, with_token


@view_config(context=Unit, name="activate", request_method="GET", renderer="activate.html",
             permission=NO_PERMISSION_REQUIRED)
def activation_form(request):
    """The form that the slip leads to."""
    return _page(request, "")


@view_config(context=Unit, name="activate", request_method="POST", renderer="activate.html",
             permission=NO_PERMISSION_REQUIRED)
def activate_account(request):
    """Choose the password; the brake of the sign-in counts wrong codes as it counts wrong passwords."""
    form = request.POST
    login, device = form.get("login", "")[:200], device_cookie(request).get_value()
    source = (login, request.client_addr or "", request.at, device)
    with request.store.begin() as side:
        allowed, until = throttle.may_try(side, *source)
        if allowed:
            throttle.failed(side, *source)
    if not allowed:
        wait = _("Too many failed attempts. Try again after ${until}, or ask your administrator.",
                 until=format_instant(until))
        return _page(request, login, Refused(wait, {}), 429)
    try:
        account = activate(request.portal, login, form.get("code", "")[:200], form.get("new", "")[:1000],
                           form.get("again", "")[:1000], secret=request.registry["eduportal.secret"], at=request.at)
    except Refused as error:
        if "code" not in error.reasons:
            with request.store.begin() as side:
                throttle.take_back(side, *source)
        return _page(request, login, error)
    device = device or secrets.token_urlsafe(18)
    # The session begins after the commit: an activation that did not happen signs nobody in.
    uuid = account.uuid
    request.add_response_callback(lambda request, response: _sign_in(request, response, uuid, login, device))
    return HTTPSeeOther(request.url_of(request.portal.root, "@@account"))


def _sign_in(request, response, account, login, device):
    if response.status_int != 303:
        return
    address = request.client_addr or ""
    with request.store.begin() as side:
        sessions.end_sessions(side, account)
        if request.cookies.get(COOKIE):
            sessions.end_session(side, request.cookies[COOKIE])
        throttle.forget_known(side, login)
        throttle.succeeded(side, login, address, request.at, device)
        token = sessions.start_session(side, account, request.at, address, (request.user_agent or "")[:200])
        sessions.put_flash(side, token, "success", request.translate(_(
            "Welcome. Your account is activated and you are signed in.")))
    response.headerlist.extend([*remember(request, token), *device_cookie(request).get_headers(device)])


def _page(request, login, error=None, status=422):
    if error is not None:
        request.response.status_int = status
    page = with_token(shell(request, request.translate(_("Activate your account")), robots="noindex"), request)
    reasons = error.reasons if error is not None else {}
    return {"page": page, "login": login, "action": request.path,
            "error": request.translate(error.message) if error is not None else "",
            "reasons": {name: request.translate(text) for name, text in reasons.items()}}
