"""The officer of a unit's portal and who was trained; for an office the list of all units below it."""

from datetime import date
from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.dates import format_day, parse_day
from eduportal.domain.errors import NotAllowed, Refused, RuleError
from eduportal.domain.messages import _
from eduportal.operations import officers as acts
from eduportal.views.page import batch_of, shell
from eduportal.views.registry import check_office
from eduportal.views.table_files import xlsx_answer

_BATCH = 50
_TYPED = ("name", "login", "since", "until", "number", "decided_on", "day", "trainer", "subject")
_ONLY = {"": _("All units"), "missing": _("Without an officer"), "untrained": _("Officer never trained")}


@view_config(context=Unit, name="officers", request_method="GET", renderer="officers.html", permission="unit:edit")
def officers(request):
    """Who is and was in charge of this unit's portal, and who was trained."""
    return _page(request, {})


@view_config(context=Unit, name="officers", request_method="POST", renderer="officers.html", permission="unit:edit")
def change(request):
    """Name an officer, write the last day of one, enter a training or take one out."""
    typed = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    act = _ACTS.get(typed.get("action"))
    try:
        if act is None:
            raise RuleError(_("There is no such step."))
        act(request, typed)
    except NotAllowed:
        raise
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, typed, error)
    request.flash(_("Saved."))
    return HTTPSeeOther(request.url_of(request.context, "@@officers"))


def _who(request):
    return {"by": request.account.uuid, "at": request.at}


def _name(request, typed):
    login = typed.get("login", "").strip()
    account = request.portal.accounts.by_login(login[:200]) if login else None
    if login and (account is None or account.home_on(request.local_day) != request.context.uuid):
        # The same answer for somebody of another unit as for nobody.
        raise RuleError(_("There is no person with this log-in name in this unit."), "login")
    acts.name_officer(request.portal, request.context, name=typed.get("name", ""), account=account,
                      since=_day(typed, "since"), until=_day(typed, "until"), number=typed.get("number", ""),
                      decided_on=_day(typed, "decided_on"), **_who(request))


def _end(request, typed):
    acts.end_officer(request.portal, request.context, typed.get("entry", ""),
                     until=_day(typed, "until") or request.local_day, **_who(request))


def _train(request, typed):
    acts.enter_training(request.portal, request.context, name=typed.get("name", ""), day=_day(typed, "day"),
                        trainer=typed.get("trainer", ""), subject=typed.get("subject", ""), today=request.local_day,
                        **_who(request))


def _remove(request, typed):
    acts.remove_training(request.portal, request.context, typed.get("entry", ""), **_who(request))


_ACTS = {"name": _name, "end": _end, "train": _train, "remove": _remove}


def _day(typed, name):
    text = typed.get(name, "").strip()
    return parse_day(text, name) if text else None


def _page(request, typed, error=None):
    unit, say = request.context, request.translate
    reasons = dict(error.reasons) if isinstance(error, Refused) else {}
    if error is not None and error.field and not reasons:
        reasons = {error.field: error.message}
    entries = acts.officers_of(request.portal, unit.uuid)
    now = acts.officer_on(entries, request.local_day)
    name = request.portal.accounts.name_of
    title = say(_("Portal officer of ${unit}", unit=unit.title))
    failed = typed.get("action", "")
    return {"page": shell(request, title, tab="manage"), "title": title, "action": request.url_of(unit, "@@officers"),
            "error": say(error.message) if error is not None else "", "failed": failed,
            "reasons": {key: say(text) for key, text in reasons.items()},
            "named": Show(**{key: typed.get(key, "") if failed == "name" else "" for key in _TYPED}),
            "trained": Show(**{key: typed.get(key, "") if failed == "train" else "" for key in _TYPED}),
            "officers": [Show(id=each["id"], name=each["name"], since=_iso(each["since"]), until=_iso(each["until"]),
                              number=each["number"], decided_on=_iso(each["decided_on"]), by=name(each["by"]),
                              now=each is now, login=_login(request, each)) for each in reversed(entries)],
            "trainings": [Show(id=each["id"], name=each["name"], day=_iso(each["day"]), trainer=each["trainer"],
                               subject=each["subject"]) for each in sorted(
                acts.trainings_of(request.portal, unit.uuid), key=lambda each: each["day"], reverse=True)]}


def _login(request, entry):
    account = request.portal.accounts.get(entry["account"]) if entry["account"] else None
    return account.login if account is not None else ""


def _iso(text):
    return format_day(date.fromisoformat(text)) if text else ""


@view_config(context=Unit, name="officers-below", request_method="GET", renderer="officers_below.html",
             permission="unit:add")
def officers_below(request):
    """Of every unit below this office: who is named, who was trained when, which units have nobody."""
    check_office(request)
    only = request.GET.get("only", "")
    only = only if only in _ONLY else ""
    rows = acts.officers_below(request.portal, request.context, request.local_day, only=only)
    if request.GET.get("format") == "xlsx":
        return _as_file(request, rows)
    offset, batch = batch_of(request, len(rows), _BATCH)
    say, own = request.translate, request.path
    title = say(_("Portal officers below ${office}", office=request.context.title))
    return {"page": shell(request, title, tab="manage"), "title": title, "batch": batch, "count": len(rows),
            "choices": [Show(title=say(text), url=f"{own}?only={key}", current=key == only)
                        for key, text in _ONLY.items()],
            "xlsx_url": f"{own}?format=xlsx&only={only}", "units_url": request.url_of(request.context, "@@units"),
            "rows": [_row(request, each) for each in rows[offset:offset + _BATCH]]}


def _row(request, each):
    row, officer, training = each.unit.row, each.officer, each.training
    return Show(title=row.title, code=row.code, office=each.unit.office.title if each.unit.office else "",
                url="/".join([request.url_of(request.portal.root).rstrip("/"),
                              *request.portal.register.path(row.uuid), "@@officers"]),
                officer=officer["name"] if officer else "", since=_iso(officer["since"]) if officer else "",
                number=officer["number"] if officer else "", trained=_iso(training["day"]) if training else "",
                trained_name=training["name"] if training else "", subject=training["subject"] if training else "")


def _as_file(request, rows):
    head = ["Mã đơn vị", "Tên đơn vị", "Đơn vị quản lý", "Cán bộ phụ trách cổng", "Từ ngày", "Quyết định số",
            "Tập huấn gần nhất", "Người được tập huấn", "Nội dung tập huấn"]
    shown = [_row(request, each) for each in rows]
    table = [[row.code, row.title, row.office, row.officer, row.since, row.number, row.trained, row.trained_name,
              row.subject] for row in shown]
    return xlsx_answer(f"can-bo-phu-trach-{request.local_day.isoformat()}", head, table, sheet="Cán bộ phụ trách")
