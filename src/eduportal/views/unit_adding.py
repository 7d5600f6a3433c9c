"""Adding one unit below an office: the kinds that may stand there on the day, the fields of a unit, its portal."""

import re
from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.dates import format_day, parse_day
from eduportal.domain.errors import NotAllowed, Refused, RuleError
from eduportal.domain.messages import _
from eduportal.operations.units import add_unit, open_portal
from eduportal.views.page import shell
from eduportal.views.registry import check_office

_OWN = ("code", "kind", "address_name", "since", "territory", "opened_on")
_WARD = re.compile(r"[0-9]{0,10}")


@view_config(context=Unit, name="add-unit", request_method="GET", renderer="unit_add.html", permission="unit:add")
def add_form(request):
    """An empty form; ``?since=`` chooses the day on which the kinds are asked for."""
    check_office(request)
    typed = {"since": request.GET.get("since", ""), "public": "1"}
    try:
        return _page(request, typed)
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, {**typed, "since": ""}, error)


@view_config(context=Unit, name="add-unit", request_method="POST", renderer="unit_add.html", permission="unit:add")
def add(request):
    """Add the unit, with its portal when a day for that is given; a refusal brings back all that was typed."""
    check_office(request)
    typed = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    try:
        unit = _added(request, typed)
    except NotAllowed:
        raise
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, typed, error)
    request.flash(_("“${title}” has been added.", title=unit.title))
    return HTTPSeeOther(request.url_of(unit, "@@unit-acts"))


def _added(request, typed):
    portal, who = request.portal, {"by": request.account.uuid, "at": request.at}
    since, opened = _day(typed, "since"), _day(typed, "opened_on")
    territory = typed.get("territory", "").strip()
    if not _WARD.fullmatch(territory):
        raise RuleError(_("The code of a ward has digits only."), "territory")
    if opened is not None and (opened > request.local_day or (since is not None and opened < since)):
        raise RuleError(_("A portal opens between the first day of the unit here and today."), "opened_on")
    values = {field.name: _value(field, typed) for field in _fields(request)}
    unit = add_unit(portal, request.context, code=typed.get("code", "")[:100], kind=typed.get("kind", ""),
                    values=values, name=typed.get("address_name", "")[:200] or None, since=since,
                    territory=territory, **who)
    if opened is not None:
        if not (may := request.may("unit:open", unit)):
            raise NotAllowed(may.reason)
        open_portal(portal, unit, day=opened, **who)
    return unit


def _fields(request):
    return [field for field in request.definitions.types["unit"].fields if field.kind in ("line", "text", "boolean")]


def _value(field, typed):
    return field.name in typed if field.kind == "boolean" else typed.get(field.name, "")


def _day(typed, name):
    text = typed.get(name, "").strip()
    return parse_day(text, name) if text else None


def _page(request, typed, error=None):
    say, office = request.translate, request.context
    reasons = dict(error.reasons) if isinstance(error, Refused) else {}
    if error is not None and error.field and not reasons:
        reasons = {error.field: error.message}
    try:
        day = _day(typed, "since") or request.local_day
    except RuleError:
        if error is None:
            raise
        day = request.local_day
    kinds = [kind for kind in request.definitions.kinds.values()
             if request.definitions.may_stand_under(kind.name, office.kind, day)]
    title = say(_("Add a unit under ${office}", office=office.title))
    return {"page": shell(request, title, tab="manage"), "title": title, "day": format_day(day),
            "typed": Show(**{name: typed.get(name, "") for name in _OWN}), "action": request.path,
            "back": request.url_of(office, "@@units"), "reasons": {name: say(text) for name, text in reasons.items()},
            "error": say(error.message) if error is not None else "",
            "kinds": [Show(name=kind.name, title=kind.title, chosen=kind.name == typed.get("kind")) for kind in kinds],
            "fields": [_shown(field, typed, reasons, say) for field in _fields(request)]}


def _shown(field, typed, reasons, say):
    return Show(name=field.name, title=field.title, about=field.description, required=field.required,
                is_boolean=field.kind == "boolean", max_length=field.max_length, checked=bool(typed.get(field.name)),
                value=typed.get(field.name, ""), error=say(reasons[field.name]) if field.name in reasons else "")
