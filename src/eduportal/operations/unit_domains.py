"""The domain of a unit: entered and taken back by the office above; the register finds the unit by it."""

from eduportal.content.outbox import announce
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.unit_rows import read_domain
from eduportal.operations.unit_rules import check_domain


def give_domain(portal, unit, text, *, reserved=(), by, at):
    """Give ``unit`` the domain typed as ``text``, '' to take its domain away; return the domain as it is kept.

    :param reserved: hosts that are the portal's own. :raises RuleError: it is no domain, or not free.
    """
    if unit.__parent__ is None:
        raise RuleError(_("The department is found at the portal's own host."), "domain")
    if len(text) > 253:
        raise RuleError(_("At most ${longest} characters; this has ${length}.", longest=253, length=len(text)),
                        "domain")
    domain = read_domain(text)
    if domain in reserved:
        raise RuleError(_("“${domain}” is the host of the portal itself.", domain=domain), "domain")
    check_domain(portal, unit.uuid, domain)
    old = portal.register.records[unit.uuid].domain
    if domain == old:
        return domain
    portal.register.give_domain(unit.uuid, domain)
    unit.record("domain", by=by, at=at, source=unit.state, target=unit.state, reason=domain or "–")
    announce(unit, "unit", unit.uuid, at)
    return domain
