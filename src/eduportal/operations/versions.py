"""Versions of a page: bring an old one back as the working version, and forget those beyond the retention rule."""

from datetime import datetime, timedelta

from eduportal.content.indexing import index_node
from eduportal.content.nodes import holder, unit_of
from eduportal.domain.errors import ChangedMeanwhile, RuleError
from eduportal.domain.messages import _
from eduportal.operations.derived import make_later


def revert_page(portal, node, number, *, seen, by, at):
    """Make the kept version ``number`` the working version again; return the node. The public sees no change yet.

    What the type has meanwhile gained keeps its present value, what it has lost is left out; a picture that is gone
    is left out too. :param seen: the revision that was on the screen.

    :raises ChangedMeanwhile: somebody saved since. :raises RuleError: no such version, or it is the present one.
    """
    version = node.versions.get(number) if node.versions is not None and isinstance(number, int) else None
    if version is None:
        raise RuleError(_("This version is not kept any more; look at the list again."))
    _check_seen(portal, node, seen)
    fields = {**node.fields, **_still_known(portal, node, version.fields)}
    if fields == node.fields:
        raise RuleError(_("The working version is the same as this one already."))
    save_fields(portal, node, fields, "revert", by=by, at=at, reason=str(number))
    return node


def _check_seen(portal, node, seen):
    if seen != node.revision:
        raise ChangedMeanwhile(
            _("${name} has saved this page since you opened it. Compare both versions, then decide.",
              name=portal.accounts.name_of(node.modified_by)), theirs=dict(node.fields), mine={})


def _still_known(portal, node, fields):
    known = {field.name: field for field in portal.definitions.types[node.type_name].fields}
    kept = {name: value for name, value in fields.items() if name in known}
    for name, value in kept.items():
        if known[name].kind == "image" and value and unit_of(node).find(value) is None:
            kept[name] = ""
    return kept


def save_fields(portal, node, fields, event, *, by, at, reason=""):
    """Write checked ``fields`` as the working version, with what an edit does to the state, and index it."""
    own, workflow = holder(node), portal.definitions.workflow_of(holder(node).type_name)
    moved, old = workflow.on_edit(own.state), node.fields
    node.write(fields, by=by, at=at)
    node.record(event, by=by, at=at, source=own.state, target=moved.target if moved else own.state, reason=reason)
    if moved:
        own.state = moved.target
    index_node(node, portal.definitions, at=at)
    if own is not node and moved:
        index_node(own, portal.definitions, at=at)
    if node.is_attachment:
        make_later(portal, node, old, by=by, at=at)


def forget_versions(node, retention, *, at):
    """Forget kept versions by the rule ``retention``: the newest so many stay, those of so many days, the live one,
    and the first one.

    Called when a version is added, so a page never holds more than the rule lets it; return how many were forgotten.
    """
    # The first one stays: its day is the day of publication that lists sort by.
    numbers = list(node.versions)[1:] if node.versions is not None else []
    old = numbers[: -retention.newest] if retention.newest else numbers
    limit = at - timedelta(days=retention.days)
    gone = [number for number in old if node.versions[number] is not node.live
            and datetime.fromisoformat(node.versions[number].at) < limit]
    for number in gone:
        del node.versions[number]
    return len(gone)
