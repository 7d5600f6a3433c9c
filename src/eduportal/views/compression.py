"""gzip for what is the same for everyone: static files and public pages.

Pages of signed-in people stay as they are: they hold tokens, and the length of a compressed page tells about them.
"""

import gzip
from collections import OrderedDict
from threading import Lock

_TEXTS = ("text/css", "text/javascript", "application/javascript", "image/svg+xml", "application/json", "text/plain")
_MOST = 200


def compression_factory(handler, registry):
    """Return the tween that answers static text files compressed, from memory after the first time."""
    kept, lock = OrderedDict(), Lock()

    def compress(request):
        response = handler(request)
        if "/++skin++/" not in request.path_info or response.status_int != 200 or not accepts(request):
            return response
        if response.content_type not in _TEXTS:
            return response
        key = request.path_qs
        with lock:
            body = kept.get(key)
        if body is None:
            body = gzip.compress(response.body, 9)
            with lock:
                kept[key] = body
                while len(kept) > _MOST:
                    kept.popitem(last=False)
        response.body = body
        mark(response)
        return response

    return compress


def accepts(request):
    """Return whether the client says that it reads gzip."""
    return "gzip" in request.headers.get("Accept-Encoding", "")


def mark(response):
    """Say in the headers that the body is compressed, and that this depends on the client."""
    response.content_encoding = "gzip"
    response.headers["Vary"] = ", ".join(filter(None, (response.headers.get("Vary"), "Accept-Encoding")))


def includeme(config):
    """Add the tween inside of the headers and outside of the transaction."""
    config.add_tween("eduportal.views.compression.compression_factory", under="eduportal.views.headers.headers_factory")
