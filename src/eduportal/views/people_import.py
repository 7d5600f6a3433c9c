"""Many people from a file: upload, look at every row, then confirm. Until then nothing is written into the portal."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.access import ROLES
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.people import importing
from eduportal.security.rights import grantable_roles
from eduportal.sidestore import kept_rows
from eduportal.views.jobs import told
from eduportal.views.page import batch_of, shell
from eduportal.views.table_files import uploaded_table, xlsx_answer

_KEPT_AS, _SIZE = "people", 100
_HEADINGS = [heading for _field, heading, _others in importing.COLUMNS]
_WIDTHS = (28, 22, 16, 30, 30, 60)
_ORDER = {"wrong": 0, "new": 1, "known": 2}


@view_config(context=Unit, name="people-import", request_method="GET", renderer="people_import.html",
             permission="people:manage")
def import_page(request):
    """The form, and the rows that wait to be confirmed."""
    return _page(request)


@view_config(context=Unit, name="people-import", request_method="POST", renderer="people_import.html",
             permission="people:manage")
def import_act(request):
    """Read a file, or confirm or drop what was read."""
    act = _ACTS.get(request.POST.get("action"))
    try:
        if act is None:
            raise RuleError(_("Choose what is to be done."))
        return HTTPSeeOther(act(request))
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, error)


@view_config(context=Unit, name="people-template", request_method="GET", permission="people:manage")
def template(request):
    """The empty table with our headings; text columns, so that leading zeros stay."""
    say, roles = request.translate, grantable_roles(request.asker, request.context)
    notes = [say(_("One row for each person. Only the name must be filled in.")),
             say(_("Without a sign-in name one is made from the name, such as nguyen.van.an.")),
             say(_("Roles are separated by a semicolon. You may give:")), *(ROLES[role][0] for role in roles)]
    return xlsx_answer("mau-danh-sach-nguoi-dung", _HEADINGS, [], sheet="Danh sách", widths=_WIDTHS, guide=notes)


@view_config(context=Unit, name="people-wrong", request_method="GET", permission="people:manage")
def wrong_rows(request):
    """The rows that cannot be written, with the reason beside each; 404 when there are none."""
    _token, rows = _kept(request) or ("", [])
    wrong = [row for row in _checked(request, rows) if row.verdict == "wrong"]
    if not wrong:
        raise HTTPNotFound()
    say, cells, marked = request.translate, [], set()
    for place, row in enumerate(wrong):
        cells.append([*(row.cells[field] for field in importing.FIELDS),
                      "; ".join(say(text) for text in row.reasons.values())])
        marked |= {(place, importing.FIELDS.index(field)) for field in row.reasons}
    return xlsx_answer("dong-sai", [*_HEADINGS, say(_("Reason"))], cells, sheet="Danh sách", widths=_WIDTHS,
                       marked=marked)


def _read(request):
    _name, table = uploaded_table(request)
    rows = importing.rows_of_table(table)
    with request.store.begin() as side:
        kept_rows.keep_rows(side, request.account.uuid, _KEPT_AS, request.context.uuid, rows, request.at)
    return request.url_of(request.context, "@@people-import")


def _confirm(request):
    token, rows = _kept(request) or ("", [])
    if not token or token != request.POST.get("token"):
        raise RuleError(_("This list waits no longer: it was confirmed, dropped, replaced by another file, or its hour "
                          "is over. Upload the file again if you need to; nobody is added twice."))
    outcome = importing.import_people(request.portal, request.context, rows, by=request.account.uuid, at=request.at)
    account = request.account.uuid
    # Forgotten after the commit: a transaction that is repeated needs the rows again.
    request.add_response_callback(lambda request, response: _forget(request, response, account))
    if outcome.is_job:
        return request.url_of(request.context, f"@@job?id={outcome.uuid}")
    told(request, outcome, _("${count} people have been added. Make their activation slips next.",
                             count=len(outcome.done)))
    return request.url_of(request.context, "@@people?state=waiting")


def _forget(request, response, account):
    if response.status_int == 303:
        with request.store.begin() as side:
            kept_rows.drop_rows(side, account, _KEPT_AS)


def _drop(request):
    with request.store.begin() as side:
        kept_rows.drop_rows(side, request.account.uuid, _KEPT_AS)
    return request.url_of(request.context, "@@people-import")


_ACTS = {"read": _read, "confirm": _confirm, "drop": _drop}


def _kept(request):
    with request.store.read() as side:
        return kept_rows.rows_kept(side, request.account.uuid, _KEPT_AS, request.context.uuid, request.at)


def _checked(request, rows):
    return importing.check_rows(request.portal, request.context, rows, by=request.account.uuid, at=request.at)


def _page(request, error=None):
    unit, say = request.context, request.translate
    token, rows = _kept(request) or ("", [])
    checked = sorted(_checked(request, rows), key=lambda row: (_ORDER[row.verdict], row.number)) if rows else []
    counts = {verdict: sum(row.verdict == verdict for row in checked) for verdict in _ORDER}
    offset, batch = batch_of(request, len(checked), _SIZE)
    return {
        "page": shell(request, say(_("Add people from a file")), node=unit, tab="manage"), "unit": unit.title,
        "people_url": request.url_of(unit, "@@people"), "template_url": request.url_of(unit, "@@people-template"),
        "wrong_url": request.url_of(unit, "@@people-wrong"), "token": token, "batch": batch,
        "rows": [_row(request, row) for row in checked[offset:offset + _SIZE]], "headings": _HEADINGS,
        "new": counts["new"], "known": counts["known"], "wrong": counts["wrong"], "most": importing.MOST_ROWS,
        "error": say(error.message) if error else "",
    }


_VERDICTS = {"new": (_("Will be added"), "success"), "known": (_("Is here already; nothing is done"), "secondary"),
             "wrong": (_("Cannot be added"), "danger")}


def _row(request, row):
    title, colour = _VERDICTS[row.verdict]
    shown = {**row.cells, "login": row.values["login"] or row.cells["login"]}
    cells = [Show(heading=heading, text=shown[field][:importing.LONGEST_CELL],
                  reason=request.translate(row.reasons[field]) if field in row.reasons else "")
             for field, heading in zip(importing.FIELDS, _HEADINGS, strict=True)]
    return Show(number=row.number, cells=cells, verdict=request.translate(title), colour=colour)
