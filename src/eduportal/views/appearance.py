"""How a unit's site looks: each part chosen, or taken from the office above; looked at, then applied at once."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.appearance import INHERITED, PARTS, appearance_of, resolved
from eduportal.content.units import Unit
from eduportal.definitions.skins import OWN_COLOURS, colours_of, contrast
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.appearance import (
    MENU,
    PALETTES,
    apply_appearance,
    changed_parts,
    choose_part,
    drop_changes,
    skin_of,
)
from eduportal.operations.appearance_pictures import LARGEST_UPLOAD
from eduportal.views.home import PART_TITLES
from eduportal.views.kept_uploads import GONE, choice
from eduportal.views.link_lines import kept_address, link_lines, shown_address, typed_links
from eduportal.views.page import shell

_FOOTER = ("licence", "hours", "note")
_COLOUR_TITLES = {"brand": _("Main colour"), "brand_dark": _("Dark colour"), "accent": _("Colour of the name")}
_PALETTES = {"blue": _("Blue"), "green": _("Green"), "teal": _("Teal"), "red": _("Red"), "violet": _("Violet")}


@view_config(context=Unit, name="appearance", request_method="GET", renderer="appearance.html",
             permission="appearance:edit")
def appearance(request):
    """Every part with what it is now and where that comes from."""
    return _page(request)


@view_config(context=Unit, name="appearance", request_method="POST", renderer="appearance.html",
             permission="appearance:edit")
def choose(request):
    """Choose a part, take it from above again, apply everything or forget it; 422 with what was typed if refused."""
    act = _ACTS.get(request.POST.get("action"))
    try:
        if act is None:
            raise RuleError(_("This form cannot be read; nothing has been changed."))
        request.flash(act(request, by=request.account.uuid, at=request.at, seen=_seen(request)))
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, error=error, typed=request.POST)
    return HTTPSeeOther(request.url_of(request.context, "@@appearance"))


def _seen(request):
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1


def _choose(request, **act):
    part = request.POST.get("part", "")
    read = _READ.get(part)
    if read is None:
        raise RuleError(_("There is no such part of the appearance."))
    choose_part(request.portal, request.context, part, read(request), **act)
    return _("“${part}” is ready. Visitors see it when you apply the changes.", part=PART_TITLES[part])


def _inherit(request, **act):
    part = request.POST.get("part", "")
    choose_part(request.portal, request.context, part, None, **act)
    return _("“${part}” is no longer the unit's own. Visitors see it when you apply the changes.",
             part=PART_TITLES[part])


def _apply(request, **act):
    changed = apply_appearance(request.portal, request.context, **act)
    return _("Visitors see the new appearance now (${parts}).",
             parts=", ".join(request.translate(PART_TITLES[part]) for part in changed))


def _drop(request, **act):
    drop_changes(request.portal, request.context, **act)
    return _("What was prepared has been forgotten; visitors have noticed nothing.")


_ACTS = {"choose": _choose, "inherit": _inherit, "apply": _apply, "drop": _drop}


def _text(request, name):
    value = request.POST.get(name, "")
    return value if isinstance(value, str) else ""


def _read_colours(request):
    return PALETTES.get(_text(request, "palette")) or {name: _text(request, name) for name in OWN_COLOURS}


def _upload(request, name):
    chosen = choice(request, name, LARGEST_UPLOAD)
    if chosen.gone:
        raise RuleError(GONE, name)
    return chosen.file


def _read_logo(request):
    found = _upload(request, "logo")
    if found is None:
        raise RuleError(_("Choose a picture."), "logo")
    return found


def _read_banner(request):
    return {"file": _upload(request, "banner"), "alt": _text(request, "banner-alt")}


def _read_footer(request):
    return {**{name: _text(request, name) for name in _FOOTER},
            "links": typed_links(request, request.context, _text(request, "links"))}


def _read_menu(request):
    rows = [(*row, "") if len(row) == 4 else row for row in _typed_rows(request.POST)]
    if not all(isinstance(value, str) for row in rows for value in row):
        raise RuleError(_("This form cannot be read; nothing has been changed."))
    places = {number: (int(row[3]) if row[3].isascii() and row[3].isdigit() and len(row[3]) < 4 else 99, number)
              for number, row in enumerate(rows)}
    chosen = [rows[number] for number in sorted(places, key=places.get) if rows[number][0]]
    return [{"kind": "link", "title": title, "to": kept_address(request, request.context, address.strip())}
            if what == "link" else {"kind": "section", "title": title, "to": what, "below": below}
            for what, title, address, _position, below in chosen]


def _typed_rows(posted):
    """Return (what, title, address, position) of each row of the menu, and which sub-folders stand below."""
    names = ("what", "title", "address", "position", *(("below",) if "below" in posted else ()))
    return list(zip(*(posted.getall(name) for name in names), strict=False))


_READ = {"skin": lambda request: _text(request, "skin"), "slogan": lambda request: _text(request, "slogan"),
         "colours": _read_colours, "logo": _read_logo, "banner": _read_banner, "footer": _read_footer,
         "menu": _read_menu}


def _page(request, *, error=None, typed=None):
    unit = request.context
    request.working_look = unit.uuid
    parts, title = resolved(unit, working=True), request.translate(_("Appearance of ${unit}", unit=unit.title))
    part = typed.get("part", "") if typed is not None else ""
    reasons = dict(getattr(error, "reasons", None) or ({error.field: error.message} if error and error.field else {}))
    given = typed if typed is not None and typed.get("action") == "choose" else {}
    waiting = changed_parts(unit)
    page = shell(request, title, tab="manage", scripts=("vendor/sortablejs/Sortable.min.js", "js/appearance.js"))
    return {
        "page": page, "title": title, "seen": str(appearance_of(unit, working=True).revision),
        "waiting": [request.translate(PART_TITLES[each]) for each in waiting],
        "parts": {each: _origin(request, unit, each, parts) for each in PARTS},
        "skins": _skins(request, parts, given if part == "skin" else {}),
        "colours": _colours(request, unit, parts, given if part == "colours" else {}, reasons),
        "palettes": [Show(name=name, title=request.translate(words), colours=list(PALETTES[name].values()))
                     for name, words in _PALETTES.items()],
        "alt": _typed(given, "banner-alt", (parts["banner"][0] or {}).get("alt")),
        "slogan": _typed(given, "slogan", parts["slogan"][0]), "footer": _footer(request, parts["footer"], given),
        "menu": _menu(request, unit, given if part == "menu" else {}), "sections": _sections(unit),
        "error": request.translate(error.message) if error else "", "error_part": part,
        "chosen": choice(request, part, LARGEST_UPLOAD).shown() if given and part not in reasons else None,
        "reasons": {name: request.translate(reason) for name, reason in reasons.items()},
        "preview_url": request.url_of(unit, "@@appearance-preview"),
        "blocks_url": request.url_of(unit, "@@home-blocks"),
        "most_upload": str(LARGEST_UPLOAD // 1024 // 1024),
    }


def _typed(given, name, kept):
    value = given.get(name) if given else None
    return value if isinstance(value, str) else kept or ""


def _origin(request, unit, part, parts):
    """Say whether a part is the unit's own, and what stands there when it is not."""
    owner = parts[part][1]
    own = owner is unit
    above = None
    if own and part in INHERITED and unit.__parent__ is not None:
        above = resolved(unit.__parent__)[part][1]
    if own:
        text = _("the unit's own")
    elif owner is not None:
        text = _("inherited from ${office}", office=owner.title)
    else:
        text = _("standard, nothing chosen")
    back = _("Take it from ${office} again", office=above.title) if above is not None else _("Back to the standard")
    return Show(own=own, text=request.translate(text), back=request.translate(back),
                title=request.translate(PART_TITLES[part]))


