"""Tags, days, marks, titles and names of many things: each is looked at first (old → new), then changed by itself."""

from datetime import date

from eduportal.content.nodes import Attachment, Item, Section, holder
from eduportal.domain.dates import format_day
from eduportal.domain.errors import Refused, RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line, slug
from eduportal.operations.asking import asker_of, may, require
from eduportal.operations.fields import checked_fields
from eduportal.operations.moves import rename_page
from eduportal.operations.pages import edit_page
from eduportal.operations.tasks import task

ADD, REMOVE, REPLACE = "add", "remove", "replace"
HOWS = (ADD, REMOVE, REPLACE)
DAYS = ("show_from", "show_until")


def checked_tags(how, tags):
    """Return the params of "change_tags". :raises RuleError: nothing is named, or there is no such way."""
    if how not in HOWS:
        raise RuleError(_("Choose whether the tags are added, taken out or replaced."), "how")
    found = tuple(dict.fromkeys(tag for tag in (clean_line(each)[:60] for each in tags) if tag))
    if not found and how != REPLACE:
        raise RuleError(_("Write at least one tag."), "tags")
    if len(found) > 30:
        raise RuleError(_("At most 30 tags."), "tags")
    return {"how": how, "tags": list(found)}


def checked_days(days):
    """Return the params of "change_days" from {"show_from" or "show_until": date, or None to empty it}.

    :raises RuleError: none is named, or the last day lies before the first.
    """
    if not days or not set(days) <= set(DAYS):
        raise RuleError(_("Tick which of the days is to be changed."), "set")
    first, last = days.get("show_from"), days.get("show_until")
    if first is not None and last is not None and last < first:
        raise RuleError(_("The last day lies before the first."), "show_until")
    return {name: value.isoformat() if value is not None else "" for name, value in days.items()}


def flags_of(content_type):
    """Return the yes-or-no fields of a type."""
    return [field for field in content_type.fields if field.kind == "boolean"]


def checked_flag(portal, name, value):
    """Return the params of "change_flag". :raises RuleError: no type has such a field."""
    known = {field.name for each in portal.definitions.types.values() for field in flags_of(each)
             if each.kind_of in ("folder", "item", "attachment")}
    if name not in known:
        raise RuleError(_("Choose the property."), "flag")
    return {"flag": name, "value": bool(value)}


def _new_tags(node, params):
    old, named = tuple(node.fields.get("tags") or ()), tuple(params["tags"])
    if params["how"] == REPLACE:
        return {"tags": named}
    if params["how"] == ADD:
        return {"tags": tuple(dict.fromkeys((*old, *named)))}
    gone = {each.casefold() for each in named}
    return {"tags": tuple(each for each in old if each.casefold() not in gone)}


def _new_days(node, params):
    return {name: date.fromisoformat(params[name]) if params[name] else None for name in DAYS if name in params}


def _new_flag(node, params):
    return {params["flag"]: params["value"]}


_NEW = {"change_tags": _new_tags, "change_days": _new_days, "change_flag": _new_flag}


def new_values(portal, asker, node, name, params):
    """Return {field: (old, new)} of what the task ``name`` would change at ``node``; {} where all is so already.

    :raises RuleError: the asker may not, the type has no such field, or the days would not fit together.
    """
    if not isinstance(node, (Section, Item, Attachment)) or not may(portal, asker, "page:view_draft", node):
        raise RuleError(_("This is not there any more; somebody has moved or deleted it."))
    require(portal, asker, "page:edit", node)
    fields = {field.name: field for field in portal.definitions.types[node.type_name].fields}
    wanted = _NEW[name](node, params)
    if not set(wanted) & set(fields):
        raise RuleError(_("This type of content has no such property."))
    changed = {each: (node.fields.get(each), value) for each, value in wanted.items()
               if each in fields and _plain(node.fields.get(each)) != _plain(value)}
    after = {**node.fields, **{each: value for each, (_old, value) in changed.items()}}
    if after.get("show_from") and after.get("show_until") and after["show_until"] < after["show_from"]:
        raise RuleError(_("The last day lies before the first: ${first}, ${last}.",
                          first=format_day(after["show_from"]), last=format_day(after["show_until"])))
    _check(portal, node, {each: value for each, (_old, value) in changed.items()})
    return changed


def _plain(value):
    return tuple(value) if isinstance(value, (list, tuple)) else value or None


def _check(portal, node, values):
    try:
        checked_fields(portal.definitions.types[node.type_name], values, old=node.fields)
    except Refused as error:
        field, reason = next(iter(error.reasons.items()))
        title = portal.definitions.types[node.type_name].field(field).title
        raise RuleError(_("${field}: ${reason}", field=title, reason=reason)) from error


def state_after(portal, node):
    """Return the title of the state that saving leads to, '' where it stays: what is published is approved anew."""
    own = holder(node)
    workflow = portal.definitions.workflow_of(own.type_name)
    moved = workflow.on_edit(own.state)
    return workflow.states[moved.target].title if moved else ""


def _change(portal, unit, name, item, params, by, at):
    node = unit.find(item)
    changed = new_values(portal, asker_of(portal, by, at), node, name, params)
    if not changed:
        return _("It was so already.")
    moved = state_after(portal, node)
    edit_page(portal, node, {each: value for each, (_old, value) in changed.items()}, seen=node.revision, by=by, at=at)
    return _("State now: ${state}", state=moved) if moved else None


@task("change_tags", _("Change tags"))
def change_tags(portal, unit, item, params, *, by, at):
    """Add, take out or replace the tags ``params["tags"]`` of one thing; return a line, or None."""
    return _change(portal, unit, "change_tags", item, params, by, at)


@task("change_days", _("Change the days in which lists show pages"))
def change_days(portal, unit, item, params, *, by, at):
    """Write the first or the last day (ISO, '' for none) on which lists show one thing; return a line, or None."""
    return _change(portal, unit, "change_days", item, params, by, at)


@task("change_flag", _("Change a property of pages"))
def change_flag(portal, unit, item, params, *, by, at):
    """Write one yes-or-no field of one thing; return a line, or None."""
    return _change(portal, unit, "change_flag", item, params, by, at)


@task("rename_things", _("Change titles and addresses"))
def rename_one(portal, unit, item, params, *, by, at):
    """Give one thing another title, and another name in the address.

    :param item: (uuid, title, name, revision that was on the screen); '' for what stays as it is.
    """
    uuid, title, name, seen = item
    node = unit.find(uuid)
    check_rename(portal, asker_of(portal, by, at), node, title, name)
    text = None
    if title and title != node.fields.get("title"):
        moved = state_after(portal, node)
        edit_page(portal, node, {"title": title}, seen=seen, by=by, at=at)
        text = _("State now: ${state}", state=moved) if moved else None
    if name and slug(name) != node.__name__:
        rename_page(portal, node, name, by=by, at=at)
    return text


def check_rename(portal, asker, node, title, name, leaving=()):
    """Refuse a title or a name that does not fit. :param leaving: names that others give up in the same act.

    :raises RuleError: so; its field is "title" or "name".
    """
    if not isinstance(node, (Section, Item, Attachment)) or not may(portal, asker, "page:view_draft", node):
        raise RuleError(_("This is not there any more; somebody has moved or deleted it."))
    require(portal, asker, "page:edit", node)
    if title:
        _check(portal, node, {"title": title})
    wanted = slug(name) if name else node.__name__
    if wanted != node.__name__ and wanted in node.__parent__ and wanted not in leaving:
        raise RuleError(_("Something here has this name already; choose another."), "name")
