"""Pictures and files inside a page: the list below its form, and the upload from there."""

from types import SimpleNamespace as Show

from pyramid.view import view_config

from eduportal.content.nodes import Item
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations.files import LARGEST
from eduportal.operations.pages import add_page, types_to_add
from eduportal.views.page import size_text


def pictures_of(node):
    """Return (uuid, title) of the images that stand in ``node``."""
    return tuple((child.uuid, child.title) for child in _children(node) if child.type_name == "image")


def _children(node):
    found = [child for child in (node.values() if isinstance(node, Item) and node.data else ()) if child.is_attachment]
    return sorted(found, key=lambda child: (child.sort_key, child.uuid))


def attached(request, node):
    """Return what the edit page shows below the form of a page: its pictures and files, and what may be added."""
    url = request.url_of(node)
    may_add = bool(request.may("page:add", node))
    kinds = [Show(name=each.name, title=request.translate(_("Add: ${type}", type=each.title)), icon=each.icon,
                  url=f"{url}@@add?type={each.name}")
             for each in types_to_add(request.portal, node)] if may_add else []
    names = {each.name for each in kinds}
    return Show(entries=[_entry(request, child) for child in _children(node)], kinds=kinds,
                upload_url=url + "@@upload-image" if "image" in names else "")


def _entry(request, child):
    file = child.fields.get("file") or {}
    url = request.url_of(child)
    return Show(title=child.title, url=url, picture=child.type_name == "image", alt=child.fields.get("alt", ""),
                shown_url=url + "@@scale?w=card-320&version=working", edit_url=url + "@@edit",
                type_title=request.definitions.types[child.type_name].title,
                name=file.get("name", ""), size=size_text(file["size"]) if file else "")


@view_config(context=Item, name="upload-image", request_method="POST", renderer="json", permission="page:add")
def upload_image(request):
    """Add a picture to a page while it is being written; answer its address, or 422 with the reasons by field.

    The address stands in the editor's text; saving turns it into a reference by identity.
    """
    upload = request.POST.get("file")
    if hasattr(upload, "file"):
        # After a conflict the request is carried out again, and the file was read to its end already.
        upload.file.seek(0)
    chosen = {"name": upload.filename, "data": upload.file.read(LARGEST + 1)} if hasattr(upload, "file") else None
    alt = _line(request, "alt")
    values = {"title": _line(request, "title") or alt[:200], "alt": alt, "file": chosen}
    try:
        node = add_page(request.portal, request.context, "image", values, by=request.account.uuid, at=request.at)
    except NotAllowed:
        raise
    except RuleError as error:
        request.response.status_int = 422
        reasons = getattr(error, "reasons", {})
        return {"ok": False, "message": request.translate(error.message),
                "reasons": {name: request.translate(reason) for name, reason in reasons.items()}}
    return {"ok": True, "location": request.url_of(node), "edit": request.url_of(node, "@@edit"), "uuid": node.uuid,
            "title": node.title, "alt": node.fields["alt"]}


def _line(request, name):
    value = request.POST.get(name, "")
    return value if isinstance(value, str) else ""
