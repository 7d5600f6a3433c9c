"""Pages, news, folders, files: add, edit, change state. Everything is checked first, then everything is written."""


from eduportal.content.indexing import index_node
from eduportal.content.nodes import Attachment, Item, Section, holder, unit_of
from eduportal.domain.errors import ChangedMeanwhile, NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.domain.sortkeys import key_between
from eduportal.domain.text import clean_text, slug
from eduportal.operations.addable import declared_types, may_stand_in
from eduportal.operations.derived import make_later
from eduportal.operations.fields import checked_fields
from eduportal.operations.guard import check_publication
from eduportal.operations.identity import new_uuid
from eduportal.operations.naming import attachments_of, named_by, seen_mark
from eduportal.operations.reindexing import index_below
from eduportal.operations.versions import forget_versions, save_fields

CLASSES = {"folder": Section, "item": Item, "attachment": Attachment}


def add_page(portal, parent, type_name, values, *, by, at, name=None):
    """Add a page, news item, folder, file … below ``parent`` and return it.

    :param values: {field name: value}; files as {"name", "data"}.
    :param name: the name in the URL; made from the title when missing, with a number when taken.
    :raises RuleError: the type may not stand here. :raises Refused: fields that do not fit.
    """
    content_type = _type_for(portal, parent, type_name)
    fields = checked_fields(content_type, values)
    _check_references(None, content_type, fields)
    node = CLASSES[content_type.kind_of](type_name, new_uuid(), by=by, at=at)
    node.fields = fields
    node.state = portal.definitions.workflow_of(type_name).initial
    node.revision = 1
    _put(parent, node, free_name(parent, name or fields.get("title") or _file_name(fields) or type_name))
    node.record("add", by=by, at=at, target=node.state)
    index_node(node, portal.definitions, at=at)
    if node.is_attachment:
        make_later(portal, node, {}, by=by, at=at)
        touch_gallery(portal, parent, by=by, at=at)
    return node


def touch_gallery(portal, parent, by, at):
    """A picture more is a change of its album: a published one goes back to its author and is approved anew."""
    if not portal.definitions.types[parent.type_name].gallery:
        return
    moved = portal.definitions.workflow_of(parent.type_name).on_edit(parent.state)
    if moved:
        parent.record("edit", by=by, at=at, source=parent.state, target=moved.target)
        parent.state = moved.target
        index_node(parent, portal.definitions, at=at)


def _type_for(portal, parent, type_name):
    if not (may := may_stand_in(portal, type_name, parent)):
        raise RuleError(may.reason)
    if unit_of(parent).index is None:
        raise RuleError(_("This unit has not opened its portal yet; open it first."))
    return portal.definitions.types[type_name]


def _file_name(fields):
    return (fields.get("file") or {}).get("name", "")


def free_name(parent, wanted):
    """Return a name for the URL that no child of ``parent`` has, made from ``wanted``."""
    base = slug(wanted)
    name, number = base, 2
    while name in parent or is_reserved(parent, name):
        name, number = f"{base}-{number}", number + 1
    return name


def is_reserved(parent, name):
    """Return whether ``name`` begins the addresses of the English pages, where a unit's site begins: nothing is found
    behind it there."""
    return name == "en" and parent.is_unit


def _put(parent, node, name):
    unit = unit_of(parent)
    node.sort_key = key_between(unit.index.last_sort_key(parent.uuid), None)
    parent.add(name, node)


def types_to_add(portal, parent):
    """Return the content types that may be added below ``parent``, in the declared order."""
    return [each for each in declared_types(portal, parent) if may_stand_in(portal, each.name, parent)]


def edit_page(portal, node, values, *, seen, by, at):
    """Replace the working version's fields that ``values`` names; return the node.

    :param seen: the revision that was on the screen. :raises ChangedMeanwhile: somebody saved since; nothing is lost.
    """
    content_type = portal.definitions.types[node.type_name]
    if seen != node.revision:
        raise ChangedMeanwhile(
            _("${name} has saved this page since you opened it. Compare both versions, then decide.",
              name=portal.accounts.name_of(node.modified_by)),
            theirs=dict(node.fields), mine=dict(values))
    fields = checked_fields(content_type, values, old=node.fields)
    _check_references(node, content_type, fields)
    save_fields(portal, node, fields, "edit", by=by, at=at)
    return node


