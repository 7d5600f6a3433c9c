"""Portal coverage of the province as a page of the department: table, chart, flags, CSV (S10)."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain import coverage
from eduportal.domain.dates import format_day, parse_day
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.unit_states import UNSEEN
from eduportal.operations.coverage import coverage_of_office, coverage_rows
from eduportal.papers import tables
from eduportal.papers.coverage_sheet import coverage_xlsx
from eduportal.sidestore.units import last_published
from eduportal.views.language import foreign, listed_name, shown_day, title_of_type, unit_lang, unit_names
from eduportal.views.numbers import shown_count
from eduportal.views.page import day_of, shell
from eduportal.views.registry import check_office
from eduportal.views.table_files import as_file, xlsx_answer

_COLUMNS = ("total", "mam_non", "tieu_hoc", "thcs")


@view_config(context=Unit, name="coverage", request_method="GET", renderer="coverage.html", permission="unit:view")
def coverage_page(request):
    """The table of the annex at a day, as reported or as counted, with a chart and the figures that cannot be true."""
    if request.context is not request.portal.root:
        check_office(request)
        return HTTPSeeOther(request.url_of(request.context, "@@coverage-units"))
    source = "reported" if request.GET.get("source") == "reported" else "counted"
    typed, message, table = request.GET.get("at", ""), "", None
    try:
        day = parse_day(typed) if typed else request.local_day
        table = coverage_rows(request.portal, source=source, day=day)
    except RuleError as error:
        message = request.translate(error.message)
        request.response.status_int = 422
    if table is not None and request.GET.get("format") == "csv":
        return _as_file(table)
    if table is not None and request.GET.get("format") == "xlsx":
        return as_file(coverage_xlsx(table.rows, table.total, day=table.day, note=table.note), tables.XLSX,
                       f"do-phu-{table.source}-{table.day.isoformat()}.xlsx")
    return {"page": shell(request, request.translate(_("Portal coverage"))), "message": message, "source": source,
            "at": typed or format_day(request.local_day), "table": _shown(request, table) if table else None}


def _as_file(table):
    return as_file(("\ufeff" + coverage.as_csv(table.rows, table.total)).encode(), "text/csv",
                   f"do-phu-{table.source}-{table.day.isoformat()}.csv")


def _shown(request, table):
    kinds = request.definitions.kinds
    titles = {"total": (request.translate(_("All units")), None),
              **{name: title_of_type(request, kinds[name]) for name in _COLUMNS[1:]}}
    notes, rows = [], []
    for row in (*table.rows, table.total):
        own = [request.translate(each) for each in coverage.flags(row)] if row is not table.total else []
        numbers = list(range(len(notes) + 1, len(notes) + 1 + len(own)))
        notes += [f"{row.district}: {text}" for text in own]
        title = row.district if row is not table.total else request.translate(_("Total"))
        rows.append(Show(title=title, lang=foreign(request) if row is not table.total else None, notes=numbers,
                         is_total=row is table.total,
                         cells=[_cell(getattr(row, name), request.locale_name) for name in _COLUMNS]))
    query = f"?source={table.source}&at={format_day(table.day)}&format="
    counted = table.source == "counted"
    note = request.translate(_("Counted in the register of units on ${day}.", day=shown_day(request, table.day)))
    return Show(rows=rows, columns=[titles[name] for name in _COLUMNS], notes=notes, foreign=foreign(request),
                note=note if counted else table.note, note_lang=None if counted else foreign(request),
                chart=_chart(request, table),
                csv_url=f"{request.path}{query}csv", xlsx_url=f"{request.path}{query}xlsx")


def _cell(cell, language):
    return Show(figures=f"{shown_count(cell.with_portal, language)}/{shown_count(cell.total, language)}",
                rate="–" if cell.rate is None else f"{cell.rate} %")


def _chart(request, table):
    """Return the bars of the chart: one a district, its rate in percent; above 100 is drawn as it stands."""
    bars = [Show(label=row.district, rate=row.total.rate or 0, width=min(100, row.total.rate or 0) * 5,
                 y=28 * number) for number, row in enumerate(table.rows)]
    described = "; ".join(f"{bar.label} {bar.rate} %" for bar in bars)
    return Show(title=request.translate(_("Units with a portal, percent of all")), described=described, bars=bars,
                height=28 * len(bars) + 8)


@view_config(context=Unit, name="coverage-units", request_method="GET", renderer="coverage_office.html",
             permission="unit:view")
def of_office(request):
    """The units that an office managed at a day, by kind: which have a portal, since when, the last public page."""
    check_office(request)
    typed, message, groups, day = request.GET.get("at", ""), "", [], request.local_day
    try:
        day = parse_day(typed) if typed else day
        groups = _groups(request, coverage_of_office(request.portal, request.context, day=day))
    except RuleError as error:
        message = request.translate(error.message)
        request.response.status_int = 422
    if groups and request.GET.get("format") == "xlsx":
        return _groups_as_file(request, groups, day)
    title = request.translate(_("Portal coverage of ${office}", office=unit_names(request, request.context)[0]))
    name, lang = unit_names(request, request.context)[0], unit_lang(request, request.context)
    return {"page": shell(request, title), "office": Show(title=name, lang=lang), "message": message, "groups": groups,
            "at": typed or format_day(day), "whole_url": request.url_of(request.portal.root, "@@coverage"),
            "xlsx_url": f"{request.path}?at={format_day(day)}&format=xlsx"}


def _groups(request, of_kind):
    kinds = request.definitions.kinds
    with request.store.read() as side:
        last = last_published(side, [unit.uuid for units in of_kind.values() for unit in units])
    found = []
    for kind, units in of_kind.items():
        rows = [_covered(request, unit, last.get(unit.uuid, "")) for unit in units]
        count = sum(bool(unit.opened_on) for unit in units)
        cell = coverage.Cell(count, len(units))
        title, lang = title_of_type(request, kinds[kind])
        found.append(Show(title=title, lang=lang, rows=rows, with_portal=count, total=len(units), rate=cell.rate))
    return found


def _covered(request, unit, last):
    record = request.portal.register.records[unit.uuid]
    seen = record.state not in UNSEEN
    path = "/".join([request.url_of(request.portal.root).rstrip("/"), *request.portal.register.path(unit.uuid), ""])
    title, lang = listed_name(request, unit.uuid, unit.title)
    return Show(title=title, lang=lang, code=unit.code, since=_iso(unit.opened_on), url=path if seen else "",
                last=day_of(last) if seen else "")


def _iso(text):
    return format_day(parse_day(text)) if text else ""


def _groups_as_file(request, groups, day):
    head = ["Loại đơn vị", "Mã đơn vị", "Tên đơn vị", "Có cổng từ ngày", "Bài mới nhất"]
    rows = [[group.title, row.code, row.title, row.since, row.last] for group in groups for row in group.rows]
    return xlsx_answer(f"do-phu-{request.context.code}-{day.isoformat()}", head, rows, sheet="Độ phủ")
