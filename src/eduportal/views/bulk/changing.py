"""Change many things in three steps: what is to be changed, what that will do (old → new, and what is left out), done.

What was ticked, and what was decided about it, is kept on the server between the steps.
"""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther

from eduportal.content.nodes import Item, unit_of
from eduportal.domain.errors import NotAllowed, Refused, RuleError
from eduportal.domain.messages import _
from eduportal.domain.names import order_key
from eduportal.operations.tasks import INLINE, do
from eduportal.views.bulk import acts, renaming, stepping
from eduportal.views.bulk.places import NAMED, in_contents, went
from eduportal.views.bulk.scope import forget, keep, kept, scope_below, ticked_scope
from eduportal.views.contents.asked import back_to
from eduportal.views.contents.choosing import selected_uuids
from eduportal.views.contents.steps import Steps
from eduportal.views.page import shell

#: Name in the address: the module that reads its form, looks at what it would do, and names its task.
ACTS = {"tags": acts.TAGS, "days": acts.DAYS, "flag": acts.FLAG, "rename": renaming.RENAME, "state": stepping.STATE}


@in_contents(name="bulk", request_method="POST", renderer="bulk.html", permission="page:contents")
def change_many(request):
    """``?act=``: with what is ticked the form; with its token what it would do; with ``sure`` do it."""
    act = ACTS.get(request.GET.get("act", ""))
    if act is None:
        raise RuleError(_("There is no such step."))
    if "token" not in request.POST:
        return _begin(request, act)
    told = kept(request, act.name)
    if "sure" in request.POST:
        return _do(request, act, told)
    scope, below, types = ticked_scope(request, told["uuids"]), "", ()
    try:
        below, types = _below_asked(request, act)
        if below:
            scope = scope_below(request, told["uuids"], types)
        if not scope.uuids:
            raise RuleError(_("There is nothing of this kind below what you ticked."), "below")
        params = act.read(request, scope)
        plan = act.look(request, scope, params)
    except NotAllowed:
        raise
    except RuleError as error:
        request.response.status_int = 422
        return _form(request, act, told["uuids"], error)
    return _check(request, act, told["uuids"], scope, params, plan, below)


def _begin(request, act):
    uuids = selected_uuids(request)
    if not uuids:
        request.flash(_("Nothing was ticked."), "warning")
        return HTTPSeeOther(back_to(request))
    try:
        return _form(request, act, uuids)
    except NotAllowed:
        raise
    except RuleError as error:
        request.flash(error.message, "warning")
        return HTTPSeeOther(back_to(request))


def _below_asked(request, act):
    types = tuple(each for each in request.POST.getall("types") if isinstance(each, str) and len(each) < 60)
    return act.below and request.POST.get("below") == "1", types


def _form(request, act, uuids, error=None):
    scope = ticked_scope(request, uuids)
    inner = scope_below(request, uuids) if act.below else None
    token = keep(request, {"act": act.name, "uuids": uuids})
    index = unit_of(request.context).index
    titles = [index.card_of(uuid).title for uuid in scope.uuids[:NAMED]]
    title = request.translate(act.title)
    return {
        "page": shell(request, title, tab="contents"), "title": title, "act": act.name, "token": token,
        "count": len(scope.uuids), "titles": titles, "more": len(scope.uuids) - len(titles), "plan": None,
        "inner": _inner(request, inner) if inner is not None and inner.uuids else None,
        "wrong": error.field if error is not None else None, "error": _said(request, error), "typed": _typed(request),
        "form": act.form(request, scope, inner, uuids), "action": request.path + f"?act={act.name}",
        "back": request.url_of(request.context, "@@contents")}


def _said(request, error):
    if error is None:
        return ""
    reasons = error.reasons.values() if isinstance(error, Refused) else ()
    return " ".join(request.translate(each) for each in (error.message, *reasons))


def _typed(request):
    """Return what was typed into the form's plain fields, as a function of the name."""
    def typed(name, usual=""):
        value = request.POST.get(name, usual) if "token" in request.POST else usual
        return value[:2000] if isinstance(value, str) else usual

    return typed


def _inner(request, scope):
    """Return what stands below the ticked folders: the number, and each type with how many there are."""
    types, counts = request.definitions.types, {}
    for (type_name, _state), count in scope.groups.items():
        counts[type_name] = counts.get(type_name, 0) + count
    chosen = request.POST.getall("types")
    return Show(count=len(scope.uuids), chosen=request.POST.get("below") == "1",
                types=[Show(name=name, title=types[name].title, count=counts[name], chosen=name in chosen)
                       for name in sorted(counts, key=lambda name: order_key(types[name].title))])


def _check(request, act, uuids, scope, params, plan, below):
    items = act.items(request, scope, params, plan)
    token = keep(request, {"act": act.name, "uuids": uuids, "params": params, "items": items, "seen": True})
    say, title = request.translate, request.translate(act.title)
    return {
        "page": shell(request, title, tab="contents"), "title": title, "act": act.name, "token": token, "plan": plan,
        "count": len(items), "counts": _counts(request, scope) if below or len(scope.uuids) > NAMED else [],
        "rows": plan.rows[:NAMED * 10], "more": max(0, len(items) - len(plan.rows)),
        "left": [Show(title=each.title, reason=say(each.reason)) for each in plan.left[:NAMED]],
        "more_left": max(0, len(plan.left) - NAMED), "is_job": len(items) > INLINE, "told": plan.told,
        "referring": plan.referring, "action": request.path + f"?act={act.name}", "error": "", "wrong": None,
        "back": request.url_of(request.context, "@@contents")}


def _counts(request, scope):
    """Return how many things of each type there are in each state."""
    steps, types, found = Steps(request, request.context), request.definitions.types, []
    inside_page = isinstance(request.context, Item)
    for (type_name, state), count in sorted(scope.groups.items()):
        shown = steps.state(request.context.type_name if inside_page else type_name, state)
        found.append(Show(type=types[type_name].title, state=shown.title, colour=shown.colour, count=count))
    return found


def _do(request, act, told):
    if "items" not in told:
        raise RuleError(_("Look at what will change first, then decide."))
    outcome = do(request.portal, unit_of(request.context), act.task, [_item(each) for each in told["items"]],
                 told["params"], by=request.account.uuid, at=request.at,
                 title=_("${act}: ${count} things", act=act.title, count=len(told["items"])))
    forget(request)
    return went(request, outcome)


def _item(item):
    return tuple(item) if isinstance(item, list) else item
