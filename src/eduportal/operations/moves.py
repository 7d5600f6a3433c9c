"""Renaming and moving. Crossing a unit's wall is one operation; identity is kept, rights stay behind."""

from eduportal.content.indexing import index_node, unindex_node
from eduportal.content.nodes import Item, below, lineage, unit_of
from eduportal.content.whereabouts import keep_reachable
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.sortkeys import key_between
from eduportal.domain.text import slug
from eduportal.operations.addable import may_stand_in
from eduportal.operations.pages import free_name, is_reserved
from eduportal.operations.redirects import forget_path_of, keep_old_path


def rename_page(portal, node, name, *, by, at):
    """Give a page or folder another name in the URL, within its folder; return the new name."""
    wanted = slug(name)
    if wanted == node.__name__:
        return wanted
    parent = node.__parent__
    if wanted in parent or is_reserved(parent, wanted):
        raise RuleError(_("Something here has this name already; choose another."), "name")
    keep_old_path(node, by=by, at=at)
    parent.remove(node.__name__, moving=parent)
    parent.add(wanted, node, moving=parent)
    forget_path_of(node)
    node.record("rename", by=by, at=at, source=node.state, target=node.state)
    for each in (node, *below(node)):
        index_node(each, portal.definitions, at=at)
    return wanted


def move_page(portal, node, target, *, by, at):
    """Move ``node`` with everything below it into ``target``, in the same unit or behind another unit's wall.

    Crossing a wall: taken out of the old indexes, a new object-map id, indexed in the new unit, and a forwarding
    entry in the old one. Identity, versions and history are kept; grants held inside stay behind and end; what
    waits for approval goes back to draft, because another person approves there.

    :raises RuleError: the type may not stand there, or the target lies inside the thing that moves.
    """
    old, new = unit_of(node), unit_of(target)
    check_move(portal, node, target, new)
    moving = [node, *below(node)]
    crosses = old is not new
    if crosses:
        for each in moving:
            unindex_node(each, at=at)
            old.inbox.pop(each.uuid, None)
            old.grants.drop_node(each.uuid)
        keep_reachable(old, new, moving, portal.definitions)
    origin, name = node.__parent__, node.__name__
    keep_old_path(node, by=by, at=at)
    origin.remove(name, moving=target)
    if crosses:
        _leave(old, new, moving)
    node.sort_key = key_between(new.index.last_sort_key(target.uuid), None)
    target.add(free_name(target, name), node, moving=None if crosses else origin)
    forget_path_of(node)
    node.record("move", by=by, at=at, source=node.state, target=node.state)
    if crosses:
        _reset_waiting(portal, moving)
    for each in moving:
        index_node(each, portal.definitions, at=at)
    return node


def check_move(portal, node, target, new):
    """Refuse to put ``node`` into ``target`` of the unit ``new``. :raises RuleError: its type or the place forbids."""
    if getattr(node, "is_unit", False) or node.type_name in ("school_year", "class"):
        raise RuleError(_("This cannot be moved like a page."))
    if any(each is node for each in lineage(target)):
        raise RuleError(_("A folder cannot be moved into itself."))
    if new.index is None:
        raise RuleError(_("This unit has not opened its portal yet; open it first."))
    if not (may := may_stand_in(portal, node.type_name, target)):
        raise RuleError(may.reason)


def _leave(old, new, moving):
    for each in moving:
        if hasattr(each, "__oid__"):
            del each.__oid__
        old.forwards[each.uuid] = new.uuid
        new.forwards.pop(each.uuid, None)


def _reset_waiting(portal, moving):
    for each in moving:
        if isinstance(each, Item):
            workflow = portal.definitions.workflow_of(each.type_name)
            if any(each.state == t.target and t.asks_approval for t in workflow.transitions.values()):
                each.state = workflow.initial


def fresh_ids(unit, node):
    """Drop object-map ids that were given to others meanwhile; adding gives new ones. Identity is the uuid."""
    for each in (node, *below(node)):
        if getattr(each, "__oid__", None) in unit.__objectmap__.objectid_to_path:
            del each.__oid__
