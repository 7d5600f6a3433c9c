"""Where a person has rights, as far as the asker administers it, and taking all of it back."""

from dataclasses import dataclass

from eduportal.content.nodes import Section, lineage
from eduportal.content.units import Unit
from eduportal.domain.access import Grant, may_grant, role_title
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations.asking import asker_of, may, require
from eduportal.operations.groups import end_membership, roles_of
from eduportal.operations.sharing import end_role, is_over
from eduportal.operations.tasks import do, task


@dataclass(frozen=True)
class Right:
    """A role of a person at a place. ``group`` is the group that it comes through, ``row`` its membership there;

    ``owner`` is the unit of that group. ``node`` is None where the place is in the trash.
    """

    unit: object
    node: object
    grant: Grant
    group: object = None
    row: tuple = ()
    owner: object = None


@dataclass(frozen=True)
class Seat:
    """A seat of a person in a group: the unit of the group, the group, the row."""

    unit: object
    group: object
    row: tuple


def units_shared(portal, asker, account):
    """Return the units among the doors of ``account`` whose sharing the asker may see."""
    doors = dict.fromkeys((*account.units, *(unit for unit, _since, _until in account.home)))
    units = (portal.unit(uuid) for uuid in doors)
    return [unit for unit in units if unit is not None and may(portal, asker, "sharing:view", unit)]


def rights_of(portal, asker, account):
    """Return (rights, seats) of ``account`` in the units that the asker administers, ended ones included."""
    rights, seats = [], []
    units = units_shared(portal, asker, account)
    for unit in units:
        rights += [Right(unit, unit.find(grant.node), grant) for grant in unit.grants.of(account.uuid)]
        for group in unit.groups.of(account.uuid) if unit.groups is not None else ():
            mine = [row for row in group.rows if row[1] == account.uuid]
            seats += [Seat(unit, group, row) for row in mine]
            rights += _through(portal, units, unit, group, mine, asker.day)
    return rights, seats


def _through(portal, units, owner, group, rows, day):
    """Yield the rights that a group gives to the person who is in it now or will be, in the units to be seen."""
    lasting = next((row for row in group.members_from(day) if row in rows), None)
    for unit, grant in roles_of(portal, group, day) if lasting is not None else ():
        if any(unit is each for each in units):
            yield Right(unit, unit.find(grant.node), grant, group, lasting, owner)


def revocable(portal, asker, account):
    """Return ([items], [(Right or Seat, reason)]) of what the asker can take back and of what stays, with the reason.

    Items are built-ins for :func:`revoke_all`: ``["grant", unit, node, grant]`` and ``["seat", unit, group, row]``.
    """
    rights, seats = rights_of(portal, asker, account)
    items, kept = [], []
    for right in rights:
        if right.group is not None or is_over(right.grant, asker.day):
            continue
        if right.node is None:
            kept.append((right, _("What it stands at is in the trash.")))
        elif may_grant(asker.held_at(right.node), right.grant.role) is None:
            kept.append((right, _("Your roles here do not include ending the role “${role}”.",
                                  role=role_title(right.grant.role))))
        else:
            items.append(["grant", right.unit.uuid, right.node.uuid, right.grant.id])
    for seat in seats:
        if seat.row not in seat.group.members_from(asker.day):
            continue
        if may(portal, asker, "people:manage", seat.unit):
            items.append(["seat", seat.unit.uuid, seat.group.uuid, seat.row[0]])
        else:
            kept.append((seat, _("Only who manages the people of “${unit}” can do this.", unit=seat.unit.title)))
    return items, kept


def _titled(portal, unit, item):
    _kind, place, _where, _what = item
    record = portal.register.records.get(place)
    return record.title if record is not None else place


@task("revoke_right", _("Take rights back"), title_of=_titled)
def revoke_one(portal, unit, item, params, *, by, at):
    """End one grant or one seat in a group. :raises RuleError: it is not the asker's to end, or it is over."""
    kind, place, where, what = item
    asker, found = asker_of(portal, by, at), portal.unit(place)
    if found is None:
        raise NotAllowed(_("There is no such grant here."))
    if kind == "seat":
        end_membership(portal, found, where, what, asker=asker, by=by, at=at, sure=bool(params.get("sure")))
        return _("Left the group.")
    node = found.find(where)
    if node is None:
        raise NotAllowed(_("What it stands at is in the trash."))
    require(portal, asker, "sharing:give", next(each for each in lineage(node) if isinstance(each, (Section, Unit))))
    grant = end_role(portal, node, what, held=asker.held_at(node), by=by, at=at, sure=bool(params.get("sure")))
    return _("The role “${role}” has ended.", role=role_title(grant.role))


def revoke_all(portal, unit, account, *, by, at, sure=False):
    """Take back every right of ``account`` that the asker may take back; return the outcome, or the job over 50.

    Nobody's session is ended: each request asks for rights anew, so they are gone with the commit; who may not sign in
    any more is closed on the page of people. :param unit: where the asker stands; a job is kept there.
    :raises RuleError: there is nothing that the asker could take back.
    """
    asker = asker_of(portal, by, at)
    require(portal, asker, "sharing:give", unit)
    items, _kept = revocable(portal, asker, account)
    if not items:
        raise RuleError(_("There is nothing that you could take back."))
    if account.uuid == by and not sure:
        raise RuleError(_("These are your own rights. Confirm that you give them up."), "sure")
    return do(portal, unit, "revoke_right", items, {"sure": sure}, by=by, at=at,
              title=_("Take back the rights of ${name}", name=account.name))
