"""Asking for rights in tests."""

from eduportal.content.nodes import is_public
from eduportal.domain.dates import local_day
from eduportal.security.rights import Asker, decision
from tests import factories

NOW = factories.NOW
DAY = local_day(NOW)


def asker(account, day=DAY):
    return Asker(account.uuid if account is not None else None, day)


def may(portal, account, permission, node, day=DAY):
    return decision(asker(account, day), node, permission, portal.definitions, public=is_public)
