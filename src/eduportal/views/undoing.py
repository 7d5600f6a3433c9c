"""Taking back one's own last act: offered on the page where it was done, and in a list of what one has just done."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.dates import format_instant
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.undo import TITLES, undo_act
from eduportal.sidestore import acts
from eduportal.views.page import shell

#: The button stands on the next page of somebody who acted so many seconds ago; after that there is the list.
OFFERED_SECONDS = 120


def remember(request, what, unit, uuid, **data):
    """Keep what the asker did to the thing ``uuid`` of ``unit``, as soon as it is committed.

    :param what: a key of operations.undo.TITLES. :param data: what its counter-operation needs, built-ins of JSON.
    """
    store, line = request.store, (request.account.uuid, request.at, unit.uuid, uuid, what, data)
    request.tm.get().addAfterCommitHook(_keep, (store, line))


def remember_state(request, unit, node):
    """Keep the step of the workflow that has just been taken at ``node`` (see :func:`remember`)."""
    at, _by, step, *_rest = node.history[-1]
    remember(request, "state", unit, node.uuid, step=step, line_at=at)


def _keep(committed, store, line):
    if committed:
        with store.begin() as connection:
            acts.put_act(connection, *line)


def offered(request):
    """Return what the asker may take back on this page (title, id, url), or None: only where a flash tells of it."""
    with request.store.read() as connection:
        last = next(iter(acts.acts_of(connection, request.account.uuid)), None)
    if last is None or last.undone or not 0 <= (request.at - last.at).total_seconds() <= OFFERED_SECONDS:
        return None
    return Show(id=last.id, url=request.url_of(request.portal.root, "@@undo"),
                title=request.translate(_("Take back: ${what}", what=request.translate(TITLES[last.what]))))


@view_config(context=Unit, name="undo", request_method="GET", renderer="undo.html", permission="account:own")
def undo_list(request):
    """What the asker has just done, newest first, with a button where it can be taken back."""
    return _page(request)


@view_config(context=Unit, name="undo", request_method="POST", renderer="undo.html", permission="account:own")
def undo(request):
    """Take back one act; 422 with the reason when the thing has changed since."""
    id = request.POST.get("act", "")
    with request.store.read() as connection:
        act = acts.act_of(connection, request.account.uuid, id if isinstance(id, str) else "")
    try:
        if act is None:
            raise RuleError(_("This has been taken back already, or it cannot be taken back."))
        node = undo_act(request.portal, act, by=request.account.uuid, at=request.at)
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, request.translate(error.message))
    request.tm.get().addAfterCommitHook(_note, (request.store, act.id))
    request.flash(_("Taken back: ${what}, “${title}”.", what=TITLES[act.what], title=node.title))
    where = "@@contents" if getattr(node, "is_unit", False) else ""
    return HTTPSeeOther(request.url_of(node, where))


def _note(committed, store, id):
    if committed:
        with store.begin() as connection:
            acts.mark_undone(connection, id)


def _page(request, error=""):
    with request.store.read() as connection:
        found = acts.acts_of(connection, request.account.uuid)
    title = request.translate(_("What I did last"))
    return {"page": shell(request, title, node=request.portal.root), "title": title, "error": error,
            "action": request.url_of(request.portal.root, "@@undo"),
            "rows": [_row(request, act) for act in found if act.what in TITLES]}


def _row(request, act):
    unit = request.portal.unit(act.unit)
    node = unit.find(act.uuid) if unit is not None else None
    seen = node is not None and request.may("unit:view" if node.is_unit else "page:view", node)
    several = len(act.data.get("keys", ()))
    count = request.translate(_("${count} things", count=several)) if several > 1 else ""
    return Show(id=act.id, what=request.translate(TITLES[act.what]), at=format_instant(act.at),
                unit=unit.title if unit is not None and request.may("unit:view", unit) else "–",
                title=count or (node.title if seen else ""),
                url=request.url_of(node) if seen and not count else "", undone=act.undone)


def includeme(config):
    """Let every page ask what may be taken back."""
    config.add_request_method(offered, "offered_undo")
