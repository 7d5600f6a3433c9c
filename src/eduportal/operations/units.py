"""Units: add, open the portal by the blueprint of the kind, change, move with dated edges."""

from eduportal.content.indexing import index_node
from eduportal.content.nodes import Section, lineage, suspended_above
from eduportal.content.outbox import announce
from eduportal.content.portal import found_portal
from eduportal.content.register import UnitRecord
from eduportal.content.units import Unit
from eduportal.domain.dates import format_day, local_day
from eduportal.domain.errors import ChangedMeanwhile, RuleError
from eduportal.domain.messages import _
from eduportal.domain.sortkeys import keys_between
from eduportal.domain.text import clean_line, clean_text, slug
from eduportal.domain.unit_rows import read_code
from eduportal.domain.unit_states import ENDED
from eduportal.operations.fields import checked_fields
from eduportal.operations.identity import new_uuid
from eduportal.operations.pages import free_name, is_reserved


def found_province(zodb_root, definitions, *, code, kind, values, by, at):
    """Write the root unit (the department) into an empty database; return the portal."""
    root = Unit(new_uuid(), code, kind, by=by, at=at)
    root.fields = checked_fields(definitions.types["unit"], values)
    root.state = definitions.workflow_of("unit").initial
    portal = found_portal(zodb_root, root, definitions)
    portal.register.add(UnitRecord(root, "", ""))
    portal.register.keep_english(root)
    announce(root, "unit", root.uuid, at)
    return portal


def add_unit(portal, office, *, code, kind, values, by, at, name=None, since=None, territory="",
             uuid=""):
    """Add a unit of ``kind`` below ``office`` and return it. It has no portal until that is opened.

    :param since: the day the edge to the office begins; the day of ``at`` when missing. Kinds are checked on it.
    :param territory: the code of the ward that the unit lies in, for a dated edge of its own.
    :param uuid: an identity that it had in another installation.
    :raises RuleError: the code is taken, or this kind may not stand here on that day.
    """
    code = clean_line(code)
    if not code:
        raise RuleError(_("A unit needs its code, as the database of the ministry has it."), "code")
    if code in portal.register.codes:
        raise RuleError(_("The code “${code}” is taken by another unit.", code=code), "code")
    read_code(code)
    if kind not in portal.definitions.kinds:
        raise RuleError(_("There is no such kind of unit."), "kind")
    day = since or local_day(at)
    check_standing(portal, kind, office, day, "kind")
    fields = checked_fields(portal.definitions.types["unit"], values)
    unit = Unit(uuid or new_uuid(), code, kind, by=by, at=at)
    unit.fields, unit.revision = fields, 1
    unit.state = portal.definitions.workflow_of("unit").initial
    office.add_unit(free_name(office, name or fields["name"]), unit)
    unit.record("add", by=by, at=at, target=unit.state)
    record = UnitRecord(unit, office.uuid, day.isoformat())
    if territory:
        record.edges = (*record.edges, ("territory", territory, day.isoformat(), ""))
    portal.register.add(record)
    portal.register.keep_english(unit)
    announce(unit, "unit", unit.uuid, at)
    office.touch()
    return unit


def open_portal(portal, unit, *, by, at, day=None):
    """Open the unit's portal: make its shard and the sections of its kind's blueprint (R7-4, R7-5); return it.

    :raises RuleError: it has one, or the unit has ended: it begins again first, so that its edge does too.
    """
    if unit.state in ENDED:
        raise RuleError(_("This unit has ended."))
    if unit.index is not None:
        raise RuleError(_("This unit has its portal already."))
    unit.open()
    unit.state = "open"
    portal.register.update(unit, opened_on=(day or local_day(at)).isoformat())
    unit.record("open_portal", by=by, at=at, source="registered", target="open")
    kind = portal.definitions.kinds[unit.kind]
    blueprint = portal.definitions.blueprints[kind.blueprint]
    keys = keys_between(None, None, len(blueprint.sections))
    for section, key in zip(blueprint.sections, keys, strict=True):
        folder = Section(section.type, new_uuid(), by=by, at=at)
        folder.fields = {"title": section.title, "description": section.description, "menu": section.menu,
                         "title_en": section.title_en, "description_en": section.description_en}
        folder.state = portal.definitions.workflow_of(section.type).initial
        folder.sort_key = key
        unit.add(section.slug, folder)
        index_node(folder, portal.definitions, at=at)
    announce(unit, "unit", unit.uuid, at)
    if unit.__parent__ is not None:
        unit.__parent__.touch()
    return unit


def suspend_unit(portal, unit, *, reason, by, at):
    """Close a unit's portal to the public for a while: nothing is deleted, its people cannot sign in; return it.

    :raises RuleError: no reason, the portal is not open, or it is the department's own.
    """
    if unit.__parent__ is None:
        raise RuleError(_("The portal of the department itself cannot be suspended."))
    return _change_portal(portal, unit, "suspend", reason=reason, by=by, at=at)