def _skins(request, parts, given):
    now = _typed(given, "skin", parts["skin"][0]) or "default"
    return [Show(name=each.name, title=each.title, about=each.description, chosen=each.name == now)
            for each in request.definitions.skins.values()]


def _colours(request, unit, parts, given, reasons):
    skin = skin_of(request.portal, unit)
    now = colours_of(skin, parts["colours"][0] or {})
    return [Show(name=name, title=request.translate(words), value=_typed(given, name, now[OWN_COLOURS[name][0]]),
                 shown=now[OWN_COLOURS[name][0]], reason=request.translate(reasons[name]) if name in reasons else "",
                 contrast=f"{int(contrast(now[OWN_COLOURS[name][0]], '#ffffff') * 10) / 10:.1f}".replace(".", ","))
            for name, words in _COLOUR_TITLES.items()]


def _footer(request, part, given):
    footer, owner = part
    footer = footer or {}
    links = link_lines(request, owner, footer.get("links")) if owner is not None else ""
    lines = {name: _typed(given, name, footer.get(name)) for name in _FOOTER}
    return Show(**lines, links=_typed(given, "links", links))


def _sections(unit):
    return [Show(uuid=card.uuid, title=card.title) for _oid, card in unit.index.children(unit.uuid)
            if card.type == "folder"] if unit.index is not None else []


def _menu(request, unit, given):
    """Return the rows of the form of the menu: what was typed, else the unit's own, else the standard one."""
    if given:
        names = ("what", "title", "address", "position", "below")
        rows = [dict(zip(names, map(str, row), strict=False)) for row in _typed_rows(given)]
    else:
        chosen = appearance_of(unit, working=True).menu
        rows = [_row(request, unit, each) for each in chosen] if chosen is not None else [
            {"what": card.uuid, "title": "", "address": ""}
            for _oid, card in unit.index.children(unit.uuid) if card.menu and card.public]
    rows = rows[:MENU - 1] + [{"what": "", "title": "", "address": ""}] * (MENU - 1 - len(rows))
    return [Show(**{"below": "", **row, "position": str(number)}, number=number) for number, row in enumerate(rows, 1)]


def _row(request, unit, entry):
    if entry["kind"] == "section":
        return {"what": entry["to"], "title": entry["title"], "address": "", "below": entry.get("below", "")}
    return {"what": "link", "title": entry["title"], "address": shown_address(request, unit, entry["to"])}
