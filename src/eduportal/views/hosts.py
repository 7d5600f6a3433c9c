"""Which site a request is for: the canonical host, or the domain of a unit. Nothing behind this sees any other host.

Staff sign in and work on the canonical host (setting ``eduportal.canonical_host``); a unit's domain shows what the
public may read, and leads there for everything else. A host that the portal does not know is answered as the canonical
one and named as it in every address, or refused (``eduportal.unknown_hosts = refuse``).
"""

import logging
import re

from pyramid.events import ContextFound
from pyramid.httpexceptions import HTTPFound, HTTPSeeOther
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.traversal import VH_ROOT_KEY

from eduportal.content.nodes import lineage
from eduportal.domain.messages import _
from eduportal.views.declared import views_of
from eduportal.views.headers import PICTURES_FROM

log = logging.getLogger("eduportal.hosts")

#: The prefix of the English pages, the first name of an address on every host.
ENGLISH = "en"
#: The cookie of a visitor's own text size and contrast; the only one that counts outside of the canonical host.
DISPLAY_COOKIE = "eduportal_display"
_HOST = re.compile(r"(?P<name>[a-z0-9](?:[a-z0-9_.-]{0,251}[a-z0-9])?\.?|\[[0-9a-f:.]{2,45}\])(?P<port>:[0-9]{1,5})?")
#: Open to visitors, and still a matter of the canonical host.
_STAFF = {"login", "logout", "activate", "control-panel"}
_PUBLIC_PERMISSIONS = ("unit:view", "page:view")
_SITE, _MOUNT, _LANGUAGE, _FOREIGN = (
    "eduportal.site", "eduportal.mount", "eduportal.language", "eduportal.foreign_host")


def host_parts(text):
    """Return (name, port) of a Host header, in lower case, the port as ":6543" or ""; None when it is no host."""
    found = _HOST.fullmatch(text.lower()) if len(text) < 300 else None
    return (found["name"].rstrip("."), found["port"] or "") if found is not None else None


def canonical_host(settings):
    """Return (name, port) of the setting ``eduportal.canonical_host``, None when it is not set.

    :raises ValueError: it is no host.
    """
    text = (settings.get("eduportal.canonical_host") or "").strip()
    if not text:
        return None
    parts = host_parts(text)
    if parts is None:
        raise ValueError(f"eduportal.canonical_host is no host such as portal.example: {text!r}")
    return parts


def hosts_factory(handler, registry):
    """Return the tween that finds the site, gives the request a host that is known, and takes off the language."""
    canonical = canonical_host(registry.settings)
    refuses = registry.settings.get("eduportal.unknown_hosts") == "refuse"

    def by_host(request):
        environ = request.environ
        if _SITE not in environ:
            answer = _find_site(request, canonical, refuses)
            if answer is not None:
                return answer
            _take_language(environ)
        if request.site_unit is not None:
            names = request.portal.register.path(environ[_SITE])
            if names:
                environ[VH_ROOT_KEY] = "/" + "/".join(names)
        return handler(request)

    return by_host


def _find_site(request, canonical, refuses):
    """Write the site into the environment; return an answer for a host that has no site here, else None."""
    environ = request.environ
    parts = host_parts(request.host)
    if parts is None:
        return _plain(400, _("The address asks for a host that cannot be."), request)
    name, port = parts
    uuid, resting = ("", False) if canonical is not None and name == canonical[0] else _unit_of_domain(request, name)
    if resting or (uuid and request.portal.unit(uuid) is None):
        return _plain(410, _("The site of this unit has been taken down."), request)
    known = bool(uuid) or canonical is None or name == canonical[0]
    if not known and refuses:
        return _plain(421, _("This portal does not answer for this host."), request)
    if uuid:
        environ["HTTP_HOST"] = name + (canonical[1] if canonical is not None else port)
    elif canonical is not None:
        environ["HTTP_HOST"] = "".join(canonical)
    else:
        environ["HTTP_HOST"] = name + port
    environ[_SITE] = uuid
    if uuid or not known:
        # The session is one of the canonical host. Whoever sends it elsewhere was not given it there.
        _drop_cookies(environ)
        environ[_FOREIGN] = True
        environ[PICTURES_FROM] = f" {request.canonical_base}"
    return None


def _unit_of_domain(request, name):
    """Return (uuid of the unit that has this domain or "", whether it rests in the trash)."""
    if request.portal is None:
        return "", False
    register = request.portal.register
    uuid = register.domains.get(name)
    return (uuid, False) if uuid else ("", name in register.book("resting_domains"))


def _drop_cookies(environ):
    kept = [each.strip() for each in environ.get("HTTP_COOKIE", "").split(";")
            if each.strip().startswith(DISPLAY_COOKIE + "=")]
    environ.pop("HTTP_COOKIE", None)
    if kept:
        environ["HTTP_COOKIE"] = kept[0]


