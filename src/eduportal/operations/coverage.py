"""Portal coverage by district and kind: as reported on paper, or counted in the register at a day (S10)."""

from dataclasses import dataclass

from eduportal.domain import coverage
from eduportal.domain.coverage import Cell, Row
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.names import order_key

_KINDS = ("mam_non", "tieu_hoc", "thcs")


@dataclass(frozen=True)
class CoverageTable:
    """The rows (one a district, in their own order), their total, the day, the source, a note for people."""

    rows: tuple
    total: Row
    day: object
    source: str
    note: str


def enter_reported_coverage(portal, text, *, day, source, by, at):
    """Keep reported figures as they stand on paper, with their day and source; impossible ones are flagged later.

    :param text: CSV with the columns of the annex. :raises RuleError: naming line and column of a mistake.
    """
    coverage.read_reported(text)
    portal.register.reported[day.isoformat()] = {"text": text, "source": source, "by": by, "at": at.isoformat()}


def coverage_rows(portal, *, source, day):
    """Return the :class:`CoverageTable`: ``source`` "reported" (the newest report up to ``day``) or "counted".

    :raises RuleError: nothing was reported up to that day.
    """
    return _reported(portal, day) if source == "reported" else _counted(portal, day)


def _reported(portal, day):
    days = [each for each in portal.register.reported if each <= day.isoformat()]
    if not days:
        raise RuleError(_("Nothing was reported up to ${day}.", day=day.strftime("%d/%m/%Y")))
    kept = portal.register.reported[max(days)]
    rows = coverage.read_reported(kept["text"])
    return CoverageTable(rows, coverage.total_row(rows), day, "reported", kept["source"])


def _counted(portal, day):
    """Count the register: edges tell which office managed a unit on that day, ``opened_on`` whether it had a portal."""
    iso = day.isoformat()
    by_office = {}
    for record in portal.register.records.values():
        office = managing_office(record, iso)
        if office is not None and not record.trashed:
            by_office.setdefault(office, []).append(record)
    labels = _labels(portal)
    rows = []
    for uuid, *_rest in portal.register.below(portal.root.uuid):
        office = portal.register.records[uuid]
        if office.kind in ("phong", "ward_office"):
            rows.append(_row(office, by_office.get(uuid, []), iso, labels))
    order = list(labels)
    rows.sort(key=lambda row: order.index(row.district) if row.district in labels else len(order))
    note = "Đếm trong danh bạ đơn vị tại ngày " + day.strftime("%d/%m/%Y")
    return CoverageTable(tuple(rows), coverage.total_row(rows), day, "counted", note)


@dataclass(frozen=True)
class CoveredUnit:
    """A unit below an office on a day: since when it has a portal ('' for none, ISO day)."""

    uuid: str
    code: str
    title: str
    kind: str
    opened_on: str


def coverage_of_office(portal, office, *, day):
    """Return {kind: [:class:`CoveredUnit`]} of the units that ``office`` managed on ``day``, in the order of kinds."""
    iso, found = day.isoformat(), {}
    for record in portal.register.records.values():
        if record.trashed or managing_office(record, iso) != office.uuid:
            continue
        opened = record.opened_on if record.opened_on and record.opened_on <= iso else ""
        unit = CoveredUnit(record.uuid, record.code, record.title, record.kind, opened)
        found.setdefault(record.kind, []).append(unit)
    return {kind: sorted(found[kind], key=lambda unit: (order_key(unit.title), unit.code))
            for kind in portal.definitions.kinds if kind in found}


def managing_office(record, iso):
    """Return the uuid of the office that managed a unit on an ISO day, or None."""
    return next(
        (
            target
            for kind, target, since, until in record.edges
            if kind == "managing" and since <= iso and (not until or iso < until)
        ),
        None,
    )


def _labels(portal):
    """Return {district: label} in the order of the newest report; empty when there is none."""
    if not portal.register.reported:
        return {}
    kept = portal.register.reported[portal.register.reported.maxKey()]
    return {row.district: row.label for row in coverage.read_reported(kept["text"])}


def _row(office, records, iso, labels):
    cells = {name: Cell(0, 0) for name in ("total", *_KINDS)}
    for record in records:
        has = bool(record.opened_on) and record.opened_on <= iso
        for name in ("total", record.kind):
            if name in cells:
                cells[name] = Cell(cells[name].with_portal + has, cells[name].total + 1)
    district = office.title.removeprefix("Phòng Giáo dục và Đào tạo ")
    district = district[:1].upper() + district[1:]
    return Row(district, labels.get(district, district), *(cells[name] for name in ("total", *_KINDS)))
