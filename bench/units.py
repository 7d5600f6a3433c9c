"""What acts on a whole district or school cost: giving a role, moving a school."""

from bench import tree
from bench.clock import timed
from bench.figures import figure, ratio
from bench.storage import Written
from eduportal.operations.units import add_unit, move_unit, open_portal
from tests import factories

_DISTRICTS = ("quan-1", "quan-2")


def grant(bench, size):
    """Yield the figures of a role given at a district with schools, one of which has 2,000 pages."""
    site = bench.school.site
    times, objects, written, indexed, marks = [], [], [], 0, 0
    for number in range(size.runs * 2):
        account = site.change(lambda portal, number=number: factories.person(
            portal, f"ngan.hang.{number}", f"Người Mẫu {number}").login)
        site.fed()
        waiting = _waiting(site)
        with Written(site.db, site.folder) as told:
            _none, cpu, _wall = timed(lambda account=account: site.change(lambda portal: _give(portal, account)))
        times.append(cpu)
        objects.append(told.objects)
        written.append(told.bytes)
        indexed += told.indexed
        marks += _waiting(site) - waiting
    below = f"with {site.change(_objects):,} objects below"
    yield figure("grant_time", f"A role given at a district {below}, with the commit", "ms CPU", times)
    yield figure("grant_objects", f"A role given at a district {below}", "objects", objects)
    yield figure("grant_bytes", f"A role given at a district {below}", "bytes", written)
    yield figure("grant_indexed", f"A role given at a district {below}: index records written", "records", [indexed],
                 goal=0)
    yield figure("grant_marks", f"A role given at a district {below}: marks to feed", "marks", [marks], goal=0)


def _objects(portal):
    district = portal.root["quan-1"]
    return sum(len(unit.index.uuids) for unit in (district, *(each for each in district.values() if each.is_unit)))


def _give(portal, login):
    return factories.give(portal, portal.root["quan-1"], portal.accounts.by_login(login), "editor")


def _waiting(site):
    """Return how many marks wait in the outboxes of the district and its schools."""
    def count(portal):
        office = portal.root["quan-1"]
        return len(office.outbox) + sum(len(each.outbox or ()) for each in office.values() if each.is_unit)

    return site.change(count)


def move(bench, size):
    """Yield the figures of a school of 10 and one of 2,000 pages that move between two districts, in turns."""
    site, many = bench.school.site, len(bench.school.pages)
    site.change(_second_district)
    tree.fill(site, ("quan-1", "thcs-it-trang"), 10, 0)
    found = {"thcs-it-trang": [], "thcs-mot": []}
    for number in range(size.runs // 2 * 2 or 2):
        source, target = _DISTRICTS[number % 2], _DISTRICTS[1 - number % 2]
        for name, rows in found.items():
            site.fed()
            with Written(site.db, site.folder) as told:
                _none, cpu, _wall = timed(lambda name=name, source=source, target=target: site.change(
                    lambda portal: _move(portal, name, source, target)))
            rows.append((cpu, told.objects, told.bytes, told.indexed))
    few, all_of_it = found.values()
    for pages, rows in ((10, few), (many, all_of_it)):
        yield figure(f"move_{pages}_time", f"A school of {pages:,} pages moves, with the commit", "ms CPU",
                     [row[0] for row in rows])
        yield figure(f"move_{pages}_objects", f"A school of {pages:,} pages moves", "objects", [row[1] for row in rows])
        yield figure(f"move_{pages}_bytes", f"A school of {pages:,} pages moves", "bytes", [row[2] for row in rows])
    yield ratio("move_many_to_few", f"Objects written by the move: {many:,} pages : 10 pages",
                [row[1] for row in all_of_it], [row[1] for row in few], goal=1.5)


def _second_district(portal):
    office = add_unit(portal, portal.root, code="79-Q2", kind="phong", by="", at=factories.NOW, since=factories.SINCE,
                      name="quan-2", values=factories.unit_values("Phòng Giáo dục và Đào tạo Quận 2"))
    open_portal(portal, office, by="", at=factories.NOW)
    factories.add_school(portal, portal.root["quan-1"], "thcs-it-trang", "79-Q1-THCS-900", "thcs")


def _move(portal, name, source, target):
    move_unit(portal, portal.root[source][name], portal.root[target], by="", at=factories.NOW, day=factories.SINCE)
