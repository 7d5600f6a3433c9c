"""What taking a school of 2,000 pages out of one installation and into another costs."""

import os

from bench.clock import timed
from bench.figures import figure
from eduportal.operations.bundles import import_unit, read_bundle, write_bundle
from eduportal.operations.units import add_unit
from tests import factories


def measure(bench, size):
    """Yield the figures of a school's export and of its import below a new office of another site."""
    source, target = bench.school.site, bench.small
    path = str(bench.folder / "truong.zip")
    out, into, count = [], [], len(bench.school.pages)
    for number in range(3):
        _none, cpu, _wall = timed(lambda: source.change(_export(path)))
        out.append(cpu / 1000)
        target.change(lambda portal, number=number: add_unit(
            portal, portal.root, code=f"80-P{number}", kind="ward_office", by="", at=factories.NOW,
            values=factories.unit_values(f"UBND phường {number}"), name=f"phuong-{number}").uuid)
        if number == 0:
            _none, cpu, _wall = timed(lambda: target.change(_import(path)))
            into.append(cpu / 1000)
    yield figure("bundle_export", f"A school of {count:,} pages exported as a bundle", "seconds CPU", out)
    yield figure("bundle_import", f"A school of {count:,} pages imported, with indexes and commit", "seconds CPU", into)
    yield figure("bundle_size", f"The bundle of a school of {count:,} pages", "MB", [os.path.getsize(path) / 1e6])


def _export(path):
    def work(portal):
        write_bundle(portal, portal.root["quan-1"]["thcs-mot"], path, at=factories.NOW)

    return work


def _import(path):
    def work(portal):
        import_unit(portal, portal.root["phuong-0"], read_bundle(path), by="", at=factories.NOW, code="80-MOT")

    return work
