"""The table of sharing: people and groups × roles with ticks, what is inherited with where it comes from, a search."""

from types import SimpleNamespace as Show

from eduportal.content.groups import Group
from eduportal.content.nodes import lineage, unit_of
from eduportal.domain.access import ROLES, role_title
from eduportal.domain.dates import format_day
from eduportal.domain.messages import _
from eduportal.domain.names import name_order_key
from eduportal.operations.finding_people import find_people
from eduportal.operations.sharing import group_over, groups_over, is_over
from eduportal.security.rights import Asker

MOST_ROWS = 200


def table_of(request, roles, ticked=None):
    """Return the table at the context: columns, rows with cells, the search and what it found.

    :param roles: the roles that the asker may give here. :param ticked: keys that were ticked on the screen, or None.
    """
    node, typed = request.context, request.GET.get("find", "").strip()[:60]
    found, more = find_people(request.portal, request.asker, node, typed) if typed and roles else ([], False)
    principals = _reaching(request, node)
    principals |= {each.uuid: each for each in found}
    rows = [_row(request, node, each, roles, ticked) for each in _ordered(principals.values())[:MOST_ROWS]]
    columns = [role for role in ROLES if role in roles or any(row.cells[role].held for row in rows)]
    for row in rows:
        row.cells = [row.cells[role] for role in columns]
    return Show(columns=[role_title(role) for role in columns], rows=rows, find=typed, more=more,
                nobody=bool(typed) and not found, cut=len(principals) > MOST_ROWS, may=bool(roles),
                groups=_groups(request, node), is_office=_is_office(request, node),
                was=[cell.key for row in rows for cell in row.cells if cell.may and cell.was])


def _reaching(request, node):
    """Return {uuid: account or group} of all who hold a role at ``node``, or will, by a grant here or above."""
    found = {}
    for place in lineage(node):
        for grant in place.grants.all() if getattr(place, "is_unit", False) else ():
            if is_over(grant, request.local_day) or grant.principal in found:
                continue
            own = grant.node == node.uuid
            if own or any(held.grant for held in Asker(grant.principal, request.local_day).held_at(node)):
                principal = request.portal.accounts.get(grant.principal) or group_over(node, grant.principal)
                if principal is not None:
                    found[grant.principal] = principal
    return found


def _ordered(principals):
    return sorted(principals, key=lambda each: (not isinstance(each, Group), name_order_key(
        each.title if isinstance(each, Group) else each.name)))


def _row(request, node, principal, roles, ticked):
    day, group = request.local_day, isinstance(principal, Group)
    held = [each for each in Asker(principal.uuid, day).held_at(node) if each.grant is not None]
    members = [row[1] for row in principal.members_from(day)] if group else [principal.uuid]
    open_ = not principal.ended if group else principal.active
    mine = request.account.uuid in members
    cells = {role: _cell(request, node, principal, role, held, ticked, may=role in roles, new=open_ and not mine)
             for role in ROLES}
    return Show(uuid=principal.uuid, name=principal.title if group else principal.name, is_group=group,
                closed=not open_, login="" if group else principal.login, count=len(members), cells=cells,
                url="" if group else request.url_of(unit_of(node), f"@@person?id={principal.uuid}"))


def _cell(request, node, principal, role, held, ticked, *, may, new):
    """Return one tick. ``may``: the asker may give the role; ``new``: it may be given to this one."""
    own = [grant for grant in unit_of(node).grants.of(principal.uuid)
           if (grant.role, grant.node) == (role, node.uuid) and not is_over(grant, request.local_day)]
    above = [each for each in held if each.role == role and each.grant.id not in {grant.id for grant in own}]
    counts = [each for each in above if not each.behind_wall or role == "administrator"]
    key = f"{principal.uuid}:{role}"
    editable = may and (bool(own) or (new and not counts))
    texts = [_own_text(request, grant) for grant in own] + [_above_text(request, each, counts) for each in above]
    return Show(key=key, role=role_title(role), may=editable, was=bool(own), held=bool(own or above),
                ticked=(key in ticked) if ticked is not None and editable else bool(own or counts),
                title="; ".join(texts), texts=[text for text in texts if text])


def _own_text(request, grant):
    say, kinds = request.translate, request.definitions.kinds
    parts = []
    if grant.since > request.local_day:
        parts.append(say(_("from ${day}", day=format_day(grant.since))))
    if grant.until:
        parts.append(say(_("until ${day}", day=format_day(grant.until))))
    if grant.here_only:
        parts.append(say(_("this unit only")))
    if grant.kinds:
        parts.append(", ".join(kinds[each].title for each in grant.kinds if each in kinds))
    return ", ".join(parts)


def _above_text(request, held, counts):
    values = {"place": held.place.title, "group": held.group}
    if held not in counts:
        text = _("refused here, from ${place}", **values)
    elif held.group:
        text = _("through the group ${group}, at ${place}", **values)
    else:
        text = _("from ${place}", **values)
    text = request.translate(text)
    if held.grant.until:
        text += ", " + request.translate(_("until ${day}", day=format_day(held.grant.until)))
    return text


def _groups(request, node):
    """Return the groups that the asker may name here: of the own unit, and of offices whose sharing may be seen."""
    own = unit_of(node)
    seen = {group.uuid: Show(uuid=group.uuid, title=group.title) for group in groups_over(node)}
    for unit in lineage(own.__parent__) if own.__parent__ is not None else ():
        if unit.groups is not None and not request.may("sharing:view", unit):
            for group in unit.groups.all():
                seen.pop(group.uuid, None)
    return sorted(seen.values(), key=lambda each: name_order_key(each.title))


def _is_office(request, node):
    return getattr(node, "is_unit", False) and not request.definitions.kinds[node.kind].school
