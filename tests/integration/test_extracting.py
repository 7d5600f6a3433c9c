"""The text of files: where each piece stands, and nothing but a reason from what is broken, locked or hostile."""

import io
import time
import zipfile

import pytest

from eduportal.search import extracting
from eduportal.search.extracting import FileText, text_of_file
from tests.integration import documents
from tests.integration.documents import PARAGRAPH

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_a_pdf_gives_its_text_page_by_page():
    found = text_of_file(documents.pdf("Ngay hoi doc sach", "Trang thu hai"), PDF)
    assert found.pieces == ((("page", "1"), "Ngay hoi doc sach"), (("page", "2"), "Trang thu hai"))
    assert found.whole


def test_a_word_file_gives_paragraphs_cells_of_tables_and_headers():
    found = text_of_file(documents.word(PARAGRAPH, "", "Đoạn ba", header="UBND", cells=("Họ tên", "Lan")), WORD)
    assert (("paragraph", "1"), PARAGRAPH) in found.pieces
    assert (("paragraph", "3"), "Đoạn ba") in found.pieces
    assert (("header", "1"), "UBND") in found.pieces
    assert {"Họ tên", "Lan"} <= {text for _place, text in found.pieces}


def test_what_was_deleted_with_tracked_changes_is_still_found():
    data = documents.replaced(documents.word("x"), "word/document.xml", (
        '<w:document xmlns:w="w"><w:p><w:r><w:t>Còn </w:t></w:r><w:del><w:r><w:delText>0912345678</w:delText></w:r>'
        "</w:del></w:p></w:document>").encode())
    assert text_of_file(data, WORD).text == "Còn 0912345678"


def test_a_workbook_gives_cells_by_their_names():
    found = text_of_file(documents.workbook({"B12": "Trần Thị Mẫu", "AA3": 79201001234, "C5": 7.5}), SHEET)
    assert dict(found.pieces) == {("cell", "Danh sách!B12"): "Trần Thị Mẫu", ("cell", "Danh sách!AA3"): "79201001234",
                                  ("cell", "Danh sách!C5"): "7.5"}


@pytest.mark.parametrize(("data", "kind"), [
    (documents.open_document(PARAGRAPH), "application/vnd.oasis.opendocument.text"),
    (PARAGRAPH.encode(), "text/plain"), (PARAGRAPH.encode("utf-16"), "text/plain"),
    (b"\xef\xbb\xbf" + PARAGRAPH.encode(), "text/csv"),
    (documents.word(PARAGRAPH), "application/zip"),
])
def test_other_formats_are_read_too(data, kind):
    assert text_of_file(data, kind).text == PARAGRAPH


def test_text_is_nfc_and_without_control_characters():
    found = text_of_file("Tru\u031bo\u031b\u0300ng\u202e \0".replace("\0", "\x07").encode(), "text/plain")
    assert found.text == "Trư" + "ờng"


def test_an_open_file_is_read_from_its_start(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(documents.word(PARAGRAPH))
    with path.open("rb") as file:
        file.read(7)
        assert text_of_file(file, WORD).text == PARAGRAPH


def _member(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


BOMB = b"<w:p><w:t>" + b"a" * (160 * 1024 * 1024)
BIG = documents.replaced(documents.word("x"), "word/document.xml", BOMB)


@pytest.mark.parametrize(("data", "kind", "reasons"), [
    (b"", PDF, {"no_text"}), (b"%PDF-1.7 x", PDF, {"broken"}), (documents.pdf("a" * 9)[:300], PDF, {"broken"}),
    (b"%PDF-1.7\n" + b"[" * 200_000, PDF, {"broken", "limits"}), (b"PK\x03\x04" + b"\0" * 99, SHEET, {"broken"}),
    (documents.word("x")[:2000], WORD, {"broken"}), (documents.pdf("Mật", password="x"), PDF, {"encrypted"}),
    (documents.pdf(""), PDF, {"no_text"}),
    (BIG, WORD, {"bomb"}),
    (documents.lying(BIG, "word/document.xml", 5000), WORD, {"broken"}),
    (documents.replaced(documents.workbook({"A1": 1}), "xl/worksheets/sheet1.xml", BOMB), SHEET, {"bomb"}),
    (documents.lying(documents.replaced(documents.workbook({"A1": 1}), "xl/worksheets/sheet1.xml", BOMB),
                     "xl/worksheets/sheet1.xml", 900), SHEET, {"broken"}),
    (documents.replaced(documents.word("x"), "word/document.xml", documents.LAUGHS), WORD, {"bomb"}),
    (documents.replaced(documents.word("x"), "word/document.xml", documents.OUTSIDE), WORD, {"bomb"}),
    (documents.replaced(documents.word("x"), "word/document.xml", b"<w:p>" * 90_000), WORD, {"bomb"}),
    (documents.replaced(documents.word("x"), "word/document.xml", b"<a"), WORD, {"broken"}),
    (documents.packed({f"{n}.txt": b"" for n in range(4000)}), "application/zip", {"bomb"}),
    (documents.packed({"trong.zip": documents.word(PARAGRAPH)}), "application/zip", {"unsupported"}),
    (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "application/msword", {"encrypted"}),
    (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "application/msword", {"unsupported"}),
    (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "application/vnd.ms-excel", {"broken"}),
    (b"\x00\x01\x02", "text/plain", {"unsupported"}), (b"<svg/>", "image/svg+xml", {"unsupported"}),
    (b"x", "application/octet-stream", {"unsupported"}),
])
def test_what_cannot_be_read_gives_no_text_and_a_reason(data, kind, reasons):
    found = text_of_file(data, kind)
    assert found.pieces == ()
    assert found.reason in reasons


def test_a_sheet_whose_two_cells_span_millions_of_rows_ends_within_its_limits():
    data = documents.workbook({"A1": "đầu"})
    cells = _member(data, "xl/worksheets/sheet1.xml").replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>5</v></c></row></sheetData>')
    started = time.monotonic()
    found = text_of_file(documents.replaced(data, "xl/worksheets/sheet1.xml", cells), SHEET)
    assert found.reason in ("limits", "broken")
    assert not found.whole
    assert time.monotonic() - started < extracting.MOST_SECONDS + 5


def test_a_long_text_is_cut_and_says_so():
    found = text_of_file(b"mot hai ba bon\n" * 100_000, "text/plain")
    assert found.cut
    assert not found.whole
    assert 900_000 < len(found.text) < 1_100_000


def test_nothing_is_said_to_be_whole_that_was_not_read():
    for reason in extracting.REASONS:
        assert FileText((), reason).whole == (reason == "no_text")
