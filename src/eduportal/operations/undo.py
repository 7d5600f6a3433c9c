"""Taking back what one has just done: a counter-operation with its own rights and its own line in the history.

Nothing of the database's undo is used. As soon as anybody has changed the thing since, the act stays as it is.
"""

from eduportal.content.indexing import index_node
from eduportal.content.nodes import Item, holder
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.asking import asker_of, require
from eduportal.operations.moves import move_page, rename_page
from eduportal.operations.reindexing import index_below
from eduportal.operations.trash_tasks import restore_one, trash_one
from eduportal.operations.versions import save_fields

#: What can be taken back, in words for the list of one's own acts.
TITLES = {
    "add": _("Added"), "edit": _("Saved"), "rename": _("Address changed"), "move": _("Moved"),
    "state": _("State changed"), "trash": _("Put into the trash"), "restore": _("Restored from the trash"),
}


def undo_act(portal, act, *, by, at):
    """Take back ``act`` (:class:`eduportal.sidestore.acts.Act`, the asker's own); return the node or the unit.

    :raises RuleError: it was taken back, the thing has changed since, or it is no longer there.
    :raises NotAllowed: the asker has lost the right that the counter-operation needs.
    """
    unit = portal.unit(act.unit)
    if act.account != by or act.undone or act.what not in _COUNTERS or unit is None:
        raise RuleError(_("This has been taken back already, or it cannot be taken back."))
    return _COUNTERS[act.what](portal, unit, act, by=by, at=at)


def _node_of(portal, unit, act):
    node = unit.find(act.uuid)
    if node is None or node is unit:
        raise _changed()
    return node


def _changed():
    return RuleError(_("This cannot be taken back any more: the page has changed since. Look at its history."))


def _undo_add(portal, unit, act, *, by, at):
    node = _node_of(portal, unit, act)
    if node.revision != act.data.get("revision") or len(node.history) > 1 or node.data:
        raise _changed()
    trash_one(portal, unit, act.uuid, {}, by=by, at=at)
    return unit


def _undo_edit(portal, unit, act, *, by, at):
    node = _node_of(portal, unit, act)
    before = node.before
    if (node.revision, node.modified_by) != (act.data.get("revision"), by) or before is None \
            or before.revision != node.revision - 1:
        raise _changed()
    require(portal, asker_of(portal, by, at), "page:edit", node)
    state = node.state
    save_fields(portal, node, before.fields, "undo", by=by, at=at)
    if state == node.state != before.state and _is_as_published(node):
        # What is worked on is what the public sees again, so there is nothing left that waits for approval.
        node.state = before.state
        index_node(node, portal.definitions, at=at)
    return node


def _is_as_published(node):
    children = node.values() if isinstance(node, Item) and node.data else ()
    return holder(node) is node and node.live is not None and node.live.fields == node.fields and all(
        each.live is None or each.live.fields == each.fields for each in children if each.is_attachment)


def _undo_rename(portal, unit, act, *, by, at):
    node = _node_of(portal, unit, act)
    if node.__name__ != act.data.get("new"):
        raise _changed()
    require(portal, asker_of(portal, by, at), "page:edit", node)
    rename_page(portal, node, act.data["old"], by=by, at=at)
    return node


def _undo_move(portal, unit, act, *, by, at):
    node, asker = _node_of(portal, unit, act), asker_of(portal, by, at)
    parent = unit.find(act.data.get("old", ""))
    if parent is None or node.__parent__.uuid != act.data.get("new"):
        raise _changed()
    require(portal, asker, "page:delete", node)
    require(portal, asker, "page:add", parent)
    move_page(portal, node, parent, by=by, at=at)
    node.sort_key = act.data.get("sort_key") or node.sort_key
    index_node(node, portal.definitions, at=at)
    return node


def _undo_state(portal, unit, act, *, by, at):
    node, data = _node_of(portal, unit, act), act.data
    last = node.history[-1] if node.history else ("",) * 6
    workflow = portal.definitions.workflow_of(node.type_name)
    step = workflow.transitions.get(data.get("step", ""))
    if last[:3] != (data.get("line_at"), by, data.get("step")) or step is None or step.publishes or step.withdraws:
        raise _changed()
    needs = "page:hide" if node.type_name == "folder" else "page:view_draft"
    require(portal, asker_of(portal, by, at), needs, node)
    source, node.state = node.state, last[3]
    node.record("undo", by=by, at=at, source=source, target=node.state)
    _settle(portal, unit, node, workflow, by=by, at=at)
    index_node(node, portal.definitions, at=at)
    if node.type_name == "folder":
        index_below(portal, node, by=by, at=at)
    return node


def _settle(portal, unit, node, workflow, *, by, at):
    waits = any(each.asks_approval and each.target == node.state for each in workflow.transitions.values())
    if waits:
        unit.inbox[node.uuid] = ("page", node.uuid, "", node.title, by, at.isoformat())
    elif node.uuid in unit.inbox:
        del unit.inbox[node.uuid]


def _undo_trash(portal, unit, act, *, by, at):
    for key in act.data.get("keys", ()):
        restore_one(portal, unit, key, {}, by=by, at=at)
    return unit


def _undo_restore(portal, unit, act, *, by, at):
    node = _node_of(portal, unit, act)
    if node.history[-1][1:3] != (by, "restore"):
        raise _changed()
    trash_one(portal, unit, act.uuid, {}, by=by, at=at)
    return unit


_COUNTERS = {"add": _undo_add, "edit": _undo_edit, "rename": _undo_rename, "move": _undo_move, "state": _undo_state,
             "trash": _undo_trash, "restore": _undo_restore}
