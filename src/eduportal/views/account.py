"""My account: who I am here, my roles, my password, and the places where I am signed in."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.security import forget, remember
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.access import DERIVED_ROLES, role_title
from eduportal.domain.dates import format_day, format_instant
from eduportal.domain.errors import Refused
from eduportal.domain.messages import _
from eduportal.operations.accounts import change_password
from eduportal.operations.sharing import is_over
from eduportal.operations.subjects import subject_titles
from eduportal.security.policy import COOKIE
from eduportal.sidestore import sessions, throttle
from eduportal.views.page import shell

#: What a browser calls itself, the first that is found.
_BROWSERS = (("Edg", "Microsoft Edge"), ("OPR", "Opera"), ("coc_coc", "Cốc Cốc"), ("Firefox", "Firefox"),
             ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
            ("Linux", "Linux"))


@view_config(context=Unit, name="account", request_method="GET", renderer="account.html", permission="account:own")
def account(request):
    """The page of the person who is signed in; it stands at the root only."""
    if request.context is not request.portal.root:
        return HTTPSeeOther(request.url_of(request.portal.root, "@@account"))
    return _page(request)


@view_config(context=Unit, name="account", request_method="POST", renderer="account.html", permission="account:own")
def change_account(request):
    """Change the password, end one session or all of them. Only ever of the person who asks."""
    act = _ACTS.get(request.POST.get("action"))
    if act is None:
        request.response.status_int = 422
        return _page(request)
    return act(request)


def _password(request):
    mine, form, device = request.account, request.POST, request.cookies.get("eduportal_device")
    source = (mine.login, request.client_addr or "", request.at, device)
    with request.store.begin() as side:
        allowed, until = throttle.may_try(side, *source)
        if allowed:
            throttle.failed(side, *source)
    try:
        if not allowed:
            wait = _("Too many failed attempts. Try again after ${until}, or ask your administrator.",
                     until=format_instant(until))
            raise Refused(_("The password was not changed."), {"old": wait})
        change_password(mine, *(form.get(name, "")[:1000] for name in ("old", "new", "again")), at=request.at)
    except Refused as error:
        request.response.status_int = 422 if allowed else 429
        if allowed and "old" not in error.reasons:
            _take_back(request, source)
        return _page(request, error)
    _take_back(request, source)
    with request.store.begin() as side:
        sessions.end_sessions(side, mine.uuid, except_token=request.cookies[COOKIE])
    # A retried transaction begins with the old cookie, so the token changes only after the commit.
    request.add_response_callback(_rotate)
    return HTTPSeeOther(request.url_of(request.portal.root, "@@account"))


def _take_back(request, source):
    """The present password was right: this try was no guess."""
    with request.store.begin() as side:
        throttle.succeeded(side, *source)


def _rotate(request, response):
    if response.status_int != 303:
        return
    with request.store.begin() as side:
        token = sessions.rotate(side, request.cookies[COOKIE], request.at)
        sessions.put_flash(side, token or "", "success", request.translate(_(
            "Your password is changed. Everywhere else you have been signed out.")))
    response.headerlist.extend(remember(request, token) if token else forget(request))


def _end(request):
    """End one session by the id that the list shows; an id of somebody else's session ends nothing."""
    with request.store.begin() as side:
        ended = sessions.end_session_by_id(side, request.account.uuid, request.POST.get("session", ""))
    request.flash(_("This session is ended.") if ended else _("This session had ended already."))
    return HTTPSeeOther(request.url_of(request.portal.root, "@@account"))


def _end_all(request):
    with request.store.begin() as side:
        sessions.end_sessions(side, request.account.uuid)
    return HTTPSeeOther(request.url_of(request.portal.root, "@@login"), headers=forget(request))


_ACTS = {"password": _password, "end": _end, "end_all": _end_all}


def _page(request, error=None):
    mine, portal = request.account, request.portal
    home = portal.unit(mine.home_on(request.local_day) or "")
    with request.store.read() as side:
        open_sessions = sessions.sessions_of(side, mine.uuid, request.at)
    reasons = error.reasons if isinstance(error, Refused) else {}
    return {
        "page": shell(request, request.translate(_("My account")), node=portal.root, tab=""),
        "name": mine.name, "login": mine.login, "home": home.title if home is not None else "",
        "home_url": request.url_of(home) if home is not None else "", "roles": _roles(request),
        "error": request.translate(error.message) if error else "",
        "reasons": {name: request.translate(text) for name, text in reasons.items()},
        "sessions": [_session(request, each) for each in open_sessions],
    }


def _roles(request):
    """Return my roles, those to come included: Show(role, place, url, since, until, later)."""
    day, found = request.local_day, []
    for unit in (request.portal.unit(uuid) for uuid in request.account.units):
        if unit is None:
            continue
        for grant in request.asker.grants_in(unit):
            place = unit.find(grant.node)
            if place is not None and not is_over(grant, day):
                group = request.asker.groups_at(unit).get(grant.principal, "")
                found.append(Show(role=role_title(grant.role), group=group, url=request.url_of(place),
                                  later=grant.since > day,
                                  place=place.title if place is unit else f"{place.title} – {unit.title}",
                                  since=format_day(grant.since), until=format_day(grant.until) if grant.until else ""))
        found += _teaching(request, unit, day)
    return found


def _teaching(request, unit, day):
    subjects, found = subject_titles(request.portal, unit), []
    cards = unit.index.children(unit.uuid) if unit.index is not None else ()
    for year in (unit.find(card.uuid) for _oid, card in cards if card.type == "school_year"):
        for class_uuid, subject in year.assignments_of(request.account.uuid, day):
            place = unit.find(class_uuid)
            if place is None:
                continue
            role = DERIVED_ROLES["teacher" if subject else "homeroom_teacher"]
            title = f"{subjects[subject]} {place.title}" if subject in subjects else place.title
            found.append(Show(role=role, place=f"{title} – {unit.title}", url=request.url_of(place), later=False,
                              group="", since="", until=""))
    return found


def _session(request, session):
    return Show(id=session.id, here=session.id == request.login_session.id, started=format_instant(session.started),
                touched=format_instant(session.touched), address=session.address, device=device_title(session.agent))


def device_title(agent):
    """Return what a user agent says of itself in words: "Chrome, Android"; a dash when it says nothing we know."""
    found = [next((title for sign, title in known if sign in agent), "") for known in (_BROWSERS, _SYSTEMS)]
    return ", ".join(each for each in found if each) or "–"
