"""Opening the portals of many units, each by the blueprint of its kind."""

from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.unit_states import ENDED
from eduportal.operations.asking import asker_of, require
from eduportal.operations.tasks import do, task
from eduportal.operations.units import open_portal


def open_portals(portal, office, uuids, *, by, at):
    """Open the portals of units that stand below ``office``; return the outcome or job.

    :raises RuleError: none is named, or one does not stand there.
    """
    uuids = list(dict.fromkeys(uuids))
    if not uuids:
        raise RuleError(_("Tick the units first."))
    for uuid in uuids:
        record = portal.register.records.get(uuid)
        if record is None or record.trashed or office.uuid not in portal.register.above(uuid)[1:]:
            raise RuleError(_("A unit in this request does not stand below this office."))
    return do(portal, office, "open_portals", uuids, by=by, at=at,
              title=_("Open ${count} portals", count=len(uuids)))


def _title_of(portal, unit, uuid):
    record = portal.register.records.get(uuid)
    return record.title if record is not None else ""


@task("open_portals", _("Open portals"), title_of=_title_of)
def open_one(portal, office, uuid, params, *, by, at):
    """Open the portal of one unit; return what was done. :raises RuleError: it has one, or the unit has ended."""
    unit = portal.unit(uuid)
    if unit is None:
        raise RuleError(_("This unit is not there any more."))
    require(portal, asker_of(portal, by, at), "unit:open", unit)
    if unit.state in ENDED:
        raise RuleError(_("This unit has ended."))
    open_portal(portal, unit, by=by, at=at)
    return _("opened with ${count} sections", count=sum(1 for _each in unit.index.children(unit.uuid)))
