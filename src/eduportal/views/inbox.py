"""The inbox: what waits for a decision, newest first, in one unit or in all units where the person decides."""

from datetime import datetime
from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPForbidden
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.dates import format_instant
from eduportal.domain.messages import _
from eduportal.views.page import shell


@view_config(context=Unit, name="inbox", request_method="GET", renderer="inbox.html", permission="account:own")
def inbox(request):
    """What waits for the person: in all units at the root, in one unit at the unit."""
    unit = request.context
    everywhere = unit is request.portal.root
    if not everywhere and not (asked := request.may("inbox:view", unit)):
        raise HTTPForbidden(result=asked)
    units = deciding_units(request) if everywhere else [unit]
    entries = sorted((entry for each in units for entry in waiting_in(request, each)),
                     key=lambda entry: entry.at, reverse=True)
    return {"page": shell(request, request.translate(_("Tasks waiting for a decision"))), "entries": entries,
            "decides": bool(units), "everywhere": everywhere,
            "all_url": request.url_of(request.portal.root, "@@inbox")}


def deciding_units(request):
    """Return the units in which the person may look into the inbox."""
    units = (request.portal.unit(uuid) for uuid in request.account.units)
    return [unit for unit in units if unit is not None and request.may("inbox:view", unit)]


def waiting_in(request, unit):
    """Return what waits in ``unit`` and the person may see.

    Each is a Show with uuid, title, url, icon, kind, unit, by, at (ISO), since (for people) and may_decide. An entry
    whose page is gone, or is not the person's to see, is left out; nothing is written here.
    """
    found = (_entry(request, unit, *entry) for entry in (unit.inbox.values() if unit.inbox else ()))
    return [entry for entry in found if entry is not None]


def next_waiting(request, unit, besides):
    """Return the entry that the person may decide and that has waited longest in ``unit``, or None.

    :param besides: the page that is on the screen.
    """
    waiting = [entry for entry in waiting_in(request, unit) if entry.may_decide and entry.uuid != besides.uuid]
    return min(waiting, key=lambda entry: entry.at, default=None)


def _entry(request, unit, kind, uuid, name, title, by, at):
    node = unit.find(uuid)
    if kind == "mark_book" and node is not None:
        node = node.get(name)
    look, decide = ("marks:view", "marks:approve") if kind == "mark_book" else ("page:view_draft", "page:approve")
    if node is None or not request.may(look, node):
        return None
    content_type = request.definitions.types[node.type_name]
    return Show(uuid=node.uuid, title=title, icon=content_type.icon, kind=content_type.title, at=at,
                may_decide=bool(request.may(decide, node)),
                url=request.url_of(node, "" if kind == "mark_book" else "@@review"), unit=unit.title,
                by=request.portal.accounts.name_of(by), since=format_instant(datetime.fromisoformat(at)))


def _inbox_count(request):
    """Return how many entries the list of the person shows."""
    if request.account is None:
        return 0
    return sum(len(waiting_in(request, unit)) for unit in deciding_units(request) if unit.inbox)


def includeme(config):
    """Count the inbox at most once a request, for the menu of the person."""
    config.add_request_method(_inbox_count, "inbox_count", reify=True)
