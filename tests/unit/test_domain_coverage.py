import csv
import io
import re
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.coverage import (
    COLUMNS,
    KINDS,
    Cell,
    Row,
    as_csv,
    as_text,
    flags,
    possible,
    read_reported,
    total_row,
)
from eduportal.domain.errors import RuleError

ANNEX = (Path(__file__).resolve().parents[2]
         / "src/eduportal/operations/demo/data/hcmc-portals-2017-08-30.csv").read_bytes().decode("utf-8")
ROWS = read_reported(ANNEX)
CELLS = st.builds(Cell, st.integers(0, 999), st.integers(0, 999))
NAMES = st.text(min_size=1, max_size=12)
A_ROW = st.builds(Row, NAMES, NAMES, CELLS, CELLS, CELLS, CELLS)


def changed(line, column, text):
    """Return the annex with one cell replaced; line 1 is the header."""
    lines = list(csv.reader(io.StringIO(ANNEX)))
    lines[line - 1][COLUMNS.index(column)] = text
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    return out.getvalue()


def test_the_annex_adds_up_to_what_the_dispatch_says():
    total = total_row(ROWS)
    assert len(ROWS) == 24
    assert (total.total.with_portal, total.total.total) == (1324, 2002)
    assert (total.mam_non, total.mam_non.rate) == (Cell(451, 1005), 45)
    assert (total.tieu_hoc, total.tieu_hoc.rate) == (Cell(449, 510), 88)
    assert (total.thcs, total.thcs.rate) == (Cell(251, 319), 79)
    assert total.others == Cell(173, 168)
    assert total.total.rate == 66


def test_only_1303_of_the_reported_portals_can_be_opened():
    assert sum(sum(possible(row).values()) for row in ROWS) == 1303
    tan_phu = next(row for row in ROWS if row.district == "Quận Tân Phú")
    assert possible(tan_phu) == {"mam_non": 0, "tieu_hoc": 16, "thcs": 10, "others": 6}


def test_a_row_keeps_the_label_of_the_paper_and_the_reported_rate():
    row = next(row for row in ROWS if row.district == "Huyện Củ Chi")
    assert row.label == "I.Củ Chi"
    assert row.thcs == Cell(23, 23, reported=100)
    assert row.others == Cell(8, 7)
    with pytest.raises(FrozenInstanceError):
        row.label = "H.Củ Chi"


@pytest.mark.parametrize(("cell", "rate"), [
    (Cell(0, 26), 0), (Cell(18, 16), 113), (Cell(1, 8), 13), (Cell(1, 200), 1), (Cell(0, 0), None), (Cell(3, 0), None),
    (Cell(-1, 5), None),
])
def test_a_rate_is_whole_and_rounded_half_up(cell, rate):
    assert cell.rate == rate


def test_ten_figures_of_the_annex_cannot_be_true():
    wrong = {row.district: flags(row) for row in ROWS if flags(row)}
    others = [district for district, found in wrong.items() if found[0].values["kind"] == "Loại khác"]
    assert others == ["Quận 3", "Quận 4", "Quận 5", "Quận 9", "Quận Bình Thạnh", "Huyện Bình Chánh", "Huyện Cần Giờ",
                      "Huyện Củ Chi", "Huyện Hóc Môn"]
    assert set(wrong) - set(others) == {"Quận Tân Phú"}
    assert wrong["Quận Tân Phú"] == ("Tiểu học: 18 of 16 units have a portal, more than there are.",)
    assert all(len(found) == 1 for found in wrong.values())


def test_a_reported_rate_that_the_figures_do_not_give_is_flagged():
    row = replace(ROWS[0], thcs=Cell(9, 12, reported=76), mam_non=Cell(0, 0, reported=0))
    assert flags(row)[-2:] == ("Mầm non: the paper says 0 %, the figures give –.",
                               "THCS: the paper says 76 %, the figures give 75 %.")


def test_kinds_that_count_more_than_the_whole_are_flagged():
    row = Row("Quận X", "Q.X", Cell(5, 10), Cell(3, 6), Cell(2, 5), Cell(0, 0))
    assert "The kinds together count more units than the district has." in flags(row)
    assert possible(row) == {"mam_non": 3, "tieu_hoc": 2, "thcs": 0, "others": 0}


def test_the_csv_is_the_annex_again_with_a_total():
    written = as_csv(ROWS, total_row(ROWS))
    assert written.startswith(ANNEX)
    assert written[len(ANNEX):] == "Tổng cộng,Tổng cộng,1324,2002,66,451,1005,45,449,510,88,251,319,79\r\n"
    assert read_reported(written) == ROWS
    assert tuple(written.splitlines()[0].split(",")) == COLUMNS


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+84", "-1", "@SUM", "\tx", "\rx"])
def test_a_name_never_runs_as_a_formula(name):
    row = replace(ROWS[0], district=name, label=name)
    cells = list(csv.reader(io.StringIO(as_csv([row], total_row([row])), newline="")))[1]
    assert cells[:2] == ["'" + name, "'" + name]
    assert cells[2:] == ANNEX.splitlines()[1].split(",")[2:]


