"""Addresses that people give for links: a page of this portal by identity, a path here, or a page outside."""

import re
from urllib.parse import urlsplit

from eduportal.content.whereabouts import find_target
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line

LONGEST = 500
MOST = 12
BY_IDENTITY = re.compile(r"resolveuid/((?:[0-9a-f]{32}/)?[0-9a-f]{32})")
#: Browsers take out tabs and line breaks and read "\" as "/": with them "/" could lead to another site.
_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f\"<>]*")


def checked_address(portal, unit, address, field=None):
    """Return ``address`` as it is kept: ``resolveuid/…``, a path of this portal, or http(s) with a host.

    :param unit: whose link it is: ``resolveuid/<uuid>`` is of a node in it, ``resolveuid/<unit>/<uuid>`` of one in
        another unit (content/links.py).
    :raises RuleError: anything else: a script, a file, the identity of nothing.
    """
    address = clean_line(address if isinstance(address, str) else "")
    if len(address) > LONGEST:
        raise RuleError(_("At most ${longest} characters; this has ${length}.", longest=LONGEST, length=len(address)),
                        field)
    identity = BY_IDENTITY.fullmatch(address)
    if identity is not None:
        if find_target(portal, unit, identity[1]) is None:
            raise RuleError(_("There is no such page in this portal."), field)
        return address
    if _PATH.fullmatch(address):
        return address
    return outside_address(address, field)


def outside_address(address, field=None):
    """Return an address of http or https with a host. :raises RuleError: for every other one."""
    address = clean_line(address if isinstance(address, str) else "")
    try:
        parts = urlsplit(address)
        # A port that is no number raises as well.
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc and (
            parts.port is None or parts.port > 0)
    except ValueError:
        fits = False
    if not fits or len(address) > LONGEST or re.search(r"[\s\\\"<>]", address):
        raise RuleError(_("An address that begins with https:// or http://, or a path of this portal that begins with "
                          "/, was expected."), field)
    return address


def checked_links(portal, unit, links, *, most=MOST, field=None):
    """Return a tuple of {"title", "to"} from (title, address) pairs. :raises RuleError: naming the line."""
    links = list(links or ())
    if len(links) > most:
        raise RuleError(_("At most ${most} links.", most=most), field)
    found = []
    for number, (title, address) in enumerate(links, 1):
        title = clean_line(title if isinstance(title, str) else "")
        if not title or len(title) > 120:
            raise RuleError(_("Line ${number}: each link needs a name of at most 120 characters: Name | address.",
                              number=number), field)
        try:
            found.append({"title": title, "to": checked_address(portal, unit, address, field)})
        except RuleError as error:
            raise RuleError(_("Line ${number}: ${why}", number=number, why=error.message), field) from error
    return tuple(found)
