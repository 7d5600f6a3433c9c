"""What stands in a unit, folder or page: a table from the index alone, put in order, renamed, ticked for the trash."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.nodes import Attachment, Item, Section, unit_of
from eduportal.content.units import Unit
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations.moves import rename_page
from eduportal.operations.ordering import place_page
from eduportal.views.deleting import Deletable
from eduportal.views.page import batch_of, day_of, shell
from eduportal.views.showing import Showable

_USUAL, _MOST = 50, 500
#: name in ``?sort=``: (title of the column, key of a card); "order" is the order of the folder itself.
_COLUMNS = {
    "title": (_("Title"), lambda card: card.title_key),
    "type": (_("Type"), lambda card: (card.type, card.title_key)),
    "state": (_("State"), lambda card: (card.state, card.title_key)),
    "modified": (_("Changed"), lambda card: card.modified),
}


@view_config(context=Unit, name="contents", request_method="GET", renderer="contents.html", permission="page:contents")
@view_config(context=Section, name="contents", request_method="GET",
             renderer="contents.html", permission="page:contents")
@view_config(context=Item, name="contents", request_method="GET", renderer="contents.html", permission="page:contents")
def contents(request):
    """The table: 50 rows, or up to 500 with ``?size=``; ``?sort=`` and ``?reverse=1``."""
    node, unit = request.context, unit_of(request.context)
    cards = _cards(request, node, unit)
    sort, reverse = _sorting(request)
    if sort != "order":
        cards.sort(key=_COLUMNS[sort][1], reverse=reverse)
    size = _size(request)
    offset, batch = batch_of(request, len(cards), size)
    marks = _marks(request)
    rows, may_delete = _rows(request, node, cards[offset:offset + size], marks, _words(request))
    may_order = sort == "order" and len(cards) > 1 and _may_order(request, node)
    title = request.translate(_("Contents of “${title}”", title=node.title))
    return {
        "page": shell(request, title, tab="contents"), "title": title, "rows": rows, "batch": batch,
        "may_delete": may_delete, "may_order": may_order, "columns": _columns(request, sort, reverse),
        "order": Show(url=request.path, current=sort == "order"), "base": request.url_of(node),
        "here": request.path_qs, "marks": marks, "units": _units(request, node) if node.is_unit else [],
        "larger_url": f"{request.path}?size={_MOST}" if len(cards) > size and size < _MOST else "",
    }


def _may_order(request, node):
    return bool(request.may("unit:edit" if node.is_unit else "page:edit", node))


def _cards(request, node, unit):
    if unit.index is None:
        return []
    may_see, types = Showable(request, node), request.definitions.types
    return [card for _oid, card in unit.index.children(node.uuid)
            if types[card.type].kind_of != "record" and may_see(card)]


def _sorting(request):
    sort = request.GET.get("sort", "order")
    return (sort, request.GET.get("reverse") == "1") if sort in _COLUMNS else ("order", False)


def _size(request):
    text = request.GET.get("size", "")
    return min(max(int(text), 1), _MOST) if text.isascii() and text.isdigit() and len(text) < 7 else _USUAL


def _rows(request, node, cards, marks, words):
    """Return (rows, whether one of them may be deleted). No object of a row is loaded: the card has it all."""
    url, types, names, deletable = request.url_of(node), request.definitions.types, {}, Deletable(request, node)
    states, rows, some = {}, [], False
    for card in cards:
        key = (node.type_name, node.state) if isinstance(node, Item) else (card.type, card.state)
        if key not in states:
            states[key] = request.definitions.workflow_of(key[0]).states[key[1]]
        if card.modified_by not in names:
            names[card.modified_by] = request.portal.accounts.name_of(card.modified_by)
        may = deletable(card)
        some = some or may
        own, kind, title, state = f"{url}{card.name}/", types[card.type], card.title, states[key]
        rows.append(Show(
            uuid=card.uuid, title=title, icon=f"{marks.all}#{kind.icon}", type=kind.title, state=state.title,
            state_class=f"ep-state ep-state-{state.colour}", at=day_of(card.modified), by=names[card.modified_by],
            may=may, url=own + "@@contents" if card.type == "folder" else own, edit_url=own + "@@edit",
            rename_url=own + "@@rename", edit=f"{words.edit}: {title}", rename=f"{words.rename}: {title}",
            up=f"{words.up}: {title}", down=f"{words.down}: {title}"))
    return rows, some


def _words(request):
    say = request.translate
    return Show(edit=say(_("Edit")), rename=say(_("Change the address")), up=say(_("Up")), down=say(_("Down")))


def _marks(request):
    """Return the addresses of the icons, those of the types behind ``all``."""
    icons = request.registry["eduportal.skins"].static("icons.svg", request.script_name)
    return Show(all=icons, edit=icons + "#pencil", rename=icons + "#link-45deg")


def _columns(request, sort, reverse):
    size = {"size": request.GET["size"]} if "size" in request.GET else {}
    found = []
    for name, (title, _key) in _COLUMNS.items():
        turned = "&reverse=1" if name == sort and not reverse else ""
        more = f"&size={_size(request)}" if size else ""
        direction = ("descending" if reverse else "ascending") if name == sort else None
        found.append(Show(title=request.translate(title), url=f"{request.path}?sort={name}{turned}{more}",
                          sorted=direction))
    return found


def _units(request, unit):
    kinds, url = request.definitions.kinds, request.url_of(unit)
    states = request.definitions.workflow_of("unit").states
    return [Show(title=title, url=f"{url}{name}/", kind=kinds[kind].title, state=states[state].title,
                 colour=states[state].colour)
            for _uuid, name, title, kind, state in request.portal.register.below(unit.uuid)]


@view_config(context=Unit, name="order", request_method="POST", permission="unit:edit")
@view_config(context=Section, name="order", request_method="POST", permission="page:edit")
@view_config(context=Item, name="order", request_method="POST", permission="page:edit")
def order(request):
    """Move one thing a place up or down among what stands here: ``up`` or ``down`` holds its uuid."""
    parent, unit = request.context, unit_of(request.context)
    up = "up" in request.POST
    wanted = request.POST.get("up" if up else "down", "")
    uuids = [card.uuid for _oid, card in unit.index.children(parent.uuid)] if unit.index is not None else []
    if wanted not in uuids:
        raise NotAllowed(_("Something in this request does not stand in this folder."))
    place = uuids.index(wanted)
    if place != (0 if up else len(uuids) - 1):
        after = (uuids[place - 2] if place > 1 else None) if up else uuids[place + 1]
        place_page(request.portal, unit.find(wanted), unit.find(after) if after else None,
                   by=request.account.uuid, at=request.at)
    return HTTPSeeOther(f"{_back(request)}#row-{wanted}")


def _back(request):
    """Return where the table was left: this folder's own contents with its own query, nowhere else."""
    own, back = request.url_of(request.context, "@@contents"), request.POST.get("back", "")
    fits = isinstance(back, str) and back.startswith(own + "?") and back.isprintable() and "#" not in back
    return back if fits else own


