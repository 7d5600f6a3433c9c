"""The table of a class as plain rows for the template ``homeroom.pt``."""

from dataclasses import dataclass
from types import SimpleNamespace as Show

from eduportal.content.class_records import ABSENCES, CONDUCT, YEAR
from eduportal.content.nodes import unit_of
from eduportal.domain.assessment.levels import MOST_ABSENCES
from eduportal.domain.assessment.tt22 import training_year
from eduportal.domain.messages import _
from eduportal.operations.homeroom.cells import columns_of, entry_text, is_absence
from eduportal.operations.homeroom.refusals import left_text
from eduportal.views.mark_books.grid import Entered

TERMS = {1: "HKI", 2: "HKII", YEAR: "Cả năm"}


@dataclass
class Typed(Entered):
    """What was typed into the cells; ``filled`` is a sentence when empty cells were filled and nothing was saved."""

    filled: str = ""


def word_of(rules):
    """Return what the circular calls it: training (TT 22/2021) or conduct (TT 58/2011)."""
    return _("Training level") if rules == "tt22" else _("Conduct level")


def table_of(request, record, *, can_enter, entered):
    """Return {levels, absences, rows, most, computed, choices}: a row for each student of the roll, by register number.

    A cell has an input when its term may be entered now, or when something typed into it is to be shown again.
    """
    school_class = request.context
    students = unit_of(school_class).students
    open_terms = {term for term in TERMS if can_enter and record.lock_of(term) is None}
    columns = [_column(request, record, column, term, open_terms) for column, term in columns_of(record).items()]
    rows = [_row(request, record, columns, students[uuid], number, until, entered)
            for uuid, number, _since, until in sorted(school_class.roll, key=lambda row: row[1])]
    return Show(levels=[each for each in columns if not each.absence],
                absences=[each for each in columns if each.absence], rows=rows, most=MOST_ABSENCES,
                computed=record.rules == "tt22", choices=tuple(reversed(record.scale)))


def _column(request, record, column, term, open_terms):
    absence = is_absence(column)
    title = TERMS[term]
    short = ""
    if absence:
        leave = column == ABSENCES[term][0]
        short = "P" if leave else "K"
        what = request.translate(_("with leave") if leave else _("without leave"))
    else:
        what = request.translate(word_of(record.rules))
    return Show(id=column, term=term, title=title, short=short, absence=absence, open=term in open_terms,
                label=f"{what}, {title}", locked=record.lock_of(term) is not None)


def _row(request, record, columns, student, number, until, entered):
    cells = [_cell(record, column, student.uuid, entered) for column in columns]
    notes = [Show(place=cell.column.id, label=cell.column.label, text=cell.note) for cell in cells if cell.note]
    counts = [count for term in ABSENCES for count in record.missed(student.uuid, term) if count is not None]
    left = left_text(until)
    return Show(student=student.uuid, number=number, name=student.name, cells=cells, notes=notes,
                levels=[cell for cell in cells if not cell.column.absence],
                absences=[cell for cell in cells if cell.column.absence],
                left=request.translate(left) if left else "", year=_year(record, student.uuid),
                total=str(sum(counts)) if counts else "", over=sum(counts) > MOST_ABSENCES)


def _cell(record, column, student, entered):
    stored = entry_text(column.id, record.value(student, column.id))
    cell = (student, column.id)
    value, seen = entered.texts(cell, stored)
    note = entered.notes.get(cell, "")
    return Show(column=column, value=value, seen=seen, stored=stored, note=note,
                input=column.open or bool(note) or value != stored)


def _year(record, student):
    """Return the training of the year as it is computed under TT 22 (R22-13), "" while it cannot be."""
    if record.rules != "tt22":
        return ""
    return training_year(*(record.value(student, CONDUCT[term]) for term in (1, 2))).value or ""
