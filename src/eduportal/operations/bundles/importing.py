"""A bundle into this installation: everything is checked first, then one unit is written with all that it had."""

from datetime import UTC, date, datetime
from functools import lru_cache

from eduportal.content.indexing import index_node
from eduportal.content.nodes import Version
from eduportal.domain.dates import local_day
from eduportal.domain.errors import Refused, RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line, slug
from eduportal.operations.bundles.coding import broken, decoded
from eduportal.operations.bundles.looks import import_appearance
from eduportal.operations.bundles.rights import import_people, import_rights
from eduportal.operations.derived import make_again
from eduportal.operations.fields import checked_fields
from eduportal.operations.files import stored_file
from eduportal.operations.pages import CLASSES, free_name
from eduportal.operations.units import add_unit

_LONGEST_LINE = 4_000


def import_unit(portal, office, bundle, *, by, at, code=""):
    """Write the unit of a :class:`Bundle` below ``office``; return (unit, notes: what was left out and why).

    Identities are kept, so links from and to it go on working. Texts are cleaned, files typed and pictures drawn anew
    as at any upload. Nobody's password travels: people activate their accounts with a slip.

    :param code: another code than the one in the bundle.
    :raises RuleError: the unit, its code or one of its pages is here already, or something in it is not as it must be.
    """
    told = _unit_told(portal, bundle)
    notes = []
    readers = _Reader(portal, bundle, notes)
    fields = readers.fields("unit", told["fields"], bundle.manifest.get("name", ""), must=True)
    nodes = [readers.node(each) for each in bundle.nodes]
    unit = add_unit(
        portal,
        office,
        code=clean_line(code) or told["code"],
        kind=told["kind"],
        values=fields,
        by=by,
        at=at,
        name=told.get("name") or None,
        uuid=told["uuid"],
    )
    unit.open()
    unit.state = "open"
    portal.register.update(unit, opened_on=_iso(told.get("opened_on")) or local_day(at).isoformat())
    unit.addable = _names(told.get("addable")) or None
    made = {unit.uuid: unit}
    for node, row in nodes:
        _place(made, node, row)
    for node, _row in nodes:
        index_node(node, portal.definitions, at=at)
    import_people(portal, unit, bundle.people, notes, by=by, at=at)
    import_rights(portal, unit, made, bundle, notes)
    import_appearance(portal, unit, told.get("appearance") or {}, bundle.blob, notes, by=by, at=at)
    files = [node for node, _row in nodes if node.is_attachment]
    if files:
        make_again(portal, files, by="", at=at)
    unit.record("import", by=by, at=at, target=unit.state, reason=str(bundle.manifest.get("exported", ""))[:60])
    return unit, notes


def _unit_told(portal, bundle):
    told = bundle.unit
    if (
        not all(isinstance(told.get(name), str) for name in ("uuid", "code", "kind"))
        or not _is_uuid(told["uuid"])
        or not isinstance(told.get("fields"), dict)
    ):
        raise broken("unit.json")
    if told["uuid"] in portal.register.records:
        raise RuleError(_("This unit is in this installation already, or in its trash."))
    return told


def _place(made, node, row):
    parent = made.get(row["parent"])
    if parent is None:
        raise broken("a page without its folder")
    if node.uuid in made:
        raise broken("a page that is there twice")
    name = row.get("name") if isinstance(row.get("name"), str) else ""
    parent.add(
        name if name and name == slug(name) and name not in parent else free_name(parent, name or node.title), node
    )
    made[node.uuid] = node


