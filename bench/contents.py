"""What the contents view costs: a folder of 100 things and one of many, in its own order, sorted, filtered; outline."""

from functools import partial

from bench import tree
from bench.clock import cpu_ms, in_turns
from bench.figures import figure, ratio
from bench.site import environ
from eduportal.operations.pages import add_page
from tests import factories

PLACE = ("quan-1", "thcs-hai")
URL = "/quan-1/thcs-hai/gioi-thieu/"
FEW, MANY, MANY_QUICK = 100, 10_000, 300
#: Name of a way to ask: (query, what it is called).
_WAYS = {
    "order": ("", "in its own order"), "last": ("?page={last}", "its last batch"), "title": ("?sort=title", "by title"),
    "modified": ("?sort=modified&reverse=1", "by day, newest first"), "state": ("?sort=state", "by state"),
    "text": ("?q=khai+giang", "filtered by words"), "type": ("?type=page&state=draft", "filtered by type and state"),
}


def measure(bench, size):
    """Yield the figures of both folders, each way to ask measured in turns, and their ratios."""
    site = bench.school.site
    many = MANY if size.pages >= 1000 else MANY_QUICK
    bench.say(f"adding {many} drafts to one folder")
    for name, count in (("it", FEW), ("nhieu", many)):
        _fill(site, name, count)
    cookies, _token = site.sign_in("quantri.hai")
    for name, (query, words) in _WAYS.items():
        calls = [partial(_ask, site, f"{URL}{folder}/@@contents{query.format(last=-(-count // 50))}", cookies)
                 for folder, count in (("it", FEW), ("nhieu", many))]
        for call in calls:
            call(0)
        few, lots = in_turns(calls, runs=size.runs, calls=max(2, size.calls // 4))
        yield figure(f"contents_few_{name}", f"Contents of {FEW} things, {words}", "ms CPU", few)
        yield figure(f"contents_many_{name}", f"Contents of {many:,} things, {words}", "ms CPU", lots, goal=50)
        yield ratio(f"contents_ratio_{name}", f"{many:,} : {FEW} things, {words}", lots, few, goal=3)
    yield from _searching(site, size, cookies, many)
    outline = partial(_ask, site, "/quan-1/thcs-hai/@@outline", cookies)
    outline(0)
    yield figure("outline", f"Outline of a site of {many + FEW:,} things", "ms CPU",
                 cpu_ms(outline, runs=size.runs, calls=max(2, size.calls // 4)), goal=50)


def _searching(site, size, cookies, many):
    """Yield what a search for drafts costs that only some may see, and that a visitor may not find."""
    for name, who, worn in (("staff", "the administrator", cookies), ("public", "a visitor", "")):
        call = partial(_ask, site, "/quan-1/thcs-hai/@@search?q=khai+giang", worn)
        call(0)
        yield figure(f"search_drafts_{name}", f"Search among {many:,} drafts of a unit by {who}", "ms CPU",
                     cpu_ms(call, runs=size.runs, calls=max(2, size.calls // 4)))


def _ask(site, path, cookies, _number):
    return site.expect(environ("GET", path, cookies=cookies))


def _fill(site, name, count):
    """Add ``count`` drafts to a folder of their own, 250 in a transaction."""
    site.change(lambda portal: add_page(portal, tree.school_at(portal, PLACE)["gioi-thieu"], "folder",
                                        {"title": name}, by="", at=factories.NOW, name=name).uuid)
    for first in range(0, count, 250):
        site.change(lambda portal, first=first: [
            factories.page(portal, tree.school_at(portal, PLACE)["gioi-thieu"][name], tree.title_of(number),
                           body=f"<p>{number}</p>").uuid
            for number in range(first, min(first + 250, count))])
        # The feeder empties outboxes; what meets it would have to be written again.
        site.fed()