@given(st.lists(A_ROW, max_size=4))
def test_whatever_is_written_has_every_column_and_no_formula(rows):
    lines = list(csv.reader(io.StringIO(as_csv(rows, total_row(rows)), newline="")))
    assert len(lines) == len(rows) + 2
    assert {len(cells) for cells in lines} == {len(COLUMNS)}
    assert not [cell for cells in lines for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@given(A_ROW)
def test_flags_and_possible_figures_agree(row):
    found = possible(row)
    assert list(found) == [*KINDS, "others"]
    assert all(count >= 0 for count in found.values())
    assert found["thcs"] <= row.thcs.total
    if not flags(row):
        assert sum(found.values()) == row.total.with_portal <= row.total.total


def test_the_table_is_aligned_and_its_flags_are_footnotes():
    lines = as_text(ROWS, total_row(ROWS)).splitlines()
    head, table, rest = lines[0], lines[1:26], lines[26:]
    assert head.split() == ["Đơn", "vị", "Chung", "Mầm", "non", "Tiểu", "học", "THCS"]
    for column in ("Chung", "Mầm non", "Tiểu học", "THCS"):
        end = head.index(column) + len(column)
        assert all(re.search(r" [0-9]+/[0-9]+$", line[:end]) for line in table), column
        assert {line[end:end + 2] for line in table} == {"  "}
    assert table[0] == "Quận 1                30/66   45 %      0/26    0 %     13/18   72 %     9/12   75 %"
    assert table[-1].startswith("Tổng cộng         1324/2002   66 %  451/1005   45 %   449/510   88 %  251/319   79 %")
    marks = [int(mark) for line in table for mark in re.findall(r"\[(\d+)\]$", line)]
    assert marks == list(range(1, 12))
    assert [int(re.match(r"\[(\d+)\]", line)[1]) for line in rest if line.startswith("[")] == marks
    assert "Tính theo số đơn vị hiện có của từng loại: 1303/2002." in rest
    assert rest[-2] == ("[10] Quận Tân Phú: Tiểu học: 18 đơn vị có cổng trên tổng số 16, nhiều hơn số đơn vị hiện có.")


def test_a_table_without_doubtful_figures_has_no_footnotes():
    text = as_text(ROWS[:1], total_row(ROWS[:1]))
    assert "[" not in text
    assert len(text.splitlines()) == 5


@pytest.mark.parametrize(("line", "column", "text"), [
    (2, "units_total", ""), (2, "units_total", "-1"), (5, "mam_non_total", "1.5"), (25, "thcs_with_portal", "mười"),
    (3, "rate_percent", "62 %"), (4, "tieu_hoc_total", "６"), (4, "tieu_hoc_total", "9" * 5000), (9, "district", "  "),
    (9, "district_label", "\u200b"), (10, "district", "Quận 1"),
])
def test_a_refusal_names_line_and_column(line, column, text):
    with pytest.raises(RuleError, match=f"Line {line}, column {column}:") as refusal:
        read_reported(changed(line, column, text))
    assert refusal.value.field == column


@pytest.mark.parametrize(("text", "why"), [
    ("", "Missing: district_label, district"),
    (ANNEX.replace("thcs_total", "thcs_all"), "Missing: thcs_total"),
    (ANNEX.replace("district_label,district,", "district,district_label,", 1), "in this order"),
    (ANNEX.replace(",", ";"), "Line 1"),
    (ANNEX.splitlines()[0], "no district"),
    (ANNEX + "Quận X,Quận X,1\r\n", "Line 26 has 3 cells, 14 were expected"),
    (ANNEX + 'Quận X,"Quận X', "Line 26 is not CSV"),
    (ANNEX + "Tổng cộng,Tổng cộng,1324,2003,66,451,1005,45,449,510,88,251,319,79\r\n",
     "Line 26, column units_total: the total says 2003, the districts add up to 2002"),
    (ANNEX + "Tổng cộng,Tổng cộng,1324,2002,66,451,1005,45,449,510,88,251,319,79\r\nX,X,0,0,,0,0,,0,0,,0,0,\r\n",
     "Line 27, column district"),
])
def test_a_file_of_another_shape_is_refused(text, why):
    with pytest.raises(RuleError, match=why):
        read_reported(text)


def test_a_byte_order_mark_empty_lines_and_eth_do_no_harm():
    text = "\ufeff" + changed(2, "district", " Quận Ðông ") + "\r\n\r\n"
    assert read_reported(text)[0].district == "Quận Đông"
    assert read_reported(changed(2, "rate_percent", ""))[0].total == Cell(30, 66)


@given(st.text())
def test_any_text_is_read_or_refused(text):
    with pytest.raises(RuleError):
        read_reported(text)
