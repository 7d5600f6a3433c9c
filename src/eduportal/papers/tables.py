"""Tables as files: read from CSV and XLSX that somebody uploads, within bounds; written so that no cell runs."""

import csv
import io
import re
import zipfile
from datetime import date, datetime

import xlsxwriter
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from python_calamine import CalamineError, CalamineWorkbook

from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import inert_cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 5 * 1024 * 1024
#: Rows of data; above them may stand a title and the headings.
MOST_ROWS, MOST_COLUMNS, HEAD_ROWS = 5_000, 60, 20
#: What an XLSX may unpack to: a list of 5,000 units is about 3 MB of XML.
UNPACKED, RATIO, PARTS = 40 * 1024 * 1024, 150, 200
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DELIMITERS = ",;\t"
_UNREADABLE = (zipfile.BadZipFile, CalamineError, ParseError, DefusedXmlException, KeyError, EOFError,
               NotImplementedError, RuntimeError, OSError, UnicodeError, ValueError)


def read_table(name, data):
    """Return the rows (lists of str) of an uploaded CSV or XLSX file; blank lines at the end are left out.

    Which of both it is follows from its bytes. Days come as yyyy-mm-dd, whole numbers without a point.

    :raises RuleError: too large, too many rows, not such a file, or one that unpacks to more than it should.
    """
    if not data:
        raise RuleError(_("The file is empty."), "file")
    if len(data) > LARGEST:
        raise RuleError(_("The file is larger than ${size} MB.", size=LARGEST // 1024 // 1024), "file")
    rows = _read_xlsx(data) if data[:4] == b"PK\x03\x04" else _read_csv(data)
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS + HEAD_ROWS:
        raise RuleError(_("The file has more than ${count} rows; please split it.", count=MOST_ROWS), "file")
    if not rows:
        raise RuleError(_("The file is empty."), "file")
    return rows


def _read_csv(data):
    if b"\x00" in data and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise _not_a_table()
    text = _decoded(data)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            if len(row) > MOST_COLUMNS:
                raise RuleError(_("The file has more than ${count} columns.", count=MOST_COLUMNS), "file")
            rows.append([cell.strip() for cell in row])
            if len(rows) > 2 * MOST_ROWS:
                break
    except csv.Error:
        raise RuleError(_("Line ${line} is not CSV: a quotation mark is open, or a character cannot stand there.",
                          line=len(rows) + 1), "file") from None
    return rows


def _decoded(data):
    """Excel writes UTF-8 with a mark, UTF-16 ("Unicode text"), or the code page of Vietnamese Windows."""
    codecs = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1258")
    for codec in codecs:
        try:
            return data.decode(codec)
        except UnicodeError:
            continue
    raise _not_a_table()


def _not_a_table():
    return RuleError(_("This is neither a CSV nor an XLSX file. Save the list as “Excel workbook (.xlsx)” or as CSV "
                       "UTF-8 and choose it again."), "file")


def _read_xlsx(data):
    try:
        _check_package(data)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except RuleError:
        raise
    except _UNREADABLE:
        raise _not_a_table() from None
    return [[_text_of(cell) for cell in row] for row in rows]


def _check_package(data):
    """Look at what the package unpacks to, and where its cells lie: one cell far out would fill the memory."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
        if "xl/workbook.xml" not in package.namelist():
            raise _not_a_table()
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > PARTS or unpacked > UNPACKED or unpacked > RATIO * len(data) + 1024 * 1024:
            raise RuleError(_("The file unpacks to far more than a list should hold; it was not opened."), "file")
        cells = longest = 0
        for part in parts:
            with package.open(part) as stream:
                if part.filename.lower().endswith((".xml", ".rels")):
                    counted = _check_part(stream, part.filename.endswith(".rels"))
                    cells, longest = cells + counted[0], max(longest, counted[1])
                elif b"sheetData" in _Bounded(stream).whole():
                    # The list of parts may name any file as the sheet; cells stand in parts that we looked at.
                    raise _not_a_table()
        if cells * longest > UNPACKED:
            # One long shared text that every cell points to is copied for every cell.
            raise RuleError(_("The file unpacks to far more than a list should hold; it was not opened."), "file")


def _check_part(stream, is_relations):
    """Return (cells, length of the longest shared text) of one part of a package."""
    cells = longest = length = 0
    for _event, element in iterparse(_Bounded(stream), forbid_dtd=True):
        kind = element.tag.rpartition("}")[2]
        if kind in ("c", "row") and not is_relations:
            cells += kind == "c"
            _check_place(element.get("r") or "")
        if cells > MOST_COLUMNS * (MOST_ROWS + HEAD_ROWS):
            raise RuleError(_("The file has more than ${count} rows; please split it.", count=MOST_ROWS), "file")
        length += len(element.text or "") if kind == "t" else 0
        if kind == "si":
            longest, length = max(longest, length), 0
        element.clear()
    return cells, longest


def _check_place(text):
    found = _PLACE.fullmatch(text)
    letters, digits = found.groups() if found else ("", text)
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    if column > MOST_COLUMNS:
        raise RuleError(_("The file has more than ${count} columns.", count=MOST_COLUMNS), "file")
    if digits and (not digits.isascii() or not digits.isdigit() or int(digits[:9]) > MOST_ROWS + 1000):
        raise RuleError(_("The file has more than ${count} rows; please split it.", count=MOST_ROWS), "file")


class _Bounded:
    """A stream that stops at the bound: the sizes in a package's list may be lies."""

    def __init__(self, stream):
        self.stream, self.left = stream, UNPACKED

    def read(self, size=-1):
        """Return the next bytes."""
        found = self.stream.read(min(size, 65536) if size > 0 else 65536)
        self.left -= len(found)
        if self.left < 0:
            raise RuleError(_("The file unpacks to far more than a list should hold; it was not opened."), "file")
        return found

    def whole(self):
        """Return everything."""
        return b"".join(iter(self.read, b""))


def _text_of(cell):
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def as_csv(head, rows):
    """Return the bytes of a CSV file that Excel opens as UTF-8. Cells are text, made inert."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in (head, *rows):
        writer.writerow([inert_cell(str(cell)) for cell in row])
    return ("\ufeff" + out.getvalue()).encode("utf-8", "replace")


def as_xlsx(head, rows, *, sheet, title="", notes=(), numbers=()):
    """Return the bytes of an XLSX file with one sheet: headings that stay in sight, a filter, widths that fit.

    :param title: stands above the table. :param notes: lines below it. :param numbers: indexes of columns whose whole
        numbers are written as numbers; every other cell is text, made inert.
    """
    out = io.BytesIO()
    # The day of making is left to the reader's computer: the same table gives the same bytes.
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2026, 1, 1)})
    page = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", sheet)[:31])
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E6EDF4"})
    first = 0
    if title:
        page.write_string(0, 0, inert_cell(title), book.add_format({"bold": True, "font_size": 14}))
        first = 2
    for column, text in enumerate(head):
        page.write_string(first, column, inert_cell(text), bold)
    rows = [list(row) for row in rows]
    for number, row in enumerate(rows, first + 1):
        for column, cell in enumerate(row):
            if column in numbers and isinstance(cell, int):
                page.write_number(number, column, cell)
            else:
                page.write_string(number, column, inert_cell(str(cell)))
    for number, note in enumerate(notes, first + len(rows) + 2):
        page.write_string(number, 0, inert_cell(note))
    _fit(page, head, rows)
    page.freeze_panes(first + 1, 0)
    if rows:
        page.autofilter(first, 0, first + len(rows), len(head) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(first)
    book.close()
    return out.getvalue()


def _fit(page, head, rows):
    for column, text in enumerate(head):
        longest = max([len(text) // 2, *(len(str(row[column])) for row in rows[:300] if column < len(row))], default=8)
        page.set_column(column, column, min(max(longest + 2, 8), 60))
