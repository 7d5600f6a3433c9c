"""The structure of one unit's site as a template for others: folders, if wanted pages as drafts, and the appearance.

What a target has already is kept and filled, never overwritten: a folder on the same way of names is the folder.
"""

from eduportal.content.appearance import appearance_of
from eduportal.content.listings import OID, TYPE
from eduportal.content.nodes import Attachment, Item, Section
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.addresses import BY_IDENTITY
from eduportal.operations.appearance import apply_appearance, begin, keep
from eduportal.operations.asking import asker_of, may, require
from eduportal.operations.bulk.copying import check_copy, copy_items, copy_uuid, new_target, put_copy, renamed
from eduportal.operations.identity import new_uuid
from eduportal.operations.tasks import do, task

#: What is taken over of the appearance. Logo, banner, slogan and footer belong to the unit that they are of.
PARTS = ("skin", "colours", "menu", "blocks")


def structure_items(portal, source, *, pages, by, at):
    """Return (uuid, uuid of the folder above or '', title) of what a unit gives as a template, folders first."""
    kinds = portal.definitions.types
    rows = [] if source.index is None else source.index.rows(source.uuid)
    known = {row[OID] for row in rows if kinds[row[TYPE]].kind_of != "record"}
    tops = [card.uuid for oid, card in source.index.children(source.uuid) if oid in known] if rows else []
    return copy_items(portal, asker_of(portal, by, at), source, tops, only_folders=not pages)


def copy_structure(portal, source, targets, *, pages, appearance, by, at):
    """Give the structure of ``source`` to other units; return the Outcome, or the Job of many.

    :param targets: uuids of units; the rights in each are asked for everything that is put there.
    :param pages: with pages and files, as drafts. :param appearance: with skin, colours, menu and home page blocks.
    :raises RuleError: nothing is chosen, or there is nothing to give.
    """
    require(portal, asker_of(portal, by, at), "page:view_draft", source)
    found, items = structure_items(portal, source, pages=pages, by=by, at=at), []
    for target in dict.fromkeys(targets):
        record = portal.register.records.get(target)
        name = record.title if record is not None else ""
        items += [(uuid, target, f"{name}: {title}") for uuid, _above, title in found]
        if appearance and source.appearance is not None:
            items.append(("", target, name))
    if not items:
        raise RuleError(_("Choose at least one unit; this one must have a folder or an appearance of its own to give."))
    title = _("Structure of “${unit}” for ${count} units", unit=source.title, count=len(set(targets)))
    return do(portal, source, "copy_structure", items, {"salt": new_uuid(), "pages": bool(pages)}, by=by, at=at,
              title=title)


@task("copy_structure", _("Copy the structure of a unit"), title_of=lambda portal, unit, item: item[2])
def copy_structure_one(portal, unit, item, params, *, by, at):
    """Give one folder or page of ``unit`` to another unit, or with '' as its uuid the appearance; return a line."""
    uuid, wanted, _title = item
    target, asker, salt = portal.unit(wanted), asker_of(portal, by, at), f"{params['salt']}-{wanted}"
    if target is None or target is unit or target.index is None:
        raise RuleError(_("This unit has not opened its portal yet; open it first."))
    if not uuid:
        return _copy_appearance(portal, unit, target, salt, asker, by=by, at=at)
    node = unit.find(uuid)
    if not isinstance(node, (Section, Item, Attachment)) or not may(portal, asker, "page:view_draft", node):
        raise RuleError(_("This is not there any more; somebody has moved or deleted it."))
    if standing_for(unit, target, node, salt) is not None:
        return _("It was there already and was kept as it is.")
    parent = standing_for(unit, target, node.__parent__, salt)
    if parent is None:
        raise RuleError(_("The folder that this was to be copied into is not there: it was not copied itself, or "
                          "somebody has deleted it."))
    require(portal, asker, "page:add", parent)
    check_copy(portal, asker, node, parent)
    put_copy(portal, node, parent, salt, _copied(unit, target, salt, params["pages"]), by=by, at=at)
    return None


def standing_for(source, target, node, salt=""):
    """Return what stands in ``target`` for ``node`` of ``source``: its copy, or a thing of its kind on the same way of
    names; None where there is nothing."""
    if node is source:
        return target
    made = target.find(copy_uuid(salt, node.uuid)) if salt else None
    if made is not None:
        return made
    above = standing_for(source, target, node.__parent__, salt)
    found = above.data.get(node.__name__) if above is not None and above.data else None
    return found if isinstance(found, type(node)) else None


def _copied(source, target, salt, pages):
    """Return the function from the uuid of something in ``source`` to that of what stands, or will stand, for it."""
    def copied(uuid):
        node = source.find(uuid)
        if node is None or node is source:
            return target.uuid if node is source else None
        found = standing_for(source, target, node, salt)
        if found is not None:
            return found.uuid
        comes = isinstance(node, Section) or (pages and not isinstance(node.__parent__, Item))
        return copy_uuid(salt, uuid) if comes and isinstance(node, (Section, Item, Attachment)) else None

    return copied


def _copy_appearance(portal, source, target, salt, asker, *, by, at):
    require(portal, asker, "appearance:edit", target)
    own, given, preparing = appearance_of(target, working=True), source.appearance, target.next_appearance is not None
    missing = [part for part in PARTS if getattr(given, part, None) is not None and getattr(own, part) is None]
    if not missing:
        return _("It has an appearance of its own, which was kept.")
    copied, working = _copied(source, target, salt, False), begin(portal, target, own.revision)
    for part in missing:
        value = _own_value(portal, source, target, part, getattr(given, part), copied)
        keep(target, working, part, value, by=by, at=at)
    if preparing:
        return _("The appearance was put into what is being prepared there, to be looked at and applied.")
    apply_appearance(portal, target, seen=working.revision, by=by, at=at)
    return _("The appearance was taken over.")


def _own_value(portal, source, target, part, value, copied):
    """Return a part of the appearance as the target has it: its own folders in the menu, blocks of its own."""
    def named(text):
        identity = BY_IDENTITY.fullmatch(text)
        if identity is not None:
            return "resolveuid/" + new_target(portal, source, target, identity[1], copied)
        if len(text) == 32 and source.find(text) is not None:
            return copied(text) or ""
        return renamed(portal, source, target, text, copied)

    def walked(each):
        if isinstance(each, str):
            return named(each)
        if isinstance(each, dict):
            return {key: walked(inner) for key, inner in each.items()}
        return tuple(map(walked, each)) if isinstance(each, tuple) else each

    if part == "menu":
        return tuple(entry for each in value if (entry := walked(each))["to"] and _is_there(target, entry))
    if part == "blocks":
        return tuple({**walked(each), "id": new_uuid()} for each in value)
    return value


def _is_there(target, entry):
    return entry["kind"] != "section" or target.find(entry["to"]) is not None
