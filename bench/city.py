"""The demonstration city of 2,128 units: what making it costs, its home, and whether its size slows a page down."""

import gzip
import os
import re
import subprocess
import sys
import time
from urllib.parse import urljoin

from bench import tree
from bench.clock import cpu_ms, in_turns
from bench.figures import figure, ratio
from bench.site import environ, settings_in
from tests import factories

_LINK = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)"')
_IN_STYLE = re.compile(r'url\(\s*["\']?([^"\')]+)')
_TEXTS = (".css", ".js", ".svg")


def make(folder, say):
    """Found the city as an operator does, by the command, in a process of its own; return what it cost.

    :returns: {"cpu", "wall"} in seconds, {"data", "blobs", "side"} in MB.
    """
    folder.mkdir(parents=True)
    rows = "\n".join(f"{name} = {value}" for name, value in settings_in(folder).items())
    (folder / "city.ini").write_text(f"[app:main]\nuse = egg:eduportal\n{rows}\n", encoding="utf-8")
    command = [sys.executable, "-W", "ignore", "-m", "eduportal.cli", "init", "--demo", str(folder / "city.ini")]
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    for line in child.stdout:
        say(line.rstrip())
    _pid, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError("The demonstration city could not be made.")
    (folder / "Data.fs.old").unlink(missing_ok=True)
    return {"cpu": used.ru_utime + used.ru_stime, "wall": time.perf_counter() - start,
            "data": _megabytes(folder.glob("Data.fs")), "blobs": _megabytes((folder / "blobs").rglob("*")),
            "side": _megabytes(folder.glob("side.sqlite*"))}


def _megabytes(paths):
    return sum(path.stat().st_size for path in paths if path.is_file()) / 1_000_000


def creation(bench, _size):
    """Yield what making the city cost; it is made once."""
    cost = bench.city.cost
    yield figure("city_cpu", "Making the demonstration city", "s CPU", [cost["cpu"]], goal=90)
    yield figure("city_wall", "Making the demonstration city", "s on the wall", [cost["wall"]])
    for name, title in (("data", "Data.fs, packed"), ("blobs", "blobs"), ("side", "side store")):
        yield figure(f"city_{name}", f"The demonstration city: {title}", "MB", [cost[name]])
    yield figure("city_size", "The demonstration city: everything", "MB",
                 [sum(cost[name] for name in ("data", "blobs", "side"))], goal=600)


def home(bench, size):
    """Yield the figures of the home of the Sở, which lists its units and the board of all of them."""
    site = bench.city.site

    def ask(_number):
        site.expect(environ("GET", "/"))

    ask(0)
    yield figure("city_home_uncached", "Home of the Sở of 2,128 units, public, page cache empty", "ms CPU",
                 cpu_ms(ask, runs=size.runs, calls=size.calls // 2, before=site.empty_cache))
    ask(0)
    yield figure("city_home_cached", "Home of the Sở of 2,128 units, public, from the page cache", "ms CPU",
                 cpu_ms(ask, runs=size.runs, calls=size.calls * 2))


def same_page(bench, size):
    """Yield the figures of one and the same page in a city of 4 units and in the demonstration city."""
    small, city = bench.small, bench.city.site
    names = city.change(_some_school)
    paths = [site.change(lambda portal, names=names: _publish(portal, names))
             for site, names in ((small, ("quan-1", "thcs-mot")), (city, names))]
    calls = [lambda _number, site=site, path=path: site.expect(environ("GET", path))
             for site, path in zip((small, city), paths, strict=True)]
    for site, call in zip((small, city), calls, strict=True):
        site.fed()
        call(0)

    def empty(_number):
        small.empty_cache()
        city.empty_cache()

    few, many = in_turns(calls, runs=size.runs * 2, calls=size.calls, before=empty)
    yield figure("page_in_4_units", "The same page, uncached, in a city of 4 units", "ms CPU", few)
    yield figure("page_in_2128_units", "The same page, uncached, in the city of 2,128 units", "ms CPU", many)
    yield ratio("page_many_to_few_units", "The same page: 2,128 units : 4 units", many, few, goal=1.2)


def _some_school(portal):
    """Return the names down to an ordinary school with a portal, two steps below the root."""
    records = portal.register.records.values()
    found = next(each for each in records if each.kind == "thcs" and each.state == "open"
                 and len(portal.register.path(each.uuid)) == 2)
    return portal.register.path(found.uuid)


def _publish(portal, names):
    node = factories.page(portal, tree.school_at(portal, names)["gioi-thieu"], "Trang đo", published=True,
                          body=tree.text_of(1))
    return f"/{'/'.join(names)}/gioi-thieu/{node.__name__}/"


def first_visit(bench, _size):
    """Yield what a browser loads at its first visit of the Sở's home: texts by gzip, fonts as they are."""
    site = bench.city.site
    page = site.expect(environ("GET", "/"))
    kinds = {"html": len(gzip.compress(page, 6)), "css": 0, "js": 0, "fonts": 0, "images": 0}
    for url, data in _loaded(site, page).items():
        kinds[_kind(url)] += len(gzip.compress(data, 6)) if url.partition("?")[0].endswith(_TEXTS) else len(data)
    for kind, size in kinds.items():
        yield figure(f"visit_{kind}", f"First visit of the Sở's home: {kind}", "bytes", [size])
    total = sum(size for kind, size in kinds.items() if kind != "images")
    yield figure("visit_total", "First visit of the Sở's home: html, css, fonts, js", "bytes", [total],
                 note="gzip 6 for texts; every font file that the style sheets name, though a browser loads only those "
                      "whose letters occur")


def _loaded(site, page):
    """Return {address: bytes} of everything on this host that the page and its style sheets name, each once."""
    found, waiting = {}, [(link, "/") for link in _LINK.findall(page.decode())]
    while waiting:
        link, base = waiting.pop()
        url = urljoin(base, link).partition("#")[0]
        if link.startswith(("http:", "https:", "data:")) or url in found or "/++skin++/" not in url:
            continue
        found[url] = site.expect(environ("GET", url))
        if url.partition("?")[0].endswith(".css"):
            waiting += [(each, url.partition("?")[0]) for each in _IN_STYLE.findall(found[url].decode())]
    return found


def _kind(url):
    path = url.partition("?")[0]
    for kind, ends in (("css", (".css",)), ("js", (".js",)), ("fonts", (".woff2", ".woff"))):
        if path.endswith(ends):
            return kind
    return "images"
