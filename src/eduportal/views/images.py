"""Pictures as pages show them: drawn small enough for the place, the browser chooses the size, none moves the text."""

import re
from types import SimpleNamespace as Show

from eduportal.content.nodes import is_public
from eduportal.content.whereabouts import find_target
from eduportal.operations.scaling import WIDTHS, size_of
from eduportal.views.language import in_language

#: How wide a picture stands in a text, and in a text beside which nothing stands.
_TEXT_SIZES = "(max-width: 48rem) 100vw, 46rem"
_TAG = re.compile(r'<img(?: [a-z]+="[^"]*")*? src="resolveuid/(?P<target>(?:[0-9a-f]{32}/)?[0-9a-f]{32})"[^>]*>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
#: What a page of many pictures asks the browser for at most: the largest size that is drawn of a shape.
_USUAL = {"": 960, "card": 640, "wide": 960, "square": 320}


def picture(request, node, shape="", *, sizes=_TEXT_SIZES, working=False):
    """Return what ``<img>`` needs of an image: src, srcset, sizes, width, height, alt and the ``lang`` of it; None when
    it has no file.

    :param shape: a name in SHAPES of operations/scaling.py. :param sizes: how wide it stands, as in HTML.
    :param working: of the working version, for people who may see it.
    """
    fields, lang = in_language(request, node.fields if working or node.live is None else node.live.fields)
    file = fields.get("file")
    if not file or not file.get("pixels"):
        return None
    more = "&version=working" if working and node.live is not None else ""
    sources = sources_of(request.url_of(node), file["pixels"], shape, more)
    width, height = size_of(file["pixels"], shape, _USUAL[shape])
    return Show(src=sources[min(len(sources) - 1, WIDTHS[shape].index(_USUAL[shape]))][0],
                srcset=", ".join(f"{url} {wide}w" for url, wide in sources) if len(sources) > 1 else None,
                sizes=sizes if len(sources) > 1 else None, width=width, height=height, alt=fields.get("alt", ""),
                lang=lang.alt)


def cover(request, unit, card, shape, *, sizes):
    """Return :func:`picture` for a :class:`Card` in a public list: its lead image, itself if it is an image, the first
    picture of an album; None where there is none or visitors may not see it."""
    uuid = card.uuid if card.type == "image" else card.live_image or _first(request, unit, card)
    node = unit.find(uuid) if uuid else None
    if node is None or node.type_name != "image" or not is_public(node):
        return None
    return picture(request, node, shape, sizes=sizes)


def _first(request, unit, card):
    if not request.definitions.types[card.type].gallery:
        return ""
    cards = (each for _oid, each in unit.index.children(card.uuid))
    return next((each.uuid for each in cards if each.type == "image" and each.public), "")


def sources_of(url, pixels, shape, more=""):
    """Return [(url, width in pixels)] of the sizes that differ, the smallest first; of a small picture itself."""
    if not shape and pixels[0] <= WIDTHS[""][0]:
        return [(url + more.replace("&amp;", "?").replace("&", "?"), pixels[0])]
    found = []
    for width in WIDTHS[shape]:
        real = size_of(pixels, shape, width)[0]
        name = f"{shape}-{width}" if shape else str(width)
        found.append((f"{url}@@scale?w={name}{more}", real))
        if real < width:
            break
    return found


def with_scales(request, unit, html, where, *, working=False):
    """Return the HTML of a text in which pictures that it names by identity offer their sizes.

    References stay references (:func:`eduportal.content.richtext.resolve` comes after this).

    :param where: the function that resolve() is given: no URL, no picture.
    """
    def sized(found):
        url, node = where(found["target"]), find_target(request.portal, unit, found["target"])
        fields = {} if node is None else node.fields if working or node.live is None else node.live.fields
        pixels = (fields.get("file") or {}).get("pixels")
        if not url or not pixels or node.type_name != "image":
            return found[0]
        return _tag(found, url, pixels, "&amp;version=working" if working and node.live is not None else "")

    return _TAG.sub(sized, html)


def _tag(found, url, pixels, more):
    kept = {name: value for name, value in _ATTRIBUTE.findall(found[0]) if name != "src"}
    sources = sources_of("", pixels, "", more)
    own = int(kept.get("width") or 0)
    if not own:
        kept["width"], kept["height"] = map(str, size_of(pixels, "", _USUAL[""]))
    elif not kept.get("height"):
        kept["height"] = str(max(1, round(own * pixels[1] / pixels[0])))
    src = sources[min(len(sources) - 1, WIDTHS[""].index(_USUAL[""]))][0]
    if len(sources) > 1:
        kept["srcset"] = ", ".join(f"{url}{rest} {wide}w" for rest, wide in sources)
        kept["sizes"] = f"(max-width: {own}px) 100vw, {own}px" if own else _TEXT_SIZES
    named = "".join(f' {name}="{value}"' for name, value in kept.items())
    return f'<img src="resolveuid/{found["target"]}{src}"{named} loading="lazy">'
