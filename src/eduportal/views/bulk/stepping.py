"""One step of the workflow for many: the steps that all or some of them allow, and what each would become."""

from types import SimpleNamespace as Show

from eduportal.content.nodes import Item, unit_of
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_text
from eduportal.operations.bulk_states import TASK
from eduportal.operations.guard import check_publication
from eduportal.operations.naming import seen_mark
from eduportal.views.bulk.acts import Act, Plan, text_typed
from eduportal.views.bulk.places import NAMED
from eduportal.views.contents.steps import Steps
from eduportal.views.referring import asks_first, referring_rows

#: What is approved is listed whole before; more than that is approved in several goes.
MOST_APPROVED = 500


def _form(request, scope, inner, uuids):
    found, total = {}, sum(scope.groups.values()) + (sum(inner.groups.values()) if inner is not None else 0)
    steps = Steps(request, request.context)
    for part in (scope, inner) if inner is not None else (scope,):
        for (type_name, state), every in part.groups.items():
            for step in _leaving(request, steps, type_name, state):
                # What the public does not see cannot be withdrawn from it.
                count = part.public[type_name, state] if step.withdraws and state != "published" else every
                if not count:
                    continue
                title, known, reason = found.get(step.name, (step.title, 0, step.reason))
                found[step.name] = (title, known + count, "required" if "required" in (reason, step.reason) else reason)
    if not found:
        raise RuleError(_("There is no step that you may take with what you ticked in its present state."))
    return Show(steps=[Show(name=name, title=title, count=count, total=total, needs_reason=reason == "required")
                       for name, (title, count, reason) in found.items()])


def _leaving(request, steps, type_name, state):
    if isinstance(request.context, Item):
        return []
    workflow = request.definitions.workflow_of(type_name)
    return [each for each in workflow.leaving(state)
            if not each.on_edit and steps.may(type_name, state, each.needs)]


def _read(request, scope):
    name, reason = text_typed(request, "transition", 60), clean_text(text_typed(request, "reason"))
    found = _steps_called(request, scope, name)
    if not found:
        raise RuleError(_("Choose a step."), "transition")
    if any(each.reason == "required" for each in found) and not reason:
        raise RuleError(_("Please give a reason; the person who gets it back will read it."), "reason")
    if any(each.publishes for each in found) and len(scope.uuids) > MOST_APPROVED:
        raise RuleError(_("At most ${most} things are approved at once: each is to be looked at.", most=MOST_APPROVED))
    return {"transition": name, "reason": reason}


def _steps_called(request, scope, name):
    """Return the steps called ``name`` in the workflows of the types that there are."""
    workflows = {workflow.name: workflow for type_name, _state in scope.groups
                 if (workflow := request.definitions.workflow_of(type_name))}
    steps = [each.transitions.get(name) for each in workflows.values()]
    return [each for each in steps if each is not None and not each.on_edit]


def _look(request, scope, params):
    found = _steps_called(request, scope, params["transition"])
    publishes, plan, unit = any(each.publishes for each in found), Plan(), unit_of(request.context)
    nodes = []
    for uuid in scope.uuids[:MOST_APPROVED if publishes else NAMED]:
        node = unit.find(uuid)
        try:
            row = _row(request, node, params)
        except RuleError as error:
            title = node.title if node is not None and request.may("page:view_draft", node) else ""
            plan.left.append(Show(title=title, reason=error.message))
            plan.refused.add(uuid)
            continue
        nodes.append(node)
        plan.seen[uuid] = seen_mark(node)
        plan.rows.append(row)
    if not plan.rows and len(scope.uuids) <= NAMED:
        raise RuleError(_("Nothing would change: ${reason}", reason=plan.left[0].reason), "transition")
    referring = referring_rows(request, nodes) if any(asks_first(each) for each in found) else None
    return Plan(plan.rows, plan.left, plan.told, plan.refused, plan.seen, referring)


def _row(request, node, params):
    """Return the row of one thing. :raises RuleError: the step is not possible, not the asker's, or is guarded."""
    if node is None or node.is_unit or not request.may("page:view_draft", node):
        raise RuleError(_("This is not there any more; somebody has moved or deleted it."))
    workflow = request.definitions.workflow_of(node.type_name)
    step, state = workflow.transitions.get(params["transition"]), workflow.states[node.state].title
    if step is None or node.state not in step.sources:
        raise RuleError(_("This cannot be done now: the state is “${state}”. Look at the page again.", state=state))
    if not (asked := request.may(step.needs, node)):
        raise RuleError(asked.reason)
    if step.withdraws and node.live is None:
        raise RuleError(_("Nothing of this is public, so there is nothing to withdraw."))
    if step.publishes or step.asks_approval:
        check_publication(request.portal, node, at=request.at)
    return Show(title=node.title, url=request.url_of(node, "@@review" if step.publishes else ""), changes=[
        (request.translate(_("State")), state, workflow.states[step.target].title)])


def _items(request, scope, params, plan):
    return [[uuid, plan.seen.get(uuid)] for uuid in scope.uuids if uuid not in plan.refused]


STATE = Act("state", _("Change the state"), TASK, _form, _read, _look, _items)
