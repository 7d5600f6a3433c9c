"""Several roles at one place changed at once, and what that will do to whom, told before it is done."""

from dataclasses import dataclass
from itertools import islice

from eduportal.content.groups import Group
from eduportal.content.nodes import below, lineage, unit_of
from eduportal.domain.access import PERMISSIONS, ROLES, Grant, decide, may_grant
from eduportal.domain.dates import local_day
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations.sharing import check_administrators, close_grant, give_role, group_over, is_over
from eduportal.security.rights import Asker, allowed_roles

MOST_CHANGES = 50


@dataclass(frozen=True)
class Change:
    """One tick that was set (``gives``) or taken away. ``principal`` is the account or the :class:`Group`."""

    principal: object
    role: str
    gives: bool


@dataclass(frozen=True)
class Effect:
    """What a person can do at a place after a change and could not before, and the other way round.

    ``gained`` and ``lost`` are tuples of permissions; ``held`` are the roles afterwards.
    """

    account: object
    gained: tuple
    lost: tuple
    held: tuple


def changes_of(portal, node, ticked, shown):
    """Return the :class:`Change` list between the ticks on the screen when it was drawn and when it was sent.

    :param ticked: texts ``principal uuid:role`` now. :param shown: those that were ticked when the page was drawn.
    :raises RuleError: too many at once. :raises NotAllowed: a principal or a role that does not exist.
    """
    before, now = set(shown), set(ticked)
    different = [*((key, True) for key in ticked if key not in before), *((k, False) for k in shown if k not in now)]
    different = list(dict.fromkeys(different))
    if len(different) > MOST_CHANGES:
        raise RuleError(_("At most ${count} changes at once.", count=MOST_CHANGES))
    return [_change(portal, node, key, gives) for key, gives in different]


def _change(portal, node, key, gives):
    uuid, _colon, role = key[:200].partition(":")
    principal = principal_of(portal, node, uuid)
    if principal is None or role not in ROLES:
        raise NotAllowed(_("This person, group or role is not known here. Open the page again."))
    return Change(principal, role, gives)


def principal_of(portal, node, uuid):
    """Return the account or the group with ``uuid`` that may hold a role at ``node``, or None."""
    return portal.accounts.get(uuid) or group_over(node, uuid)


def make_changes(portal, node, changes, *, held, by, at, until=None, kinds=(), here_only=False, sure=False):
    """Carry out the changes and return how many roles were given and how many ended.

    What somebody else has done meanwhile is left as it is. When one change is refused, the caller drops all of them
    with its transaction.

    :param until: the last day of the roles that are given. :param held: the roles of the asker at the node.
    :raises NotAllowed, RuleError: as :func:`eduportal.operations.sharing.give_role` and ``end_role``.
    """
    day, unit = local_day(at), unit_of(node)
    ending = check_changes(portal, node, changes, held=held, by=by, day=day, sure=sure)
    giving = [each for each in changes if each.gives and not _own(unit, node, each, day)]
    for each in giving:
        give_role(portal, node, each.principal, each.role, held=held, by=by, at=at, until=until, kinds=kinds,
                  here_only=here_only)
    for grant in ending:
        close_grant(unit, grant, by=by, at=at)
    return len(giving), len(ending)


def check_changes(portal, node, changes, *, held, by, day, sure):
    """Return the grants that the changes end. :raises NotAllowed, RuleError: one of them is refused."""
    for each in changes:
        if may_grant(held, each.role) is None:
            raise NotAllowed(_("Your roles here do not include giving the role “${role}”.", role=ROLES[each.role][0]))
    unit = unit_of(node)
    ending = [grant for each in changes if not each.gives for grant in _own(unit, node, each, day)]
    check_administrators(portal, node, without=ending, by=by, day=day, sure=sure)
    return ending


def _own(unit, node, change, day):
    """Return the grants of a principal and a role at this very node that are not over."""
    return [grant for grant in unit.grants.of(change.principal.uuid)
            if (grant.role, grant.node) == (change.role, node.uuid) and not is_over(grant, day)]


def effects_of(portal, node, changes, day, *, until=None, kinds=(), here_only=False):
    """Return the :class:`Effect` list of what ``changes`` do at ``node`` on ``day``, people without any left out."""
    unit, found = unit_of(node), []
    for account in _people_of(portal, changes, day):
        asker = Asker(account.uuid, day)
        before, grants = asker.held_at(node), asker.grants_in(unit)
        mine = {account.uuid, *asker.groups_at(unit)}
        gone = {grant.id for each in changes if not each.gives for grant in _own(unit, node, each, day)}
        new = [Grant("", each.principal.uuid, each.role, node.uuid, day, until, tuple(kinds), "", "", here_only)
               for each in changes if each.gives and each.principal.uuid in mine]
        after = asker.suppose(unit, [*(each for each in grants if each.id not in gone), *new]).held_at(node)
        found.append(_effect(portal, node, account, before, after))
    return found


def _people_of(portal, changes, day):
    """Return the accounts that the changes touch, each once, members of groups included."""
    found = {}
    for each in changes:
        if isinstance(each.principal, Group):
            members = (portal.accounts.get(row[1]) for row in each.principal.members_on(day))
            found |= {account.uuid: account for account in members if account is not None}
        else:
            found[each.principal.uuid] = each.principal
    return list(found.values())


def _effect(portal, node, account, before, after):
    old, new = permissions_of(portal, node, before), permissions_of(portal, node, after)
    return Effect(account, tuple(p for p in PERMISSIONS if p in new - old),
                  tuple(p for p in PERMISSIONS if p in old - new), after)


def permissions_of(portal, node, held):
    """Return the set of permissions that ``held`` roles have at ``node`` in its present state."""
    return {permission for permission in PERMISSIONS
            if decide(permission, allowed_roles(node, permission, portal.definitions), held)}


def wall_effects(portal, folder, refuses, day):
    """Return the :class:`Effect` list of closing a folder against roles from above, or of opening it again."""
    found = []
    for account in people_reaching(portal, folder, day):
        before = Asker(account.uuid, day).held_at(folder)
        after = Asker(account.uuid, day).suppose_wall(folder, refuses).held_at(folder)
        effect = _effect(portal, folder, account, before, after)
        if effect.gained or effect.lost:
            found.append(effect)
    return found


def people_reaching(portal, node, day):
    """Return the open accounts that hold a role at ``node`` on ``day`` by grants here or above, groups included."""
    uuids = {}
    for place in lineage(node):
        for grant in place.grants.all() if getattr(place, "is_unit", False) else ():
            if not grant.holds_on(day):
                continue
            group = group_over(node, grant.principal)
            members = [row[1] for row in group.members_on(day)] if group is not None else [grant.principal]
            uuids |= dict.fromkeys(members)
    accounts = [account for uuid in uuids if (account := portal.accounts.get(uuid)) is not None and account.active]
    return [each for each in accounts if any(held.grant for held in Asker(each.uuid, day).held_at(node))]


def public_below(folder, most):
    """Return how many things below ``folder`` have a live version; counting stops after ``most`` things."""
    return sum(each.live is not None for each in islice(below(folder), most))
