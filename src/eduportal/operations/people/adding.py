"""Adding one person to a unit: an account without a password, with the roles that the asker may give."""

import re

from eduportal.content.people import note
from eduportal.domain.access import ROLES
from eduportal.domain.dates import local_day
from eduportal.domain.errors import Refused, RuleError
from eduportal.domain.logins import suggested_login
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line
from eduportal.operations.accounts import create_account, list_person
from eduportal.operations.people.rights import require_manager
from eduportal.operations.sharing import give_role
from eduportal.security.rights import grantable_roles

LONGEST_NAME, LONGEST_CODE, LONGEST_EMAIL = 100, 40, 200
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&*+/=?^_{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9./_-]*")


def add_person(portal, unit, values, *, by, at, uuid=""):
    """Add an account whose home is ``unit`` from today; return it. It waits for its person to choose a password.

    :param values: dict of name, login ('' for the suggested one), email, code, roles (names).
    :raises Refused: by field. :raises NotAllowed: not the asker's to do.
    """
    asker = require_manager(portal, unit, by=by, at=at)
    values, reasons = checked_person(values, grantable_roles(asker, unit))
    login = values["login"] or suggest_login(portal, values["name"])
    if reasons:
        raise Refused(_("Some fields need another look; nothing has been saved yet."), reasons)
    account = create_account(portal, login, values["name"], "", at=at, by=by, home=unit.uuid, since=local_day(at),
                             password_hash="", uuid=uuid)
    account.email, account.code = values["email"], values["code"]
    list_person(portal, account)
    for role in values["roles"]:
        give_role(portal, unit, account, role, held=asker.held_at(unit), by=by, at=at)
        note(account, "role", by=by, at=at, unit=unit.uuid, detail=(role,))
    return account


def suggest_login(portal, name, taken=()):
    """Return a free log-in name for a full name. :param taken: names that are spoken for already."""
    return suggested_login(name, lambda login: login in taken or portal.accounts.by_login(login) is not None)


def checked_person(values, grantable):
    """Return (values, reasons): what was typed of a person, cleaned, and a Message for each field that does not fit.

    :param grantable: the roles that the asker may give here, by name.
    """
    values = {"name": clean_line(values.get("name", "")), "login": clean_line(values.get("login", "")),
              "email": clean_line(values.get("email", "")), "code": clean_line(values.get("code", "")),
              "roles": tuple(dict.fromkeys(values.get("roles", ())))}
    reasons = {}
    for field, check in (("name", checked_name), ("email", checked_email), ("code", _checked_code)):
        try:
            check(values[field])
        except RuleError as error:
            reasons[field] = error.message
    for role in values["roles"]:
        if role not in ROLES:
            reasons["roles"] = _("There is no such role.")
        elif role not in grantable:
            reasons["roles"] = _("Your roles here do not include giving the role “${role}”.", role=ROLES[role][0])
    return values, reasons


def checked_name(name):
    """Return a full name as it is kept. :raises RuleError: empty, too long, or no name of a person."""
    name = clean_line(name)
    if not name:
        raise RuleError(_("This must be filled in."), "name")
    if len(name) > LONGEST_NAME:
        raise RuleError(_("At most ${longest} characters; this has ${length}.", longest=LONGEST_NAME,
                          length=len(name)), "name")
    if not all(letter.isalpha() or letter in " '’ʼ.-" for letter in name) or not name[0].isalpha():
        raise RuleError(_("A name has letters only, as in “Nguyễn Thị Hoa” or “H'Hen Niê”."), "name")
    return name


def checked_email(email):
    """Return an e-mail address or ''. :raises RuleError: it is none."""
    email = clean_line(email)
    if email and (len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email) or ".." in email):
        raise RuleError(_("An e-mail address such as hoa.nguyen@truong.edu.vn was expected."), "email")
    return email


def _checked_code(code):
    if code and (len(code) > LONGEST_CODE or not _CODE.fullmatch(code)):
        raise RuleError(_("A code has letters without accents and digits, at most ${longest}.", longest=LONGEST_CODE),
                        "code")
    return code
