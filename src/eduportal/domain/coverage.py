"""Portal coverage as a Sở reports it: how many units have a portal, by district and kind of unit (S10, dispatch 3630).

Reported figures are kept as they stand on the paper; what cannot be true is flagged, never corrected.
"""

import csv
import io
import re
from dataclasses import dataclass

from eduportal.domain.errors import RuleError
from eduportal.domain.messages import Message, _
from eduportal.domain.rulesets import half_up
from eduportal.domain.text import clean_line, inert_cell

#: The kinds that the annex counts one by one, with their titles; what is left of a district is ``others``.
KINDS = {"mam_non": "Mầm non", "tieu_hoc": "Tiểu học", "thcs": "THCS"}
OTHERS_TITLE = "Loại khác"
TOTAL_TITLE = "Tổng cộng"
COLUMNS = (
    "district_label", "district", "units_with_portal", "units_total", "rate_percent",
    "mam_non_with_portal", "mam_non_total", "mam_non_rate_percent",
    "tieu_hoc_with_portal", "tieu_hoc_total", "tieu_hoc_rate_percent",
    "thcs_with_portal", "thcs_total", "thcs_rate_percent",
)

_WHOLE = re.compile(r"[0-9]{1,6}")
#: The footnotes of the Vietnamese table; the same words as in locale/vi/domain.po, which a test holds together.
NOTES = {
    "${kind}: ${with_portal} of ${total} units have a portal, more than there are.":
        "${kind}: ${with_portal} đơn vị có cổng trên tổng số ${total}, nhiều hơn số đơn vị hiện có.",
    "The kinds together count more units than the district has.":
        "Cộng các loại lại thì nhiều hơn số đơn vị của cả quận, huyện.",
    "${kind}: the paper says ${reported} %, the figures give ${rate}.":
        "${kind}: văn bản ghi ${reported} %, tính từ số liệu là ${rate}.",
}


@dataclass(frozen=True)
class Cell:
    """Units with a portal and all units of one kind; ``reported`` is the rate on the paper in percent, None if none."""

    with_portal: int
    total: int
    reported: int | None = None

    @property
    def rate(self):
        """Return the rate in whole percent, half up; None when there are no units."""
        return half_up(100 * self.with_portal, self.total) if self.total > 0 and self.with_portal >= 0 else None


@dataclass(frozen=True)
class Row:
    """One district: its name in full, the paper's own label, all its units, and three kinds of them."""

    district: str
    label: str
    total: Cell
    mam_non: Cell
    tieu_hoc: Cell
    thcs: Cell

    @property
    def others(self):
        """Return the :class:`Cell` of the units of all other kinds: the total without the three kinds."""
        kinds = [getattr(self, kind) for kind in KINDS]
        return Cell(self.total.with_portal - sum(cell.with_portal for cell in kinds),
                    self.total.total - sum(cell.total for cell in kinds))


def flags(row):
    """Return a tuple of messages, one for each figure of ``row`` that cannot be true; empty when all can."""
    cells = _titled(row)
    found = [_("${kind}: ${with_portal} of ${total} units have a portal, more than there are.", kind=title,
               with_portal=cell.with_portal, total=cell.total)
             for title, cell in cells.items() if cell.with_portal > max(cell.total, 0)]
    if row.others.total < 0 or row.others.with_portal < 0:
        found.append(_("The kinds together count more units than the district has."))
    found += [_("${kind}: the paper says ${reported} %, the figures give ${rate}.", kind=title,
                reported=cell.reported, rate=_percent(cell))
              for title, cell in cells.items() if cell.reported is not None and cell.reported != cell.rate]
    return tuple(found)


def possible(row):
    """Return how many units of each kind can really be opened: kind or ``others`` → at most as many as there are."""
    cells = {**{kind: getattr(row, kind) for kind in KINDS}, "others": row.others}
    return {kind: max(0, min(cell.with_portal, cell.total)) for kind, cell in cells.items()}


def total_row(rows):
    """Return the :class:`Row` of the sums over ``rows``, figure by figure as they are reported."""
    rows = tuple(rows)
    return Row(TOTAL_TITLE, TOTAL_TITLE, *(
        Cell(sum(getattr(row, name).with_portal for row in rows), sum(getattr(row, name).total for row in rows))
        for name in ("total", *KINDS)))


