"""What acts on many cost: a folder of 500 pages copied, and tags added to 5,000 pages, each as a job."""

from bench import tree
from bench.clock import timed
from bench.figures import figure
from eduportal.operations.asking import asker_of
from eduportal.operations.bulk.copying import copy_items
from eduportal.operations.bulk.pasting import paste
from eduportal.operations.pages import add_page
from eduportal.operations.tasks import do
from eduportal.sidestore.clipboards import Clipboard
from tests import factories

#: Of the pages of a run: 500 are copied and 5,000 get tags in a full run.
_COPIED, _TAGGED = 0.25, 2.5
_PATH = ("quan-1", "thcs-mot")


def measure(bench, size):
    """Yield the figures of a folder that is copied within a unit, and of tags that are added to everything in one."""
    site = bench.jobs
    copied, tagged = int(size.pages * _COPIED), int(size.pages * _TAGGED)
    few, many = _filled(site, "it", copied), _filled(site, "nhieu", tagged)
    planned, copies, tags = [], [], []
    for number in range(min(size.runs, 3)):
        planned.append(timed(lambda: _plan(site, few, copied))[2])
        copies.append(timed(lambda: _work(site, copied + 1, lambda portal: _copy(portal, few)))[2] / 1000)
        tags.append(timed(lambda number=number: _work(
            site, tagged, lambda portal: _tag(portal, many, number)))[2] / 1000)
    yield figure("bulk_plan", f"What is to be copied of a folder of {copied:,} pages, from the index", "ms", planned)
    yield figure("bulk_copy", f"A folder of {copied:,} pages copied as a job, with commits and search", "seconds",
                 copies)
    yield figure("bulk_tags", f"A tag added to {tagged:,} pages as a job, with commits and search", "seconds", tags)


def _filled(site, name, count):
    """Add a folder with drafts; return its uuid."""
    def add(portal, first):
        place = tree.school_at(portal, _PATH)["tin-tuc"][name]
        for number in range(first, min(first + 100, count)):
            factories.page(portal, place, tree.title_of(number), type_name="news_item", body=tree.text_of(number))

    uuid = site.change(lambda portal: add_page(portal, tree.school_at(portal, _PATH)["tin-tuc"], "folder",
                                               {"title": name}, by="", at=factories.NOW, name=name).uuid)
    for first in range(0, count, 100):
        site.change(lambda portal, first=first: add(portal, first))
        site.fed()
    return uuid


def _plan(site, folder, count):
    def look(portal):
        school, head = tree.school_at(portal, _PATH), portal.accounts.by_login("hieutruong")
        return len(copy_items(portal, asker_of(portal, head.uuid, factories.NOW), school, [folder]))

    if site.change(look) != count + 1:
        raise RuntimeError("Not all of the folder was found.")


def _copy(portal, folder):
    school, head = tree.school_at(portal, _PATH), portal.accounts.by_login("hieutruong")
    clipboard = Clipboard("copy", school.uuid, "", factories.NOW, ((folder, school["tin-tuc"].uuid, ""),))
    return paste(portal, clipboard, school["gioi-thieu"], by=head.uuid, at=factories.NOW)


def _tag(portal, folder, number):
    school, head = tree.school_at(portal, _PATH), portal.accounts.by_login("hieutruong")
    return do(portal, school, "change_tags", school.index.uuids_below(folder),
              {"how": "add", "tags": [f"dot {number}"]}, by=head.uuid, at=factories.NOW)


def _work(site, count, begin):
    """Start the work, wait until its job has ended, and look whether all of it was done."""
    uuid = site.change(lambda portal: getattr(begin(portal), "uuid", ""))
    if not uuid:
        return
    while not site.registry["eduportal.jobs"].wait():
        pass
    site.fed()
    done = site.change(lambda portal: tree.school_at(portal, _PATH).jobs.jobs[uuid].cursor.done)
    if done != count:
        raise RuntimeError(f"{done} of {count} things were done.")
