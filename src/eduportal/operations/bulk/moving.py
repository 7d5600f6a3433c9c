"""Moving many things, within a unit or behind another unit's wall, with the rights of whoever asked for it."""

from itertools import islice

from eduportal.content.nodes import Attachment, Item, Section, below, unit_of
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.asking import asker_of, may, require
from eduportal.operations.moves import check_move, move_page
from eduportal.operations.pages import touch_gallery
from eduportal.operations.tasks import task


@task("move_things", _("Move pages"), title_of=lambda portal, unit, item: item[2])
def move_one(portal, unit, item, params, *, by, at):
    """Move one thing with all that stands below it into ``params["target"]`` of ``unit``; return nothing.

    :param item: (uuid, uuid of the folder it stood in when it was cut, title): what somebody has moved meanwhile is
        left where it is. :param params: {"from": uuid of the unit that it was cut in, "target"}.
    """
    uuid, stood, _title = item
    source = portal.unit(params["from"])
    node, target = source.find(uuid) if source is not None else None, unit.find(params["target"])
    check_cut(node, stood)
    if target is None:
        raise RuleError(_("The folder that this was to be moved into is not there any more, so it stays where it is."))
    check_movable(portal, asker_of(portal, by, at), node, target)
    origin = node.__parent__
    move_page(portal, node, target, by=by, at=at)
    if node.is_attachment:
        for place in (origin, target):
            if isinstance(place, Item):
                touch_gallery(portal, place, by=by, at=at)


def check_cut(node, stood):
    """Refuse what does not stand any more where it was cut. :raises RuleError: so."""
    if not isinstance(node, (Section, Item, Attachment)):
        raise RuleError(_("This is not there any more; somebody has moved or deleted it."))
    if node.__parent__.uuid != stood:
        raise RuleError(_("Somebody has moved this elsewhere since you cut it, so it was left where it is now."))


def check_movable(portal, asker, node, target, most=None):
    """Refuse what the asker may not take from where it stands, or not put into ``target``.

    To take away what is public needs the right to withdraw, of everything else the right to delete. Within the unit
    drafts below a folder go with it. Behind another wall other people answer for what is public: it goes there only by
    the hand of somebody who approves there too (TT 37/2020, Điều 11).

    :param most: look at so many things below a folder only; None for all.
    :raises NotAllowed: the rights at the thing or at the target. :raises RuleError: something below it, or its place.
    """
    unit = unit_of(target)
    check_move(portal, node, target, unit)
    if node.__parent__ is target:
        raise RuleError(_("This stands here already."))
    require(portal, asker, "page:withdraw" if node.live is not None else "page:delete", node)
    require(portal, asker, "page:add", target)
    inner = list(islice(below(node), most))
    if unit is unit_of(node):
        kept = sum(each.live is not None and not may(portal, asker, "page:withdraw", each) for each in inner)
        if kept:
            raise RuleError(_("${count} things in “${title}” are public and not yours to take down, so the folder "
                              "stays where it is. Ask your principal.", count=kept, title=node.title))
        return
    kept = sum(not may(portal, asker, "page:withdraw" if each.live is not None else "page:delete", each)
               for each in inner)
    if kept:
        raise RuleError(_("${count} things in “${title}” wait for approval, are archived, or are public and not yours "
                          "to take down. Settle them first.", count=kept, title=node.title))
    if any(each.live is not None for each in (node, *inner)) and not may(portal, asker, "page:approve", unit):
        raise RuleError(_("“${title}” is public, and who approves in “${unit}” answers for what is public there. Copy "
                          "it instead: the copy is a draft.", title=node.title, unit=unit.title))