class _Reader:
    """Makes nodes of lines; remembers files, so that a version and the page share one blob."""

    def __init__(self, portal, bundle, notes):
        self.portal, self.bundle, self.notes, self.files = portal, bundle, notes, {}
        self.blob = lru_cache(4)(bundle.blob)

    def node(self, row):
        types, name = self.portal.definitions.types, row.get("type")
        if not isinstance(name, str) or name not in types or types[name].kind_of not in CLASSES:
            raise RuleError(
                _(
                    "The bundle has pages of a type that is not declared here: ${type}. Load its profile first.",
                    type=str(name)[:60],
                )
            )
        if not _is_uuid(row.get("uuid")) or not isinstance(row.get("parent"), str):
            raise broken("nodes.jsonl")
        node = CLASSES[types[name].kind_of](
            name, row["uuid"], by=_text(row.get("created_by")), at=_Instant(row.get("created"))
        )
        node.fields = self.fields(name, row.get("fields"), row["uuid"], must=True)
        workflow = self.portal.definitions.workflow_of(name)
        node.state = row.get("state") if row.get("state") in workflow.states else workflow.initial
        node.revision = row["revision"] if isinstance(row.get("revision"), int) and 0 < row["revision"] < 10**9 else 1
        node.sort_key = _text(row.get("sort_key"))[:500]
        node.modified, node.modified_by = _Instant(row.get("modified")).isoformat(), _text(row.get("modified_by"))
        node.history = _history(row.get("history"))
        node.refuses_roles = row.get("refuses_roles") is True and name == "folder"
        node.addable = _names(row.get("addable")) or None
        self._versions(node, row)
        return node, row

    def _versions(self, node, row):
        versions = row.get("versions") if isinstance(row.get("versions"), list) else []
        for each in versions[:1_000]:
            number = each.get("number") if isinstance(each, dict) else None
            if not isinstance(number, int) or not 0 < number < 10**6:
                raise broken("a version")
            fields = self.fields(node.type_name, each.get("fields"), node.title, must=number == row.get("live"))
            if fields is not None:
                kept = Version(number, fields, by=_text(each.get("by")), at=_Instant(each.get("at")))
                node.keep_version(kept)
        if row.get("live") is not None:
            node.live = (node.versions or {}).get(row["live"])
            if node.live is None:
                raise broken("a live version")

    def fields(self, type_name, told, title, *, must):
        """Return the checked fields; None for an old version that does not fit any more."""
        content_type = self.portal.definitions.types[type_name]
        if not isinstance(told, dict):
            raise broken("the fields of a page")
        known = {field.name: field for field in content_type.fields}
        strange = sorted(set(told) - set(known))
        if strange:
            self.notes.append(
                _(
                    "${title}: fields that are not declared here were left out: ${names}.",
                    title=title,
                    names=", ".join(strange)[:200],
                )
            )
        values = {name: decoded(value, self.blob) for name, value in told.items() if name in known}
        files = {name: value for name, value in values.items() if known[name].kind == "file" and value is not None}
        old = {name: self._file(content_type, value) for name, value in files.items()}
        values = {name: None if name in files else value for name, value in values.items()}
        try:
            return checked_fields(content_type, values, old=old)
        except Refused as error:
            if must:
                reasons = "; ".join(f"{name}: {reason}" for name, reason in error.reasons.items())
                raise RuleError(_("“${title}” does not fit here: ${reasons}", title=title, reasons=reasons)) from None
            self.notes.append(_("${title}: an old version does not fit any more and was left out.", title=title))
            return None

    def _file(self, content_type, value):
        if not isinstance(value, dict) or "data" not in value:
            raise broken("a file")
        key = (content_type.name, value["sha256"])
        if key not in self.files:
            self.files[key] = stored_file(value["name"], value["data"], image=content_type.name == "image")
        return self.files[key]


class _Instant(str):
    """An ISO instant from a bundle; anything else is the beginning of time. Nodes ask it for ``isoformat``."""

    def __new__(cls, value):
        try:
            found = datetime.fromisoformat(value)
            text = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
        except (TypeError, ValueError, OverflowError):
            text = "1970-01-01T00:00:00+00:00"
        return super().__new__(cls, text)

    def isoformat(self):
        return str.__str__(self)


def _history(rows):
    if not isinstance(rows, list):
        return ()
    return tuple(tuple(_text(part) for part in row) for row in rows if isinstance(row, list) and len(row) == 6)


def _text(value):
    return clean_line(value)[:_LONGEST_LINE] if isinstance(value, str) else ""


def _names(value):
    return tuple(each for each in value if isinstance(each, str))[:100] if isinstance(value, (list, tuple)) else ()


def _is_uuid(value):
    return isinstance(value, str) and len(value) == 32 and all(letter in "0123456789abcdef" for letter in value)


def _iso(value):
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except (TypeError, ValueError):
        return ""
