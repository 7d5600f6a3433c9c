"""The declared files as one frozen :class:`Definitions`, or every mistake in them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from eduportal.definitions.blocks import build_block, check_block
from eduportal.definitions.errors import DefinitionErrors
from eduportal.definitions.retention import build_retention, check_retention
from eduportal.definitions.skins import build_skin, check_skin
from eduportal.definitions.sources import gather, stamps
from eduportal.definitions.types import build_type, check_type
from eduportal.definitions.vocabularies import build_blueprint, build_kind, build_subject, within
from eduportal.definitions.vocabulary_checks import check_blueprint, check_kind, check_subject
from eduportal.definitions.worked_examples import build_example, check_example
from eduportal.definitions.workflow_checks import check_workflow
from eduportal.definitions.workflows import build_workflow

_CHECKS = {"types": check_type, "workflows": check_workflow, "kinds": check_kind, "blueprints": check_blueprint,
           "subjects": check_subject, "skins": check_skin, "blocks": check_block,
           "retention": check_retention, "examples": check_example}


@dataclass(frozen=True, eq=False)
class Definitions:
    """Everything declared. Each of the first nine maps a name to its declaration, in the order of the files.

    ``fingerprint`` is one sha256 over all of it, without comments and layout; ``fingerprints`` has one for each
    declaration, as ``types/page``, so that a difference to what the database knew can be named.
    """

    types: Mapping
    workflows: Mapping
    kinds: Mapping
    blueprints: Mapping
    subjects: Mapping
    skins: Mapping
    blocks: Mapping
    retention: Mapping
    examples: Mapping
    fingerprint: str
    fingerprints: Mapping

    def workflow_of(self, type_name):
        """Return the :class:`Workflow` of the content type ``type_name``.

        :raises KeyError: there is no such type.
        """
        return self.workflows[self.types[type_name].workflow]

    def may_stand_under(self, kind, parent_kind, day):
        """Return whether a unit of ``kind`` may be put under one of ``parent_kind`` on ``day``.

        ``day`` is the day on which the edge begins: an edge that was right when it began stays right until it is
        closed, so a tree of 2017 keeps its Phòng until somebody moves the schools (regulations.md 9.6).

        :param parent_kind: a kind, or "" for the top of the tree, where kinds stand that are under nothing.
        :raises KeyError: there is no such kind.
        """
        own = self.kinds[kind]
        if not own.exists_on(day):
            return False
        if not parent_kind:
            return not own.under
        return self.kinds[parent_kind].exists_on(day) and any(
            above == parent_kind and within(day, since, until) for above, since, until in own.under)

    def skin_chain(self, name):
        """Return the skin called ``name`` and those it extends, nearest first.

        :raises KeyError: there is no such skin.
        """
        chain = [self.skins[name]]
        while chain[-1].extends is not None:
            chain.append(self.skins[chain[-1].extends])
        return tuple(chain)


def load(profiles=()):
    """Return the :class:`Definitions` of the shipped files and of the folders ``profiles``.

    :param profiles: paths of folders with content_types/, workflows/ and skins/ of the operator's own.
    The same files give the same definitions without being read and checked again: a command, a server and its jobs ask
    in one process.

    :raises DefinitionErrors: with every mistake of every file.
    """
    return _loaded(tuple(map(str, profiles)), stamps(profiles))


@lru_cache(4)
def _loaded(profiles, _stamps):
    sources = gather(profiles)
    found = _problems(sources)
    if found:
        raise DefinitionErrors(found)
    return _build(sources)


def problems(profiles=()):
    """Return every mistake in the declarations, as texts that begin with ``file:line: path:``; [] when all is well."""
    return _problems(gather(profiles))


def _problems(sources):
    for group, check in _CHECKS.items():
        for declared in getattr(sources, group).values():
            declared.document.problems.extend(check(declared, sources))
    return [problem for document in sources.documents for problem in sorted(document.problems, key=_line)]


def _line(problem):
    """The line that a problem is about: the first number between colons of its place."""
    return next((int(part) for part in problem.values["where"].split(":") if part.isdigit()), 0)


def _build(sources):
    kinds = {name: build_kind(name, each.data) for name, each in sources.kinds.items()}
    subjects = {name: build_subject(name, each.data) for name, each in sources.subjects.items()}
    choices = {"unit_kinds": tuple((name, kind.title, kind.title_en) for name, kind in kinds.items()),
               "subjects": tuple((code, subject.title, "") for code, subject in subjects.items())}
    fingerprints = {f"{group}/{name}": _fingerprint(each.data)
                    for group in _CHECKS for name, each in getattr(sources, group).items()}
    return Definitions(
        types=MappingProxyType({name: build_type(each.data, choices) for name, each in sources.types.items()}),
        workflows=MappingProxyType({name: build_workflow(each.data) for name, each in sources.workflows.items()}),
        kinds=MappingProxyType(kinds),
        blueprints=MappingProxyType({name: build_blueprint(name, each.data)
                                     for name, each in sources.blueprints.items()}),
        subjects=MappingProxyType(subjects),
        skins=MappingProxyType({name: build_skin(each.data, each.folder) for name, each in sources.skins.items()}),
        blocks=MappingProxyType({name: build_block(name, each.data) for name, each in sources.blocks.items()}),
        retention=MappingProxyType({name: build_retention(name, each.data)
                                    for name, each in sources.retention.items()}),
        examples=MappingProxyType({name: build_example(name, each.data) for name, each in sources.examples.items()}),
        fingerprint=_fingerprint(fingerprints),
        fingerprints=MappingProxyType(fingerprints))


def _fingerprint(data):
    """The order of keys counts: it is the order on the screen and in the registers."""
    return hashlib.sha256(json.dumps(data, ensure_ascii=False).encode()).hexdigest()
