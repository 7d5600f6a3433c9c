"""What a unit's site looks like to this request: skin, colours, logo, banner, slogan, footer, resolved once."""

import hashlib
from functools import lru_cache
from html import unescape
from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound
from pyramid.response import FileIter, Response
from pyramid.view import view_config

from eduportal.content.appearance import resolved
from eduportal.content.nodes import unit_of
from eduportal.content.units import Unit
from eduportal.definitions.skins import colours_of, unreadable
from eduportal.operations.addresses import BY_IDENTITY
from eduportal.views.display import HIGH_CONTRAST
from eduportal.views.language import card_texts, foreign
from eduportal.views.references import resolver

EMBLEM = "img/emblem.svg"
#: The custom properties of theme.css by the names of a skin's colours.
_PROPERTIES = (
    ("--ep-blue", "brand"), ("--ep-blue-dark", "brand_dark"), ("--ep-blue-pale", "pale"), ("--ep-red", "name"),
    ("--ep-gold", "focus"), ("--ep-ink", "text"), ("--ep-line", "line"), ("--ep-paper", "paper"),
    ("--ep-night", "footer"), ("--bs-link-color", "link"), ("--bs-link-hover-color", "brand_dark"),
    ("--bs-primary", "brand"),
)
_RGB = (("--bs-link-color-rgb", "link"), ("--bs-link-hover-color-rgb", "brand_dark"), ("--bs-primary-rgb", "brand"))


def look_of(request, unit):
    """Return {"skin": name, "parts": {part: (value, unit that chose it)}, "working": bool} of a unit, once a request.

    A preview sets ``request.working_look`` to the uuid of the unit whose working copy it shows.
    """
    looks = request.__dict__.setdefault("_looks", {})
    if unit.uuid not in looks:
        working = getattr(request, "working_look", "") == unit.uuid
        parts, skins = resolved(unit, working=working), request.definitions.skins
        skin = parts["skin"][0] if parts["skin"][0] in skins else "default"
        looks[unit.uuid] = {"skin": skin, "parts": parts, "working": working}
    return looks[unit.uuid]


def skin_of(request):
    """Return the name of the skin in which the answer to this request is drawn."""
    context = getattr(request, "context", None)
    node = context if hasattr(context, "type_name") else request.portal.root if request.portal is not None else None
    unit = unit_of(node) if node is not None else None
    return look_of(request, unit)["skin"] if unit is not None else "default"


def shown_look(request, unit):
    """Return what the layout shows of the look of ``unit``: addresses of styles and pictures, slogan, footer."""
    look = look_of(request, unit)
    skins, parts = request.registry["eduportal.skins"], look["parts"]
    worn = _worn(request, look, request.display.contrast)
    css, stamp, theme = stylesheet(request.definitions, worn, _own(look))
    styles = list(dict.fromkeys([*skins.styles(look["skin"], request.mount), *skins.styles(worn, request.mount)]))
    if css:
        styles.append(_address(request, unit, "@@colours.css", stamp, look)
                      + ("&contrast=high" if worn != look["skin"] else ""))
    logo, banner = parts["logo"][0], parts["banner"][0]
    width, height = logo["file"]["pixels"] if logo else (68, 68)
    return Show(
        skin=look["skin"], styles=styles, theme_colour=theme, own_logo=logo is not None,
        logo_url=_address(request, unit, "@@logo", logo["file"]["stamp"], look) if logo else skins.static(
            EMBLEM, request.mount, look["skin"]),
        logo_width=round(68 * width / max(width, height)), logo_height=round(68 * height / max(width, height)),
        banner=_banner(request, unit, banner, look) if banner else None,
        slogan=parts["slogan"][0] or "", footer=_footer(request, *parts["footer"]), working=look["working"])


def _worn(request, look, contrast):
    """Return the skin whose colours and lines the page has: that of high contrast where the visitor chose it."""
    return HIGH_CONTRAST if contrast == "high" and HIGH_CONTRAST in request.definitions.skins else look["skin"]


def _address(request, unit, view, stamp, look):
    return f"{request.url_of(unit, view)}?v={stamp}" + ("&version=working" if look["working"] else "")


def _banner(request, unit, banner, look):
    width, height = banner["file"]["pixels"]
    return Show(url=_address(request, unit, "@@banner", banner["file"]["stamp"], look), alt=banner["alt"], width=width,
                height=height)


def _footer(request, footer, owner):
    footer = footer or {}
    return Show(licence=footer.get("licence", ""), hours=footer.get("hours", ""), note=footer.get("note", ""),
                links=shown_links(request, owner, footer.get("links", ())))


