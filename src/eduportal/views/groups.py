"""The groups of a unit: make one, rename it, take people in, let them out, end it."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.access import role_title
from eduportal.domain.dates import format_day, parse_day
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.names import name_order_key
from eduportal.operations.groups import (
    add_group,
    add_member,
    check_roles_of,
    end_group,
    end_membership,
    rename_group,
    roles_of,
)
from eduportal.security.rights import Asker
from eduportal.views.page import day_of, shell
from eduportal.views.sharing import day_typed, text_typed

_TYPED = ("title", "login", "since", "until", "group")
_VIEW = {"context": Unit, "name": "groups", "renderer": "groups.html", "permission": "people:manage"}


@view_config(request_method="GET", **_VIEW)
def groups(request):
    """The groups with their people and their roles, and the forms."""
    return _page(request)


@view_config(request_method="POST", **_VIEW)
def change_groups(request):
    """Do what the form names; 422 with what was typed after a refusal."""
    act = _ACTS.get(text_typed(request.POST, "action"))
    if act is None:
        request.response.status_int = 422
        return _page(request)
    try:
        request.flash(act(request, {"asker": request.asker, "by": request.account.uuid, "at": request.at}))
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, error, request.POST)
    request.asker = Asker(request.account.uuid, request.local_day)
    allowed = request.may("people:manage", request.context)
    return HTTPSeeOther(request.url_of(request.context, "@@groups" if allowed else ""))


def _add(request, who):
    group = add_group(request.portal, request.context, text_typed(request.POST, "title"), **who)
    return _("The group “${group}” was made.", group=group.title)


def _rename(request, who):
    form = request.POST
    group = rename_group(request.portal, request.context, text_typed(form, "group"), text_typed(form, "title"), **who)
    return _("The group is called “${group}” now.", group=group.title)


def _take_in(request, who):
    account = request.portal.accounts.by_login(text_typed(request.POST, "login"))
    add_member(request.portal, request.context, text_typed(request.POST, "group"), account,
               since=day_typed(request.POST, "since"), until=day_typed(request.POST, "until"), **who)
    return _("${name} is in the group now.", name=account.name)


def _let_out(request, who):
    form = request.POST
    row = end_membership(request.portal, request.context, text_typed(form, "group"), text_typed(form, "row"),
                         sure=form.get("sure") == "1", **who)
    return _("${name} has left the group.", name=request.portal.accounts.name_of(row[1]))


def _end(request, who):
    group = end_group(request.portal, request.context, text_typed(request.POST, "group"),
                      sure=request.POST.get("sure") == "1", **who)
    return _("The group “${group}” has ended.", group=group.title)


_ACTS = {"add": _add, "rename": _rename, "take_in": _take_in, "let_out": _let_out, "end": _end}


def _page(request, error=None, typed=None):
    unit, say, typed = request.context, request.translate, typed or {}
    found = sorted(unit.groups.all() if unit.groups is not None else (), key=lambda each: name_order_key(each.title))
    title = say(_("Groups of ${unit}", unit=unit.title))
    return {"page": shell(request, title, tab="manage"), "title": title,
            "groups": [_group(request, each) for each in found if not each.ended],
            "ended": [Show(title=each.title, on=day_of(each.ended),
                           by=request.portal.accounts.name_of(each.ended_by)) for each in found if each.ended],
            "typed": Show(**{name: text_typed(typed, name) for name in _TYPED}), "action": text_typed(typed, "action"),
            "error": say(error.message) if error else "", "error_field": error.field if error else "",
            "sure": {name: text_typed(typed, name) for name in ("action", "group", "row")}
            if error is not None and error.field == "sure" else None,
            "sharing_url": request.url_of(unit, "@@sharing")}


def _group(request, group):
    day, portal = request.local_day, request.portal
    try:
        check_roles_of(portal, group, request.asker, day)
        locked = ""
    except RuleError as error:
        locked = request.translate(error.message)
    return Show(uuid=group.uuid, title=group.title, locked=locked,
                members=sorted((_member(request, row) for row in group.members_from(day)), key=lambda each: each.order),
                left=[_member(request, row) for row in group.rows if row[3] and row[3] < max(day.isoformat(), row[2])],
                roles=[Show(role=role_title(grant.role), place=(unit.find(grant.node) or unit).title,
                            unit="" if unit is request.context or grant.node == unit.uuid else unit.title)
                       for unit, grant in roles_of(portal, group, day)])


def _member(request, row):
    account, day = request.portal.accounts.get(row[1]), request.local_day
    name = account.name if account is not None else "–"
    return Show(row=row[0], name=name, login=account.login if account is not None else "", order=name_order_key(name),
                since=_day(row[2]), until=_day(row[3]), later=row[2] > day.isoformat(),
                closed=account is not None and not account.active,
                by=request.portal.accounts.name_of(row[4]), ended_by=request.portal.accounts.name_of(row[6]),
                url=request.url_of(request.context, f"@@person?id={row[1]}"))


def _day(iso):
    return format_day(parse_day(iso)) if iso else ""
