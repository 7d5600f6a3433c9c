"""How the installation is doing: the lag of the side store and what it holds."""

from functools import partial
from types import SimpleNamespace as Show

from pyramid.view import view_config

from eduportal.content.portal import ABOUT
from eduportal.content.units import Unit
from eduportal.domain.dates import format_instant
from eduportal.domain.messages import _
from eduportal.jobs.status import waiting_marks, workers_of
from eduportal.sidestore import feed
from eduportal.views.numbers import shown_count
from eduportal.views.page import shell


@view_config(context=Unit, name="status", request_method="GET", renderer="status.html", permission="status:view")
def status(request):
    """The state of the side store and of the declared files, for the administrator of this unit."""
    with request.store.read() as side:
        lag = feed.lag(side, request.at)
        waiting, oldest = waiting_marks(side, request.portal, request.context, request.at)
    number = partial(shown_count, language=request.locale_name)
    stored = request.context._p_jar.root()[ABOUT].get("definitions")
    return {
        "page": shell(request, request.translate(_("State of operation"))),
        "rows": [
            *_workers(request),
            Show(
                title=request.translate(_("Changes of this unit that wait for the side store")),
                value=number(waiting),
                good=waiting == 0,
            ),
            Show(title=request.translate(_("Oldest of them, in seconds")), value=number(oldest), good=oldest < 5),
            Show(
                title=request.translate(_("Last change fed")),
                value=format_instant(lag.last_fed) if lag.last_fed else "–",
                good=True,
            ),
            Show(
                title=request.translate(_("Public objects in the search of the province")),
                value=number(lag.objects),
                good=True,
            ),
            Show(title=request.translate(_("Units in the side store")), value=number(lag.units), good=True),
            Show(
                title=request.translate(_("The side store is complete")),
                value=request.translate(
                    _("yes") if not lag.needs_rebuild else _("no: run eduportal reindex --province")
                ),
                good=not lag.needs_rebuild,
            ),
            Show(
                title=request.translate(_("The declared files are those the database was made with")),
                value=request.translate(
                    _("yes") if stored == request.definitions.fingerprint else _("no: run eduportal check")
                ),
                good=stored == request.definitions.fingerprint,
            ),
        ],
    }


def _workers(request):
    """Return the lines of the threads beside the requests of this process: one that died is told in red."""
    found, say = workers_of(request.registry["eduportal.feeder"], request.registry["eduportal.jobs"]), request.translate
    behind = _("no") if not found.behind else _(
        "${count} units since ${when}, ${bad} of them because of a fault: look into the log",
        count=found.behind, bad=found.faulty, when=format_instant(found.behind_since or request.at))
    return [
        Show(title=say(_("The feeder of the side store is at work")), good=found.feeder,
             value=say(_("yes") if found.feeder else _("no: it ended; look into the log and start the server again"))),
        Show(title=say(_("The feeder is behind")), value=say(behind), good=not found.behind),
        Show(title=say(_("Threads for jobs that are alive")), good=found.jobs == found.wanted,
             value=say(_("${count} of ${total}", count=found.jobs, total=found.wanted))),
    ]
