"""The people of a unit: the list, searched and filtered, with activation slips for those who are ticked."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.access import ROLES
from eduportal.domain.dates import format_day, parse_day
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations.people import listing, slips
from eduportal.operations.people.rights import person_in
from eduportal.views.jobs import told
from eduportal.views.page import batch_of, shell

SIZE = 50
STATE_TITLES = {"active": _("Active"), "waiting": _("Not yet activated"), "closed": _("Closed"), "left": _("Has left")}
STATE_COLOURS = {"active": "success", "waiting": "warning", "closed": "danger", "left": "secondary"}


@view_config(context=Unit, name="people", request_method="GET", renderer="people.html", permission="people:manage")
def people(request):
    """Everybody whose home is this unit, by tên, họ, đệm."""
    return list_page(request)


@view_config(context=Unit, name="people", request_method="POST", renderer="people.html", permission="people:manage")
def make_slips(request):
    """Make slips for those who are ticked, or for all who have not activated their account."""
    unit, form = request.context, request.POST
    every = form.get("action") == "slips_all"
    uuids = listing.waiting_here(request.portal, unit, request.local_day) if every else form.getall("person")
    try:
        batch, outcome = slips.make_slips(request.portal, unit, uuids, by=request.account.uuid, at=request.at)
    except NotAllowed as error:
        raise HTTPNotFound() from error
    except RuleError as error:
        request.response.status_int = 422
        return list_page(request, error=error)
    if not outcome.is_job:
        if outcome.failed:
            told(request, outcome)
        if not outcome.done:
            return HTTPSeeOther(request.url_of(unit, "@@people"))
    job = f"&job={outcome.uuid}" if outcome.is_job else ""
    return HTTPSeeOther(request.url_of(unit, f"@@people-slips?batch={batch}{job}"))


def list_page(request, *, error=None):
    """Return what the template of the list needs."""
    unit, day, say = request.context, request.local_day, request.translate
    wanted = _wanted(request.GET)
    cards = listing.people_here(request.portal, unit, wanted, day)
    offset, batch = batch_of(request, len(cards), SIZE)
    url = request.url_of(unit)
    return {
        "page": shell(request, say(_("People of ${unit}", unit=unit.title)), node=unit, tab="manage"),
        "title": unit.title, "url": url, "wanted": wanted, "batch": batch,
        "rows": [_row(request, card) for card in cards[offset:offset + SIZE]],
        "states": _choices(STATE_TITLES.items(), wanted.state, say),
        "roles": _choices(((role, title) for role, (title, _gives) in ROLES.items()), wanted.role, say),
        "waiting": len(listing.waiting_here(request.portal, unit, day)),
        "filtered": any(wanted), "error": say(error.message) if error else "",
    }


def _wanted(asked):
    state, role = asked.get("state", ""), asked.get("role", "")
    return listing.Wanted(asked.get("q", "").strip()[:200], state if state in STATE_TITLES else "",
                          role if role in ROLES else "")


def _choices(pairs, chosen, say):
    return [Show(name=name, title=say(title), chosen=name == chosen) for name, title in pairs]


def _row(request, card):
    state = listing.state_of(card, request.local_day)
    return Show(uuid=card.uuid, name=card.name, login=card.login, email=card.email, code=card.code,
                url=request.url_of(request.context, f"@@people-account?person={card.uuid}"),
                roles=listing.roles_of(request.context, card.uuid, request.local_day),
                state=request.translate(STATE_TITLES[state]), colour=STATE_COLOURS[state], waiting=state == "waiting",
                since=_iso_day(card.since), until=_iso_day(card.until))


def _iso_day(iso):
    return format_day(parse_day(iso)) if iso else ""


def person_asked(request, uuid):
    """Return the account with ``uuid`` that belongs or belonged to the unit; 404 for everything else, all the same."""
    try:
        return person_in(request.portal, request.context, uuid)
    except NotAllowed as error:
        raise HTTPNotFound() from error
