"""History: who did what, when and why; kept versions, and two of them compared."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPNotFound
from pyramid.view import view_config

from eduportal.content.nodes import Attachment, Item, Section
from eduportal.content.units import Unit
from eduportal.domain.messages import _
from eduportal.views.home import PART_TITLES
from eduportal.views.page import batch_of, shell
from eduportal.views.versions import compared_fields, instant_of

WORKING = "working"
#: What happens besides the transitions of a workflow, which have titles of their own.
_EVENTS = {
    "appearance": _("Appearance applied"), "add": _("Added"), "edit": _("Edited"), "rename": _("Address changed"),
    "domain": _("Domain changed"),
    "move": _("Moved"), "copy": _("Copied"),
    "merge": _("Merged into another unit"), "merged_from": _("Took over a unit that ended"),
    "plan_move": _("Move planned"), "plan_close": _("Closing planned"), "plan_merge": _("Merger planned"),
    "cancel_move": _("Planned move cancelled"), "cancel_close": _("Planned closing cancelled"),
    "cancel_merge": _("Planned merger cancelled"), "name_officer": _("Portal officer named"),
    "end_officer": _("Portal officer ended"), "remove_training": _("Entry of a training taken out"),
    "trash": _("Put into the trash"), "restore": _("Restored from the trash"),
    "restrict_types": _("Restricted to certain types"), "free_types": _("No longer restricted to certain types"),
    "revert": _("Went back to an old version"), "undo": _("Undone"),
    "answer_for": _("Answered for personal data"),
    "delete_for_ever": _("Deleted for good from the trash"),
    "refuse_roles": _("Roles from above refused"), "accept_roles": _("Roles from above accepted again"),
}


@view_config(context=Item, name="history", request_method="GET", renderer="history.html", permission="page:history")
@view_config(context=Section, name="history", request_method="GET", renderer="history.html", permission="page:history")
@view_config(context=Attachment, name="history", request_method="GET", renderer="history.html",
             permission="page:history")
@view_config(context=Unit, name="history", request_method="GET", renderer="history.html", permission="page:history")
def history(request):
    """The history of a node, newest first; with ``?from=1&to=3`` the differences of two versions."""
    node = request.context
    lines = list(reversed(node.history))
    offset, batch = batch_of(request, len(lines))
    names = _version_names(node)
    asked = _asked(request, names)
    compared = [_fields(node, each) for each in asked]
    return {"page": shell(request, request.translate(_("History: ${title}", title=node.title)), tab="history"),
            "title": node.title, "lines": [_line(request, node, each) for each in lines[offset:offset + 20]],
            "seen": str(node.revision), "may_revert": not node.is_unit and bool(request.may("page:edit", node)),
            "batch": batch, "versions": _versions(request, node, names), "asked": asked, "names": names,
            "changes": compared_fields(request, node, *compared) if asked else [],
            "asked_titles": [_version_title(request, each) for each in asked]}


def _line(request, node, line):
    at, by, event, source, target, reason = line
    return Show(at=instant_of(at), by=request.portal.accounts.name_of(by) if by else request.translate(_("the portal")),
                what=_event_title(request, node, event), source=_state_title(request, node, source),
                target=_state_title(request, node, target), why=_why(request, event, reason))


def _why(request, event, reason):
    """Return the reason as people read it; that of an appearance names its parts."""
    if event != "appearance":
        return reason
    return ", ".join(request.translate(PART_TITLES.get(part, part)) for part in reason.split())


def _event_title(request, node, event):
    if event in _EVENTS:
        return request.translate(_EVENTS[event])
    transition = request.definitions.workflow_of(node.type_name).transitions.get(event)
    return transition.title if transition is not None else event


def _state_title(request, node, state):
    """Return the title of a state; what is no state (the office that a unit was moved from) stands for itself."""
    known = request.definitions.workflow_of(node.type_name).states.get(state)
    return known.title if known is not None else state


def _version_names(node):
    """Return the names that ``from`` and ``to`` may have: kept versions, newest first, the working one before them."""
    kept = [str(number) for number in reversed(list(node.versions))] if node.versions is not None else []
    return [WORKING, *kept] if kept else []


def _asked(request, names):
    """Return the (from, to) of the address, () when nothing is asked; :raises HTTPNotFound: no such version."""
    pair = (request.GET.get("from"), request.GET.get("to"))
    if pair == (None, None):
        return ()
    if any(each not in names for each in pair):
        raise HTTPNotFound()
    return pair


def _fields(node, name):
    return node.fields if name == WORKING else node.versions[int(name)].fields


def _version_title(request, name):
    return request.translate(_("working version") if name == WORKING else _("version ${number}", number=name))


def _versions(request, node, names):
    live = str(node.live.number) if node.live is not None else ""
    url, found = request.url_of(node, "@@history"), []
    for place, name in enumerate(names):
        before = names[place + 1] if place + 1 < len(names) else ""
        kept = None if name == WORKING else node.versions[int(name)]
        found.append(Show(
            name=name, title=_version_title(request, name), live=name == live,
            at=instant_of(kept.at) if kept else instant_of(node.modified),
            by=request.portal.accounts.name_of(kept.by if kept else node.modified_by),
            compare_url=f"{url}?from={before}&to={name}" if before else "", before=before))
    return found
