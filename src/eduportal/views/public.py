"""What visitors read: folders, pages, news, files. The home of a unit is in views/home.py."""

from types import SimpleNamespace as Show

from pyramid.response import FileIter, Response
from pyramid.view import view_config

from eduportal.content import richtext
from eduportal.content.nodes import Attachment, Item, Section, is_public, unit_of
from eduportal.domain.dates import school_year_title
from eduportal.domain.messages import _
from eduportal.operations.files import INLINE_TYPES
from eduportal.views.albums import photos_of
from eduportal.views.collections import listed
from eduportal.views.downloads import count_download
from eduportal.views.headers import FRAMED
from eduportal.views.images import picture, with_scales
from eduportal.views.language import (
    choice_in,
    foreign,
    in_language,
    shown_day,
    shown_day_of,
    shown_hours,
    shown_number,
    title_in,
    title_of_type,
)
from eduportal.views.listed import line_of
from eduportal.views.looks import skin_of
from eduportal.views.page import batch_of, shell, size_text
from eduportal.views.references import resolver
from eduportal.views.scales import caching, shown_fields
from eduportal.views.share import short_url


@view_config(context=Section, renderer="folder.html", permission="page:view")
def folder(request):
    """A folder of a site: what is public in it, newest first for news, in order for the rest."""
    node, unit = request.context, unit_of(request.context)
    request.cache_for_all = is_public(node)
    day = request.local_day.isoformat()
    cards = [(oid, card) for oid, card in unit.index.children(node.uuid) if card.listed_on(day)]
    if any(card.type == "news_item" for _oid, card in cards):
        cards.sort(key=lambda pair: pair[1].date, reverse=True)
    offset, batch = batch_of(request, len(cards))
    url = request.url_of(node)
    fields, lang = in_language(request, node.fields)
    return {
        "page": shell(request, fields.get("title") or node.title, description=fields.get("description") or ""),
        "title": fields.get("title") or node.title,
        "description": fields.get("description", ""),
        "lang": lang,
        "items": [line_of(request, unit, f"{url}{card.name}/", card) for _oid, card in cards[offset : offset + 20]],
        "batch": batch,
        "notice": "" if is_public(node) else request.translate(_("This folder is hidden from the public.")),
    }


@view_config(context=Item, renderer="item.html", permission="page:view")
def item(request):
    """A page, news item or disclosure: the live version, or the working one for staff where nothing is live."""
    node, unit = request.context, unit_of(request.context)
    public = is_public(node)
    request.cache_for_all = public
    if node.type_name == "news_item":
        request.override_renderer = "news_item.html"
    shown = _shown_version(request, node, public)
    fields, lang = in_language(request, node.live.fields if shown == "live" else node.fields)
    lead = unit.find(fields.get("lead_image") or "") if fields.get("lead_image") else None
    gallery = request.definitions.types[node.type_name].gallery
    if gallery:
        request.override_renderer = "album.html"
    elif request.registry["eduportal.skins"].has_template(skin_of(request), f"types/{node.type_name}.pt"):
        # A type may have a template of its own in the skin, a type of a profile in the profile's skin.
        request.override_renderer = f"types/{node.type_name}.html"
    title, about = fields.get("title") or node.title, fields.get("summary") or fields.get("description") or ""
    collection = node.type_name == "collection"
    return {
        **(photos_of(request, node, live=shown == "live") if gallery else {}),
        **(listed(request, node, fields) if collection else {}),
        "page": shell(request, title, description=about),
        "title": title,
        "summary": about if collection else fields.get("summary") or "",
        "lang": Show(**{**vars(lang), "summary": lang.summary or lang.description}),
        "body": body_of(request, unit, fields, working=shown == "working"),
        "short": short_url(request, node) if public else "",
        "attachments": attachments_of(request, node, public_only=shown == "live"),
        "date": shown_day_of(request, node.live.at) if public else "",
        "notice": _notice(request, node, shown, lang),
        "picture": picture(request, lead, working=shown == "working") if lead is not None else None,
        "author": fields.get("author") or "",
        "author_lang": foreign(request),
        "facts": facts_of(request, node.type_name, fields),
    }


