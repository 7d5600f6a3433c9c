"""The officer whom the head of a unit names for its portal, and who was trained when (S14; 000 I.2, II.3)."""

from dataclasses import dataclass
from datetime import date

from eduportal.content.outbox import announce
from eduportal.domain.dates import format_day
from eduportal.domain.errors import Refused, RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line
from eduportal.domain.unit_states import ENDED
from eduportal.operations.identity import new_uuid
from eduportal.operations.registry import below

_LONGEST = {"name": 120, "number": 60, "subject": 300, "trainer": 200}
_MOST = 200


def name_officer(portal, unit, *, name, account, since, number, decided_on, until=None, by, at):
    """Enter who is in charge of the unit's portal from ``since`` on; return the entry.

    Who was named before and has no last day ends the day before.

    :param name: of the person. :param account: the :class:`Account` of the person, or None; gives the name then.
    :param number: of the decision, with its day ``decided_on``.
    :raises Refused: by field.
    """
    reasons = {}
    if account is not None:
        name = account.name
    name, number = _line(reasons, "name", name), _line(reasons, "number", number, needed=False)
    if since is None:
        reasons["since"] = _("This must be filled in.")
    elif until is not None and until < since:
        reasons["until"] = _("The last day lies before the first.")
    before = [entry for entry in officers_of(portal, unit.uuid) if not entry["until"]]
    if since is not None and any(entry["since"] >= since.isoformat() for entry in before):
        reasons["since"] = _("${name} is named from ${day} on; the new officer can only follow.",
                             name=before[0]["name"],
                             day=format_day(date.fromisoformat(before[0]["since"])))
    _refuse(reasons)
    entry = {"id": new_uuid(), "name": name, "account": account.uuid if account is not None else "",
             "since": since.isoformat(), "until": _iso(until), "number": number, "decided_on": _iso(decided_on),
             "by": by, "at": at.isoformat()}
    ended = [_ended_before(each, since) for each in officers_of(portal, unit.uuid)]
    _write(portal, unit, "officers", (*ended, entry), at)
    unit.record("name_officer", by=by, at=at, source=unit.state, target=name)
    return entry


def _ended_before(entry, since):
    if entry["until"]:
        return entry
    return {**entry, "until": date.fromordinal(since.toordinal() - 1).isoformat()}


def end_officer(portal, unit, entry_id, *, until, by, at):
    """Write the last day of an officer. :raises RuleError: not in this unit, or the day does not fit."""
    entries = officers_of(portal, unit.uuid)
    entry = next((each for each in entries if each["id"] == entry_id), None)
    if entry is None:
        raise RuleError(_("There is no such entry here."))
    if until.isoformat() < entry["since"]:
        raise RuleError(_("The last day lies before the first."), "until")
    if entry["until"] and entry["until"] <= until.isoformat():
        raise RuleError(_("This person's last day is written already."), "until")
    _write(portal, unit, "officers", [{**each, "until": until.isoformat()} if each is entry else each
                                      for each in entries], at)
    unit.record("end_officer", by=by, at=at, source=unit.state, target=entry["name"])


def enter_training(portal, unit, *, name, day, trainer, subject, today, by, at):
    """Enter that somebody of the unit was trained; return the entry. :raises Refused: by field."""
    reasons = {}
    name, subject = _line(reasons, "name", name), _line(reasons, "subject", subject)
    trainer = _line(reasons, "trainer", trainer, needed=False)
    if day is None:
        reasons["day"] = _("This must be filled in.")
    elif day > today:
        reasons["day"] = _("This day has not come yet.")
    entries = trainings_of(portal, unit.uuid)
    if len(entries) >= _MOST:
        reasons["name"] = _("At most ${count} entries.", count=_MOST)
    _refuse(reasons)
    entry = {"id": new_uuid(), "name": name, "day": day.isoformat(), "trainer": trainer, "subject": subject, "by": by,
             "at": at.isoformat()}
    _write(portal, unit, "trainings", (*entries, entry), at)
    return entry


def remove_training(portal, unit, entry_id, *, by, at):
    """Take out a training that was entered by mistake. :raises RuleError: it is not there."""
    entries = trainings_of(portal, unit.uuid)
    kept = [each for each in entries if each["id"] != entry_id]
    if len(kept) == len(entries):
        raise RuleError(_("There is no such entry here."))
    _write(portal, unit, "trainings", kept, at)
    unit.record("remove_training", by=by, at=at, source=unit.state, target=unit.state)


def officers_of(portal, uuid):
    """Return the entries of a unit's officers, in the order in which they were entered."""
    return list(portal.register.book("officers").get(uuid, ()))


def trainings_of(portal, uuid):
    """Return the entries of who was trained, in the order in which they were entered."""
    return list(portal.register.book("trainings").get(uuid, ()))


def officer_on(entries, day):
    """Return the entry of the officer on a day, or None."""
    iso = day.isoformat()
    return next((each for each in reversed(entries)
                 if each["since"] <= iso and (not each["until"] or iso <= each["until"])), None)


@dataclass(frozen=True)
class OfficerRow:
    """A unit below an office with its officer on a day and the newest training (entries, or None)."""

    unit: object
    officer: object
    training: object


def officers_below(portal, office, day, *, only=""):
    """Return the :class:`OfficerRow` of every unit below ``office`` that has not ended, by office and name.

    :param only: "missing" for units without an officer on ``day``, "untrained" for those whose officer was never
        trained.
    """
    rows = []
    for found in below(portal, office.uuid):
        if found.row.state in ENDED:
            continue
        officer = officer_on(officers_of(portal, found.row.uuid), day)
        trainings = trainings_of(portal, found.row.uuid)
        last = max(trainings, key=lambda each: each["day"], default=None)
        trained = officer is not None and any(each["name"] == officer["name"] for each in trainings)
        if (only == "missing" and officer is not None) or (only == "untrained" and (officer is None or trained)):
            continue
        rows.append(OfficerRow(found, officer, last))
    return rows


def _write(portal, unit, name, entries, at):
    if len(entries) > _MOST:
        raise RuleError(_("At most ${count} entries.", count=_MOST), "name")
    portal.register.write_book(name)[unit.uuid] = tuple(entries)
    announce(unit, "unit", unit.uuid, at)


def _line(reasons, field, text, *, needed=True):
    text = clean_line(text if isinstance(text, str) else "")
    if needed and not text:
        reasons[field] = _("This must be filled in.")
    elif len(text) > _LONGEST[field]:
        reasons[field] = _("At most ${longest} characters; this has ${length}.", longest=_LONGEST[field],
                           length=len(text))
    return text


def _iso(day):
    return day.isoformat() if day is not None else ""


def _refuse(reasons):
    if reasons:
        raise Refused(_("Some fields need another look; nothing has been saved yet."), reasons)
