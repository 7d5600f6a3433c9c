"""The nightly check of the links that lead out of the portal: asked politely, kept per unit, reported to its people.

The network is asked before anything is written, and the verdicts are kept in memory for some hours: a transaction
that has to be repeated, or another unit with the same link, does not ask a second time.
"""

import time
from dataclasses import dataclass

from BTrees.OOBTree import OOBTree

from eduportal.domain.dates import local_day
from eduportal.domain.messages import _
from eduportal.operations.asking import may
from eduportal.operations.links import fill_links
from eduportal.operations.own_addresses import OwnAddresses, names_of
from eduportal.operations.tasks import nightly
from eduportal.operations.web_client import GONE, MOVED, OK, REFUSED, UNREACHABLE, Verdict, WebClient
from eduportal.security.rights import Asker

#: So many links, and so many seconds, of one unit in one night; the ones that were asked longest ago come first.
MOST, SECONDS = 100, 20
#: So many links to one host of one unit in one night.
MOST_OF_HOST = 20
#: So many addresses of the portal itself of one unit in one night.
MOST_PATHS = 500
#: Seconds for which a verdict is remembered, and how many are.
KEPT, MOST_KEPT = 12 * 3600, 20_000

_client, _known = WebClient(), {}


@dataclass(frozen=True)
class CheckedLink:
    """One link to the outside: ``state`` is gone, moved, unreachable, refused or ok; ``since`` (ISO) when it was first
    found so, ``checked`` when last; ``location`` where it moved to; ``pages`` the uuids of the pages that hold it."""

    url: str
    state: str
    status: int
    location: str
    why: str
    since: str
    checked: str
    pages: tuple


def use_client(client):
    """Ask with this :class:`WebClient` from now on, and forget the verdicts of the one before; return that."""
    global _client
    before, _client = _client, client
    _known.clear()
    return before


@nightly("check_outside_links", _("Check the links to the outside"))
def check_outside_links(portal, unit, *, by, at):
    """Ask for the links of a unit's live pages; return a line when some lead nowhere."""
    fill_links(unit, portal.definitions)
    if unit.index is None:
        return None
    links = unit.index.links.outside_links()
    paths = [link for link in links if "://" not in link]
    verdicts = {**_ask(links_to_check(unit, [link for link in links if "://" in link])),
                **_walked(portal, unit, _longest_ago(unit, paths)[:MOST_PATHS], at)}
    _keep(unit, links, verdicts, at)
    bad = count_bad(unit)
    return _("${bad} of ${count} links to the outside lead nowhere or elsewhere.", bad=bad, count=len(links)) \
        if bad else None


def links_to_check(unit, links):
    """Return the links to ask for tonight: never asked first, then the oldest; few of one host."""
    hosts, found = {}, []
    for link in _longest_ago(unit, links):
        host = link.split("/", 3)[2].lower() if link.count("/") >= 2 else link
        if hosts.get(host, 0) < MOST_OF_HOST:
            hosts[host] = hosts.get(host, 0) + 1
            found.append(link)
        if len(found) == MOST:
            break
    return found


def _longest_ago(unit, links):
    known = unit.checked_links or {}
    return sorted(links, key=lambda link: known[link][5] if link in known else "")


def _walked(portal, unit, paths, at):
    """Return {path: :class:`Verdict`} of addresses of this portal that are no identity: where visitors get to.

    A relative one is looked at from the first page that holds it.
    """
    visitor, bases = Asker(None, local_day(at)), {}

    def sees(node):
        return may(portal, visitor, "unit:view" if getattr(node, "is_unit", False) else "page:view", node)

    verdicts = {}
    for path in paths:
        page = None if path.startswith("/") else next(map(unit.find, unit.index.links.holding(path)), None)
        base = names_of(page or unit)
        own = bases.setdefault(base, OwnAddresses(portal, sees, base=base))
        place = own.place(path)
        verdicts[path] = Verdict(OK) if place is None or place.node is not None else Verdict(GONE, why="own")
    return verdicts


def _ask(links):
    ends, verdicts = time.monotonic() + SECONDS, {}
    for link in links:
        kept = _known.get(link)
        if kept is None or kept[0] < time.monotonic():
            if time.monotonic() > ends:
                continue
            while len(_known) >= MOST_KEPT:
                _known.pop(next(iter(_known)), None)
            kept = _known[link] = (time.monotonic() + KEPT, _client.check(link))
        verdicts[link] = kept[1]
    return verdicts


def _keep(unit, links, verdicts, at):
    """Write the verdicts: one small row a link, only of links that are there; nothing where nothing is new."""
    if unit.checked_links is None:
        unit.checked_links = OOBTree()
    for link in set(unit.checked_links) - set(links):
        del unit.checked_links[link]
    for link, verdict in verdicts.items():
        old = unit.checked_links.get(link)
        since = old[4] if old is not None and old[0] == verdict.state else at.isoformat()
        unit.checked_links[link] = (verdict.state, verdict.status, verdict.location, verdict.why, since,
                                    at.isoformat())


def checked_links_of(unit, states=(GONE, UNREACHABLE, MOVED, REFUSED)):
    """Return the :class:`CheckedLink` of a unit in these states: what leads nowhere first, the oldest first."""
    found = []
    for url, (state, status, location, why, since, checked) in (unit.checked_links or {}).items():
        pages = tuple(unit.index.links.holding(url)) if unit.index.links is not None else ()
        if state in states and pages:
            found.append(CheckedLink(url, state, status, location, why, since, checked, pages))
    return sorted(found, key=lambda link: (states.index(link.state), link.since, link.url))


def count_bad(unit):
    """Return how many links to the outside were found to lead nowhere or to have moved for good."""
    return sum(row[0] in (GONE, UNREACHABLE, MOVED) for row in (unit.checked_links or {}).values())


def outside_about(unit):
    """Return the sentence about the outside links of a unit for its control panel."""
    bad = count_bad(unit)
    if bad:
        return _("${count} links of the public pages lead nowhere or elsewhere. Look at them.", count=bad)
    return _("Checked every night; all that was checked leads somewhere.") if unit.checked_links else \
        _("Links of the public pages are checked every night.")
