"""Copies of folders, pages and files: the working version as a draft, with nobody's roles, history or versions.

The identity of a copy follows from the original's and from the salt of one act of copying. So a job that goes on after
a kill knows what it has made, and a reference inside of what is copied leads to the copy, whichever is made first.
Blobs are shared by both: a blob is replaced and never changed, and stays as long as anything holds it.
"""

from hashlib import sha256

from eduportal.content import richtext
from eduportal.content.indexing import index_node
from eduportal.content.made import Made, key_of
from eduportal.content.nodes import Attachment, Item, Section, inside, lineage, unit_of
from eduportal.content.whereabouts import owner_of_target
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.sortkeys import key_between
from eduportal.operations.addable import may_stand_in
from eduportal.operations.asking import asker_of, may, require
from eduportal.operations.derived import make_later
from eduportal.operations.naming import attachments_of
from eduportal.operations.pages import free_name, touch_gallery
from eduportal.operations.tasks import task


def copy_uuid(salt, uuid):
    """Return the identity of the copy of ``uuid`` in the act of copying that has this salt: 32 hexadecimal digits."""
    return sha256(f"{salt}/{uuid}".encode()).hexdigest()[:32]


def copy_items(portal, asker, unit, uuids, only_folders=False):
    """Return the items of the task ``copy_things`` for these things of ``unit`` and what stands below them.

    Tuples of (uuid, uuid of the folder that is copied with it or '', title), a folder before what stands in it. From
    the index; only a folder that refuses the roles from above is loaded, and left out where the asker may not look.

    :param only_folders: no pages and files.
    """
    found, waiting = [], [(uuid, "") for uuid in reversed(uuids)]
    while waiting:
        uuid, above = waiting.pop()
        card = unit.index.card_of(uuid)
        if card is None or (only_folders and card.type != "folder"):
            continue
        if card.walled and not may(portal, asker, "page:view_draft", unit.find(uuid)):
            continue
        found.append((uuid, above, card.title))
        if card.type == "folder":
            waiting += [(each, uuid) for each in reversed(unit.index.uuids_below(uuid))]
    return found


@task("copy_things", _("Copy pages"), title_of=lambda portal, unit, item: item[2])
def copy_one(portal, unit, item, params, *, by, at):
    """Copy one folder, or one page with its files, into ``params["target"]`` of ``unit`` or into the copied folder.

    :param params: {"from": uuid of the unit it stands in, "target", "salt", "roots": what was chosen to be copied}.
    """
    uuid, above, _title = item
    source, asker = portal.unit(params["from"]), asker_of(portal, by, at)
    node = source.find(uuid) if source is not None else None
    if not isinstance(node, (Section, Item, Attachment)) or not may(portal, asker, "page:view_draft", node):
        raise RuleError(_("This is not there any more; somebody has moved or deleted it."))
    parent = unit.find(copy_uuid(params["salt"], above) if above else params["target"])
    if parent is None:
        raise RuleError(_("The folder that this was to be copied into is not there: it was not copied itself, or "
                          "somebody has deleted it."))
    require(portal, asker, "page:add", parent)
    roots = frozenset(params["roots"])

    def copied(target):
        other = source.find(target)
        in_set = other is not None and any(each.uuid in roots for each in inside(other))
        return copy_uuid(params["salt"], target) if in_set else None

    check_copy(portal, asker, node, parent)
    put_copy(portal, node, parent, params["salt"], copied, by=by, at=at)


def check_copy(portal, asker, node, parent):
    """Refuse what may not be copied into ``parent``, whose right "page:add" the caller has asked for.

    :raises RuleError: the type may not stand there, it is the folder itself, or its roles are not the asker's to guard.
    """
    if not isinstance(node, (Section, Item, Attachment)):
        raise RuleError(_("Units, school years and classes are not copied like pages."))
    if any(each is node for each in lineage(parent)):
        raise RuleError(_("A folder cannot be copied into itself."))
    if unit_of(parent).index is None:
        raise RuleError(_("This unit has not opened its portal yet; open it first."))
    if not (asked := may_stand_in(portal, node.type_name, parent)):
        raise RuleError(asked.reason)
    if node.refuses_roles and not may(portal, asker, "sharing:give", parent):
        raise RuleError(_("“${title}” refuses the roles from above. Its copy would too, and that needs the right to "
                          "give roles where you paste.", title=node.title))


