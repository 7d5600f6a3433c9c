"""Skins: the look of a unit's site, as names of colours and the skin it is based on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from eduportal.domain.messages import _

#: Text colour on ground colour; each pair must be readable: contrast 4.5 : 1 (WCAG 2.2, 1.4.3; R7-24).
READABLE = (("on_brand", "brand"), ("on_brand", "brand_dark"), ("name", "ground"), ("text", "ground"),
            ("link", "ground"), ("text", "paper"), ("on_footer", "footer"))
CONTRAST = 4.5


@dataclass(frozen=True, eq=False)
class Skin:
    """A skin. ``extends`` is the skin that has what this one lacks, None for the last; ``colours`` maps a name to
    ``#rrggbb``; ``folder`` is where its ``templates/`` and ``static/`` are."""

    name: str
    title: str
    description: str
    extends: str | None
    colours: Mapping
    folder: Path


def build_skin(data, folder):
    """Return the :class:`Skin` of checked ``data`` found in ``folder``."""
    return Skin(data["name"], data["title"], data["description"], data["extends"],
                MappingProxyType(dict(data["colours"])), Path(str(folder)))


def check_skin(declared, sources):
    """Yield what is wrong with a skin: the skin it extends, and text that could not be read on its ground."""
    base, colours = declared.data.get("extends"), declared.data.get("colours", {})
    if base is not None and base not in sources.skins:
        yield _("${where}: the skin ${name} is not declared.", where=declared.where("extends"), name=base)
    elif base is not None and declared.name in _chain(base, sources):
        yield _("${where}: the skin ${name} would extend itself.", where=declared.where("extends"), name=declared.name)
    for text, ground in READABLE:
        if {text, ground} <= set(colours):
            ratio = contrast(colours[text], colours[ground])
            if ratio < CONTRAST:
                yield _("${where}: the contrast with ${ground} is ${ratio} : 1; text needs ${least} : 1.",
                        where=declared.where("colours", text), ground=ground, ratio=f"{ratio:.1f}", least=CONTRAST)


def _chain(name, sources):
    chain = []
    while name in sources.skins and name not in chain:
        chain.append(name)
        name = sources.skins[name].data.get("extends")
    return chain


def contrast(first, second):
    """Return the contrast of two colours ``#rrggbb``, 1 to 21 (WCAG 2.2, relative luminance)."""
    lights = sorted((_luminance(first), _luminance(second)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour):
    parts = [int(part, 16) / 255 for part in re.findall(r"[0-9a-fA-F]{2}", colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
