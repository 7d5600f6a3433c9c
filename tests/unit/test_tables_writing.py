"""The one writer of tables: cells that nothing runs, the same bytes for the same table, what comes out goes in."""

import io
import zipfile

from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from eduportal.domain.text import inert_cell, nfc
from eduportal.papers.tables import as_csv, as_xlsx, read_table

_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff"), max_size=20)
_CELL = st.one_of(_TEXT, st.builds(lambda mark, text: mark + text, st.sampled_from("=+-@＝"), _TEXT))
_TABLE = st.lists(st.lists(_CELL, min_size=3, max_size=3), max_size=5)


def _as_read(rows):
    """Return rows as the reader gives them."""
    found = [[nfc(cell).strip() for cell in row] for row in rows]
    # One mark is taken away, whoever put it there.
    found = [[cell[1:].strip() if cell[:1] == "'" and inert_cell(cell[1:]) == cell else cell for cell in row]
             for row in found]
    while found and not any(found[-1]):
        found.pop()
    return found


@given(_TABLE)
@example([["", ";", ";"]])
@example([["a\u2028;;;", ";;;", ""]] * 3)
def test_what_is_written_is_read_again(rows):
    head = ["Mã", "Tên", "Ngày"]
    assert read_table(as_xlsx(head, rows, sheet="a")) == [head, *_as_read(rows)]
    assert read_table(as_csv(head, rows)) == [head, *_as_read(rows)]


def _cells(data, sheet=0):
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(sheet).to_python()


def _xml(data, part="xl/worksheets/sheet1.xml"):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read(part).decode()


def test_no_cell_runs_and_zeros_stay():
    rows = [["=1+1", "+84", "-1", "@SUM(A1)", "\t=1", "007", "http://x.vn"]]
    found = ["'=1+1", "'+84", "'-1", "'@SUM(A1)", "'\t=1", "007", "http://x.vn"]
    data = as_xlsx(["a"] * 7, rows, sheet="a", title="=title", notes=["=note"], guide=["=guide"])
    assert found in _cells(data)
    assert [row[0] for row in _cells(data)][::6] == ["'=title"]
    assert _cells(data)[-1][0] == "'=note"
    assert _cells(data, 1) == [["'=guide"]]
    assert "<f>" not in _xml(data)
    assert "hyperlink" not in _xml(data)
    assert as_csv(["a"], [["=1+1"]]) == "\ufeff\"a\"\r\n\"'=1+1\"\r\n".encode()


def test_a_table_has_what_a_reader_of_it_needs():
    data = as_xlsx(["STT", "Tên", "Điểm"], [[1, "Hoa", "8,5"], [2, "Lan", ""]], sheet="Lớp 6/1: [A]", title="Kết quả",
                   numbers=(0,), notes=["Ghi chú"], widths=(5, 40), marked={(1, 1)})
    text, cells = _xml(data), _cells(data)
    assert cells == [["Kết quả", "", ""], ["", "", ""], ["STT", "Tên", "Điểm"], [1.0, "Hoa", "8,5"],
                     [2.0, "Lan", ""], ["", "", ""], ["Ghi chú", "", ""]]
    assert '<autoFilter ref="A3:C5"/>' in text
    assert 'ySplit="3"' in text
    assert 'min="2" max="2" width="40.7' in text
    style = {part.split('"')[0]: part.split('s="')[1].split('"')[0] for part in text.split('<c r="')[1:]}
    assert style["B5"] != style["B4"] == style["C4"]
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == ["Lớp 6 1   A"]


def test_an_empty_table_is_ready_to_be_filled_in():
    data = as_xlsx(["Họ và tên"], [], sheet="Danh sách", guide=["Một dòng"])
    assert "autoFilter" not in _xml(data)
    assert read_table(data) == [["Họ và tên"]]
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert 'formatCode="@"' in packed.read("xl/styles.xml").decode()


def test_the_same_table_gives_the_same_bytes_and_broken_texts_are_written():
    def table():
        return as_xlsx(["a", "b"], [["\ud800x", "y" * 40_000]], sheet="'")
    assert table() == table()
    assert read_table(table())[1] == ["?x", "y" * 32_767]
    assert as_csv(["a"], [["\ud800"]]).endswith(b'"?"\r\n')
