"""Groups of a unit: make, rename, end; take people in and let them out. Nobody gains a role that nobody could give.

Who takes somebody into a group gives them every role that the group holds, so each of those is asked of them, and
nobody takes themselves in.
"""

from datetime import timedelta

from eduportal.content.groups import Group, GroupBook
from eduportal.content.nodes import unit_of
from eduportal.domain.access import may_grant, role_title
from eduportal.domain.dates import local_day
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line, fold
from eduportal.operations.asking import require
from eduportal.operations.identity import new_uuid
from eduportal.operations.sharing import check_administrators, close_grant, is_over

LONGEST_TITLE = 100
#: So many people in one group, and so many groups in one unit: every member is written when a group gets a role.
MOST_MEMBERS, MOST_GROUPS = 500, 200


def add_group(portal, unit, title, *, asker, by, at):
    """Make a group of ``unit`` and return it.

    :param asker: who asks, or None for the founding of a portal (in all operations here).
    :raises RuleError: no title, or one that another group here has.
    """
    _require(portal, asker, unit)
    title = _checked_title(unit, title)
    if unit.groups is None:
        unit.groups = GroupBook()
    if len(unit.groups.by_uuid) >= MOST_GROUPS:
        raise RuleError(_("A unit has at most ${count} groups.", count=MOST_GROUPS))
    group = Group(new_uuid(), title, by=by, at=at)
    unit.groups.put(group)
    return group


def rename_group(portal, unit, uuid, title, *, asker, by, at):
    """Give a group another title and return it."""
    _require(portal, asker, unit)
    group = group_of(unit, uuid)
    group.title = _checked_title(unit, title, group)
    return group


def group_of(unit, uuid):
    """Return the group of ``unit`` with ``uuid``. :raises NotAllowed: there is none here, or it has ended."""
    group = unit.groups.get(uuid) if unit.groups is not None else None
    if group is None or group.ended:
        raise NotAllowed(_("There is no such group here, or it has ended."))
    return group


def _require(portal, asker, unit):
    if asker is not None:
        require(portal, asker, "people:manage", unit)


def _checked_title(unit, title, own=None):
    title = clean_line(title)
    if not title:
        raise RuleError(_("This must be filled in."), "title")
    if len(title) > LONGEST_TITLE:
        raise RuleError(_("At most ${count} characters.", count=LONGEST_TITLE), "title")
    others = unit.groups.all() if unit.groups is not None else ()
    if any(fold(each.title) == fold(title) and not each.ended and each is not own for each in others):
        raise RuleError(_("Another group here has this name."), "title")
    return title


def add_member(portal, unit, uuid, account, *, asker, by, at, since=None, until=None):
    """Take ``account`` into a group and return its row. Members belong to the unit, or to a unit below it.

    :param account: an account or None; both refusals read alike, so that nobody finds out who has an account.
    :raises NotAllowed: the asker could not give a role that the group holds, or takes themselves in.
    :raises RuleError: days that do not fit, somebody of elsewhere, or a member already.
    """
    _require(portal, asker, unit)
    group, day = group_of(unit, uuid), local_day(at)
    check_roles_of(portal, group, asker, day)
    since = since or day
    if until is not None and until < max(since, day):
        raise RuleError(_("The last day lies before the first."), "until")
    if not belongs(portal, unit, account, since if since > day else day):
        raise RuleError(_("Nobody with this sign-in name belongs to this unit or to a unit below it."), "login")
    if asker is not None and account.uuid == by:
        raise NotAllowed(_("Nobody takes themselves into a group; ask your administrator."))
    present = group.members_from(day)
    if any(row[1] == account.uuid for row in present):
        raise RuleError(_("${name} is in this group already.", name=account.name), "login")
    if len(present) >= MOST_MEMBERS:
        raise RuleError(_("A group has at most ${count} people.", count=MOST_MEMBERS))
    row = (new_uuid(), account.uuid, since.isoformat(), until.isoformat() if until else "", by, at.isoformat(), "", "")
    unit.groups.seat(group, row)
    for door in (unit.uuid, *group.units):
        account.knows(door)
    return row