def resume_unit(portal, unit, *, by, at, reason=""):
    """Open a suspended portal again; return the unit. :raises RuleError: it is not suspended."""
    return _change_portal(portal, unit, "resume", reason=reason, by=by, at=at)


def _change_portal(portal, unit, name, *, reason, by, at):
    workflow = portal.definitions.workflow_of("unit")
    transition, reason = workflow.transitions[name], clean_text(reason)[:2000]
    if unit.state not in transition.sources:
        state = workflow.states[unit.state].title
        raise RuleError(_("This cannot be done now: the state is “${state}”. Look at the page again.", state=state))
    if transition.reason == "required" and not reason:
        raise RuleError(_("Please give a reason; it is kept in the history of the unit."), "reason")
    source, unit.state = unit.state, transition.target
    unit.record(name, by=by, at=at, source=source, target=transition.target, reason=reason)
    portal.register.update(unit)
    announce(unit, "whole", unit.uuid, at)
    if unit.__parent__ is not None:
        unit.__parent__.touch()
    return unit


def edit_unit(portal, unit, values, *, seen, by, at):
    """Change what is said of a unit (name, address, head …); the register follows in the same transaction."""
    if seen != unit.revision:
        raise ChangedMeanwhile(
            _(
                "${name} has saved this page since you opened it. Compare both versions, then decide.",
                name=portal.accounts.name_of(unit.modified_by),
            ),
            theirs=dict(unit.fields),
            mine=dict(values),
        )
    fields = checked_fields(portal.definitions.types["unit"], values, old=unit.fields)
    unit.write(fields, by=by, at=at)
    unit.record("edit", by=by, at=at, source=unit.state, target=unit.state)
    portal.register.update(unit)
    announce(unit, "unit", unit.uuid, at)
    if unit.__parent__ is not None:
        unit.__parent__.touch()
    return unit


def kinds_above(portal, kind, day):
    """Return the set of names of the kinds below which a unit of ``kind`` may stand on ``day``."""
    may = portal.definitions.may_stand_under
    return {name for name in portal.definitions.kinds if may(kind, name, day)}


def check_standing(portal, kind, office, day, field=None):
    """Refuse a unit of ``kind`` below ``office`` from ``day`` on, telling below what it may stand then.

    :raises RuleError: the declared kinds do not allow it (regulations.md 9.6).
    """
    kinds, above = portal.definitions.kinds, kinds_above(portal, kind, day)
    if office.kind in above:
        return
    allowed = ", ".join(each.title for each in kinds.values() if each.name in above)
    told = {"kind": kinds[kind].title, "office": office.title, "day": format_day(day)}
    if not allowed:
        raise RuleError(_("On ${day}, ${kind} stands under no office: choose another kind or day.",
                          kind=told["kind"], day=told["day"]), field)
    raise RuleError(_("${kind} cannot stand under “${office}” on ${day}; on that day it stands under: ${allowed}.",
                      allowed=allowed, **told), field)


def move_unit(portal, unit, office, *, by, at, day=None):
    """Move a unit below another office with all that is in it; the number of objects written does not depend on it.

    :param day: when the new edge begins; today when missing.
    :raises RuleError: the kind may not stand there on that day, or the office lies below the unit.
    """
    day = day or local_day(at)
    old = unit.__parent__
    if old is None or any(each is unit for each in lineage(office)):
        raise RuleError(_("A unit cannot be moved below itself."))
    check_standing(portal, unit.kind, office, day)
    name = unit.__name__
    old.remove_unit(name)
    office.add_unit(free_name(office, name), unit)
    portal.register.move(unit, office.uuid, day.isoformat())
    unit.record("move", by=by, at=at, source=old.title, target=office.title)
    # Under an office that the public may not see, all that is in the unit leaves the search, and comes back with it.
    hidden, was_hidden = suspended_above(office) is not None, suspended_above(old) is not None
    announce(unit, "unit" if hidden == was_hidden else "whole", unit.uuid, at)
    old.touch()
    office.touch()
    return unit


def rename_unit(portal, unit, name, *, by, at):
    """Give a unit another name in the URL; the old path keeps leading here. Return the new name."""
    office, name = unit.__parent__, check_address(unit, name)
    portal.register.old_paths["/".join(portal.register.path(unit.uuid))] = unit.uuid
    office.remove_unit(unit.__name__)
    office.add_unit(name, unit)
    portal.register.update(unit)
    unit.record("rename", by=by, at=at)
    announce(unit, "unit", unit.uuid, at)
    office.touch()
    return unit.__name__


def check_address(unit, name):
    """Return ``name`` as it may stand in the address of ``unit``. :raises RuleError: it is taken, or as before."""
    office, name = unit.__parent__, slug(name)
    if office is None:
        raise RuleError(_("The department stands at the top and has no address of its own."))
    if name == unit.__name__:
        raise RuleError(_("This is its address already."), "name")
    if name in office or is_reserved(office, name):
        raise RuleError(_("Something here has this name already; choose another."), "name")
    return name
