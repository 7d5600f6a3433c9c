"""One YAML file as plain data that knows the line of everything in it; what YAML would misread is refused."""

import re
import unicodedata
from dataclasses import dataclass, field

import yaml

from eduportal.domain.messages import _

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_PREFIX = "tag:yaml.org,2002:"


@dataclass
class Document:
    """A file that was read: its data, the line of every path in it, and what was wrong with its YAML.

    ``file`` is the name shown in messages; a path is a tuple of keys and indexes from the top.
    ``unread`` holds the paths whose value could not be read, so that nobody complains about them twice; ``cut`` those
    whose value was taken out of the data because it was wrong.
    """

    file: str
    data: object = None
    lines: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    unread: set = field(default_factory=set)
    cut: set = field(default_factory=set)

    def where(self, *path):
        """Return ``file:line: path`` for people; a path that is missing has the line of what should hold it."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        place = f"{self.file}:{self.lines.get(known, 1)}"
        return f"{place}: {spelled(path)}" if path else place


def spelled(path):
    """Return a path as people write it: ``fields[2].kind``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


def read(content, file):
    """Return the :class:`Document` of a YAML file.

    :param content: the bytes of the file.
    :param file: its name, as messages show it.
    """
    document = Document(file)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        document.problems.append(_("${where}: the file is not UTF-8 text.", where=f"{file}:1"))
        return document
    if not unicodedata.is_normalized("NFC", text):
        line = next(number for number, each in enumerate(text.split("\n"), 1)
                    if not unicodedata.is_normalized("NFC", each))
        document.problems.append(
            _("${where}: letters and accents are stored apart here; save the file in the form NFC.",
              where=f"{file}:{line}"))
        text = unicodedata.normalize("NFC", text)
    root = _compose(document, text)
    if root is not None:
        document.data = _Walk(document).value(root, ())
    elif not document.problems:
        document.problems.append(_("${where}: the file is empty.", where=f"{file}:1"))
    return document


def _compose(document, text):
    try:
        loader = _Loader(text)
        try:
            return loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = " ".join(str(getattr(error, "problem", None) or error).split())
        document.problems.append(_("${where}: this is not YAML: ${what}.", where=f"{document.file}:{line}", what=what))
        return None


class _Walk:
    """Turns YAML nodes into plain data; refuses repeated keys, aliases and values that YAML 1.1 reads unexpectedly."""

    def __init__(self, document):
        self.document = document
        self.seen = set()

    def refuse(self, message):
        self.document.problems.append(message)

    def value(self, node, path):
        self.document.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self.seen:
            self.refuse(_("${where}: an alias (*) is used; a declaration is complete, write the value out.",
                          where=self.document.where(*path)))
            self.document.unread.add(path)
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each, (*path, index)) for index, each in enumerate(node.value)]
        return self.scalar(node, path)

    def mapping(self, node, path):
        data = {}
        for key_node, value_node in node.value:
            key, line = key_node.value, key_node.start_mark.line + 1
            if key_node.tag != _PREFIX + "str":
                found = key if isinstance(key, str) else "?"
                self.refuse(_("${where}: the key ${found} is not read as text; write it in quotes.",
                              where=self.at(line, path), found=found))
            elif key in data:
                self.refuse(_("${where}: the key ${key} stands here again; it was already given on line ${first}.",
                              where=self.at(line, (*path, key)), key=key, first=self.document.lines[(*path, key)]))
            else:
                self.document.lines[(*path, key)] = line
                data[key] = self.value(value_node, (*path, key))
        return data

    def at(self, line, path):
        place = f"{self.document.file}:{line}"
        return f"{place}: {spelled(path)}" if path else place

    def scalar(self, node, path):
        kind, text = node.tag.removeprefix(_PREFIX), node.value
        if kind == "str":
            return text
        if kind == "int" and _INTEGER.fullmatch(text):
            return int(text)
        if kind == "bool" and text in ("true", "false"):
            return text == "true"
        if kind == "null" and text == "null":
            return None
        self.refuse(self.misread(kind, text, path))
        self.document.unread.add(path)
        return text

    def misread(self, kind, text, path):
        where = self.document.where(*path)
        if kind == "null":
            return _("${where}: nothing is written here; write a value, or null.", where=where)
        if kind == "bool":
            return _("${where}: YAML reads ${found} as yes or no; write true or false, or put it in quotes.",
                     where=where, found=text)
        if kind in ("int", "float", "timestamp"):
            return _("${where}: YAML does not read ${found} as it is written; put dates, times and codes in quotes.",
                     where=where, found=text)
        return _("${where}: the tag ${tag} is not used in declarations.", where=where, tag=kind)
