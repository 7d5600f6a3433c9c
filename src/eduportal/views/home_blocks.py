"""The blocks of a unit's home page: add, order, set, take out. Visitors see it when the appearance is applied."""

from dataclasses import replace
from types import SimpleNamespace as Show

from deform import Button, ValidationFailure
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.appearance import appearance_of, blocks_from_above
from eduportal.content.units import Unit
from eduportal.definitions.blocks import LINKS, WIDTHS
from eduportal.definitions.types import Field
from eduportal.domain.dates import format_day, parse_day
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations import home_blocks as acts
from eduportal.operations.appearance import changed_parts, choose_part
from eduportal.views import forms
from eduportal.views.blocks import filled_block, has_template
from eduportal.views.filling import Filling
from eduportal.views.link_lines import link_lines, typed_links
from eduportal.views.page import shell

_WIDTH_TITLES = {"third": _("One third"), "half": _("Half"), "wide": _("Two thirds"), "full": _("Whole width")}


@view_config(context=Unit, name="home-blocks", request_method="GET", renderer="home_blocks.html",
             permission="appearance:edit")
def home_blocks(request):
    """The blocks in their order."""
    return _page(request)


@view_config(context=Unit, name="home-blocks", request_method="POST", renderer="home_blocks.html",
             permission="appearance:edit")
def change(request):
    """Add a block, move one, put all into an order, take one out, or go back to the standard page."""
    act = _ACTS.get(request.POST.get("action"))
    try:
        if act is None:
            raise RuleError(_("This form cannot be read; nothing has been changed."))
        where = act(request, seen=_number(request.POST.get("seen")), by=request.account.uuid, at=request.at)
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, error=error)
    return HTTPSeeOther(request.url_of(request.context, where or "@@home-blocks"))


def _number(text):
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10 else -1


def _block(request):
    found = request.POST.get("block", "")
    return found if isinstance(found, str) else ""


def _add(request, **act):
    added = acts.add_block(request.portal, request.context, request.POST.get("kind", ""), **act)
    return f"@@home-block?id={added}"


def _up(request, **act):
    acts.move_block(request.portal, request.context, _block(request), -1, **act)


def _down(request, **act):
    acts.move_block(request.portal, request.context, _block(request), 1, **act)


def _remove(request, **act):
    acts.remove_block(request.portal, request.context, _block(request), **act)


def _order(request, **act):
    ids = [each for each in request.POST.getall("order") if isinstance(each, str)]
    acts.order_blocks(request.portal, request.context, ids, **act)


def _standard(request, **act):
    choose_part(request.portal, request.context, "blocks", None, **act)


_ACTS = {"add": _add, "up": _up, "down": _down, "remove": _remove, "order": _order, "standard": _standard}


def _page(request, *, error=None):
    unit, kinds, say = request.context, request.definitions.blocks, request.translate
    request.working_look = unit.uuid
    working = appearance_of(unit, working=True)
    blocks = acts.blocks_of(request.portal, unit, working=True)
    filling = Filling(request, unit, blocks)
    title = say(_("Home page of ${unit}", unit=unit.title))
    return {
        "page": shell(request, title, tab="manage", scripts=("vendor/sortablejs/Sortable.min.js", "js/appearance.js")),
        "title": title, "seen": str(working.revision), "own": working.blocks is not None,
        "blocks": [_row(request, filling, each, kinds[each["kind"]]) for each in blocks],
        "above": [_above(office, block, kinds[block["kind"]])
                  for office, block in blocks_from_above(unit, filling.day) if block["kind"] in kinds],
        "kinds": [Show(name=kind.name, title=kind.title, about=kind.description, icon=kind.icon)
                  for kind in kinds.values() if has_template(request, kind.name)],
        "waiting": bool(changed_parts(unit)), "preview_url": request.url_of(unit, "@@appearance-preview"),
        "appearance_url": request.url_of(unit, "@@appearance"), "error": say(error.message) if error else "",
    }


def _above(office, block, kind):
    return Show(title=block["settings"].get("title") or kind.title, kind=kind.title, office=office.title,
                until=format_day(parse_day(block["until"])) if block["until"] else "")


