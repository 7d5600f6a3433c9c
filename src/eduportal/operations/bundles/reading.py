"""A bundle from anywhere: opened, measured and checked before a word of it is believed."""

import json
import zipfile
import zlib
from dataclasses import dataclass
from hashlib import sha256

from eduportal.operations.bundles.coding import FORMAT, broken
from eduportal.operations.files import LARGEST

#: So much text, so many pages and files are read of one bundle; a unit with more is moved with the database.
LARGEST_TEXT, MOST_NODES, MOST_BLOBS = 500 * 1024 * 1024, 200_000, 200_000
_TEXTS = ("unit.json", "nodes.jsonl", "people.json", "grants.json")


@dataclass(frozen=True)
class Bundle:
    """What stands in a bundle, as plain data. ``blob(sha256)`` returns the bytes of a file, checked."""

    manifest: dict
    unit: dict
    nodes: tuple
    people: tuple
    grants: tuple
    groups: tuple
    archive: object

    def blob(self, key):
        """Return the bytes of a file. :raises RuleError: it is not there, too large, or not what it was."""
        if key not in self.manifest["blobs"]:
            raise broken("a file that is missing")
        data = _read(self.archive, f"blobs/{key}", LARGEST)
        if sha256(data).hexdigest() != key:
            raise broken("a file that was changed")
        return data


def read_bundle(path):
    """Return the :class:`Bundle` at ``path``; nothing is unpacked to the disk.

    :raises RuleError: not a bundle of this portal, damaged, changed, or larger than a unit can be.
    """
    try:
        archive = zipfile.ZipFile(path)
        manifest = json.loads(_read(archive, "manifest.json", 64 * 1024 * 1024))
    except (OSError, zipfile.BadZipFile, ValueError, RecursionError):
        raise broken("it cannot be opened") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise broken("another format")
    if not _is_texts(manifest.get("blobs")) or len(manifest["blobs"]) > MOST_BLOBS:
        raise broken("the list of files")
    texts = {name: _text(archive, manifest, name) for name in _TEXTS}
    try:
        unit, people, given = (json.loads(texts[name]) for name in ("unit.json", "people.json", "grants.json"))
        nodes = tuple(json.loads(line) for line in texts["nodes.jsonl"].splitlines() if line)
    except (ValueError, RecursionError):
        raise broken("its texts") from None
    if (
        len(nodes) > MOST_NODES
        or not isinstance(unit, dict)
        or not isinstance(given, dict)
        or not all(
            isinstance(each, dict)
            for each in (*nodes, *_rows(people), *_rows(given.get("grants")), *_rows(given.get("groups")))
        )
    ):
        raise broken("its texts")
    manifest["blobs"] = frozenset(manifest["blobs"])
    return Bundle(manifest, unit, nodes, tuple(people), tuple(given["grants"]), tuple(given["groups"]), archive)


def _rows(value):
    if not isinstance(value, list):
        raise broken("its texts")
    return value


def _is_texts(value):
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _text(archive, manifest, name):
    data = _read(archive, name, LARGEST_TEXT)
    if not isinstance(manifest.get("sha256"), dict) or sha256(data).hexdigest() != manifest["sha256"].get(name):
        raise broken(name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise broken(name) from None


def _read(archive, name, most):
    """Return an entry; its size is measured while it is read, whatever the archive says of itself."""
    try:
        with archive.open(name) as source:
            data = source.read(most + 1)
    except (KeyError, RuntimeError, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError):
        raise broken(name) from None
    if len(data) > most:
        raise broken(f"{name} is too large")
    return data
