"""Cut, copy and paste. What waits is kept on the server; pasting shows first what will happen."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther

from eduportal.content.nodes import is_public, unit_of
from eduportal.domain.access import role_title
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.bulk.pasting import paste, plan_paste, role_changes
from eduportal.operations.tasks import INLINE
from eduportal.sidestore import clipboards
from eduportal.views.bulk.places import NAMED, in_contents, went
from eduportal.views.contents.asked import back_to
from eduportal.views.contents.choosing import selected_uuids
from eduportal.views.page import shell
from eduportal.views.referring import referring_rows
from eduportal.views.undoing import remember

#: So many moves done at once are offered to be taken back; a person's list of acts is not much longer.
_REMEMBERED = 10


@in_contents(name="clipboard", request_method="POST", permission="page:contents")
def fill(request):
    """``?do=cut`` or ``copy``: what is ticked waits to be pasted; ``?do=clear``: nothing waits any more."""
    how, me = request.GET.get("do", ""), request.account.uuid
    if how == "clear":
        with request.store.begin() as side:
            clipboards.clear_clipboard(side, me)
        request.flash(_("Nothing waits to be pasted any more."))
        return HTTPSeeOther(back_to(request))
    if how not in (clipboards.CUT, clipboards.COPY):
        raise RuleError(_("There is no such step."))
    uuids = selected_uuids(request)
    if not uuids:
        request.flash(_("Nothing was ticked."), "warning")
        return HTTPSeeOther(back_to(request))
    unit = unit_of(request.context)
    cards = [unit.index.card_of(uuid) for uuid in uuids]
    things = [(card.uuid, card.parent, card.title) for card in cards]
    with request.store.begin() as side:
        clipboards.put_clipboard(side, me, how, unit.uuid, things, request.at)
    request.flash(_("${count} things wait to be pasted. Open the folder that they are for, and choose “Paste here”.",
                    count=len(things)))
    return HTTPSeeOther(back_to(request))


def clipboard_of(request):
    """Return the :class:`~eduportal.sidestore.clipboards.Clipboard` of the asker, or None."""
    with request.store.read() as side:
        return clipboards.clipboard_of(side, request.account.uuid)


def clipboard_shown(request):
    """Return what the contents show of what waits to be pasted, None where nothing waits."""
    clip = clipboard_of(request)
    if clip is None:
        return None
    node, count = request.context, len(clip.things)
    text = _("${count} things that you cut wait to be pasted.", count=count) if clip.how == clipboards.CUT else \
        _("${count} things that you copied wait to be pasted.", count=count)
    may = request.may("page:add", node) and unit_of(node).index is not None
    return Show(text=request.translate(text), titles=[title for _uuid, _stood, title in clip.things[:3]],
                more=max(0, count - 3), paste_url=request.url_of(node, "@@paste") if may else "",
                clear_url=request.url_of(node, "@@clipboard?do=clear"))


@in_contents(name="paste", request_method="GET", renderer="paste.html", permission="page:add")
def paste_form(request):
    """What pasting here would do."""
    clip = clipboard_of(request)
    if clip is None:
        request.flash(_("Nothing waits to be pasted. Tick things in the contents, and cut or copy them first."),
                      "warning")
        return HTTPSeeOther(request.url_of(request.context, "@@contents"))
    return _page(request, clip, request.GET.get("only") == "folders")


@in_contents(name="paste", request_method="POST", renderer="paste.html", permission="page:add")
def paste_here(request):
    """Paste what was shown: the form names the filling of the clipboard, never the things themselves."""
    clip, target = clipboard_of(request), request.context
    if clip is None or clip.token != request.POST.get("token"):
        raise RuleError(_("This was pasted already, or your clipboard holds something else now. Look at it again in "
                          "the contents."))
    only = clip.how == clipboards.COPY and request.POST.get("only") == "folders"
    before = _places(request, clip)
    outcome = paste(request.portal, clip, target, by=request.account.uuid, at=request.at, only_folders=only)
    if clip.how == clipboards.CUT:
        request.tm.get().addAfterCommitHook(_clear, (request.store, request.account.uuid, clip.token))
        _remember(request, outcome, before)
    done = None if outcome.is_job else _("${count} things have been pasted.", count=len(outcome.done))
    return went(request, outcome, done=done)


def _clear(committed, store, account, token):
    if committed:
        with store.begin() as side:
            clipboards.clear_clipboard(side, account, token)


def _places(request, clip):
    """Return {uuid: (folder, sort key)} of what may be taken back: a few moves within the unit."""
    unit = unit_of(request.context)
    if clip.how != clipboards.CUT or clip.unit != unit.uuid:
        return {}
    nodes = [unit.find(uuid) for uuid, *_rest in clip.things[:_REMEMBERED]]
    return {node.uuid: (node.__parent__.uuid, node.sort_key) for node in nodes if node is not None}


def _remember(request, outcome, before):
    for line in () if outcome.is_job else outcome.done:
        if line.item[0] in before:
            old, sort_key = before[line.item[0]]
            remember(request, "move", unit_of(request.context), line.item[0], old=old, new=request.context.uuid,
                     sort_key=sort_key)


def _page(request, clip, only):
    target, portal = request.context, request.portal
    plan = plan_paste(portal, clip, target, by=request.account.uuid, at=request.at, only_folders=only)
    nodes, cut = [node for node, _name in plan.going], clip.how == clipboards.CUT
    title = request.translate(_("Move to “${place}”?", place=target.title) if cut
                              else _("Copy to “${place}”?", place=target.title))
    here, source = request.url_of(target), portal.unit(clip.unit)
    lost = bool(nodes) and cut and not is_public(target) and any(is_public(node) for node in nodes)
    return {
        "page": shell(request, title, tab="contents"), "title": title, "cut": cut, "only": only, "token": clip.token,
        "going": len(nodes) + plan.later, "total": plan.total, "later": plan.later, "rows": [
            Show(title=node.title, type=request.definitions.types[node.type_name].title, old=request.url_of(node),
                 new=f"{here}{name}/") for node, name in plan.going[:NAMED]],
        "more": max(0, len(nodes) - NAMED), "left": [
            Show(title=title, reason=request.translate(reason)) for title, reason in plan.left[:NAMED]],
        "more_left": max(0, len(plan.left) - NAMED), "is_job": plan.total > INLINE,
        "rights": _rights(request, nodes[0].__parent__, target) if nodes else [],
        "follow": referring_rows(request, nodes, inside=source is unit_of(target)) if nodes and cut and not lost
        else None, "referring": referring_rows(request, nodes) if lost else None,
        "has_folders": not cut and any(node.type_name == "folder" for node in nodes),
        "action": request.url_of(target, "@@paste"), "back": request.url_of(target, "@@contents"),
    }


def _rights(request, source, target):
    gained, lost = role_changes(request.portal, source, target, request.local_day)
    found = [(_("They will have rights to it: ${roles}", roles=_roles(gained)), gained),
             (_("They lose their rights to it: ${roles}", roles=_roles(lost)), lost)]
    return [request.translate(text) for text, roles in found if roles]


def _roles(roles):
    return ", ".join(f"{role_title(role)} ({count})" for role, count in roles.items())