def _shown_version(request, node, public):
    if node.live is None:
        return "working"
    wants_draft = request.GET.get("version") == "working" and request.may("page:view_draft", node)
    return "working" if wants_draft else "live"


def _notice(request, node, shown, lang):
    if shown == "working":
        state = request.definitions.workflow_of(node.type_name).states[node.state].title
        return request.translate(_("You see the working version (${state}); the public does not see it.", state=state))
    if lang.title or lang.body:
        return request.translate(_("There is no English text of this page yet. It is shown in Vietnamese."))
    return ""


#: What every template shows by itself, and what only lists ask for.
NO_FACTS = {"title", "summary", "description", "body", "lead_image", "tags", "show_from", "show_until", "author"}
NO_FACT_KINDS = ("file", "image", "rich_text", "multiple", "section")


def facts_of(request, type_name, fields):
    """Return (title, text) of the filled fields that have no place of their own on a page, in the declared order.

    :param fields: as :func:`eduportal.views.language.in_language` gives them.
    """
    found = []
    for field in request.definitions.types[type_name].fields:
        value = fields.get(field.name)
        if value in (None, "", (), False) or field.name in NO_FACTS or field.name.endswith("_en") or (
                field.kind in NO_FACT_KINDS):
            continue
        title, title_lang = title_of_type(request, field)
        text, lang = _fact(request, field, value, translated=bool(fields.get(f"{field.name}_en")))
        found.append(Show(name=field.name, title=title, title_lang=title_lang, text=text, lang=lang))
    return found


def _fact(request, field, value, *, translated):
    if field.kind == "choice":
        return choice_in(request, field, value)
    if field.kind == "date":
        return shown_day(request, value), None
    if field.kind in ("boolean", "year"):
        return request.translate(_("Yes")) if field.kind == "boolean" else school_year_of_text(value), None
    if field.name == "start_time":
        return shown_hours(request, value)
    return str(value), None if translated or field.kind == "whole_number" else foreign(request)


def school_year_of_text(text):
    """Return a school year as people write it, from the year that it begins in."""
    return school_year_title(int(text))


def body_of(request, unit, fields, *, working=False):
    """Return the HTML of the field ``body``: references as URLs that the asker may follow, pictures in their sizes."""
    where = resolver(request, unit)
    return richtext.resolve(with_scales(request, unit, fields.get("body") or "", where, working=working), where)


def attachments_of(request, node, *, public_only):
    """Return the files that stand in a page, for the list below its text."""
    return [
        _attached(request, child, live=public_only)
        for child in (node.values() if node.data else ())
        if child.type_name == "file" and child.fields.get("file") and (is_public(child) or not public_only)
    ]


def _attached(request, child, *, live):
    title, lang = title_in(request, child) if live else (child.title, foreign(request))
    type_title, type_lang = title_of_type(request, request.definitions.types[child.type_name])
    return Show(title=title, lang=lang, url=request.url_of(child), view_url=request.url_of(child, "@@view"),
                size=shown_number(request, size_text(child.fields["file"]["size"])), type_title=type_title,
                type_lang=type_lang)


@view_config(context=Attachment, permission="page:view")
def download(request):
    """A file or picture, with the rights of its page: shown when it is safe to show, else as an attachment."""
    node = request.context
    file = shown_fields(request, node).get("file")
    if not file:
        return Response(status=404)
    response = Response(
        content_type=file["type"], app_iter=FileIter(file["blob"].open("r")), content_length=file["size"]
    )
    inline = file["type"] in INLINE_TYPES and "download" not in request.GET
    response.content_disposition = _disposition("inline" if inline else "attachment", file["name"])
    if file["type"] == "application/pdf":
        # Our own page shows it in a frame (views/attachments.py); nobody else's does, and it loads nothing.
        response.headers["Content-Security-Policy"] = FRAMED
    else:
        # A browser's PDF viewer does not start in a sandbox; everything else has no business with scripts.
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.etag = f"{node.uuid[:12]}-{node.live.number if node.live is not None else 0}-{node.revision}"
    response.headers["Cache-Control"] = caching(node)
    response.conditional_response = True
    count_download(request, node, response.etag)
    return response


def _disposition(kind, name):
    from urllib.parse import quote

    plain = name.encode("ascii", "ignore").decode().replace('"', "").replace("\\", "").strip() or "file"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
