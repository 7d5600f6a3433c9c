"""Titles and names in the address of many things, in one table."""

from types import SimpleNamespace as Show

from eduportal.content.nodes import unit_of
from eduportal.domain.errors import Refused, RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line, slug
from eduportal.operations.bulk.changing import check_rename, state_after
from eduportal.views.bulk.acts import Act, Plan, text_typed

#: So many rows of two fields each stand in one form.
MOST = 100


def _form(request, scope, inner, uuids):
    if len(scope.uuids) > MOST:
        raise RuleError(_("At most ${most} things in one table; tick fewer.", most=MOST))
    unit, typed = unit_of(request.context), "token" in request.POST
    rows = []
    for uuid in scope.uuids:
        card = unit.index.card_of(uuid)
        rows.append(Show(uuid=uuid, old=card.title,
                         title=text_typed(request, f"title-{uuid}", 500) if typed else card.title,
                         name=text_typed(request, f"name-{uuid}", 200) if typed else card.name))
    return Show(rows=rows)


def _read(request, scope):
    unit, found = unit_of(request.context), {}
    for uuid in scope.uuids[:MOST]:
        card = unit.index.card_of(uuid)
        title, name = (clean_line(text_typed(request, f"title-{uuid}", 500)),
                       text_typed(request, f"name-{uuid}", 200).strip())
        if not title or not name:
            raise RuleError(_("“${title}”: title and name must be filled in.", title=card.title), f"title-{uuid}")
        if title != card.title or slug(name) != card.name:
            found[uuid] = [title if title != card.title else "", slug(name) if slug(name) != card.name else ""]
    if not found:
        raise RuleError(_("Nothing has been changed in the table."))
    return {"new": found}


def _look(request, scope, params):
    plan, unit, here = Plan(), unit_of(request.context), request.url_of(request.context)
    wanted, drafts, reasons = params["new"], 0, {}
    leaving = {unit.index.card_of(uuid).name for uuid, (_title, name) in wanted.items() if name}
    names = [name for _title, name in wanted.values() if name]
    for uuid, (title, name) in wanted.items():
        node, changes = unit.find(uuid), []
        try:
            check_rename(request.portal, request.asker, node, title, name, leaving)
            if name and names.count(name) > 1:
                raise RuleError(_("Two things in the table would have the name “${name}”.", name=name), "name")
        except RuleError as error:
            reasons[f"title-{uuid}"] = _("“${title}”: ${reason}", title=unit.index.card_of(uuid).title,
                                         reason=_first(error))
            continue
        if title:
            changes.append((request.translate(_("Title")), node.title, title))
            drafts += bool(state_after(request.portal, node))
        if name:
            changes.append((request.translate(_("Address")), request.url_of(node), f"{here}{name}/"))
        plan.seen[uuid] = node.revision
        plan.rows.append(Show(title=node.title, url=request.url_of(node), changes=changes))
    if reasons:
        raise Refused(_("Nothing has been changed yet."), reasons)
    if drafts:
        plan.told.append(request.translate(_(
            "${count} of these are public. Visitors go on seeing the old version until the new one is approved.",
            count=drafts)))
    if names:
        plan.told.append(request.translate(_("New addresses count at once; the old addresses of what was public lead "
                                             "to the new ones.")))
    return plan


def _first(error):
    return next(iter(error.reasons.values())) if isinstance(error, Refused) else error.message


def _items(request, scope, params, plan):
    """What gives a name up comes before what takes it."""
    new, index = params["new"], unit_of(request.context).index
    left, found = dict(new), []
    while left:
        holding = {index.card_of(uuid).name for uuid in left}
        ready = [uuid for uuid, (_title, name) in left.items() if not name or name not in holding] or list(left)
        for uuid in ready:
            title, name = left.pop(uuid)
            found.append([uuid, title, name, plan.seen[uuid]])
    params.clear()
    return found


RENAME = Act("rename", _("Change titles and addresses"), "rename_things", _form, _read, _look, _items, below=False)
