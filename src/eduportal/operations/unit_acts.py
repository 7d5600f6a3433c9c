"""What happens to a unit once in many years: it ends, is merged, moves, begins again; today or on a later day."""

from datetime import date, timedelta

from eduportal.content.outbox import announce
from eduportal.content.people import note
from eduportal.domain.dates import format_day, local_day
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_text
from eduportal.domain.unit_states import ENDED
from eduportal.operations.accounts import list_person, people_of
from eduportal.operations.asking import asker_of, may, require
from eduportal.operations.identity import new_uuid
from eduportal.operations.tasks import do, nightly, task
from eduportal.operations.units import check_standing, move_unit

#: How the pages of a unit that ends are kept.
KEEPINGS = {"closed": _("Keep the published pages to be read"), "closed_hidden": _("Hide all pages from the public")}
_FARTHEST_YEARS = 5


def close_unit(portal, unit, *, reason, keep, by, at, day=None):
    """End a unit on ``day`` (today when missing); a later day is planned. Return the plan, or None when it is done.

    Its edge to the office is closed, its people cannot sign in any more, nobody changes anything in it.

    :param keep: a key of :data:`KEEPINGS`. :raises RuleError: no reason, units stand below it, it has ended already.
    """
    return _act(portal, "close", unit, None, {"reason": reason, "keep": keep}, by=by, at=at, day=day)


def merge_unit(portal, unit, into, *, reason, keep="closed_hidden", move_people=True, by, at, day=None):
    """End a unit on ``day`` and note that ``into`` goes on in its place; return the plan, or None when it is done.

    With ``keep`` "closed_hidden" its old addresses lead to ``into``; with "closed" they go on showing its pages.

    :param move_people: the people whose home it is belong to ``into`` from that day on (a job); else they rest.
    """
    details = {"reason": reason, "keep": keep, "move_people": bool(move_people)}
    return _act(portal, "merge", unit, into, details, by=by, at=at, day=day)


def move_unit_on(portal, unit, office, *, by, at, day=None):
    """Move a unit below ``office`` on ``day``; a later day is planned. Return the plan, or None when it is done."""
    return _act(portal, "move", unit, office, {}, by=by, at=at, day=day)


def reopen_unit(portal, unit, *, reason, by, at):
    """Let a unit that had ended begin again from today, as it was: open, or registered when it had no portal."""
    reason = _reason(reason)
    if unit.state not in ENDED:
        raise RuleError(_("This unit has not ended."))
    # Whether its kind may stand there was judged when it came there; it goes on at its old place.
    day, office = local_day(at), unit.__parent__
    source, unit.state = unit.state, "open" if unit.index is not None else "registered"
    portal.register.begin_again(unit.uuid, day.isoformat())
    portal.register.update(unit, closed_on="")
    unit.record("reopen", by=by, at=at, source=source, target=unit.state, reason=reason)
    announce(unit, "whole", unit.uuid, at)
    office.touch()
    return unit


def check_act(portal, kind, unit, target, details, *, day, today):
    """Refuse an act that the rules forbid; nothing is written. Return the details, cleaned.

    :param kind: "close", "merge" or "move". :raises RuleError: with the field that it is about.
    """
    if day.year > today.year + _FARTHEST_YEARS:
        raise RuleError(_("At most ${count} years ahead.", count=_FARTHEST_YEARS), "day")
    if unit.__parent__ is None:
        raise RuleError(_("The department itself cannot be closed, merged or moved."))
    since = max((edge[2] for edge in portal.register.records[unit.uuid].edges if not edge[3]), default="")
    if day.isoformat() < since:
        raise RuleError(_("The unit stands where it is since ${day}; the day cannot lie before that.",
                          day=format_day(date.fromisoformat(since))), "day")
    if unit.state in ENDED:
        raise RuleError(_("This unit has ended already."))
    return _CHECKS[kind](portal, unit, target, details, day)


def _check_close(portal, unit, target, details, day):
    standing = [row for _key, row in portal.register.listed(unit.uuid) if row.state not in ENDED]
    if standing:
        raise RuleError(_("${count} units stand below it, such as “${unit}”. Move or close them first.",
                          count=len(standing), unit=standing[0].title))
    if details["keep"] not in KEEPINGS:
        raise RuleError(_("Choose one of the values in the list."), "keep")
    return {**details, "reason": _reason(details["reason"])}


