"""Adding and editing by declared forms; a save by somebody else meanwhile is shown side by side, never lost."""

from types import SimpleNamespace as Show

from deform import Button, ValidationFailure
from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.nodes import Attachment, Item, Section, unit_of
from eduportal.content.units import Unit
from eduportal.domain.errors import ChangedMeanwhile, NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations.pages import add_page, edit_page, types_to_add
from eduportal.operations.units import edit_unit
from eduportal.views import forms
from eduportal.views.comparing import conflict_page
from eduportal.views.page import shell
from eduportal.views.pictures import attached, pictures_of
from eduportal.views.together import draft_here, editing_beside, filled_from_draft, stop_editing
from eduportal.views.undoing import remember


@view_config(context=Unit, name="add", request_method="GET", renderer="edit.html", permission="page:add")
@view_config(context=Section, name="add", request_method="GET", renderer="edit.html", permission="page:add")
@view_config(context=Item, name="add", request_method="GET", renderer="edit.html", permission="page:add")
def add_form(request):
    """An empty form of the type that ``?type=`` names."""
    content_type = _type_to_add(request)
    form = _adding(request, content_type)
    html = filled_from_draft(request, form) if "draft" in request.GET else None
    return _page(request, content_type, html or forms.filled(request, form, {}), _adding_title(request, content_type))


@view_config(context=Unit, name="add", request_method="POST", renderer="edit.html", permission="page:add")
@view_config(context=Section, name="add", request_method="POST", renderer="edit.html", permission="page:add")
@view_config(context=Item, name="add", request_method="POST", renderer="edit.html", permission="page:add")
def add(request):
    """Add what was filled in; what does not fit comes back with everything that was typed."""
    content_type = _type_to_add(request)
    form = _adding(request, content_type)
    try:
        node = add_page(request.portal, request.context, content_type.name, forms.read_form(request, form),
                        by=request.account.uuid, at=request.at)
    except NotAllowed:
        raise
    except (ValidationFailure, RuleError) as error:
        return _again(request, content_type, form, error, _adding_title(request, content_type))
    stop_editing(request, request.context)
    remember(request, "add", unit_of(node), node.uuid, revision=node.revision)
    request.flash(_("“${title}” has been added.", title=node.title))
    return HTTPSeeOther(_after_saving(request, node, added=True))


def _type_to_add(request):
    name = request.GET.get("type", "")
    found = next((each for each in types_to_add(request.portal, request.context) if each.name == name), None)
    if found is None:
        raise HTTPNotFound()
    if not (may := request.may(found.add_permission, request.context)):
        raise HTTPForbidden(result=may)
    if unit_of(request.context).index is None:
        raise RuleError(_("This unit has not opened its portal yet; open it first."))
    return found


def _adding(request, content_type):
    return forms.declared_form(request, content_type, action=request.path_qs, buttons=_buttons(request, content_type))


def _adding_title(request, content_type):
    return request.translate(_("Add: ${type}", type=content_type.title))


@view_config(context=Section, name="edit", request_method="GET", renderer="edit.html", permission="page:edit")
@view_config(context=Item, name="edit", request_method="GET", renderer="edit.html", permission="page:edit")
@view_config(context=Attachment, name="edit", request_method="GET", renderer="edit.html", permission="page:edit")
@view_config(context=Unit, name="edit", request_method="GET", renderer="edit.html", permission="unit:edit")
def edit_form(request):
    """The form with the working version in it."""
    node = request.context
    content_type, form = _editing(request)
    html = filled_from_draft(request, form) if "draft" in request.GET else None
    return _page(request, content_type, html or forms.filled(request, form, node.fields), _editing_title(request),
                 node=node)


