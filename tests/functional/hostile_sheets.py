"""Files that are no list of people: bombs, disguises, damage. Each function returns the bytes of one."""

import io
import zipfile

from eduportal.papers.sheets import write_table

_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
_NS = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SHEET, _TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def _with(parts):
    """Return a real workbook in which some parts are others."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write_table(["Họ và tên"], [["Nguyễn Thị Hoa"]]))) as old:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                if name not in parts:
                    new.writestr(name, old.read(name))
            for name, data in parts.items():
                new.writestr(name, data)
    return out.getvalue()


def _sheet(cells):
    return _HEAD + b"<worksheet " + _NS + b"><sheetData>" + cells + b"</sheetData></worksheet>"


def _swells():
    return _with({"xl/media/a.xml": _HEAD + b"<a>" + b" " * 200_000_000 + b"</a>"})


def _far_cell():
    near, far = b'<row r="1"><c r="A1"><v>1</v></c></row>', b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return _with({_SHEET: _sheet(near + far)})


def _one_text_in_all_cells():
    text = _HEAD + b"<sst " + _NS + b"><si><t>" + b"A" * 30_000 + b"</t></si></sst>"
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 15_000))
    return _with({_TEXTS: text, _SHEET: _sheet(cells)})


def _entities():
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    return _with({_SHEET: _HEAD + laughs + b"<worksheet " + _NS + b"><sheetData/></worksheet>"})


def _sheet_in_disguise():
    kinds = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    rels = _HEAD + (b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                    b'<Relationship Id="rId1" Type="' + kinds + b'" Target="media/a.png"/></Relationships>')
    cells = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return _with({"xl/_rels/workbook.xml.rels": rels, "xl/media/a.png": _sheet(cells)})


def _damaged():
    data = bytearray(write_table(["Họ và tên"], [["Nguyễn Thị Hoa"]]))
    data[200:400] = b"\0" * 200
    return bytes(data)


def _zip_of_something_else():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("../../etc/passwd", "x")
    return out.getvalue()


HOSTILE = {
    "empty.xlsx": lambda: b"",
    "swells.xlsx": _swells,
    "far-cell.xlsx": _far_cell,
    "one-text.xlsx": _one_text_in_all_cells,
    "entities.xlsx": _entities,
    "disguise.xlsx": _sheet_in_disguise,
    "damaged.xlsx": _damaged,
    "other.zip.xlsx": _zip_of_something_else,
    "encrypted.xlsx": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096,
    "page.xlsx": lambda: b"<!doctype html><html><body><table><tr><td>x</td></tr></table></body></html>",
    "binary.csv": lambda: bytes(range(256)) * 10,
    "nul.csv": lambda: "Họ và tên\nA\0B\n".encode(),
    "latin.csv": lambda: "Họ và tên\nNguyễn\n".encode("utf-16-le"),
    "quote.csv": lambda: b'Ho ten\n"' + b"a" * 200_000,
    "rows.csv": lambda: ("Họ và tên\n" + "Nguyễn Văn A\n" * 100_000).encode(),
    "rows.xlsx": lambda: write_table(["Họ và tên"], [["Nguyễn Văn A"]] * 30_000),
    "many.xlsx": lambda: write_table(["Họ và tên"], [["Nguyễn Văn A"]] * 5_001),
    "headings.xlsx": lambda: write_table(["Name", "Phone"], [["A", "1"]]),
    "twice.xlsx": lambda: write_table(["Họ và tên", "Họ và tên"], [["A", "B"]]),
    "nobody.xlsx": lambda: write_table(["Họ và tên"], []),
    "large.csv": lambda: b"x" * (5 * 1024 * 1024 + 1),
}
