"""What happens to a unit once in many years, each with a look at what it would change before it is done."""

from datetime import date
from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.dates import format_day, parse_day
from eduportal.domain.errors import NotAllowed, Refused, RuleError
from eduportal.domain.messages import Message, _
from eduportal.domain.unit_states import ENDED
from eduportal.operations import unit_acts, unit_effects
from eduportal.operations.registry import offices_below
from eduportal.operations.units import kinds_above, rename_unit
from eduportal.views.page import day_of, shell

_TITLES = {"move": _("Move below another office"), "address": _("Change the name in the address"),
           "close": _("Close the unit"), "merge": _("Merge it into another unit"),
           "reopen": _("Let it begin again")}
_ABOUT = {"move": _("With all that is in it and below it; today or on a later day."),
          "address": _("The old address leads to the new one. The name itself is changed with “Edit”."),
          "close": _("It ends on a day; its pages are kept to be read or hidden."),
          "merge": _("It ends, and another unit goes on in its place."),
          "reopen": _("A unit that was closed by mistake, or comes back.")}
_EDGES = {"managing": _("under"), "territory": _("in the ward with the code"), "merged_into": _("merged into")}
_PLANNED = {"move": lambda target: _("Move below “${target}”", target=target), "close": lambda target: _("Close"),
            "merge": lambda target: _("Merge into “${target}”", target=target)}


def check_place(request):
    """Refuse who may not move the unit at its own place and at its office: no unit acts on itself."""
    unit = request.context
    if unit.__parent__ is None:
        raise HTTPNotFound()
    if not (may := request.may("unit:move", unit.__parent__)):
        raise HTTPForbidden(result=may)


@view_config(context=Unit, name="unit-acts", request_method="GET", renderer="unit_acts.html", permission="unit:move")
def overview(request):
    """The unit in the register: where it stood when, what is planned, and what may be done with it."""
    check_place(request)
    unit, say = request.context, request.translate
    record = request.portal.register.records[unit.uuid]
    names = ("reopen",) if unit.state in ENDED else ("move", "address", "close", "merge")
    acts = [Show(title=say(_TITLES[name]), about=say(_ABOUT[name]), url=request.url_of(unit, f"@@unit-act?act={name}"))
            for name in names]
    title = say(_("Register: ${unit}", unit=unit.title))
    return {"page": shell(request, title, tab="manage"), "title": title, "acts": acts, "code": unit.code,
            "kind": request.definitions.kinds[unit.kind].title, "state": _state(request),
            "opened": _iso(record.opened_on), "closed": _iso(record.closed_on), "domain": record.domain,
            "edges": [_edge(request, each) for each in record.edges], "action": request.url_of(unit, "@@unit-plan"),
            "plans": [_plan(request, each) for each in unit_acts.plans_of(request.portal, unit.uuid)],
            "links": _links(request, unit)}


def _state(request):
    state = request.definitions.workflow_of("unit").states[request.context.state]
    return Show(title=state.title, colour=state.colour)


def _links(request, unit):
    found = [("unit:edit", "@@edit", _("Edit name, address, head")), ("unit:edit", "@@officers", _("Portal officer")),
             ("unit:move", "@@unit-domain", _("Domain")),
             ("unit:open", "@@state?transition=open_portal", _("Open the portal"))]
    return [Show(url=request.url_of(unit, view), title=request.translate(title)) for permission, view, title in found
            if request.may(permission, unit) and (permission != "unit:open" or unit.state == "registered")]


def _edge(request, edge):
    kind, target, since, until = edge
    record = request.portal.register.records.get(target)
    return Show(kind=request.translate(_EDGES.get(kind, _("under"))), target=record.title if record else target,
                since=_iso(since), until=_iso(until))


def _plan(request, plan):
    record = request.portal.register.records.get(plan["target"])
    failed = Message(plan["failed"][0], **plan["failed"][1]) if plan["failed"] else None
    title = _PLANNED[plan["kind"]](record.title if record else "")
    return Show(id=plan["id"], title=request.translate(title),
                day=_iso(plan["day"]), by=request.portal.accounts.name_of(plan["by"]), at=day_of(plan["at"]),
                failed=request.translate(failed) if failed is not None else "")


def _iso(text):
    return format_day(date.fromisoformat(text)) if text else ""


@view_config(context=Unit, name="unit-plan", request_method="POST", permission="unit:move")
def cancel(request):
    """Cancel what is planned for a later day."""
    check_place(request)
    wanted = request.POST.get("plan", "")
    unit_acts.cancel_plan(request.portal, request.context, wanted if isinstance(wanted, str) else "",
                          by=request.account.uuid, at=request.at)
    request.flash(_("The plan is cancelled."))
    return HTTPSeeOther(request.url_of(request.context, "@@unit-acts"))


@view_config(context=Unit, name="unit-act", request_method="GET", renderer="unit_act.html", permission="unit:move")
def ask(request):
    """The form of one act: ``?act=``, with ``?day=`` on which it is to happen."""
    check_place(request)
    return _page(request, _act_of(request, request.GET), {"day": request.GET.get("day", "")[:40]})


@view_config(context=Unit, name="unit-act", request_method="POST", renderer="unit_act.html", permission="unit:move")
def act(request):
    """Show what the act would change; with ``sure`` do it. A refusal brings back what was typed.

    ``offices`` asks for the form again, with the offices of the day that was typed.
    """
    check_place(request)
    name = _act_of(request, request.POST)
    typed = {key: value for key, value in request.POST.items() if isinstance(value, str)}
    if "offices" in typed:
        return _page(request, name, typed)
    try:
        given = _read(request, name, typed)
        if "sure" not in typed:
            return _page(request, name, typed, effects=_effects(request, name, given))
        told = _do(request, name, given)
    except NotAllowed:
        raise
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, name, typed, error=error)
    request.flash(told)
    return HTTPSeeOther(request.url_of(request.context, "@@unit-acts"))


