"""Pasting: what would happen is worked out first, with what is left out and why; then the same is done."""

from collections import Counter
from dataclasses import dataclass

from eduportal.content.nodes import lineage, unit_of
from eduportal.domain.access import ROLES, roles_held
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.asking import asker_of, may, require
from eduportal.operations.bulk.copying import check_copy, copy_items
from eduportal.operations.bulk.moving import check_cut, check_movable
from eduportal.operations.identity import new_uuid
from eduportal.operations.pages import free_name
from eduportal.operations.tasks import INLINE, do, start
from eduportal.security.rights import place_of

#: So many things are looked at before, and so many below each of them; the rest is judged when its turn comes.
LOOKED_AT = 200


@dataclass(frozen=True)
class PastePlan:
    """What pasting would do: ``going`` are (node, name it will have), ``left`` are (title, reason), ``later`` counts
    the things that are judged only when their turn comes, ``total`` what is written with all that stands below."""

    going: tuple
    left: tuple
    later: int
    total: int


def plan_paste(portal, clipboard, target, *, by, at, only_folders=False):
    """Return the :class:`PastePlan` of pasting a :class:`~eduportal.sidestore.clipboards.Clipboard` into ``target``."""
    source, asker = portal.unit(clipboard.unit), asker_of(portal, by, at)
    going, left = [], []
    for uuid, stood, title in clipboard.things[:LOOKED_AT]:
        node = source.find(uuid) if source is not None else None
        try:
            _check(portal, asker, clipboard.how, node, stood, target)
            if only_folders and node.type_name != "folder":
                raise RuleError(_("Only folders are copied."))
            going.append((node, free_name(target, node.__name__)))
        except RuleError as error:
            left.append((title, error.message))
    refused = {uuid for uuid, *_rest in clipboard.things[:LOOKED_AT]} - {node.uuid for node, _name in going}
    uuids = [uuid for uuid, *_rest in clipboard.things if uuid not in refused]
    total = len(copy_items(portal, asker, source, uuids, only_folders)) if source is not None and uuids else 0
    return PastePlan(tuple(going), tuple(left), max(0, len(clipboard.things) - LOOKED_AT), total)


def _check(portal, asker, how, node, stood, target):
    if how == "cut":
        check_cut(node, stood)
        check_movable(portal, asker, node, target, most=LOOKED_AT)
        return
    if node is None or not may(portal, asker, "page:view_draft", node):
        raise RuleError(_("This is not there any more; somebody has moved or deleted it."))
    require(portal, asker, "page:add", target)
    check_copy(portal, asker, node, target)


def paste(portal, clipboard, target, *, by, at, only_folders=False):
    """Move or copy what is in the clipboard into ``target``; return the Outcome, or the Job of many.

    Each thing is judged by itself when its turn comes. :raises RuleError: nothing of it is there any more.
    """
    unit, source, asker = unit_of(target), portal.unit(clipboard.unit), asker_of(portal, by, at)
    require(portal, asker, "page:add", target)
    if source is None or source.index is None:
        raise RuleError(_("Nothing of what you cut or copied is there any more."))
    params, things = {"from": source.uuid, "target": target.uuid}, clipboard.things
    uuids = [uuid for uuid, *_rest in things]
    if clipboard.how == "cut":
        many = len(copy_items(portal, asker, source, uuids)) > INLINE
        return (start if many else do)(portal, unit, "move_things", list(things), params, by=by, at=at, title=_(
            "Move ${count} things to “${place}”", count=len(things), place=target.title))
    check_known(source, asker, portal, uuids)
    items = copy_items(portal, asker, source, uuids, only_folders)
    if not items:
        raise RuleError(_("Nothing of what you cut or copied is there any more."))
    params |= {"salt": new_uuid(), "roots": uuids}
    return do(portal, unit, "copy_things", items, params, by=by, at=at, title=_(
        "Copy ${count} things to “${place}”", count=len(items), place=target.title))


def check_known(source, asker, portal, uuids):
    """Refuse when nothing of it is for the asker to see any more: its titles are not theirs to read either."""
    if not any(node is not None and may(portal, asker, "page:view_draft", node)
               for node in (source.find(uuid) for uuid in uuids[:LOOKED_AT])):
        raise RuleError(_("Nothing of what you cut or copied is there any more."))


def roles_at(portal, node, day):
    """Return {role: set of the principals that hold it at ``node`` on ``day``}, from the grants of its units."""
    places, grants = [], []
    for each in lineage(node):
        places.append(place_of(each))
        if getattr(each, "is_unit", False):
            grants += each.grants.all()
    found = {}
    for held in roles_held(grants, places, day):
        if not held.behind_wall or held.role == "administrator":
            found.setdefault(held.role, set()).add(held.grant.principal)
    return found


def role_changes(portal, source, target, day):
    """Return (gained, lost): {role: how many people and groups} that hold it at ``target`` only, and at ``source``."""
    before, after = roles_at(portal, source, day), roles_at(portal, target, day)
    gained, lost = Counter(), Counter()
    for role in ROLES:
        gained[role] = len(after.get(role, set()) - before.get(role, set()))
        lost[role] = len(before.get(role, set()) - after.get(role, set()))
    return +gained, +lost