def _row(request, filling, block, kind):
    width, filled = request.translate(_WIDTH_TITLES[block["width"] or kind.width]), filled_block(
        filling, filling.unit, block)
    title = (filled.title if filled is not None else block["settings"].get("title")) or kind.title
    return Show(id=block["id"], title=title, kind=kind.title, icon=kind.icon, width=width, below=block["below"],
                empty=filled is None,
                url=request.url_of(filling.unit, f"@@home-block?id={block['id']}"))


@view_config(context=Unit, name="home-block", request_method="GET", renderer="home_block.html",
             permission="appearance:edit")
def home_block(request):
    """The settings of one block."""
    block, asked, form = _form(request)
    return _form_page(request, asked, forms.filled(request, form, _shown(request, block, asked)))


@view_config(context=Unit, name="home-block", request_method="POST", renderer="home_block.html",
             permission="appearance:edit")
def set_home_block(request):
    """Keep the settings of one block; 422 with what was typed and the reasons at their fields."""
    block, asked, form = _form(request)
    try:
        values = forms.read_form(request, form)
        _set(request, block, values)
    except (ValidationFailure, RuleError) as error:
        if isinstance(error, RuleError):
            forms.refuse(request, form, error)
        request.response.status_int = 422
        return _form_page(request, asked, forms.again(form))
    request.flash(_("The block is ready. Visitors see it when you apply the changes."))
    return HTTPSeeOther(request.url_of(request.context, "@@home-blocks"))


def _set(request, block, values):
    kind = request.definitions.blocks[block["kind"]]
    more = {name: values.pop(name, None) for name in ("block_width", "block_below", "block_until")}
    for field in kind.fields:
        if field.kind == LINKS:
            values[field.name] = typed_links(request, request.context, values.get(field.name))
    acts.set_block(request.portal, request.context, block["id"], values, width=more["block_width"] or "",
                   below=more["block_below"], until=more["block_until"], seen=_number(request.GET.get("seen")),
                   by=request.account.uuid, at=request.at)


def _form(request):
    """Return (block, the kind as the form asks for it, form). :raises HTTPNotFound: there is no such block."""
    unit = request.context
    if unit.index is None:
        raise HTTPNotFound()
    found = [each for each in acts.blocks_of(request.portal, unit, working=True) if each["id"] == request.GET.get("id")]
    if not found:
        raise HTTPNotFound()
    kind = request.definitions.blocks[found[0]["kind"]]
    asked = kind.with_choices(acts.sections_of(unit), collections=acts.collections_of(unit))
    asked = replace(asked, fields=(*asked.fields, *_common(request, kind)))
    seen = request.GET.get("seen") if request.method == "POST" else None
    revision = seen if seen is not None else appearance_of(unit, working=True).revision
    form = forms.declared_form(
        request, asked, action=request.url_of(unit, f"@@home-block?id={found[0]['id']}&seen={_number(str(revision))}"),
        buttons=(Button("save", request.translate(_("Keep these settings")), css_class="btn-primary"),))
    return found[0], asked, form


def _common(request, kind):
    say = request.translate
    widths = tuple((name, say(_WIDTH_TITLES[name])) for name in WIDTHS)
    usual = say(_("Empty: ${width}, as usual for this block.", width=say(_WIDTH_TITLES[kind.width])))
    yield Field("block_width", "choice", say(_("Width")), usual, False, None, widths, None, False)
    if acts.may_stand_below(request.portal, request.context, kind):
        yield Field("block_below", "boolean", say(_("Show it in all units below as well")), say(
            _("It stands at the top of their home pages; they cannot take it out.")), False, None, (), False, False)
        yield Field("block_until", "date", say(_("In the units below until")), say(
            _("The last day on which they show it. Empty: no end.")), False, None, (), None, False)


def _shown(request, block, asked):
    kind = request.definitions.blocks[block["kind"]]
    links = {field.name for field in kind.fields if field.kind == LINKS}
    shown = {name: link_lines(request, request.context, value) if name in links else value
             for name, value in block["settings"].items()}
    return {**shown, "block_width": block["width"], "block_below": block["below"],
            "block_until": parse_day(block["until"]) if block["until"] else None}


def _form_page(request, asked, html):
    rich = any(field.kind == "rich_text" for field in asked.fields)
    title = request.translate(_("Block: ${kind}", kind=asked.title))
    return {"page": shell(request, title, tab="manage", richtext=rich), "title": title, "about": asked.description,
            "form": html, "back_url": request.url_of(request.context, "@@home-blocks")}
