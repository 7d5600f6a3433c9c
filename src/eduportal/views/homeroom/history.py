"""The journal of a class record for people: who wrote what, when, over what; and whether the chain is whole."""

from itertools import islice
from types import SimpleNamespace as Show

from pyramid.view import view_config

from eduportal.content.class_records import ABSENCES, CONDUCT, RETEST, SUMMER, record_of
from eduportal.content.classes import SchoolClass
from eduportal.content.nodes import unit_of
from eduportal.domain.dates import format_instant, parse_instant
from eduportal.domain.messages import _
from eduportal.operations.homeroom.cells import entry_text
from eduportal.views.class_books import record_page
from eduportal.views.homeroom.table import TERMS, word_of
from eduportal.views.page import batch_of

_BATCH = 50
KINDS = {
    "enter": _("Entered"), "enrol": _("Added a student"), "lock": _("Locked a term"), "unlock": _("Unlocked a term"),
    "retest": _("Tests taken again"), "summer": _("Training in the summer"),
}


@view_config(context=SchoolClass, name="homeroom-history", request_method="GET", renderer="homeroom_history.html",
             permission="results:view")
def history(request):
    """The entries of the journal, newest first, with the result of checking the whole chain."""
    record = record_of(request.context)
    offset, batch = batch_of(request, len(record.journal), _BATCH)
    entries = islice(record.journal.newest_first(), offset, offset + _BATCH)
    return {"page": record_page(request, request.translate(_("Journal of the class record"))),
            "title": request.context.title, "entries": [_entry(request, record, each) for each in entries],
            "batch": batch, "whole": record.verify(), "back_url": request.url_of(request.context, "@@homeroom")}


def _entry(request, record, entry):
    kind = request.translate(KINDS[entry.kind]) if entry.kind in KINDS else entry.kind
    changes = [_change(request, record, *change) for change in entry.changes]
    return Show(when=format_instant(parse_instant(entry.at)), name=request.portal.accounts.name_of(entry.by), kind=kind,
                note=entry.note, changes=changes, count=len(changes))


def _change(request, record, row, column, old, new):
    """Return a line (what, old, new) in words: a cell, a new row, or the lock of a term."""
    students = unit_of(request.context).students
    if row is None:
        words = {"open": request.translate(_("Open")), "locked": request.translate(_("Locked"))}
        return Show(what=TERMS[int(column)], old=words[old], new=words[new])
    if column is None:
        return Show(what=request.translate(_("Row ${number}", number=row + 1)), old="", new=students[new].name)
    empty = request.translate(_("(empty)"))
    what = f"{students[record.students[row]].name} · {column_title(request, record, column)}"
    return Show(what=what, old=entry_text(column, old) or empty, new=entry_text(column, new) or empty)


def column_title(request, record, column):
    """Return what a column of a class record is called, such as "Rèn luyện, HKI" or "Toán"."""
    if column == SUMMER:
        return request.translate(_("After the summer"))
    if column.startswith(RETEST):
        code = column.removeprefix(RETEST)
        subject = request.definitions.subjects.get(code)
        return subject.title if subject is not None else code
    for term, own in CONDUCT.items():
        if column == own:
            return f"{request.translate(word_of(record.rules))}, {TERMS[term]}"
    term = next(term for term, pair in ABSENCES.items() if column in pair)
    what = _("Missed with leave") if column == ABSENCES[term][0] else _("Missed without leave")
    return f"{request.translate(what)}, {TERMS[term]}"
