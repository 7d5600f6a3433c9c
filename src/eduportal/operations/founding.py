"""Founding a real portal: one department with its portal opened and its first administrator."""

from eduportal.operations.accounts import create_account
from eduportal.operations.sharing import give_role
from eduportal.operations.units import found_province, open_portal


def found_department(zodb_root, definitions, *, code, name, login, password, at):
    """Write a department with an administrator into an empty database; return the portal.

    :raises Refused: the log-in name or the password does not fit. :raises ValueError: the database is not empty.
    """
    portal = found_province(zodb_root, definitions, code=code, kind="so", values={"name": name}, by="", at=at)
    open_portal(portal, portal.root, by="", at=at)
    account = create_account(portal, login, "Quản trị " + name, password, at=at, home=portal.root.uuid)
    give_role(portal, portal.root, account, "administrator", held=None, by="", at=at)
    return portal
