"""What a job costs: pages published in the background of the server, and what a visitor feels of it meanwhile."""

import time

from bench import tree
from bench.clock import timed
from bench.figures import figure
from eduportal.operations.bulk_states import change_states
from eduportal.operations.pages import add_page, change_state
from tests import factories

#: 5,000 pages in a full run.
_SHARE = 2.5
_PATH = ("quan-1", "thcs-mot")


def measure(bench, size):
    """Yield the figures of pages that wait for approval and are published as one job, while a visitor reads."""
    site, pages = bench.jobs, int(size.pages * _SHARE)
    walls, costs, felt, idle = [], [], [], []
    # Making 5,000 drafts takes longer than publishing them: once is enough, thousands of pages are runs of their own.
    for number in range(1 if pages > 1000 else 3):
        waiting = _waiting(site, number, pages)
        idle += [_page(site) for _each in range(size.calls)]
        _job, cpu, wall = timed(lambda waiting=waiting: _run(site, waiting, felt))
        walls.append(wall / 1000)
        costs.append(cpu / pages)
    count = f"{pages:,} pages"
    yield figure("job_time", f"{count} published as a job, with commits, search and boards", "seconds", walls)
    yield figure("job_cpu", f"A page published by a job of {count}", "ms CPU", costs,
                 note="the visitor's pages and the feeding of the side store included")
    yield figure("job_beside", "A unit's home uncached while a job is at work", "ms", felt)
    yield figure("job_beside_idle", "The same while nothing is at work", "ms", idle)


def _waiting(site, number, pages):
    """Add drafts that wait for approval; return (uuid, revision) of each."""
    name, found = f"dot-{number}", []

    def folder(portal):
        section = tree.school_at(portal, _PATH)["tin-tuc"]
        return add_page(portal, section, "folder", {"title": name}, by="", at=factories.NOW, name=name)

    def add(portal, first):
        place = tree.school_at(portal, _PATH)["tin-tuc"][name]
        for each in range(first, min(first + 100, pages)):
            node = factories.page(portal, place, tree.title_of(each), type_name="news_item", body=tree.text_of(each))
            change_state(portal, node, "submit", by="", at=factories.NOW)
            found.append((node.uuid, node.revision))

    site.change(lambda portal: folder(portal).uuid)
    for first in range(0, pages, 100):
        site.change(lambda portal, first=first: add(portal, first))
        site.fed()
    return found


def _run(site, waiting, felt):
    """Start the job as the head of the school does and read the home page until it has ended."""
    def begin(portal):
        school, head = tree.school_at(portal, _PATH), portal.accounts.by_login("hieutruong")
        return change_states(portal, school, waiting, "approve", by=head.uuid, at=factories.NOW).uuid

    uuid = site.change(begin)
    while not (ended := _ended(site, uuid)):
        felt.append(_page(site))
        # A visitor comes from time to time; without a pause they would be what is measured.
        time.sleep(0.2)
    if ended != len(waiting):
        raise RuntimeError(f"{ended} of {len(waiting)} pages were published.")
    site.fed()


def _ended(site, uuid):
    """Return how many pages were published, 0 while the job is at work."""
    def look(portal):
        job = tree.school_at(portal, _PATH).jobs.jobs[uuid]
        return 0 if job.is_open else job.cursor.done

    return site.change(look)


def _page(site):
    """Return the milliseconds on the wall of an uncached home page of another school."""
    site.empty_cache()
    (status, _headers, _body), _cpu, wall = timed(lambda: site.get("/quan-1/thcs-hai/"))
    if status != 200:
        raise RuntimeError(f"The home page answered {status}.")
    return wall
