"""The order of a folder: one thing a step up or down, to an end, beside another one; or the whole folder at once."""

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.nodes import Item, Section, unit_of
from eduportal.content.units import Unit
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations.ordering import ORDERS, order_folder, place_before, place_page, step_page
from eduportal.operations.tasks import begun_in
from eduportal.views.contents.asked import back_to
from eduportal.views.jobs import told

_WAYS = ("up", "down", "top", "bottom")


@view_config(context=Unit, name="order", request_method="POST", permission="unit:edit")
@view_config(context=Section, name="order", request_method="POST", permission="page:edit")
@view_config(context=Item, name="order", request_method="POST", permission="page:edit")
def order(request):
    """Move one thing: ``up``, ``down``, ``top`` or ``bottom`` holds its uuid; or ``moved``, with the uuid of the thing
    that it stands behind in ``after`` or before in ``before``."""
    by = {"by": request.account.uuid, "at": request.at}
    way = next((each for each in _WAYS if each in request.POST), None)
    node = _child(request, way or "moved")
    if way is not None:
        step_page(request.portal, node, way, **by)
    elif "after" in request.POST:
        place_page(request.portal, node, _child(request, "after"), **by)
    else:
        place_before(request.portal, node, _child(request, "before"), **by)
    return HTTPSeeOther(f"{back_to(request)}#row-{node.uuid}")


def _child(request, field):
    """Return the child of this folder whose uuid is posted in ``field``. :raises NotAllowed: there is none."""
    parent, unit, uuid = request.context, unit_of(request.context), request.POST.get(field, "")
    card = unit.index.card_of(uuid) if unit.index is not None and isinstance(uuid, str) else None
    if card is None or card.parent != parent.uuid:
        raise NotAllowed(_("Something of this does not stand in this folder (any more): it may have been "
                           "moved or deleted meanwhile. Load the list again."))
    return unit.find(uuid)


@view_config(context=Unit, name="order-all", request_method="POST", permission="unit:edit")
@view_config(context=Section, name="order-all", request_method="POST", permission="page:edit")
@view_config(context=Item, name="order-all", request_method="POST", permission="page:edit")
def order_all(request):
    """Put the whole folder in the order that ``order`` names; a long folder is a job."""
    wanted = request.POST.get("order", "")
    if wanted not in ORDERS:
        raise RuleError(_("Choose by what the folder is put in order: title or day."))
    outcome = order_folder(request.portal, request.context, wanted, by=request.account.uuid, at=request.at)
    begun_in(outcome, unit_of(request.context), request.context)
    if outcome.is_job:
        return HTTPSeeOther(request.url_of(unit_of(request.context), f"@@job?id={outcome.uuid}"))
    told(request, outcome)
    return HTTPSeeOther(request.url_of(request.context, "@@contents"))
