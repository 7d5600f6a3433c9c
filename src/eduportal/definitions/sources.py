"""Where the declared files are, and all of them read and checked against their schemas."""

import json
import os
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path

from eduportal.definitions.reading import Document, read
from eduportal.definitions.shape import check_shape
from eduportal.domain.messages import _

#: The files of content_types/vocabularies/ and the group of declarations that each holds.
VOCABULARIES = {"blueprints": "blueprints", "home_blocks": "blocks", "retention": "retention", "subjects": "subjects",
                "subjects_2006": "subjects", "subjects_primary": "subjects", "unit_kinds": "kinds",
                "worked_examples": "examples"}
#: Groups in which a profile replaces what is shipped: these are the operator's own numbers.
_REPLACED = ("retention",)
_FOLDERS = ("content_types", "workflows", "skins")
_SKIPPED = ("__init__.py", "__pycache__", "schema.json")


@dataclass(frozen=True)
class Declared:
    """One declared thing: a whole file, or one entry of a vocabulary. ``folder`` is where its file is."""

    name: str
    document: Document
    path: tuple
    folder: object

    @property
    def data(self):
        """Its data, a mapping; what has a wrong shape is already cut out."""
        return self.document.data[self.path[0]] if self.path else self.document.data

    def where(self, *path):
        """Return file, line and path of something in it, for a message."""
        return self.document.where(*self.path, *path)

    def is_whole(self, *path):
        """Return whether nothing wrong was taken out at or below ``path``, so that what is missing is truly missing."""
        here = (*self.path, *path)
        return not any(each[:len(here)] == here for each in self.document.cut)


@dataclass
class Sources:
    """Everything declared: group -> name -> :class:`Declared`; and the documents, in the order they were read."""

    types: dict = field(default_factory=dict)
    workflows: dict = field(default_factory=dict)
    kinds: dict = field(default_factory=dict)
    blueprints: dict = field(default_factory=dict)
    subjects: dict = field(default_factory=dict)
    blocks: dict = field(default_factory=dict)
    retention: dict = field(default_factory=dict)
    examples: dict = field(default_factory=dict)
    skins: dict = field(default_factory=dict)
    documents: list = field(default_factory=list)

    def workflow_data(self, type_name):
        """Return the data of the workflow of a content type, or None when one of them is not declared."""
        declared = self.types.get(type_name)
        workflow = self.workflows.get(declared.data.get("workflow")) if declared else None
        return workflow.data if workflow else None

    def add(self, group, declared):
        """Add a declared thing; a name that is taken is a mistake: a profile adds, it never replaces."""
        known = getattr(self, group)
        if declared.name in known and group not in _REPLACED:
            declared.document.problems.append(
                _("${where}: ${name} is already declared in ${other}; a profile adds, it does not replace.",
                  where=declared.where(), name=declared.name, other=known[declared.name].document.file))
        else:
            known[declared.name] = declared


def stamps(profiles=()):
    """Return what differs as soon as a file of the declared folders is added, taken away or written."""
    folders = [Path(str(resources.files(f"eduportal.{name}"))) for name in _FOLDERS]
    folders += [Path(profile) / name for profile in profiles for name in _FOLDERS]
    return tuple((path, about.st_mtime_ns, about.st_size)
                 for folder in folders for place, _inner, names in os.walk(folder) if not place.endswith("__pycache__")
                 for path in (f"{place}/{name}" for name in names) for about in (os.stat(path),))


def gather(profiles=()):
    """Return the :class:`Sources` of the shipped files and of the folders ``profiles``.

    :param profiles: paths of folders with content_types/, workflows/ and skins/, each of which may be missing.
    """
    sources = Sources()
    shipped = [(name, resources.files(f"eduportal.{name}")) for name in _FOLDERS]
    _gather_folders(sources, shipped, "")
    for profile in map(Path, profiles):
        folders = [(name, profile / name) for name in _FOLDERS]
        if not any(folder.is_dir() for _name, folder in folders):
            _complain(sources, str(profile),
                      _("${where}: a profile is a folder with content_types/, workflows/ or skins/.",
                        where=f"{profile}:1"))
        _gather_folders(sources, [pair for pair in folders if pair[1].is_dir()], f"{profile}/")
    return sources


def _gather_folders(sources, folders, prefix):
    for name, folder in folders:
        if name == "skins":
            _gather_skins(sources, folder, f"{prefix}skins/")
        else:
            _gather_files(sources, folder, f"{prefix}{name}/", name.removeprefix("content_"))


def _gather_files(sources, folder, prefix, group):
    for entry in _entries(folder):
        if group == "types" and entry.name == "vocabularies" and entry.is_dir():
            _gather_vocabularies(sources, entry, f"{prefix}vocabularies/")
        elif not entry.name.endswith(".yaml"):
            _complain_of_name(sources, prefix + entry.name)
        else:
            document = _document(sources, entry, prefix, schema("content_types" if group == "types" else group))
            _add_file(sources, group, document, entry.name.removesuffix(".yaml"), folder)


def _gather_vocabularies(sources, folder, prefix):
    for entry in _entries(folder):
        name = entry.name.removesuffix(".yaml")
        if name not in VOCABULARIES or name == entry.name:
            _complain_of_name(sources, prefix + entry.name)
            continue
        shapes = schema("content_types/vocabularies")
        document = _document(sources, entry, prefix, {**shapes, "$ref": f"#/$defs/{name}"})
        for key in document.data:
            sources.add(VOCABULARIES[name], Declared(key, document, (key,), folder))


def _gather_skins(sources, folder, prefix):
    for entry in _entries(folder):
        described = entry / "skin.yaml"
        if not entry.is_dir() or not described.is_file():
            _complain(sources, prefix + entry.name,
                      _("${where}: a skin is a folder with a file skin.yaml.", where=f"{prefix}{entry.name}:1"))
            continue
        document = _document(sources, described, f"{prefix}{entry.name}/", schema("skins"))
        _add_file(sources, "skins", document, entry.name, entry)


def _document(sources, entry, prefix, shape):
    document = read(entry.read_bytes(), prefix + entry.name)
    check_shape(document, shape)
    sources.documents.append(document)
    return document


def _add_file(sources, group, document, name, folder):
    declared = Declared(name, document, (), folder)
    written = document.data.get("name")
    if written is not None and written != name:
        document.problems.append(_("${where}: the name is ${found}, but the file says ${name}.",
                                   where=declared.where("name"), found=written, name=name))
    sources.add(group, declared)


def _entries(folder):
    return sorted((entry for entry in folder.iterdir() if entry.name not in _SKIPPED and entry.name[0] != "."),
                  key=lambda entry: entry.name)


def _complain_of_name(sources, file):
    _complain(sources, file, _("${where}: this file is not expected here; a declaration is called <name>.yaml.",
                               where=f"{file}:1"))


def _complain(sources, file, message):
    sources.documents.append(Document(file, {}, problems=[message]))


@cache
def schema(folder):
    """Return the JSON Schema shipped in ``folder`` (``content_types``, ``content_types/vocabularies`` ...)."""
    package, *inner = folder.split("/")
    file = resources.files(f"eduportal.{package}").joinpath(*inner, "schema.json")
    return json.loads(file.read_text(encoding="utf-8"))
