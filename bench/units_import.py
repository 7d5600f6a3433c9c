"""The registry of units: the demonstration's 2,128 units imported from one XLSX, taken back, and listed."""

from datetime import date
from urllib.parse import quote

from bench.clock import cpu_ms, timed
from bench.figures import figure
from bench.site import NOW, Site, environ
from eduportal.jobs.running import run_all
from eduportal.operations import unit_import, unit_import_undo, units
from eduportal.operations.demo.units import city_units
from eduportal.papers import tables
from tests import factories

_HEAD = ["Mã đơn vị", "Tên đơn vị", "Loại đơn vị", "Công lập", "Mã đơn vị quản lý", "Địa chỉ", "Phường, xã",
         "Thủ trưởng", "Điện thoại", "Thư điện tử"]
_SINCE = date(2010, 9, 1)


def measure(bench, size):
    """Yield the figures of one import of all units below the Sở (quick: of some), and of the list of them."""
    site = Site(bench.folder / "units-import")
    try:
        planned = city_units()
        planned = planned if size.pages >= 2000 else planned[:size.pages]
        site.found(lambda root: _found(root, site.declared, planned[0]))
        data = tables.as_xlsx(_HEAD, [_row(unit) for unit in planned[1:]], sheet="Đơn vị")
        yield from _import(site, data, len(planned) - 1)
        yield from _listing(site, size, len(planned) - 1)
        log = site.change(lambda portal: unit_import_undo.imports_of(portal, portal.root)[0].uuid)
        _none, cpu, wall = timed(lambda: (site.change(lambda portal: unit_import_undo.undo_import(
            portal, portal.root, log, by=_by(portal), at=NOW)), run_all(site.db, site.declared, NOW)))
        if site.change(lambda portal: len(portal.register.records)) != 1:
            raise RuntimeError("Taking the import back left units behind.")
        yield figure("units_import_undo", f"{len(planned) - 1:,} imported units taken back, a job", "s CPU",
                     [cpu / 1000])
        yield figure("units_import_undo_wall", "the same", "s on the wall", [wall / 1000])
    finally:
        site.close()


def _found(root, declared, so):
    portal = units.found_province(root, declared, code=so.code, kind=so.kind, values={"name": so.name}, by="", at=NOW)
    units.open_portal(portal, portal.root, by="", at=NOW)
    account = factories.person(portal, "quantri.so", "Đỗ Văn Sở", portal.root)
    factories.give(portal, portal.root, account, "administrator")


def _row(unit):
    return [unit.code, unit.name, unit.kind, "công lập" if unit.public else "ngoài công lập", unit.parent, unit.street,
            unit.ward, unit.head, unit.phone, unit.email]


def _by(portal):
    return portal.accounts.by_login("quantri.so").uuid


def _import(site, data, count):
    table, cpu, _wall = timed(lambda: tables.read_table(data))
    yield figure("units_import_read", f"An XLSX of {count:,} units read within its bounds", "ms CPU", [cpu])
    draft, cpu, _wall = timed(lambda: site.change(lambda portal: unit_import.check_list(
        portal, portal.root, table, name="don-vi.xlsx", since=_SINCE, by=_by(portal), at=NOW).uuid))
    yield figure("units_import_check", f"{count:,} rows checked cell by cell and kept", "ms CPU", [cpu])
    _none, cpu, wall = timed(lambda: (site.change(lambda portal: unit_import.confirm_list(
        portal, portal.root, draft, by=_by(portal), at=NOW) and None), run_all(site.db, site.declared, NOW)))
    if site.change(lambda portal: len(portal.register.records)) != count + 1:
        raise RuntimeError("Not every unit was imported.")
    yield figure("units_import", f"{count:,} units imported, a job", "s CPU", [cpu / 1000])
    yield figure("units_import_wall", "the same", "s on the wall", [wall / 1000])


def _listing(site, size, count):
    cookies, _token = site.sign_in("quantri.so")
    for name, query, title in (("units_list", "", "first page"), ("units_list_search", f"?q={quote('hoa sen')}",
                                                                 "searched by words")):
        def ask(_number, query=query):
            site.expect(environ("GET", f"/@@units{query}", cookies=cookies))

        ask(0)
        yield figure(name, f"Registry of {count:,} units for staff, {title}", "ms CPU",
                     cpu_ms(ask, runs=size.runs, calls=max(2, size.calls // 4)))
    _body, cpu, _wall = timed(lambda: site.expect(environ("GET", "/@@units-export", cookies=cookies)))
    yield figure("units_export", f"Registry of {count:,} units as XLSX", "ms CPU", [cpu])
