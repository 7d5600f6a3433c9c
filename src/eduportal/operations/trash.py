"""The trash of a unit: nothing is deleted at once, restoring brings back what was there with its identity."""

from datetime import datetime, timedelta

from persistent import Persistent

from eduportal.content.indexing import index_node, unindex_node
from eduportal.content.nodes import below, unit_of
from eduportal.content.outbox import announce
from eduportal.domain.dates import local_day
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.domain.sortkeys import key_between
from eduportal.operations.addable import may_stand_in
from eduportal.operations.identity import new_uuid
from eduportal.operations.moves import fresh_ids
from eduportal.operations.pages import free_name
from eduportal.operations.redirects import keep_path_left
from eduportal.operations.tasks import nightly


class Trashed(Persistent):
    """One thing in the trash: the node, where it stood (parent's uuid and name), who put it here and when."""

    def __init__(self, node, parent, name, *, by, at):
        self.node, self.parent, self.name = node, parent, name
        self.title, self.type_name = node.title, node.type_name
        self.by, self.at = by, at.isoformat()


def trash_page(portal, node, *, by, at, may_withdraw=None):
    """Put a page, folder or file with everything below it into the unit's trash; return the id there.

    :param may_withdraw: asked for each node that has a live version: deleting takes it from the public, so it needs
        the right to withdraw. None: the caller is not a person.
    :raises NotAllowed: something public inside is not the asker's to take down.
    """
    unit, parent = unit_of(node), node.__parent__
    if node is unit:
        raise RuleError(_("A unit goes to the trash of its office; use that."))
    if node.type_name in ("school_year", "class"):
        raise RuleError(_("Records of a school are never deleted."))
    for each in (*below(node), node) if may_withdraw is not None else ():
        if each.live is not None and not may_withdraw(each):
            raise NotAllowed(_("“${title}” is public. Only who may withdraw it may delete it; ask your principal.",
                               title=each.title))
    for each in (*below(node), node):
        unindex_node(each, at=at)
        unit.inbox.pop(each.uuid, None)
    entry = Trashed(node, parent.uuid, node.__name__, by=by, at=at)
    node.record("trash", by=by, at=at, source=node.state, target=node.state)
    parent.remove(node.__name__)
    key = new_uuid()
    unit.trash[key] = entry
    return key


def trash_pages(portal, nodes, *, by, at, may_withdraw=None):
    """Put several things of one folder into the trash, all or none (see :func:`trash_page`); return their ids there."""
    return [trash_page(portal, node, by=by, at=at, may_withdraw=may_withdraw) for node in nodes]


def restore_page(portal, unit, key, *, by, at, parent=None):
    """Bring a thing back to where it stood, under its old name or a free one; return the node.

    :param parent: another folder of the unit to put it into; the caller's right to add there is theirs to check.
    :raises RuleError: it is not in this trash, the folder it stood in is gone, or it may not stand in ``parent``.
    """
    entry = _page_in(unit, key)
    target = parent if parent is not None else unit.find(entry.parent)
    if target is None:
        raise RuleError(_("The folder it stood in is in the trash too. Restore that first, or choose another folder."))
    if parent is not None and not (may := may_stand_in(portal, entry.type_name, parent)):
        raise RuleError(may.reason)
    node = entry.node
    fresh_ids(unit, node)
    if parent is not None:
        node.sort_key = key_between(unit.index.last_sort_key(target.uuid), None)
    target.add(free_name(target, entry.name), node)
    for each in (node, *below(node)):
        index_node(each, portal.definitions, at=at)
    keep_path_left(unit, entry.parent, entry.name, node, by=by, at=at)
    node.record("restore", by=by, at=at, source=node.state, target=node.state)
    del unit.trash[key]
    return node


def _page_in(unit, key):
    entry = (unit.trash or {}).get(key) if isinstance(key, str) else None
    if entry is None or getattr(entry.node, "is_unit", False):
        raise RuleError(_("This is not in the trash any more; somebody may have restored it already."))
    return entry


def last_day_of(portal, entry):
    """Return the last day on which a thing in the trash can be brought back; None for a unit: those stay."""
    if getattr(entry.node, "is_unit", False):
        return None
    return local_day(datetime.fromisoformat(entry.at)) + timedelta(days=portal.definitions.retention["trash"].days)


def delete_for_ever(portal, unit, key, *, by, at):
    """Delete what is in the trash for good; return its title. The unit's history says who did it.

    :raises RuleError: it is a unit, whose records must be kept, or it is not in this trash.
    """
    entry = (unit.trash or {}).get(key) if isinstance(key, str) else None
    if entry is not None and getattr(entry.node, "is_unit", False):
        raise RuleError(_("A unit is never deleted for good: its registers and school reports must be kept."))
    entry = _page_in(unit, key)
    del unit.trash[key]
    unit.record("delete_for_ever", by=by, at=at, source=unit.state, target=unit.state, reason=entry.title)
    return entry.title


@nightly("empty_trash", _("Empty the trash of what has waited too long"))
def empty_trash(portal, unit, *, by, at):
    """Delete for good what has been in the trash for longer than content_types/vocabularies/retention.yaml says.

    Return a line for the job's result, or None when there was nothing.
    """
    old = [key for key, entry in (unit.trash or {}).items()
           if (last := last_day_of(portal, entry)) is not None and last < local_day(at)]
    for key in old:
        delete_for_ever(portal, unit, key, by=by, at=at)
    return _("${count} things were deleted for good.", count=len(old)) if old else None


def trash_unit(portal, unit, *, by, at):
    """Put a unit into the trash of its office; its domain and the log-ins of its people rest. Return the id there."""
    office = unit.__parent__
    if office is None:
        raise RuleError(_("The department itself cannot be deleted."))
    if office.trash is None:
        raise RuleError(_("The office above has no portal, so it has no trash; open it first."))
    entry = Trashed(unit, office.uuid, unit.__name__, by=by, at=at)
    unit.record("trash", by=by, at=at, source=unit.state, target=unit.state)
    announce(unit, "unit", unit.uuid, at)
    office.remove_unit(unit.__name__)
    portal.register.suspend(unit.uuid)
    announce(office, "units", unit.uuid, at)
    key = new_uuid()
    office.trash[key] = entry
    return key


def restore_unit(portal, office, key, *, by, at):
    """Bring a unit back below its office with all that is in it; return it."""
    entry = office.trash.get(key)
    if entry is None or not getattr(entry.node, "is_unit", False):
        raise RuleError(_("This is not in the trash any more; somebody may have restored it already."))
    unit = entry.node
    office.add_unit(free_name(office, entry.name), unit)
    unit.record("restore", by=by, at=at, source=unit.state, target=unit.state)
    portal.register.resume(unit)
    announce(unit, "whole", unit.uuid, at)
    announce(office, "units", unit.uuid, at)
    del office.trash[key]
    return unit