def _act_of(request, source):
    name = source.get("act", "")
    if name not in _TITLES:
        raise HTTPNotFound()
    return name


def _read(request, name, typed):
    """Return what was typed as the operations take it."""
    day = parse_day(typed["day"], "day") if typed.get("day", "").strip() else request.local_day
    details = {"reason": typed.get("reason", ""), "keep": typed.get("keep", "")}
    given = Show(day=day, details=details, target=None, name=typed.get("name", "")[:200])
    if name == "move":
        given.target = _unit_or_refuse(request, typed.get("office", ""), "office")
    if name == "merge":
        uuid = request.portal.register.codes.get(typed.get("into", "").strip(), "")
        given.target = _unit_or_refuse(request, uuid, "into")
        details["move_people"] = typed.get("people", "move") == "move"
    unit_acts.check_rights(request.portal, request.asker, name, request.context, given.target)
    return given


def _unit_or_refuse(request, uuid, field):
    """Return a unit that the asker may work with; the same answer for one that is not there and one of others."""
    unit = request.portal.unit(uuid) if uuid else None
    if unit is None or not request.may("unit:move" if field == "into" else "unit:add", unit):
        raise RuleError(_("There is no such unit, or it is not yours to manage. Ask the department."), field)
    return unit


def _effects(request, name, given):
    portal, unit, when = request.portal, request.context, {"day": given.day, "at": request.at}
    if name == "move":
        return unit_effects.effects_of_move(portal, unit, given.target, **when)
    if name == "address":
        return unit_effects.effects_of_address(portal, unit, given.name)
    if name == "close":
        return unit_effects.effects_of_close(portal, unit, given.details, **when)
    if name == "merge":
        return unit_effects.effects_of_merge(portal, unit, given.target, given.details, **when)
    return [_("The unit begins again today under “${office}”; its people can sign in.", office=unit.__parent__.title)]


def _do(request, name, given):
    portal, unit, who = request.portal, request.context, {"by": request.account.uuid, "at": request.at}
    if name == "address":
        rename_unit(portal, unit, given.name, **who)
        return _("The unit has a new address: ${path}", path=request.url_of(unit))
    if name == "reopen":
        unit_acts.reopen_unit(portal, unit, reason=given.details["reason"], **who)
        return _("“${unit}” works again.", unit=unit.title)
    if name == "move":
        plan = unit_acts.move_unit_on(portal, unit, given.target, day=given.day, **who)
    elif name == "close":
        plan = unit_acts.close_unit(portal, unit, day=given.day, **given.details, **who)
    else:
        plan = unit_acts.merge_unit(portal, unit, given.target, day=given.day, **given.details, **who)
    if plan is not None:
        return _("It is planned for ${day}.", day=format_day(given.day))
    return _("Done: ${act}.", act=_TITLES[name])


def _page(request, name, typed, *, effects=None, error=None):
    unit, say = request.context, request.translate
    title = say(_("${step}: ${title}", step=say(_TITLES[name]), title=unit.title))
    reasons = error.reasons if isinstance(error, Refused) else {}
    return {"page": shell(request, title, tab="manage"), "title": title, "act": name, "about": say(_ABOUT[name]),
            "action": request.url_of(unit, "@@unit-act"), "back": request.url_of(unit, "@@unit-acts"),
            "error": say(error.message) if error is not None else "", "wrong": error.field if error else "",
            "reasons": reasons, "effects": [say(each) for each in effects] if effects is not None else None,
            "typed": Show(day=typed.get("day") or format_day(request.local_day), reason=typed.get("reason", ""),
                          name=typed.get("name", unit.__name__), into=typed.get("into", ""),
                          keep=typed.get("keep") or ("closed_hidden" if name == "merge" else "closed"),
                          people=typed.get("people", "move")),
            "has_day": name in ("move", "close", "merge"), "has_reason": name in ("close", "merge", "reopen"),
            "keepings": [Show(name=key, title=say(text)) for key, text in unit_acts.KEEPINGS.items()],
            "offices": _offices(request, typed) if name == "move" else [],
            "hidden": sorted((key, value) for key, value in typed.items()
                             if key in ("act", "day", "reason", "name", "into", "keep", "people", "office"))}


def _day_typed(request, typed):
    try:
        return parse_day(typed["day"], "day") if typed.get("day", "").strip() else request.local_day
    except RuleError:
        return request.local_day


def _offices(request, typed):
    """Return the offices that the asker may put units into and that may hold this kind on the day that was typed."""
    portal, day, chosen = request.portal, _day_typed(request, typed), typed.get("office", "")
    above = kinds_above(portal, request.context.kind, day)
    rows = [row for row in offices_below(portal, portal.root) if row.kind in above and row.state not in ENDED]
    found = [Show(uuid=portal.root.uuid, title=portal.root.title)] if portal.root.kind in above else []
    found += [Show(uuid=row.uuid, title=row.title) for row in rows]
    return [Show(uuid=each.uuid, title=each.title, chosen=each.uuid == chosen) for each in found
            if each.uuid != request.context.__parent__.uuid and request.may("unit:add", portal.unit(each.uuid))]
