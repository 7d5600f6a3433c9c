"""What pictures cost: 200 photographs uploaded, their sizes drawn by the job, an album shown; and reading a file."""

import io
from itertools import count

from PIL import Image

from bench.clock import cpu_ms, timed
from bench.figures import figure
from bench.site import NOW, environ
from eduportal.jobs.running import run_all
from eduportal.operations.pages import add_page, change_state
from eduportal.search.extracting import text_of_file

_PHONE = (2400, 1800)
ALBUM = "/thpt-mot/tin-tuc/album"


def pictures(bench, size):
    """Yield the figures of an upload of many pictures, before and with the job that draws their sizes."""
    site, many = bench.pictures, 200 if size.runs > 3 else 4
    data, names = photograph(), count()
    uploads, drawings, bytes_of = [], [], []
    for _run in range(1 if many == 200 else 2):
        path = site.change(lambda portal: _album(portal, next(names)))
        _answer, cpu, _wall = timed(lambda path=path: [_upload(site, path, data) for _number in range(many)])
        uploads.append(cpu / many)
        _answer, cpu, _wall = timed(lambda: run_all(site.db, site.declared, NOW))
        drawings.append(cpu / many)
        site.fed()
        bytes_of.append(site.change(lambda portal, path=path: _publish(portal, path)) / 1024)
    yield figure("picture_uploaded", f"A photograph of {_PHONE[0]} × {_PHONE[1]} uploaded, one of {many}, sizes not "
                 "drawn yet", "ms CPU", uploads)
    yield figure("picture_drawn", "All sizes of that photograph drawn by the job", "ms CPU", drawings)
    yield figure("picture_uploaded_and_drawn", "Both together", "ms CPU",
                 [one + other for one, other in zip(uploads, drawings, strict=True)])
    yield figure("picture_card", "Its picture for a list (320 × 213)", "KB", bytes_of, goal=40)
    yield from _reading(site, size, many)


def _reading(site, size, many):
    shown = cpu_ms(lambda _number: site.expect(environ("GET", f"{ALBUM}-0/")), runs=size.runs,
                   calls=max(2, size.calls // 8), before=site.empty_cache)
    yield figure("album_uncached", f"Album of {many} pictures, 60 a page, public, page cache empty", "ms CPU", shown)
    small = cpu_ms(lambda _number: site.expect(environ("GET", f"{ALBUM}-0/anh/@@scale?w=card-320")),
                   runs=size.runs, calls=size.calls)
    yield figure("picture_served", "One of the sizes served, public", "ms CPU", small, goal=3)


def texts(bench, size):
    """Yield what the text of a file costs: most of it is the start of the process that reads it."""
    data = ("Kế hoạch năm học. " * 40 + "\n").encode() * 100
    waits = [timed(lambda: text_of_file(data, "text/plain"))[2] for _run in range(size.runs)]
    yield figure("file_read", "A text file of 100 KB read by the child process", "ms on the wall", waits)


def photograph():
    """Return a JPEG of a phone's size with something in it: noise that was made coarse."""
    rough, out = Image.effect_noise((200, 150), 45).resize(_PHONE), io.BytesIO()
    Image.merge("RGB", (rough, rough.transpose(Image.Transpose.FLIP_LEFT_RIGHT), rough)).save(out, "JPEG", quality=90)
    return out.getvalue()


def _album(portal, number):
    news = portal.root["thpt-mot"]["tin-tuc"]
    add_page(portal, news, "album", {"title": "Album"}, by="", at=NOW, name=f"album-{number}")
    return f"album-{number}"


def _upload(site, path, data):
    values = {"title": "Ảnh", "alt": "Ảnh", "file": {"name": "anh.jpg", "data": data}}
    site.change(lambda portal: add_page(portal, portal.root["thpt-mot"]["tin-tuc"][path], "image", values, by="",
                                        at=NOW).uuid)


def _publish(portal, path):
    album = portal.root["thpt-mot"]["tin-tuc"][path]
    for step in ("submit", "approve"):
        change_state(portal, album, step, by="", at=NOW)
    drawn = next(iter(album["anh"].made.scales.values())).drawn
    with drawn["card320@50,50"][0].open("r") as blob:
        return len(blob.read())
