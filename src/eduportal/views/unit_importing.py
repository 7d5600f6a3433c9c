"""Importing a list of units: choose a file, look at the verdict of every row, confirm; take an import back."""

from datetime import datetime
from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.dates import format_day, format_instant, parse_day
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import Message, _
from eduportal.domain.unit_rows import COLUMNS, REQUIRED
from eduportal.operations.unit_import import check_list, confirm_list, counts_of, draft_of, drop_draft
from eduportal.operations.unit_import_undo import imports_of, undo_import
from eduportal.operations.unit_rules import column_title, shown_value
from eduportal.papers import tables
from eduportal.views.kept_uploads import choice
from eduportal.views.numbers import shown_count
from eduportal.views.page import batch_of, shell
from eduportal.views.registry import check_office, where_to
from eduportal.views.table_files import csv_answer, uploaded_table, xlsx_answer

_BATCH = 50
_VERDICTS = {"add": (_("will be added"), "success"), "update": (_("will be changed"), "info"),
             "same": (_("is there already, nothing changes"), "secondary"), "refused": (_("refused"), "danger")}
_EXAMPLE = {"code": "79-Q03-TH-099", "name": "Trường Tiểu học Ví Dụ", "kind": "Tiểu học", "public": "công lập",
            "parent": "79-Q03", "address": "Số 1 đường Ví Dụ", "ward": "Phường Bàn Cờ", "head": "Trần Thị Mẫu",
            "phone": "028 0000 0001", "email": "th-vidu@example.vn", "domain": "th-vidu.example.vn",
            "owner_body": "Ủy ban nhân dân Quận 3", "opened_on": "05/09/2026", "since": "01/07/2025"}


@view_config(context=Unit, name="import-units", request_method="GET", renderer="unit_import.html",
             permission="unit:add")
def form(request):
    """Choose a file; below, the imports that were done here."""
    check_office(request)
    return _form(request)


@view_config(context=Unit, name="import-units", request_method="POST", renderer="unit_import.html",
             permission="unit:add")
def check(request):
    """Check a chosen file and show the verdict of every row; nothing is written into any unit."""
    check_office(request)
    since = request.POST.get("since", "")
    since = since if isinstance(since, str) else ""
    try:
        name, table = uploaded_table(request)
        day = parse_day(since, "since") if since.strip() else request.local_day
        draft = check_list(request.portal, request.context, table, name=name, since=day, by=request.account.uuid,
                           at=request.at)
    except RuleError as error:
        request.response.status_int = 422
        return _form(request, error, since, choice(request, "file").shown() if error.field == "since" else None)
    return HTTPSeeOther(request.url_of(request.context, f"@@import-check?draft={draft.uuid}"))


