"""References of rich text: kept by identity, shown as addresses in an editor, turned back on the way in."""

import re
from html import unescape
from urllib.parse import unquote

from eduportal.content import richtext
from eduportal.content.nodes import Attachment, Item, Section, unit_of

_LINK = re.compile(r'(?P<attribute>\b(?:src|href)=")(?P<url>/[^"?#]*|https?://[^"?#]*)(?P<rest>[^"]*)"')
_IDENTITY = re.compile(r"[0-9a-f]{32}")


def shown_text(request, text):
    """Return the HTML with references as addresses; one that leads nowhere now stays as it is and is not lost."""
    unit = unit_of(request.context)

    def where(uuid):
        found = unit.find(uuid)
        return request.url_of(found) if found is not None else f"resolveuid/{uuid}"

    return richtext.resolve(text, where)


def stored_text(request, text):
    """Return cleaned HTML in which addresses of this unit's own pages and files are references again."""
    unit = unit_of(request.context)

    def back(found):
        node = _node_at(request, unit, unescape(found["url"]))
        return found[0] if node is None else f'{found["attribute"]}resolveuid/{node.uuid}{found["rest"]}"'

    return _LINK.sub(back, text)


def _node_at(request, unit, url):
    """Return the node of ``unit`` (not itself, nothing behind another wall) that stands at ``url``, or None."""
    path = url.removeprefix(request.host_url)
    start = request.url_of(unit)
    if not path.startswith(start):
        return None
    node = unit
    for name in path[len(start):].strip("/").split("/"):
        node = node.data.get(unquote(name)) if node.data else None
        if not isinstance(node, (Section, Item, Attachment)):
            return None
    return None if node is unit else node


def readable(text):
    """Return what was typed as a person reads it: no tags; nothing for an identity, which only the portal reads."""
    return "" if _IDENTITY.fullmatch(text) else richtext.plain(text) if "</" in text else text
