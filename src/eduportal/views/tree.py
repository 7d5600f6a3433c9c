"""The tree of a site and of the units below it, for jumping: branches are fetched when they are opened."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPNotFound
from pyramid.view import view_config

from eduportal.content.nodes import Section, inside
from eduportal.content.units import Unit
from eduportal.domain.messages import _
from eduportal.domain.unit_states import UNSEEN
from eduportal.views.page import shell
from eduportal.views.showing import Showable


@view_config(context=Unit, name="tree", request_method="GET", renderer="tree.html", permission="unit:view")
def tree(request):
    """The tree of a unit; ``?open=`` (a folder's uuid) shows it unfolded down to there, without any script."""
    unit = request.context
    chosen = _folder(request, request.GET.get("open", ""))
    unfolded = {each.uuid for each in inside(chosen)} if chosen is not None else set()
    title = request.translate(_("Site tree"))
    return {"page": shell(request, title, tab="tree", scripts=("vendor/htmx.org/dist/htmx.min.js",)), "title": title,
            "branches": _branches(request, unit, unfolded), "parent": _office(request, unit)}


@view_config(context=Unit, name="branch", request_method="GET", renderer="tree_branch.html", permission="unit:view")
def branch(request):
    """What stands directly in one folder of this unit (``?of=``), or in the unit itself: a piece of the tree."""
    of = request.GET.get("of", "")
    node = request.context if of in ("", request.context.uuid) else _folder(request, of)
    if node is None:
        raise HTTPNotFound()
    return {"branches": _branches(request, node, set()),
            "icons": request.registry["eduportal.skins"].static("icons.svg", request.script_name)}


def _folder(request, uuid):
    """Return the folder of this unit with ``uuid``, if the asker may look into it; never one behind another wall."""
    node = request.context.find(uuid) if uuid else None
    if not isinstance(node, Section) or not (request.may("page:contents", node) or request.may("page:view", node)):
        return None
    return node


def _branches(request, node, unfolded):
    units = _units(request, node) if node.is_unit else []
    return _pages(request, node, unfolded) + units


def _pages(request, node, unfolded):
    unit, types, url = request.context, request.definitions.types, request.url_of(node)
    if unit.index is None:
        return []
    own, may_see = request.url_of(unit), Showable(request, node)
    found = []
    for _oid, card in unit.index.children(node.uuid):
        kind = types[card.type]
        if kind.kind_of not in ("folder", "item") or not may_see(card):
            continue
        holds = card.type == "folder" and unit.index.child_count(card.uuid) > 0
        inner = _branches(request, unit.find(card.uuid), unfolded) if holds and card.uuid in unfolded else None
        found.append(Show(
            title=card.title, url=f"{url}{card.name}/", icon=kind.icon, note="" if card.public else request.translate(
                _("not public")), holds=holds, inner=inner, opened=inner is not None,
            fetch_url=f"{own}@@branch?of={card.uuid}", plain_url=f"{own}@@tree?open={card.uuid}"))
    return found


def _units(request, unit):
    url, register = request.url_of(unit), request.portal.register
    found = []
    for uuid, name, title, _kind, state in register.below(unit.uuid):
        if state in UNSEEN and not request.may("unit:view", unit[name]):
            continue
        own = f"{url}{name}/"
        holds = state == "open" or next(iter(register.below(uuid)), None) is not None
        note = "" if state == "open" else request.definitions.workflow_of("unit").states[state].title
        found.append(Show(title=title, url=own, icon="building", note=note, holds=holds, inner=None, opened=False,
                          fetch_url=own + "@@branch", plain_url=own + "@@tree"))
    return found


def _office(request, unit):
    office = unit.__parent__
    if office is None:
        return None
    return Show(title=office.title, url=request.url_of(office, "@@tree"))
