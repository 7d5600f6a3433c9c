"""Addresses of this portal, as people type or paste them into texts: what they lead to, found by walking the names.

Nothing is searched for. What the reader may not see is answered like what is not there, so that nobody learns by an
address what stands behind it.
"""

from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

from eduportal.content import richtext
from eduportal.content.nodes import Attachment, Item, Section, lineage
from eduportal.domain.content_checks import Finding
from eduportal.domain.messages import _
from eduportal.operations.redirects import DEEPEST, present_place
from eduportal.operations.short_links import node_of_short_id

#: So many different addresses of one text are looked up; further ones stay as they are.
MOST = 500
#: An address that is longer leads nowhere here.
LONGEST = 2_000
#: So many dead links of one text are named before handing in; the rest is counted.
NAMED = 20
#: Views that are asked for without "@@", by machines.
_FILES = frozenset(("robots.txt", "sitemap.xml", "calendar.ics", "colours.css"))
_USUAL_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Place:
    """What an own address leads to: ``node``, a unit, folder, page or file, None for nothing that the reader may see;
    ``view`` what is asked of it, such as ``@@search``, '' for the thing itself."""

    node: object
    view: str


class OwnAddresses:
    """Reads addresses for one reader.

    :param may_see: asked for the node that was found. :param base: the names from the root of where a relative
        address starts. :param hosts: hosts of the portal, with their port. :param mount: what each path begins with.
    """

    def __init__(self, portal, may_see, *, base=(), hosts=(), mount=""):
        self.portal, self.may_see, self.mount = portal, may_see, mount
        self.base = "".join(f"/{name}" for name in base) + "/"
        self.hosts = {host.lower().removesuffix(":80").removesuffix(":443") for host in hosts if host}
        self.ports = {"", *(host[host.rfind(":"):] for host in self.hosts if ":" in host.rpartition("]")[2])}
        self.known = {}

    def place(self, address):
        """Return the :class:`Place` of an address without its entities; None for one of another site, of a part of
        the same page, and for what nobody looks up."""
        if address not in self.known:
            if len(self.known) >= MOST:
                return None
            self.known[address] = self._place(address)
        return self.known[address]

    def path_of(self, address):
        """Return the path from the root, below the mount and without query, of an own address; None for others."""
        try:
            parts = urlsplit(address)
            start = self._start_at(parts)
        except ValueError:
            return None
        if start is None or not (parts.path or parts.netloc) or "//" in parts.path:
            return None
        path = urljoin(self.mount + self.base, parts.path or "/")
        if not path.startswith(self.mount + "/"):
            return None
        path = path.removeprefix(self.mount)
        # The English pages are the same things with the same identity.
        path = path.removeprefix("/en") if path == "/en" or path.startswith("/en/") else path
        return "".join(f"/{name}" for name in start) + (path or "/")

    def _start_at(self, parts):
        """Return the names of the unit at which a host begins, or None for a foreign one. :raises ValueError: a port
        that is none. A name and password, or another port, make it another site's."""
        if not parts.scheme and not parts.netloc:
            return ()
        if parts.scheme not in _USUAL_PORTS or not parts.hostname or "@" in parts.netloc:
            return None
        port = "" if parts.port in (None, _USUAL_PORTS[parts.scheme]) else f":{parts.port}"
        name = parts.hostname.rstrip(".")
        if name + port in self.hosts:
            return ()
        uuid = self.portal.register.domains.get(name) if port in self.ports else None
        return self.portal.register.path(uuid) if uuid else None

    def _place(self, address):
        path = self.path_of(address)
        if path is None:
            return None
        names = [unquote(name) for name in path.split("/") if name]
        end = next((place for place, name in enumerate(names) if name.startswith(("@@", "+"))), len(names))
        if end == len(names) and names and names[-1] in _FILES:
            end -= 1
        names, view = names[:end], "/".join(names[end:])
        if view.startswith("+"):
            return None
        node = self._found(tuple(names)) if len(address) <= LONGEST and len(names) <= DEEPEST else None
        return Place(node if node is not None and self.may_see(node) else None, view)

    def _found(self, names):
        if any("/" in name for name in names):
            return None
        short = node_of_short_id(self.portal, names[1]) if len(names) == 2 and names[0] == "l" else None
        return short or _standing_at(self.portal.root, names) or present_place(self.portal, names)


def names_of(node):
    """Return the names from the root down to ``node``."""
    return tuple(reversed([each.__name__ for each in lineage(node) if each.__name__]))


def _standing_at(root, names):
    node = root
    for name in names:
        node = node.data.get(name) if getattr(node, "data", None) else None
        if not (isinstance(node, (Section, Item, Attachment)) or getattr(node, "is_unit", False)):
            return None
    return node


def dead_links(own, text):
    """Return :class:`Finding`\\ s of the links and pictures of a text that lead to nothing in this portal which the
    reader of ``own`` (:class:`OwnAddresses`) may see; at most 20 by name."""
    dead = [(is_picture, address, words) for is_picture, address, words in richtext.addresses(text)
            if (place := own.place(unescape(address).strip())) is not None and place.node is None]
    found = [Finding("link", _told(is_picture, unescape(address)[:120], words[:80]))
             for is_picture, address, words in dict.fromkeys(dead)]
    more = len(found) - NAMED
    return found if more <= 0 else [*found[:NAMED], Finding("link", _(
        "${count} more links or pictures lead to addresses of this portal where there is no page, folder or file.",
        count=more))]


def _told(is_picture, address, words):
    if is_picture:
        return _("The picture “${text}” has the address ${address}, but there is no picture in this portal. Choose it "
                 "anew, or take it out.", text=words or address, address=address)
    return _("The link “${text}” leads to ${address}, but there is no page, folder or file in this portal. Mend the "
             "address, or take the link out.", text=words or address, address=address)
