"""What a workflow may not say: names that do not exist, dead ends, two ways for one step, rights too wide."""

from eduportal.domain.access import DERIVED_ROLES, EVERYONE, PERMISSIONS, ROLES, SIGNED_IN
from eduportal.domain.messages import _

#: Permissions on records of students; these roles are never let into them, whatever a file says
#: (architecture.md section 4: an administrator of the office above is never let into records).
RECORDS = ("marks", "student", "class")
NEVER_IN_RECORDS = ("administrator", "editor", EVERYONE, SIGNED_IN)
#: All that anybody at all may be given, and all that being signed in may add to it.
OPEN = {EVERYONE: ("page:view", "unit:view"), SIGNED_IN: ("account:own", "page:view", "unit:view")}


def check_workflow(declared, sources):
    """Yield what is wrong with the names, the rights and the steps of a workflow."""
    data = declared.data
    states, initial = data.get("states", {}), data.get("initial")
    for name, state in states.items():
        yield from _check_allow(declared, ("states", name, "allow"), state.get("allow", {}))
    yield from _check_allow(declared, ("live_allow",), data.get("live_allow", {}))
    if initial is not None and initial not in states:
        yield _("${where}: the state ${name} does not exist.", where=declared.where("initial"), name=initial)
    for name, transition in data.get("transitions", {}).items():
        yield from _check_transition(declared, ("transitions", name), transition, states)
    yield from _check_pairs(declared)
    if declared.is_whole("transitions"):
        yield from _check_reachable(declared)
        yield from _check_versions(declared)


def _check_allow(declared, path, allow):
    for permission, roles in allow.items():
        if permission not in PERMISSIONS:
            yield _("${where}: the permission ${name} does not exist.",
                    where=declared.where(*path, permission), name=permission)
            continue
        for index, role in enumerate(roles):
            where = declared.where(*path, permission, index)
            if role is None:
                continue
            if role not in ROLES and role not in DERIVED_ROLES:
                yield _("${where}: the role ${name} does not exist.", where=where, name=role)
            elif permission.split(":")[0] in RECORDS and role in NEVER_IN_RECORDS:
                yield _("${where}: ${name} is never let into the records of students.", where=where, name=role)
            elif permission not in OPEN.get(role, PERMISSIONS):
                yield _("${where}: ${name} may not be given ${permission}.",
                        where=where, name=role, permission=permission)


def _check_transition(declared, path, data, states):
    needs, target = data.get("needs"), data.get("target")
    if needs is not None and needs not in PERMISSIONS:
        yield _("${where}: the permission ${name} does not exist.", where=declared.where(*path, "needs"), name=needs)
    if target is not None and target not in states:
        yield _("${where}: the state ${name} does not exist.", where=declared.where(*path, "target"), name=target)
    for index, source in enumerate(data.get("sources", ())):
        where = declared.where(*path, "sources", index)
        if source is None:
            continue
        if source not in states:
            yield _("${where}: the state ${name} does not exist.", where=where, name=source)
        elif source == target:
            yield _("${where}: a transition leads to another state, not back to ${name}.", where=where, name=source)
        elif needs in PERMISSIONS and not states[source].get("allow", {}).get(needs):
            yield _("${where}: nobody has ${permission} in the state ${name}, so nobody could take this step.",
                    where=where, permission=needs, name=source)


def _check_pairs(declared):
    """One transition per pair of states: a history line must say without doubt which step was taken."""
    pairs, edits = {}, {}
    for name, data in declared.data.get("transitions", {}).items():
        for index, source in enumerate(data.get("sources", ())):
            where = declared.where("transitions", name, "sources", index)
            target = data.get("target")
            if source is None or target is None:
                continue
            other = pairs.setdefault((source, target), name)
            if other != name:
                yield _("${where}: ${other} already leads from ${source} to ${target}.",
                        where=where, other=other, source=source, target=target)
            if data.get("on_edit") and edits.setdefault(source, name) != name:
                yield _("${where}: saving in the state ${source} already takes ${other}.",
                        where=where, source=source, other=edits[source])


def _check_reachable(declared):
    data = declared.data
    states, initial = data.get("states", {}), data.get("initial")
    steps = [(source, each.get("target")) for each in data.get("transitions", {}).values()
             for source in each.get("sources", ())]
    if initial not in states:
        return
    reached, border = set(), [initial]
    while border:
        state = border.pop()
        if state not in reached:
            reached.add(state)
            border.extend(target for source, target in steps if source == state)
    for name in states:
        if name not in reached:
            yield _("${where}: no transition leads from ${initial} to the state ${name}.",
                    where=declared.where("states", name), initial=initial, name=name)


def _check_versions(declared):
    """A workflow with versions publishes; one without has no live version to speak of. A question has its answer."""
    data = declared.data
    transitions, versioned = data.get("transitions", {}), data.get("versioned")
    if versioned and not any(each.get("publishes") for each in transitions.values()):
        yield _("${where}: a workflow with versions needs a transition that publishes.",
                where=declared.where("transitions"))
    for name, state in data.get("states", {}).items():
        if versioned and "page:view" in state.get("allow", {}):
            yield _("${where}: page:view judges the live version; give it in live_allow.",
                    where=declared.where("states", name, "allow", "page:view"))
    if versioned is False and data.get("live_allow"):
        yield _("${where}: without versions nothing is live; give the rights in the states.",
                where=declared.where("live_allow"))
    for name, each in transitions.items():
        for effect in ("publishes", "withdraws"):
            if versioned is False and each.get(effect):
                yield _("${where}: without versions a transition cannot have ${effect}: true.",
                        where=declared.where("transitions", name, effect), effect=effect)
        if each.get("asks_approval") and not _is_answered(each.get("target"), transitions.values()):
            yield _("${where}: no transition that needs an approval leads out of ${name}, so nobody could answer.",
                    where=declared.where("transitions", name, "asks_approval"), name=each.get("target"))


def _is_answered(state, transitions):
    return any(state in each.get("sources", ()) and str(each.get("needs")).endswith(":approve") for each in transitions)
