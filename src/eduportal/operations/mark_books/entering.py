"""What is written into the cells of a mark book: marks, and the 0 for a missed test."""

import hashlib
import json
import re

from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.marks import EMPTY, EXEMPT, NOT_ACHIEVED, format_mark, parse_mark
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line, clean_text
from eduportal.operations.mark_books.refusals import (
    CellsChanged,
    CellsRefused,
    check_cells_of,
    check_column,
    check_state,
    check_window,
    checked_reason,
)

_BATCH = re.compile(r"[A-Za-z0-9_-]{8,64}")


def enter_marks(book, cells, *, batch, by, at, workflow, window=None, note=None, name_of=str):
    """Store marks in a book: all of them, or none; return the answer for the grid.

    :param cells: {(student uuid, column key): (text that was on the screen, text that was typed)}. A cell whose text
        was left as it was seen asks for nothing, whatever stands there now.
    :param batch: the client's id of this save, 8 to 64 letters, digits, - and _. Sent again it writes nothing and gets
        the first answer, also when the book is closed by then.
    :param window: the entry window above the book (``opens``, ``closes`` aware UTC or None, ``set_by``, ``title``), or
        None.
    :param name_of: gives the name of an account for the texts of refusals.
    :returns: {"saved": count, "cells": [{"student", "column", "value", "by", "at"}], "averages": {student: text}},
        with the cells that were changed and the averages of their students.
    :raises NotAllowed: a student or column is not of this book, or the batch id is of another save.
    :raises CellsRefused: locked columns, exempt students, texts that are no marks.
    :raises CellsChanged: others changed cells meanwhile. :raises RuleError: the state or the window does not allow
        entry.
    """
    sent = _fingerprint(batch, cells)
    earlier = book.journal.batch_answer(batch)
    if earlier is not None:
        return _answer_again(book, earlier, sent, by)
    check_state(book, workflow)
    check_window(window, at, name_of)
    check_cells_of(book, cells)
    changes = _checked_changes(book, cells, name_of)
    if not changes:
        return {"saved": 0, "cells": [], "averages": {}}
    note = clean_text(note or "")
    return _answer(book, book.record("enter", changes, by=by, at=at, batch=batch, sent=sent, note=note))


def _fingerprint(batch, cells):
    """Return a short hash of what was typed where: the same batch must come with the same cells."""
    if not isinstance(batch, str) or not _BATCH.fullmatch(batch):
        raise RuleError(_("The save has no valid batch id. Reload the page and enter the marks again."), "batch")
    typed = sorted((str(student), str(column), clean_line(texts[1])) for (student, column), texts in cells.items())
    return hashlib.sha256(json.dumps(typed).encode()).hexdigest()[:12]


def _answer_again(book, earlier, sent, by):
    if earlier.by != by or earlier.sent != sent:
        raise NotAllowed(_("This batch id was already used for another save. Reload the page and enter the marks "
                           "again."), "batch")
    return _answer(book, earlier)


def _answer(book, entry):
    """Return the answer to the save that wrote ``entry``: the same one, whatever was written since."""
    matrix = book.matrix_after(entry)
    students = dict.fromkeys(book.students[row] for row, *_rest in entry.changes)
    return {
        "saved": len(entry.changes),
        "cells": [{"student": book.students[row], "column": column, "value": format_mark(new), "by": entry.by,
                   "at": entry.at} for row, column, _old, new in entry.changes],
        "averages": {student: book.average_text(book.row(student, matrix)) for student in students},
    }


