"""A visitor's own text size and contrast (R7-24), without a script: kept in a cookie that only this choice sets."""

from types import SimpleNamespace as Show
from typing import NamedTuple
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config
from webob.cookies import CookieProfile

from eduportal.content.units import Unit
from eduportal.domain.messages import _
from eduportal.views.hosts import DISPLAY_COOKIE

SIZES = {"normal": _("Normal text"), "large": _("Large text"), "larger": _("Very large text")}
CONTRASTS = {"normal": _("Normal contrast"), "high": _("High contrast")}
#: The skin whose colours and lines a visitor may wear over that of any unit.
HIGH_CONTRAST = "high_contrast"
_YEAR = 365 * 86400
_LONGEST = 1000


class Display(NamedTuple):
    """What a visitor chose: names in :data:`SIZES` and :data:`CONTRASTS`."""

    text: str = "normal"
    contrast: str = "normal"


def _display(request):
    parts = request.cookies.get(DISPLAY_COOKIE, "").split("-")
    if len(parts) != 2 or parts[0] not in SIZES or parts[1] not in CONTRASTS:
        return Display()
    return Display(*parts)


def display_of(request, unit):
    """Return what the layout shows of the choice: the class of the text size, and where another one is chosen."""
    stays = request.method in ("GET", "HEAD") and getattr(request, "exception", None) is None
    back = request.path_qs if stays and len(request.path_qs) < _LONGEST else ""
    return Show(css="" if request.display.text == "normal" else f"ep-text-{request.display.text}",
                url=request.url_of(unit, "@@display") + (f"?{urlencode({'back': back})}" if back else ""))


@view_config(context=Unit, name="display", request_method="GET", renderer="display.html", permission="unit:view")
def form(request):
    """What there is to choose, each with one button."""
    # Here and not above: the frame of every page asks this module.
    from eduportal.views.page import shell

    now, say = request.display, request.translate
    page = shell(request, say(_("Text size and contrast")), robots="noindex")
    groups = [Show(title=say(title), name=name, choices=[
        Show(value=value, title=say(text), current=getattr(now, name) == value) for value, text in values.items()])
        for name, title, values in (("text", _("Text size"), SIZES), ("contrast", _("Contrast"), CONTRASTS))]
    return {"page": page, "action": request.url_of(request.context, "@@display"), "groups": groups,
            "back": back_to(request, request.GET.get("back", ""))}


@view_config(context=Unit, name="display", request_method="POST", permission="unit:view", require_csrf=False)
def choose(request):
    """Keep the choice and lead back. It asks for no token: pages for the public hold none, and it harms nobody.

    What another site sends is left alone all the same.
    """
    text, contrast = request.POST.get("text", ""), request.POST.get("contrast", "")
    chosen = Display(text if text in SIZES else request.display.text,
                     contrast if contrast in CONTRASTS else request.display.contrast)
    headers = []
    if request.headers.get("Sec-Fetch-Site") not in ("cross-site", "same-site"):
        cookie = _cookie(request)
        headers = cookie.get_headers("-".join(chosen)) if chosen != Display() else cookie.get_headers(None)
    return HTTPSeeOther(back_to(request, request.POST.get("back", "")), headers=headers)


def back_to(request, path):
    """Return a path on this host, that of the unit when ``path`` is none or leads to another site."""
    from eduportal.views.login import safe_target

    home = request.url_of(request.context)
    if not isinstance(path, str) or not path.startswith("/") or len(path) > _LONGEST:
        return home
    target = safe_target(request, path)
    return target if target.startswith("/") and "@@display" not in target else home


class _Plain:
    """The value of the cookie as it is: it holds no secret and is read by nobody else."""

    def dumps(self, value):
        return value.encode("ascii")

    def loads(self, value):
        return value.decode("ascii", "replace")


def _cookie(request):
    secure = request.registry.settings.get("eduportal.https", "false") in ("true", True)
    return CookieProfile(DISPLAY_COOKIE, secure=secure, httponly=True, samesite="lax", path="/", max_age=_YEAR,
                         serializer=_Plain()).bind(request)


def includeme(config):
    """Let a request know what its visitor chose."""
    config.add_request_method(_display, "display", reify=True)
