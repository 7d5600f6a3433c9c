"""Into the trash: ask first, say what goes with it. Much at once is a job. What rests there: views/trash.py."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.nodes import Attachment, Item, Section, unit_of
from eduportal.content.units import Unit
from eduportal.domain.access import decide
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.tasks import INLINE, begun_in, start
from eduportal.operations.trash import trash_page, trash_pages, trash_unit
from eduportal.views.bulk.places import NAMED
from eduportal.views.contents.choosing import selected_uuids
from eduportal.views.page import shell
from eduportal.views.referring import referring_rows
from eduportal.views.undoing import remember


class Deletable:
    """Answers for the cards of one folder or page whether they may go to the trash, from the index alone.

    What is public goes only by the hand of those who may take it down: the trash is no way around that right.
    """

    def __init__(self, request, parent):
        self.definitions, self.parent = request.definitions, parent
        self.held, self.answers = request.asker.held_at(parent), {}

    def __call__(self, card):
        """Whether it may go by itself."""
        return self._may("page:delete", card) and (not card.live_at or self._may("page:withdraw", card))

    def with_its_folder(self, card):
        """Whether it may go together with the folder that it stands in."""
        return self._may("page:withdraw" if card.live_at else "page:delete", card)

    def _may(self, permission, card):
        # A file inside a page follows the page; its card may be older than the page's state.
        page = self.parent if isinstance(self.parent, Item) else None
        key = (permission, page.type_name, page.state) if page is not None else (permission, card.type, card.state)
        if key not in self.answers:
            state = self.definitions.workflow_of(key[1]).states.get(key[2])
            self.answers[key] = state is not None and bool(
                decide(permission, state.allow.get(permission, ()), self.held))
        return self.answers[key]


def check_deletable(request, node):
    """Refuse to put a folder into the trash as long as something in it may not go with it. :raises RuleError: so."""
    if node.type_name != "folder":
        return
    may, unit = Deletable(request, node), unit_of(node)
    kept = sum(not may.with_its_folder(card) for card in _cards_below(unit, node.uuid))
    if kept:
        raise RuleError(_("${count} things in “${title}” wait for approval, are archived, or are public and not yours "
                          "to take down. Settle them first.", count=kept, title=node.title))


def _may_withdraw(request):
    return lambda node: request.may("page:withdraw", node)


def _cards_below(unit, uuid):
    for _oid, card in unit.index.children(uuid):
        yield card
        if card.type == "folder":
            yield from _cards_below(unit, card.uuid)


def count_below(unit, uuid):
    """Return how many things stand below the node with ``uuid`` in this unit, from the index."""
    return sum(1 + count_below(unit, card.uuid) for _oid, card in unit.index.children(uuid)) if unit.index else 0


@view_config(context=Section, name="delete", request_method="GET", renderer="delete.html", permission="page:delete")
@view_config(context=Item, name="delete", request_method="GET", renderer="delete.html", permission="page:delete")
@view_config(context=Attachment, name="delete", request_method="GET", renderer="delete.html", permission="page:delete")
def delete_form(request):
    """Ask first, and say how much goes with it."""
    node = request.context
    check_deletable(request, node)
    return _ask(request, [_named(unit_of(node), node.title, node.uuid)], request.path, request.url_of(node))


@view_config(context=Section, name="delete", request_method="POST", permission="page:delete")
@view_config(context=Item, name="delete", request_method="POST", permission="page:delete")
@view_config(context=Attachment, name="delete", request_method="POST", permission="page:delete")
def delete(request):
    """Put it into the trash of its unit."""
    node, parent = request.context, request.context.__parent__
    check_deletable(request, node)
    unit = unit_of(node)
    if count_below(unit, node.uuid) >= INLINE:
        return _as_job(request, unit, [node.uuid], parent)
    key = trash_page(request.portal, node, by=request.account.uuid, at=request.at,
                     may_withdraw=_may_withdraw(request))
    remember(request, "trash", unit, node.uuid, keys=[key])
    request.flash(_("“${title}” is in the trash; it can be brought back from there.", title=node.title))
    return HTTPSeeOther(request.url_of(parent, "@@edit#attached" if isinstance(parent, Item) else "@@contents"))


def _as_job(request, unit, uuids, place):
    job = start(request.portal, unit, "trash_things", uuids, by=request.account.uuid, at=request.at)
    begun_in(job, unit, place)
    return HTTPSeeOther(request.url_of(unit, f"@@job?id={job.uuid}"))


@view_config(context=Unit, name="delete", request_method="GET", renderer="delete.html", permission="unit:move")
def delete_unit_form(request):
    """Ask first: a unit goes with its whole site and with the units below it."""
    unit = request.context
    _check_unit(request)
    row = _named(unit, unit.title, unit.uuid)
    row.units = _units_below(request, unit.uuid)
    return _ask(request, [row], request.path, request.url_of(unit))


@view_config(context=Unit, name="delete", request_method="POST", permission="unit:move")
def delete_unit(request):
    """Put a unit into the trash of its office."""
    unit, office = request.context, _check_unit(request)
    trash_unit(request.portal, unit, by=request.account.uuid, at=request.at)
    request.flash(_("“${title}” is in the trash; it can be brought back from there.", title=unit.title))
    return HTTPSeeOther(request.url_of(office))


def _check_unit(request):
    """Moving needs the right at the office above too: no unit takes itself out of the province."""
    office = request.context.__parent__
    if office is None:
        raise RuleError(_("The department itself cannot be deleted."))
    if not (may := request.may("unit:move", office)):
        raise HTTPForbidden(result=may)
    return office


def _units_below(request, uuid):
    return sum(1 + _units_below(request, each[0]) for each in request.portal.register.below(uuid))


def _named(unit, title, uuid):
    return Show(title=title, uuid=uuid, below=count_below(unit, uuid), units=0)


def _ask(request, rows, action, back):
    title = request.translate(_("Put into the trash?"))
    return {"page": shell(request, title, tab="delete"), "title": title, "rows": rows, "action": action, "back": back,
            "several": "delete-selected" in action, "count": len(rows), "more": 0, "many": False, "every": False,
            "listed": "", "hidden": [row.uuid for row in rows], "staying": 0,
            "referring": referring_rows(request, [unit_of(request.context).find(row.uuid) for row in rows])}


@view_config(context=Unit, name="delete-selected", request_method="POST",
             renderer="delete.html", permission="page:contents")
@view_config(context=Section, name="delete-selected", request_method="POST",
             renderer="delete.html", permission="page:contents")
@view_config(context=Item, name="delete-selected", request_method="POST",
             renderer="delete.html", permission="page:contents")
def delete_selected(request):
    """Put what was ticked in the contents, or all that is listed, into the trash, after asking.

    A few things go all or none; above 50, with what stands below them, a job says what became of each.
    """
    parent, back = request.context, request.url_of(request.context, "@@contents")
    uuids = selected_uuids(request)
    if not uuids:
        request.flash(_("Nothing was ticked."), "warning")
        return HTTPSeeOther(back)
    unit = unit_of(parent)
    cards = [unit.index.card_of(uuid) for uuid in uuids]
    many = sum(1 + count_below(unit, uuid) for uuid in uuids) > INLINE
    for uuid in () if many else uuids:
        node = unit.find(uuid)
        if not (may := request.may("page:delete", node)):
            raise HTTPForbidden(result=may)
        check_deletable(request, node)
    if "sure" not in request.POST:
        return _ask_many(request, unit, cards, many, back)
    if many:
        return _as_job(request, unit, uuids, request.context)
    keys = trash_pages(request.portal, [unit.find(uuid) for uuid in uuids], by=request.account.uuid, at=request.at,
                       may_withdraw=_may_withdraw(request))
    remember(request, "trash", unit, uuids[0], keys=keys)
    request.flash(_("${count} things are in the trash; they can be brought back from there.", count=len(keys)))
    return HTTPSeeOther(back)


def _ask_many(request, unit, cards, many, back):
    """Ask with the first titles and the number of the rest; what may not go is told before, the job leaves it out."""
    rows = [_named(unit, card.title, card.uuid) for card in cards[:NAMED]]
    asked, deletable = _ask(request, rows, request.path, back), Deletable(request, request.context)
    every = request.POST.get("all") == "1"
    return {**asked, "count": len(cards), "more": len(cards) - len(rows), "many": many, "every": every,
            "listed": text if every and isinstance(text := request.POST.get("listed", ""), str) else "",
            "hidden": [] if every else [card.uuid for card in cards],
            "staying": sum(not deletable(card) for card in cards)}
