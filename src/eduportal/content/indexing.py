"""From a node to its index entry, and its mark in the outbox: the explicit call on every way of writing."""

from eduportal.content import richtext
from eduportal.content.indexes import ON_ITS_DAYS, Card
from eduportal.content.links import drop_links, put_links
from eduportal.content.made import words_of
from eduportal.content.nodes import holder, inside, is_shown, unit_of
from eduportal.content.outbox import announce
from eduportal.domain.names import order_key


def index_node(node, definitions, *, at):
    """Index ``node`` in its unit and announce it to the feeder."""
    unit = unit_of(node)
    card = card_of(node)
    unit.index.put(node.__oid__, card, viewers=viewers_of(node, definitions),
                   text=text_of(node, definitions))
    put_links(node, definitions)
    announce(unit, "object", node.uuid, at)


def unindex_node(node, *, at):
    """Forget ``node`` in its unit's indexes and announce that it is gone."""
    unit = unit_of(node)
    unit.index.drop(node.__oid__)
    drop_links(unit, node.uuid)
    announce(unit, "object", node.uuid, at)


def card_of(node):
    """Return the :class:`Card` of a node."""
    live = node.live.fields if node.live is not None else {}
    public = is_shown(node)
    if node.type_name == "folder":
        live = node.fields if public else {}
    file = node.fields.get("file") or {}
    return Card(
        uuid=node.uuid, type=node.type_name, name=node.__name__, title=node.title, state=holder(node).state,
        modified=node.modified, modified_by=node.modified_by, parent=node.__parent__.uuid, sort_key=node.sort_key,
        title_key=order_key(node.title), public=public, live_title=live.get("title", ""),
        live_summary=live.get("summary") or live.get("description") or "",
        live_at=node.live.at if node.live is not None else "", live_image=live.get("lead_image") or "",
        date=date_of(node), menu=bool(node.fields.get("menu")), size=int(file.get("size", 0)),
        tags=tuple(node.fields.get("tags") or ()), show_from=days_of(live)[0], show_until=days_of(live)[1],
        walled=bool(node.refuses_roles),
        starts=_day(live.get("starts_on")), ends=_day(live.get("ends_on") or live.get("starts_on")),
        title_en=live.get("title_en") or "", summary_en=live.get("summary_en") or live.get("description_en") or "",
    )


def days_of(fields):
    """Return (first, last) ISO day on which lists show what has these fields, '' for no limit."""
    return _day(fields.get("show_from")), _day(fields.get("show_until"))


def _day(value):
    return value.isoformat() if hasattr(value, "isoformat") else value or ""


def date_of(node):
    """Return the ISO instant that lists sort by: the first publication, else the creation."""
    if node.versions:
        return node.versions[node.versions.minKey()].at
    return node.live.at if node.live is not None else node.created


def viewers_of(node, definitions):
    """Return the tokens of who may find ``node``: everyone for what is public, else ``role@node`` up to the wall.

    Roles from above the wall count as ``role@unit``, so a unit that moves re-indexes nothing; nor does one that is
    suspended, since every hit is asked again before it is shown. Above a folder that refuses the roles from above
    only administrators count. What lists show on some days only is for everybody on those days (``everyone:days``),
    and for the others on every day.
    """
    tokens = []
    if is_shown(node):
        live = node.live.fields if node.live is not None else node.fields
        if not any(days_of(live)):
            return ["everyone"]
        tokens.append(ON_ITS_DAYS)
    own = holder(node)
    workflow = definitions.workflow_of(own.type_name)
    roles = workflow.states[own.state].allow.get("page:view_draft", ())
    for place in inside(node):
        tokens += [f"{role}@{place.uuid}" for role in roles]
        if place.refuses_roles:
            roles = [role for role in roles if role == "administrator"]
    return tokens


def texts_of(fields, content_type):
    """Yield (name, text without marks) of the filled fields whose words are found by the search."""
    for field in content_type.fields:
        value = fields.get(field.name)
        if not field.search or not value:
            continue
        if field.kind == "rich_text":
            value = richtext.plain(value)
        yield field.name, " ".join(value) if isinstance(value, (list, tuple)) else str(value)


def text_of(node, definitions):
    """Return the text that finds ``node``: of the live version if there is one, else of the working version."""
    fields = node.live.fields if node.live is not None else node.fields
    parts = [text for _name, text in texts_of(fields, definitions.types[node.type_name])]
    if node.is_attachment and (words := words_of(node, fields.get("file"))):
        parts.append(words)
    return " ".join(parts)

