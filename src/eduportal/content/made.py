"""What was made from an uploaded file: its text and its scales. Kept beside the file, by the blob they were made from.

So a live version and a working one with another file each have their own, and nothing is loaded with a page. Whatever
is here can be made again from the blob.
"""

import json
import zlib

from persistent import Persistent

#: So much of a file's text is searched; the side store keeps no more either (sidestore/objects.py: MAX_BODY).
SEARCHED = 50_000


class Made(Persistent):
    """``texts`` maps the oid of a blob to a :class:`StoredText`, ``scales`` to a :class:`Scales`."""

    def __init__(self):
        self.texts, self.scales = {}, {}


class StoredText(Persistent):
    """The text of one file. ``reason`` says why there is none or not all (see search/extracting.REASONS).

    ``cut``: there is more than was read; ``at``: ISO instant.
    """

    def __init__(self, pieces, reason, cut, *, at):
        self.packed = zlib.compress(json.dumps([[*place, text] for place, text in pieces]).encode("ascii"), 6)
        self.reason, self.cut, self.at = reason, cut, at.isoformat()

    @property
    def pieces(self):
        """Return a tuple of ((kind, name), text), as it was read."""
        return tuple(((kind, name), text) for kind, name, text in json.loads(zlib.decompress(self.packed)))

    @property
    def text(self):
        """Return all pieces in one, with spaces between."""
        return " ".join(text for _place, text in self.pieces)


class Scales(Persistent):
    """``drawn`` maps the name of a scale to (blob, width, height): WebP pictures, smaller than the original."""

    def __init__(self, drawn):
        self.drawn = dict(drawn)


def stored_text(node, file):
    """Return the :class:`StoredText` of ``file`` (a value of the field ``file``), or None while it was not read."""
    return _of(node, file, "texts")


def words_of(node, file):
    """Return the text that the search finds ``file`` by, at most :data:`SEARCHED` letters."""
    found = stored_text(node, file)
    return found.text[:SEARCHED] if found is not None else ""


def stored_scale(node, file, name):
    """Return (blob, width, height) of a scale of ``file``, or None while it was not drawn."""
    found = _of(node, file, "scales")
    return found.drawn.get(name) if found is not None else None


def keep_text(node, file, pieces, reason, cut, *, at):
    """Put the text of ``file`` beside it, in the place of an older one."""
    _keep(node, file, "texts", StoredText(pieces, reason, cut, at=at))


def keep_scales(node, file, drawn):
    """Put scales of ``file`` beside it, in the place of older ones: {name: (blob, width, height)}."""
    _keep(node, file, "scales", Scales(drawn))


def key_of(file):
    """Return what a file is known by: the oid of its blob, or None before it was written."""
    return file["blob"]._p_oid if file else None


def make_room(node):
    """Give an attachment the object that holds what is made from its files, if it has none."""
    if node.made is None:
        node.made = Made()


def _of(node, file, what):
    key = key_of(file)
    return getattr(node.made, what).get(key) if key is not None and node.made is not None else None


def _keep(node, file, what, value):
    key = key_of(file)
    if key is None:
        raise ValueError("The file has not been written yet.")
    make_room(node)
    live = node.live.fields if node.live is not None else {}
    wanted = {key_of(fields.get("file")) for fields in (node.fields, live)}
    kept = {each: old for each, old in getattr(node.made, what).items() if each in wanted}
    setattr(node.made, what, {**kept, key: value})
