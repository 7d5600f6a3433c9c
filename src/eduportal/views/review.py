"""The review page: what would become public, what it changes, and the two decisions. For a phone, without script."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content import richtext
from eduportal.content.nodes import Attachment, Item, Section, holder, unit_of
from eduportal.content.whereabouts import find_target
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.naming import named_by, seen_mark
from eduportal.operations.pages import change_state
from eduportal.views.guarding import answer_if_given, guarded
from eduportal.views.inbox import next_waiting
from eduportal.views.page import shell, size_text
from eduportal.views.references import may_see
from eduportal.views.versions import compared_fields, instant_of, text_of


@view_config(context=Item, name="review", request_method="GET", renderer="review.html", permission="page:view_draft")
@view_config(context=Attachment, name="review", request_method="GET", renderer="review.html",
             permission="page:view_draft")
@view_config(context=Section, name="review", request_method="GET", renderer="review.html", permission="page:view_draft")
def review(request):
    """The working version with its difference to the live one; buttons for those who approve."""
    own = holder(request.context)
    if own is not request.context:
        return HTTPSeeOther(request.url_of(own, "@@review"))
    return _page(request)


@view_config(context=Item, name="review", request_method="POST", renderer="review.html", permission="page:view_draft")
@view_config(context=Attachment, name="review", request_method="POST", renderer="review.html",
             permission="page:view_draft")
def decide(request):
    """Approve or return what was seen; 422 with the reason kept when a rule refuses.

    The permission of the view lets in who may look, so that a second tap on "approve" reads that it is done already;
    who may not approve is refused here.
    """
    node, form = request.context, request.POST
    name, reason = form.get("transition", ""), form.get("reason", "")
    asked = request.may("page:approve", node)
    if not asked and _waits(request, node):
        raise HTTPForbidden(result=asked)
    try:
        if name not in _decisions(request, node):
            state = request.definitions.workflow_of(node.type_name).states[node.state].title
            raise RuleError(_("This cannot be done now: the state is “${state}”. Look at the page again.", state=state))
        if not form.get("seen"):
            raise RuleError(_("Look at what changes first, then decide."))
        if _decisions(request, node)[name].publishes:
            answer_if_given(request)
        change_state(request.portal, node, name, by=request.account.uuid, at=request.at, reason=reason,
                     seen=form["seen"])
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, error=error, reason=reason, typed=form)
    request.flash(_("“${title}” is public now.", title=node.title) if _is_approved(request, node)
                  else _("“${title}” was returned with your reason.", title=node.title))
    return HTTPSeeOther(request.url_of(node, "@@review"))


def _waits(request, node):
    workflow = request.definitions.workflow_of(node.type_name)
    return "page:approve" in workflow.states[node.state].allow


def _is_approved(request, node):
    workflow = request.definitions.workflow_of(node.type_name)
    return any(each.publishes and each.target == node.state for each in workflow.transitions.values())


def _decisions(request, node):
    """Return {name: transition} of what the person may decide now."""
    workflow = request.definitions.workflow_of(node.type_name)
    return {each.name: each for each in workflow.leaving(node.state)
            if each.needs == "page:approve" and request.may(each.needs, node)}


def _page(request, *, error=None, reason="", typed=None):
    node = request.context
    live = node.live.fields if node.live is not None else {}
    decisions = _decisions(request, node)
    workflow = request.definitions.workflow_of(node.type_name)
    state, sent = workflow.states[node.state], _last_submission(request, node, workflow)
    decided = not decisions and bool(request.may("page:approve", unit_of(node)))
    return {
        "page": shell(request, request.translate(_("Review: ${title}", title=node.title)), tab="review"),
        "title": node.title, "versioned": workflow.versioned, "first": node.live is None, "sent": sent,
        "state": Show(title=state.title, colour=state.colour, description=state.description),
        "live_at": instant_of(node.live.at) if node.live is not None else "",
        "changes": compared_fields(request, node, live, node.fields) if workflow.versioned else [],
        "guard": guarded(request, typed) if decisions and workflow.versioned else None,
        "preview": _preview(request, node), "files": _files(request, node) if workflow.versioned else [],
        "approve": next((each for each in decisions.values() if each.publishes), None),
        "give_back": next((each for each in decisions.values() if not each.publishes), None),
        "seen": seen_mark(node), "reason": reason, "decided": decided,
        "following": next_waiting(request, unit_of(node), node) if decided else None,
        "inbox_url": request.url_of(request.portal.root, "@@inbox"), "view_url": request.url_of(node),
        "error": request.translate(error.message) if error else "", "error_field": error.field if error else "",
    }


def _last_submission(request, node, workflow):
    asking = {each.name for each in workflow.transitions.values() if each.asks_approval}
    line = next((each for each in reversed(node.history) if each[2] in asking), None)
    return line and Show(by=request.portal.accounts.name_of(line[1]), at=instant_of(line[0]), reason=line[5])


def _preview(request, node):
    """Return the fields of the working version as they will look: Show(title, html, text)."""
    unit, found = unit_of(node), []
    for field in request.definitions.types[node.type_name].fields:
        value = node.fields.get(field.name)
        if field.name == "title" or value in (None, "", ()):
            continue
        rich = field.kind == "rich_text"
        html = richtext.resolve(value, lambda uuid: _working_url(request, unit, uuid)) if rich else ""
        text = "" if rich else text_of(request, node, field, value)
        picture = unit.find(value) if field.kind == "image" else None
        found.append(Show(title=field.title, html=html, text=text, alt=picture.fields.get("alt", "") if picture else "",
                          picture_url=_working_url(request, unit, value) if picture is not None else ""))
    return found


def _working_url(request, unit, target):
    node = find_target(request.portal, unit, target)
    if node is not None and not may_see(request, node):
        return ""
    return "" if node is None else request.url_of(node) + ("?version=working" if node.is_attachment else "")


def _files(request, node):
    """Return the files and pictures whose publication follows this page, with what happens to each."""
    named = named_by(request.definitions, node) if isinstance(node, Item) else set()
    found = []
    for child in node.values() if isinstance(node, Item) and node.data else ():
        file = child.fields.get("file") if child.is_attachment else None
        fate = _fate(child, child.uuid in named) if file else None
        if fate is not None:
            found.append(Show(title=child.title, name=file["name"], size=size_text(file["size"]),
                              fate=request.translate(fate), url=request.url_of(child) + "?version=working"))
    return found


def _fate(child, named):
    if not named:
        return _("will no longer be public") if child.live is not None else None
    if child.live is None:
        return _("becomes public")
    return _("is replaced") if child.live.fields != child.fields else _("stays public")
