"""One person of a unit: what is known, what may be done with the account, and what was done with it."""

from datetime import datetime, timedelta
from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.people import card_of
from eduportal.content.units import Unit
from eduportal.domain.access import ROLES
from eduportal.domain.dates import format_day, format_instant, parse_day
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.people import changing, listing, slips
from eduportal.operations.people.rights import NoSuchPerson, belongs_now, in_hand
from eduportal.security.activation import last_day
from eduportal.sidestore import sessions, throttle
from eduportal.views.page import shell
from eduportal.views.people import STATE_COLOURS, STATE_TITLES, person_asked

_TYPED = ("name", "email", "last_day", "first_day", "unit")
#: What stands in the book of an account, in words.
EVENTS = {
    "create": _("Account created"), "role": _("Role given"), "slip": _("Activation slip made and shown"),
    "reset": _("Password voided, new activation slip made and shown"), "activate": _("Activated, password chosen"),
    "rename": _("Renamed"), "email": _("E-mail changed"), "close": _("Closed"), "reopen": _("Opened again"),
    "leave": _("Leaves the unit"), "move": _("Moved to another unit"), "arrive": _("Came from another unit"),
}


@view_config(context=Unit, name="people-account", request_method="GET", renderer="people_account.html",
             permission="people:manage")
def person_page(request):
    """The page of one person; 404 for everybody who never belonged to this unit."""
    return _page(request, person_asked(request, request.GET.get("person", "")))


@view_config(context=Unit, name="people-account", request_method="POST", renderer="people_account.html",
             permission="people:manage")
def change_person(request):
    """Do one thing with the account; 422 with the reason when it is refused."""
    account = person_asked(request, request.POST.get("person", ""))
    act = _ACTS.get(request.POST.get("action"))
    try:
        if act is None:
            raise RuleError(_("Choose what is to be done."))
        return HTTPSeeOther(act(request, account))
    except NoSuchPerson as error:
        raise HTTPNotFound() from error
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, account, error)


def _who(request):
    return {"by": request.account.uuid, "at": request.at}


def _own(request, account):
    return request.url_of(request.context, f"@@people-account?person={account.uuid}")


def _rename(request, account):
    old, typed = account.name, request.POST.get("name", "")[:500]
    changing.rename_person(request.portal, request.context, account.uuid, typed, **_who(request))
    request.flash(_("${old} is called ${name} now.", old=old, name=account.name))
    return _own(request, account)


def _email(request, account):
    typed = request.POST.get("email", "")[:500]
    changing.change_email(request.portal, request.context, account.uuid, typed, **_who(request))
    request.flash(_("The e-mail address has been changed."))
    return _own(request, account)


def _reset(request, account):
    batch = slips.reset_password(request.portal, request.context, account.uuid, **_who(request))
    _end_sessions(request, account)
    with request.store.begin() as side:
        throttle.forget_known(side, account.login)
    return request.url_of(request.context, f"@@people-slips?batch={batch}")


def _slip(request, account):
    batch, outcome = slips.make_slips(request.portal, request.context, [account.uuid], **_who(request))
    if outcome.failed:
        raise RuleError(outcome.failed[0].text)
    return request.url_of(request.context, f"@@people-slips?batch={batch}")


def _close(request, account):
    changing.close_person(request.portal, request.context, account.uuid, **_who(request))
    _end_sessions(request, account)
    request.flash(_("The account of ${name} is closed.", name=account.name))
    return _own(request, account)


def _reopen(request, account):
    changing.reopen_person(request.portal, request.context, account.uuid, **_who(request))
    request.flash(_("The account of ${name} is open again.", name=account.name))
    return _own(request, account)


def _leave(request, account):
    day = parse_day(request.POST.get("last_day", "").strip(), "last_day")
    changing.leave_unit(request.portal, request.context, account.uuid, last_day=day, **_who(request))
    _end_sessions(request, account)
    request.flash(_("The last day of ${name} here is ${day}. Roles and classes end with it.", name=account.name,
                    day=format_day(day)))
    return _own(request, account)


def _move(request, account):
    """A unit that the asker does not manage is no other answer than a unit that there is not."""
    day = parse_day(request.POST.get("first_day", "").strip(), "first_day")
    code, target = request.POST.get("unit", "").strip()[:100], None
    uuid = request.portal.register.codes.get(code)
    target = request.portal.unit(uuid) if uuid else None
    if target is None or not request.may("people:manage", target):
        raise RuleError(_("You manage the people of no unit with the code “${code}”.", code=code), "unit")
    changing.move_person(request.portal, request.context, account.uuid, target, first_day=day, **_who(request))
    _end_sessions(request, account)
    request.flash(_("${name} belongs to ${unit} from ${day} on.", name=account.name, unit=target.title,
                    day=format_day(day)))
    return _own(request, account)


_ACTS = {"rename": _rename, "email": _email, "reset": _reset, "slip": _slip, "close": _close, "reopen": _reopen,
         "leave": _leave, "move": _move}


def _end_sessions(request, account):
    with request.store.begin() as side:
        sessions.end_sessions(side, account.uuid)


def _page(request, account, error=None):
    unit, day, say = request.context, request.local_day, request.translate
    card = card_of(account, unit.uuid)
    state = listing.state_of(card, day)
    here = belongs_now(account, unit, day)
    why_not = in_hand(request.portal, request.asker, account) if here else _(
        "This person belongs to another unit now; its administrator answers for the account.")
    form = request.POST if error is not None else {}
    present = {"name": account.name, "email": account.email, "last_day": format_day(day),
               "first_day": format_day(day + timedelta(days=1)), "unit": ""}
    return {
        "page": shell(request, account.name, node=unit, tab="manage"),
        "uuid": account.uuid, "name": account.name, "login": account.login, "code": account.code,
        "email": account.email if here else "", "state": say(STATE_TITLES[state]), "colour": STATE_COLOURS[state],
        "state_name": state, "is_open": account.active, "here": here, "why_not": say(why_not) if why_not else "",
        "roles": listing.roles_of(unit, account.uuid, day),
        "since": format_day(parse_day(card.since)), "until": format_day(parse_day(card.until)) if card.until else "",
        "slip_until": _slip_until(account), "people_url": request.url_of(unit, "@@people"),
        "may_move": here and not why_not, "lines": [_line(request, act) for act in _acts_here(account, unit)],
        "rights_url": request.url_of(unit, f"@@person?id={account.uuid}") if request.may("sharing:view", unit) else "",
        "created": format_instant(datetime.fromisoformat(account.created)),
        "typed": Show(**{name: form.get(name, present[name]) for name in _TYPED}),
        "error": say(error.message) if error else "", "error_field": error.field if error else "",
    }


def _slip_until(account):
    return format_day(last_day(account.activation)) if account.activation else ""


def _acts_here(account, unit):
    """Return what was done in this unit and by the person; what other units did is theirs to show."""
    lines = account.acts.newest_first() if account.acts is not None else []
    return [act for act in lines if act.unit in ("", unit.uuid)]


def _line(request, act):
    texts = [ROLES[each][0] if act.event == "role" and each in ROLES else _day_or_text(each) for each in act.detail]
    return Show(at=format_instant(datetime.fromisoformat(act.at)), who=request.portal.accounts.name_of(act.by),
                event=request.translate(EVENTS.get(act.event, act.event)),
                detail=" → ".join(each or "–" for each in texts))


def _day_or_text(text):
    return format_day(parse_day(text)) if len(text) == 10 and text[4:5] == "-" and text[:4].isdigit() else text
