"""Counting who downloads: visitors, each file once a request, never in the object database, never while they wait.

Not counted: robots, people who may see the working version (the unit's own staff), previews, parts of a file that
follow its first one, and answers without a file. Numbers are gathered in memory for a few seconds and then written
together; a crash loses those seconds and nothing else.
"""

import atexit
import logging
import re
from threading import Lock, Timer

from eduportal.content.nodes import unit_of
from eduportal.sidestore.downloads import add_downloads, downloads_of

log = logging.getLogger(__name__)
#: So many seconds numbers wait for each other.
TOGETHER = 5
_ROBOTS = re.compile(
    r"bot\b|bot[/;-]|crawl|spider|slurp|archiver|fetch|preview|monitor|scan|facebookexternalhit|whatsapp|curl|wget|"
    r"python|java/|go-http|libwww|httpclient|headless|okhttp|axios|scrapy|ruby|perl", re.IGNORECASE)


class Counter:
    """Gathers numbers and writes them in a thread of its own. One for each application."""

    def __init__(self, store):
        self.store, self.lock, self.counts, self.timer = store, Lock(), {}, None
        atexit.register(self.write)

    def add(self, unit, uuid, month):
        """Count one download."""
        with self.lock:
            key = (unit, uuid, month)
            self.counts[key] = self.counts.get(key, 0) + 1
            if self.timer is None:
                self.timer = Timer(TOGETHER, self.write)
                self.timer.daemon = True
                self.timer.start()

    def write(self):
        """Write what was gathered. What cannot be written now (the side store is closed) is told in the log."""
        with self.lock:
            counts, self.counts, self.timer = self.counts, {}, None
        if not counts:
            return
        try:
            with self.store.begin() as side:
                add_downloads(side, counts)
        except Exception:
            log.exception("%s downloads could not be counted.", sum(counts.values()))


def count_download(request, node, etag):
    """Count this answer as a download of ``node`` if a visitor gets the file with it."""
    if _counts(request, etag) and not request.may("page:view_draft", node):
        request.registry["eduportal.downloads"].add(unit_of(node).uuid, node.uuid, f"{request.local_day:%Y-%m}")


def _counts(request, etag):
    agent = request.user_agent or ""
    if request.method != "GET" or "preview" in request.GET or not agent or _ROBOTS.search(agent):
        return False
    if not request.headers.get("Range", "bytes=0-").replace(" ", "").startswith("bytes=0-"):
        return False
    return "If-None-Match" not in request.headers or etag not in request.if_none_match


def counted(request, uuids, month=None):
    """Return {file uuid: downloads}, with those of the last seconds."""
    request.registry["eduportal.downloads"].write()
    with request.store.read() as side:
        return downloads_of(side, uuids, month)


def includeme(config):
    """Make the counter of this application."""
    config.registry["eduportal.downloads"] = Counter(config.registry["eduportal.store"])
