"""Accounts: create, change the password, close."""

from eduportal.content.accounts import Account, login_key
from eduportal.content.people import UnitPeople, note
from eduportal.domain.dates import local_day
from eduportal.domain.errors import Refused, RuleError
from eduportal.domain.logins import PATTERN
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line
from eduportal.operations.identity import new_uuid
from eduportal.security.passwords import check_password, hash_password, password_problems


def create_account(portal, login, name, password, *, at, by="", home=None, since=None, password_hash=None, uuid=""):
    """Create an account and return it.

    :param home: uuid of the unit it belongs to from ``since`` (a day). :param password_hash: instead of a password;
        '' for an account that its person activates. :param uuid: an identity that was given out before.
    :raises Refused: log-in name or password that do not fit, by field.
    """
    key, name, reasons = login_key(login), clean_line(name), {}
    if not PATTERN.fullmatch(key):
        reasons["login"] = _("3 to 64 letters without accents, digits, dots or hyphens.")
    elif portal.accounts.by_login(key) is not None:
        reasons["login"] = _("This log-in name is taken.")
    if not name:
        reasons["name"] = _("This must be filled in.")
    if password_hash is None and (problems := password_problems(password, key, name)):
        reasons["password"] = problems[0]
    if reasons:
        raise Refused(_("The account was not created."), reasons)
    homes = ((home, (since or local_day(at)).isoformat(), ""),) if home else ()
    account = Account(
        uuid or new_uuid(), key, name, hash_password(password) if password_hash is None else password_hash, home=homes,
        at=at)
    portal.accounts.add(account)
    if by:
        note(account, "create", by=by, at=at, unit=home or "")
    if home:
        account.knows(home)
        list_person(portal, account)
    return account


def list_person(portal, account):
    """Write the cards of an account anew in the units that it belongs or belonged to."""
    for home in {unit for unit, _since, _until in account.home}:
        unit = portal.unit(home)
        if unit is not None:
            people_of(portal, unit).put(account, home)


def list_if_missing(portal, account, day):
    """Write the card of somebody of an older database whom the list of their unit does not have yet."""
    unit = portal.unit(account.home_on(day) or "")
    if unit is not None and (unit.people is None or unit.people.get(account.uuid) is None):
        list_person(portal, account)


def people_of(portal, unit):
    """Return the :class:`UnitPeople` of a unit to write to; made when it is first asked for.

    A unit of an older database begins with those who hold a role or teach in it, as far as it is their home.
    """
    if unit.people is None:
        unit.people = UnitPeople()
        for account in known_in(portal, unit):
            unit.people.put(account, unit.uuid)
    return unit.people


def known_in(portal, unit):
    """Return the accounts that hold a role at ``unit`` or are assigned to a class of it."""
    uuids = set(unit.grants.by_principal)
    for card in (card for _oid, card in unit.index.children(unit.uuid)) if unit.index is not None else ():
        if card.type == "school_year":
            uuids |= set(unit.find(card.uuid).assignments)
    return [account for account in map(portal.accounts.get, sorted(uuids)) if account is not None]


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
