"""Editing together: who else has this open, going on in their place, and drafts that outlive a session."""

from types import SimpleNamespace as Show

import peppercorn
from deform import ValidationFailure
from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.nodes import Attachment, Item, Section, unit_of
from eduportal.content.units import Unit
from eduportal.domain.dates import format_instant
from eduportal.domain.messages import _
from eduportal.sidestore import drafts
from eduportal.views import forms

#: What a form posts that is no part of what was typed.
_NOT_TYPED = ("csrf_token", "seen", "save", "save_and_stay")
_MOST_PAIRS = 2_000


def editing_beside(request):
    """Note that the asker edits the context; return what edit.pt shows of the others: name, since, telephone."""
    unit, node, me = unit_of(request.context), request.context, request.account.uuid
    with request.store.begin() as side:
        drafts.touch_editing(side, unit.uuid, node.uuid, me, request.at)
        others = drafts.others_editing(side, unit.uuid, node.uuid, me, request.at)
    return [Show(name=request.portal.accounts.name_of(each.account), since=format_instant(each.since))
            for each in others]


def stop_editing(request, node):
    """The page was saved: nobody needs the draft any more, and the asker is not editing it now."""
    with request.store.begin() as side:
        drafts.leave_editing(side, unit_of(node).uuid, node.uuid, request.account.uuid)
        drafts.drop_draft(side, request.account.uuid, place_of(request))


def place_of(request):
    """Return where a draft belongs: the thing that is edited, or the folder and the type of what is added."""
    node, type_name = request.context, request.GET.get("type", "")
    return f"{unit_of(node).uuid}/{node.uuid}" + (f"/{type_name[:60]}" if type_name else "")


def draft_here(request):
    """Return what edit.pt shows of the asker's draft of this form, or None where there is none."""
    with request.store.read() as side:
        found = drafts.draft_of(side, request.account.uuid, place_of(request))
    if found is None:
        return None
    query = f"type={request.GET['type']}&" if "type" in request.GET else ""
    return Show(at=format_instant(found.at), at_iso=found.at.isoformat(), restore_url=f"{request.path}?{query}draft=1",
                drop_url=request.url_of(request.context, "@@drop-draft") + (f"?{query}" if query else ""),
                restored="draft" in request.GET)


def filled_from_draft(request, form):
    """Return the HTML of ``form`` with the asker's draft in it, or None where there is none.

    The revision in it is the one that the draft was begun from: what was saved since is met as a conflict, not lost.
    """
    with request.store.read() as side:
        found = drafts.draft_of(side, request.account.uuid, place_of(request))
    if found is None:
        return None
    try:
        pairs = [*found.pairs, ("seen", str(found.revision))]
        values = form.validate_pstruct(peppercorn.parse(pairs))
        return form.render({name: value for name, value in values.items() if value not in (None, "", ())}
                           | {"seen": str(found.revision)})
    except ValidationFailure:
        return forms.again(form)
    except (ValueError, AttributeError):
        return None


@view_config(context=Section, name="draft", request_method="POST", renderer="json", permission="page:edit")
@view_config(context=Item, name="draft", request_method="POST", renderer="json", permission="page:edit")
@view_config(context=Attachment, name="draft", request_method="POST", renderer="json", permission="page:edit")
@view_config(context=Unit, name="draft", request_method="POST", renderer="json", permission="page:view_draft")
def keep_draft(request):
    """Keep what was typed so far; the answer says when, who else is editing and who has taken over."""
    pairs = [(name, value) for name, value in request.POST.items() if name not in _NOT_TYPED]
    if len(pairs) > _MOST_PAIRS or not all(isinstance(value, str) for _name, value in pairs):
        raise HTTPBadRequest()
    seen = request.POST.get("seen", "0")
    revision = int(seen) if isinstance(seen, str) and seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
    unit, me = unit_of(request.context), request.account.uuid
    with request.store.begin() as side:
        kept = drafts.put_draft(side, me, place_of(request), revision, pairs, request.at)
        taken_by = ""
        if "type" not in request.GET:
            taken_by = drafts.touch_editing(side, unit.uuid, request.context.uuid, me, request.at)
    taken = _("${name} has taken over. Save your version to compare both; nothing is lost.",
              name=request.portal.accounts.name_of(taken_by)) if taken_by else ""
    return {"saved": format_instant(request.at) if kept else "", "taken": request.translate(taken)}


@view_config(context=Section, name="drop-draft", request_method="POST", permission="page:edit")
@view_config(context=Item, name="drop-draft", request_method="POST", permission="page:edit")
@view_config(context=Attachment, name="drop-draft", request_method="POST", permission="page:edit")
@view_config(context=Unit, name="drop-draft", request_method="POST", permission="page:view_draft")
def drop(request):
    """Forget the draft and go on with what is saved."""
    with request.store.begin() as side:
        drafts.drop_draft(side, request.account.uuid, place_of(request))
    request.flash(_("The draft has been dropped."))
    view = f"@@add?type={request.GET['type']}" if "type" in request.GET else "@@edit"
    return HTTPSeeOther(request.url_of(request.context, view))


@view_config(context=Section, name="take-over", request_method="POST", permission="page:edit")
@view_config(context=Item, name="take-over", request_method="POST", permission="page:edit")
@view_config(context=Attachment, name="take-over", request_method="POST", permission="page:edit")
def take_over(request):
    """Go on with the page in the place of whoever has it open; they are told."""
    with request.store.begin() as side:
        drafts.take_over(side, unit_of(request.context).uuid, request.context.uuid, request.account.uuid, request.at)
    return HTTPSeeOther(request.url_of(request.context, "@@edit"))


@view_config(context=Section, name="leave", request_method="POST", renderer="json", permission="page:edit")
@view_config(context=Item, name="leave", request_method="POST", renderer="json", permission="page:edit")
@view_config(context=Attachment, name="leave", request_method="POST", renderer="json", permission="page:edit")
def leave(request):
    """The form was closed without saving."""
    with request.store.begin() as side:
        drafts.leave_editing(side, unit_of(request.context).uuid, request.context.uuid, request.account.uuid)
    return {}
