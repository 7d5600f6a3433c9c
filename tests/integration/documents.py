"""Office files for tests, honest and hostile, made when they are needed."""

import io
import struct
import zipfile

import docx
import xlsxwriter
from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

PARAGRAPH = "Kế hoạch tổ chức ngày hội đọc sách"
_FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def pdf(*pages, password=None, font=_FONT):
    """Return a PDF with a line of text on each page."""
    out = io.BytesIO()
    try:
        pdfmetrics.registerFont(TTFont("words", font))
        name = "words"
    except Exception:
        name = "Helvetica"
    drawing = canvas.Canvas(out)
    for text in pages:
        drawing.setFont(name, 14)
        drawing.drawString(72, 720, text)
        drawing.showPage()
    drawing.save()
    return out.getvalue() if password is None else _locked(out.getvalue(), password)


def _locked(data, password):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(*paragraphs, header="", cells=()):
    """Return a DOCX."""
    document, out = docx.Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    if cells:
        table = document.add_table(rows=1, cols=len(cells))
        for cell, text in zip(table.rows[0].cells, cells, strict=True):
            cell.text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    document.save(out)
    return out.getvalue()


def workbook(cells, sheet="Danh sách"):
    """Return an XLSX with {place: value}."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet(sheet)
    for place, value in cells.items():
        page.write(place, value)
    book.close()
    return out.getvalue()


def open_document(text):
    """Return an ODT with one paragraph."""
    return packed({
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": f'<office:document-content xmlns:office="o" xmlns:text="t"><text:p>{text}</text:p>'
                       "</office:document-content>".encode()})


def packed(members):
    """Return an archive of {name: bytes}."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def replaced(data, name, content):
    """Return an archive with one member's content replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return packed({**{each: archive.read(each) for each in archive.namelist()}, name: content})


def lying(data, name, size):
    """Return an archive that says in both places that a member unpacks to ``size`` bytes only."""
    data, raw = bytearray(data), name.encode()
    for mark, at_size, at_name in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            if data[place + at_name:place + at_name + len(raw)] == raw:
                data[place + at_size:place + at_size + 4] = struct.pack("<I", size)
    return bytes(data)


LAUGHS = (b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
          + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
          + b']><w:document xmlns:w="w"><w:p><w:t>&m;</w:t></w:p></w:document>')
OUTSIDE = (b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
           b'<w:document xmlns:w="w"><w:p><w:t>&x;</w:t></w:p></w:document>')
