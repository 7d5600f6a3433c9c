"""Content types, workflows, vocabularies and skins: declared in YAML, read at the start, checked whole.

``load()`` is all that a process needs; the path to a declaration afterwards is one hop:
``registry.definitions.types["page"]``.
"""

from eduportal.definitions.errors import DefinitionErrors
from eduportal.definitions.loading import Definitions, load, problems
from eduportal.definitions.skins import Skin
from eduportal.definitions.types import ContentType, Field
from eduportal.definitions.vocabularies import Blueprint, Section, Subject, UnitKind
from eduportal.definitions.workflows import State, Transition, Workflow

__all__ = ["Blueprint", "ContentType", "DefinitionErrors", "Definitions", "Field", "Section", "Skin", "State",
           "Subject", "Transition", "UnitKind", "Workflow", "load", "problems"]
