"""A unit into a bundle."""

import json
import os
import zipfile
from hashlib import sha256

from eduportal.content.appearance import PARTS
from eduportal.content.nodes import Attachment, Item, Section, below
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.bundles.coding import FORMAT, encoded

_KINDS = (Section, Item, Attachment)


def write_bundle(portal, unit, path, *, at):
    """Write the bundle of ``unit`` to ``path``, whole or not at all; return its manifest.

    :raises RuleError: the unit has no portal yet.
    """
    if unit.index is None:
        raise RuleError(_("This unit has not opened its portal yet; there is nothing to export."))
    part, blobs = f"{path}.part", {}
    nodes = [each for each in below(unit) if isinstance(each, _KINDS)]
    grants, groups = _grants(unit), _groups(unit)
    people = _people(portal, unit, nodes, grants, groups)
    texts = {
        "unit.json": _json(_unit(portal, unit, blobs)),
        "nodes.jsonl": "\n".join(_json(_node(each, blobs)) for each in nodes),
        "people.json": _json(people),
        "grants.json": _json({"grants": grants, "groups": groups}),
    }
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, text in texts.items():
            bundle.writestr(name, text)
        for key, blob in blobs.items():
            _write_blob(bundle, f"blobs/{key}", blob)
        manifest = {
            "format": FORMAT,
            "code": unit.code,
            "name": unit.title,
            "exported": at.isoformat(),
            "counts": {"nodes": len(nodes), "blobs": len(blobs), "people": len(people), "grants": len(grants)},
            "sha256": {name: sha256(text.encode()).hexdigest() for name, text in texts.items()},
            "blobs": sorted(blobs),
        }
        bundle.writestr("manifest.json", _json(manifest))
    os.replace(part, path)
    return manifest


def _write_blob(bundle, name, blob):
    with blob.open("r") as source, bundle.open(name, "w", force_zip64=True) as out:
        while piece := source.read(1 << 20):
            out.write(piece)


def _json(data):
    return json.dumps(data, ensure_ascii=False)


def _unit(portal, unit, blobs):
    record = portal.register.records[unit.uuid]
    appearance = {
        part: encoded(getattr(unit.appearance, part), blobs)
        for part in PARTS
        if unit.appearance is not None and getattr(unit.appearance, part) is not None
    }
    return {
        "uuid": unit.uuid,
        "code": unit.code,
        "kind": unit.kind,
        "name": unit.__name__ or "",
        "fields": {name: encoded(value, blobs) for name, value in unit.fields.items()},
        "opened_on": record.opened_on,
        "appearance": appearance,
        "addable": list(unit.addable or ()),
        "history": unit.history,
    }


def _node(node, blobs):
    return {
        "uuid": node.uuid,
        "type": node.type_name,
        "parent": node.__parent__.uuid,
        "name": node.__name__,
        "sort_key": node.sort_key,
        "state": node.state,
        "revision": node.revision,
        "created": node.created,
        "created_by": node.created_by,
        "modified": node.modified,
        "modified_by": node.modified_by,
        "refuses_roles": node.refuses_roles,
        "addable": list(node.addable) if node.addable else None,
        "history": node.history,
        "fields": _fields(node.fields, blobs),
        "versions": [
            {"number": number, "by": each.by, "at": each.at, "fields": _fields(each.fields, blobs)}
            for number, each in (node.versions or {}).items()
        ],
        "live": node.live.number if node.live is not None else None,
    }


def _fields(fields, blobs):
    return {name: encoded(value, blobs) for name, value in fields.items()}


def _grants(unit):
    return [
        {
            "id": each.id,
            "principal": each.principal,
            "role": each.role,
            "node": each.node,
            "since": each.since.isoformat(),
            "until": each.until.isoformat() if each.until else "",
            "kinds": list(each.kinds),
            "given_by": each.given_by,
            "given_at": each.given_at,
            "here_only": each.here_only,
        }
        for each in unit.grants.all()
    ]


def _groups(unit):
    return [
        {"uuid": each.uuid, "title": each.title, "created": each.created, "ended": each.ended, "rows": each.rows}
        for each in (unit.groups.all() if unit.groups is not None else ())
    ]


def _people(portal, unit, nodes, grants, groups):
    """Everybody who is named anywhere, with the home of those who belong here; never a password, nor its hash."""
    named = {each["principal"] for each in grants} | {row[1] for group in groups for row in group["rows"]}
    for node in nodes:
        named |= {node.created_by, node.modified_by, *(line[1] for line in node.history)}
    if unit.people is not None:
        named |= {card.uuid for card in unit.people.all()}
    found = []
    for uuid in sorted(named - {""}):
        account = portal.accounts.get(uuid)
        if account is not None:
            homes = [each for each in account.home if each[0] == unit.uuid]
            found.append(
                {
                    "uuid": uuid,
                    "login": account.login,
                    "name": account.name,
                    "email": account.email,
                    "active": account.active,
                    "home": homes[-1][1:] if homes else None,
                }
            )
    return found
