"""Taking an import back: what nobody touched since goes, what it changed is as before; the rest is told and stays."""

from eduportal.content.outbox import announce
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.asking import asker_of, require
from eduportal.operations.tasks import do, task
from eduportal.operations.unit_import import value_of, write_values
from eduportal.operations.unit_rules import column_title


def imports_of(portal, office):
    """Return the logs of the imports of this office, newest first."""
    found = [log for log in portal.register.book("imports").values() if log.office == office.uuid]
    return sorted(found, key=lambda log: log.at, reverse=True)


def undo_import(portal, office, uuid, *, by, at):
    """Take an import back, the last line first; return the outcome or job.

    :raises RuleError: there is no such import here, or nothing of it is left to take back.
    """
    log = portal.register.book("imports").get(uuid)
    if log is None or log.office != office.uuid:
        raise RuleError(_("There is no such import here."))
    if not log.done:
        raise RuleError(_("Nothing of this import is left to take back."))
    log.undone_by, log.undone_at = by, at.isoformat()
    items = [{"title": log.done[line][0], "line": line} for line in _deepest_first(portal, log)]
    title = _("Take back the import of “${file}”", file=log.name)
    return do(portal, office, "take_back_units", items, {"import": uuid}, by=by, at=at, title=title)


def _deepest_first(portal, log):
    """Return the lines so that units go before the office that they stand in."""
    def depth(line):
        uuid = log.done[line][2]
        return len(portal.register.above(uuid)) if uuid in portal.register.records else 0

    return sorted(log.done, key=lambda line: (-depth(line), line))


@task("take_back_units", _("Take back imported units"))
def take_back_unit(portal, office, item, params, *, by, at):
    """Take back one line of an import; return what was done. :raises RuleError: the unit is in use by now."""
    log = portal.register.book("imports").get(params["import"])
    if log is None or item["line"] not in log.done:
        return None
    code, act, uuid, detail = log.done[item["line"]]
    unit = portal.unit(uuid)
    if unit is None:
        raise RuleError(_("The unit ${code} is not there any more.", code=code))
    asker = asker_of(portal, by, at)
    if act == "add":
        told = _remove(portal, unit, detail, asker, at)
    else:
        told = _restore(portal, unit, detail, asker, by, at)
    del log.done[item["line"]]
    log.taken_back[item["line"]] = code
    return told


def _remove(portal, unit, instant, asker, at):
    office = unit.__parent__
    require(portal, asker, "unit:add", office)
    if reason := changed_since(portal, unit, instant):
        raise RuleError(_("${unit} stays: ${reason}", unit=unit.title, reason=reason))
    office.remove_unit(unit.__name__)
    portal.register.forget(unit.uuid)
    announce(office, "units", unit.uuid, at)
    return _("removed")


def changed_since(portal, unit, instant):
    """Return why an imported unit can no longer be taken for unused (a message), or None.

    :param instant: ISO instant of the import's line. Rights, people with plans or officers, units below and anything
        written in it count.
    """
    if any(line[0] != instant for line in unit.history) or unit.revision != 1:
        return _("it has been changed since.")
    if next(iter(portal.register.listed(unit.uuid)), None) is not None:
        return _("units stand below it.")
    if next(iter(unit.grants.all()), None) is not None:
        return _("somebody has a role in it.")
    if any(portal.register.book(name).get(unit.uuid) for name in ("officers", "trainings")) or any(
            unit.uuid in (plan["unit"], plan["target"]) for plan in portal.register.book("plans").values()):
        return _("an officer or a plan is entered for it.")
    return None if _is_empty(unit, instant) else _("something has been written in it.")


def _is_empty(unit, instant):
    """Return whether a unit holds nothing but the untouched sections that its portal was opened with."""
    if unit.index is None:
        return not unit.data
    if unit.trash or unit.inbox or unit.students:
        return False
    cards = [card for _oid, card in unit.index.children(unit.uuid)]
    untouched = all(card.type == "folder" and card.modified == instant for card in cards)
    return untouched and len(unit.index.uuids) == len(cards)


def _restore(portal, unit, changes, asker, by, at):
    require(portal, asker, "unit:edit", unit)
    back, kept = {}, []
    for column, old, new in changes:
        # A portal that was opened stays open: it may be read by now.
        if column != "opened_on" and value_of(portal, unit, column) == new:
            back[column] = old
        else:
            kept.append(column_title(column))
    if back:
        write_values(portal, unit, back, by=by, at=at)
    if kept:
        return _("changed back, but not what was changed since: ${columns}", columns=", ".join(kept))
    return _("changed back")
