"""Logo and banner: drawn anew, small enough for a first visit on a slow line (architecture 6: at most 40 KB each)."""

import hashlib
import io

from PIL import Image
from ZODB.blob import Blob

from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.files import stored_file

LARGEST_UPLOAD = 5 * 1024 * 1024
MOST_BYTES = 40_000
#: Twice the size on the screen, for fine displays.
LOGO = (160, 160)
BANNER = (1320, 400)
_LEAST_LOGO, _LEAST_BANNER, _LEAST_SHAPE = 48, 600, 2.5
_QUALITIES = (86, 78, 70, 60, 50, 40, 30, 20)


def logo_of(upload):
    """Return {"type", "size", "blob", "pixels", "stamp"} of an upload {"name", "data"}: WebP, at most 160 × 160.

    :raises RuleError: no picture (SVG is none), too large, too small.
    """
    picture = _opened(upload, "logo")
    if min(picture.size) < _LEAST_LOGO:
        raise RuleError(_("The logo is too small: at least ${least} × ${least} pixels.", least=_LEAST_LOGO), "logo")
    return _kept(picture, LOGO)


def banner_of(upload):
    """Return the same of a banner: at least 600 pixels wide and 2.5 times as wide as high. :raises RuleError:"""
    picture = _opened(upload, "banner")
    if picture.width < _LEAST_BANNER or picture.width < _LEAST_SHAPE * picture.height:
        raise RuleError(_("The banner must be at least ${least} pixels wide and at least two and a half times as wide "
                          "as high; this picture has ${width} × ${height}.", least=_LEAST_BANNER, width=picture.width,
                          height=picture.height), "banner")
    return _kept(picture, BANNER)


def _opened(upload, field):
    if not isinstance(upload, dict) or not isinstance(upload.get("data"), bytes):
        raise RuleError(_("Choose a picture."), field)
    if len(upload["data"]) > LARGEST_UPLOAD:
        raise RuleError(_("At most ${most} MB for a file.", most=LARGEST_UPLOAD // 1024 // 1024), field)
    try:
        # Drawn anew there, so nothing but pixels comes through; here it is made small.
        stored = stored_file(upload.get("name") or "", upload["data"], image=True)
    except RuleError as error:
        raise RuleError(error.message, field) from error
    with stored["blob"].open("r") as source:
        picture = Image.open(io.BytesIO(source.read()))
        picture.load()
    return picture


def _kept(picture, box):
    picture = picture.convert("RGBA" if picture.mode in ("RGBA", "LA", "P", "PA") else "RGB")
    picture.thumbnail(box)
    data = b""
    for quality in _QUALITIES:
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=quality, method=6)
        data = out.getvalue()
        if len(data) <= MOST_BYTES:
            break
    blob = Blob()
    with blob.open("w") as target:
        target.write(data)
    return {"type": "image/webp", "size": len(data), "blob": blob, "pixels": picture.size,
            "stamp": hashlib.sha256(data).hexdigest()[:12]}
