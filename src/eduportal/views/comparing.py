"""Two people saved the same page: mine, editable and kept, beside theirs, field by field."""

from types import SimpleNamespace as Show

from eduportal.content import richtext
from eduportal.content.nodes import unit_of
from eduportal.domain.dates import format_day, school_year_title
from eduportal.domain.messages import _
from eduportal.views.forms import lost_file
from eduportal.views.page import shell
from eduportal.views.references import shown_text


def conflict_page(request, form, conflict):
    """Return the page of a conflict, with 409. Sending it again overwrites the revision that it shows, no newer one."""
    request.response.status_int = 409
    request.override_renderer = "conflict.html"
    say, content_type = request.translate, form.declared
    rows = [_row(request, form[field.name], field, conflict)
            for field in content_type.fields if field.name in form]
    rich = any(field.kind == "rich_text" for field in content_type.fields)
    title = say(_("Saved by two people: ${title}", title=request.context.title))
    note = lost_file(request, form)
    return {"page": shell(request, title, richtext=rich, tab="edit"), "title": title, "message": say(conflict.message),
            "rows": rows, "note": note, "action": request.path, "seen": str(request.context.revision),
            "theirs_url": request.path}


def _row(request, control, field, conflict):
    theirs, mine = conflict.theirs.get(field.name), conflict.mine.get(field.name)
    same = field.kind == "file" or _plain(theirs) == _plain(mine)
    rich = field.kind == "rich_text"
    return Show(name=field.name, title=field.title, same=same,
                taken=field.name in request.POST.getall("theirs"), mine=control.render_template("mapping_item"),
                theirs="" if same or rich else value_text(request, field, theirs),
                theirs_html=shown_text(request, theirs or "") if rich and not same else "")


def _plain(value):
    return value or None


def value_text(request, field, value):
    """Return a field's value as a person reads it; a dash for what is empty."""
    if field.kind == "boolean":
        return request.translate(_("Yes") if value else _("No"))
    if value in (None, "", ()):
        return "–"
    if field.kind == "date":
        return format_day(value)
    if field.kind == "tags":
        return ", ".join(value)
    if field.kind == "multiple":
        return ", ".join(dict(field.choices).get(each, each) for each in value)
    if field.kind == "section":
        folder = unit_of(request.context).find(value)
        return folder.title if folder is not None else "–"
    if field.kind == "choice":
        return dict(field.choices).get(value, value)
    if field.kind == "year":
        return school_year_title(int(value))
    if field.kind == "image":
        picture = request.context.get(value) or next(
            (child for child in request.context.values() if child.uuid == value), None)
        return picture.title if picture is not None else "–"
    return richtext.plain(value) if field.kind == "rich_text" else str(value)
