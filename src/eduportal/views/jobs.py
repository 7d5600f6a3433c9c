"""Long work: the list of my jobs and of a unit's, the page of one job with its progress, cancel, repeat what failed."""

from datetime import datetime
from types import SimpleNamespace as Show

from pyramid.csrf import get_csrf_token
from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.jobs import CANCELLED, DONE, RUNNING, WAITING, job_in
from eduportal.content.units import Unit
from eduportal.domain.dates import format_instant
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.tasks import cancel_job, retry_failed
from eduportal.views.numbers import shown_count
from eduportal.views.page import batch_of, shell

_HTMX = "vendor/htmx.org/dist/htmx.min.js"
_SHOWN = 25
#: So many reasons are told in lines above the next page; the rest as a number.
_REASONS = 5
_STATES = {WAITING: (_("Waiting for its turn"), "secondary"), RUNNING: (_("At work"), "warning"),
           DONE: (_("Finished"), "success"), CANCELLED: (_("Cancelled"), "dark")}


def told(request, outcome, done=None):
    """Flash what an Outcome says: how many things were done, and each reason with those that it kept back.

    :param done: the sentence for what was done, where there is a better one than the number.
    """
    if outcome.done:
        request.flash(done or _("${count} done.", count=len(outcome.done)))
    reasons = {}
    for line in outcome.failed:
        reasons.setdefault(request.translate(line.text), []).append(line.title)
    for reason, titles in list(reasons.items())[:_REASONS]:
        request.flash(_("Not done: ${titles}. ${reason}", titles=_names(request, titles), reason=reason), "danger")
    rest = sum(len(titles) for titles in list(reasons.values())[_REASONS:])
    if rest:
        request.flash(_("${count} more were not done, for other reasons.", count=rest), "danger")


def _names(request, titles):
    shown = ", ".join(f"“{title}”" for title in titles[:3])
    more = len(titles) - 3
    return request.translate(_("${titles} and ${count} more", titles=shown, count=more)) if more > 0 else shown


@view_config(context=Unit, name="jobs", request_method="GET", renderer="jobs.html", permission="account:own")
def jobs(request):
    """My jobs; with ``?of=unit`` those of the unit, for its administrators and its head."""
    unit = _known_unit(request)
    of_unit = request.GET.get("of") == "unit"
    if of_unit and not (asked := request.may("inbox:view", unit)):
        raise HTTPForbidden(result=asked)
    found = _jobs_of_unit(unit) if of_unit else _my_jobs(request, unit)
    offset, batch = batch_of(request, len(found), _SHOWN)
    rows = [_row(request, *each) for each in found[offset:offset + _SHOWN]]
    title = request.translate(_("Jobs of ${unit}", unit=unit.title) if of_unit else _("My jobs"))
    return {"page": shell(request, title, tab="jobs"), "title": title, "rows": rows, "batch": batch, "of_unit": of_unit,
            "mine_url": request.url_of(unit, "@@jobs"),
            "unit_url": request.url_of(unit, "@@jobs?of=unit") if request.may("inbox:view", unit) else "",
            "unit_title": unit.title}


def _known_unit(request):
    if not (asked := request.may("unit:view", request.context)):
        raise HTTPForbidden(result=asked)
    return request.context


def _jobs_of_unit(unit):
    return [(unit, unit.jobs.jobs[uuid]) for uuid in unit.jobs.newest()] if unit.jobs is not None else []


def _my_jobs(request, unit):
    """At the department: in all units. The account remembers where; what was forgotten meanwhile is left out."""
    remembered = reversed(list((request.account.jobs or {}).items()))
    places = [(request.portal.unit(place), uuid) for uuid, place in remembered
              if unit is request.portal.root or place == unit.uuid]
    found = [(place, job_in(place, uuid)) for place, uuid in places if place is not None]
    return [(place, job) for place, job in found if job is not None]


def _row(request, unit, job):
    title, colour = _STATES[job.state]
    worked = f"{shown_count(job.cursor.next, request.locale_name)}/{shown_count(job.total, request.locale_name)}"
    return Show(title=request.translate(job.title), worked=worked, url=request.url_of(unit, f"@@job?id={job.uuid}"),
                unit=unit.title, state=request.translate(title), colour=colour, done=job.cursor.next, total=job.total,
                failed=job.cursor.failed, at=_instant(job.at), at_iso=job.at, by=_name(request, job.by))


