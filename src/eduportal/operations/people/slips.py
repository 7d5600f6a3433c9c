"""Activation slips: a one-time code instead of a password that somebody else has chosen.

A batch may be opened by whoever made it, for an hour: long enough for a printer that jams. Then its codes can be shown
to nobody any more; new slips make new codes and void these.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from eduportal.content.people import note
from eduportal.domain.dates import local_day
from eduportal.domain.errors import NotAllowed, Refused, RuleError
from eduportal.domain.messages import _
from eduportal.operations.accounts import list_person, people_of
from eduportal.operations.identity import new_uuid
from eduportal.operations.people.rights import person_in, person_to_change, require_manager
from eduportal.operations.tasks import do, task
from eduportal.security.activation import code_of, is_code, last_day, new_activation
from eduportal.security.passwords import hash_password, password_problems

#: How long the codes of a batch can be shown, in minutes; and how many people a batch may have.
SHOWN_MINUTES, MOST = 60, 5000
_WRONG = _("The sign-in name or the code is not right, or the slip is no longer valid. Ask whoever gave it to you.")


class Slip(NamedTuple):
    """One slip as it is printed. ``until`` is the last day on which it is good."""

    name: str
    login: str
    code: str
    until: date


def make_slips(portal, unit, uuids, *, by, at):
    """Make a batch of slips for accounts that have no password yet; return (batch uuid, outcome or job).

    :raises NotAllowed: not the asker's to do. :raises RuleError: nobody, or too many at once.
    """
    require_manager(portal, unit, by=by, at=at)
    uuids = list(dict.fromkeys(uuids))
    if not uuids or len(uuids) > MOST:
        raise RuleError(_("Choose 1 to ${most} people.", most=MOST))
    for uuid in uuids:
        person_in(portal, unit, uuid)
    batch = _new_batch(portal, unit, uuids, by=by, at=at)
    outcome = do(portal, unit, "activation_slips", uuids, {"batch": batch}, by=by, at=at,
                 title=_("Make ${count} activation slips", count=len(uuids)))
    return batch, outcome


@task("activation_slips", _("Make activation slips"),
      title_of=lambda portal, unit, item: portal.accounts.name_of(item))
def make_slip(portal, unit, item, params, *, by, at):
    """Make the slip of one account that waits for its person; an older slip is void."""
    account = person_to_change(portal, unit, item, by=by, at=at)
    batch = unit.people.slips.get(params["batch"])
    if batch is None or _is_past(batch[1], at):
        raise RuleError(_("These slips can no longer be shown. Make new ones; the old codes are void then."))
    if not account.is_open(local_day(at)):
        raise RuleError(_("This account is closed; open it again first."))
    if account.state != "waiting":
        raise RuleError(_("${name} has a password already. Reset it on the page of the account if it is lost.",
                          name=account.name))
    _give_slip(account, unit, params["batch"], "slip", by=by, at=at)


def reset_password(portal, unit, uuid, *, by, at):
    """Void the password of an account and end its sessions; return the batch with its new slip.

    The administrator neither sees nor sets a password. The caller ends the sessions in the side store too.
    :raises NotAllowed: not in the asker's hands. :raises RuleError: the account is closed.
    """
    account = person_to_change(portal, unit, uuid, by=by, at=at)
    if not account.is_open(local_day(at)):
        raise RuleError(_("This account is closed; open it again first."))
    batch = _new_batch(portal, unit, [uuid], by=by, at=at)
    account.password_hash = ""
    end_sessions(account, at)
    _give_slip(account, unit, batch, "reset", by=by, at=at)
    list_person(portal, account)
    return batch


def end_sessions(account, at):
    """Every session of ``account`` that began before this second has ended, wherever it is kept."""
    account.sessions_from = at.replace(microsecond=0).isoformat()


def _new_batch(portal, unit, uuids, *, by, at):
    """Enter a batch and forget those that nobody can open any more."""
    people, batch = people_of(portal, unit), new_uuid()
    for old, (_by, made, _uuids) in list(people.slips.items()):
        if _is_past(made, at):
            del people.slips[old]
    people.slips[batch] = (by, at.isoformat(), tuple(uuids))
    return batch


def _give_slip(account, unit, batch, event, *, by, at):
    account.activation = new_activation(batch, at)
    note(account, event, by=by, at=at, unit=unit.uuid)


def open_slips(portal, unit, batch, *, secret, by, at):
    """Return (list of :class:`Slip` in the order asked for, instant until which this batch can be opened).

    Left out are those whose account has been activated or has a newer slip by now, and those a job has yet to reach.
    :raises NotAllowed: no such batch, made by somebody else, or its hour is over; the answer is the same.
    """
    require_manager(portal, unit, by=by, at=at)
    maker, made, uuids = (unit.people.slips.get(batch) if unit.people is not None else None) or ("", "", ())
    if not maker or maker != by or _is_past(made, at):
        raise NotAllowed(_("These slips can no longer be shown. Make new ones; the old codes are void then."))
    accounts = (portal.accounts.get(uuid) for uuid in uuids)
    slips = [Slip(each.name, each.login, code_of(secret, each.uuid, each.activation[0]),
                  last_day(each.activation))
             for each in accounts if each is not None and each.activation and each.activation[2] == batch]
    return slips, _end_of(made)


def _end_of(made):
    return datetime.fromisoformat(made) + timedelta(minutes=SHOWN_MINUTES)


def _is_past(made, at):
    return _end_of(made) <= at


def activate(portal, login, code, new, again, *, secret, at):
    """Choose the password of an account by its one-time code; return the account. The code is used up.

    :raises Refused: reason at "code", the same for an unknown name, a closed account, a wrong, used or old code; or
        at "new" or "again" when the code is right, the password is not, and the code stays good.
    """
    account = _account_of_code(portal, login, code, secret, at)
    if account is None:
        raise Refused(_("The account was not activated."), {"code": _WRONG})
    if new != again:
        raise Refused(_("The account was not activated."), {"again": _("The two new passwords differ.")})
    if problems := password_problems(new, account.login, account.name):
        raise Refused(_("The account was not activated."), {"new": problems[0]})
    account.password_hash, account.activation = hash_password(new), ()
    account.password_changed = at.isoformat()
    end_sessions(account, at)
    note(account, "activate", by=account.uuid, at=at)
    list_person(portal, account)
    return account


def _account_of_code(portal, login, code, secret, at):
    account = portal.accounts.by_login(login)
    known = account is not None and account.is_open(local_day(at)) and account.activation
    part, until, _batch = account.activation if known else ("", "", "")
    right = is_code(secret, account.uuid if known else "", part, code)
    if not right or datetime.fromisoformat(until) <= at:
        return None
    home, register = account.home_on(local_day(at)), portal.register
    return None if home in register.records and register.is_suspended(home) else account
