"""Signing in and out. What was typed into a form whose session has ended is carried through, not lost."""

import json
import secrets
from types import SimpleNamespace as Show
from urllib.parse import quote

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.security import NO_PERMISSION_REQUIRED, forget, remember
from pyramid.view import view_config
from webob.cookies import CookieProfile

from eduportal.content.units import Unit
from eduportal.domain.dates import format_instant
from eduportal.domain.messages import _
from eduportal.operations.accounts import list_if_missing
from eduportal.security.passwords import check_password, dummy_check, hash_password
from eduportal.security.policy import COOKIE
from eduportal.sidestore import sessions, throttle
from eduportal.views.kept_uploads import KEPT, handed_over, keep_for_browser
from eduportal.views.page import own_unit, shell, with_token
from eduportal.views.references import readable

LONGEST_KEPT = 900_000
#: Views whose forms hold a password: no page repeats what was typed there.
PASSWORD_VIEWS = frozenset(("login", "account", "activate"))


@view_config(context=Unit, name="login", request_method="GET", renderer="login.html", permission=NO_PERMISSION_REQUIRED)
def login_form(request):
    """The form to sign in with."""
    return _form(request, came_from=request.GET.get("came_from", ""))


@view_config(
    context=Unit, name="login", request_method="POST", renderer="login.html", permission=NO_PERMISSION_REQUIRED
)
def login(request):
    """Sign in: a new session id each time; the same answer and time for an unknown name as for a wrong password."""
    name, password = request.POST.get("login", "")[:200], request.POST.get("password", "")[:1000]
    came_from, kept = request.POST.get("came_from", ""), request.POST.get("kept", "")
    address, device = request.client_addr or "", device_cookie(request).get_value()
    with request.store.begin() as side:
        allowed, until = throttle.may_try(side, name, address, request.at, device)
        if allowed:
            # Counted before the slow check of the password: tries sent at once are counted too. Success takes it back.
            throttle.failed(side, name, address, request.at, device)
    if not allowed:
        return _form(
            request,
            name,
            came_from,
            kept,
            429,
            _(
                "Too many failed attempts. Try again after ${until}, or ask your administrator.",
                until=format_instant(until),
            ),
        )
    account = _checked(request, name, password)
    if account is None:
        return _form(request, name, came_from, kept, 422, _("The sign-in name or the password is not right."))
    list_if_missing(request.portal, account, request.local_day)
    device = device or secrets.token_urlsafe(18)
    with request.store.begin() as side:
        throttle.succeeded(side, name, address, request.at, device)
        if request.cookies.get(COOKIE):
            sessions.end_session(side, request.cookies[COOKIE])
        token = sessions.start_session(side, account.uuid, request.at, address, (request.user_agent or "")[:200])
    headers = [*remember(request, token), *device_cookie(request).get_headers(device)]
    target = safe_target(request, came_from, request.url_of(own_unit(request, account)))
    if kept:
        return _continue(request, target, kept, headers, account)
    return HTTPSeeOther(target, headers=headers)


def _checked(request, name, password):
    account = request.portal.accounts.by_login(name)
    if account is None or not account.is_open(request.local_day):
        dummy_check(password)
        return None
    right, old_hash = check_password(account.password_hash, password)
    if not right:
        return None
    if old_hash:
        account.password_hash = hash_password(password)
    home = account.home_on(request.local_day)
    register = request.portal.register
    return None if home in register.records and register.is_suspended(home) else account


def _form(request, login="", came_from="", kept="", status=200, error=""):
    request.response.status_int = status
    page = with_token(shell(request, request.translate(_("Sign in")), robots="noindex"), request)
    page.search_url = page.search_url
    return {
        "page": page,
        "login": login,
        "came_from": came_from,
        "kept": [("kept", kept)] if kept else [],
        "error": request.translate(error) if error else "",
        "action": request.path,
    }


def _continue(request, target, kept, headers, account):
    """A page with what was typed before, to be sent again by one button: works without JavaScript."""
    try:
        rows = [(str(name), str(value)) for name, value in json.loads(kept)]
    except (ValueError, TypeError, RecursionError):
        return HTTPSeeOther(target, headers=headers)
    request.response.headerlist.extend(headers)
    request.override_renderer = "continue.html"
    page = with_token(shell(request, request.translate(_("Continue where you were"))), request)
    return {
        "page": page,
        "target": target,
        "files": handed_over(request, device_cookie(request).get_value(), account.uuid, rows),
        "rows": [Show(name=n, value=v, shown=readable(v)) for n, v in rows if n != "csrf_token"],
    }


def kept_fields(request):
    """Return the posted fields as JSON to be carried through the sign-in; '' when there are none or far too many.

    Of a file it is the token under which the file is kept; one that cannot be kept is left out.
    """
    if getattr(request, "view_name", "") in PASSWORD_VIEWS:
        return ""
    rows = [pair for name, value in request.POST.items() if name != "csrf_token"
            and (pair := [name, value] if isinstance(value, str) else _kept_file(request, name, value))]
    text = json.dumps(rows, ensure_ascii=False)
    return text if rows and len(text) < LONGEST_KEPT else ""


def _kept_file(request, name, value):
    token = keep_for_browser(request, device_cookie(request).get_value(), value) if hasattr(value, "file") else ""
    return [name + KEPT, token] if token else None


def safe_target(request, came_from, home=""):
    """Return a path on this host: never another site, never back to the sign-in; else ``home``, or the root."""
    home = home or request.url_of(request.portal.root)
    if (
        not came_from.startswith("/")
        or came_from.startswith("//")
        or "\\" in came_from
        or (any(ord(letter) < 32 for letter in came_from))
        or "@@login" in came_from
        or "@@logout" in came_from
    ):
        return home
    # A header holds ASCII only; what is quoted already stays as it is.
    return quote(came_from, safe="/%:@&=+$,;?#!'()*~[]", errors="replace")


def device_cookie(request):
    """Return the cookie by which the brake knows a browser that has signed in before."""
    secure = request.registry.settings.get("eduportal.https", "false") in ("true", True)
    return CookieProfile(
        "eduportal_device", secure=secure, httponly=True, samesite="lax", path="/", max_age=90 * 86400
    ).bind(request)


@view_config(context=Unit, name="logout", request_method="POST", permission=NO_PERMISSION_REQUIRED)
def logout(request):
    """End this session here and in the store."""
    token = request.cookies.get(COOKIE)
    if token:
        with request.store.begin() as side:
            sessions.end_session(side, token)
    return HTTPSeeOther(request.url_of(request.portal.root), headers=forget(request))
