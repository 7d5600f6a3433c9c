"""The one reader of uploaded tables: what it makes of good files, and that no hostile one gets through."""

import io
import subprocess
import sys
from datetime import datetime

import pytest
import xlsxwriter

from eduportal.domain.errors import RuleError
from eduportal.papers.tables import HEAD_ROWS, MOST_COLUMNS, MOST_ROWS, as_csv, as_xlsx, read_table
from tests.hostile_tables import GOOD, HOSTILE, SHEET, sheet, workbook_with

_LOCKED, _PAGES = {"old.xls", "locked.xlsx"}, {"page.xls", "table.xls", "xml-of-2003.xls"}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_file_is_refused_with_what_to_do(name):
    with pytest.raises(RuleError) as refused:
        read_table(HOSTILE[name]())
    assert refused.value.field == "file"
    assert ("password" in str(refused.value)) == (name in _LOCKED)
    assert ("web page" in str(refused.value)) == (name in _PAGES)


_IN_LITTLE_ROOM = """
import resource, sys
from tests.hostile_tables import HOSTILE
from eduportal.domain.errors import RuleError
from eduportal.papers.tables import read_table
made = {name: HOSTILE[name]() for name in sys.argv[1:]}
room = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize() + 300_000_000
resource.setrlimit(resource.RLIMIT_AS, (room, room))
for name, data in made.items():
    try:
        read_table(data)
    except RuleError:
        print(name)
"""
_BOMBS = ("swells.xlsx", "lying-sizes.xlsx", "far-cell.xlsx", "far-row.xlsx", "counted-on.xlsx", "beyond-counting.xlsx",
          "one-text.xlsx", "deep.xlsx", "long-tag.xlsx", "disguise.xlsx", "other-sheet.xlsx", "other-code.xlsx",
          "two-packages.xlsx")


def test_no_bomb_asks_for_more_than_300_megabytes():
    told = subprocess.run([sys.executable, "-c", _IN_LITTLE_ROOM, *_BOMBS], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout.split()) == (0, [*_BOMBS]), told.stderr[-500:]


def _typed(write):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    write(book)
    book.close()
    return out.getvalue()


def test_cells_are_texts_as_people_type_them():
    def write(book):
        page, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        page.write_datetime(0, 0, datetime(2026, 9, 5), day)
        page.write_datetime(0, 1, datetime(2026, 9, 5, 7, 30), day)
        page.write_row(0, 2, [1234567890123, 7.5, True, False, "  a\u0302\u0301n  ", "'=1+1"])
        page.write_formula(0, 8, "=1+1", None, 2)
        page.write_string(2, 0, "'Sáu")
    assert read_table(_typed(write)) == [
        ["05/09/2026", "05/09/2026", "1234567890123", "7.5", "1", "0", "ấn", "=1+1", "2"],
        [""] * 9, ["'Sáu", *[""] * 8]]


def test_the_first_sheet_in_sight_is_read():
    def write(book):
        book.add_worksheet("a").write(0, 0, "hidden")
        book.add_chartsheet("b")
        page = book.add_worksheet("c")
        page.write(0, 0, "seen")
        page.activate()
        book.worksheets()[0].hide()
    assert read_table(_typed(write)) == [["seen"]]


def test_pictures_and_macros_are_not_even_unpacked():
    assert read_table(workbook_with({"xl/media/a.png": b"\0" * 50_000_000, "xl/vbaProject.bin": b"x"})) == [
        ["Họ và tên"], ["Nguyễn Thị Hoa"]]


def test_frames_far_below_a_list_are_no_rows():
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="60000"><c r="ZZ60000" s="1"/></row>'
    assert read_table(workbook_with({SHEET: sheet(rows)})) == [["1"]]


def test_a_list_may_be_as_long_and_as_wide_as_it_says():
    rows = [[str(number)] + ["x"] * (MOST_COLUMNS - 1) for number in range(MOST_ROWS)]
    head = [f"c{number}" for number in range(MOST_COLUMNS)]
    data = as_csv(head, rows)
    assert read_table(data) == [head, *rows]
    short = [[str(number), "Nguyễn Thị Hoa"] for number in range(MOST_ROWS + HEAD_ROWS - 1)]
    assert read_table(as_xlsx(["a", "b"], short, sheet="a"))[1:] == short
    with pytest.raises(RuleError):
        read_table(as_csv(["a"], [["x"]] * (MOST_ROWS + HEAD_ROWS)))
    with pytest.raises(RuleError):
        read_table(as_csv([*head, "c"], []))


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_csv_of_every_excel(code, sign):
    lines = (("Tên", "Ngày"), ("Đô\u0303 Hà", "05/09/2026"), ("Lê A", ""))
    text = "Danh sách\n\n" + "\n".join(sign.join(line) for line in lines) + sign * 70 + "\n\n"
    assert [row[:2] for row in read_table(text.encode(code))] == [
        ["Danh sách"], [], ["Tên", "Ngày"], ["Đỗ Hà", "05/09/2026"], ["Lê A", ""]]


@pytest.mark.parametrize("text", [
    "Danh sách, năm 2026\nTên;Địa chỉ\nHoa;Số 1, ngõ 2, phường 3\n", 'Tên,Địa chỉ\n"Hoa","Số 1; ngõ 2;; phường 3"\n',
    "Tên,Vai trò\nHoa,Biên tập viên; Người xem\n", 'Tên,"a;b;c;d"\n'])
def test_what_divides_the_lines_is_found(text):
    assert [len(row) for row in read_table(text.encode())][-2:] in ([2, 2], [2])


def test_a_vietnamese_accent_of_windows_becomes_one_letter():
    assert read_table("Nguyê\u0303n Thi\u0323".encode("cp1258")) == [["Nguyễn Thị"]]


def test_days_of_a_workbook_and_of_csv_are_the_same():
    def write(book):
        book.add_worksheet().write_datetime(0, 0, datetime(2018, 2, 3), book.add_format({"num_format": "d/m/yy"}))
    assert read_table(_typed(write)) == read_table(b"03/02/2018") == [["03/02/2018"]]


def test_the_good_file_that_the_hostile_ones_are_made_of_is_read():
    assert read_table(GOOD) == [["Họ và tên"], ["Nguyễn Thị Hoa"]]