def shown_links(request, owner, links):
    """Return the links of ``owner`` (a unit) that lead somewhere: those to a page that is not public are left out."""
    found = [Show(title=each["title"], lang=foreign(request), url=link_url(request, owner, each["to"]),
                  outside="://" in each["to"]) for each in links]
    return [each for each in found if each.url]


def link_url(request, owner, address):
    """Return the URL of an address that ``owner`` keeps; '' when its page is gone or not public."""
    identity = BY_IDENTITY.fullmatch(address)
    if identity is None:
        return address
    resolvers = request.__dict__.setdefault("_resolvers", {})
    if owner.uuid not in resolvers:
        resolvers[owner.uuid] = resolver(request, owner)
    return unescape(resolvers[owner.uuid](identity[1]))


def _own(look):
    return tuple(sorted((look["parts"]["colours"][0] or {}).items()))


def stylesheet(definitions, skin, own):
    """Return (css, its stamp, colour of the browser's frame) of a skin with a unit's ``own`` colours, as sorted pairs.

    The css is '' where everything is as in theme.css. Own colours that cannot be read in this skin (it was chosen
    later, or by an office above) are left out: a skin of high contrast stays one.
    """
    return _stylesheet(definitions.skins[skin], definitions.skins["default"], own)


@lru_cache(2_000)
def _stylesheet(skin, plain, own):
    chosen = dict(own)
    if chosen and unreadable(skin, chosen)[0]:
        chosen = {}
    colours = colours_of(skin, chosen)
    if colours == colours_of(plain, {}):
        return "", "", colours["brand_dark"]
    lines = [f"{name}:{colours[colour]}" for name, colour in _PROPERTIES]
    lines += [f"{name}:{','.join(str(int(colours[colour][i:i + 2], 16)) for i in (1, 3, 5))}" for name, colour in _RGB]
    css = ":root,[data-bs-theme=\"light\"]{" + ";".join(lines) + "}\n.ep-footer{color:" + colours["on_footer"] + "}\n"
    return css, hashlib.sha256(css.encode()).hexdigest()[:12], colours["brand_dark"]


@view_config(context=Unit, name="colours.css", request_method="GET", permission="unit:view")
def colours(request):
    """The stylesheet of a unit's colours."""
    look = _asked_look(request)
    worn = _worn(request, look, request.GET.get("contrast"))
    css, stamp, _theme = stylesheet(request.definitions, worn, _own(look))
    return _kept(request, Response(css, content_type="text/css", charset="utf-8"), stamp, look)


@view_config(context=Unit, name="logo", request_method="GET", permission="unit:view")
@view_config(context=Unit, name="banner", request_method="GET", permission="unit:view")
def picture(request):
    """The logo or banner in force, the unit's own or that of the office above."""
    look = _asked_look(request)
    chosen = look["parts"][request.view_name][0]
    if chosen is None:
        raise HTTPNotFound()
    file = chosen["file"]
    response = Response(content_type=file["type"], app_iter=FileIter(file["blob"].open("r")),
                        content_length=file["size"])
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return _kept(request, response, file["stamp"], look)


def _asked_look(request):
    if request.GET.get("version") == "working":
        if not (may := request.may("appearance:edit", request.context)):
            raise HTTPForbidden(result=may)
        request.working_look = request.context.uuid
    return look_of(request, request.context)


def _kept(request, response, stamp, look):
    """Let browsers keep what is asked for by its right stamp for a year; nothing that is being prepared."""
    response.etag = stamp or "none"
    right = request.GET.get("v") == stamp
    shared = f"public, max-age={31_536_000 if right else 60}" + (", immutable" if right else "")
    response.headers["Cache-Control"] = "private, no-store" if look["working"] else shared
    response.conditional_response = True
    return response


def menu_entries(request, unit, here):
    """Return the entries of the menu that the unit chose, or None when it chose none; what is not public is left out.

    :param here: the uuids of the page and of the folders that it stands in.
    """
    chosen = look_of(request, unit)["parts"]["menu"][0]
    if chosen is None:
        return None
    found, url = [], request.url_of(unit)
    for entry in chosen:
        if entry["kind"] == "section":
            card = unit.index.card_of(entry["to"])
            if card is not None and card.public and card.parent == unit.uuid:
                shown = card_texts(request, card)
                own = entry["title"] if shown.lang or not foreign(request) else ""
                found.append(Show(title=own or shown.title, lang=shown.lang, url=f"{url}{card.name}/",
                                  current=card.uuid in here, outside=False, section=card.uuid,
                                  shows=entry.get("below", "")))
        elif to := link_url(request, unit, entry["to"]):
            found.append(Show(title=entry["title"], lang=foreign(request), url=to, outside="://" in to, current=False))
    return found
