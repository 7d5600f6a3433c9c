"""Finding a colleague by name or log-in name, among those that the asker may know of."""

from itertools import islice

from eduportal.content.nodes import lineage, unit_of
from eduportal.domain.text import fold
from eduportal.operations.asking import may

LONGEST, MOST = 60, 20
#: A search looks at so many cards of people and no more.
_LOOKED_AT = 5000


def find_people(portal, asker, node, typed):
    """Return (accounts, whether there are more) whose name, log-in name or e-mail holds all words of ``typed``.

    Looked through are the people of the unit, and of the offices above it whose sharing the asker may see. Somebody
    of a unit below is found by the whole log-in name.
    """
    wanted, day = fold(typed[:LONGEST]).split(), asker.day
    if not wanted:
        return [], False
    found = {}
    exact = portal.accounts.by_login(typed[:LONGEST])
    if exact is not None and knows(portal, asker, node, exact):
        found[exact.uuid] = exact
    for uuid in _matching(portal, asker, node, wanted):
        account = portal.accounts.get(uuid)
        if account is not None and account.active and account.home_on(day) is not None:
            found[uuid] = account
        if len(found) > MOST:
            break
    return list(found.values())[:MOST], len(found) > MOST


def _matching(portal, asker, node, wanted):
    cards = (card for unit in _units_seen(portal, asker, node) if unit.people is not None for card in unit.people.all())
    for card in islice(cards, _LOOKED_AT):
        if all(word in card.folded for word in wanted):
            yield card.uuid


def _units_seen(portal, asker, node):
    own = unit_of(node)
    for unit in lineage(own):
        if unit is own or may(portal, asker, "sharing:view", unit):
            yield unit


def knows(portal, asker, node, account):
    """Return whether the asker, who shares ``node``, may be told of ``account``.

    That is: it belongs to the unit, to one below it, or to an office above whose sharing the asker may see; or it has
    a role or a seat in a group there.
    """
    own, home = unit_of(node), account.home_on(asker.day) if account.active else None
    if home is not None and home in portal.register.records and own.uuid in portal.register.above(home):
        return True
    return any(unit.uuid == home or unit.grants.of(account.uuid)
               or (unit.groups is not None and unit.groups.of(account.uuid))
               for unit in _units_seen(portal, asker, node))