def read_reported(text):
    """Return the tuple of :class:`Row` in a CSV text with exactly the columns :data:`COLUMNS`, in its order.

    A last row "Tổng cộng" is checked against the sums and left out. Raises :class:`RuleError` that names line and
    column: other columns, a figure that is no whole number, an empty or repeated district, wrong sums. Figures that
    cannot be true are not refused: see :func:`flags`.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader if cells]
    except csv.Error:
        raise RuleError(_("Line ${line} is not CSV: a quotation mark is open, or a character cannot stand there.",
                          line=reader.line_num)) from None
    _check_header(lines[0][1] if lines else [])
    rows = {}
    for line, cells in lines[1:]:
        row = _read_row(line, cells)
        if TOTAL_TITLE in rows or row.district in rows:
            raise RuleError(_("Line ${line}, column ${column}: “${text}” comes again, or after the total.", line=line,
                              column="district", text=row.district), "district")
        rows[row.district] = row
    reported = rows.pop(TOTAL_TITLE, None)
    if not rows:
        raise RuleError(_("There is no district below the line of columns."))
    if reported:
        _check_total(reported, total_row(rows.values()), lines[-1][0])
    return tuple(rows.values())


def as_csv(rows, total):
    """Return ``rows`` and ``total`` as CSV text with the columns :data:`COLUMNS` and computed rates, lines ending CRLF.

    A name that a spreadsheet would run as a formula is made inert.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in (*rows, total):
        figures = [figure for name in ("total", *KINDS) for figure in _figures(getattr(row, name))]
        writer.writerow([inert_cell(row.label), inert_cell(row.district), *figures])
    return out.getvalue()


def as_text(rows, total):
    """Return ``rows`` and ``total`` as an aligned Vietnamese table; flags are its footnotes."""
    notes, table = [], [("Đơn vị", "Chung", "", *(part for title in KINDS.values() for part in (title, "")), "")]
    for row in (*rows, total):
        own = [Message(NOTES[flag.msgid], **flag.values) for flag in flags(row)]
        marks = "".join(f"[{len(notes) + number}]" for number in range(1, len(own) + 1))
        notes += [f"[{len(notes) + number}] {row.district}: {note}" for number, note in enumerate(own, 1)]
        cells = (getattr(row, name) for name in ("total", *KINDS))
        table.append((row.district, *(part for cell in cells for part in
                                      (f"{cell.with_portal}/{cell.total}", _percent(cell))), marks))
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = ["  ".join(part.ljust(width) if place in (0, len(widths) - 1) else part.rjust(width)
                       for place, (part, width) in enumerate(zip(line, widths, strict=True))).rstrip()
             for line in table]
    counted = sum(sum(possible(row).values()) for row in rows)
    lines += ["", f"Tính theo số đơn vị hiện có của từng loại: {counted}/{total.total.total}.", *notes]
    return "\n".join(lines) + "\n"


def _titled(row):
    return {TOTAL_TITLE: row.total, **{title: getattr(row, kind) for kind, title in KINDS.items()},
            OTHERS_TITLE: row.others}


def _percent(cell):
    return "–" if cell.rate is None else f"{cell.rate} %"


def _figures(cell):
    return (cell.with_portal, cell.total, "" if cell.rate is None else cell.rate)


def _check_header(header):
    if tuple(map(clean_line, header)) == COLUMNS:
        return
    missing = [column for column in COLUMNS if column not in header]
    raise RuleError(_("Line 1: these columns were expected, in this order: ${columns}. Missing: ${missing}.",
                      columns=", ".join(COLUMNS), missing=", ".join(missing) or "–"))


def _read_row(line, cells):
    if len(cells) != len(COLUMNS):
        raise RuleError(_("Line ${line} has ${count} cells, ${expected} were expected.", line=line, count=len(cells),
                          expected=len(COLUMNS)))
    names = [clean_line(cell) for cell in cells[:2]]
    for column, name in zip(COLUMNS, names, strict=False):
        if not name:
            raise RuleError(_("Line ${line}, column ${column}: a name is missing.", line=line, column=column), column)
    figures = [_read_figure(line, column, cell) for column, cell in zip(COLUMNS[2:], cells[2:], strict=True)]
    return Row(names[1], names[0], *(Cell(*figures[place:place + 3]) for place in range(0, len(figures), 3)))


def _read_figure(line, column, cell):
    typed = clean_line(cell)
    if not typed and column.endswith("rate_percent"):
        return None
    if not _WHOLE.fullmatch(typed):
        raise RuleError(_("Line ${line}, column ${column}: “${text}” is not a whole number from 0 to 999999.",
                          line=line, column=column, text=typed[:20]), column)
    return int(typed)


def _check_total(reported, total, line):
    for name, prefix in (("total", "units"), *((kind, kind) for kind in KINDS)):
        theirs, ours = getattr(reported, name), getattr(total, name)
        for figure in ("with_portal", "total"):
            if getattr(theirs, figure) != getattr(ours, figure):
                column = f"{prefix}_{figure}"
                raise RuleError(_("Line ${line}, column ${column}: the total says ${theirs}, the districts add up to "
                                  "${ours}.", line=line, column=column, theirs=getattr(theirs, figure),
                                  ours=getattr(ours, figure)), column)
