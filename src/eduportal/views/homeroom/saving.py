"""Saving the homeroom teacher's page: everything or nothing; or filling its empty cells without saving."""

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.class_records import ABSENCES, CONDUCT, YEAR, record_of
from eduportal.content.classes import SchoolClass
from eduportal.domain.dates import format_instant, parse_instant
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations.homeroom import EntriesChanged, EntriesRefused, enter_class_record
from eduportal.views.homeroom.page import homeroom_page
from eduportal.views.homeroom.reading import posted_cells, posted_text
from eduportal.views.homeroom.table import Typed


@view_config(context=SchoolClass, name="homeroom", request_method="POST", renderer="homeroom.html",
             permission="conduct:enter")
def save(request):
    """Save the cells that were changed; a refusal shows the page again with what was typed and a message at each cell.

    With ``fill`` nothing is saved: the page comes back with its empty cells filled, to be looked at and saved.
    """
    cells = posted_cells(request)
    if request.POST.get("fill"):
        return _filled(request, cells, posted_text(request, "fill"))
    try:
        count = enter_class_record(request.portal, request.context, cells, batch=posted_text(request, "batch"),
                                   by=request.account.uuid, at=request.at, name_of=request.portal.accounts.name_of)
    except RuleError as error:
        if isinstance(error, NotAllowed):
            raise
        return refused(request, cells, error, homeroom_page)
    request.flash(_("${count} cells saved.", count=count))
    return HTTPSeeOther(request.url_of(request.context, "@@homeroom"))


def refused(request, cells, error, page):
    """Return ``page`` with what was typed and a message at each cell that stands against saving: 422, or 409 when
    others changed cells meanwhile.
    """
    entered = entered_of(cells, request.translate(error.message))
    if isinstance(error, EntriesChanged):
        entered.theirs = dict(error.theirs)
        entered.notes = {cell: conflict_note(request, each) for cell, each in error.conflicts.items()}
    elif isinstance(error, EntriesRefused):
        entered.notes = {cell: request.translate(message) for cell, message in error.reasons.items()}
    request.response.status_int = 409 if isinstance(error, EntriesChanged) else 422
    return page(request, entered=entered)


def entered_of(cells, message=""):
    """Return the :class:`Typed` of posted cells, so that what was typed stands in them again."""
    return Typed(message=message, seen={cell: seen for cell, (seen, _typed) in cells.items()},
                 typed={cell: typed for cell, (_seen, typed) in cells.items()})


def conflict_note(request, conflict):
    """Return the sentence that shows what others wrote into a cell beside what was typed now."""
    empty = request.translate(_("(empty)"))
    when = format_instant(parse_instant(conflict["at"])) if conflict["at"] else ""
    return request.translate(
        _("${by} wrote ${theirs} at ${at}. Yours: ${mine}. Save again to keep yours, or type theirs.",
          by=request.portal.accounts.name_of(conflict["by"]), at=when, theirs=conflict["theirs"] or empty,
          mine=conflict["mine"] or empty))


def _filled(request, cells, what):
    record = record_of(request.context)
    columns = {f"absences{term}": pair for term, pair in ABSENCES.items()}.get(what, (what,))
    present = {uuid for uuid, _number, _since, until in request.context.roll if not until}
    entered = entered_of(cells)
    for (student, column), (_seen, typed) in cells.items():
        if column in columns and student in present and not typed.strip():
            entered.typed[student, column] = _fill_of(record, cells, student, column)
    entered.filled = request.translate(_("The empty cells are filled. Look through them, change what is different, and "
                                         "save: nothing has been saved yet."))
    return homeroom_page(request, entered=entered)


def _fill_of(record, cells, student, column):
    if column == CONDUCT[YEAR]:
        return cells.get((student, CONDUCT[2]), ("", ""))[1]
    return record.scale[-1] if column in CONDUCT.values() and record.scale else "0"