@view_config(context=Section, name="rename", request_method="GET", renderer="rename.html", permission="page:edit")
@view_config(context=Item, name="rename", request_method="GET", renderer="rename.html", permission="page:edit")
@view_config(context=Attachment, name="rename", request_method="GET", renderer="rename.html", permission="page:edit")
def rename_form(request):
    """The name in the address."""
    return _rename_page(request, request.context.__name__)


@view_config(context=Section, name="rename", request_method="POST", renderer="rename.html", permission="page:edit")
@view_config(context=Item, name="rename", request_method="POST", renderer="rename.html", permission="page:edit")
@view_config(context=Attachment, name="rename", request_method="POST", renderer="rename.html", permission="page:edit")
def rename(request):
    """Give another name in the address; what is no name is made one, what is taken is refused."""
    node, name = request.context, request.POST.get("name", "")
    name = name[:200] if isinstance(name, str) else ""
    try:
        if not name.strip():
            raise RuleError(_("This must be filled in."), "name")
        rename_page(request.portal, node, name, by=request.account.uuid, at=request.at)
    except NotAllowed:
        raise
    except RuleError as error:
        request.response.status_int = 422
        return _rename_page(request, name, request.translate(error.message))
    request.flash(_("The address of “${title}” has been changed.", title=node.title))
    return HTTPSeeOther(request.url_of(node.__parent__, "@@contents"))


def _rename_page(request, name, error=""):
    node = request.context
    title = request.translate(_("Change the address of “${title}”", title=node.title))
    return {"page": shell(request, title), "title": title, "name": name, "error": error, "action": request.path,
            "before": request.url_of(node.__parent__), "back": request.url_of(node.__parent__, "@@contents")}
