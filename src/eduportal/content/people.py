"""The people of a unit, in the unit's own shard; and the book of what was done with an account."""

from typing import NamedTuple
from uuid import uuid4

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from eduportal.domain.names import name_order_key
from eduportal.domain.text import fold


class PersonCard(NamedTuple):
    """What the list of people shows of an account without loading it. Stored as a plain tuple.

    ``state`` is the account's (closed, waiting, active), ``since`` and ``until`` are the ISO days of its home in this
    unit (until '' while it lasts), ``folded`` is what the search looks in.
    """

    uuid: str
    login: str
    name: str
    email: str
    code: str
    state: str
    since: str
    until: str
    folded: str


class UnitPeople(Persistent):
    """Cards of everybody who belongs or belonged to one unit, in the order of tên, họ, đệm (R11-1)."""

    def __init__(self):
        self.cards = OOBTree()
        self.order = OOTreeSet()
        #: Batches of activation slips that may still be opened: uuid → (by, at, uuids of accounts).
        self.slips = OOBTree()

    def put(self, account, unit):
        """Write the card of ``account`` as it is now; one without a home in ``unit`` (a uuid) is taken out."""
        self._take_out(account.uuid)
        card = card_of(account, unit)
        if card is not None:
            self.cards[account.uuid] = tuple(card)
            self.order.insert((name_order_key(card.name), card.uuid))

    def _take_out(self, uuid):
        old = self.cards.get(uuid)
        if old is not None:
            self.order.remove((name_order_key(PersonCard(*old).name), uuid))
            del self.cards[uuid]

    def get(self, uuid):
        """Return the :class:`PersonCard` of an account, or None when it never belonged here."""
        found = self.cards.get(uuid)
        return None if found is None else PersonCard(*found)

    def all(self):
        """Yield every :class:`PersonCard` in order."""
        for _key, uuid in self.order:
            yield PersonCard(*self.cards[uuid])


def card_of(account, unit):
    """Return the :class:`PersonCard` of ``account`` in ``unit`` (a uuid) by its newest home there, or None."""
    homes = [(since, until) for place, since, until in account.home if place == unit]
    if not homes:
        return None
    since, until = max(homes)
    folded = fold(f"{account.name} {account.login} {account.email} {account.code}")
    return PersonCard(account.uuid, account.login, account.name, account.email, account.code, account.state, since,
                      until, folded)


class Act(NamedTuple):
    """One line of the book of an account. ``by`` is an account's uuid, ``unit`` the uuid of the unit it was done in,
    '' when the person did it; ``detail`` is a tuple of texts that the event needs (old and new name, a day ...)."""

    at: str
    by: str
    event: str
    unit: str
    detail: tuple


class AccountBook(Persistent):
    """What was done with an account. Lines are added and never changed; two writers at once both keep theirs."""

    def __init__(self):
        self.lines = OOBTree()

    def write(self, act):
        """Add a line."""
        self.lines[f"{act.at}.{uuid4().hex[:8]}"] = tuple(act)

    def newest_first(self):
        """Return every :class:`Act`, the newest first."""
        return [Act(*line) for line in reversed(list(self.lines.values()))]


def note(account, event, *, by, at, unit="", detail=()):
    """Add a line to the book of ``account``."""
    if account.acts is None:
        account.acts = AccountBook()
    account.acts.write(Act(at.isoformat(), by, event, unit, tuple(detail)))
