"""What every view may ask of its request: who, when, the portal, rights, URLs, words."""

from datetime import datetime
from functools import lru_cache
from urllib.parse import quote

from pyramid.httpexceptions import HTTPServiceUnavailable
from pyramid_zodbconn import get_connection

from eduportal.content.nodes import is_public, lineage
from eduportal.content.portal import portal_of
from eduportal.domain.dates import local_day
from eduportal.domain.messages import Message
from eduportal.security.policy import COOKIE
from eduportal.security.rights import Asker, decision
from eduportal.sidestore import sessions


def root_factory(request):
    """Return the root unit; an empty database answers 503 and says what to do."""
    if request.portal is None:
        raise HTTPServiceUnavailable("The database is empty. Run: eduportal init --demo development.ini")
    return request.portal.root


def _portal(request):
    return portal_of(get_connection(request).root(), request.registry["eduportal.definitions"])


def _at(request):
    return request.registry["eduportal.clock"]()


def _session(request):
    """The session, or None. The lines that wait for its next page are looked for in the same reading."""
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    with request.store.read() as connection:
        session = sessions.session_of(connection, token, request.at)
        request.has_flashes = session is not None and bool(sessions.flashes_of(connection, token))
    if session is not None and session.touch_due:
        with request.store.begin() as connection:
            sessions.touch(connection, token, request.at)
    return session


def _account(request):
    """The account that is signed in. One that is closed, has left or whose unit rests in the trash is nobody."""
    if request.login_session is None or request.portal is None:
        return None
    account = request.portal.accounts.get(request.login_session.account)
    if account is None or not account.is_open(local_day(request.at)):
        return None
    if account.sessions_from and request.login_session.started < datetime.fromisoformat(account.sessions_from):
        return None
    home = account.home_on(local_day(request.at))
    if home is not None and home in request.portal.register.records and request.portal.register.is_suspended(home):
        return None
    return account


def _asker(request):
    account = request.account
    return Asker(account.uuid if account is not None else None, local_day(request.at))


def may(request, permission, node):
    """Return the :class:`Decision` whether the asker has ``permission`` at ``node``."""
    return decision(request.asker, node, permission, request.definitions, public=is_public)


def url_of(request, node, view=""):
    """Return the path of ``node`` on this host, with ``view`` (such as ``@@edit``) behind it.

    Units, folders and classes end in a slash, pages do not matter. Names are ASCII by construction. On the domain of a
    unit the path begins at that unit, and what stands outside of it is named with the canonical host.
    """
    names, site, before = [], request.site_unit, ""
    for each in lineage(node):
        if each is site:
            break
        if each.__name__:
            names.append(each.__name__)
    else:
        before = request.canonical_base if site is not None else ""
    return f"{before}{request.script_name}/{''.join(_quoted(name) for name in reversed(names))}{view}"


def card_url(request, unit, path, view=""):
    """Return the URL of what stands at ``path`` (relative, from the unit's object map) in ``unit``."""
    return url_of(request, unit) + "".join(_quoted(name) for name in path[1:]) + view


@lru_cache(20_000)
def _quoted(name):
    return quote(name) + "/"


def translate(request, text):
    """Return ``text`` (a Message or a plain string) in the reader's language."""
    if isinstance(text, Message):
        values = {name: translate(request, value) if isinstance(value, Message) else value
                  for name, value in text.values.items()}
        return request.registry["eduportal.skins"].word(
            text.msgid, domain="eduportal", mapping=values, target_language=request.locale_name)
    return text


def flash(request, text, kind="success"):
    """Keep a line for the next page of the person who is signed in, when what it tells of is saved."""
    if request.account is None or not request.cookies.get(COOKIE):
        return
    if not request.new_flashes:
        request.add_response_callback(_keep_flashes)
    request.new_flashes.append((kind, request.translate(text)))


def _keep_flashes(request, response):
    # Behind the commit: what met another writer is repeated, and would say it each time.
    if not request.new_flashes or (response.status_int >= 400 and getattr(request, "exception", None) is not None):
        return
    with request.store.begin() as connection:
        for kind, text in request.new_flashes:
            sessions.put_flash(connection, request.cookies[COOKIE], kind, text)


def take_flashes(request):
    """Return and forget the lines kept for this page: a list of (kind, text)."""
    token = request.cookies.get(COOKIE)
    if request.account is None or not token:
        return []
    # A page about something that went wrong tells nothing of what would have been saved.
    new = request.new_flashes[:] if getattr(request, "exception", None) is None else []
    request.new_flashes.clear()
    if not request.has_flashes:
        return new
    with request.store.begin() as connection:
        return sessions.take_flashes(connection, token) + new


def includeme(config):
    """Add the questions to the request."""
    for name, answer in {"portal": _portal, "at": _at, "login_session": _session, "account": _account,
                         "asker": _asker}.items():
        config.add_request_method(answer, name, reify=True)
    config.add_request_method(lambda request: request.registry["eduportal.definitions"], "definitions", reify=True)
    config.add_request_method(lambda request: request.registry["eduportal.store"], "store", reify=True)
    config.add_request_method(lambda request: [], "new_flashes", reify=True)
    config.add_request_method(lambda request, name: _quoted(name), "quoted")
    for method in (may, url_of, card_url, translate, flash, take_flashes):
        config.add_request_method(method, method.__name__)
