"""Giving and ending roles. Each role declares what it may give; nobody gives a role to themselves."""

from datetime import timedelta

from eduportal.content.nodes import unit_of
from eduportal.domain.access import ROLES, Grant, may_grant
from eduportal.domain.dates import local_day
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations.identity import new_uuid


def give_role(portal, node, account, role, *, held, by, at, since=None, until=None, kinds=()):
    """Give ``role`` at ``node`` to ``account`` and return the :class:`Grant`. One write, wherever the node stands.

    :param held: the roles of the giver at the node (:meth:`Asker.held_at`), or None for the founding of a portal.
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
    # The account comes last: nobody finds out by trying which log-in names exist without giving a role that is seen.
    if account is None or not account.active:
        raise RuleError(_("There is no such account, or it is closed."), "login")
    if held is not None and account.uuid == by:
        raise NotAllowed(_("Nobody gives a role to themselves; ask your administrator."))
    unit = unit_of(node)
    for each in unit.grants.of(account.uuid):
        if (each.role, each.node, each.since, each.until, each.kinds) == (role, node.uuid, since, until, tuple(kinds)):
            raise RuleError(_("${name} has this role here already.", name=account.name))
    grant = Grant(new_uuid(), account.uuid, role, node.uuid, since, until, tuple(kinds), by, at.isoformat())
    unit.grants.put(grant)
    account.knows(unit.uuid)
    return grant


def end_role(portal, node, grant_id, *, held, by, at):
    """End a grant held at ``node``: from tomorrow on if it was in force, at once if it was not yet.

    The grant stays readable as history. :raises NotAllowed: not this node's grant, or not the asker's to end.
    """
    unit, day = unit_of(node), local_day(at)
    grant = next((each for each in unit.grants.all() if each.id == grant_id and each.node == node.uuid), None)
    if grant is None:
        raise NotAllowed(_("There is no such grant here."))
    if held is not None and may_grant(held, grant.role) is None:
        raise NotAllowed(_("Your roles here do not include ending the role “${role}”.", role=ROLES[grant.role][0]))
    if is_over(grant, day):
        raise RuleError(_("This role has ended already."))
    # The last day that counts is yesterday: a right that is taken away is gone at once, not at midnight.
    until = day - timedelta(days=1)
    ended = Grant(grant.id, grant.principal, grant.role, grant.node, grant.since, until, grant.kinds,
                  grant.given_by, grant.given_at)
    unit.grants.put(ended)
    return ended


def is_over(grant, day):
    """Return whether ``grant`` is over on ``day``."""
    return grant.until is not None and grant.until < day
