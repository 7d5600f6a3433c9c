"""Tables written as CSV and XLSX: cells are text that no spreadsheet runs, the same table gives the same bytes."""

import csv
import io
import re
from datetime import datetime

import xlsxwriter

from eduportal.domain.text import inert_cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What a cell of a workbook holds at most; the library would leave out a longer one.
_LONGEST = 32_767
_GUIDE = "Hướng dẫn"


def as_csv(head, rows):
    """Return the bytes of a CSV file that Excel opens as UTF-8. Cells are text, made inert."""
    out = io.StringIO(newline="")
    # Every cell in quotation marks: a semicolon in a text is then never taken for what divides the cells.
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    for row in (head, *rows):
        writer.writerow([_text(cell) for cell in row])
    return ("\ufeff" + out.getvalue()).encode()


def as_xlsx(head, rows, *, sheet, title="", notes=(), guide=(), numbers=(), widths=(), marked=()):
    """Return the bytes of an XLSX file: headings that stay in sight and on every printed page, a filter, widths.

    Columns are text, so that what is typed below keeps its leading zeros and its days as they were typed.

    :param title: stands above the table. :param notes: lines below it. :param guide: lines of a second sheet.
    :param numbers: indexes of columns whose whole numbers are written as numbers; every other cell is text, made inert.
    :param widths: of the first columns, in characters; the others fit what is in them.
    :param marked: (row, column) of cells to be shown as wrong; 0 is the first row of ``rows``.
    """
    out, rows = io.BytesIO(), [list(row) for row in rows]
    book = new_book(out)
    page, look, first = book.add_worksheet(_sheet_name(sheet)), _looks(book), 2 if title else 0
    for column, width in enumerate(_widths(head, rows, widths)):
        page.set_column(column, column, width, None if column in numbers else look["text"])
    if title:
        page.write_string(0, 0, _cell(title), look["title"])
    for column, text in enumerate(head):
        page.write_string(first, column, _cell(text), look["head"])
    _write_rows(page, first + 1, rows, look, numbers, marked)
    for number, note in enumerate(notes, first + len(rows) + 2):
        page.write_string(number, 0, _cell(note), look["plain"])
    _lay_out(page, first, len(head), len(rows))
    if guide:
        _write_guide(book.add_worksheet(_GUIDE), guide)
    book.close()
    return out.getvalue()


def new_book(out, **properties):
    """Return a workbook that will be written into the open file ``out``; texts in it stay texts.

    The day of making is left to the reader's computer: the same table gives the same bytes.
    """
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                     "strings_to_numbers": False})
    book.set_properties({"created": datetime(2026, 1, 1), **properties})
    return book


def _looks(book):
    head = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E6EDF4"}
    wrong = {"num_format": "@", "valign": "top", "text_wrap": True, "bg_color": "#FDECEC"}
    return {"title": book.add_format({"bold": True, "font_size": 14}), "head": book.add_format(head),
            "text": book.add_format({"num_format": "@", "valign": "top"}), "wrong": book.add_format(wrong),
            "number": book.add_format({"valign": "top"}), "plain": book.add_format()}


def _write_rows(page, first, rows, look, numbers, marked):
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            if column in numbers and isinstance(cell, int):
                page.write_number(first + place, column, cell, look["number"])
            else:
                page.write_string(first + place, column, _cell(cell),
                                  look["wrong" if (place, column) in marked else "text"])


def _lay_out(page, first, columns, rows):
    page.freeze_panes(first + 1, 0)
    if rows:
        page.autofilter(first, 0, first + rows, columns - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(first)


def _write_guide(page, lines):
    page.set_column(0, 0, 100)
    for number, line in enumerate(lines):
        page.write_string(number, 0, _cell(line))


def _widths(head, rows, given):
    for column, text in enumerate(head):
        if column < len(given):
            yield given[column]
        else:
            longest = max([len(text) // 2, *(len(str(row[column])) for row in rows[:300] if column < len(row))])
            yield min(max(longest + 2, 8 if rows else 24), 60)


def _sheet_name(text):
    return re.sub(r"[\[\]:*?/\\']", " ", text)[:31].strip() or "Sheet1"


def _text(cell):
    # Halves of a character pair cannot be written into any file.
    return inert_cell(str(cell).encode("utf-8", "replace").decode())


def _cell(text):
    return _text(text)[:_LONGEST]
