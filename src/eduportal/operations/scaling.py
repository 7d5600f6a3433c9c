"""Pictures in the sizes that pages show: smaller, in WebP, cut to a shape around the focal point.

Drawn with Pillow: plone.scale crops to the middle, and here people choose what must stay in sight.
"""

import io
from dataclasses import dataclass

from PIL import Image

from eduportal.operations.files import MOST_PIXELS

#: Width : height of each shape; "" is the whole picture.
SHAPES = {"": None, "card": (3, 2), "wide": (2, 1), "square": (1, 1)}
#: The widths in pixels in which each shape is drawn. Nothing else is ever drawn: a visitor cannot ask for more work.
WIDTHS = {"": (320, 640, 960, 1280), "card": (320, 640), "wide": (640, 960, 1280), "square": (320,)}
#: Pictures up to this width stand in lists by the dozen: they shall not weigh more than so many bytes where possible.
SMALL, LIGHT = 640, 40 * 1024
_QUALITIES = (80, 66, 50, 36)
MIDDLE = (50, 50)


@dataclass(frozen=True)
class Scale:
    """One size of a picture. ``focus`` is (across, down) in percent of the original; it counts for shapes only."""

    shape: str
    width: int
    focus: tuple = MIDDLE

    @property
    def name(self):
        """What it is kept under: another focal point is another picture."""
        return f"{self.shape}{self.width}" + (f"@{self.focus[0]},{self.focus[1]}" if self.shape else "")


def scales_of(fields):
    """Return every :class:`Scale` that is drawn of a picture with these fields."""
    focus = focus_of(fields)
    return [Scale(shape, width, focus if shape else MIDDLE) for shape, widths in WIDTHS.items() for width in widths]


def focus_of(fields):
    """Return the focal point (across, down) in percent, the middle where none was chosen."""
    return tuple(each if isinstance(each, int) and 0 <= each <= 100 else 50
                 for each in (fields.get("focus_x"), fields.get("focus_y")))


def drawn(source, scales):
    """Return {name: (bytes of a WebP, width, height)} of the picture in the open file ``source``.

    Never larger than the original. :raises OSError or ValueError: it is no picture that can be read.
    """
    with Image.open(source) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        opened.load()
        picture = opened if opened.mode in ("RGB", "RGBA") else opened.convert(
            "RGBA" if "transparency" in opened.info or opened.mode in ("LA", "PA") else "RGB")
        return {each.name: _one(picture, each) for each in scales}


def _one(picture, scale):
    cut = _cut(picture.width, picture.height, SHAPES[scale.shape], scale.focus)
    width = min(scale.width, cut[2] - cut[0])
    height = max(1, round(width * (cut[3] - cut[1]) / (cut[2] - cut[0])))
    small = picture.resize((width, height), Image.Resampling.LANCZOS, box=cut, reducing_gap=3.0)
    data = _encoded(small, _QUALITIES[0])
    if scale.width <= SMALL and len(data) > LIGHT:
        # Far too heavy is a picture full of detail, which stays heavy: one try more, not one after the other.
        rest = _QUALITIES[1:] if len(data) <= 2 * LIGHT else _QUALITIES[-1:]
        data = next((found for each in rest if len(found := _encoded(small, each)) <= LIGHT or each == rest[-1]), data)
    return data, width, height


def _encoded(picture, quality):
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality, method=2)
    return out.getvalue()


def _cut(width, height, shape, focus):
    """Return the box (left, top, right, bottom) of a shape in a picture, as near around the focal point as it fits."""
    if shape is None:
        return 0, 0, width, height
    across, down = shape
    part = min(width, height * across // down), min(height, width * down // across)
    wide, high = max(1, part[0]), max(1, part[1])
    left = min(max(0, round(width * focus[0] / 100 - wide / 2)), width - wide)
    top = min(max(0, round(height * focus[1] / 100 - high / 2)), height - high)
    return left, top, left + wide, top + high


def size_of(pixels, shape, width):
    """Return (width, height) that a scale of a picture of ``pixels`` has."""
    cut = _cut(pixels[0], pixels[1], SHAPES[shape], MIDDLE)
    wide = min(width, cut[2] - cut[0])
    return wide, max(1, round(wide * (cut[3] - cut[1]) / (cut[2] - cut[0])))