@view_config(context=Section, name="edit", request_method="POST", renderer="edit.html", permission="page:edit")
@view_config(context=Item, name="edit", request_method="POST", renderer="edit.html", permission="page:edit")
@view_config(context=Attachment, name="edit", request_method="POST", renderer="edit.html", permission="page:edit")
@view_config(context=Unit, name="edit", request_method="POST", renderer="edit.html", permission="unit:edit")
def edit(request):
    """Save the form; after a refusal or a conflict everything that was typed is there again."""
    node = request.context
    content_type, form = _editing(request)
    save = edit_unit if node.is_unit else edit_page
    try:
        save(request.portal, node, _chosen(request, forms.read_form(request, form)), seen=_seen(request),
             by=request.account.uuid, at=request.at)
    except ChangedMeanwhile as conflict:
        return conflict_page(request, form, conflict)
    except NotAllowed:
        raise
    except (ValidationFailure, RuleError) as error:
        return _again(request, content_type, form, error, _editing_title(request), node=node)
    stop_editing(request, node)
    if not node.is_unit:
        remember(request, "edit", unit_of(node), node.uuid, revision=node.revision)
    request.flash(_("“${title}” has been saved.", title=node.title))
    return HTTPSeeOther(_after_saving(request, node))


def _chosen(request, values):
    """Leave out the fields in which the person took what the other one saved: they keep their present value."""
    theirs = set(request.POST.getall("theirs"))
    return {name: value for name, value in values.items() if name not in theirs}


def _editing(request):
    node = request.context
    content_type = request.definitions.types[node.type_name]
    form = forms.declared_form(request, content_type, action=request.path, node=node, pictures=pictures_of(node),
                               buttons=_buttons(request, content_type, node))
    return content_type, form


def _editing_title(request):
    return request.translate(_("Edit: ${title}", title=request.context.title))


def _seen(request):
    """Return the revision that was on the screen; nonsense is one that never was, so nothing is overwritten."""
    text = request.POST.get("seen", "")
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10 else -1


def _buttons(request, content_type, node=None):
    say = request.translate
    buttons = [Button("save", say(_("Save")))]
    if content_type.kind_of == "item":
        title = _("Save and keep editing") if node is not None else _("Save, then add pictures and files")
        buttons.append(Button("save_and_stay", say(title), css_class="btn-outline-primary"))
    buttons.append(Button("cancel", say(_("Cancel")), type="link", value=_way_back(request, node),
                          css_class="btn-outline-primary"))
    return buttons


def _way_back(request, node):
    """Return where to go without saving: what is edited, or for a file and a new thing what it stands in."""
    if node is not None and not node.is_attachment:
        return request.url_of(node)
    return _inside(request, request.context if node is None else node.__parent__)


def _inside(request, parent):
    """Return where one works on what stands in ``parent``."""
    if isinstance(parent, Item):
        return request.url_of(parent, "@@edit#attached")
    return request.url_of(parent, "@@contents")


def _after_saving(request, node, added=False):
    if node.is_attachment:
        return _inside(request, node.__parent__)
    if isinstance(node, Item) and "save_and_stay" in request.POST:
        return request.url_of(node, "@@edit#attached" if added else "@@edit")
    # Whoever has just saved sees what was saved, also while the public goes on seeing the live version.
    return request.url_of(node, "?version=working" if isinstance(node, Item) and node.live is not None else "")


def _again(request, content_type, form, error, title, node=None):
    request.response.status_int = 422
    if isinstance(error, RuleError):
        forms.refuse(request, form, error)
    html = forms.again(form)
    return _page(request, content_type, html, title, node=node, note=forms.lost_file(request, form))


def _page(request, content_type, form, title, node=None, note=""):
    rich = any(field.kind == "rich_text" for field in content_type.fields)
    more = ("js/pictures.js",) if isinstance(node, Item) else ("js/focus.js",) if _is_picture(node) else ()
    page = shell(request, title, richtext=rich, tab="edit" if node is not None else "",
                 scripts=("js/drafts.js", *more))
    return {"page": page, "title": title, "about": content_type.description if node is None else "", "form": form,
            "others": editing_beside(request) if node is not None else [], "draft": draft_here(request),
            "account": request.account.uuid, "take_over_url": request.url_of(request.context, "@@take-over"),
            "note": note, "attached": attached(request, node) if isinstance(node, Item) else None,
            "picture": _picture(request, node)}


def _is_picture(node):
    return getattr(node, "type_name", "") == "image"


def _picture(request, node):
    if node is None or node.type_name != "image" or not node.fields.get("file"):
        return None
    return Show(url=request.url_of(node, "@@scale?w=960&version=working"), alt=node.fields.get("alt", ""))
