"""Tables that somebody uploads: which kind of file it is follows from its bytes, never from its name."""

import csv
import io
import re
from collections import Counter
from datetime import date, datetime

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from eduportal.domain.dates import format_day
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import inert_cell, nfc
from eduportal.papers.tables.bounds import (
    HEAD_ROWS,
    LARGEST,
    MOST_COLUMNS,
    MOST_LINES,
    MOST_ROWS,
    locked,
    no_table,
    too_many_rows,
)
from eduportal.papers.tables.weighing import FARTHEST_ROW, weighed

_DELIMITERS = ";,\t"
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_MARKS_OF_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_QUOTED = re.compile(r'"[^"]*"')
_PAGE = re.compile(r"<(?:!doctype|html|head|table|\?xml)\b", re.IGNORECASE)


def read_table(data):
    """Return the rows of an uploaded table as lists of str: a CSV file, or the first sheet in sight of an XLSX file.

    Cells are NFC, without white space around them and without the mark of :func:`inert_cell`; whole numbers have no
    point, days are dd/mm/yyyy as people type them, true and false are 1 and 0. Formulas give what the file says they
    gave; nothing is computed. Rows keep their places; blank ones at the end are left out.

    :raises RuleError: about ``file``: empty, too large, locked, damaged, or neither of both; it says what to do.
    """
    if not data:
        raise _empty()
    if len(data) > LARGEST:
        raise RuleError(_("The file is larger than ${size} MB; a list of ${rows} rows is far smaller. Take out "
                          "pictures and further sheets, then upload it again.", size=LARGEST // 1024 // 1024,
                          rows=MOST_ROWS), "file")
    if data.startswith(_OLD_OR_LOCKED):
        raise locked()
    cells = _workbook_cells(data) if data.startswith(b"PK") else _csv_cells(data)
    rows = [[_text_of(cell) for cell in row] for row in cells]
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise _empty()
    if len(rows) > MOST_LINES:
        raise too_many_rows()
    return rows


def _empty():
    return RuleError(_("The file is empty."), "file")


def _workbook_cells(data):
    try:
        book = CalamineWorkbook.from_filelike(weighed(data))
        first = next(each.name for each in book.sheets_metadata
                     if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible)
        return book.get_sheet_by_name(first).to_python(skip_empty_area=False)
    except RuleError:
        raise
    except PasswordError as error:
        raise locked() from error
    except BaseException as error:
        # The reader has many kinds of error for broken and hostile files; each means the same to the person. Where its
        # own code gives up ("panics"), what it raises is not even an Exception.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise no_table() from error


def _csv_cells(data):
    text = _decoded(data)
    if _PAGE.search(text[:2000]):
        raise RuleError(_("This file is a web page that only bears the name of a table; some programs export lists so. "
                          "Open it in Excel, save it as an Excel workbook (.xlsx), then upload that."), "file")
    if _CONTROLS.search(text):
        raise no_table()
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter_of(text), strict=True):
            if any(row[MOST_COLUMNS:]):
                raise RuleError(_("The table has more than ${most} columns. Leave out those that the template does not "
                                  "have.", most=MOST_COLUMNS), "file")
            rows.append(row[:MOST_COLUMNS])
            if len(rows) > FARTHEST_ROW:
                raise too_many_rows()
    except csv.Error:
        raise RuleError(_("Line ${line} is not CSV: a quotation mark is open, or a character cannot stand there.",
                          line=len(rows) + 1), "file") from None
    return rows


def _delimiter_of(text):
    """What stands equally often in most of the first lines divides them; titles and addresses hold other signs too."""
    lines = _QUOTED.sub("", text[:100_000]).splitlines()[:HEAD_ROWS]

    def weight(sign):
        counts = Counter(line.count(sign) for line in lines if sign in line)
        return max(counts.values(), default=0), counts.total(), max(counts, default=0)

    return max(_DELIMITERS, key=weight)


def _decoded(data):
    """Excel writes UTF-8 with a mark, UTF-16 ("Unicode text"), or the code page of Vietnamese Windows."""
    for code in ("utf-16",) if data.startswith(_MARKS_OF_UTF_16) else ("utf-8-sig", "cp1258"):
        try:
            return data.decode(code)
        except UnicodeError:
            continue
    raise no_table()


def _text_of(cell):
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return format_day(cell)
    return _without_mark(nfc(str(cell)).strip())


def _without_mark(text):
    """A cell that we ourselves made inert comes back as it was: it is shown and kept, never run."""
    return text[1:].strip() if text.startswith("'") and inert_cell(text[1:]) == text else text
