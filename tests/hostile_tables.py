"""Files that are no table: bombs, disguises, damage. ``HOSTILE`` maps a name to what makes the bytes of one."""

import io
import struct
import zipfile

from eduportal.papers.tables import as_xlsx

_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
_NS = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET, _TEXTS, _RELATIONS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"
GOOD = as_xlsx(["Họ và tên"], [["Nguyễn Thị Hoa"]], sheet="Danh sách")


#: With a cell there and one in A1 a reader makes room for 983 million of them.
_FAR_PLACE = b"XFD60000"
_ROW = b'<row r="1"><c r="A1"><v>1</v></c></row>'


def workbook_with(parts, compression=zipfile.ZIP_DEFLATED):
    """Return a real workbook in which some parts are others."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w", compression) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return out.getvalue()


def sheet(cells):
    """Return the XML of a sheet with these rows."""
    return _HEAD + b"<worksheet " + _NS + b"><sheetData>" + cells + b"</sheetData></worksheet>"


def _with_rows(cells):
    return workbook_with({SHEET: sheet(cells)})


def _two_cells(place):
    return _with_rows(b'<row r="1"><c r="A1"><v>1</v></c><c r="' + place + b'"><v>1</v></c></row>')


def _counted_on():
    """Cells that do not say their places: one wide row, many short ones, a cell at the end."""
    return _with_rows(b"<row>" + b"<c/>" * 20_000 + b"<c><v>1</v></c></row>" + b"<row/>" * 20_000
                      + b"<row><c><v>1</v></c></row>")


def _one_text_in_all_cells():
    text = _HEAD + b"<sst " + _NS + b"><si><t>" + b"A" * 30_000 + b"</t></si></sst>"
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 5_000))
    return workbook_with({_TEXTS: text, SHEET: sheet(cells)})


def _declared(declaration):
    return workbook_with({SHEET: sheet(_ROW).replace(b"<worksheet", declaration + b"<worksheet")})


def _sheet_called(target, data):
    """Return a workbook that names another part as its sheet."""
    kinds = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relations = _HEAD + (b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                         b'<Relationship Id="rId1" Type="' + kinds + b'" Target="' + target + b'"/></Relationships>')
    return workbook_with({_RELATIONS: relations, "xl/" + target.decode(): data})


def _lying_sizes():
    """A part that unpacks to 60 MB where the list of parts says 100 bytes."""
    data = bytearray(workbook_with({"xl/a.xml": _HEAD + b"<a>" + b" " * 60_000_000 + b"</a>"}))
    place = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/a.xml"))
    data[place + 24:place + 28] = struct.pack("<I", 100)
    return bytes(data)


def _two_packages():
    """Two readers may take another end of the package: behind the good one stands one with a far cell, and again."""
    far = _two_cells(_FAR_PLACE)
    return GOOD[:-2] + struct.pack("<H", len(far)) + far


def _with_password():
    """A package whose parts say that they are locked."""
    data = bytearray(GOOD)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            data[place + at] |= 1
    return bytes(data)


def _in_utf_16_for_another():
    """What a reader of UTF-16 takes for Chinese text is a far cell to one that reads bytes."""
    hidden = b"<sheetData>" + _ROW + b'<row r="60000"><c r="' + _FAR_PLACE + b'"><v>1</v></c></row></sheetData>'
    chinese = (hidden + b" " * (len(hidden) % 2)).decode("utf-16-le")
    return workbook_with({SHEET: f"<worksheet>{chinese}</worksheet>".encode("utf-16")})


def _damaged():
    data = bytearray(GOOD)
    data[200:400] = b"\0" * 200
    return bytes(data)


def _zip_of_something_else():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("../../etc/passwd", "x")
    return out.getvalue()


_FAR = sheet(_ROW + b'<row r="60000"><c r="' + _FAR_PLACE + b'"><v>1</v></c></row>')
_PAGE = b"<html><body><table><tr><td>x</td></tr></table></body></html>"

HOSTILE = {
    "empty.xlsx": lambda: b"",
    "blank.csv": lambda: b"\n\n \n;;;\n",
    "large.csv": lambda: b"x" * (5 * 1024 * 1024 + 1),
    "swells.xlsx": lambda: workbook_with({"xl/media/a.xml": _HEAD + b"<a>" + b" " * 60_000_000 + b"</a>"}),
    "lying-sizes.xlsx": _lying_sizes,
    "swelling-sheet.xlsx": lambda: workbook_with({SHEET: sheet(b"") + b" " * 60_000_000}),
    "far-cell.xlsx": lambda: _two_cells(_FAR_PLACE),
    "farthest-cell.xlsx": lambda: _two_cells(b"XFD1048576"),
    "far-row.xlsx": lambda: _with_rows(b'<row r="1048576"><c><v>1</v></c></row>'),
    "far-column.xlsx": lambda: _with_rows(b"<row>" + b"<c/>" * 400_000 + b"<c><v>1</v></c></row>"),
    "beyond-counting.xlsx": lambda: _two_cells(b"A99999999999"),
    "no-place.xlsx": lambda: _two_cells(b"$B$1"),
    "counted-on.xlsx": _counted_on,
    "blank-rows.xlsx": lambda: _with_rows(b'<row r="4294967295"><c><v>1</v></c></row>'),
    "one-text.xlsx": _one_text_in_all_cells,
    "deep.xlsx": lambda: workbook_with({"xl/a.xml": b"<a>" * 1_000_000 + b"</a>" * 1_000_000}),
    "crowded.xlsx": lambda: _with_rows(_ROW[:-6] + b"<c/>" * 1_500_000 + b"</row>"),
    "long-tag.xlsx": lambda: workbook_with({"xl/a.xml": b'<a b="' + b"x" * 30_000_000 + b'"/>'}),
    "entities.xlsx": lambda: _declared(b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'),
    "outside.xlsx": lambda: _declared(b'<!DOCTYPE a SYSTEM "file:///etc/passwd">'),
    "disguise.xlsx": lambda: _sheet_called(b"media/a.png", _FAR),
    "other-sheet.xlsx": lambda: _sheet_called(b"other/a.xml", _FAR),
    "other-code.xlsx": _in_utf_16_for_another,
    "two-packages.xlsx": _two_packages,
    "twice.xlsx": lambda: workbook_with({"XL/worksheets/sheet1.xml": sheet(_ROW)}),
    "parts.xlsx": lambda: workbook_with({f"xl/{number}.xml": b"<a/>" for number in range(600)}),
    "damaged.xlsx": _damaged,
    "half.xlsx": lambda: GOOD[:len(GOOD) // 2],
    "cut-sheet.xlsx": lambda: workbook_with({SHEET: sheet(_ROW)[:-12]}),
    "no-package.xlsx": lambda: b"PK\x03\x04 no package",
    "other.zip.xlsx": _zip_of_something_else,
    "old.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096,
    "locked.xlsx": _with_password,
    "page.xls": lambda: b"\xef\xbb\xbf <!doctype html>" + _PAGE,
    "table.xls": lambda: _PAGE.upper(),
    "xml-of-2003.xls": lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
    "binary.csv": lambda: bytes(range(256)) * 10,
    "document.pdf": lambda: b"%PDF-1.7 \xff\xfe\x00\x00",
    "nul.csv": lambda: "Họ và tên\nA\0B\n".encode(),
    "control.csv": lambda: "Họ và tên\nA\x07B\n".encode(),
    "no-mark.csv": lambda: "Họ và tên\nNguyễn\n".encode("utf-16-le"),
    "half-letter.csv": lambda: b"\xff\xfe\x00",
    "quote.csv": lambda: b'Ho ten\n"' + b"a" * 200_000,
    "open-quote.csv": lambda: b'"open',
    "columns.csv": lambda: b";".join([b"x"] * 100),
    "rows.csv": lambda: ("Họ và tên\n" + "Nguyễn Văn A\n" * 100_000).encode(),
    "lines.csv": lambda: b"x" + b"\n" * 5_000_000,
    "rows.xlsx": lambda: as_xlsx(["Họ và tên"], [["Nguyễn Văn A"]] * 30_000, sheet="a"),
}
