"""Accounts: create, change the password, close."""

import re

from eduportal.content.accounts import Account, login_key
from eduportal.domain.errors import Refused, RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line
from eduportal.operations.identity import new_uuid
from eduportal.security.passwords import check_password, hash_password, password_problems

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")


def create_account(portal, login, name, password, *, at, by="", home=None, since=None, password_hash=None):
    """Create an account and return it.

    :param home: uuid of the unit it belongs to from ``since`` (a day). :param password_hash: instead of a password.
    :raises Refused: log-in name or password that do not fit, by field.
    """
    key, name, reasons = login_key(login), clean_line(name), {}
    if not _LOGIN.fullmatch(key):
        reasons["login"] = _("3 to 64 letters without accents, digits, dots or hyphens.")
    elif portal.accounts.by_login(key) is not None:
        reasons["login"] = _("This log-in name is taken.")
    if not name:
        reasons["name"] = _("This must be filled in.")
    if password_hash is None and (problems := password_problems(password, key, name)):
        reasons["password"] = problems[0]
    if reasons:
        raise Refused(_("The account was not created."), reasons)
    homes = ((home, since.isoformat() if since else at.date().isoformat(), ""),) if home else ()
    account = Account(new_uuid(), key, name, password_hash or hash_password(password), home=homes, at=at)
    portal.accounts.add(account)
    if home:
        account.knows(home)
    return account


def change_password(account, old, new, again, *, at):
    """Change the password of the person who asks; the caller ends the other sessions. :raises Refused: by field."""
    if not check_password(account.password_hash, old)[0]:
        raise Refused(_("The password was not changed."), {"old": _("This is not your present password.")})
    if new != again:
        raise Refused(_("The password was not changed."), {"again": _("The two new passwords differ.")})
    problems = password_problems(new, account.login, account.name)
    if problems:
        raise Refused(_("The password was not changed."), {"new": problems[0]})
    account.password_hash = hash_password(new)
    account.password_changed = at.isoformat()


def close_account(account):
    """Close an account: nobody signs in with it any more; what it did keeps its name."""
    if not account.active:
        raise RuleError(_("This account is closed already."))
    account.active = False