def _check_references(node, content_type, fields):
    """A picture in a field stands in the page itself; a page that is not there yet has none to name."""
    for field in content_type.fields:
        if field.kind == "image" and fields.get(field.name):
            picture = unit_of(node).find(fields[field.name]) if node is not None else None
            if picture is None or picture.type_name != "image" or picture.__parent__ is not node:
                raise NotAllowed(_("Choose a picture of this page."), field.name)


def change_state(portal, node, name, *, by, at, reason="", seen=None, trusted=False):
    """Carry out the transition ``name`` of the node's workflow and return the new state.

    Publishing copies the working version to the live one, with the attachments that it names; withdrawing removes
    the live version. The right to the transition's permission is the caller's to check.

    :param seen: the revision that was on the screen, or the :func:`seen_mark` of the page and its files; what was not
        seen is not approved.
    :param trusted: the texts are the portal's own (the demonstration), so the publishing guard does not read them.
    :raises PersonalDataFound: what is handed in or published holds personal data that nobody has answered for.
    :raises RuleError: not possible from this state, a reason is missing, or the page was changed meanwhile.
    """
    if node.is_attachment and holder(node) is not node:
        raise RuleError(_("A file inside a page follows the page; change the state of the page."))
    workflow = portal.definitions.workflow_of(node.type_name)
    transition = workflow.transitions.get(name)
    if transition is None or node.state not in transition.sources:
        state = workflow.states[node.state].title
        raise RuleError(_("This cannot be done now: the state is “${state}”. Look at the page again.", state=state))
    if transition.withdraws and node.live is None:
        raise RuleError(_("Nothing of this is public, so there is nothing to withdraw."))
    reason = clean_text(reason)[:2000]
    if transition.reason == "required" and not reason:
        raise RuleError(_("Please give a reason; the person who gets it back will read it."), "reason")
    if seen is not None and seen not in (node.revision, seen_mark(node)):
        raise RuleError(_("The page was changed after you opened it. Look at the new version before you decide."))
    if (transition.publishes or transition.asks_approval) and not trusted:
        check_publication(portal, node, at=at)
    source, node.state = node.state, transition.target
    node.record(name, by=by, at=at, source=source, target=transition.target, reason=reason)
    _carry_out(portal, node, transition, by=by, at=at)
    _settle_inbox(node, transition, by=by, at=at)
    index_node(node, portal.definitions, at=at)
    return node.state


def _carry_out(portal, node, transition, *, by, at):
    if transition.publishes:
        node.publish(by=by, at=at)
        forget_versions(node, portal.definitions.retention["versions"], at=at)
        named = named_by(portal.definitions, node)
        for child in attachments_of(node):
            child.publish(by=by, at=at) if child.uuid in named else child.unpublish()
            index_node(child, portal.definitions, at=at)
    elif transition.withdraws:
        node.unpublish()
        for child in attachments_of(node):
            child.unpublish()
            index_node(child, portal.definitions, at=at)
    elif node.type_name == "folder":
        index_below(portal, node, by=by, at=at)


def _settle_inbox(node, transition, *, by, at):
    unit = unit_of(node)
    if transition.asks_approval:
        unit.inbox[node.uuid] = ("page", node.uuid, "", node.title, by, at.isoformat())
    elif node.uuid in unit.inbox:
        del unit.inbox[node.uuid]


def set_refusal(portal, node, refuses, *, by, at):
    """Let a folder refuse the roles from above, or accept them again; its subtree is indexed anew."""
    if node.type_name != "folder":
        raise RuleError(_("Only a folder can refuse the roles from above."))
    node.refuses_roles = bool(refuses)
    node.record("refuse_roles" if refuses else "accept_roles", by=by, at=at, source=node.state, target=node.state)
    index_node(node, portal.definitions, at=at)
    index_below(portal, node, by=by, at=at)

