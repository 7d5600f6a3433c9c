"""The sizes of a picture: ``@@scale?w=640`` or ``?w=card-320``, with the rights of the picture itself.

What the job has drawn is served from its blob. Before the job has run, and in databases from before there were sizes,
a size is drawn when it is asked for: few at once, kept in memory, never written by a visitor's request.
"""

from collections import OrderedDict
from threading import BoundedSemaphore, Lock

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import FileIter, Response
from pyramid.view import view_config

from eduportal.content.made import key_of, stored_scale
from eduportal.content.nodes import Attachment, is_public
from eduportal.operations.files import PICTURES
from eduportal.operations.scaling import MIDDLE, WIDTHS, Scale, drawn, focus_of

#: So many pictures are drawn on demand at once; another request waits so many seconds, then gets the original.
AT_ONCE, WAIT = 2, 5
#: So many bytes of sizes drawn on demand are kept in memory.
KEPT = 32 * 1024 * 1024


class DrawnScales:
    """Sizes that no job has drawn yet, by blob and name; least recently used out first."""

    def __init__(self):
        self.found, self.size, self.lock, self.turns = OrderedDict(), 0, Lock(), BoundedSemaphore(AT_ONCE)

    def get(self, key):
        """Return the bytes, or None."""
        with self.lock:
            if key in self.found:
                self.found.move_to_end(key)
            return self.found.get(key)

    def put(self, key, data):
        """Keep bytes."""
        with self.lock:
            if key not in self.found:
                self.found[key] = data
                self.size += len(data)
            while self.size > KEPT:
                self.size -= len(self.found.popitem(last=False)[1])

    def draw(self, file, scale):
        """Return the bytes of a size, drawn now; None when too many are being drawn or the picture is broken."""
        key = (key_of(file), scale.name)
        data = self.get(key)
        if data is not None or not self.turns.acquire(timeout=WAIT):
            return data
        try:
            data = self.get(key)
            if data is None:
                with file["blob"].open("r") as source:
                    data = drawn(source, [scale])[scale.name][0]
                self.put(key, data)
            return data
        except (OSError, ValueError, SyntaxError):
            return None
        finally:
            self.turns.release()


@view_config(context=Attachment, name="scale", request_method="GET", permission="page:view")
def scale(request):
    """One size of a picture; 404 for a size that nobody draws, and for what is no picture."""
    node = request.context
    fields = shown_fields(request, node)
    file, wanted = fields.get("file"), _wanted(request, fields)
    if not file or file["type"] not in PICTURES or wanted is None:
        raise HTTPNotFound()
    response = _answer(request, node, file, wanted)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.etag = f"{node.uuid[:12]}-{key_of(file).hex()}-{response.content_type[6:]}-{wanted.name}"
    response.headers["Cache-Control"] = caching(node)
    response.conditional_response = True
    return response


def shown_fields(request, node):
    """Return the fields of the version that the asker gets: the live one, or with ``?version=working`` the other."""
    working = request.GET.get("version") == "working" and request.may("page:view_draft", node)
    return node.live.fields if node.live is not None and not working else node.fields


def caching(node):
    """Return the Cache-Control of a file: the reader's own browser may keep what is public for five minutes.

    No cache between may, or it would go on giving out what has been withdrawn.
    """
    return "private, max-age=300" if is_public(node) else "private, no-store"


def _wanted(request, fields):
    shape, _dash, width = request.GET.get("w", "").rpartition("-")
    if shape not in WIDTHS or not (width.isascii() and width.isdigit()) or len(width) > 4:
        return None
    return Scale(shape, int(width), focus_of(fields) if shape else MIDDLE) if int(width) in WIDTHS[shape] else None


def _answer(request, node, file, wanted):
    kept = stored_scale(node, file, wanted.name)
    if kept is not None:
        return Response(content_type="image/webp", app_iter=FileIter(kept[0].open("r")))
    data = request.registry["eduportal.scales"].draw(file, wanted)
    if data is not None:
        return Response(content_type="image/webp", body=data)
    return Response(content_type=file["type"], app_iter=FileIter(file["blob"].open("r")), content_length=file["size"])


def includeme(config):
    """Make the memory of this application."""
    config.registry["eduportal.scales"] = DrawnScales()