def _instant(text):
    return format_instant(datetime.fromisoformat(text)) if text else ""


def _name(request, account):
    return request.portal.accounts.name_of(account) if account else request.translate(_("The portal itself"))


@view_config(context=Unit, name="job", request_method="GET", renderer="job.html", permission="account:own")
def job(request):
    """One job: how far it is, and what became of each item. A script asks for the part that changes alone."""
    return _page(request, _own_job(request))


@view_config(context=Unit, name="job", request_method="POST", renderer="job.html", permission="account:own")
def act(request):
    """Cancel a job, or start another one for what failed."""
    found, unit = _own_job(request), request.context
    who = {"by": request.account.uuid, "at": request.at}
    try:
        action = request.POST.get("action")
        if action == "cancel":
            cancel_job(request.portal, unit, found, **who)
            request.flash(_("The job is cancelled. What was done stays done; the rest was left as it is."))
        elif action == "retry":
            found = retry_failed(request.portal, unit, found, **who)
            request.flash(_("A new job tries again what was not done."))
        else:
            raise RuleError(_("There is no such step."))
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, found, error=request.translate(error.message))
    return HTTPSeeOther(request.url_of(unit, f"@@job?id={found.uuid}"))


def _own_job(request):
    """Return the job that is asked for; 404 unless the asker started it or administers or heads its unit."""
    found = job_in(request.context, request.GET.get("id", "")[:64])
    if found is None or (found.by != request.account.uuid and not request.may("inbox:view", request.context)):
        raise HTTPNotFound()
    return found


def _page(request, found, error=""):
    unit, only_failed = request.context, request.GET.get("show") == "failed"
    numbers = list(found.failures) if only_failed else range(found.cursor.next)
    offset, batch = batch_of(request, len(numbers), _SHOWN)
    state, colour = _STATES[found.state]
    url = request.url_of(unit, f"@@job?id={found.uuid}")
    values = {
        "job": _row(request, unit, found), "number": found.number, "is_open": found.is_open, "error": error,
        "state": request.translate(state), "colour": colour, "ended": _instant(found.cursor.ended),
        "counts": found.cursor, "left": found.total - found.cursor.next, "batch": batch,
        "lines": [_line(request, unit, found.line(number)) for number in numbers[offset:offset + _SHOWN]],
        "only_failed": only_failed, "url": url, "failed_url": url + "&show=failed", "here": request.path_qs,
        "undone": 0 if found.is_open or found.retried_as else found.total - found.cursor.done,
        "again_url": request.url_of(unit, f"@@job?id={found.retried_as}") if found.retried_as else "",
        "cancelled_by": _name(request, found.cancelled_by) if found.cancelled_at else "",
    }
    if "HX-Request" in request.headers and request.method == "GET":
        # The part that asks again and again takes no line away that waits for the person's next page.
        request.override_renderer = "job_part.html"
        static = lambda path: request.registry["eduportal.skins"].static(path, request.script_name)  # noqa: E731
        return {**values, "page": Show(static=static, csrf_token=get_csrf_token(request))}
    title = request.translate(found.title)
    values["begun"] = _begun(request, found)
    return {**values, "page": shell(request, title, tab="jobs", scripts=(_HTMX,)), "title": title,
            "list_url": request.url_of(request.portal.root, "@@jobs") if found.by == request.account.uuid
            else request.url_of(unit, "@@jobs?of=unit")}


def _begun(request, found):
    """Return Show(title, url) of the contents in which the job was begun; None where they are not there or not seen."""
    unit = request.portal.unit(found.place[0]) if found.place else None
    node = unit.find(found.place[1]) if unit is not None else None
    if node is None or not request.may("page:contents", node):
        return None
    return Show(title=node.title, url=request.url_of(node, "@@contents"))


def _line(request, unit, line):
    uuid = line.item[0] if isinstance(line.item, (tuple, list)) and line.item else line.item
    node = unit.find(uuid) if isinstance(uuid, str) else None
    node = node if node is not None else request.portal.unit(uuid) if isinstance(uuid, str) else None
    seen = node is not None and request.may("unit:view" if node.is_unit else "page:view", node)
    return Show(title=line.title or (node.title if seen else str(uuid)), url=request.url_of(node) if seen else "",
                text=request.translate(line.text) if line.text is not None else "", is_failed=line.is_failed)