def put_copy(portal, node, parent, salt, copied, *, by, at, name=None):
    """Put the copy of one folder, or of one page with its files, into ``parent``; return it.

    :param copied: a function from the uuid of something in the unit of ``node`` to that of its copy, or None.
    :raises RuleError: it was made before by the same act.
    """
    unit = unit_of(parent)
    if unit.find(copy_uuid(salt, node.uuid)) is not None:
        raise RuleError(_("This was copied already."))
    made = _copy_of(portal, node, unit, salt, copied, by=by, at=at)
    made.sort_key = key_between(unit.index.last_sort_key(parent.uuid), None)
    _put(portal, parent, name or free_name(parent, node.__name__), node, made, by=by, at=at)
    for child in attachments_of(node):
        part = _copy_of(portal, child, unit, salt, copied, by=by, at=at)
        part.sort_key = child.sort_key
        _put(portal, made, child.__name__, child, part, by=by, at=at)
    if made.is_attachment and isinstance(parent, Item):
        touch_gallery(portal, parent, by=by, at=at)
    return made


def _copy_of(portal, node, unit, salt, copied, *, by, at):
    made = type(node)(node.type_name, copy_uuid(salt, node.uuid), by=by, at=at)
    made.fields = _fields(portal, node, unit, salt, copied)
    # A page begins as a draft. A folder has no drafts: what is hidden, or walled off, stays so.
    made.state = node.state if isinstance(node, Section) else portal.definitions.workflow_of(node.type_name).initial
    made.revision = 1
    if isinstance(node, Section):
        if node.refuses_roles:
            made.refuses_roles = True
        if node.addable is not None:
            made.addable = node.addable
    return made


def _put(portal, parent, name, node, made, *, by, at):
    parent.add(name, made)
    made.record("copy", by=by, at=at, target=made.state)
    if made.is_attachment and not _share_made(node, made):
        make_later(portal, made, {}, by=by, at=at)
    index_node(made, portal.definitions, at=at)


def _share_made(node, made):
    """Let a copy have the text and the sizes that were made from the same blob; return whether there was anything."""
    key = key_of(made.fields.get("file"))
    if node.made is None or key is None or not (key in node.made.texts or key in node.made.scales):
        return False
    made.made = Made()
    for each in ("texts", "scales"):
        of_blob = getattr(node.made, each)
        setattr(made.made, each, {key: of_blob[key]} if key in of_blob else {})
    return True


def _fields(portal, node, unit, salt, copied):
    source, fields = unit_of(node), dict(node.fields)
    own = {child.uuid for child in attachments_of(node)}
    for field in portal.definitions.types[node.type_name].fields:
        value = fields.get(field.name)
        if field.kind == "image" and value:
            # A picture in a field stands in the page itself and is copied with it.
            fields[field.name] = copy_uuid(salt, value) if value in own else ""
        elif field.kind == "rich_text" and value:
            fields[field.name] = renamed(portal, source, unit, value,
                                         lambda uuid: copy_uuid(salt, uuid) if uuid in own else copied(uuid))
    return fields


def renamed(portal, source, unit, text, copied):
    """Return a text of the unit ``source`` as a text of ``unit``: references lead to copies, else to what they named.

    :param copied: a function from the uuid of something in ``source`` to that of its copy in ``unit``, or None.
    """
    return richtext.resolve(text, lambda target: "resolveuid/" + new_target(portal, source, unit, target, copied))


def new_target(portal, source, unit, target, copied):
    """Return how a text in ``unit`` names what a text in ``source`` names ``target`` (see :func:`renamed`)."""
    owner, uuid = owner_of_target(portal, source, target)
    if owner is source and (copy := copied(uuid)):
        return copy
    if owner is None:
        first = target.rpartition("/")[0] or source.uuid
        return target if unit is source else f"{first}/{uuid}"
    return uuid if owner is unit or uuid == owner.uuid else f"{owner.uuid}/{uuid}"
