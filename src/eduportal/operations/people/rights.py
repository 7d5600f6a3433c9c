"""Who may take whose account in hand.

The rule: whoever manages the people of the account's unit, and may give every role that the account holds now or will
hold, wherever that is. The account of a principal is in the hands of the office above the unit: who administers a
school must not become, by a new password, the one who approves in it. Nobody takes the own account in hand.
"""

from eduportal.content.nodes import unit_of
from eduportal.domain.access import may_grant, role_title
from eduportal.domain.dates import local_day
from eduportal.domain.errors import NotAllowed
from eduportal.domain.messages import _
from eduportal.operations.accounts import people_of
from eduportal.operations.asking import asker_of, require
from eduportal.operations.sharing import is_over

#: Roles whose account only the office above takes in hand.
HANDED_FROM_ABOVE = frozenset(("principal",))


class NoSuchPerson(NotAllowed):
    """There is no such person in this unit; the same answer for somebody of another unit as for nobody."""


def require_manager(portal, unit, *, by, at):
    """Return the :class:`Asker` of ``by``. :raises NotAllowed: they do not manage the people of ``unit``."""
    asker = asker_of(portal, by, at)
    require(portal, asker, "people:manage", unit)
    return asker


def person_in(portal, unit, uuid):
    """Return the account with ``uuid`` that belongs or belonged to ``unit``. :raises NoSuchPerson: there is none."""
    account = portal.accounts.get(uuid) if isinstance(uuid, str) and len(uuid) == 32 else None
    if account is None or not any(place == unit.uuid for place, _since, _until in account.home):
        raise NoSuchPerson(_("There is no such person in this unit."))
    return account


def person_to_change(portal, unit, uuid, *, by, at, only_name=False):
    """Return the account that ``by`` may change here; its card is there to be written anew.

    :param only_name: what is done does not give anybody a way into the account.
    :raises NoSuchPerson: not of this unit now. :raises NotAllowed: the account is not in the asker's hands.
    """
    asker = require_manager(portal, unit, by=by, at=at)
    account = person_in(portal, unit, uuid)
    if not belongs_now(account, unit, local_day(at)):
        raise NoSuchPerson(_("There is no such person in this unit."))
    if not only_name:
        require_in_hand(portal, asker, account)
    people_of(portal, unit)
    return account


def belongs_now(account, unit, day):
    """Return whether the newest home of ``account`` is ``unit``: who moved on is in the hands of the new unit."""
    newest = max(account.home, key=lambda home: home[1])
    return newest[0] == unit.uuid


def require_in_hand(portal, asker, account):
    """:raises NotAllowed: ``asker`` may not take ``account`` in hand; says why, naming only what the asker may see."""
    if account.uuid == asker.account:
        raise NotAllowed(_("Nobody does this to their own account; ask your administrator."))
    for node, grant in grants_of(portal, account, asker.day):
        given = may_grant(asker.held_at(node), grant.role)
        if given is None or (grant.role in HANDED_FROM_ABOVE and not _is_above(given.place, node)):
            raise NotAllowed(_("${name} holds the role “${role}”; this account is in the hands of the office above.",
                               name=account.name, role=role_title(grant.role)))


def in_hand(portal, asker, account):
    """Return None, or the Message that says why ``asker`` may not take ``account`` in hand."""
    try:
        require_in_hand(portal, asker, account)
    except NotAllowed as error:
        return error.message
    return None


def grants_of(portal, account, day):
    """Yield (node, grant) of every role that an account holds on ``day`` or later, its own and those of its groups."""
    for holder, doors in ((account.uuid, account.units), *_groups_of(portal, account, day)):
        for unit in filter(None, map(portal.unit, doors)):
            for grant in unit.grants.of(holder):
                node = unit.find(grant.node)
                if node is not None and not is_over(grant, day):
                    yield node, grant


def _groups_of(portal, account, day):
    for unit in filter(None, map(portal.unit, account.units)):
        for group in unit.groups.of(account.uuid) if unit.groups is not None else ():
            if any(row[1] == account.uuid for row in group.members_from(day)):
                yield group.uuid, group.units


def _is_above(place, node):
    """Return whether a role held at ``place`` comes from above the unit of ``node``; the root has nothing above."""
    unit = unit_of(node)
    if unit.__parent__ is None:
        return True
    above = unit.__parent__
    while above is not None and above.uuid != place.uuid:
        above = above.__parent__
    return above is not None
