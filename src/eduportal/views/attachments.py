"""The page of one file or picture: what it is, how large, since when; a PDF to look at, pictures to page through."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.made import stored_text
from eduportal.content.nodes import Attachment, is_public
from eduportal.domain.messages import _
from eduportal.operations.derived import make_again, why_not
from eduportal.operations.files import PICTURES
from eduportal.search.extracting import READABLE
from eduportal.views.albums import neighbours
from eduportal.views.downloads import counted
from eduportal.views.headers import PICTURES_FROM, POLICY
from eduportal.views.images import picture
from eduportal.views.language import in_language, shown_day_of, shown_number, title_in
from eduportal.views.page import iso_day_of, shell, size_text
from eduportal.views.scales import shown_fields

_NAMES = {
    "application/pdf": "PDF", "application/zip": "ZIP", "text/plain": _("Text"), "text/csv": "CSV",
    "application/msword": "Word", "application/vnd.ms-excel": "Excel", "application/vnd.ms-powerpoint": "PowerPoint",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word (DOCX)",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel (XLSX)",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint (PPTX)",
    "application/vnd.oasis.opendocument.text": "OpenDocument (ODT)",
    "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument (ODS)",
    "application/vnd.oasis.opendocument.presentation": "OpenDocument (ODP)",
    "image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WebP",
}


@view_config(context=Attachment, name="view", request_method="GET", renderer="file.html", permission="page:view")
def attachment(request):
    """The page of a file, or of a picture with the one before and the one after."""
    node = request.context
    fields = shown_fields(request, node)
    file = fields.get("file")
    live = node.live is not None and fields is node.live.fields
    fields, lang = in_language(request, fields)
    title = fields.get("title") or node.title
    found = {
        "page": shell(request, title, description=fields.get("description") or ""), "title": title,
        "description": fields.get("description") or "", "lang": lang, "file": _file(request, node, file, live),
        "notice": "" if live and is_public(node) else request.translate(
            _("The public does not see this file now.")),
        "back": _back(request, node), "staff": _staff(request, node, file),
    }
    if file and file["type"] in PICTURES and node.type_name == "image":
        request.override_renderer = "photo.html"
        return {**found, "picture": picture(request, node, sizes="(max-width: 80rem) 100vw, 70rem", working=not live),
                "near": neighbours(request, node, live=live and is_public(node))}
    preview = bool(file) and file["type"] == "application/pdf"
    if preview:
        # Only this page shows something in a frame, and only what comes from here.
        policy = POLICY.format(inline="", blob=request.environ.get(PICTURES_FROM, ""))
        request.response.headers["Content-Security-Policy"] = policy + "; object-src 'self'; frame-src 'self'"
    return {**found, "preview_url": _url(request, node, live, "preview=1") if preview else ""}


def _url(request, node, live, more=""):
    query = [each for each in ("" if live or node.live is None else "version=working", more) if each]
    return request.url_of(node) + ("?" + "&".join(query) if query else "")


def _file(request, node, file, live):
    if not file:
        return None
    at = node.live.at if live else node.modified
    kind = _NAMES.get(file["type"], _("Other file"))
    pixels = file.get("pixels")
    size = shown_number(request, size_text(file["size"]))
    return Show(name=file["name"], kind=request.translate(kind), size=size, date=shown_day_of(request, at),
                date_iso=iso_day_of(at), url=_url(request, node, live), macros=bool(file.get("macros")),
                pixels=f"{pixels[0]} × {pixels[1]}" if pixels else "",
                download_url=_url(request, node, live, "download=1"))


def _back(request, node):
    title, lang = title_in(request, node.__parent__)
    return Show(url=request.url_of(node.__parent__), title=title, lang=lang)


def _staff(request, node, file):
    """Return what those who work on the file read beside it: downloads, and why the search does not know its text."""
    if not file or not request.may("page:view_draft", node):
        return None
    month = f"{request.local_day:%Y-%m}"
    stored, readable = stored_text(node, file), file["type"] in READABLE
    text = ""
    if file["type"] not in PICTURES:
        text = why_not(stored)
        if text is None:
            text = (_("The search finds this file by its text.") if stored is not None else
                    _("The text of this file has not been read yet.") if readable else
                    _("This kind of file is not read. It is found by its title and description."))
    return Show(total=counted(request, [node.uuid]).get(node.uuid, 0),
                month=counted(request, [node.uuid], month).get(node.uuid, 0), text=request.translate(text),
                again_url=request.url_of(node, "@@make-again") if _may_again(request, node, file) else "")


def _may_again(request, node, file):
    return (file["type"] in READABLE or file["type"] in PICTURES) and bool(request.may("page:contents", node))


@view_config(context=Attachment, name="make-again", request_method="POST", permission="page:contents")
def again(request):
    """Have the text of this file read, or the sizes of this picture drawn, once more."""
    node = request.context
    if make_again(request.portal, [node], by=request.account.uuid, at=request.at):
        request.flash(_("The file will be read again; this takes a moment."))
    return HTTPSeeOther(request.url_of(node, "@@view"))
