"""The coverage report as XLSX: the table of the annex, the figures that cannot be true, by plain data."""

import io

from eduportal.domain import coverage
from eduportal.domain.dates import format_day
from eduportal.domain.messages import Message
from eduportal.domain.text import inert_cell
from eduportal.papers.tables import new_book

_KINDS = {"total": "Tất cả đơn vị", **coverage.KINDS}


def coverage_xlsx(rows, total, *, day, note):
    """Return the bytes of the workbook of a coverage table.

    :param rows: :class:`eduportal.domain.coverage.Row` of the districts. :param total: their total. :param note: where
        the figures come from.
    """
    out = io.BytesIO()
    book = new_book(out, title="Độ phủ cổng thông tin điện tử")
    page = book.add_worksheet("Độ phủ")
    style = _styles(book)
    page.merge_range(0, 0, 0, 12, f"Độ phủ cổng thông tin điện tử, tính đến ngày {format_day(day)}", style["title"])
    page.write_string(1, 0, inert_cell(note), style["note"])
    _write_head(page, style)
    for number, row in enumerate((*rows, total), 5):
        _write_row(page, number, row, style, bold=row is total)
    last = 5 + len(rows)
    _write_notes(page, last + 2, (*rows, total), style)
    page.set_column(0, 0, 24)
    page.set_column(1, 12, 9)
    page.freeze_panes(5, 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(3, 4)
    book.close()
    return out.getvalue()


def _styles(book):
    head = {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#E6EDF4"}
    return {"title": book.add_format({"bold": True, "font_size": 14}), "note": book.add_format({"italic": True}),
            "head": book.add_format(head), "name": book.add_format({"border": 1}),
            "number": book.add_format({"border": 1, "num_format": "0"}),
            "rate": book.add_format({"border": 1, "num_format": "0%"}),
            "name_bold": book.add_format({"border": 1, "bold": True}),
            "number_bold": book.add_format({"border": 1, "bold": True, "num_format": "0"}),
            "rate_bold": book.add_format({"border": 1, "bold": True, "num_format": "0%"})}


def _write_head(page, style):
    page.merge_range(3, 0, 4, 0, "Quận, huyện", style["head"])
    for number, title in enumerate(_KINDS.values()):
        first = 1 + 3 * number
        page.merge_range(3, first, 3, first + 2, title, style["head"])
        for place, text in enumerate(("Có cổng", "Tổng số", "Tỷ lệ")):
            page.write_string(4, first + place, text, style["head"])


def _write_row(page, number, row, style, *, bold):
    ending = "_bold" if bold else ""
    page.write_string(number, 0, inert_cell(row.district), style["name" + ending])
    for place, name in enumerate(_KINDS):
        cell, first = getattr(row, name), 1 + 3 * place
        page.write_number(number, first, cell.with_portal, style["number" + ending])
        page.write_number(number, first + 1, cell.total, style["number" + ending])
        if cell.rate is None:
            page.write_string(number, first + 2, "–", style["name" + ending])
        else:
            page.write_number(number, first + 2, cell.rate / 100, style["rate" + ending])


def _write_notes(page, first, rows, style):
    """Write what cannot be true below the table; nothing is corrected."""
    for row in rows:
        for flag in coverage.flags(row):
            text = Message(coverage.NOTES[flag.msgid], **flag.values)
            page.write_string(first, 0, inert_cell(f"{row.district}: {text}"), style["note"])
            first += 1
