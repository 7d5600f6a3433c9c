"""The appearance in a bundle, chosen part by part as a person would; what does not fit here is left out and told."""

from datetime import date

from eduportal.content.appearance import PARTS
from eduportal.definitions.blocks import WIDTHS
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.appearance import apply_appearance, begin, choose_part, keep
from eduportal.operations.bundles.coding import decoded
from eduportal.operations.home_blocks import checked_settings, may_stand_below


def import_appearance(portal, unit, told, blob_of, notes, *, by, at):
    """Choose every part of ``told`` ({part: value of JSON}) for the unit and show it."""
    chosen = 0
    for part in PARTS:
        if part not in told:
            continue
        seen = (
            unit.next_appearance.revision
            if unit.next_appearance is not None
            else (unit.appearance.revision if unit.appearance is not None else 0)
        )
        try:
            value = decoded(told[part], blob_of)
            if part == "blocks":
                working = begin(portal, unit, seen)
                keep(unit, working, part, tuple(_block(portal, unit, each) for each in value), by=by, at=at)
            else:
                choose_part(portal, unit, part, _given(part, value), seen=seen, by=by, at=at)
            chosen += 1
        except (RuleError, KeyError, TypeError, ValueError, AttributeError):
            notes.append(_("The appearance: “${part}” does not fit here and was left out.", part=part))
    if chosen:
        apply_appearance(portal, unit, seen=unit.next_appearance.revision, by=by, at=at)


def _given(part, value):
    """A stored picture as an upload; the rest as it is."""
    if part in ("logo", "banner"):
        upload = {"name": "anh.webp", "data": value["file"]["data"]}
        return {"file": upload, "alt": value.get("alt", "")} if part == "banner" else upload
    return list(value) if isinstance(value, tuple) else value


def _block(portal, unit, told):
    kind = portal.definitions.blocks[told["kind"]]
    below = told.get("below") is True and may_stand_below(portal, unit, kind)
    width = told.get("width") if told.get("width") in WIDTHS else ""
    until = date.fromisoformat(told["until"]).isoformat() if below and told.get("until") else ""
    return {
        "id": str(told["id"])[:32],
        "kind": kind.name,
        "width": width,
        "below": below,
        "until": until,
        "settings": checked_settings(portal, unit, kind, told["settings"]),
    }
