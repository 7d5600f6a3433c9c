"""Portal coverage of the province as a page of the department: table, chart, flags, CSV (S10)."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain import coverage
from eduportal.domain.dates import format_day, parse_day
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.coverage import coverage_rows
from eduportal.views.page import shell

_COLUMNS = ("total", "mam_non", "tieu_hoc", "thcs")


@view_config(context=Unit, name="coverage", request_method="GET", renderer="coverage.html", permission="unit:view")
def coverage_page(request):
    """The table of the annex at a day, as reported or as counted, with a chart and the figures that cannot be true."""
    if request.context is not request.portal.root:
        raise HTTPNotFound()
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
    return {"page": shell(request, request.translate(_("Portal coverage"))), "message": message, "source": source,
            "at": typed or format_day(request.local_day), "table": _shown(request, table) if table else None}


def _as_file(table):
    name = f"do-phu-{table.source}-{table.day.isoformat()}.csv"
    return Response(("\ufeff" + coverage.as_csv(table.rows, table.total)).encode(), content_type="text/csv",
                    charset="utf-8", content_disposition=f'attachment; filename="{name}"')


def _shown(request, table):
    kinds = request.definitions.kinds
    titles = {"total": request.translate(_("All units")), **{name: kinds[name].title for name in _COLUMNS[1:]}}
    notes, rows = [], []
    for row in (*table.rows, table.total):
        own = [request.translate(each) for each in coverage.flags(row)] if row is not table.total else []
        numbers = list(range(len(notes) + 1, len(notes) + 1 + len(own)))
        notes += [f"{row.district}: {text}" for text in own]
        rows.append(Show(title=row.district, notes=numbers, is_total=row is table.total,
                         cells=[_cell(getattr(row, name)) for name in _COLUMNS]))
    query = f"?source={table.source}&at={format_day(table.day)}&format=csv"
    return Show(rows=rows, columns=[titles[name] for name in _COLUMNS], notes=notes, note=table.note,
                chart=_chart(request, table), csv_url=request.path + query)


def _cell(cell):
    return Show(figures=f"{cell.with_portal}/{cell.total}", rate="–" if cell.rate is None else f"{cell.rate} %")


def _chart(request, table):
    """Return the bars of the chart: one a district, its rate in percent; above 100 is drawn as it stands."""
    bars = [Show(label=row.district, rate=row.total.rate or 0, width=min(100, row.total.rate or 0) * 5,
                 y=28 * number) for number, row in enumerate(table.rows)]
    described = "; ".join(f"{bar.label} {bar.rate} %" for bar in bars)
    return Show(title=request.translate(_("Units with a portal, percent of all")), described=described, bars=bars,
                height=28 * len(bars) + 8)
