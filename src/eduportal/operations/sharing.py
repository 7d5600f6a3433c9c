"""Giving and ending roles. Each role declares what it may give; nobody gives a role to themselves."""

from dataclasses import replace
from datetime import timedelta

from eduportal.content.groups import Group
from eduportal.content.nodes import lineage, unit_of
from eduportal.domain.access import ROLES, Grant, may_grant
from eduportal.domain.dates import local_day
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations.identity import new_uuid
from eduportal.security.rights import Asker


def give_role(portal, node, account, role, *, held, by, at, since=None, until=None, kinds=(), here_only=False):
    """Give ``role`` at ``node`` to ``account`` and return the :class:`Grant`. One write, wherever the node stands.

    :param account: an account, or a :class:`Group` of this unit or of one above it.
    :param held: the roles of the giver at the node (:meth:`Asker.held_at`), or None for the founding of a portal.
    :param here_only: at a unit: not in the units below it.
    :raises NotAllowed: the giver may not give this role. :raises RuleError: days or kinds that do not fit.
    """
    day = local_day(at)
    if role not in ROLES:
        raise RuleError(_("There is no such role."), "role")
    if held is not None and may_grant(held, role) is None:
        raise NotAllowed(_("Your roles here do not include giving the role “${role}”.", role=ROLES[role][0]))
    since = since or day
    if until is not None and until < since:
        raise RuleError(_("The last day lies before the first."), "until")
    if any(kind not in portal.definitions.kinds for kind in kinds):
        raise RuleError(_("There is no such kind of unit."), "kinds")
    _check_principal(node, account, day, by if held is not None else None)
    here_only = bool(here_only) and getattr(node, "is_unit", False)
    unit, wanted = unit_of(node), (role, node.uuid, since, until, tuple(kinds), here_only)
    for each in unit.grants.of(account.uuid):
        if (each.role, each.node, each.since, each.until, each.kinds, each.here_only) == wanted:
            raise RuleError(_("${name} has this role here already.", name=name_of(account)))
    grant = Grant(new_uuid(), account.uuid, role, node.uuid, since, until, tuple(kinds), by, at.isoformat(), here_only)
    unit.grants.put(grant)
    account.knows(unit.uuid)
    for row in account.members_from(day) if isinstance(account, Group) else ():
        _knows(portal, row[1], unit.uuid)
    return grant


def _check_principal(node, account, day, giver):
    """The account comes last: nobody finds out by trying which log-in names exist without giving a role that is seen.

    :param giver: the account's uuid of the giver, or None for the founding of a portal.
    """
    if isinstance(account, Group):
        if account.ended or not any(group is account for group in groups_over(node)):
            raise RuleError(_("There is no such group here, or it has ended."), "group")
        if giver is not None and any(row[1] == giver for row in account.members_from(day)):
            raise NotAllowed(_("You are in the group “${group}” yourself. Nobody gives a role to themselves; ask "
                               "your administrator.", group=account.title))
    elif account is None or not account.is_open(day):
        raise RuleError(_("There is no such account, or it is closed."), "login")
    elif account.uuid == giver:
        raise NotAllowed(_("Nobody gives a role to themselves; ask your administrator."))


def _knows(portal, account, unit):
    found = portal.accounts.get(account)
    if found is not None:
        found.knows(unit)


def name_of(principal):
    """Return the name to show of an account or a group."""
    return principal.title if isinstance(principal, Group) else principal.name


def groups_over(node):
    """Yield the groups that may hold a role at ``node``: of its unit and of the units above; not the ended ones."""
    for place in lineage(node):
        if getattr(place, "is_unit", False) and place.groups is not None:
            yield from (group for group in place.groups.all() if not group.ended)


def group_over(node, uuid):
    """Return the group of the unit of ``node``, or of a unit above it, with ``uuid``, ended or not; else None."""
    units = (place for place in lineage(node) if getattr(place, "is_unit", False) and place.groups is not None)
    return next((found for unit in units if (found := unit.groups.get(uuid)) is not None), None)


def end_role(portal, node, grant_id, *, held, by, at, sure=False):
    """End a grant held at ``node``: from tomorrow on if it was in force, at once if it was not yet.

    The grant stays readable as history, with who ended it.

    :param sure: the asker was told that this is their own last administrator's role here and wants it all the same.
    :raises NotAllowed: not this node's grant, or not the asker's to end.
    :raises RuleError: it has ended already, or the asker would lose the administration here without having said so.
    """
    unit, day = unit_of(node), local_day(at)
    grant = next((each for each in unit.grants.all() if each.id == grant_id and each.node == node.uuid), None)
    if grant is None:
        raise NotAllowed(_("There is no such grant here."))
    if held is not None and may_grant(held, grant.role) is None:
        raise NotAllowed(_("Your roles here do not include ending the role “${role}”.", role=ROLES[grant.role][0]))
    if is_over(grant, day):
        raise RuleError(_("This role has ended already."))
    if held is not None:
        check_administrators(portal, node, without=(grant,), by=by, day=day, sure=sure)
    return close_grant(unit, grant, by=by, at=at)


def close_grant(unit, grant, *, by, at):
    """Write the end of a grant whose ending was allowed; return it."""
    # The last day that counts is yesterday: a right that is taken away is gone at once, not at midnight.
    ended = replace(grant, until=local_day(at) - timedelta(days=1), ended_by=by, ended_at=at.isoformat())
    unit.grants.put(ended)
    return ended


def check_administrators(portal, node, *, without, by, day, sure=False, left_group=None):
    """Look whether ``by`` would lose the administration of ``node`` if the grants ``without`` ended.

    :param left_group: the uuid of a group that ``by`` leaves. :raises RuleError: it is the own last one and nobody
        said ``sure``; or it is the last of the department, whose administration nobody could give back.
    """
    gone = {grant.id for grant in without}
    unit, asker = unit_of(node), Asker(by, day)
    before = asker.grants_in(unit)
    kept = [grant for grant in before if grant.id not in gone and grant.principal != left_group]
    if len(kept) == len(before) or not _administers(asker, node):
        return
    if _administers(asker.suppose(unit, kept), node):
        return
    if node.__parent__ is None and not _others(portal, unit, by, gone, day):
        raise RuleError(_("You are the last administrator of the department. Give the role to somebody else first; "
                          "nobody could give it back to you."))
    if not sure:
        raise RuleError(_("This is your own last administrator's role at “${place}”. Confirm that you give it up, or "
                          "let another administrator end it.", place=node.title), "sure")


def _administers(asker, node):
    return any(held.role == "administrator" for held in asker.held_at(node))


def _others(portal, root, by, gone, day):
    """Return whether somebody else who can sign in administers the department on ``day``."""
    for grant in root.grants.all():
        if grant.role == "administrator" and grant.node == root.uuid and grant.id not in gone and grant.holds_on(day):
            group = root.groups.get(grant.principal) if root.groups is not None else None
            people = [row[1] for row in group.members_on(day)] if group is not None else [grant.principal]
            accounts = (portal.accounts.get(each) for each in people if each != by)
            if any(account is not None and account.is_open(day) for account in accounts):
                return True
    return False


def is_over(grant, day):
    """Return whether ``grant`` is over on ``day``."""
    return grant.until is not None and grant.until < day
