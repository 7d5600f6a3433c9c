"""The list of the people of a unit: searched, filtered and counted on cards; accounts are loaded for one batch only."""

from typing import NamedTuple

from eduportal.content.people import card_of
from eduportal.domain.access import role_title
from eduportal.domain.names import name_order_key
from eduportal.domain.text import fold
from eduportal.operations.accounts import known_in
from eduportal.operations.sharing import is_over

STATES = ("active", "waiting", "closed", "left")


class Wanted(NamedTuple):
    """What the list is asked for: words, a state of :data:`STATES` or '', a role or ''."""

    words: str = ""
    state: str = ""
    role: str = ""


def people_here(portal, unit, wanted, day):
    """Return the list of :class:`PersonCard` of ``unit`` that are wanted, by tên, họ, đệm.

    Who has left is shown only when asked for.
    """
    words = fold(wanted.words[:200]).split()
    holders = _holders(unit, wanted.role, day) if wanted.role else None
    return [card for card in all_cards(portal, unit)
            if _is_wanted(state_of(card, day), wanted.state) and all(word in card.folded for word in words)
            and (holders is None or card.uuid in holders)]


def all_cards(portal, unit):
    """Return the cards of everybody who belongs or belonged to ``unit``; of an older database without writing."""
    if unit.people is not None:
        return list(unit.people.all())
    cards = [card_of(account, unit.uuid) for account in known_in(portal, unit)]
    return sorted((card for card in cards if card is not None), key=lambda card: name_order_key(card.name))


def state_of(card, day):
    """Return "left" for somebody whose last day here is over, else the state of the account."""
    return "left" if card.until and card.until < day.isoformat() else card.state


def roles_of(unit, uuid, day):
    """Return the titles of the roles that an account holds in ``unit`` on ``day`` or will, without repetition."""
    held = [grant for grant in unit.grants.of(uuid) if not is_over(grant, day)]
    return list(dict.fromkeys(role_title(grant.role) for grant in held))


def waiting_here(portal, unit, day):
    """Return the uuids of those who have not activated their account yet, in order."""
    return [card.uuid for card in all_cards(portal, unit) if state_of(card, day) == "waiting"]


def _is_wanted(state, wanted):
    return state == wanted if wanted else state != "left"


def _holders(unit, role, day):
    return {grant.principal for grant in unit.grants.all() if grant.role == role and not is_over(grant, day)}
