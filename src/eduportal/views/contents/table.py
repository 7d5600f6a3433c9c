"""The page of the contents, and the choice of its columns."""

from collections import Counter
from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.nodes import Item, Section, unit_of
from eduportal.content.units import Unit
from eduportal.domain.messages import _
from eduportal.domain.names import order_key
from eduportal.operations.ordering import ORDERS, order_permission
from eduportal.views.bulk.clipboard import clipboard_shown
from eduportal.views.contents.actions import actions_for
from eduportal.views.contents.asked import (
    COLUMNS,
    SIZES,
    USUAL_SIZE,
    asked_of,
    back_to,
    keep_columns,
    kept_columns,
)
from eduportal.views.contents.listing import listed, showable_rows, state_of
from eduportal.views.contents.restricting import restriction_shown
from eduportal.views.contents.rows import TITLES, Table, columns_of
from eduportal.views.contents.steps import Steps
from eduportal.views.contents.upload_form import upload_shown
from eduportal.views.page import batch_of, shell

_SCRIPTS = ("vendor/htmx.org/dist/htmx.min.js", "vendor/sortablejs/Sortable.min.js", "js/contents.js")
_ORDER_TITLES = {"title": _("By title"), "date": _("By day, newest first")}


@view_config(context=Unit, name="contents", request_method="GET", renderer="contents.html", permission="page:contents")
@view_config(context=Section, name="contents", request_method="GET",
             renderer="contents.html", permission="page:contents")
@view_config(context=Item, name="contents", request_method="GET", renderer="contents.html", permission="page:contents")
def contents(request):
    """The table, in batches; the address says what is filtered and how it is sorted."""
    return contents_page(request)


def contents_page(request, **more):
    """Return what the template of the contents shows; ``more`` is added, such as the verdicts of an upload."""
    node, unit = request.context, unit_of(request.context)
    columns, usual_size = kept_columns(request)
    asked = asked_of(request.GET, usual_size)
    found = showable_rows(request, node)
    oids = listed(request, node, found, asked)
    offset, batch = _batch(request, asked, len(oids))
    table = Table(request, node, oids[offset:offset + asked.size], columns)
    may_delete, may_order = table.may_delete(), bool(request.may(order_permission(node), node))
    actions = actions_for(request, node, may_delete)
    moves = may_order and asked.is_order and len(table.cards) > 1
    title = request.translate(_("Contents of “${title}”", title=node.title))
    return {
        "page": shell(request, title, tab="contents", scripts=_SCRIPTS), "title": title, "batch": batch,
        "rows": table.rows(moves, bool(actions)),
        "columns": columns_of(request, asked, columns), "asked": asked, "base": request.url_of(node),
        "contents_url": request.url_of(node, "@@contents"),
        "listed": asked.query(), "total": len(oids), "in_all": len(found),
        "filters": _filters(request, node, found.groups, asked),
        "actions": actions, "may_delete": may_delete, "may_order": moves,
        "orders": _orders(request) if may_order and len(found) > 1 else [],
        "order_url": _url(request, asked, sort="order", reverse=False, q="", type="", state=""),
        "chooser": _chooser(request, columns, asked), "upload": upload_shown(request),
        "clipboard": clipboard_shown(request),
        "restriction": restriction_shown(request, node), "verdicts": None,
        "outline_url": "" if isinstance(node, Item) or unit.index is None else request.url_of(node, "@@outline"),
        "units": _units(request, node) if node.is_unit else [], **more,
    }


def _batch(request, asked, total):
    """Return (offset, batch), with ``links`` to the batches before and behind, its ``number`` and their ``count``."""
    offset, batch = batch_of(request, total, asked.size)
    batch.number, batch.count = offset // asked.size + 1, max(1, -(-total // asked.size))
    links = []
    if batch.number > 1:
        links += [("chevron-left", _("First"), 1), ("chevron-left", _("Previous"), batch.number - 1)]
    if batch.number < batch.count:
        links += [("chevron-right", _("Next"), batch.number + 1), ("chevron-right", _("Last"), batch.count)]
    batch.links = [Show(icon=icon, title=request.translate(title), url=_url(request, asked, page=number))
                   for icon, title, number in links]
    return offset, batch


def _url(request, asked, page=1, **changes):
    told = [each for each in (asked.query(**changes), f"page={page}" if page > 1 else "") if each]
    return request.url_of(request.context, "@@contents") + ("?" + "&".join(told) if told else "")


def _filters(request, node, groups, asked):
    """Return the types and states to choose from: those that occur in the folder, with how many there are."""
    steps, types = Steps(request, node), request.definitions.types
    kinds, titles, counts = Counter(), {}, Counter()
    for group, count in groups.items():
        type_name, state = state_of(node, group)
        titles[state] = steps.state(type_name, state).title
        kinds[group[0]] += count
        counts[state] += count
    return Show(
        types=[_choice(name, types[name].title, kinds[name], asked.type)
               for name in sorted(kinds, key=lambda name: order_key(types[name].title))],
        states=[_choice(name, titles[name], counts[name], asked.state)
                for name in sorted(titles, key=lambda name: order_key(titles[name]))])


def _choice(name, title, count, chosen):
    return Show(name=name, title=f"{title} ({count})", chosen=name == chosen)


def _orders(request):
    return [Show(name=name, title=request.translate(_ORDER_TITLES[name])) for name in ORDERS]


def _chooser(request, columns, asked):
    return Show(columns=[Show(name=name, title=request.translate(TITLES[name]), chosen=name in columns)
                         for name in COLUMNS],
                sizes=[Show(number=size, chosen=size == asked.size) for size in SIZES])


def _units(request, unit):
    kinds, url = request.definitions.kinds, request.url_of(unit)
    states = request.definitions.workflow_of("unit").states
    return [Show(title=title, url=f"{url}{name}/", kind=kinds[kind].title, state=states[state].title,
                 colour=states[state].colour)
            for _uuid, name, title, kind, state in request.portal.register.below(unit.uuid)]


@view_config(context=Unit, name="columns", request_method="POST", permission="page:contents")
@view_config(context=Section, name="columns", request_method="POST", permission="page:contents")
@view_config(context=Item, name="columns", request_method="POST", permission="page:contents")
def choose_columns(request):
    """Keep the ticked columns and the size of a batch for this person in this browser."""
    size = request.POST.get("size", "")
    number = int(size) if isinstance(size, str) and size in map(str, SIZES) else USUAL_SIZE
    chosen = [each for each in request.POST.getall("column") if each in COLUMNS]
    # Without the size in the address: from now on the one that is kept counts.
    back = HTTPSeeOther(back_to(request, size=kept_columns(request)[1]))
    return keep_columns(request, back, chosen, number)
