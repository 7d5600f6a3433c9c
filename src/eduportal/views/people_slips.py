"""The activation slips of a batch, to be printed: as a page of A4 with cut lines. Shown to their maker, for an hour."""

from types import SimpleNamespace as Show

import segno
from pyramid.httpexceptions import HTTPNotFound
from pyramid.view import view_config

from eduportal.content.jobs import job_in
from eduportal.content.units import Unit
from eduportal.domain.dates import format_day, format_instant
from eduportal.domain.errors import NotAllowed
from eduportal.domain.messages import _
from eduportal.operations.people import slips
from eduportal.views.page import shell


@view_config(context=Unit, name="people-slips", request_method="GET", renderer="people_slips.html",
             permission="people:manage")
def slips_page(request):
    """The slips of one batch; 404 for a batch of somebody else, an unknown one, and one whose hour is over."""
    unit = request.context
    found, until = slips_asked(request)
    address = activation_address(request)
    job = job_in(unit, request.GET.get("job", ""))
    return {
        "page": shell(request, request.translate(_("Activation slips")), node=unit, tab="manage",
                      scripts=("js/people.js",)),
        "unit": unit.title, "until": format_instant(until), "address": address,
        "slips": [Show(name=each.name, login=each.login, code=each.code, until=format_day(each.until))
                  for each in found],
        "qr": qr_path(address), "people_url": request.url_of(unit, "@@people"), "batch": request.GET.get("batch", ""),
        "job_url": request.url_of(unit, f"@@job?id={job.uuid}") if job is not None and job.is_open else "",
    }


def slips_asked(request):
    """Return (slips, until) of the batch that is asked for; 404 when it cannot be shown."""
    try:
        return slips.open_slips(request.portal, request.context, request.GET.get("batch", ""), by=request.account.uuid,
                                at=request.at, secret=request.registry["eduportal.secret"])
    except NotAllowed as error:
        raise HTTPNotFound() from error


def activation_address(request):
    """Return the address of the page where codes are typed, with the host."""
    return f"{request.canonical_base}{request.mount}/@@activate"


def qr_path(address):
    """Return (size, path) of the QR code of an address, as the "d" of an SVG path with the quiet zone around it."""
    code = segno.make(address, error="m", micro=False)
    lines, border = [], 4
    for y, row in enumerate(code.matrix):
        lines += [f"M{x + border} {y + border}h1v1h-1z" for x, dark in enumerate(row) if dark]
    return Show(size=len(code.matrix) + 2 * border, path="".join(lines))
