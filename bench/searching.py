"""What a search costs: in a unit of 2,000 pages, and in the province over a side store of 300,000 rows."""

from datetime import timedelta
from random import Random
from urllib.parse import quote

from bench import tree
from bench.clock import cpu_ms
from bench.figures import figure
from bench.site import NOW, environ
from eduportal.sidestore import objects, units
from eduportal.sidestore.feed import lag

UNIT = "/quan-1/thcs-mot/"
_QUERIES = (("every", tree.EVERYWHERE, "a word of every page"),
            ("some", tree.SOME, "two words of one page in twenty"),
            ("two", "tuyen sinh", "two usual words"), ("none", "qqqqzz", "a word of no page"))


def in_unit(bench, size):
    """Yield the figures of a search of the public in one school."""
    where = f"Search in a unit of {len(bench.school.pages):,} pages"
    for name, query, title in _QUERIES:
        yield _figure(bench.school.site, size, f"search_unit_{name}", f"{where}, {title}",
                      f"{UNIT}@@search?q={quote(query)}", 6)


def in_province(bench, size):
    """Yield the figures of a search of the public in the whole province, after filling the side store up."""
    site, rows = bench.school.site, size.rows
    _fill_up(site, rows)
    for name, query, title in _QUERIES:
        yield _figure(site, size, f"search_province_{name}", f"Search in the province, {rows:,} rows, {title}",
                      f"{UNIT}@@search?scope=city&q={quote(query)}", 20)


def in_city(bench, size):
    """Yield the figure of a search in the demonstration city."""
    for name, query in (("usual", "khai giảng"), ("plain", "tuyen sinh")):
        yield _figure(bench.city.site, size, f"search_city_{name}", f"Search in the demonstration city: {query}",
                      f"/@@search?scope=city&q={quote(query)}", 20)


def _figure(site, size, name, title, path, goal):
    def ask(_number):
        return site.expect(environ("GET", path))

    ask(0)
    return figure(name, title, "ms CPU", cpu_ms(ask, runs=size.runs, calls=max(2, size.calls // 4)), goal=goal)


def _fill_up(site, rows):
    """Add made-up rows until there are ``rows``. They are older than the real ones: what is shown is really loaded."""
    site.fed()
    with site.store.begin() as side:
        for school in range(200):
            units.put_unit(side, f"bench-{school}", f"BENCH-{school}", f"Trường mẫu {school}", "thcs", None, "open",
                           "2017-09-01", f"truong mau {school:03}")
    for first in range(len_of(site), rows, 2000):
        with site.store.begin() as side:
            for number in range(first, min(first + 2000, rows)):
                _put(side, number)


def _put(side, number):
    rng = Random(number)
    published = (NOW - timedelta(days=1 + rng.randrange(3000), seconds=rng.randrange(86_400))).isoformat()
    body = tree.text_of(number, 120).replace("<p>", "").replace("</p>", " ")
    objects.put_object(side, f"bench-{number % 200}", f"row-{number}", "news_item", tree.title_of(number), "", body,
                       published, False)


def len_of(site):
    """Return how many rows the side store has."""
    with site.store.read() as side:
        return lag(side, NOW).objects
