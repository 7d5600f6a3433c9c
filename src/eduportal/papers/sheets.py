"""Tables in and out: XLSX and CSV read within strict limits, XLSX written with cells that no spreadsheet runs."""

import csv
import io
import re
import zipfile
import zlib
from datetime import date, datetime
from xml.parsers import expat

import python_calamine
import xlsxwriter

from eduportal.domain.dates import format_day
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import inert_cell

#: A table of 5,000 people has half a megabyte; what is larger, or swells to more than this, is no such table.
LARGEST, LARGEST_UNPACKED, MOST_PARTS = 5 * 1024 * 1024, 60 * 1024 * 1024, 500
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20_000, 200, 500_000
_PLACE = re.compile(r"\s*\$?([A-Za-z]{0,9})\$?(\d{1,12})\s*")
_SHEET_IN_DISGUISE = re.compile(rb"<(?:[\w.-]+:)?(?:worksheet|sst)\b")
_NO_TABLE = _("This file is no table. Save it as an Excel workbook (.xlsx) or as CSV (UTF-8), then upload it again.")


def read_table(data):
    """Return the first sheet of an XLSX file, or a CSV file, as a list of rows of texts (NFC is left to the reader).

    Numbers lose a ".0", days are dd/mm/yyyy. Formulas give what the file says they gave; nothing is computed.
    :raises RuleError: too large, protected, damaged, or neither of the two; the text says what to do.
    """
    if not data:
        raise RuleError(_("The file is empty."))
    if len(data) > LARGEST:
        raise RuleError(_("At most ${most} MB for a file.", most=LARGEST // 1024 // 1024))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise RuleError(_("This workbook is of an old kind (.xls) or protected by a password. Save it as .xlsx without "
                          "a password, then upload it again."))
    rows = _workbook_rows(data) if data.startswith(b"PK") else _csv_rows(data)
    if len(rows) > MOST_ROWS:
        raise RuleError(_("The table has too many rows; at most ${most}.", most=MOST_ROWS))
    return rows


def write_table(headings, rows, *, sheet="Sheet1", widths=(), marked=(), notes=()):
    """Return the bytes of an XLSX file: headings, then rows of texts, in text columns, so that leading zeros stay.

    :param marked: (row, column) of cells to be shown as wrong. :param notes: lines of a second sheet.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                     "strings_to_numbers": False})
    head = book.add_format({"bold": True, "bg_color": "#e6edf4", "border": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@", "valign": "top"})
    wrong = book.add_format({"num_format": "@", "bg_color": "#fdecec", "valign": "top", "text_wrap": True})
    page = book.add_worksheet(sheet)
    page.freeze_panes(1, 0)
    for column, heading in enumerate(headings):
        page.set_column(column, column, widths[column] if column < len(widths) else 24, text)
        page.write_string(0, column, heading, head)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            page.write_string(row + 1, column, inert_cell(cell), wrong if (row, column) in marked else text)
    if notes:
        about = book.add_worksheet("Hướng dẫn")
        about.set_column(0, 0, 100)
        for row, line in enumerate(notes):
            about.write_string(row, 0, inert_cell(line))
    book.close()
    return out.getvalue()


def _workbook_rows(data):
    _check_parts(data)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        cells = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except python_calamine.PasswordError as error:
        raise RuleError(_("This workbook is of an old kind (.xls) or protected by a password. Save it as .xlsx without "
                          "a password, then upload it again.")) from error
    except Exception as error:
        # The reader has many kinds of error for broken and hostile files; each means the same to the person.
        raise RuleError(_NO_TABLE) from error
    return [[_text(cell) for cell in row] for row in cells]


def _check_parts(data):
    """:raises RuleError: a part of the workbook swells, or a cell stands where no table of people has one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or "xl/workbook.xml" not in packed.namelist():
                raise RuleError(_NO_TABLE)
            weight = _Weight()
            for part in parts:
                _check_part(packed, part, weight)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError, EOFError,
            expat.ExpatError) as error:
        raise RuleError(_NO_TABLE) from error


def _check_part(packed, part, weight):
    """Unpack one part, counting what really comes out: what a zip file says of its sizes may be a lie."""
    is_xml, tail = part.filename.lower().endswith((".xml", ".rels", ".vml")), b""
    weight.begin_part()
    with packed.open(part) as unpacked:
        while piece := unpacked.read(1 << 16):
            weight.count(piece)
            if is_xml:
                weight.parser.Parse(piece)
            elif _SHEET_IN_DISGUISE.search(tail + piece):
                raise RuleError(_NO_TABLE)
            tail = piece[-64:]


class _Weight:
    """What reading a workbook would cost. Every part is looked at: the workbook itself names which ones are sheets.

    A reader makes room for the rectangle up to the farthest cell, and copies a shared text into each cell that names
    it: a file of one kilobyte could ask for all memory.
    """

    def __init__(self):
        self.left, self.rows, self.columns, self.cells, self.longest = LARGEST_UNPACKED, 1, 1, 0, 0
        self.text = None

    def begin_part(self):
        """Begin to read a part; a part that declares entities is refused."""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._element, self._end
        self.parser.CharacterDataHandler, self.parser.EntityDeclHandler = self._characters, self._entity

    def count(self, piece):
        """Count what came out of the zip file. :raises RuleError: it is too much."""
        self.left -= len(piece)
        self._check()

    def _check(self):
        if (self.left < 0 or self.rows > 10 * MOST_ROWS or self.columns > MOST_COLUMNS
                or max(self.rows * self.columns, self.cells) > MOST_CELLS
                or self.cells * self.longest > LARGEST_UNPACKED):
            raise _too_large()

    def _element(self, name, attributes):
        name = name.rsplit(" ", 1)[-1]
        if name in ("c", "row"):
            found = _PLACE.fullmatch(attributes.get("r", ""))
            if found:
                self.rows, self.columns = max(self.rows, int(found[2])), max(self.columns, _column(found[1]))
            self.cells += name == "c"
            self._check()
        elif name == "si":
            self.text = 0

    def _characters(self, text):
        if self.text is not None:
            self.text += len(text)
            self.longest = max(self.longest, self.text)

    def _end(self, name):
        if name.rsplit(" ", 1)[-1] == "si":
            self.text = None
            self._check()

    def _entity(self, *_declaration):
        raise RuleError(_NO_TABLE)


def _column(letters):
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _too_large():
    return RuleError(_("The table has too many rows or columns, or unpacks to far more than a list of people needs. "
                       "Copy the rows into the template, then upload that."))


def _csv_rows(data):
    text = _decoded(data)
    if "<html" in text[:2000].lower() or "<!doctype" in text[:2000].lower() or "\0" in text:
        raise RuleError(_NO_TABLE)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row[:MOST_COLUMNS])
            if len(rows) > MOST_ROWS:
                break
    except csv.Error as error:
        raise RuleError(_NO_TABLE) from error
    return rows


def _decoded(data):
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise RuleError(_NO_TABLE) from error


def _text(cell):
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return format_day(cell)
    return cell if isinstance(cell, str) else str(cell)
