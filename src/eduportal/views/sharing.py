"""Sharing: who has a role here and where it comes from; give one, end one, close a folder against roles from above."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.nodes import Item, Section, lineage, unit_of
from eduportal.content.units import Unit
from eduportal.domain.access import ROLES, ROLES_OF_ONE_UNIT, role_title
from eduportal.domain.dates import format_day, parse_day
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.pages import set_refusal
from eduportal.operations.sharing import end_role, give_role, group_over, is_over, name_of
from eduportal.operations.sharing_changes import principal_of, wall_effects
from eduportal.security.rights import Asker, grantable_roles
from eduportal.views.page import day_of, shell
from eduportal.views.sharing_effects import told
from eduportal.views.sharing_table import table_of

_TYPED = ("login", "role", "since", "until")


@view_config(context=Unit, name="sharing", request_method="GET", renderer="sharing.html", permission="sharing:view")
@view_config(context=Section, name="sharing", request_method="GET", renderer="sharing.html", permission="sharing:view")
@view_config(context=Item, name="sharing", request_method="GET", renderer="sharing.html", permission="page:view_draft")
def sharing(request):
    """Everyone with a role here, and the forms of those who may give."""
    check_sharing(request, "sharing:view")
    return sharing_page(request)


def check_sharing(request, permission):
    """Refuse who has not ``permission`` at the folder or unit of the node: a page shares as its folder does.

    :raises HTTPForbidden: with the decision, which says why.
    """
    asked = request.may(permission, _sharing_place(request.context))
    if not asked:
        raise HTTPForbidden(result=asked)


def _sharing_place(node):
    return next(each for each in lineage(node) if isinstance(each, (Section, Unit)))


@view_config(context=Unit, name="sharing", request_method="POST", renderer="sharing.html", permission="sharing:give")
@view_config(context=Section, name="sharing", request_method="POST", renderer="sharing.html", permission="sharing:give")
@view_config(context=Item, name="sharing", request_method="POST", renderer="sharing.html", permission="page:view_draft")
def share(request):
    """Give a role, end one, or close a folder against roles from above; 422 with what was typed after a refusal."""
    check_sharing(request, "sharing:give")
    act = _ACTS.get(text_typed(request.POST, "action"))
    if act is None:
        request.response.status_int = 422
        return sharing_page(request)
    try:
        request.flash(act(request))
    except RuleError as error:
        request.response.status_int = 422
        return sharing_page(request, error=error, typed=request.POST)
    return HTTPSeeOther(where_to(request))


def _give(request):
    form, node = request.POST, request.context
    group = text_typed(form, "group")
    account = group_over(node, group) if group else request.portal.accounts.by_login(text_typed(form, "login"))
    if group and account is None:
        raise RuleError(_("There is no such group here, or it has ended."), "group")
    since, until = day_typed(form, "since"), day_typed(form, "until")
    kinds = tuple(dict.fromkeys(each for each in form.getall("kinds") if isinstance(each, str)))
    grant = give_role(request.portal, node, account, text_typed(form, "role"), held=request.asker.held_at(node),
                      by=request.account.uuid, at=request.at, since=since, until=until, kinds=kinds,
                      here_only=form.get("here_only") == "1")
    return _("${name} has the role “${role}” here from ${day} on.", name=name_of(account), role=role_title(grant.role),
             day=format_day(grant.since))


def _end(request):
    node = request.context
    grant = end_role(request.portal, node, text_typed(request.POST, "grant"), held=request.asker.held_at(node),
                     by=request.account.uuid, at=request.at, sure=request.POST.get("sure") == "1")
    return _("The role “${role}” of ${name} has ended.", role=role_title(grant.role),
             name=name_of(principal_of(request.portal, node, grant.principal)))


def _refuse(request):
    refuses = request.POST.get("refuses") == "1"
    set_refusal(request.portal, request.context, refuses, by=request.account.uuid, at=request.at)
    return _("This folder no longer takes roles from above.") if refuses else _(
        "This folder takes roles from above again.")


_ACTS = {"give": _give, "end": _end, "refuse": _refuse}


def day_typed(form, name):
    """Return the day of a field, or None when it is empty. :raises RuleError: it is no day."""
    typed = text_typed(form, name).strip()
    return parse_day(typed, name) if typed else None


def text_typed(form, name):
    """Return the text of a field, at most 200 characters; '' for a missing one and for a file."""
    typed = form.get(name, "")
    return typed[:200] if isinstance(typed, str) else ""


def where_to(request):
    """Return this page, or the unit's home for somebody whose own act took the right to see it."""
    fresh = Asker(request.account.uuid, request.local_day)
    request.asker = fresh
    allowed = request.may("sharing:view", _sharing_place(request.context))
    return request.url_of(request.context, "@@sharing") if allowed else request.url_of(unit_of(request.context))


