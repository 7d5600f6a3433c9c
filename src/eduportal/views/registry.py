"""The registry of units: everything below an office in one list, for the public what is public, for staff with acts."""

from types import SimpleNamespace as Show
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.dates import format_day, parse_day
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.unit_states import ENDED
from eduportal.operations.registry import SORTS, Wanted, counts, offices_below, units_of
from eduportal.operations.unit_opening import open_portals
from eduportal.views.jobs import told
from eduportal.views.language import (
    foreign,
    is_english,
    listed_name,
    title_of_type,
    unit_lang,
    unit_names,
)
from eduportal.views.page import batch_of, shell
from eduportal.views.table_files import csv_answer, xlsx_answer

_BATCH = 50
_ASKED = ("q", "kind", "office", "state", "public", "portal", "sort")
_HEADINGS = {"name": _("Unit"), "code": _("Code"), "kind": _("Kind of unit"), "office": _("Office"),
             "state": _("State"), "opened": _("Portal since")}


def check_office(request):
    """Refuse the place that holds no units: a school has no registry. :raises HTTPNotFound: so."""
    kind = request.definitions.kinds.get(request.context.kind)
    if kind is None or kind.school:
        raise HTTPNotFound()


def is_staff(request):
    """Return whether the asker works on the units below this office."""
    return bool(request.may("unit:add", request.context))


@view_config(context=Unit, name="units", request_method="GET", renderer="units.html", permission="unit:view")
def units(request):
    """Every unit below this office, searched, filtered, sorted, in batches."""
    check_office(request)
    staff, wanted = is_staff(request), _wanted(request)
    found = units_of(request.portal, request.context, wanted, staff=staff)
    offset, batch = batch_of(request, len(found), _BATCH)
    name, lang = unit_names(request, request.context)[0], unit_lang(request, request.context)
    title = request.translate(_("Units of ${unit}", unit=name))
    query = urlencode({name: request.GET[name] for name in _ASKED if request.GET.get(name)})
    return {"page": shell(request, title, tab="manage" if staff else ""), "staff": staff,
            "office": Show(title=name, lang=lang),
            "batch": batch, "query": query, "base": request.url_of(request.context), "numbers": counts(found),
            "typed": wanted, "choices": _choices(request, wanted, staff), "columns": _columns(request, wanted, staff),
            "may_open": staff and bool(request.may("unit:open", request.context)),
            "rows": [_row(request, each) for each in found[offset:offset + _BATCH]]}


def _wanted(request):
    asked = {name: value for name in _ASKED if isinstance(value := request.GET.get(name, ""), str)}
    sort = asked["sort"] if asked["sort"].removeprefix("-") in SORTS else "name"
    return Wanted(words=asked["q"][:200], kind=asked["kind"], office=asked["office"], state=asked["state"],
                  public=asked["public"], portal=asked["portal"], sort=sort)


def _choices(request, wanted, staff):
    """Return the lists to choose from: kinds, offices and states, each with what is chosen."""
    kinds, states = request.definitions.kinds, request.definitions.workflow_of("unit").states
    say = request.translate
    return Show(
        kinds=[_choice(each.name, title_of_type(request, each), wanted.kind) for each in kinds.values() if each.under],
        offices=[_choice(each.uuid, listed_name(request, each.uuid, each.title), wanted.office)
                 for each in offices_below(request.portal, request.context, staff=staff)],
        states=[Show(name=each.name, title=each.title, chosen=each.name == wanted.state)
                for each in states.values()] if staff else [],
        public=[Show(name=name, title=say(title), chosen=name == wanted.public)
                for name, title in (("yes", _("public school")), ("no", _("private school")))],
        portal=[Show(name=name, title=say(title), chosen=name == wanted.portal)
                for name, title in (("yes", _("with a portal")), ("no", _("without a portal")))])


def _choice(name, titled, wanted):
    return Show(name=name, title=titled[0], lang=titled[1], chosen=name == wanted)


def _columns(request, wanted, staff):
    found, asked = [], {name: request.GET[name] for name in _ASKED if request.GET.get(name)}
    for name, title in _HEADINGS.items():
        if name == "state" and not staff:
            continue
        turned = f"-{name}" if wanted.sort == name else name
        direction = {"": None, name: "ascending", f"-{name}": "descending"}.get(wanted.sort)
        found.append(Show(title=request.translate(title), sorted=direction,
                          url=f"{request.path}?{urlencode({**asked, 'sort': turned})}"))
    return found


