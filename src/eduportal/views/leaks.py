"""The leak report of a unit: begun on demand as a job, kept with its date, shown by kind, exported."""

from datetime import datetime
from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.dates import format_instant
from eduportal.domain.messages import _
from eduportal.operations.leaks import KINDS, begin_report
from eduportal.views.numbers import shown_count
from eduportal.views.page import shell
from eduportal.views.table_files import csv_answer

_SHOWN = 100


@view_config(context=Unit, name="leaks", request_method="GET", renderer="leaks.html", permission="sharing:view")
def leaks(request):
    """The kept report, by kind of finding; nothing is looked for while the page is asked for."""
    unit, report, say = request.context, request.context.leaks, request.translate
    title = say(_("Leak report of ${unit}", unit=unit.title))
    findings = report.findings() if report is not None else []
    parts = [_part(request, kind, [each for each in findings if each[0] == kind]) for kind in KINDS]
    return {"page": shell(request, title, tab="manage"), "title": title, "has": report is not None,
            "made": format_instant(datetime.fromisoformat(report.at)) if report is not None else "",
            "by": request.portal.accounts.name_of(report.by) if report is not None else "",
            "done": report is not None and report.is_done, "cut": report is not None and report.cut,
            "found": [part for part in parts if part.count], "clear": [part.title for part in parts if not part.count],
            "count": len(findings), "export_url": request.url_of(unit, "@@leaks-csv"),
            "jobs_url": request.url_of(unit, "@@jobs")}


def _part(request, kind, findings):
    title, about = KINDS[kind]
    return Show(kind=kind, title=request.translate(title), about=request.translate(about), count=len(findings),
                told=shown_count(len(findings)),
                rows=[_row(request, each) for each in findings[:_SHOWN]], more=max(0, len(findings) - _SHOWN))


def _row(request, finding):
    _kind, uuid, title, path, detail = finding
    node = request.context.find(uuid) if uuid else None
    return Show(title=title, path=path, detail=detail, url=request.url_of(node) if node is not None else "",
                sharing_url=request.url_of(node, "@@sharing") if node is not None and _has_sharing(node) else "")


def _has_sharing(node):
    return not node.is_attachment and node.type_name not in ("school_year", "class")


@view_config(context=Unit, name="leaks", request_method="POST", permission="sharing:view")
def look(request):
    """Begin a new report; go to its job."""
    job = begin_report(request.portal, request.context, by=request.account.uuid, at=request.at)
    return HTTPSeeOther(request.url_of(request.context, f"@@job?id={job.uuid}"))


@view_config(context=Unit, name="leaks-csv", request_method="GET", permission="sharing:view")
def export(request):
    """The kept report as a CSV file."""
    report, say = request.context.leaks, request.translate
    if report is None:
        raise HTTPNotFound()
    rows = [[say(KINDS[kind][0]), title, path, detail] for kind, _uuid, title, path, detail in report.findings()
            if kind in KINDS]
    head = [say(_("Finding")), say(_("Where")), say(_("Path")), say(_("Who and what"))]
    return csv_answer(f"ro-ri-{request.context.code or 'don-vi'}", head, rows)
