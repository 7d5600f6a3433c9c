"""What an act on a unit would change, told before it is done."""

from eduportal.domain.dates import format_day, local_day
from eduportal.domain.messages import _
from eduportal.operations.unit_acts import check_act, people_now
from eduportal.operations.units import check_address

_PAGES = ("page", "news_item", "disclosure", "file")


def effects_of_move(portal, unit, office, *, day, at):
    """Return the messages of what a move would change. :raises RuleError: it is not possible."""
    check_act(portal, "move", unit, office, {}, day=day, today=local_day(at))
    old = "/".join(portal.register.path(unit.uuid))
    return [
        *_when(day, at),
        _("The edge to “${old}” ends and one to “${new}” begins on ${day}; reports of earlier days keep counting it "
          "under the old office.", old=unit.__parent__.title, new=office.title, day=format_day(day)),
        _("Its address /${path}/ changes to one below “${office}”; the old one leads there.", path=old,
          office=office.title),
        _("Who administers “${old}” has no rights here any more, who administers “${new}” has them from then on. Roles "
          "given in the unit itself stay.", old=unit.__parent__.title, new=office.title),
        *_below(portal, unit),
    ]


def effects_of_close(portal, unit, details, *, day, at):
    """Return the messages of what closing a unit would change. :raises RuleError: it is not possible."""
    check_act(portal, "close", unit, None, details, day=day, today=local_day(at))
    return [*_when(day, at), *_ending(portal, unit, details, day), _(
        "${count} people belong to it; they cannot sign in from then on.", count=len(people_now(portal, unit, day)))]


def effects_of_merge(portal, unit, into, details, *, day, at):
    """Return the messages of what a merger would change. :raises RuleError: it is not possible."""
    check_act(portal, "merge", unit, into, details, day=day, today=local_day(at))
    count = len(people_now(portal, unit, day))
    people = _("${count} people belong to it; their home is “${into}” from that day on. The roles that they have here "
               "stay behind; “${into}” gives its own.", count=count, into=into.title) if details["move_people"] else _(
        "${count} people belong to it; they cannot sign in from then on.", count=count)
    leads = [_("Its old addresses lead to “${into}”.", into=into.title)] if details["keep"] == "closed_hidden" else []
    return [*_when(day, at), *_ending(portal, unit, details, day), *leads, people]


def effects_of_address(portal, unit, name):
    """Return the messages of what another name in the address would change. :raises RuleError: it is not possible."""
    new = check_address(unit, name)
    path = portal.register.path(unit.uuid)
    return [_("The address /${old}/ becomes /${new}/, and so for everything below it.", old="/".join(path),
              new="/".join((*path[:-1], new))),
            _("The old address leads to the new one; short links and QR codes go on working.")]


def _when(day, at):
    if day <= local_day(at):
        return []
    return [_("It is carried out in the night to ${day}. Until then it is shown here and can be cancelled.",
              day=format_day(day))]


def _ending(portal, unit, details, day):
    pages = unit.index.public_count(_PAGES) if unit.index is not None else 0
    kept = _("Its ${count} published pages stay to be read; nobody changes anything in it.", count=pages) if (
        details["keep"] == "closed") else _("Its ${count} published pages are hidden from the public.", count=pages)
    return [_("The edge to “${office}” ends on ${day}; it is not counted from then on.", office=unit.__parent__.title,
              day=format_day(day)), kept]


def _below(portal, unit):
    count = sum(1 for _each in portal.register.listed(unit.uuid))
    return [_("${count} units stand directly below it and go with it.", count=count)] if count else []