def _check_merge(portal, unit, target, details, day):
    if target is None or target is unit or target.__parent__ is None:
        raise RuleError(_("Choose another unit that goes on in its place."), "into")
    if target.state in ENDED:
        raise RuleError(_("“${unit}” has ended; nothing can be merged into it.", unit=target.title), "into")
    if target.kind != unit.kind and portal.definitions.kinds[target.kind].school != (
            portal.definitions.kinds[unit.kind].school):
        raise RuleError(_("A school is merged into a school, an office into an office."), "into")
    return _check_close(portal, unit, target, details, day)


def _check_move(portal, unit, target, details, day):
    if target is None or target is unit.__parent__:
        raise RuleError(_("Choose another office."), "office")
    if unit.uuid in portal.register.above(target.uuid):
        raise RuleError(_("A unit cannot be moved below itself."), "office")
    if target.state in ENDED:
        raise RuleError(_("“${unit}” has ended.", unit=target.title), "office")
    check_standing(portal, unit.kind, target, day, "office")
    return details


_CHECKS = {"close": _check_close, "merge": _check_merge, "move": _check_move}


def _reason(text):
    reason = clean_text(text if isinstance(text, str) else "")[:2000]
    if not reason:
        raise RuleError(_("Please give a reason; it is kept in the history of the unit."), "reason")
    return reason


def check_rights(portal, asker, kind, unit, target):
    """Refuse who may not do this: it takes the right to move at the unit and at its office, and at the target.

    :raises NotAllowed: so.
    """
    for node in (unit, unit.__parent__):
        if node is not None:
            require(portal, asker, "unit:move", node)
    if target is not None:
        require(portal, asker, "unit:add" if kind == "move" else "unit:move", target)


def _act(portal, kind, unit, target, details, *, by, at, day):
    today = local_day(at)
    day = day or today
    details = check_act(portal, kind, unit, target, details, day=day, today=today)
    if day > today:
        return _plan(portal, kind, unit, target, details, day, by=by, at=at)
    _carry_out(portal, kind, unit, target, details, day, by=by, at=at)
    return None


def _plan(portal, kind, unit, target, details, day, *, by, at):
    if plans_of(portal, unit.uuid):
        raise RuleError(_("Something is planned for this unit already; cancel that first."))
    plan = {"id": new_uuid(), "kind": kind, "unit": unit.uuid, "target": target.uuid if target else "",
            "day": day.isoformat(), "details": details, "by": by, "at": at.isoformat(), "failed": None}
    portal.register.write_book("plans")[plan["id"]] = plan
    unit.record(f"plan_{kind}", by=by, at=at, source=unit.state, target=plan["day"], reason=details.get("reason", ""))
    return plan


def plans_of(portal, uuid):
    """Return the plans that a unit is the subject of, the first day first."""
    plans = [plan for plan in portal.register.book("plans").values() if plan["unit"] == uuid]
    return sorted(plans, key=lambda plan: plan["day"])


def cancel_plan(portal, unit, plan_id, *, by, at):
    """Take a plan back before its day; return it. :raises RuleError: it is not there any more."""
    plan = portal.register.book("plans").get(plan_id)
    if plan is None or plan["unit"] != unit.uuid:
        raise RuleError(_("This is not planned any more: its day came, or somebody cancelled it."))
    del portal.register.write_book("plans")[plan_id]
    unit.record(f"cancel_{plan['kind']}", by=by, at=at, source=plan["day"], target=unit.state)
    return plan


@nightly("carry_out_unit_plans", _("Carry out what was planned for units"))
def carry_out_plans(portal, unit, *, by, at):
    """Do what was planned up to today; once, with the department. What fails stays in the list with its reason."""
    if unit is not portal.root:
        return None
    today, done = local_day(at).isoformat(), 0
    due = [plan for plan in portal.register.book("plans").values() if plan["day"] <= today]
    for plan in sorted(due, key=lambda plan: (plan["day"], plan["at"])):
        try:
            _do_plan(portal, plan, at)
            del portal.register.write_book("plans")[plan["id"]]
            done += 1
        except RuleError as error:
            values = {name: str(value) for name, value in error.message.values.items()}
            portal.register.write_book("plans")[plan["id"]] = {**plan, "failed": (error.message.msgid, values)}
    return _("${count} plans carried out", count=done) if due else None


