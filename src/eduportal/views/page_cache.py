"""Pages for the anonymous public, kept in memory and checked against the stamps in the database at each use."""

import gzip
import hashlib
from collections import OrderedDict
from threading import Lock

from pyramid.response import Response
from pyramid_zodbconn import get_connection

from eduportal.security.policy import COOKIE
from eduportal.sidestore import boards
from eduportal.views.compression import accepts, mark
from eduportal.views.references import stamped_units

MOST = 4_000
LARGEST = 300_000


class PageCache:
    """At most :data:`MOST` pages, least recently used out first. Shared by the threads of one process."""

    def __init__(self):
        self.pages, self.lock = OrderedDict(), Lock()

    def get(self, key):
        with self.lock:
            found = self.pages.get(key)
            if found is not None:
                self.pages.move_to_end(key)
            return found

    def put(self, key, page):
        with self.lock:
            self.pages[key] = page
            while len(self.pages) > MOST:
                self.pages.popitem(last=False)


def cache_factory(handler, registry):
    """Return the tween that answers from the cache when every stamp is still the same."""
    cache = registry["eduportal.page_cache"]

    def from_cache(request):
        if request.method not in ("GET", "HEAD") or COOKIE in request.cookies or "/++skin++/" in request.path_info:
            return handler(request)
        key = (request.host, request.script_name, request.path_info, request.query_string, request.locale_name,
               request.display)
        kept = cache.get(key)
        if kept is not None and _holds(request, kept):
            return _answer(request, kept)
        response = handler(request)
        if (
            getattr(request, "cache_for_all", False)
            and response.status_int == 200
            and "Set-Cookie" not in response.headers
        ):
            kept = _keep(request, response)
            if len(kept[2][0]) <= LARGEST:
                cache.put(key, kept)
            return _answer(request, kept)
        return response

    return from_cache


def _keep(request, response):
    stamps = tuple({each.stamp._p_oid: each.stamp() for each in stamped_units(request)}.items())
    # Public pages hold no token, so compressing them tells nothing.
    bodies = (response.body, gzip.compress(response.body, 6))
    return (
        stamps,
        request.cache_board,
        bodies,
        response.headers["Content-Type"],
        hashlib.sha256(response.body).hexdigest()[:24],
        request.local_day,
    )


def _holds(request, kept):
    stamps, board, *_rest, day = kept
    if day != request.local_day:
        return False
    connection = get_connection(request)
    if any(connection.get(oid)() != value for oid, value in stamps):
        return False
    return not board or _board_version(request, board[0]) == board[1]


def _board_version(request, unit):
    with request.store.read() as connection:
        return boards.board_version(connection, unit)


def _answer(request, kept):
    _stamps, _board, bodies, content_type, etag, _day = kept
    packed = accepts(request)
    response = Response(body=bodies[packed], headerlist=[("Content-Type", content_type)])
    response.etag = etag + "-gz" * packed
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    response.headers["Vary"] = "Cookie, Accept-Language"
    if packed:
        mark(response)
    response.conditional_response = True
    return response


def includeme(config):
    """Add the cache inside of the transaction: it reads the stamps with the request's own connection."""
    from eduportal.domain.dates import local_day

    config.registry["eduportal.page_cache"] = PageCache()
    config.add_request_method(lambda request: local_day(request.at), "local_day", reify=True)
    config.add_request_method(lambda request: None, "cache_board", reify=True)
    config.add_tween("eduportal.views.page_cache.cache_factory", under="pyramid_tm.tm_tween_factory")
