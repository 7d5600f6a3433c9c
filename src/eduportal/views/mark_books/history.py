"""The journal of a mark book for people: who wrote what, when, over what; and whether the chain is whole."""

from itertools import islice
from types import SimpleNamespace as Show

from pyramid.view import view_config

from eduportal.content.mark_books import MarkBook
from eduportal.content.nodes import unit_of
from eduportal.domain.dates import format_instant, parse_instant
from eduportal.domain.marks import format_mark
from eduportal.domain.messages import _
from eduportal.views.class_books import record_page
from eduportal.views.page import batch_of

_BATCH = 50
KINDS = {
    "enter": _("Entered marks"), "zero": _("0 for a missed test"), "exempt": _("Exemption"),
    "end_exemption": _("End of an exemption"), "lock": _("Locked a column"), "unlock": _("Unlocked a column"),
    "enrol": _("Added a student"), "submit": _("Handed in"), "take_back": _("Taken back"), "approve": _("Approved"),
    "return": _("Given back"), "reopen": _("Reopened"),
}


@view_config(context=MarkBook, name="history", request_method="GET", renderer="mark_book_history.html",
             permission="marks:view")
def history(request):
    """The entries of the journal, newest first, with the result of checking the whole chain."""
    book = request.context
    offset, batch = batch_of(request, len(book.journal), _BATCH)
    entries = islice(book.journal.newest_first(), offset, offset + _BATCH)
    return {"page": record_page(request, request.translate(_("Journal of the mark book"))), "title": book.title,
            "entries": [_entry(request, book, each) for each in entries], "batch": batch, "whole": book.verify(),
            "back_url": request.url_of(book)}


def _entry(request, book, entry):
    kind = request.translate(KINDS[entry.kind]) if entry.kind in KINDS else entry.kind
    changes = [_change(request, book, *change) for change in entry.changes]
    return Show(when=format_instant(parse_instant(entry.at)), name=request.portal.accounts.name_of(entry.by), kind=kind,
                note=entry.note, batch=entry.batch, changes=changes, count=len(changes))


def _change(request, book, row, column, old, new):
    """Return a line (what, old, new) in words: a cell, a column, a new row, or the state of the book."""
    titles = {key: title for key, title, *_rest in book.columns}
    students = unit_of(book).students
    empty = request.translate(_("(empty)"))
    if row is not None and column is not None:
        what = f"{students[book.students[row]].name} · {titles[column]}"
        return Show(what=what, old=format_mark(old) or empty, new=format_mark(new) or empty)
    if column is not None:
        words = {"open": request.translate(_("Open")), "locked": request.translate(_("Locked"))}
        return Show(what=titles[column], old=words[old], new=words[new])
    if row is not None:
        return Show(what=request.translate(_("Row ${number}", number=row + 1)), old="", new=students[new].name)
    states = request.definitions.workflow_of("mark_book").states
    return Show(what=request.translate(_("State")), old=states[old].title, new=states[new].title)
