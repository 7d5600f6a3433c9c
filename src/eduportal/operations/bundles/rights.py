"""The people, groups and grants of a bundle. Only those who belong to the unit come with it; others keep their own."""

from datetime import date

from eduportal.content.groups import Group, GroupBook
from eduportal.domain.access import ROLES, Grant
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line
from eduportal.operations.accounts import close_account, create_account

_MOST_TRIES = 50


def import_people(portal, unit, people, notes, *, by, at):
    """Create an account for everybody whose home is the unit, to be activated with a slip."""
    for told in people:
        uuid, home = told.get("uuid"), told.get("home")
        if not isinstance(uuid, str) or not isinstance(home, list) or portal.accounts.get(uuid) is not None:
            continue
        login, name = clean_line(str(told.get("login", ""))), clean_line(str(told.get("name", "")))[:200]
        try:
            account = create_account(
                portal,
                _free_login(portal, login),
                name,
                None,
                at=at,
                by=by,
                home=unit.uuid,
                since=date.fromisoformat(home[0]),
                password_hash="",
                uuid=uuid,
            )
        except (RuleError, ValueError, TypeError, IndexError):
            notes.append(_("The account “${login}” was left out.", login=login[:60]))
            continue
        account.email = clean_line(str(told.get("email", "")))[:200]
        if account.login != login:
            notes.append(_("The log-in name “${old}” is taken here; it is “${new}” now.", old=login, new=account.login))
        if told.get("active") is False:
            close_account(account)


def _free_login(portal, login):
    for number in range(1, _MOST_TRIES):
        wanted = login if number == 1 else f"{login[:60]}-{number}"
        if portal.accounts.by_login(wanted) is None:
            return wanted
    return login


def import_rights(portal, unit, made, bundle, notes):
    """Write the groups and the grants whose people are here and whose place came with the unit."""
    known = _groups(portal, unit, bundle.groups)
    left_out = 0
    for told in bundle.grants:
        grant = _grant(portal, told)
        account = portal.accounts.get(grant.principal) if grant is not None else None
        if grant is None or grant.node not in made or (account is None and grant.principal not in known):
            left_out += 1
            continue
        unit.grants.put(grant)
        (account or known[grant.principal]).knows(unit.uuid)
    if left_out:
        notes.append(_("${count} grants of people who do not belong to the unit were left out.", count=left_out))


def _grant(portal, told):
    try:
        until = date.fromisoformat(told["until"]) if told["until"] else None
        kinds = tuple(each for each in told["kinds"] if each in portal.definitions.kinds)
        texts = tuple(str(told[name])[:64] for name in ("id", "principal", "role", "node"))
        given_at = clean_line(str(told.get("given_at", "")))[:40]
        return (
            Grant(
                *texts,
                date.fromisoformat(told["since"]),
                until,
                kinds,
                str(told.get("given_by", ""))[:64],
                given_at,
                told.get("here_only") is True,
            )
            if texts[2] in ROLES
            else None
        )
    except (KeyError, TypeError, ValueError):
        return None


def _groups(portal, unit, told):
    found = {}
    for each in told:
        uuid, title, rows = each.get("uuid"), each.get("title"), each.get("rows")
        if not isinstance(uuid, str) or not isinstance(title, str) or not isinstance(rows, list):
            continue
        if unit.groups is None:
            unit.groups = GroupBook()
        group = Group(uuid, clean_line(title)[:120], by="", at=_At(each.get("created")))
        group.ended = clean_line(str(each.get("ended") or ""))[:40]
        unit.groups.put(group)
        for row in rows:
            account = portal.accounts.get(str(row[1])) if isinstance(row, list) and len(row) == 8 else None
            if account is not None:
                unit.groups.seat(group, tuple(clean_line(str(part))[:64] for part in row))
                account.knows(unit.uuid)
        found[uuid] = group
    return found


class _At(str):
    """An instant as it was written; groups ask it for ``isoformat``."""

    def isoformat(self):
        return clean_line(str.__str__(self))[:40]
