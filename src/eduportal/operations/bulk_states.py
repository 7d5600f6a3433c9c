"""One step of the workflow for many pages: each is asked for its own state and for the right of whoever asked."""

from eduportal.content.nodes import Attachment, Item, Section
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_text
from eduportal.operations.asking import asker_of, may, require
from eduportal.operations.pages import change_state
from eduportal.operations.tasks import do, task

TASK = "change_states"


def change_states(portal, unit, items, transition, *, by, at, reason="", title=None):
    """Take the step ``transition`` for each page of ``unit``; return an Outcome, or a Job when they are many.

    :param items: (uuid, revision that was on the screen) of each; a uuid alone will do where nothing is published.
    :param transition: the name of the step, such as "submit" or "withdraw".
    """
    items, params = list(items), {"transition": str(transition), "reason": clean_text(reason)[:2000]}
    title = title or _title(portal, unit, items, params["transition"])
    return do(portal, unit, TASK, items, params, by=by, at=at, title=title)


def _title(portal, unit, items, transition):
    """Return "Submit: 60 pages", as the workflow of the first page calls the step; None when there is none."""
    first = items[0] if items else ""
    node = unit.find(first[0] if isinstance(first, (tuple, list)) else first)
    step = portal.definitions.workflow_of(node.type_name).transitions.get(transition) if node is not None else None
    return _("${step}: ${count} pages", step=step.title, count=len(items)) if step is not None else None


@task(TASK, _("Change the state of pages"))
def change_one(portal, unit, item, params, *, by, at):
    """Take the step for one page; return the title of its new state. :raises RuleError: refused, with the reason."""
    uuid, seen = item if isinstance(item, (tuple, list)) else (item, None)
    node, asker = unit.find(uuid), asker_of(portal, by, at)
    if not isinstance(node, (Section, Item, Attachment)) or not may(portal, asker, "page:view", node):
        raise RuleError(_("This is not here any more: it was moved or deleted, or it is not yours to see."))
    workflow = portal.definitions.workflow_of(node.type_name)
    step = workflow.transitions.get(params["transition"])
    if step is None or step.on_edit:
        raise RuleError(_("There is no such step for this type of content."))
    if node.state in step.sources:
        require(portal, asker, step.needs, node)
        if step.publishes and seen is None:
            raise RuleError(_("Look at the page before you approve it: what was not seen is not approved."))
    state = change_state(portal, node, step.name, by=by, at=at, reason=params.get("reason", ""), seen=seen)
    return workflow.states[state].title
