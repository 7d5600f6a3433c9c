"""The tree of a site and of the units below it, for jumping: branches are fetched when they are opened."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPNotFound
from pyramid.view import view_config

from eduportal.content.listings import TYPE
from eduportal.content.nodes import Section, inside
from eduportal.content.units import Unit
from eduportal.domain.messages import _
from eduportal.domain.unit_states import UNSEEN
from eduportal.views.contents.listing import in_order, showable_rows
from eduportal.views.language import card_texts, foreign, listed_name, unit_lang, unit_names
from eduportal.views.page import shell

#: So many pages of one level are shown at once.
MOST = 100


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
    """Return the entries of one level; a long one goes on from ``?from=``, where that is asked of this node."""
    start = _start(request) if request.GET.get("of", request.context.uuid) == node.uuid else 0
    units = _units(request, node) if node.is_unit and not start else []
    return _pages(request, node, unfolded, start) + units


def _start(request):
    text = request.GET.get("from", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _pages(request, node, unfolded, start):
    unit, types, url = request.context, request.definitions.types, request.url_of(node)
    if unit.index is None:
        return []
    own, found = request.url_of(unit), []
    rows = [row for row in showable_rows(request, node).rows if types[row[TYPE]].kind_of in ("folder", "item")]
    oids = in_order(unit, node, rows)
    works = bool(request.may("page:contents", node))
    # What is unfolded is shown, however far behind it stands.
    opened = {unit.index.uuids.get(uuid) for uuid in unfolded}
    later = [oid for oid in oids[start + MOST:] if oid in opened]
    for card in map(unit.index.card, oids[start:start + MOST] + later):
        kind = types[card.type]
        holds = card.type == "folder" and unit.index.child_count(card.uuid) > 0
        inner = _branches(request, unit.find(card.uuid), unfolded) if holds and card.uuid in unfolded else None
        title, lang = (card.title, foreign(request)) if works else _public_title(request, card)
        found.append(Show(
            title=title, lang=lang, note_lang=None, url=f"{url}{card.name}/", icon=kind.icon,
            note="" if card.public else request.translate(_("not public")), holds=holds, inner=inner,
            opened=inner is not None, fetch_url=f"{own}@@branch?of={card.uuid}",
            plain_url=f"{own}@@tree?open={card.uuid}", rest=0))
    if len(oids) > start + MOST:
        query = f"of={node.uuid}&from={start + MOST}"
        found.append(Show(rest=len(oids) - start - MOST, fetch_url=f"{own}@@branch?{query}",
                          plain_url=f"{own}@@tree?open={node.uuid}&{query}"))
    return found


def _public_title(request, card):
    """Return (title, lang) of what visitors see: a title that waits for approval is none of their business."""
    shown = card_texts(request, card)
    return shown.title, shown.lang


def _units(request, unit):
    url, register = request.url_of(unit), request.portal.register
    found = []
    for uuid, name, title, _kind, state in register.below(unit.uuid):
        if state in UNSEEN and not request.may("unit:view", unit[name]):
            continue
        own, (title, lang) = f"{url}{name}/", listed_name(request, uuid, title)
        holds = state == "open" or next(iter(register.below(uuid)), None) is not None
        note = "" if state == "open" else request.definitions.workflow_of("unit").states[state].title
        found.append(Show(title=title, lang=lang, note_lang=foreign(request), url=own, icon="building", note=note,
                          holds=holds, inner=None, opened=False, fetch_url=own + "@@branch",
                          plain_url=own + "@@tree", rest=0))
    return found


def _office(request, unit):
    office = unit.__parent__
    if office is None:
        return None
    return Show(title=unit_names(request, office)[0], lang=unit_lang(request, office),
                url=request.url_of(office, "@@tree"))
