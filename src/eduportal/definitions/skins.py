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
#: Least contrast of text by the level of WCAG 2.2 that a skin keeps (1.4.3 and 1.4.6).
LEAST = {"AA": CONTRAST, "AAA": 7.0}
#: The colours that a unit may choose for itself, and the names of a skin's colours that each stands for.
OWN_COLOURS = {"brand": ("brand", "link"), "brand_dark": ("brand_dark",), "accent": ("accent", "name")}
_OWN_READABLE = (*READABLE, ("link", "paper"), ("link", "pale"), ("brand_dark", "ground"), ("brand_dark", "pale"),
                 ("name", "pale"))
_HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, eq=False)
class Skin:
    """A skin. ``extends`` is the skin that has what this one lacks, None for the last; ``colours`` maps a name to
    ``#rrggbb``; ``folder`` is where its ``templates/`` and ``static/`` are; ``styles`` names its own stylesheets below
    ``static/``, loaded after those of the skin that it extends; ``level`` is AA or AAA, the contrast that it keeps."""

    name: str
    title: str
    description: str
    extends: str | None
    colours: Mapping
    folder: Path
    styles: tuple = ()
    level: str = "AA"


def build_skin(data, folder):
    """Return the :class:`Skin` of checked ``data`` found in ``folder``."""
    return Skin(data["name"], data["title"], data["description"], data["extends"],
                MappingProxyType(dict(data["colours"])), Path(str(folder)), tuple(data.get("styles", ())),
                data.get("level", "AA"))


def check_skin(declared, sources):
    """Yield what is wrong with a skin: the skin it extends, and text that could not be read on its ground."""
    base, colours = declared.data.get("extends"), declared.data.get("colours", {})
    if base is not None and base not in sources.skins:
        yield _("${where}: the skin ${name} is not declared.", where=declared.where("extends"), name=base)
    elif base is not None and declared.name in _chain(base, sources):
        yield _("${where}: the skin ${name} would extend itself.", where=declared.where("extends"), name=declared.name)
    least = LEAST[declared.data.get("level", "AA")]
    for text, ground in READABLE:
        if {text, ground} <= set(colours):
            ratio = contrast(colours[text], colours[ground])
            if ratio < least:
                yield _("${where}: the contrast with ${ground} is ${ratio} : 1; text needs ${least} : 1.",
                        where=declared.where("colours", text), ground=ground, ratio=f"{ratio:.1f}", least=least)
    for index, path in enumerate(declared.data.get("styles", ())):
        if path is not None and not (declared.folder / "static" / path).is_file():
            yield _("${where}: there is no file ${path} in the folder static of this skin.",
                    where=declared.where("styles", index), path=path)


def _chain(name, sources):
    chain = []
    while name in sources.skins and name not in chain:
        chain.append(name)
        name = sources.skins[name].data.get("extends")
    return chain


def is_colour(text):
    """Return whether ``text`` is a colour as it is kept: ``#rrggbb`` in small letters."""
    return isinstance(text, str) and _HEX.fullmatch(text) is not None


def colours_of(skin, own):
    """Return the colours of ``skin`` with those that a unit chose; ``pale`` is the tint behind what is pointed at.

    :param own: {name in :data:`OWN_COLOURS`: ``#rrggbb``}; what is no colour is left out.
    """
    found = dict(skin.colours)
    for name, stands_for in OWN_COLOURS.items():
        if is_colour((own or {}).get(name)):
            found |= dict.fromkeys(stands_for, own[name])
    return found | {"pale": _mixed(found["brand"], found["ground"], 0.07)}


def unreadable(skin, own):
    """Return (own colour, ratio, other colour) of each pair that could not be read on ``skin`` with a unit's ``own``
    colours, and the least ratio; a skin of level AAA asks for 7 : 1."""
    colours, least = colours_of(skin, own), LEAST[skin.level]
    chosen = {each: name for name, stands_for in OWN_COLOURS.items() if name in own for each in stands_for}
    found = []
    for text, ground in _OWN_READABLE:
        name = chosen.get(text) or chosen.get(ground)
        ratio = contrast(colours[text], colours[ground])
        if name and ratio < least:
            found.append((name, ratio, ground if text in chosen else text))
    return found, least


def _mixed(colour, ground, share):
    parts = (re.findall(r"[0-9a-f]{2}", each) for each in (colour, ground))
    pairs = zip(*([int(part, 16) for part in each] for each in parts), strict=True)
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one, other in pairs)


def contrast(first, second):
    """Return the contrast of two colours ``#rrggbb``, 1 to 21 (WCAG 2.2, relative luminance)."""
    lights = sorted((_luminance(first), _luminance(second)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour):
    parts = [int(part, 16) / 255 for part in re.findall(r"[0-9a-fA-F]{2}", colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