def _do_plan(portal, plan, at):
    unit = portal.unit(plan["unit"])
    target = portal.unit(plan["target"]) if plan["target"] else None
    if unit is None or (plan["target"] and target is None):
        raise RuleError(_("A unit that this plan names is not there any more."))
    day = date.fromisoformat(plan["day"])
    details = check_act(portal, plan["kind"], unit, target, plan["details"], day=day, today=local_day(at))
    # Who planned it may have lost the right meanwhile; then it is for somebody else to decide.
    check_rights(portal, asker_of(portal, plan["by"], at), plan["kind"], unit, target)
    _carry_out(portal, plan["kind"], unit, target, details, day, by=plan["by"], at=at)


def _carry_out(portal, kind, unit, target, details, day, *, by, at):
    for plan in plans_of(portal, unit.uuid):
        if plan["day"] > day.isoformat():
            raise RuleError(_("Something is planned for this unit already; cancel that first."))
    if kind == "move":
        move_unit(portal, unit, target, by=by, at=at, day=day)
        return
    _end(portal, unit, target, details, day, by=by, at=at)
    if kind == "merge" and details["move_people"]:
        do(portal, target, "move_people_home", [card.uuid for card in people_now(portal, unit, day)],
           {"from": unit.uuid, "day": day.isoformat()}, by=by, at=at,
           title=_("People of “${unit}” now belong to “${into}”", unit=unit.title, into=target.title))


def _end(portal, unit, into, details, day, *, by, at):
    source, unit.state = unit.state, details["keep"]
    leads_on = into is not None and details["keep"] == "closed_hidden"
    portal.register.end(unit.uuid, day.isoformat(), into=into.uuid if into is not None else "", leads_on=leads_on)
    portal.register.update(unit, closed_on=day.isoformat())
    event = "merge" if into is not None else details["keep"].replace("closed", "close")
    unit.record(event, by=by, at=at, source=source, target=into.title if into is not None else unit.state,
                reason=details["reason"])
    announce(unit, "whole", unit.uuid, at)
    unit.__parent__.touch()
    if into is not None:
        into.record("merged_from", by=by, at=at, source=unit.title, target=into.state, reason=details["reason"])
        announce(into, "unit", into.uuid, at)


def people_now(portal, unit, day):
    """Return the cards of those who belong to ``unit`` on ``day`` or later."""
    return [card for card in people_of(portal, unit).all() if not card.until or card.until >= day.isoformat()]


def _name_of_person(portal, unit, item):
    return portal.accounts.name_of(item)


@task("move_people_home", _("Give people another home unit"), title_of=_name_of_person)
def move_person_home(portal, into, item, params, *, by, at):
    """Give a person of a unit that was merged into ``into`` their home there, from the day of the merger on.

    Their roles stay behind as history: the new unit gives its own.
    """
    asker, day = asker_of(portal, by, at), params["day"]
    old, account = portal.unit(params["from"]), portal.accounts.get(item)
    if old is None or not (may(portal, asker, "unit:move", old) and may(portal, asker, "unit:move", into)):
        raise NotAllowed(_("Only who may move both units may give their people another home."))
    if ("merged_into", into.uuid, day, "") not in portal.register.records[old.uuid].edges:
        raise RuleError(_("These units have not been merged."))
    if account is None or not any(home == old.uuid and (not until or until >= day)
                                  for home, _since, until in account.home):
        return None
    account.home = tuple(_moved(account.home, old.uuid, into.uuid, day))
    account.knows(into.uuid)
    list_person(portal, account)
    note(account, "move", by=by, at=at, unit=old.uuid, detail=(into.title, day))
    return _("belongs to “${unit}” now", unit=into.title)


def _moved(homes, old, new, day):
    """The last day at the old unit is the one before: a day has one home."""
    before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    for home, since, until in homes:
        if home != old or (until and until < day):
            yield home, since, until
            continue
        if since < day:
            yield home, since, before
        yield new, max(since, day), until
