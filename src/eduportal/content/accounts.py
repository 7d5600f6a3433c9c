"""Accounts of the province, at the root, in 256 buckets by the hash of the log-in name."""

from hashlib import sha256

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from eduportal.domain.text import fold


class Account(Persistent):
    """A person who signs in. ``home`` is a tuple of (unit uuid, since, until) with ISO days, until '' while it lasts.

    ``units`` are the uuids of units in which the account holds grants or assignments: its doors, not its rights.
    ``jobs`` is a tree {job uuid: unit uuid} of what the person started, the last hundred.
    """

    email = ""
    active = True
    units = ()
    password_changed = ""
    jobs = None
    #: The staff code of the unit's own books; kept as text, for leading zeros.
    code = ""
    #: (random part, ends at (ISO instant), batch) of the activation slip that is valid, or (). The code itself is
    #: worked out from it with the secret of the installation (security/activation.py); it is stored nowhere.
    activation = ()
    #: Sessions that began before this ISO instant have ended.
    sessions_from = ""
    #: What was done with this account: see content/people.py.
    acts = None

    def __init__(self, uuid, login, name, password_hash, *, home=(), at):
        self.uuid, self.login, self.name = uuid, login, name
        self.password_hash = password_hash
        self.home = tuple(home)
        self.created = at.isoformat()

    def home_on(self, day):
        """Return the uuid of the unit that the account belongs to on ``day``, or None."""
        iso = day.isoformat()
        return next((unit for unit, since, until in self.home if since <= iso and (not until or iso <= until)), None)

    def has_left(self, day):
        """Return whether the account belonged to a unit and belongs to none on ``day`` or later: it rests."""
        return bool(self.home) and all(until and until < day.isoformat() for _unit, _since, until in self.home)

    def is_open(self, day):
        """Return whether somebody may sign in with this account on ``day``: neither closed nor at rest."""
        return self.active and not self.has_left(day)

    @property
    def state(self):
        """Return "closed", "waiting" (no password has been chosen yet) or "active"."""
        return "closed" if not self.active else "active" if self.password_hash else "waiting"

    def knows(self, unit_uuid):
        """Add a unit to the doors of this account."""
        if unit_uuid not in self.units:
            self.units = (*self.units, unit_uuid)


class Accounts(Persistent):
    """Find accounts by log-in name or by uuid. Two new accounts rarely meet in one bucket."""

    def __init__(self):
        self.logins = tuple(OOBTree() for _each in range(256))
        self.uuids = tuple(OOBTree() for _each in range(256))

    def add(self, account):
        """Enter a new account; :raises KeyError: when the log-in name is taken."""
        key = login_key(account.login)
        bucket = self.logins[_bucket(key)]
        if key in bucket:
            raise KeyError(key)
        bucket[key] = account
        self.uuids[_bucket(account.uuid)][account.uuid] = account

    def by_login(self, login):
        """Return the account of a log-in name (any case), or None."""
        key = login_key(login)
        return self.logins[_bucket(key)].get(key)

    def get(self, uuid):
        """Return the account with ``uuid``, or None."""
        return self.uuids[_bucket(uuid)].get(uuid)

    def name_of(self, uuid):
        """Return the name to show for ``uuid``; a dash for nobody."""
        account = self.get(uuid) if uuid else None
        return account.name if account is not None else "–"


def login_key(login):
    """Return the form of a log-in name that is compared: no case, no accents, no spaces around."""
    return fold(login.strip())[:200]


def _bucket(key):
    return sha256(key.encode("utf-8", "replace")).digest()[0]
