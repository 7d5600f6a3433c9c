"""“Who can do what here, and why”: the pure decision asked for every person with a role here, or for one."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPForbidden
from pyramid.view import view_config

from eduportal.content.classes import SchoolClass, SchoolYear
from eduportal.content.mark_books import MarkBook
from eduportal.content.nodes import Attachment, Item, Section, is_public, lineage, unit_of
from eduportal.content.units import Unit
from eduportal.domain.access import PERMISSIONS
from eduportal.domain.messages import _
from eduportal.domain.names import name_order_key
from eduportal.operations.sharing import group_over
from eduportal.security.rights import Asker, decision
from eduportal.views.page import shell
from eduportal.views.sharing import check_sharing

_RECORDS = ("school_year", "class", "mark_book")


@view_config(context=Unit, name="who", request_method="GET", renderer="who.html", permission="sharing:view")
@view_config(context=Section, name="who", request_method="GET", renderer="who.html", permission="sharing:view")
@view_config(context=Item, name="who", request_method="GET", renderer="who.html", permission="page:view_draft")
@view_config(context=Attachment, name="who", request_method="GET", renderer="who.html", permission="page:view_draft")
@view_config(context=SchoolYear, name="who", request_method="GET", renderer="who.html", permission="class:view")
@view_config(context=SchoolClass, name="who", request_method="GET", renderer="who.html", permission="class:view")
@view_config(context=MarkBook, name="who", request_method="GET", renderer="who.html", permission="marks:view")
def who(request):
    """Each permission that this node knows, who has it and why; with ``?login=`` the answers for one person."""
    _check_asker(request)
    node = request.context
    people = _people_here(request, node)
    known = _known_permissions(request, node)
    answers = [(PERMISSIONS[each], _answers(request, node, each, people)) for each in known]
    login = request.GET.get("login", "").strip()[:100]
    return {
        "page": shell(request, request.translate(_("Who can do what here")), tab="sharing"), "title": node.title,
        "groups": _grouped(answers), "login": login,
        "one": _one_person(request, node, known, login, people) if login else None,
        "sharing_url": request.url_of(node, "@@sharing") if isinstance(node, (Unit, Section, Item)) else "",
    }


def _check_asker(request):
    """Let in who may see the sharing here; at records of students, who may see the students of the school."""
    node = request.context
    if node.type_name not in _RECORDS:
        return check_sharing(request, "sharing:view")
    asked = request.may("student:view", unit_of(node))
    if not asked:
        raise HTTPForbidden(result=asked)


def _known_permissions(request, node):
    workflow = request.definitions.workflow_of(node.type_name)
    named = {permission for state in workflow.states.values() for permission in state.allow} | set(workflow.live_allow)
    return [each for each in PERMISSIONS if each in named]


def _people_here(request, node):
    """Return (account, asker) of everyone with a role at ``node``, by a grant here or above or by an assignment."""
    uuids = {}
    for place in lineage(node):
        if getattr(place, "is_unit", False):
            uuids |= dict.fromkeys(each for grant in place.grants.all() for each in _people_of(request, node, grant))
        if isinstance(place, SchoolYear):
            uuids |= dict.fromkeys(place.assignments)
    accounts = (request.portal.accounts.get(uuid) for uuid in uuids)
    askers = [(account, Asker(account.uuid, request.local_day)) for account in accounts
              if account is not None and account.active]
    return sorted(((account, asker) for account, asker in askers if _holds_something(asker, node)),
                  key=lambda pair: name_order_key(pair[0].name))


def _people_of(request, node, grant):
    """Return the accounts' uuids that a grant speaks of: the members, where it is a group's."""
    group = group_over(node, grant.principal)
    return [grant.principal] if group is None else [row[1] for row in group.members_on(request.local_day)]


def _holds_something(asker, node):
    return any(held.place is not None for held in asker.held_at(node))


def _ask(request, asker, permission, node):
    return decision(asker, node, permission, request.definitions, public=is_public)


def _answers(request, node, permission, people):
    """Return who has one permission, and why; everybody's and every signed-in person's are said once."""
    for asker in (Asker(None, request.local_day), Asker("", request.local_day)):
        open_to_all = _ask(request, asker, permission, node)
        if open_to_all:
            reason = request.translate(open_to_all.reason)
            return Show(everyone=reason, people=[], nobody="")
    asked = [(account, _ask(request, asker, permission, node)) for account, asker in people]
    holders = [Show(name=account.name, why=request.translate(answer.reason)) for account, answer in asked if answer]
    return Show(everyone="", people=holders, nobody="" if holders else request.translate(open_to_all.reason))


def _grouped(answers):
    """Return the answers with permissions that the same people have for the same reasons in one: Show with titles."""
    groups = []
    for title, answer in answers:
        same = next((each for each in groups if each.answer == answer), None)
        if same is not None:
            same.titles.append(title)
        else:
            groups.append(Show(titles=[title], answer=answer))
    return groups


def _one_person(request, node, permissions, login, people):
    """Return the answers for one log-in name.

    Who has no role here and does not belong to this unit gets the same answer as a name that nobody has.
    """
    account = request.portal.accounts.by_login(login)
    here = {each.uuid: asker for each, asker in people}
    at_home = account is not None and account.active and account.home_on(request.local_day) == unit_of(node).uuid
    known = account is not None and (account.uuid in here or at_home)
    asker = here.get(account.uuid) if known else None
    asker = asker or Asker(account.uuid if known else "", request.local_day)
    answers = [(each, _ask(request, asker, each, node)) for each in permissions]
    rows = [Show(title=PERMISSIONS[permission], allowed=bool(answer), why=request.translate(answer.reason))
            for permission, answer in answers]
    return Show(name=account.name if known else "", rows=rows)