def _take_language(environ):
    """Move the prefix of the English pages to the part of the path that every address begins with."""
    environ[_MOUNT], path = environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", "")
    environ[_LANGUAGE] = "vi"
    if path == f"/{ENGLISH}" or path.startswith(f"/{ENGLISH}/"):
        environ["SCRIPT_NAME"] = environ[_MOUNT] + f"/{ENGLISH}"
        environ["PATH_INFO"] = path[len(ENGLISH) + 1:] or "/"
        environ[_LANGUAGE] = ENGLISH


def _plain(status, message, request):
    return Response(request.translate(message), status=status, content_type="text/plain", charset="utf-8")


def language_of(request):
    """Return "en" below the prefix of the English pages, else "vi"; nothing else in a request chooses the language."""
    return request.environ.get(_LANGUAGE, "vi")


def _site_unit(request):
    uuid = request.environ.get(_SITE)
    return request.portal.unit(uuid) if uuid else None


def _mount(request):
    return request.environ.get(_MOUNT, request.script_name)


def _canonical_base(request):
    """The canonical host with its scheme, no slash at the end. Without the setting it is the host that was asked."""
    canonical = canonical_host(request.registry.settings)
    if canonical is not None:
        return f"{_scheme(request)}://{''.join(canonical)}"
    if not request.environ.get(_SITE):
        return f"{_scheme(request)}://{request.host}"
    return f"{_scheme(request)}://localhost{(host_parts(request.host) or ('', ''))[1]}"


def _scheme(request):
    return "https" if request.registry.settings.get("eduportal.https", "false") in ("true", True) else request.scheme


def address_of(request, node, view="", *, language=None):
    """Return the whole public address of ``node``, with host, in ``language`` (that of the request when missing).

    It stands on the domain of its own unit where that has one, else on the canonical host, whichever was asked.
    """
    prefix = request.mount + (f"/{ENGLISH}" if (language or language_of(request)) == ENGLISH else "")
    records, names = request.portal.register.records, []
    first = True
    for each in lineage(node):
        if first and getattr(each, "is_unit", False):
            first = False
            record = records.get(each.uuid)
            if record is not None and record.domain and not record.trashed and each.__parent__ is not None:
                port = (canonical_host(request.registry.settings) or host_parts(request.host) or ("", ""))[1]
                return f"{_scheme(request)}://{record.domain}{port}{prefix}{_path(request, names)}{view}"
        if each.__name__:
            names.append(each.__name__)
    return f"{request.canonical_base}{prefix}{_path(request, names)}{view}"


def _path(request, names):
    return "/" + "".join(request.quoted(name) for name in reversed(names))


def canonical_path(request):
    """Return the path of this request, with its query, as it is on the canonical host."""
    names = request.environ.get(VH_ROOT_KEY, "") if request.environ.get(_SITE) else ""
    query = f"?{request.query_string}" if request.query_string else ""
    return request.script_name + names + request.environ.get("PATH_INFO", "/").encode("latin-1").decode() + query


def staff_names(registry):
    """Return the names of the views that are answered on the canonical host only."""
    public, named = set(), set()
    for view, permission in views_of(registry):
        if view["name"] and not view.get("exception_only"):
            named.add(view["name"])
            if permission in (*_PUBLIC_PERMISSIONS, NO_PERMISSION_REQUIRED) and view["name"] not in _STAFF:
                public.add(view["name"])
    return named - public


def to_canonical(event):
    """Lead whoever asks a unit's domain, or a host that is not known, for a view of staff to the canonical host."""
    request = event.request
    if not request.environ.get(_FOREIGN) or getattr(request, "exception", None) is not None:
        return
    names = request.registry.get("eduportal.staff_names")
    if names is None:
        names = request.registry["eduportal.staff_names"] = staff_names(request.registry)
    if request.view_name in names:
        where = request.canonical_base + _quoted_path(canonical_path(request))
        raise HTTPFound(where) if request.method in ("GET", "HEAD") else HTTPSeeOther(where)


def _quoted_path(text):
    from urllib.parse import quote

    return quote(text, safe="/%:@&=+$,;?#!'()*~[]")


def includeme(config):
    """Add the tween below the transaction, above everything that answers; addresses and language of the request."""
    settings = config.registry.settings
    if canonical_host(settings) is None and settings.get("eduportal.https", "false") in ("true", True):
        log.warning("eduportal.canonical_host is not set: addresses in mails and feeds name the host that was asked.")
    for name, answer in {"site_unit": _site_unit, "mount": _mount, "canonical_base": _canonical_base}.items():
        config.add_request_method(answer, name, reify=True)
    config.add_request_method(address_of, "address_of")
    config.set_locale_negotiator(language_of)
    config.add_subscriber(to_canonical, ContextFound)
    config.add_tween("eduportal.views.hosts.hosts_factory", under="pyramid_tm.tm_tween_factory",
                     over="eduportal.views.page_cache.cache_factory")
