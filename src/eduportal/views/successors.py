"""The old addresses of a unit that was merged lead to the one that goes on in its place."""

from datetime import date
from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPFound

from eduportal.content.nodes import is_public, lineage
from eduportal.domain.messages import _
from eduportal.domain.unit_states import ENDED
from eduportal.views.language import shown_day, unit_lang, unit_names


def led_on(request):
    """Return the redirect to the successor of a hidden unit, or None: nothing to lead to, or not the public's to see.

    A temporary one: the unit may begin again at its address.
    """
    node = getattr(request, "context", None)
    if request.method not in ("GET", "HEAD") or request.view_name or not hasattr(node, "type_name"):
        return None
    for unit in lineage(node):
        if getattr(unit, "is_unit", False) and unit.state == "closed_hidden":
            into = successor_of(request.portal, unit)
            return HTTPFound(request.url_of(into)) if into is not None and is_public(into) else None
    return None


def ended_notice(request, unit):
    """Return what the pages of a unit that has ended say above everything (text, title and url of who goes on), or
    None."""
    if unit.state not in ENDED:
        return None
    closed = request.portal.register.records[unit.uuid].closed_on
    into = successor_of(request.portal, unit)
    into = into if into is not None and is_public(into) else None
    day = shown_day(request, date.fromisoformat(closed)) if closed else ""
    return Show(text=request.translate(_("This unit ended on ${day}. Its pages are kept as they were.", day=day)),
                title=unit_names(request, into)[0] if into is not None else "",
                lang=unit_lang(request, into) if into is not None else None,
                url=request.url_of(into) if into is not None else "")


def successor_of(portal, unit):
    """Return the unit that ``unit`` was merged into, or None; of a chain of mergers the last."""
    seen = set()
    while unit is not None and unit.uuid not in seen:
        seen.add(unit.uuid)
        edges = portal.register.records[unit.uuid].edges
        into = next((target for kind, target, _since, until in reversed(edges) if kind == "merged_into" and not until),
                    None)
        if into is None:
            return unit if len(seen) > 1 else None
        unit = portal.unit(into)
    return None