def _row(request, each):
    row, states = each.row, request.definitions.workflow_of("unit").states
    state, kind, office = states[row.state], request.definitions.kinds[row.kind], each.office or request.context
    kind_title, kind_lang = title_of_type(request, kind)
    title, lang = listed_name(request, row.uuid, row.title)
    office_title, office_lang = listed_name(request, office.uuid, office.title)
    return Show(uuid=row.uuid, title=title, lang=lang, code=row.code, kind_lang=kind_lang,
                kind=kind_title if is_english(request) else kind.short_title, office=office_title,
                office_lang=office_lang, state=state.title, state_lang=foreign(request),
                colour=state.colour, ended=row.state in ENDED, opened=_day(row.opened_on),
                url="/".join([request.url_of(request.portal.root).rstrip("/"),
                              *request.portal.register.path(row.uuid), ""]),
                may_open=row.state == "registered",
                private="" if row.public else request.translate(_("private school")))


def _day(iso):
    return format_day(parse_day(iso)) if iso else ""


@view_config(context=Unit, name="units-export", request_method="GET", permission="unit:add")
def export(request):
    """The filtered list as a file, with what the import reads: what comes out may go in again."""
    check_office(request)
    wanted, portal = _wanted(request), request.portal
    rows = []
    for each in units_of(portal, request.context, wanted, staff=True):
        rows.append(_exported(request, each))
    head = [request.translate(each) for each in _EXPORTED]
    name = f"don-vi-{request.context.code}-{request.local_day.isoformat()}"
    if request.GET.get("format") == "csv":
        return csv_answer(name, head, rows)
    return xlsx_answer(name, head, rows, sheet="Đơn vị")


_EXPORTED = ("Mã đơn vị", "Tên đơn vị", "Loại đơn vị", "Công lập", "Mã đơn vị quản lý", "Địa chỉ", "Phường, xã",
             "Thủ trưởng", "Điện thoại", "Thư điện tử", "Tên miền", "Cơ quan chủ quản", "Ngày mở cổng",
             "Tình trạng", "Ngày kết thúc")


def _exported(request, each):
    row, portal = each.row, request.portal
    unit, record = portal.unit(row.uuid), portal.register.records[row.uuid]
    fields = unit.fields if unit is not None else {}
    kinds, states = request.definitions.kinds, request.definitions.workflow_of("unit").states
    return [row.code, row.title, kinds[row.kind].title, "công lập" if row.public else "ngoài công lập",
            portal.register.records[record.parent].code, *(fields.get(name, "") for name in (
                "address", "ward", "head", "phone", "email")), record.domain, fields.get("owner_body", ""),
            _day(row.opened_on), states[row.state].title, _day(row.closed_on)]


@view_config(context=Unit, name="units-open", request_method="POST", renderer="units_open.html",
             permission="unit:open")
def open_many(request):
    """Open the portals of the units that were ticked, or of all that the filter finds; asks first."""
    check_office(request)
    if not (may := request.may("unit:add", request.context)):
        raise HTTPForbidden(result=may)
    uuids = _ticked(request)
    if "sure" in request.POST:
        outcome = open_portals(request.portal, request.context, uuids, by=request.account.uuid, at=request.at)
        return where_to(request, outcome, "@@units")
    records = [request.portal.register.records.get(uuid) for uuid in uuids]
    if not uuids or any(each is None for each in records):
        raise RuleError(_("Tick the units first."))
    title = request.translate(_("Open ${count} portals", count=len(uuids)))
    rows = [Show(uuid=each.uuid, title=each.title, ready=each.state == "registered",
                 kind=request.definitions.kinds[each.kind].title) for each in records]
    return {"page": shell(request, title, tab="manage"), "title": title, "rows": rows[:200],
            "more": max(0, len(rows) - 200), "uuids": uuids, "not_ready": sum(not row.ready for row in rows),
            "action": request.path, "back": request.url_of(request.context, "@@units")}


def _ticked(request):
    """Return the uuids of what is ticked, or of every unit without a portal that the filter of the form finds."""
    if "all" not in request.POST:
        return [each for each in dict.fromkeys(request.POST.getall("uuid")) if isinstance(each, str)]
    asked = {name: value for name in _ASKED if isinstance(value := request.POST.get(name, ""), str)}
    wanted = Wanted(words=asked["q"][:200], kind=asked["kind"], office=asked["office"], state="registered",
                    public=asked["public"])
    return [each.row.uuid for each in units_of(request.portal, request.context, wanted, staff=True)]


def where_to(request, outcome, view):
    """Return where a person goes after work on many units: to the page of the job, or back with what became of it."""
    if outcome.is_job:
        return HTTPSeeOther(request.url_of(request.context, f"@@job?id={outcome.uuid}"))
    told(request, outcome)
    return HTTPSeeOther(request.url_of(request.context, view))
