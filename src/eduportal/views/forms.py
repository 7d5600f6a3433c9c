"""From a declared content type to a form of deform and back to the values that an operation checks again."""

from importlib.resources import files

import colander
import deform
import deform.widget as widgets
import peppercorn
from deform.template import ZPTRendererFactory
from pyramid.csrf import get_csrf_token
from pyramid.httpexceptions import HTTPBadRequest

from eduportal.domain.messages import _
from eduportal.views.form_kinds import UploadWidget, node_for
from eduportal.views.kept_uploads import LOST
from eduportal.views.references import cleaned_text, shown_text

#: What a form posts besides the declared fields.
_FRAME = {"csrf_token", "seen", "_charset_", "__formid__", "save", "save_and_stay", "theirs"}


def declared_form(request, content_type, *, action, node=None, pictures=(), buttons=()):
    """Return the :class:`deform.Form` of ``content_type``: for adding, or for editing ``node`` with its revision.

    :param pictures: (uuid, title) of the images that stand in the page. :param buttons: :class:`deform.Button`.
    """
    schema = colander.SchemaNode(colander.Mapping())
    for field in content_type.fields:
        # A page that is not there yet has no pictures to choose among.
        if field.kind != "image" or node is not None:
            schema.add(node_for(field, request, pictures=pictures, kept=_kept_file(node, field)))
    schema.add(_hidden("csrf_token", get_csrf_token(request)))
    if node is not None:
        schema.add(_hidden("seen", str(node.revision)))
    form = deform.Form(schema, action=action, buttons=buttons, formid="edit", renderer=_renderer(request))
    form.declared = content_type
    return form


def _hidden(name, value):
    return colander.SchemaNode(colander.String(), name=name, default=value, missing="", widget=widgets.HiddenWidget())


def _kept_file(node, field):
    file = node.fields.get(field.name) if node is not None and field.kind == "file" else None
    return file["name"] if file else ""


def _renderer(request):
    """Return the renderer of deform's templates in the reader's language, ours before deform's own."""
    localizers = request.registry["eduportal.skins"].localizers
    language = request.locale_name if request.locale_name in localizers else "vi"
    renderers = request.registry.setdefault("eduportal.form_renderers", {})
    if language not in renderers:
        folders = (request.definitions.skins["default"].folder / "templates/forms", files("deform") / "templates")
        reload = request.registry.settings.get("pyramid.reload_templates", False) in (True, "true")
        renderers[language] = ZPTRendererFactory(
            tuple(map(str, folders)), auto_reload=reload, translator=localizers[language].translate)
    return renderers[language]


def filled(request, form, fields):
    """Return the HTML of ``form`` with ``fields`` of a node in it; references in its texts shown as addresses."""
    return form.render(shown_fields(request, form.declared, fields))


def shown_fields(request, content_type, fields):
    """Return ``fields`` as the form takes them: nothing for what is empty, addresses for references."""
    shown = {}
    for field in content_type.fields:
        value = fields.get(field.name, field.default)
        if field.kind == "file" or value in (None, "", ()):
            continue
        shown[field.name] = shown_text(request, value) if field.kind == "rich_text" else value
    return shown


def read_form(request, form):
    """Return {field: value} of what was posted; names that the type has not are kept, so that they are refused.

    :raises deform.ValidationFailure: something does not fit; :func:`again` shows the form with what was typed.
    :raises HTTPBadRequest: the marks between the fields are broken.
    """
    try:
        posted = peppercorn.parse(list(request.POST.items()))
    except (ValueError, AttributeError):
        raise HTTPBadRequest(request.translate(_("This form cannot be read; nothing has been changed."))) from None
    values = form.validate_pstruct(posted)
    strange = {name: value for name, value in posted.items() if name not in values and name not in _FRAME}
    found = {name: value for name, value in values.items() if name not in _FRAME}
    for field in form.declared.fields:
        if field.kind == "rich_text" and found.get(field.name):
            found[field.name] = cleaned_text(request, found[field.name])
    return {**strange, **found}


def refuse(request, form, error):
    """Put the reasons of a :class:`RuleError` of an operation to the fields that they are about."""
    reasons = dict(getattr(error, "reasons", None) or ({error.field: error.message} if error.field else {}))
    names = [child.name for child in form.children]
    text = request.translate(error.message)
    if strange := [str(name)[:40] for name in reasons if name not in names]:
        text += " " + request.translate(_("Unknown fields: ${names}.", names=", ".join(strange[:5])))
    whole = colander.Invalid(form.schema, text)
    for name, reason in reasons.items():
        if name in names:
            place = names.index(name)
            whole.add(colander.Invalid(form.schema.children[place], request.translate(reason)), place)
    form.widget.handle_error(form, whole)


def again(form):
    """Return the HTML of ``form`` with what was typed and the messages at their fields."""
    return form.widget.serialize(form, form.cstruct)


def lost_file(request, form):
    """Return what to say of a chosen file that ``form``, drawn again already, could not keep; '' where none is lost."""
    lost = any(child.widget.was_lost() for child in form.children if isinstance(child.widget, UploadWidget))
    return request.translate(LOST) if lost else ""
