"""Putting much into the trash and bringing it back, as tasks: the rights of the person are asked for every page."""

from eduportal.content.nodes import below, unit_of
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations.asking import asker_of, may, require
from eduportal.operations.tasks import task
from eduportal.operations.trash import restore_page, trash_page


def check_trashable(portal, asker, node):
    """Refuse as long as something in ``node`` may not go with it: what waits for approval, is archived or is public
    and not the asker's to take down.

    :raises NotAllowed: the page itself is not the asker's to delete. :raises RuleError: something below it.
    """
    require(portal, asker, "page:delete", node)
    kept = sum(not _may_go(portal, asker, each) for each in below(node))
    if kept:
        raise RuleError(_("${count} things in “${title}” wait for approval, are archived, or are public and not yours "
                          "to take down. Settle them first.", count=kept, title=node.title))


def _may_go(portal, asker, node):
    return may(portal, asker, "page:withdraw" if node.live is not None else "page:delete", node)


@task("trash_things", _("Put into the trash"))
def trash_one(portal, unit, item, params, *, by, at):
    """Put the page or folder with the uuid ``item`` into the trash, with everything below it or not at all."""
    node = unit.find(item)
    if node is None or node is unit:
        raise RuleError(_("This is not there any more; somebody has moved or deleted it."))
    asker = asker_of(portal, by, at)
    check_trashable(portal, asker, node)
    trash_page(portal, node, by=by, at=at, may_withdraw=lambda each: may(portal, asker, "page:withdraw", each))


@task("restore_things", _("Bring back from the trash"), title_of=lambda portal, unit, item: _title_in(unit, item))
def restore_one(portal, unit, item, params, *, by, at):
    """Bring back what has the id ``item`` in the trash, into the folder ``params["parent"]`` if that is named."""
    asker = asker_of(portal, by, at)
    require_restore(portal, asker, unit, item)
    parent = None
    if params.get("parent"):
        parent = unit.find(params["parent"])
        if parent is None or unit_of(parent) is not unit:
            raise RuleError(_("The folder that you chose is not there any more."), "parent")
        require(portal, asker, "page:add", parent)
    node = restore_page(portal, unit, item, by=by, at=at, parent=parent)
    return _("Stands in “${folder}” again.", folder=node.__parent__.title)


def require_restore(portal, asker, unit, key):
    """Refuse who may not bring this back: what was public is public again, which takes the right to take it down.

    :raises NotAllowed: with the reason. :raises RuleError: it is not there.
    """
    entry = (unit.trash or {}).get(key)
    if entry is None or getattr(entry.node, "is_unit", False):
        raise RuleError(_("This is not in the trash any more; somebody may have restored it already."))
    was_public = any(each.live is not None for each in (entry.node, *below(entry.node)))
    asked = may(portal, asker, "page:withdraw" if was_public else "trash:view", unit)
    if not asked:
        raise NotAllowed(asked.reason)


def _title_in(unit, key):
    entry = (unit.trash or {}).get(key)
    return entry.title if entry is not None else key


def size_of(entry):
    """Return how many things an entry of the trash holds. Walks it: they are few, or a job's work."""
    return 1 + sum(1 for _each in below(entry.node))
