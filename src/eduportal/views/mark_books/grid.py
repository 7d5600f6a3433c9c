"""The grid of a mark book as plain rows for the template ``marks_grid.pt``; nothing here is computed twice."""

import secrets
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace as Show

from eduportal.content.nodes import unit_of
from eduportal.domain.dates import format_day
from eduportal.domain.marks import EXEMPT, format_mark
from eduportal.domain.messages import _


@dataclass
class Entered:
    """What a refused save had typed, so that it stands in the cells again.

    The dicts go by (student, column): ``typed`` and ``seen`` texts, ``notes`` translated messages, ``theirs`` what
    somebody else wrote meanwhile.
    """

    message: str = ""
    typed: dict = field(default_factory=dict)
    seen: dict = field(default_factory=dict)
    notes: dict = field(default_factory=dict)
    theirs: dict = field(default_factory=dict)

    def texts(self, cell, stored):
        """Return (value, seen) for a cell in which ``stored`` stands; a cell that was not touched shows what stands."""
        typed, seen = self.typed.get(cell, stored), self.seen.get(cell, stored)
        if cell in self.theirs:
            return typed, self.theirs[cell]
        return (stored, stored) if typed == seen else (typed, seen)


def grid_of(request, book, *, can_enter, entered):
    """Return the ``grid`` of the macro: columns with their locks, rows in the order of the register."""
    columns = [_column(request, book, key, title, can_enter) for key, title, *_rest in book.columns]
    roll = {uuid: (number, until) for uuid, number, _since, until in book.__parent__.roll}
    students = unit_of(book).students
    width = len(columns)
    rows = [_row(request, book, columns, student, students[student].name, *roll.get(student, ("", "")),
                 book.matrix[place * width:(place + 1) * width], entered)
            for place, student in enumerate(book.students)]
    save = request.url_of(book, "@@save")
    return Show(label=request.translate(_("Marks: ${title}", title=book.title)), action=save, save_url=save,
                sign_in_url=request.url_of(request.portal.root, "@@login"), can_save=can_enter,
                result_title=request.translate(_("Average") if book.kind == "mark" else _("Result")),
                batch=secrets.token_hex(16), columns=columns, rows=rows,
                why=request.url_of(book, "@@calculation?student="))


def _column(request, book, key, title, can_enter):
    lock = book.lock_of(key)
    text, icon = (_("Locked"), "lock") if lock else (_("Open"), "pencil") if can_enter else (_("Read only"), "eye")
    return Show(id=key, title=title, kind=book.kind, locked=lock is not None, fixed=lock is not None or not can_enter,
                state_text=request.translate(text), icon=icon)


def _row(request, book, columns, student, name, number, until, codes, entered):
    cells, notes = [], []
    for place, (column, code) in enumerate(zip(columns, codes, strict=True)):
        stored = format_mark(code)
        value, seen = entered.texts((student, column.id), stored) if entered is not None else (stored, stored)
        note = entered.notes.get((student, column.id), "") if entered is not None else ""
        locked = (column.fixed and not note) or (code == EXEMPT and seen == stored)
        theirs = entered.theirs.get((student, column.id)) if note else None
        cells.append(Show(column=column.id, label=column.title, kind=column.kind, value=stored if locked else value,
                          seen=seen, locked=locked, note=note, theirs=theirs))
        if note:
            notes.append(Show(place=place, text=note))
    left = request.translate(_("Left on ${day}", day=format_day(date.fromisoformat(until)))) if until else ""
    return Show(student=student, number=number, name=name, average=book.average_text(codes), note=left, cells=cells,
                why=request.translate(_("How it was calculated: ${name}", name=name)),
                notes=notes)
