"""Where one person has rights, as far as the asker administers it; export; take all of it back after a preview."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.access import DERIVED_ROLES, role_title
from eduportal.domain.dates import format_day, parse_day
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.finding_people import knows
from eduportal.operations.revoking import Seat, revocable, revoke_all, rights_of, units_shared
from eduportal.operations.sharing import is_over
from eduportal.operations.subjects import subject_titles
from eduportal.views.jobs import told
from eduportal.views.page import day_of, shell
from eduportal.views.table_files import csv_answer

_VIEW = {"context": Unit, "name": "person", "renderer": "person.html", "permission": "sharing:view"}


@view_config(request_method="GET", **_VIEW)
def person(request):
    """Every role of ``?id=`` in the units that the asker administers, direct and through groups, and by assignment."""
    return _page(request, _account(request, request.GET))


def _account(request, fields):
    """Return the account asked for; one that the asker may not know of is answered like one that nobody has."""
    uuid = fields.get("id", "")
    account = request.portal.accounts.get(uuid[:100]) if isinstance(uuid, str) else None
    if account is None or not (knows(request.portal, request.asker, request.context, account)
                               or _shared(request, account)):
        raise HTTPNotFound()
    return account


def _shared(request, account):
    return any(unit is request.context for unit in units_shared(request.portal, request.asker, account))


@view_config(request_method="POST", **_VIEW)
def revoke(request):
    """Show what would be taken back (``step=preview``), or take it back (``step=save``)."""
    account, unit = _account(request, request.POST), request.context
    if not (asked := request.may("sharing:give", unit)):
        raise HTTPForbidden(result=asked)
    if request.POST.get("step") != "save":
        return _page(request, account, preview=True)
    try:
        outcome = revoke_all(request.portal, unit, account, by=request.account.uuid, at=request.at,
                             sure=request.POST.get("sure") == "1")
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, account, preview=True, error=error)
    if outcome.is_job:
        return HTTPSeeOther(request.url_of(unit, f"@@job?id={outcome.uuid}"))
    told(request, outcome, _("${count} rights of ${name} were taken back.", count=len(outcome.done),
                             name=account.name))
    mine = account.uuid == request.account.uuid
    return HTTPSeeOther(request.url_of(unit, "" if mine else f"@@person?id={account.uuid}"))


@view_config(context=Unit, name="person-csv", request_method="GET", permission="sharing:view")
def export(request):
    """The same rows as a CSV file."""
    account, say = _account(request, request.GET), request.translate
    rows = _rows(request, account)
    head = [say(each) for each in (_("Role"), _("Place"), _("Unit"), _("Through the group"), _("From"), _("Until"),
                                   _("Given by"), _("Given on"), _("Ended by"), _("State"))]
    states = {"now": say(_("in force")), "later": say(_("not yet valid")), "over": say(_("over"))}
    return csv_answer(f"quyen-{account.login}", head, [
        [row.role, row.place, row.unit, row.group, row.since, row.until, row.given_by, row.given_on, row.ended_by,
         states[row.state]] for row in rows])


def _page(request, account, *, preview=False, error=None):
    unit, say, rows = request.context, request.translate, _rows(request, account)
    give = bool(request.may("sharing:give", unit))
    items, kept = revocable(request.portal, request.asker, account) if give else ([], [])
    home = request.portal.register.records.get(account.home_on(request.local_day) or "")
    title = say(_("Rights of ${name}", name=account.name))
    return {"page": shell(request, title, tab="sharing"), "title": title, "name": account.name, "login": account.login,
            "uuid": account.uuid, "closed": not account.active, "home": home.title if home is not None else "",
            "now": [row for row in rows if row.state != "over"], "over": [row for row in rows if row.state == "over"],
            "seats": _seats(request, account), "unit": unit.title, "preview": preview, "is_me": account.uuid ==
            request.account.uuid, "may": give and bool(items), "ending": [_item(request, each) for each in items],
            "kept": [_kept(request, *each) for each in kept], "error": say(error.message) if error else "",
            "export_url": request.url_of(unit, f"@@person-csv?id={account.uuid}"),
            "sharing_url": request.url_of(unit, "@@sharing")}


def _rows(request, account):
    rights, _seats_too = rights_of(request.portal, request.asker, account)
    rows = [_row(request, each) for each in rights]
    for unit in units_shared(request.portal, request.asker, account):
        rows += _assignments(request, unit, account)
    order = {"now": 0, "later": 1, "over": 2}
    return sorted(rows, key=lambda row: (order[row.state], row.unit, row.place, row.role))


def _row(request, right):
    grant, day, name_of = right.grant, request.local_day, request.portal.accounts.name_of
    state = "over" if is_over(grant, day) else "later" if grant.since > day else "now"
    kinds = request.definitions.kinds
    limits = [kinds[each].title for each in grant.kinds if each in kinds]
    if grant.here_only:
        limits.append(request.translate(_("this unit only")))
    return Show(role=role_title(grant.role), limits=", ".join(limits),
                place=right.node.title if right.node is not None else request.translate(_("in the trash")),
                unit=right.unit.title, url=request.url_of(right.node) if right.node is not None else "",
                group=right.group.title if right.group is not None else "", since=format_day(grant.since),
                until=format_day(max(grant.since, grant.until)) if grant.until else "", state=state,
                given_by=name_of(grant.given_by) if grant.given_by else request.translate(_("the portal")),
                given_on=day_of(grant.given_at), ended_by=name_of(grant.ended_by) if grant.ended_by else "",
                ended_on=day_of(grant.ended_at))


def _assignments(request, unit, account):
    """Return the rows of what follows from teaching assignments in one school, past ones included."""
    found, subjects, today = [], subject_titles(request.portal, unit), request.local_day.isoformat()
    cards = unit.index.children(unit.uuid) if unit.index is not None else ()
    for year in (unit.find(card.uuid) for _oid, card in cards if card.type == "school_year"):
        for class_uuid, subject, since, until in year.assignments.get(account.uuid, ()):
            place = unit.find(class_uuid)
            title = place.title if place is not None else "–"
            state = "over" if until and until < today else "later" if since > today else "now"
            found.append(Show(
                role=DERIVED_ROLES["teacher" if subject else "homeroom_teacher"], unit=unit.title, url="", limits="",
                place=f"{subjects[subject]} {title}" if subject in subjects else title, group="", state=state,
                since=format_day(parse_day(since)), until=format_day(parse_day(until)) if until else "",
                given_by=request.translate(_("the assignment of ${year}", year=year.title)), given_on="", ended_by="",
                ended_on=""))
    return found


def _seats(request, account):
    _rights, seats = rights_of(request.portal, request.asker, account)
    name_of, today = request.portal.accounts.name_of, request.local_day.isoformat()
    return [Show(group=each.group.title, unit=each.unit.title, since=format_day(parse_day(each.row[2])),
                 until=format_day(parse_day(each.row[3])) if each.row[3] else "", by=name_of(each.row[4]),
                 ended_by=name_of(each.row[6]) if each.row[6] else "",
                 over=bool(each.group.ended) or bool(each.row[3] and each.row[3] < today)) for each in seats]


def _item(request, item):
    kind, place, where, what = item
    unit = request.portal.unit(place)
    if kind == "seat":
        return request.translate(_("Seat in the group “${group}” of ${unit}", group=unit.groups.get(where).title,
                                   unit=unit.title))
    node = unit.find(where)
    grant = next(each for each in unit.grants.all() if each.id == what)
    if node is unit:
        return request.translate(_("“${role}” at ${place}", role=role_title(grant.role), place=node.title))
    return request.translate(_("“${role}” at ${place} of ${unit}", role=role_title(grant.role), place=node.title,
                               unit=unit.title))


def _kept(request, what, reason):
    if isinstance(what, Seat):
        text = _("Seat in the group “${group}” of ${unit}", group=what.group.title, unit=what.unit.title)
    else:
        text = _("“${role}” at ${place}", role=role_title(what.grant.role), place=what.unit.title)
    return Show(text=request.translate(text), why=request.translate(reason))
