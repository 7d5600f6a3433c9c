"""The rights of somebody who is not in front of the screen: what a job asks before each thing that it does."""

from eduportal.content.nodes import is_public
from eduportal.domain.dates import local_day
from eduportal.domain.errors import NotAllowed
from eduportal.security.rights import Asker, decision


def asker_of(portal, account, at):
    """Return the :class:`Asker` of an account's uuid at an instant; one of nobody when it is closed or unknown."""
    found = portal.accounts.get(account) if account else None
    return Asker(account if found is not None and found.is_open(local_day(at)) else None, local_day(at))


def require_of(portal, by, permission, node, *, at):
    """Check that the account ``by`` has ``permission`` at ``node`` now; "" is the portal itself, at its own work.

    :raises NotAllowed: it has not, with the reason. No view passes "": it passes who is signed in.
    """
    if by != "":
        require(portal, asker_of(portal, by, at), permission, node)


def may(portal, asker, permission, node):
    """Return the :class:`Decision` whether ``asker`` has ``permission`` at ``node``."""
    return decision(asker, node, permission, portal.definitions, public=is_public)


def require(portal, asker, permission, node):
    """Return the decision. :raises NotAllowed: with its reason, when ``asker`` has not ``permission`` at ``node``."""
    asked = may(portal, asker, permission, node)
    if not asked:
        raise NotAllowed(asked.reason)
    return asked
