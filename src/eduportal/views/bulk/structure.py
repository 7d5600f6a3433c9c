"""A unit's site as a template for other units of the same office: chosen, looked at, done."""

from types import SimpleNamespace as Show

from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations.bulk.structure import copy_structure, standing_for, structure_items
from eduportal.operations.tasks import INLINE
from eduportal.views.bulk.places import went
from eduportal.views.page import shell

#: So many folders of each target are looked for before, to tell how many of them are there already.
_LOOKED_FOR = 200
_VIEW = {"context": Unit, "name": "copy-structure", "renderer": "copy_structure.html", "permission": "unit:edit"}


@view_config(request_method="GET", **_VIEW)
def form(request):
    """The units to choose from, and what of this one they get."""
    return _page(request, _Asked(request.GET))


@view_config(request_method="POST", **_VIEW)
def give(request):
    """Show what the chosen units would get; with ``sure`` give it."""
    asked, unit = _Asked(request.POST), request.context
    known = {each.uuid for each in _targets(request)}
    if not asked.targets <= known:
        raise NotAllowed(_("Something in this request is not yours to fill."))
    try:
        if not asked.targets:
            raise RuleError(_("Choose at least one unit; this one must have a folder or an appearance of its own to "
                              "give."), "units")
        targets = [each.uuid for each in _targets(request) if each.uuid in asked.targets]
        if "sure" in request.POST:
            outcome = copy_structure(request.portal, unit, targets, pages=asked.pages, appearance=asked.appearance,
                                     by=request.account.uuid, at=request.at)
            return went(request, outcome)
        return _page(request, asked, _effects(request, targets, asked))
    except NotAllowed:
        raise
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, asked, error=request.translate(error.message))


class _Asked:
    """What was posted: uuids of units, with pages, with the appearance."""

    def __init__(self, posted):
        self.targets = {each for each in posted.getall("unit") if isinstance(each, str)}
        self.pages, self.appearance = posted.get("pages") == "1", posted.get("appearance") == "1"


def _targets(request):
    """Return the units beside this one whose portal is open and in which the asker may add: Show(uuid, title)."""
    unit, portal = request.context, request.portal
    found = []
    for uuid, _name, title, _kind, state in portal.register.below(unit.__parent__.uuid) if unit.__parent__ else ():
        other = portal.unit(uuid) if uuid != unit.uuid and state == "open" else None
        if other is not None and other.index is not None and request.may("page:add", other):
            found.append(Show(uuid=uuid, title=title))
    return found


def _effects(request, targets, asked):
    unit, portal = request.context, request.portal
    items = structure_items(portal, unit, pages=asked.pages, by=request.account.uuid, at=request.at)
    folders = [uuid for uuid, *_rest in items if unit.index.card_of(uuid).type == "folder"]
    nodes, rows = [unit.find(uuid) for uuid in folders[:_LOOKED_FOR]], []
    for uuid in targets:
        other = portal.unit(uuid)
        there = sum(standing_for(unit, other, node) is not None for node in nodes)
        rows.append(Show(title=other.title, there=there, new=len(folders) - there))
    with_looks = asked.appearance and unit.appearance is not None
    total = len(targets) * (len(items) + with_looks)
    return Show(rows=rows, folders=len(folders), pages=len(items) - len(folders), appearance=with_looks,
                is_job=total > INLINE)


def _page(request, asked, effects=None, error=""):
    unit = request.context
    title = request.translate(_("Use “${unit}” as a template", unit=unit.title))
    return {"page": shell(request, title, tab="manage"), "title": title, "effects": effects, "error": error,
            "units": [Show(uuid=each.uuid, title=each.title, chosen=each.uuid in asked.targets)
                      for each in _targets(request)],
            "pages": asked.pages, "appearance": asked.appearance, "action": request.path,
            "back": request.url_of(unit, "@@control-panel")}
