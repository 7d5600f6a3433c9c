"""Saving the grid: changed cells as JSON from the script, or the whole form without it."""

import json

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.mark_books import MarkBook
from eduportal.domain.dates import format_instant, parse_instant
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations.mark_books import CellsChanged, CellsRefused, enter_marks
from eduportal.views.mark_books.grid import Entered
from eduportal.views.mark_books.page import book_page

_LARGEST = 1_000_000
_MOST_CELLS = 5_000
_KEYS = {"student", "column", "seen", "typed"}


@view_config(context=MarkBook, name="save", request_method="POST", permission="marks:enter", renderer="json",
             header="Content-Type:application/json")
def save_changed(request):
    """Save the cells that the script sends: all of them or none; 409 with both marks, 422 with what is no mark."""
    batch, cells = _read_json(request)
    try:
        answer = _enter(request, cells, batch)
    except CellsChanged as error:
        request.response.status_int = 409
        return {"ok": False, "message": request.translate(error.message),
                "conflicts": [_conflict(request, each) for each in error.conflicts]}
    except CellsRefused as error:
        request.response.status_int = 422
        return {"ok": False, "message": request.translate(error.message),
                "refusals": [{"student": each["student"], "column": each["column"],
                              "message": request.translate(each["message"])} for each in error.refusals]}
    cells = [{name: each[name] for name in ("student", "column", "value")} for each in answer["cells"]]
    return {"ok": True, "saved": answer["saved"], "cells": cells, "averages": answer["averages"],
            "progress": _progress(request)}


def _progress(request):
    """Return how much of the book is filled now, as the line above the grid says it."""
    counts = request.context.summary
    text = _("${filled} of ${cells} cells filled", filled=counts["filled"], cells=counts["cells"])
    return {"percent": 100 * counts["filled"] // max(1, counts["cells"]), "text": request.translate(text)}


def _enter(request, cells, batch):
    book = request.context
    return enter_marks(book, cells, batch=batch, by=request.account.uuid, at=request.at, window=book.window,
                       workflow=request.definitions.workflow_of("mark_book"),
                       name_of=request.portal.accounts.name_of)


def _conflict(request, conflict):
    return {"student": conflict["student"], "column": conflict["column"], "theirs": conflict["theirs"],
            "mine": conflict["mine"], "by": request.portal.accounts.name_of(conflict["by"]),
            "at": format_instant(parse_instant(conflict["at"])) if conflict["at"] else ""}


def _read_json(request):
    """Return (batch, cells) of a body; RuleError for everything that the grid would not have sent."""
    try:
        data = json.loads(request.body.decode("utf-8")) if len(request.body) <= _LARGEST else None
        cells = [(each["student"], each["column"], each["seen"], each["typed"]) for each in data["cells"]
                 if each.keys() == _KEYS]
        whole = isinstance(data["cells"], list) and len(cells) == len(data["cells"])
    except (ValueError, RecursionError, TypeError, LookupError, AttributeError):
        raise RuleError(_UNREADABLE) from None
    texts = all(isinstance(text, str) for row in cells for text in row)
    if not whole or not texts or data.keys() != {"batch", "cells"}:
        raise RuleError(_UNREADABLE)
    return data["batch"], _as_cells(cells)


def _as_cells(rows):
    """Return the cells as the operation takes them; a cell that is named twice, or far too many, are no save."""
    cells = {(student, column): (seen, typed) for student, column, seen, typed in rows}
    if len(cells) != len(rows) or len(cells) > _MOST_CELLS:
        raise RuleError(_UNREADABLE)
    return cells


_UNREADABLE = _("This save cannot be read; nothing was saved. Reload the page and enter the marks again.")


@view_config(context=MarkBook, name="save", request_method="POST", permission="marks:enter", renderer="mark_book.html")
def save_form(request):
    """Save the whole form; a refusal shows the page again with what was typed and a message at each cell."""
    batch, cells = _read_form(request)
    entered = Entered(seen={cell: seen for cell, (seen, _typed) in cells.items()},
                      typed={cell: typed for cell, (_seen, typed) in cells.items()})
    try:
        answer = _enter(request, cells, batch)
    except CellsChanged as error:
        entered.theirs = {(each["student"], each["column"]): each["theirs"] for each in error.conflicts}
        return _again(request, entered, error, 409, _conflict_notes(request, error))
    except CellsRefused as error:
        notes = {(each["student"], each["column"]): request.translate(each["message"]) for each in error.refusals}
        return _again(request, entered, error, 422, notes)
    except RuleError as error:
        if isinstance(error, NotAllowed) and error.field != "batch":
            raise
        return _again(request, entered, error, 422, {})
    request.flash(_("${count} cells saved.", count=answer["saved"]))
    return HTTPSeeOther(request.url_of(request.context))


def _again(request, entered, error, status, notes):
    entered.message, entered.notes = request.translate(error.message), notes
    request.response.status_int = status
    return book_page(request, entered=entered)


def _conflict_notes(request, error):
    notes = {}
    for each in error.conflicts:
        shown = _conflict(request, each)
        empty = request.translate(_("(empty)"))
        notes[each["student"], each["column"]] = request.translate(
            _("${by} wrote ${theirs} at ${at}. Yours: ${mine}. Save again to keep yours, or type theirs.",
              by=shown["by"], at=shown["at"], theirs=shown["theirs"] or empty, mine=shown["mine"] or empty))
    return notes


def _read_form(request):
    """Return (batch, cells) of a posted form: pairs of ``seen.<student>.<column>`` and ``mark.<student>.<column>``."""
    texts = {"seen": {}, "mark": {}}
    for name, value in request.POST.items():
        kind, _dot, cell = name.partition(".")
        student, dot, column = cell.partition(".")
        if kind not in texts:
            continue
        if not dot or not isinstance(value, str) or (student, column) in texts[kind]:
            raise RuleError(_UNREADABLE)
        texts[kind][student, column] = value
    if texts["seen"].keys() != texts["mark"].keys() or not texts["mark"]:
        raise RuleError(_UNREADABLE)
    rows = [(*cell, texts["seen"][cell], typed) for cell, typed in texts["mark"].items()]
    return request.POST.get("batch"), _as_cells(rows)
