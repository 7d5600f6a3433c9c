"""Putting what stands in a folder in order. One thing moves by one write; a whole folder is a job if it is long."""

from eduportal.content.indexing import index_node
from eduportal.content.listings import OID, TYPE
from eduportal.content.nodes import unit_of
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.sortkeys import key_between, keys_between
from eduportal.operations.asking import asker_of, require
from eduportal.operations.tasks import do, task

#: By what a whole folder can be put in order: the title in Vietnamese order, or the day, newest first.
ORDERS = ("title", "date")


def order_permission(folder):
    """Return the permission that putting the children of ``folder`` in order needs."""
    return "unit:edit" if folder.is_unit else "page:edit"


def place_page(portal, node, after, *, by, at):
    """Put ``node`` behind its sibling ``after`` (None: first) and return its new sort key."""
    _check_sibling(node, after)
    index = unit_of(node).index
    low = after.sort_key if after is not None else None
    # Two people may have made the same key at once: behind a tie comes the next key that is really higher.
    return _place(portal, node, low, index.sort_key_after(node.__parent__.uuid, low), at)


def place_before(portal, node, before, *, by, at):
    """Put ``node`` in front of its sibling ``before`` and return its new sort key."""
    _check_sibling(node, before)
    high = before.sort_key
    return _place(portal, node, unit_of(node).index.sort_key_before(node.__parent__.uuid, high), high, at)


def step_page(portal, node, way, *, by, at):
    """Move ``node`` one place "up" or "down", or to the "top" or "bottom"; return its sort key.

    What is at the end already stays there.
    """
    index, parent, upwards = unit_of(node).index, node.__parent__.uuid, way in ("up", "top")
    if index.end_of(parent, last=not upwards) == node.uuid:
        return node.sort_key
    find = index.sort_key_before if upwards else index.sort_key_after
    # Where all that stands before it has the same key (two people made it at once), it goes before those.
    beside, beyond = find(parent, node.sort_key) or node.sort_key, None
    if way in ("up", "down"):
        beyond = find(parent, beside)
    else:
        beside = index.sort_key_after(parent, None) if upwards else index.last_sort_key(parent)
    low, high = (beyond, beside) if upwards else (beside, beyond)
    return _place(portal, node, low, high, at)


def _check_sibling(node, other):
    if other is not None and (other.__parent__ is not node.__parent__ or other is node):
        raise RuleError(_("Only things of the same folder can be put in order."))


def _place(portal, node, low, high, at):
    node.sort_key = key_between(low, high)
    index_node(node, portal.definitions, at=at)
    return node.sort_key


def order_folder(portal, folder, order, *, by, at):
    """Put everything in ``folder`` in ``order`` (one of :data:`ORDERS`); return the Outcome, or the Job of many.

    The new keys are all behind the present last one: while a long job is at work, what has its new place stands in
    order behind what has not, and what others move meanwhile is never in the way.

    :raises RuleError: there is no such order.
    """
    if order not in ORDERS:
        raise RuleError(_("Choose by what the folder is put in order: title or day."))
    unit = unit_of(folder)
    require(portal, asker_of(portal, by, at), order_permission(folder), folder)
    uuids = _sorted(portal, unit, folder, order)
    items = list(zip(uuids, keys_between(unit.index.last_sort_key(folder.uuid), None, len(uuids)), strict=True))
    return do(portal, unit, "order_folder", items, {"folder": folder.uuid}, by=by, at=at,
              title=_("Put “${title}” in order", title=folder.title))


def _sorted(portal, unit, folder, order):
    types = portal.definitions.types
    rows = [row for row in unit.index.rows(folder.uuid) if types[row[TYPE]].kind_of != "record"]
    cards = [unit.index.card(row[OID]) for row in rows]
    if order == "date":
        cards.sort(key=lambda card: card.date, reverse=True)
    return [card.uuid for card in cards]


@task("order_folder", _("Put a folder in order"))
def order_one(portal, unit, item, params, *, by, at):
    """Give one thing (uuid, sort key) its new place, if it stands in the folder still."""
    uuid, key = item
    node = unit.find(uuid)
    if node is None or node.__parent__.uuid != params["folder"]:
        raise RuleError(_("This does not stand in the folder any more, so it was not put in order."))
    require(portal, asker_of(portal, by, at), order_permission(node.__parent__), node.__parent__)
    node.sort_key = key
    index_node(node, portal.definitions, at=at)
