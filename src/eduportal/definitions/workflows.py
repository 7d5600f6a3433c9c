"""Workflows: the states of a thing, who may do what in each, and the steps between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, eq=False)
class State:
    """A state of the working version. ``allow`` maps a permission to the roles that have it; nobody else does.

    ``colour`` is the Bootstrap name of its badge.
    """

    name: str
    title: str
    description: str
    allow: Mapping
    colour: str


@dataclass(frozen=True)
class Transition:
    """A step from any of ``sources`` to ``target`` for those who have the permission ``needs`` in the source.

    ``reason`` is none, optional or required; ``publishes`` copies the working version to the live one, ``withdraws``
    removes the live one, ``on_edit`` is taken by saving, ``asks_approval`` puts an entry into the inbox of the unit.
    """

    name: str
    title: str
    sources: tuple
    target: str
    needs: str
    reason: str
    publishes: bool
    withdraws: bool
    on_edit: bool
    asks_approval: bool


@dataclass(frozen=True, eq=False)
class Workflow:
    """A workflow. ``versioned`` means that a live version exists beside the working one; then ``live_allow`` says who
    may do what with the live version, in whatever state the working one is."""

    name: str
    title: str
    versioned: bool
    initial: str
    states: Mapping
    transitions: Mapping
    live_allow: Mapping

    def leaving(self, state):
        """Return the transitions that lead out of ``state``, in the order of the file."""
        return tuple(each for each in self.transitions.values() if state in each.sources)

    def on_edit(self, state):
        """Return the transition that saving takes in ``state``, or None when saving changes no state."""
        return next((each for each in self.leaving(state) if each.on_edit), None)


def build_workflow(data):
    """Return the :class:`Workflow` of checked ``data``."""
    states = {name: State(name, each["title"], each["description"], _roles(each["allow"]), each["colour"])
              for name, each in data["states"].items()}
    transitions = {name: Transition(name=name, **{**each, "sources": tuple(each["sources"])})
                   for name, each in data["transitions"].items()}
    return Workflow(data["name"], data["title"], data["versioned"], data["initial"], MappingProxyType(states),
                    MappingProxyType(transitions), _roles(data["live_allow"]))


def _roles(allow):
    return MappingProxyType({permission: tuple(roles) for permission, roles in allow.items()})
