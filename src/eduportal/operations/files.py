"""Uploads: typed by their content, limited, pictures drawn anew so that nothing hides in them."""

import io
import struct
import warnings

import filetype
from PIL import Image, ImageOps
from ZODB.blob import Blob

from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line

LARGEST = 25 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2400
#: Shown in the browser; everything else is an attachment with ``nosniff``.
INLINE_TYPES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "application/pdf"})
PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP"}
_LONGEST_NAME = 150
_TEXT_TYPES = {"txt": "text/plain", "csv": "text/csv"}


def stored_file(name, data, *, image):
    """Return {"name", "type", "size", "blob", "pixels"} for an upload; "macros" too when programs are in it.

    ``pixels`` is (width, height) of a picture, None of another file.

    :param image: only pictures are accepted.
    :raises RuleError: too large, empty, or not the picture it claims to be.
    """
    name = safe_name(name)
    if not data:
        raise RuleError(_("The file is empty."))
    if len(data) > LARGEST:
        raise RuleError(_("At most ${most} MB for a file.", most=LARGEST // 1024 // 1024))
    kind = type_of(name, data)
    size = None
    if kind in PICTURES:
        data, size = _drawn_anew(data, kind)
    elif image:
        raise RuleError(_("A picture was expected: JPEG, PNG, GIF or WebP."))
    blob = Blob()
    with blob.open("w") as out:
        out.write(data)
    found = {"name": name, "type": kind, "size": len(data), "blob": blob, "pixels": size}
    return {**found, "macros": True} if has_macros(data) else found


def has_macros(data):
    """Return whether an Office file brings a program with it: whatever its ending, people are told of it."""
    if data[:2] == b"PK":
        return b"vbaProject.bin" in data
    return data[:4] == b"\xd0\xcf\x11\xe0" and "_VBA_PROJECT".encode("utf-16-le") in data


def safe_name(name):
    """Return a file name without folders, control characters or leading dots."""
    name = clean_line((name or "").replace("\\", "/").rsplit("/", 1)[-1]).lstrip(".")
    for letter in '<>:"|?*;\'`$&':
        name = name.replace(letter, "")
    if len(name) > _LONGEST_NAME:
        stem, dot, ending = name.rpartition(".")
        ending = dot + ending if stem and len(ending) <= 10 else ""
        name = name[:_LONGEST_NAME - len(ending)].rstrip() + ending
    return name or "tep"


def type_of(name, data):
    """Return the media type by the content; by the name only for plain text that is really text."""
    guess = filetype.guess(data[:8192])
    if guess is not None:
        return guess.mime
    ending = name.rsplit(".", 1)[-1].lower()
    if ending in _TEXT_TYPES and b"\0" not in data[:8192]:
        return _TEXT_TYPES[ending]
    return "application/octet-stream"


def _drawn_anew(data, kind):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise RuleError(_("The picture has too many pixels; at most 40 million."))
                picture.load()
                picture = _small_and_bare(picture, kind)
                out = io.BytesIO()
                options = {"quality": 85, "optimize": True} if kind == "image/jpeg" else {}
                picture.save(out, PICTURES[kind], **options)
                return out.getvalue(), picture.size
    except RuleError:
        raise
    except Exception as error:
        # Pillow raises many kinds of error for broken or hostile files; each means the same to the person.
        raise RuleError(_("This picture cannot be read; save it again as JPEG or PNG.")) from error


def _small_and_bare(picture, kind):
    """Return the picture, not too large and the right way up, and nothing beside it: no place, comment or profile."""
    if kind == "image/gif":
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    elif kind == "image/jpeg" and picture.mode != "RGB":
        picture = picture.convert("RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture = _upright(picture)
    picture.info = {"transparency": picture.info["transparency"]} if "transparency" in picture.info else {}
    return picture


def _upright(picture):
    """Return the picture turned as the camera noted in the data that are left out; with broken data as it is."""
    try:
        return ImageOps.exif_transpose(picture)
    except (SyntaxError, ValueError, KeyError, TypeError, struct.error):
        return picture
