"""What rests in the trash: bring it back, to where it stood or elsewhere, or delete it for ever."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.dates import format_day
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations.tasks import INLINE, start
from eduportal.operations.trash import delete_for_ever, last_day_of, restore_unit
from eduportal.operations.trash_tasks import require_restore, restore_one, size_of
from eduportal.views.page import batch_of, day_of, shell
from eduportal.views.undoing import remember

#: So many folders can be chosen from; a site with more of them restores to where a thing stood, and moves it then.
MOST_FOLDERS = 500


@view_config(context=Unit, name="trash", request_method="GET", renderer="trash.html", permission="trash:view")
def trash(request):
    """What rests in the trash of a unit, newest first: who put it there, when, until when, and the ways back."""
    return _page(request)


def _page(request, error=""):
    unit = request.context
    entries = sorted((unit.trash or {}).items(), key=lambda pair: pair[1].at, reverse=True)
    offset, batch = batch_of(request, len(entries), 50)
    rows = [_row(request, unit, key, entry) for key, entry in entries[offset:offset + 50]]
    title = request.translate(_("Trash"))
    return {"page": shell(request, title, tab="trash"), "title": title, "rows": rows, "batch": batch, "error": error,
            "action": request.url_of(unit, "@@restore"), "empty_action": request.url_of(unit, "@@delete-for-ever"),
            "folders": _folders(request, unit) if any(row.elsewhere for row in rows) else [],
            "days": request.definitions.retention["trash"].days}


def _row(request, unit, key, entry):
    is_unit = getattr(entry.node, "is_unit", False)
    parent = unit if is_unit else unit.find(entry.parent)
    last, may = last_day_of(request.portal, entry), _may_restore(request, unit, key, entry)
    return Show(key=key, title=entry.title, url=request.url_of(unit, f"@@trashed?key={key}") if may else "",
                type_title=request.definitions.types[entry.type_name].title,
                by=request.portal.accounts.name_of(entry.by), at=day_of(entry.at), at_iso=entry.at,
                until=format_day(last) if last is not None else "", is_unit=is_unit,
                parent=parent.title if parent is not None else request.translate(_("A folder in the trash too")),
                may=parent is not None and may, elsewhere=may and not is_unit,
                may_end=not is_unit and bool(request.may("sharing:give", unit)))


def _may_restore(request, unit, key, entry):
    if getattr(entry.node, "is_unit", False):
        return bool(request.may("unit:move", unit))
    try:
        require_restore(request.portal, request.asker, unit, key)
    except RuleError:
        return False
    return True


def _folders(request, unit):
    """Return the folders of the unit to choose from, each with the way to it."""
    found, index = [Show(uuid=unit.uuid, title=unit.title)], unit.index

    def walk(uuid, way):
        for _oid, card in index.children(uuid):
            if card.type == "folder" and len(found) < MOST_FOLDERS:
                found.append(Show(uuid=card.uuid, title=f"{way}{card.title}"))
                walk(card.uuid, f"{way}{card.title} › ")

    walk(unit.uuid, "")
    return found


@view_config(context=Unit, name="restore", request_method="POST", renderer="trash.html", permission="trash:view")
def restore(request):
    """Bring a thing back to where it stood, or into the folder that the form names; much at once is a job."""
    unit, key = request.context, request.POST.get("key", "")
    entry = (unit.trash or {}).get(key) if isinstance(key, str) else None
    if entry is None:
        raise RuleError(_("This is not in the trash any more; somebody may have restored it already."))
    by = {"by": request.account.uuid, "at": request.at}
    if getattr(entry.node, "is_unit", False):
        if not (may := request.may("unit:move", unit)):
            raise HTTPForbidden(result=may)
        restore_unit(request.portal, unit, key, **by)
        request.flash(_("“${title}” is back where it was.", title=entry.title))
        return HTTPSeeOther(request.url_of(unit, "@@trash"))
    params = {"parent": request.POST.get("parent", "") if "elsewhere" in request.POST else ""}
    try:
        if size_of(entry) > INLINE:
            require_restore(request.portal, request.asker, unit, key)
            job = start(request.portal, unit, "restore_things", [key], params, **by)
            return HTTPSeeOther(request.url_of(unit, f"@@job?id={job.uuid}"))
        text = restore_one(request.portal, unit, key, params, **by)
    except NotAllowed:
        raise
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, request.translate(error.message))
    remember(request, "restore", unit, entry.node.uuid)
    request.flash(_("“${title}” is back. ${where}", title=entry.title, where=text))
    return HTTPSeeOther(request.url_of(unit, "@@trash"))


@view_config(context=Unit, name="delete-for-ever", request_method="POST", renderer="trash.html",
             permission="sharing:give")
def end(request):
    """Delete a thing of the trash for good, once it is said that one is sure."""
    unit = request.context
    try:
        if request.POST.get("sure") != "1":
            raise RuleError(_("Tick that you are sure: what is deleted for good cannot be brought back by anybody."))
        title = delete_for_ever(request.portal, unit, request.POST.get("key", ""), by=request.account.uuid,
                                at=request.at)
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, request.translate(error.message))
    request.flash(_("“${title}” was deleted for good.", title=title))
    return HTTPSeeOther(request.url_of(unit, "@@trash"))