def _form(request, error=None, since="", chosen=None):
    say, office = request.translate, request.context
    title = say(_("Import units under ${office}", office=office.title))
    logs = [Show(uuid=log.uuid, name=log.name, by=request.portal.accounts.name_of(log.by),
                 at=format_instant(datetime.fromisoformat(log.at)), counts=log.counts, left=len(log.done),
                 back=len(log.taken_back), undone=bool(log.undone_at),
                 job_url=request.url_of(office, f"@@job?id={log.job}") if log.job else "")
            for log in imports_of(request.portal, office)[:20]]
    columns = [Show(title=title, needed=name in REQUIRED, example=_EXAMPLE[name])
               for name, (title, _more, _longest) in COLUMNS.items()]
    return {"page": shell(request, title, tab="manage"), "title": title, "error": say(error.message) if error else "",
            "error_field": error.field if error else "", "since": since or format_day(request.local_day),
            "chosen": chosen, "logs": logs, "columns": columns, "base": request.url_of(office),
            "most": tables.MOST_ROWS, "size": tables.LARGEST // 1024 // 1024}


@view_config(context=Unit, name="import-template", request_method="GET", permission="unit:add")
def template(request):
    """An empty list with its headings and one example, as XLSX or CSV."""
    check_office(request)
    head = [title for title, _more, _longest in COLUMNS.values()]
    rows = [[_EXAMPLE[name] for name in COLUMNS]]
    if request.GET.get("format") == "csv":
        return csv_answer("mau-danh-sach-don-vi", head, rows)
    return xlsx_answer("mau-danh-sach-don-vi", head, rows, sheet="Đơn vị")


@view_config(context=Unit, name="import-check", request_method="GET", renderer="unit_import_check.html",
             permission="unit:add")
def checked(request):
    """The verdict of every row, in batches; ``?verdict=`` shows those of one kind."""
    check_office(request)
    draft = _draft(request, request.GET.get("draft", ""))
    rows = draft.rows()
    counts, asked = counts_of(rows), request.GET.get("verdict", "")
    shown = [row for row in rows if row["verdict"] == asked] if asked in _VERDICTS else rows
    offset, batch = batch_of(request, len(shown), _BATCH)
    say, own = request.translate, f"{request.path}?draft={draft.uuid}"
    title = say(_("Check the list “${name}”", name=draft.name))
    verdicts = [Show(title=say(text), count=shown_count(counts[name]), colour=colour, current=name == asked,
                     url=f"{own}&verdict={name}") for name, (text, colour) in _VERDICTS.items() if counts[name]]
    return {"page": shell(request, title, tab="manage"), "title": title, "draft": draft.uuid, "batch": batch,
            "verdicts": verdicts, "all_url": own, "total": len(rows), "asked": asked, "refused": counts["refused"],
            "writes": counts["add"] + counts["update"], "counts": counts, "unknown": ", ".join(draft.unknown),
            "rows": [_row(request, row) for row in shown[offset:offset + _BATCH]],
            "base": request.url_of(request.context), "until": format_instant(datetime.fromisoformat(draft.at))}


def _draft(request, uuid):
    uuid = uuid if isinstance(uuid, str) else ""
    return draft_of(request.portal, request.context, uuid, by=request.account.uuid, at=request.at)


def _row(request, row):
    say, typed = request.translate, row["typed"]
    title, colour = _VERDICTS[row["verdict"]]
    problems = [Show(column=column_title(name), typed=typed.get(name, ""), text=say(_message(problem)))
                for name, problem in row["problems"].items()]
    changes = [Show(column=column_title(name), old=shown_value(name, old, say), new=shown_value(name, new, say))
               for name, old, new in row["changes"]]
    kinds, values = request.definitions.kinds, row["values"]
    about = [(kinds[values["kind"]].short_title if "kind" in values else typed.get("kind", "")), row["parent"],
             typed.get("address", ""), typed.get("head", ""), typed.get("phone", ""), typed.get("email", ""),
             typed.get("domain", "")]
    return Show(line=row["line"], code=typed.get("code", ""), name=typed.get("name", ""), verdict=say(title),
                colour=colour, problems=problems, changes=changes, is_new=row["verdict"] == "add",
                about=" · ".join(part for part in about if part))


def _reasons(row, say):
    return "; ".join(f"{column_title(name)}: {say(_message(each))}" for name, each in row["problems"].items())


def _message(problem):
    msgid, values = problem
    return Message(msgid, **values)


@view_config(context=Unit, name="import-check", request_method="POST", permission="unit:add")
def confirm(request):
    """Write the rows that are in order, or forget the list."""
    check_office(request)
    who = {"by": request.account.uuid, "at": request.at}
    uuid = _draft(request, request.POST.get("draft", "")).uuid
    if request.POST.get("action") == "discard":
        drop_draft(request.portal, request.context, uuid, **who)
        request.flash(_("The list has been discarded; nothing was written."))
        return HTTPSeeOther(request.url_of(request.context, "@@import-units"))
    if request.POST.get("action") != "confirm":
        raise RuleError(_("There is no such step."))
    _log, outcome = confirm_list(request.portal, request.context, uuid, **who)
    return where_to(request, outcome, "@@import-units")


@view_config(context=Unit, name="import-wrong", request_method="GET", permission="unit:add")
def wrong(request):
    """The refused rows as a file, with a column of reasons: to be put right and uploaded again."""
    check_office(request)
    draft, say = _draft(request, request.GET.get("draft", "")), request.translate
    rows = [row for row in draft.rows() if row["verdict"] == "refused"]
    names = [name for name in COLUMNS if any(name in row["typed"] for row in rows)]
    head = [*(column_title(name) for name in names), "Dòng", "Lý do"]
    table = [[*(row["typed"].get(name, "") for name in names), str(row["line"]), _reasons(row, say)] for row in rows]
    return xlsx_answer("dong-sai", head, table, sheet="Dòng sai")


@view_config(context=Unit, name="import-undo", request_method="POST", permission="unit:add")
def undo(request):
    """Take an import back."""
    check_office(request)
    uuid = request.POST.get("import", "")
    outcome = undo_import(request.portal, request.context, uuid if isinstance(uuid, str) else "",
                          by=request.account.uuid, at=request.at)
    return where_to(request, outcome, "@@import-units")
