"""The portal as operations see it: the root unit, the register, the accounts and the definitions."""

from dataclasses import dataclass

from BTrees.OOBTree import OOBTree

from eduportal.content.accounts import Accounts
from eduportal.content.register import Register

ROOT, REGISTER, ACCOUNTS, ABOUT = "app_root", "eduportal.register", "eduportal.accounts", "eduportal.about"


@dataclass(frozen=True)
class Portal:
    """Everything an operation may need that is not in its arguments. Made afresh for each transaction."""

    root: object
    register: Register
    accounts: Accounts
    definitions: object

    def unit(self, uuid):
        """Return the unit with ``uuid``, or None. Walks names from the root: as many steps as offices above it."""
        if uuid not in self.register.records:
            return None
        node = self.root
        for name in self.register.path(uuid):
            node = node.data.get(name)
            if node is None:
                return None
        # A unit in the trash keeps its name in the register, and another may stand under that name meanwhile.
        return node if node.uuid == uuid else None


def portal_of(zodb_root, definitions):
    """Return the :class:`Portal` of an open database root, or None when it is still empty."""
    if ROOT not in zodb_root:
        return None
    return Portal(zodb_root[ROOT], zodb_root[REGISTER], zodb_root[ACCOUNTS], definitions)


def found_portal(zodb_root, root, definitions):
    """Write a new portal into an empty database and return it."""
    if ROOT in zodb_root:
        raise ValueError("The database already holds a portal.")
    zodb_root[ROOT], zodb_root[REGISTER], zodb_root[ACCOUNTS] = root, Register(), Accounts()
    zodb_root[ABOUT] = OOBTree({"definitions": definitions.fingerprint})
    return portal_of(zodb_root, definitions)
