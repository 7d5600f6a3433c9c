"""What becomes of a person of a unit: a new name, closed, opened again, left, moved to another unit."""

from datetime import timedelta

from eduportal.content.people import note
from eduportal.domain.access import Grant
from eduportal.domain.dates import local_day
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.accounts import close_account, list_person
from eduportal.operations.people.adding import checked_email, checked_name
from eduportal.operations.people.rights import person_to_change, require_manager
from eduportal.operations.people.slips import end_sessions
from eduportal.operations.sharing import is_over


def rename_person(portal, unit, uuid, name, *, by, at):
    """Give a person another name; return the account. What was done under the old one shows the new one."""
    account, name = person_to_change(portal, unit, uuid, by=by, at=at, only_name=True), checked_name(name)
    if name == account.name:
        raise RuleError(_("This is the present name."), "name")
    old, account.name = account.name, name
    return _noted(portal, unit, account, "rename", by=by, at=at, detail=(old, name))


def change_email(portal, unit, uuid, email, *, by, at):
    """Give an account another e-mail address, or none; return the account."""
    account, email = person_to_change(portal, unit, uuid, by=by, at=at), checked_email(email)
    if email == account.email:
        raise RuleError(_("This is the present address."), "email")
    old, account.email = account.email, email
    return _noted(portal, unit, account, "email", by=by, at=at, detail=(old, email))


def close_person(portal, unit, uuid, *, by, at):
    """Close an account: nobody signs in with it, its slip is void, its roles rest; return the account.

    The caller ends the sessions in the side store too; they count for nothing from now on.
    """
    account = person_to_change(portal, unit, uuid, by=by, at=at)
    close_account(account)
    account.activation = ()
    end_sessions(account, at)
    return _noted(portal, unit, account, "close", by=by, at=at)


def reopen_person(portal, unit, uuid, *, by, at):
    """Open a closed account again, with its password and the roles that have not ended meanwhile; return it."""
    account = person_to_change(portal, unit, uuid, by=by, at=at)
    if account.active:
        raise RuleError(_("This account is open already."))
    account.active = True
    return _noted(portal, unit, account, "reopen", by=by, at=at)


def leave_unit(portal, unit, uuid, *, last_day, by, at):
    """End the home of a person in ``unit`` with ``last_day``, and all that they hold in it; return the account.

    An account without a home rests: nobody signs in with it until the office above moves it to another unit.
    :raises RuleError: they have left already, or the day lies before the first or more than a year ahead.
    """
    account = person_to_change(portal, unit, uuid, by=by, at=at)
    _end_home(account, unit, last_day, local_day(at))
    _end_all_here(account, unit, last_day, local_day(at))
    if last_day < local_day(at):
        account.activation = ()
    end_sessions(account, at)
    return _noted(portal, unit, account, "leave", by=by, at=at, detail=(last_day.isoformat(),))


def move_person(portal, unit, uuid, target, *, first_day, by, at):
    """Move a person to the unit ``target`` from ``first_day`` on; return the account.

    What they hold in the old unit ends the day before; it goes nowhere: the new unit gives its own roles.
    :raises NotAllowed: the asker does not manage the people of both units. :raises RuleError: days that do not fit.
    """
    require_manager(portal, target, by=by, at=at)
    account = person_to_change(portal, unit, uuid, by=by, at=at)
    if target is unit:
        raise RuleError(_("The person belongs to this unit already."), "unit")
    today = local_day(at)
    last_day = first_day - timedelta(days=1)
    if account.has_left(first_day) and _home_here(account, unit)[2]:
        if first_day < today:
            raise RuleError(_("The day lies in the past."), "day")
    else:
        _end_home(account, unit, last_day, today)
    _end_all_here(account, unit, last_day, today)
    account.home = (*account.home, (target.uuid, first_day.isoformat(), ""))
    account.knows(target.uuid)
    end_sessions(account, at)
    note(account, "arrive", by=by, at=at, unit=target.uuid, detail=(unit.title,))
    return _noted(portal, unit, account, "move", by=by, at=at, detail=(target.title, first_day.isoformat()))


def _noted(portal, unit, account, event, *, by, at, detail=()):
    note(account, event, by=by, at=at, unit=unit.uuid, detail=detail)
    list_person(portal, account)
    return account


def _home_here(account, unit):
    return max((home for home in account.home if home[0] == unit.uuid), key=lambda home: home[1])


def _end_home(account, unit, last_day, today):
    home = _home_here(account, unit)
    if home[2] and home[2] < today.isoformat():
        raise RuleError(_("This person has left the unit already."))
    if last_day.isoformat() < home[1] or last_day > today + timedelta(days=366):
        raise RuleError(_("The day must lie between the first day here and a year from now."), "day")
    account.home = tuple((*each[:2], last_day.isoformat()) if each == home else each for each in account.home)


def _end_all_here(account, unit, last_day, today):
    """End the roles given in ``unit``, seats in its groups and assignments to its classes with ``last_day``.

    A day long past ends them yesterday: what somebody could do until now stays told as it was.
    """
    last_day = max(last_day, today - timedelta(days=1))
    for grant in unit.grants.of(account.uuid):
        if not is_over(grant, last_day):
            unit.grants.put(Grant(grant.id, grant.principal, grant.role, grant.node, grant.since, last_day,
                                  grant.kinds, grant.given_by, grant.given_at))
    for group in unit.groups.of(account.uuid) if unit.groups is not None else ():
        for row in group.rows:
            if row[1] == account.uuid and (not row[3] or row[3] > last_day.isoformat()):
                unit.groups.seat(group, (*row[:3], last_day.isoformat(), *row[4:]))
    for card in [card for _oid, card in unit.index.children(unit.uuid)] if unit.index is not None else ():
        if card.type == "school_year":
            _end_assignments(unit.find(card.uuid), account.uuid, last_day.isoformat())


def _end_assignments(year, account, iso):
    rows = year.assignments.get(account, ())
    ended = tuple((*row[:3], iso) if not row[3] or row[3] > iso else row for row in rows)
    if ended != rows:
        year.assignments[account] = ended
