"""The acts that change one field of many things: tags, days in lists, yes-or-no properties."""

from dataclasses import dataclass, field
from types import SimpleNamespace as Show

from eduportal.content.nodes import unit_of
from eduportal.domain.dates import format_day, parse_day
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.bulk import changing
from eduportal.views.bulk.places import NAMED


@dataclass(frozen=True)
class Act:
    """One kind of act on many. ``name``: in the address; ``task``: what does it; ``below``: it can be applied to all
    that stands below. ``form(request, scope, inner, uuids)`` gives what its form shows; ``read(request, scope)`` the
    checked params; ``look(request, scope, params)`` a :class:`Plan`; ``items(request, scope, params, plan)`` the items
    of the task."""

    name: str
    title: object
    task: str
    form: object
    read: object
    look: object
    items: object
    below: bool = True


@dataclass(frozen=True)
class Plan:
    """What would happen: ``rows`` of Show(title, url, changes of (what, old, new)), ``left`` of Show(title, reason),
    ``told`` sentences, ``refused`` uuids that the act leaves out; ``seen`` maps a uuid to the mark of what was seen."""

    rows: list = field(default_factory=list)
    left: list = field(default_factory=list)
    told: list = field(default_factory=list)
    refused: set = field(default_factory=set)
    seen: dict = field(default_factory=dict)
    referring: object = None


def look_at_fields(task, shown):
    """Return the ``look`` of an act that writes fields. :param shown: a function of (request, value) for the screen."""
    def look(request, scope, params):
        plan, unit, drafts = Plan(), unit_of(request.context), 0
        for uuid in scope.uuids[:NAMED]:
            node = unit.find(uuid)
            try:
                changed = changing.new_values(request.portal, request.asker, node, task, params)
                if not changed:
                    raise RuleError(_("It was so already."))
            except RuleError as error:
                title = node.title if node is not None and request.may("page:view_draft", node) else ""
                plan.left.append(Show(title=title, reason=error.message))
                plan.refused.add(uuid)
                continue
            kind, moved = request.definitions.types[node.type_name], changing.state_after(request.portal, node)
            drafts += bool(moved)
            plan.rows.append(Show(title=node.title, url=request.url_of(node), changes=[
                (kind.field(name).title, shown(request, old), shown(request, new))
                for name, (old, new) in changed.items()]))
        if drafts:
            plan.told.append(request.translate(_(
                "${count} of these are public. Visitors go on seeing the old version until the new one is approved.",
                count=drafts)))
        if not plan.rows and len(scope.uuids) <= NAMED:
            raise RuleError(_("Nothing would change: ${reason}", reason=plan.left[0].reason))
        return plan

    return look


def _kept_items(request, scope, params, plan):
    return [uuid for uuid in scope.uuids if uuid not in plan.refused]


def text_typed(request, name, longest=2000):
    """Return what was typed into a field, '' for anything that is no text."""
    value = request.POST.get(name, "")
    return value[:longest] if isinstance(value, str) else ""


def _read_tags(request, scope):
    return changing.checked_tags(text_typed(request, "how"), text_typed(request, "tags").split(","))


def _tags_form(request, scope, inner, uuids):
    unit, found = unit_of(request.context), {}
    for uuid in scope.uuids[:1000]:
        for tag in unit.index.card_of(uuid).tags:
            found[tag] = found.get(tag, 0) + 1
    return Show(hows=[Show(name=name, title=request.translate(title)) for name, title in (
        (changing.ADD, _("Add these tags")), (changing.REMOVE, _("Take these tags out")),
        (changing.REPLACE, _("Only these tags from now on")))],
        known=", ".join(f"{tag} ({count})" for tag, count in sorted(found.items())[:30]))


def _read_days(request, scope):
    # A day that was typed is meant to be set; the mark beside it is needed to take a limit away only.
    wanted = [name for name in changing.DAYS if f"set_{name}" in request.POST or text_typed(request, name, 40).strip()]
    days = {}
    for name in wanted:
        text = text_typed(request, name, 40).strip()
        days[name] = parse_day(text, name) if text else None
    return changing.checked_days(days)


def _days_form(request, scope, inner, uuids):
    return Show(days=[Show(name="show_from", title=request.translate(_("Shown in lists from"))),
                      Show(name="show_until", title=request.translate(_("Shown in lists until the end of")))])


def _flag_form(request, scope, inner, uuids):
    names = {type_name for groups in (scope.groups, inner.groups if inner is not None else {})
             for type_name, _state in groups}
    found = {each.name: each.title for name in names for each in changing.flags_of(request.definitions.types[name])}
    if not found:
        raise RuleError(_("What you ticked has no properties that are yes or no."))
    return Show(flags=[Show(name=name, title=title) for name, title in sorted(found.items())])


def _read_flag(request, scope):
    value = text_typed(request, "value")
    if value not in ("yes", "no"):
        raise RuleError(_("Choose yes or no."), "value")
    return changing.checked_flag(request.portal, text_typed(request, "flag", 60), value == "yes")


def _shown_tags(request, value):
    return ", ".join(value or ()) or "–"


def _shown_day(request, value):
    return format_day(value) if value else "–"


def _shown_flag(request, value):
    return request.translate(_("yes") if value else _("no"))


TAGS = Act("tags", _("Change tags"), "change_tags", _tags_form, _read_tags,
           look_at_fields("change_tags", _shown_tags), _kept_items)
DAYS = Act("days", _("Change the days in which lists show pages"), "change_days", _days_form, _read_days,
           look_at_fields("change_days", _shown_day), _kept_items)
FLAG = Act("flag", _("Change a property of pages"), "change_flag", _flag_form, _read_flag,
           look_at_fields("change_flag", _shown_flag), _kept_items)
