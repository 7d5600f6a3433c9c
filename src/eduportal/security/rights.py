"""What the asker may do at a node, and why: the pure decision of the domain, fed from the tree.

Nothing here is stored. The tree is met by its attributes only (``__parent__``, ``uuid``, ``state``, ``grants``), so
this layer stays below the content.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from eduportal.domain.access import EVERYONE, ROLES, SIGNED_IN, Decision, Held, Place, decide, may_grant, roles_held
from eduportal.domain.messages import _
from eduportal.domain.unit_states import RESTING


@dataclass
class Asker:
    """Who asks, on which day. Grants are read once for each unit, roles once for each node.

    A group belongs to a unit and counts there and in the units below it, so the groups of the asker are met on the
    way up from a node: one look into one tree for each unit that has groups.
    """

    account: str | None
    day: date
    _grants: dict = field(default_factory=dict, repr=False)
    _held: dict = field(default_factory=dict, repr=False)
    _groups: dict = field(default_factory=dict, repr=False)
    _walls: dict = field(default_factory=dict, repr=False)

    def grants_in(self, unit):
        """Return the asker's grants in one unit, those of the asker's groups included."""
        if self.account is None:
            return ()
        if unit.uuid not in self._grants:
            principals = (self.account, *self.groups_at(unit))
            self._grants[unit.uuid] = tuple(grant for each in principals for grant in unit.grants.of(each))
        return self._grants[unit.uuid]

    def groups_at(self, unit):
        """Return {uuid: title} of the groups of ``unit`` and of the units above it that the asker is in on the day."""
        if self.account is None:
            return {}
        if unit.uuid not in self._groups:
            found = {}
            for each in _lineage(unit):
                if getattr(each, "groups", None) is not None:
                    found |= each.groups.titles_of(self.account, self.day)
            self._groups[unit.uuid] = found
        return self._groups[unit.uuid]

    def suppose(self, unit, grants):
        """Let the asker have ``grants`` in ``unit`` instead of what is written there; return the asker."""
        self._grants[unit.uuid] = tuple(grants)
        self._held.clear()
        return self

    def suppose_wall(self, node, refuses):
        """Let ``node`` refuse the roles from above, or not, whatever is written there; return the asker."""
        self._walls[node.uuid] = refuses
        self._held.clear()
        return self

    def held_at(self, node):
        """Return the roles held at ``node``: given here or above, following from assignments, or everybody's."""
        key = id(node)
        if key not in self._held:
            # The node is kept beside its answer so that no other object can take its id meanwhile.
            self._held[key] = (node, self._work_out(node))
        return self._held[key][1]

    def _work_out(self, node):
        held = [Held(EVERYONE, None, None)]
        if self.account is None:
            return tuple(held)
        held.append(Held(SIGNED_IN, None, None))
        grants, places, groups = [], [], {}
        for each in _lineage(node):
            place = place_of(each)
            places.append(replace(place, refuses=self._walls[each.uuid]) if each.uuid in self._walls else place)
            if getattr(each, "is_unit", False):
                grants += self.grants_in(each)
                groups = groups or self.groups_at(each)
        # Derived roles do not flow down: who teaches one subject of a class is no teacher at the other books.
        derive = getattr(node, "derived_roles", None)
        if derive is not None:
            held += [Held(role, places[0], None) for role in derive(self.account, self.day)]
        return (*roles_held(grants, places, self.day, groups), *held)


def place_of(node):
    """Return the :class:`Place` of a node."""
    kind = node.kind if getattr(node, "is_unit", False) else ""
    return Place(node.uuid, node.title, kind, getattr(node, "refuses_roles", False))


def _lineage(node):
    while node is not None:
        yield node
        node = node.__parent__


def decision(asker, node, permission, definitions, *, public):
    """Return the :class:`Decision` whether ``asker`` has ``permission`` at ``node``.

    ``page:view`` judges the live version: ``public(node)`` tells whether it and all folders above are open. Who may
    see the working version may see the page where there is nothing public.

    :param public: a function of the content layer (:func:`eduportal.content.nodes.is_public`).
    """
    if permission == "page:view":
        if public(node):
            return Decision(True, permission, _("Open to everyone."), Held(EVERYONE, None, None))
        permission = "page:view_draft"
    held = asker.held_at(node)
    answer = decide(permission, allowed_roles(node, permission, definitions), held)
    for unit in _lineage(node):
        # A portal that is suspended or closed gives its own answer about everything in it and below it.
        if answer and unit is not node and getattr(unit, "is_unit", False) and unit.state in RESTING:
            answer = decide(permission, allowed_roles(unit, permission, definitions), held)
    return answer


def allowed_roles(node, permission, definitions):
    """Return the roles that have ``permission`` in the present state of ``node`` by its workflow."""
    own = _decides_for(node)
    workflow = definitions.workflow_of(own.type_name)
    state = workflow.states.get(own.state)
    return () if state is None else state.allow.get(permission, ())


def _decides_for(node):
    parent = node.__parent__
    if getattr(node, "is_attachment", False) and parent is not None and not getattr(parent, "is_unit", False):
        return parent if parent.type_name != "folder" else node
    return node


def tokens_of(asker, unit):
    """Return what the asker is known by in the index of ``unit``: everyone, and ``role@node`` for each role.

    A role from above the wall counts as ``role@unit``.
    """
    tokens = {EVERYONE}
    if asker.account is None:
        return tokens
    for held in asker.held_at(unit):
        tokens.add(f"{held.role}@{unit.uuid}")
    for grant in asker.grants_in(unit):
        if grant.holds_on(asker.day) and (not grant.kinds or unit.kind in grant.kinds):
            tokens.add(f"{grant.role}@{grant.node}")
    return tokens


def grantable_roles(asker, node):
    """Return {role: Held} of the roles that the asker may give at ``node``."""
    held = asker.held_at(node)
    return {role: by for role in ROLES if (by := may_grant(held, role)) is not None}
