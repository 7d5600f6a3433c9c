"""What the measurements stand on: sizes, and the sites that are made when the first measurement asks for one."""

from dataclasses import dataclass
from functools import cached_property

from bench import city, tree
from bench.site import Site
from tests import factories


@dataclass(frozen=True)
class Size:
    """How much is measured. ``runs`` values of ``calls`` calls each; ``saves`` in a row, ``each`` by every writer."""

    pages: int
    wide: int
    rows: int
    runs: int
    calls: int
    saves: int
    each: int


FULL = Size(pages=2000, wide=500, rows=300_000, runs=7, calls=40, saves=100, each=25)
QUICK = Size(pages=60, wide=20, rows=500, runs=3, calls=4, saves=8, each=3)


@dataclass(frozen=True)
class School:
    """A site with a small city, one of whose schools has many pages. ``pages`` and ``wide`` are paths."""

    site: Site
    wide: str
    wide_count: int
    pages: list


@dataclass(frozen=True)
class City:
    """The site of the demonstration city, and what making it cost."""

    site: Site
    cost: dict


class Stage:
    """The sites of one run, in one temporary folder. :meth:`close` when done."""

    def __init__(self, folder, size, say):
        self.folder, self.size, self.say, self.sites = folder, size, say, []

    @cached_property
    def school(self):
        """The small city with people and the school of many pages."""
        site = self._small("school", with_people=True)
        self.say(f"publishing {self.size.pages} pages")
        wide, pages = tree.fill(site, ("quan-1", "thcs-mot"), self.size.pages, self.size.wide)
        return School(site, wide, self.size.wide, pages)

    @cached_property
    def jobs(self):
        """A small city with people, for work in the background."""
        return self._small("jobs", with_people=True)

    @cached_property
    def small(self):
        """A city of 4 units and nothing else."""
        return self._small("small", schools=("thcs-mot",))

    @cached_property
    def pictures(self):
        """A city of 4 units whose jobs wait: what measures them runs them itself."""
        site = self._small("pictures", schools=("thcs-mot",))
        site.registry["eduportal.jobs"].stop()
        return site

    def _small(self, name, *, with_people=False, **options):
        site = self._opened(name)

        def make(root):
            portal = factories.small_city(root, site.declared, **options)
            if with_people:
                factories.people(portal)

        site.found(make)
        site.feeder.queue.put(None)
        site.fed()
        return site

    @cached_property
    def city(self):
        """The demonstration city, with the clock of this machine."""
        self.say("making the demonstration city; this takes a minute or two")
        cost = city.make(self.folder / "city", self.say)
        site = self._opened("city", at=None)
        # The feeder looks through every unit at its start; what is measured meanwhile would be counted with it.
        site.fed()
        return City(site, cost)

    def _opened(self, name, **options):
        self.sites.append(Site(self.folder / name, **options))
        return self.sites[-1]

    def close(self):
        """Close every site that was opened."""
        for site in self.sites:
            site.close()
