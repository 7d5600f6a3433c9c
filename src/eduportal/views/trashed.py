"""One entry of the trash, to be looked at and read before it is brought back."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.dates import format_day
from eduportal.domain.messages import _
from eduportal.operations.trash import last_day_of
from eduportal.operations.trash_contents import contents_of
from eduportal.operations.trash_tasks import require_restore
from eduportal.views.page import shell
from eduportal.views.versions import instant_of, text_of


@view_config(context=Unit, name="trashed", request_method="GET", renderer="trashed.html", permission="trash:view")
def trashed(request):
    """What is in one entry (``?key=``), for who may bring it back: where it stood, its text, what stands in it."""
    unit, key = request.context, request.GET.get("key", "")[:64]
    entry = (unit.trash or {}).get(key)
    if entry is None:
        raise HTTPNotFound()
    is_unit = getattr(entry.node, "is_unit", False)
    if not is_unit:
        require_restore(request.portal, request.asker, unit, key)
    elif not (may := request.may("unit:move", unit)):
        raise HTTPForbidden(result=may)
    parent = unit if is_unit else unit.find(entry.parent)
    last = last_day_of(request.portal, entry)
    title = request.translate(_("In the trash: ${title}", title=entry.title))
    return {"page": shell(request, title, tab="trash"), "title": title, "key": key, "parent":
            parent.title if parent is not None else request.translate(_("A folder in the trash too")),
            "type_title": request.definitions.types[entry.type_name].title, "name": entry.name,
            "by": request.portal.accounts.name_of(entry.by), "at": instant_of(entry.at), "at_iso": entry.at,
            "until": format_day(last) if last is not None else "", "fields": _fields(request, unit, entry),
            "was_public": getattr(entry.node, "live", None) is not None and not is_unit,
            "may": parent is not None, "action": request.url_of(unit, "@@restore"),
            "back": request.url_of(unit, "@@trash"), "holds": contents_of(entry), "inner": _inner(request, entry)}


def _fields(request, unit, entry):
    """The words of every field that holds something, as plain text: nothing of it is shown as a page."""
    found = []
    for field in request.definitions.types[entry.type_name].fields:
        text = text_of(request, unit, field, entry.node.fields.get(field.name))
        if text:
            found.append(Show(title=field.title, lines=text.split("\n")))
    return found


def _inner(request, entry):
    types = request.definitions.types
    return [Show(title=each.title, count=each.count, type_title=types[each.type_name].title
                 if each.type_name in types else each.type_name) for each in contents_of(entry).inner]