def _checked_changes(book, cells, name_of):
    """Return the changes (row, column, old, new) in the order of the book; raises with all that stands against them."""
    rows = {student: row for row, student in enumerate(book.students)}
    places = {key: place for place, key in enumerate(book.column_keys)}
    changes, refusals, conflicts = [], [], []
    for student, column in sorted(cells, key=lambda cell: (rows[cell[0]], places[cell[1]])):
        seen_text, typed_text = cells[student, column]
        stored = book.code_at(student, column)
        try:
            seen, typed = _asked(book, column, stored, seen_text, typed_text, name_of)
        except RuleError as error:
            refusals.append({"student": student, "column": column, "typed": typed_text, "message": error.message})
            continue
        if seen == typed:
            continue
        if seen == stored:
            changes.append((rows[student], column, stored, typed))
        else:
            conflicts.append(_conflict(book, student, column, seen, stored, typed))
    if refusals:
        raise CellsRefused(refusals)
    if conflicts:
        raise CellsChanged(conflicts)
    return changes


def _asked(book, column, stored, seen_text, typed_text, name_of):
    """Return the codes (seen, typed) of a cell; raises RuleError when such a change cannot be made in this cell."""
    seen_text = clean_line(seen_text)
    if seen_text == clean_line(typed_text):
        return EMPTY, EMPTY
    seen = EXEMPT if seen_text == format_mark(EXEMPT) else parse_mark(seen_text, book.kind, column)
    typed = parse_mark(typed_text, book.kind, column)
    if seen != typed:
        check_column(book, column, name_of)
        if seen == stored == EXEMPT:
            raise RuleError(_("The student is exempt from this subject; no mark is entered (TT 58/2011, Điều 12; "
                              "TT 22/2021, Điều 10)."), column)
    return seen, typed


def _conflict(book, student, column, seen, stored, typed):
    entry = book.last_change(student, column)
    return {"student": student, "column": column, "seen": format_mark(seen), "theirs": format_mark(stored),
            "mine": format_mark(typed), "by": entry.by if entry else "", "at": entry.at if entry else ""}


def give_zero_for_missed_test(book, student, column, reason, *, by, at, workflow, window=None, name_of=str):
    """Give 0 (CĐ where the subject is assessed by comments) for a test that was missed and not made up; returns the
    entry.

    An explicit act with a reason, never the meaning of an empty cell (R58-5, R22-5).

    :raises NotAllowed: not of this book. :raises RuleError: no reason, the cell is not empty, or entry is not allowed.
    """
    reason = checked_reason(reason)
    check_state(book, workflow)
    check_window(window, at, name_of)
    check_cells_of(book, [(student, column)])
    check_column(book, column, name_of)
    if book.code_at(student, column) != EMPTY:
        raise RuleError(_("This cell holds ${mark}; only an empty cell can get a 0 for a missed test.",
                          mark=format_mark(book.code_at(student, column))), column)
    code = NOT_ACHIEVED if book.kind == "comment" else 0
    return book.record("zero", [(book.row_of(student), column, EMPTY, code)], by=by, at=at, note=reason)


def exempt_student(book, student, reason, *, by, at, workflow, name_of=str):
    """Write the principal's decision that ``student`` is exempt from the subject in this term; returns the entry.

    The whole row becomes "miễn"; what stood there stays in the journal (R58-20). ``reason`` names the decision.
    """
    return _change_row(book, student, "exempt", lambda code: EXEMPT, reason, by=by, at=at, workflow=workflow,
                       name_of=name_of)


def end_exemption(book, student, reason, *, by, at, workflow, name_of=str):
    """Take an exemption back: the cells that say "miễn" become empty again; returns the entry."""
    return _change_row(book, student, "end_exemption", lambda code: EMPTY if code == EXEMPT else code, reason, by=by,
                       at=at, workflow=workflow, name_of=name_of)


def _change_row(book, student, kind, new_code, reason, *, by, at, workflow, name_of):
    reason = checked_reason(reason)
    check_state(book, workflow)
    check_cells_of(book, [(student, key) for key in book.column_keys])
    changes = [(book.row_of(student), key, old, new_code(old))
               for key, old in zip(book.column_keys, book.row(student), strict=True) if new_code(old) != old]
    if not changes:
        raise RuleError(_("The exemption of this student is already written so in this mark book."))
    for _row, key, *_codes in changes:
        check_column(book, key, name_of)
    return book.record(kind, changes, by=by, at=at, note=reason)
