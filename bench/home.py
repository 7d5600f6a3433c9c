"""What the home of a unit costs with twelve blocks of its own and one of the office above: uncached and cached."""

import io
from datetime import date

from PIL import Image

from bench.clock import cpu_ms
from bench.figures import figure
from bench.site import NOW, environ
from eduportal.operations import appearance, home_blocks, pages

HOME = "/quan-1/thcs-mot/"


def measure(bench, size):
    """Yield the figures of the home with 12 blocks. The blocks are taken away again: others measure the usual home."""
    site = bench.school.site
    site.change(lambda portal: furnish(portal, portal.root["quan-1"]["thcs-mot"]))
    site.fed()
    body = site.expect(environ("GET", HOME))
    if body.count(b"<h2") < 12:
        raise RuntimeError("not every block has something to show")
    ask = lambda _number: site.expect(environ("GET", HOME))  # noqa: E731
    yield figure("home_blocks_uncached", "Home of a school with 12 blocks, public, page cache empty", "ms CPU",
                 cpu_ms(ask, runs=size.runs, calls=size.calls, before=site.empty_cache), goal=15)
    ask(0)
    yield figure("home_blocks_cached", "Home of a school with 12 blocks, public, from the page cache", "ms CPU",
                 cpu_ms(ask, runs=size.runs, calls=size.calls * 4), goal=2)
    site.change(_clear)
    site.fed()


def furnish(portal, school):
    """Give a school 14 blocks with something in each, and its office one that it shows in all schools."""
    news = school["tin-tuc"]
    _publish(portal, news, "image", 6, lambda number: {
        "alt": "Ảnh", "file": {"name": "a.jpg", "data": _picture(number)}})
    _publish(portal, news, "file", 6, lambda number: {"file": {"name": f"{number}.txt", "data": b"noi dung"}})
    _publish(portal, news, "event", 6, lambda number: {"starts_on": date(2026, 12, 1 + number), "place": "Hội trường"})
    _publish(portal, news, "news_item", 8, lambda number: {"body": "<p>Tin</p>", "summary": "Trích yếu."})
    link = "https://moet.gov.vn/"
    for kind, settings in (
            ("notice", {"title": "Thông báo", "text": "Ngắn", "tone": "plain"}), ("pictures", {"count": 6}),
            ("files", {"count": 6}), ("calendar", {"count": 6}), ("contact", {"note": "Tiếp dân"}),
            ("text", {"title": "Lời ngỏ", "body": "<p>Chào</p>"}), ("links", {"links": [("Bộ", link), ("Sở", "/")]}),
            ("latest", {"type": "news_item", "section": news.uuid, "count": 8, "summaries": True})):
        _add(portal, school, kind, settings)
    _apply(portal, school)
    office = school.__parent__
    if office.appearance is not None:
        return
    _add(portal, office, "notice", {"title": "Của phòng", "tone": "urgent"}, below=True)
    _apply(portal, office)


def _publish(portal, parent, type_name, count, fields):
    for number in range(count):
        values = {"title": f"{type_name} {number}", **fields(number)}
        node = pages.add_page(portal, parent, type_name, values, by="", at=NOW)
        for step in ("submit", "approve"):
            pages.change_state(portal, node, step, by="", at=NOW)


def _picture(number):
    out = io.BytesIO()
    Image.new("RGB", (640, 427), (number * 30, 90, 60)).save(out, "JPEG")
    return out.getvalue()


def _add(portal, unit, kind, settings, below=False):
    acts = {"by": "", "at": NOW}
    block = home_blocks.add_block(portal, unit, kind, seen=_seen(unit), **acts)
    home_blocks.set_block(portal, unit, block, settings, width="", below=below, until=None, seen=_seen(unit), **acts)


def _seen(unit):
    return appearance.appearance_of(unit, working=True).revision


def _apply(portal, unit):
    appearance.apply_appearance(portal, unit, seen=_seen(unit), by="", at=NOW)


def _clear(portal):
    for unit in (portal.root["quan-1"]["thcs-mot"], portal.root["quan-1"]):
        appearance.choose_part(portal, unit, "blocks", None, seen=_seen(unit), by="", at=NOW)
        _apply(portal, unit)