def belongs(portal, unit, account, day):
    """Return whether ``account`` is open and belongs on ``day`` to ``unit`` or to a unit below it."""
    home = account.home_on(day) if account is not None and account.active else None
    return home is not None and home in portal.register.records and unit.uuid in portal.register.above(home)


def check_roles_of(portal, group, asker, day):
    """Ask for each role that ``group`` holds anywhere, or will hold, whether the asker could give it there.

    :raises NotAllowed: with the role and the place.
    """
    if asker is None:
        return
    for door, grant in roles_of(portal, group, day):
        held = () if door is None else _held_for(asker, door, grant.node)
        if may_grant(held, grant.role) is None:
            place = door.find(grant.node) or door
            raise NotAllowed(_("The group has the role “${role}” at “${place}”, which your own roles do not give. Ask "
                               "who administers it.", role=role_title(grant.role), place=place.title))


def roles_of(portal, group, day):
    """Yield (unit, grant) of the roles of a group that are not over. A unit in the trash is still a unit."""
    for uuid in group.units:
        unit = portal.unit(uuid)
        if unit is None and uuid in portal.register.records:
            unit = _in_trash(portal, uuid)
        if unit is not None:
            yield from ((unit, grant) for grant in unit.grants.of(group.uuid) if not is_over(grant, day))


def _in_trash(portal, uuid):
    office = portal.unit(portal.register.records[uuid].parent)
    entries = office.trash.values() if office is not None and office.trash is not None else ()
    return next((entry.node for entry in entries if entry.node.uuid == uuid), None)


def _held_for(asker, unit, uuid):
    """Return the asker's roles where the grant stands. For what rests in the trash only an administrator speaks."""
    node = unit.find(uuid)
    if node is not None:
        return asker.held_at(node)
    return tuple(held for held in asker.held_at(unit) if held.role == "administrator")


def end_membership(portal, unit, uuid, row_id, *, asker, by, at, sure=False):
    """Let somebody out of a group at once; the row stays readable. Return it.

    :param sure: as in :func:`eduportal.operations.sharing.end_role`.
    :raises NotAllowed: the asker could not end a role that the group holds.
    """
    _require(portal, asker, unit)
    group, day = group_of(unit, uuid), local_day(at)
    row = next((each for each in group.members_from(day) if each[0] == row_id), None)
    if row is None:
        raise NotAllowed(_("There is no such member in this group."))
    check_roles_of(portal, group, asker, day)
    if asker is not None and row[1] == by:
        _check_own(portal, group, by=by, day=day, sure=sure)
    return _close_row(unit, group, row, by=by, at=at)


def _check_own(portal, group, *, by, day, sure):
    for door, grant in roles_of(portal, group, day):
        node = door.find(grant.node)
        if node is not None:
            check_administrators(portal, node, without=(), by=by, day=day, sure=sure, left_group=group.uuid)


def _close_row(unit, group, row, *, by, at):
    last = (local_day(at) - timedelta(days=1)).isoformat()
    closed = (*row[:3], last, *row[4:6], by, at.isoformat())
    unit.groups.seat(group, closed)
    return closed


def end_group(portal, unit, uuid, *, asker, by, at, sure=False):
    """End a group for good: its people leave it and its roles end. Return it.

    :param sure: as in :func:`eduportal.operations.sharing.end_role`.
    """
    _require(portal, asker, unit)
    group, day = group_of(unit, uuid), local_day(at)
    check_roles_of(portal, group, asker, day)
    if asker is not None and any(row[1] == by for row in group.members_on(day)):
        _check_own(portal, group, by=by, day=day, sure=sure)
    for door, grant in list(roles_of(portal, group, day)):
        close_grant(unit_of(door), grant, by=by, at=at)
    for row in group.members_from(day):
        _close_row(unit, group, row, by=by, at=at)
    group.ended, group.ended_by = at.isoformat(), by
    return group
