"""What visitors read: the home of a unit, folders, pages, news, files."""

from types import SimpleNamespace as Show

from pyramid.response import FileIter, Response
from pyramid.view import view_config

from eduportal.content import richtext
from eduportal.content.nodes import Attachment, Item, Section, is_public, unit_of
from eduportal.content.units import Unit
from eduportal.domain.messages import _
from eduportal.domain.unit_states import ENDED
from eduportal.operations.files import INLINE_TYPES
from eduportal.sidestore import boards, units
from eduportal.views.downloads import count_download
from eduportal.views.headers import FRAMED
from eduportal.views.images import cover, picture, with_scales
from eduportal.views.page import batch_of, day_of, iso_day_of, shell, size_text
from eduportal.views.references import resolver
from eduportal.views.scales import caching, shown_fields

_ICONS = {
    "tin-tuc": "megaphone",
    "van-ban": "file-earmark-text",
    "cong-khai": "clipboard-data",
    "gioi-thieu": "info-circle",
    "tuyen-sinh": "mortarboard",
    "lien-he": "telephone",
}


@view_config(context=Unit, renderer="home.html", permission="unit:view")
def home(request):
    """The home of a unit: newest news of its own and from the board, sections, units below, numbers."""
    unit = request.context
    if unit.index is None:
        return {
            "page": shell(request),
            "closed": True,
            "lead": None,
            "news": [],
            "board": [],
            "board_title": "",
            "sections": [],
            "directory": _directory(request, unit),
            "numbers": [],
            "chart": None,
        }
    request.cache_for_all = True
    newest = [
        _entry(request, unit, oid, card)
        for oid, card in unit.index.newest_public("news_item", 7, request.local_day.isoformat())
    ]
    numbers, board = _from_side_store(request, unit)
    return {
        "page": shell(request),
        "closed": False,
        "lead": newest[0] if newest else None,
        "news": newest[1:],
        "board": board,
        "board_title": request.translate(_("From the units below")),
        "sections": _sections(request, unit),
        "directory": _directory(request, unit),
        "numbers": numbers,
        "chart": None,
    }


def _entry(request, unit, oid, card):
    url = request.card_url(unit, unit.__objectmap__.path_for(oid))
    picture = unit.index.card_of(card.live_image) if card.live_image else None
    return Show(
        title=card.live_title,
        url=url,
        summary=card.live_summary,
        date=day_of(card.date),
        date_iso=iso_day_of(card.date),
        image_url=f"{url}{picture.name}/" if picture and picture.public else "",
        image_alt=picture.live_summary if picture else "",
    )


def _sections(request, unit):
    url = request.url_of(unit)
    shown = [
        Show(
            title=card.title,
            url=f"{url}{card.name}/",
            description=card.live_summary,
            icon=_ICONS.get(card.name, "folder"),
        )
        for _oid, card in unit.index.children(unit.uuid)
        if card.listed_on(request.local_day.isoformat()) and card.type == "folder" and not card.menu
    ][:8]
    if unit is request.portal.root:
        shown.append(
            Show(
                title=request.translate(_("Portal coverage")),
                url=url + "@@coverage",
                icon="clipboard-data",
                description=request.translate(_("How many units have a portal, by district and kind.")),
            )
        )
    return shown


def _directory(request, unit):
    groups = {}
    url = request.url_of(unit)
    for _uuid, name, title, kind, state in request.portal.register.below(unit.uuid):
        if state in ENDED:
            continue
        note = "" if state == "open" else request.translate(_("no portal yet"))
        groups.setdefault(kind, []).append(Show(title=title, url=f"{url}{name}/", note=note))
    kinds = request.definitions.kinds
    return [Show(title=kinds[kind].title, count=len(found), items=found) for kind, found in groups.items()] or None


def _from_side_store(request, unit):
    """Return (numbers, board); every line of the board is checked against the live object before it is shown."""
    with request.store.read() as side:
        # Read together with the board: a version that is read later may be one that this board does not have yet.
        request.cache_board = (unit.uuid, boards.board_version(side, unit.uuid))
        sums = units.sum_below(side, unit.uuid)
        rows = boards.board(side, unit.uuid, 6, not_unit=unit.uuid)
    shown = []
    for row in rows:
        owner = request.portal.unit(row.unit)
        node = owner.find(row.uuid) if owner is not None else None
        if node is not None and is_public(node):
            shown.append(
                Show(
                    title=node.live.fields["title"],
                    url=request.url_of(node),
                    unit=owner.title,
                    date=day_of(row.published),
                    date_iso=iso_day_of(row.published),
                )
            )
    if len(shown) < len(rows):
        # The side store is ahead of this transaction, or behind it: the next reader may see more.
        request.cache_for_all = False
    numbers = [
        Show(label=request.translate(label), value=_thousands(sums[name])) for name, label in _NUMBERS if sums.get(name)
    ]
    return numbers, shown


_NUMBERS = (("public", _("Published pages")), ("students", _("Students")))


def _thousands(number):
    return f"{number:,}".replace(",", ".")


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
    types = request.definitions.types
    items = [
        Show(
            title=card.live_title or card.title,
            url=f"{url}{card.name}/",
            summary=card.live_summary,
            date=day_of(card.date) if card.type != "folder" else "",
            date_iso=iso_day_of(card.date),
            type_title=types[card.type].title,
            icon=types[card.type].icon,
            size=size_text(card.size) if card.size else "",
        )
        for _oid, card in cards[offset : offset + 20]
    ]
    return {
        "page": shell(request, node.title),
        "title": node.title,
        "description": node.fields.get("description", ""),
        "items": items,
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
    fields = node.live.fields if shown == "live" else node.fields
    picture = unit.find(fields.get("lead_image") or "") if fields.get("lead_image") else None
    return {
        "page": shell(request, fields.get("title") or node.title, description=fields.get("summary") or ""),
        "title": fields.get("title") or node.title,
        "summary": fields.get("summary") or "",
        "body": body_of(request, unit, fields, working=shown == "working"),
        "attachments": attachments_of(request, node, public_only=shown == "live"),
        "date": day_of(node.live.at) if public else "",
        "notice": _notice(request, node, shown),
        "image_url": request.url_of(picture) if picture is not None else "",
        "image_alt": picture.fields.get("alt", "") if picture is not None else "",
    }


def _shown_version(request, node, public):
    if node.live is None:
        return "working"
    wants_draft = request.GET.get("version") == "working" and request.may("page:view_draft", node)
    return "working" if wants_draft else "live"


def _notice(request, node, shown):
    if shown == "working":
        state = request.definitions.workflow_of(node.type_name).states[node.state].title
        return request.translate(_("You see the working version (${state}); the public does not see it.", state=state))
    return ""


def body_of(request, unit, fields, *, working=False):
    """Return the HTML of the field ``body``: references as URLs that the asker may follow, pictures in their sizes."""
    where = resolver(request, unit)
    return richtext.resolve(with_scales(request, unit, fields.get("body") or "", where, working=working), where)


def attachments_of(request, node, *, public_only):
    """Return the files that stand in a page, for the list below its text."""
    types = request.definitions.types
    return [
        Show(
            title=child.title,
            url=request.url_of(child),
            size=size_text(child.fields["file"]["size"]),
            type_title=types[child.type_name].title,
        )
        for child in (node.values() if node.data else ())
        if child.type_name == "file" and child.fields.get("file") and (is_public(child) or not public_only)
    ]


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
