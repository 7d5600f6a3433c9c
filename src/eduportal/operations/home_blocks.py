"""The blocks of a unit's home page: added, ordered, set and taken out in the working copy of its appearance."""

from datetime import date

from eduportal.content.appearance import appearance_of
from eduportal.definitions.blocks import LINKS, SECTION, WIDTHS, standard_blocks
from eduportal.domain.errors import Refused, RuleError
from eduportal.domain.messages import _
from eduportal.operations.addresses import checked_links, outside_address
from eduportal.operations.appearance import begin, keep
from eduportal.operations.fields import checked_fields
from eduportal.operations.identity import new_uuid

MOST_BLOCKS = 24
MOST_SHOWN = 20


def blocks_of(portal, unit, *, working=False):
    """Return the blocks of a unit's home, a list of {"id", "kind", "settings", "width", "below", "until"}.

    Where nothing was chosen they are the standard ones. Kinds that are not declared any more are passed over.
    """
    chosen, kinds = appearance_of(unit, working=working).blocks, portal.definitions.blocks
    if chosen is None:
        return [_block(name, kinds[name], id=name) for name in standard_blocks(kinds)]
    return [each for each in chosen if each["kind"] in kinds]


def _block(name, kind, *, id):
    settings = {field.name: field.default if field.default is not None else _NOTHING.get(field.kind, "")
                for field in kind.fields}
    return {"id": id, "kind": name, "settings": settings, "width": "", "below": False, "until": ""}


_NOTHING = {"boolean": False, "date": None, "whole_number": None, LINKS: ()}


def sections_of(unit):
    """Return (uuid, title) of the folders at the top of a unit and in them, and of its newest albums."""
    found = []
    for _oid, card in unit.index.children(unit.uuid):
        if card.type == "folder":
            found.append((card.uuid, card.title))
            found += [(each.uuid, f"{card.title} › {each.title}") for each in _folders(unit, card.uuid)]
    albums = unit.index.newest_public("album", 50, "9999-12-31")
    return found[:300] + [(card.uuid, card.title) for _oid, card in albums]


def collections_of(unit):
    """Return (uuid, title) of the newest collections of a unit that are public."""
    return [(card.uuid, card.title) for _oid, card in unit.index.newest_public("collection", 50, "9999-12-31")]


def _folders(unit, uuid):
    if unit.index.child_count(uuid) > 500:
        return []
    return [card for _oid, card in unit.index.children(uuid) if card.type == "folder"]


def add_block(portal, unit, kind, *, seen, by, at):
    """Add a block of ``kind`` at the end of the working copy; return its id. :raises RuleError: unknown, too many."""
    working, blocks = begin(portal, unit, seen), blocks_of(portal, unit, working=True)
    if kind not in portal.definitions.blocks:
        raise RuleError(_("There is no such kind of block."), "kind")
    if len(blocks) >= MOST_BLOCKS:
        raise RuleError(_("At most ${most} blocks on a page; take one out first.", most=MOST_BLOCKS))
    added = _block(kind, portal.definitions.blocks[kind], id=new_uuid())
    keep(unit, working, "blocks", (*blocks, added), by=by, at=at)
    return added["id"]


def move_block(portal, unit, block, step, *, seen, by, at):
    """Move a block up (``step`` -1) or down (1); at the end it stays. :raises RuleError: there is no such block."""
    working, blocks = begin(portal, unit, seen), blocks_of(portal, unit, working=True)
    place = _place(blocks, block)
    other = min(max(0, place + (1 if step > 0 else -1)), len(blocks) - 1)
    blocks[place], blocks[other] = blocks[other], blocks[place]
    keep(unit, working, "blocks", tuple(blocks), by=by, at=at)


def order_blocks(portal, unit, ids, *, seen, by, at):
    """Put the blocks into the order of ``ids``. :raises RuleError: the ids are not those of the page."""
    working, blocks = begin(portal, unit, seen), blocks_of(portal, unit, working=True)
    by_id = {each["id"]: each for each in blocks}
    if sorted(ids) != sorted(by_id):
        raise RuleError(_("These are not the blocks of this page. Look at it again, then decide."))
    keep(unit, working, "blocks", tuple(by_id[each] for each in ids), by=by, at=at)


def remove_block(portal, unit, block, *, seen, by, at):
    """Take a block out of the working copy. :raises RuleError: there is no such block."""
    working, blocks = begin(portal, unit, seen), blocks_of(portal, unit, working=True)
    del blocks[_place(blocks, block)]
    keep(unit, working, "blocks", tuple(blocks), by=by, at=at)


def set_block(portal, unit, block, values, *, width, below, until, seen, by, at):
    """Write the settings of a block into the working copy.

    :param values: {setting: value} as the kind declares them; links as (title, address) pairs.
    :param width: a name in ``WIDTHS``, '' for the kind's own. :param below: show it in all units below as well, where
        the kind allows it; :param until: the last day (date) on which they show it, None for no end.
    :raises Refused: settings that do not fit, by name. :raises RuleError: there is no such block.
    """
    working, blocks = begin(portal, unit, seen), blocks_of(portal, unit, working=True)
    place = _place(blocks, block)
    kind = portal.definitions.blocks[blocks[place]["kind"]]
    settings = checked_settings(portal, unit, kind, values)
    below = bool(below) and may_stand_below(portal, unit, kind)
    if width and width not in WIDTHS:
        raise RuleError(_("Choose one of the values in the list."), "width")
    if until is not None and not isinstance(until, date):
        raise RuleError(_("A day as dd/mm/yyyy was expected."), "until")
    blocks[place] = {**blocks[place], "settings": settings, "width": width, "below": below,
                     "until": until.isoformat() if below and until is not None else ""}
    keep(unit, working, "blocks", tuple(blocks), by=by, at=at)


def may_stand_below(portal, unit, kind):
    """Return whether ``unit`` may show a block of this kind in the units below it: an office, and the kind allows."""
    return kind.below and not portal.definitions.kinds[unit.kind].school


def checked_settings(portal, unit, kind, values):
    """Return the settings of a block of ``kind``, cleaned. :raises Refused: a reason for each that does not fit."""
    links = {field.name for field in kind.fields if field.kind == LINKS}
    plain = {name: value for name, value in values.items() if name not in links}
    settings, reasons = {}, {}
    try:
        settings = checked_fields(kind.with_choices(sections_of(unit) if _has_section(kind) else (), skip=(LINKS,),
                                                    collections=collections_of(unit)), plain)
    except Refused as error:
        reasons |= error.reasons
    for field in kind.fields:
        try:
            settings |= _checked_more(portal, unit, field, settings, values)
        except RuleError as error:
            reasons[field.name] = error.message
    if reasons:
        raise Refused(_("Some fields need another look; nothing has been saved yet."), reasons)
    return settings


def _has_section(kind):
    return any(field.kind == SECTION for field in kind.fields)


def _checked_more(portal, unit, field, settings, values):
    value = settings.get(field.name)
    if field.kind == LINKS:
        found = checked_links(portal, unit, values.get(field.name), field=field.name)
        if field.required and not found:
            raise RuleError(_("This must be filled in."), field.name)
        return {field.name: found}
    if field.kind == "address" and value:
        return {field.name: outside_address(value, field.name)}
    if field.kind == "whole_number" and value is not None and not 1 <= value <= MOST_SHOWN:
        raise RuleError(_("A number from 1 to ${most} was expected.", most=MOST_SHOWN), field.name)
    return {}


def _place(blocks, block):
    for place, each in enumerate(blocks):
        if each["id"] == block:
            return place
    raise RuleError(_("This block is not on the page any more."))
