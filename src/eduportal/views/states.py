"""Steps of a workflow: submit, take back, withdraw, hide, open or suspend a portal; each names the right it needs."""

from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.nodes import Attachment, Item, Section, unit_of
from eduportal.content.units import Unit
from eduportal.domain.errors import NotAllowed, Refused, RuleError
from eduportal.domain.messages import _
from eduportal.operations.checks import findings_of
from eduportal.operations.pages import change_state
from eduportal.operations.units import open_portal, resume_unit, suspend_unit
from eduportal.views.guarding import answer_if_given, asks_guard, guarded
from eduportal.views.page import shell
from eduportal.views.references import own_addresses
from eduportal.views.referring import asks_first, referring_rows
from eduportal.views.sharing_effects import visibility_note
from eduportal.views.undoing import remember_state


@view_config(context=Section, name="state", request_method="GET", renderer="state.html", permission="page:view_draft")
@view_config(context=Item, name="state", request_method="GET", renderer="state.html", permission="page:view_draft")
@view_config(context=Attachment, name="state", request_method="GET",
             renderer="state.html", permission="page:view_draft")
@view_config(context=Unit, name="state", request_method="GET", renderer="state.html", permission="unit:view")
def state_form(request):
    """Ask for the reason of one step, or whether to take it: ``?transition=``."""
    return _page(request, _allowed_step(request, request.GET.get("transition", "")))


@view_config(context=Section, name="state", request_method="POST", renderer="state.html", permission="page:view_draft")
@view_config(context=Item, name="state", request_method="POST", renderer="state.html", permission="page:view_draft")
@view_config(context=Attachment, name="state", request_method="POST",
             renderer="state.html", permission="page:view_draft")
@view_config(context=Unit, name="state", request_method="POST", renderer="state.html", permission="unit:view")
def change(request):
    """Take the step that the form names; a missing reason is asked for with a page of its own."""
    node = request.context
    step = _allowed_step(request, request.POST.get("transition", ""))
    reason = request.POST.get("reason", "")
    reason = reason if isinstance(reason, str) else ""
    if asks_first(step) and "sure" not in request.POST and referring_rows(request, [node]):
        return _page(request, step, reason)
    if asks_guard(request, step) and "sure" not in request.POST and findings_of(
            request.portal, node, own_addresses(request)):
        return _page(request, step, reason)
    try:
        if asks_guard(request, step):
            answer_if_given(request)
        _take(request, node, step, reason)
    except NotAllowed:
        raise
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, step, reason, error, request.POST)
    if not (node.is_unit or step.publishes or step.withdraws):
        remember_state(request, unit_of(node), node)
    state = request.definitions.workflow_of(node.type_name).states[node.state].title
    request.flash(_("The state of “${title}” is now: ${state}.", title=node.title, state=state))
    in_folder = node.is_attachment
    return HTTPSeeOther(request.url_of(node.__parent__, "@@contents") if in_folder else request.url_of(node))


def _allowed_step(request, name):
    """Return the transition called ``name``, if the asker has the right that it needs in the present state."""
    workflow = request.definitions.workflow_of(request.context.type_name)
    step = workflow.transitions.get(name) if isinstance(name, str) else None
    # What ends a unit, or brings it back, is asked on a page of its own (views/unit_acts.py).
    if step is None or step.on_edit or step.needs == "unit:move":
        raise RuleError(_("There is no such step."))
    if request.context.state in step.sources and not (may := request.may(step.needs, request.context)):
        raise HTTPForbidden(result=may)
    return step


def _take(request, node, step, reason):
    who = {"by": request.account.uuid, "at": request.at}
    if node.is_unit:
        if request.context.state not in step.sources:
            raise RuleError(_("This cannot be done now: the state is “${state}”. Look at the page again.",
                              state=_state_title(request)))
        _UNIT_STEPS[step.name](request.portal, node, reason, who)
        return
    seen = _seen(request)
    if step.publishes and seen is None:
        raise RuleError(_("Look at the page before you approve it: what was not seen is not approved."))
    change_state(request.portal, node, step.name, reason=reason, seen=seen, **who)


_UNIT_STEPS = {
    "open_portal": lambda portal, unit, reason, who: open_portal(portal, unit, **who),
    "suspend": lambda portal, unit, reason, who: suspend_unit(portal, unit, reason=reason, **who),
    "resume": lambda portal, unit, reason, who: resume_unit(portal, unit, reason=reason, **who),
}


def _seen(request):
    """Return the revision that was on the screen, None when the form has none, -1 (never there) for nonsense."""
    text = request.POST.get("seen")
    if text is None:
        return None
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10 else -1


def _said(request, error):
    """Return the sentence of a refusal; of several the first that belongs to a field."""
    if error is None:
        return ""
    reasons = error.reasons.values() if isinstance(error, Refused) else ()
    return " ".join(request.translate(each) for each in (error.message, *reasons))


def _state_title(request, name=None):
    states = request.definitions.workflow_of(request.context.type_name).states
    return states[name or request.context.state].title


def _page(request, step, reason="", error=None, typed=None):
    node = request.context
    say = request.translate
    target = request.definitions.workflow_of(node.type_name).states[step.target]
    title = say(_("${step}: ${title}", step=step.title, title=node.title))
    field = getattr(error, "field", None)
    return {"page": shell(request, title), "title": title, "step": step, "seen": str(node.revision), "reason": reason,
            "asks_reason": step.reason != "none", "needs_reason": step.reason == "required",
            "source": _state_title(request), "target": target.title, "meaning": target.description,
            "referring": referring_rows(request, [node]) if asks_first(step) else None,
            "guard": guarded(request, typed) if asks_guard(request, step) else None,
            "error": _said(request, error), "reason_error": field == "reason",
            "rest": node.is_unit and step.target == "suspended",
            "notes": visibility_note(request, node, step) if isinstance(node, Section) else [],
            "action": request.path, "back": request.url_of(node.__parent__, "@@contents") if node.is_attachment
            else request.url_of(node)}
