"""Tasks that only tests know, and the moment at which they happen."""

from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations import pages
from eduportal.operations.asking import asker_of, require
from eduportal.operations.tasks import nightly, task
from tests import factories

NOW = factories.NOW


@task("tests.retitle", _("Give new titles"))
def retitle(portal, unit, item, params, *, by, at):
    """Give a page a new title; one called "refuse" is written first and refused then, one called "break" breaks."""
    node = unit.find(item)
    if node is None:
        raise RuleError(_("This is not here any more."))
    if by:
        require(portal, asker_of(portal, by, at), "page:edit", node)
    old = node.title
    pages.edit_page(portal, node, {**node.fields, "title": params["title"]}, seen=node.revision, by=by, at=at)
    if old == "refuse":
        raise RuleError(_("“${title}” does not want to.", title=old))
    if old == "break":
        raise ZeroDivisionError(old)
    if old == "unstorable":
        node.fields = {**node.fields, "summary": lambda: None}


@nightly("tests.count_nights", _("Count the nights"))
def count_night(portal, unit, *, by, at):
    """Write the night into the history of a unit."""
    unit.record("tests_night", by=by, at=at)
