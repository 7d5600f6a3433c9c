"""The English names of units in the register: entered there for units that were last written by an older release."""

from eduportal.domain.messages import _
from eduportal.operations.tasks import nightly


@nightly("keep_english_names", _("Enter the English names of units into the register"))
def keep_english_names(portal, unit, *, by, at):
    """Enter the English name of a unit, and those of the units below it that have no open portal.

    Lists on English pages read the register alone. Nothing is written where it is right already. Return a line for the
    job's result, or None when there was nothing.
    """
    entered = sum(_enter(portal, each) for each in (unit, *_not_open_below(portal, unit)))
    return _("${count} English names were entered.", count=entered) if entered else None


def _not_open_below(portal, unit):
    """Yield the units that no night visits by themselves: those directly below that are not open, and so on."""
    for uuid, _name, _title, _kind, state in portal.register.below(unit.uuid):
        if state != "open" and (found := portal.unit(uuid)) is not None:
            yield found
            yield from _not_open_below(portal, found)


def _enter(portal, unit):
    before = portal.register.english_name(unit.uuid)
    portal.register.keep_english(unit)
    return portal.register.english_name(unit.uuid) != before