def sharing_page(request, *, error=None, typed=None, ticked=None):
    """Return what sharing.pt shows.

    :param typed: what was typed into the form that gives a role. :param ticked: the ticks of the table.
    """
    node, giving = request.context, request.may("sharing:give", _sharing_place(request.context))
    typed = typed or {}
    roles = grantable_roles(request.asker, node) if giving else {}
    rows = [_row(request, node, place, grant, roles, walled) for place, grant, walled in _grants_at(node)]
    return {
        "page": shell(request, request.translate(_("Sharing: ${title}", title=node.title)), tab="sharing"),
        "title": node.title, "who_url": request.url_of(node, "@@who"),
        "here": [row for row in rows if row.is_here and not row.ended],
        "above": [row for row in rows if not row.is_here and not row.ended],
        "ended": [row for row in rows if row.ended],
        "roles": [Show(name=role, title=ROLES[role][0], chosen=typed.get("role") == role) for role in roles],
        "kinds": _kinds(request, node, typed), "typed": Show(**{name: text_typed(typed, name) for name in _TYPED}),
        "today": format_day(request.local_day), "is_folder": giving and isinstance(node, Section),
        "refuses": node.refuses_roles, "kept_here": any(held.place is not None and held.place.uuid == node.uuid
                                                        for held in request.asker.held_at(node)),
        "error": request.translate(error.message) if error else "", "error_field": error.field if error else "",
        "table": table_of(request, roles, ticked), "typed_group": text_typed(typed, "group"),
        "sure_grant": text_typed(typed, "grant") if error is not None and error.field == "sure" else "",
        "hide": _hide_step(request, node),
        "wall": _wall(request, node) if giving and isinstance(node, Section) else None,
    }


def _hide_step(request, node):
    """Return the step that hides or shows a folder, with the page that tells what it will do; None elsewhere."""
    if not isinstance(node, Section) or not request.may("page:hide", node):
        return None
    steps = request.definitions.workflow_of(node.type_name).leaving(node.state)
    return next((Show(title=step.title, url=request.url_of(node, f"@@state?transition={step.name}"))
                 for step in steps if step.needs == "page:hide"), None)


def _wall(request, folder):
    """Return what closing or opening the folder would do to whom: shown before it is done."""
    return told(wall_effects(request.portal, folder, not folder.refuses_roles, request.local_day))


def _grants_at(node):
    """Yield (place, grant, walled) of every grant that reaches ``node``, from here upwards.

    ``walled``: a folder at or below the place of the grant, and above or at the node, refuses roles from above.
    """
    walled, here_kind = False, unit_of(node).kind
    for place in lineage(node):
        for grant in sorted(unit_of(place).grants.all(), key=lambda each: (each.role, each.since)):
            if grant.node == place.uuid and (place is node or not grant.kinds or here_kind in grant.kinds):
                yield place, grant, walled
        walled = walled or place.refuses_roles


def _row(request, node, place, grant, roles, walled):
    account = request.portal.accounts.get(grant.principal)
    group = group_over(node, grant.principal) if account is None else None
    kinds = request.definitions.kinds
    name_of_account = request.portal.accounts.name_of
    ended, here = is_over(grant, request.local_day), place is node
    may_see = not here and bool(request.may("sharing:view", place))
    return Show(
        id=grant.id, name=account.name if account else group.title if group else "–",
        login=account.login if account else "", is_group=group is not None, count=_count(request, group),
        closed=account is not None and not account.active, here_only=grant.here_only,
        ended_by=name_of_account(grant.ended_by) if grant.ended_by else "", ended_on=day_of(grant.ended_at),
        role=role_title(grant.role), place=place.title, is_here=here,
        place_url=request.url_of(place, "@@sharing") if may_see else "",
        since=format_day(grant.since), until=format_day(max(grant.since, grant.until)) if grant.until else "",
        later=grant.since > request.local_day, ended=ended, may_end=here and not ended and grant.role in roles,
        given_by=name_of_account(grant.given_by) if grant.given_by else request.translate(_("the portal")),
        given_on=day_of(grant.given_at), kinds=", ".join(kinds[each].title for each in grant.kinds if each in kinds),
        walled=walled and grant.role != "administrator",
        stays=_stays(node, place, grant))


def _stays(node, place, grant):
    """Return whether the grant counts in the unit above alone where it was given (ADR 9, ADR 11)."""
    return unit_of(place) is not unit_of(node) and (grant.here_only or grant.role in ROLES_OF_ONE_UNIT)


def _count(request, group):
    return len(group.members_on(request.local_day)) if group is not None else 0


def _kinds(request, node, typed):
    """Return the kinds of unit to choose from: only an office has units of several kinds below it."""
    if not getattr(node, "is_unit", False) or request.definitions.kinds[node.kind].school:
        return []
    chosen = typed.getall("kinds") if typed else ()
    return [Show(name=kind.name, title=kind.title, chosen=kind.name in chosen)
            for kind in request.definitions.kinds.values() if kind.exists_on(request.local_day)]
