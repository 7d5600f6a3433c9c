"""What the asker may do at a node, and why: the pure decision of the domain, fed from the tree.

Nothing here is stored. The tree is met by its attributes only (``__parent__``, ``uuid``, ``state``, ``grants``), so
this layer stays below the content.
"""

from dataclasses import dataclass, field
from datetime import date

from eduportal.domain.access import EVERYONE, ROLES, SIGNED_IN, Decision, Held, Place, decide, may_grant, roles_held
from eduportal.domain.messages import _


@dataclass
class Asker:
    """Who asks, on which day. Grants are read once for each unit, roles once for each node."""

    account: str | None
    day: date
    _grants: dict = field(default_factory=dict, repr=False)
    _held: dict = field(default_factory=dict, repr=False)

    def grants_in(self, unit):
        """Return the asker's grants in one unit."""
        if self.account is None:
            return ()
        if unit.uuid not in self._grants:
            self._grants[unit.uuid] = unit.grants.of(self.account)
        return self._grants[unit.uuid]

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
        grants, places = [], []
        for each in _lineage(node):
            places.append(place_of(each))
            if getattr(each, "is_unit", False):
                grants += self.grants_in(each)
        # Derived roles do not flow down: who teaches one subject of a class is no teacher at the other books.
        derive = getattr(node, "derived_roles", None)
        if derive is not None:
            held += [Held(role, places[0], None) for role in derive(self.account, self.day)]
        return (*roles_held(grants, places, self.day), *held)


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
        # A suspended portal gives its own answer about everything in it and below it.
        if answer and unit is not node and getattr(unit, "is_unit", False) and unit.state == "suspended":
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
