"""Files to download: a small PDF, a text and a table, made when the builder asks for their bytes."""

import csv
import html
from functools import cache
from importlib import resources
from io import BytesIO, StringIO
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

PDF, TEXT, CSV = "application/pdf", "text/plain", "text/csv"
ENDING = {PDF: "pdf", TEXT: "txt", CSV: "csv"}
_MARGIN = 64
_FONT = "DemoSans"
_LETTERS = "ĂẠẢẤẦẨẪẬắằẳẵặĐđẸếềểễệỉịơọốồổỗộớờởỡợưụứừửữựỳỵỷỹ–²"
#: Where Debian puts fonts that may have every Vietnamese letter.
_SYSTEM_FONTS = (
    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
)


@cache
def vietnamese_font():
    """Return the path (str) of a TrueType font with Vietnamese letters, or None when the machine has none."""
    shipped = Path(str(resources.files("eduportal.papers"))).rglob("*-Regular.ttf")
    return next((str(path) for path in (*sorted(shipped), *map(Path, _SYSTEM_FONTS)) if _writes_vietnamese(path)), None)


def _writes_vietnamese(path):
    # Some packages of a font leave out the letters with two marks, so its name says too little.
    return path.is_file() and all(ord(letter) in TTFont(_FONT, str(path)).face.charToGlyph for letter in _LETTERS)


def document_type():
    """Return the media type of a document: PDF where a font can write Vietnamese, else plain text."""
    return PDF if vietnamese_font() else TEXT


def content(planned):
    """Return the bytes of a :class:`FilePlan`; the same plan gives the same bytes."""
    return {PDF: _pdf, TEXT: _text, CSV: _csv}[planned.media_type](planned)


def _text(planned):
    lines = [planned.heading.upper(), "", *planned.paragraphs]
    lines += ["", *("\t".join(row) for row in planned.table)] if planned.table else []
    return ("\r\n".join(lines) + "\r\n").encode()


def _csv(planned):
    out = StringIO(newline="")
    csv.writer(out).writerows(planned.table)
    # The mark tells Excel that the file is UTF-8.
    return ("\ufeff" + out.getvalue()).encode()


def _pdf(planned):
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(_FONT, vietnamese_font()))
    heading = ParagraphStyle("heading", fontName=_FONT, fontSize=15, leading=21, alignment=TA_CENTER, spaceAfter=16)
    text = ParagraphStyle("text", fontName=_FONT, fontSize=11, leading=16.5, spaceAfter=7)
    story = [Paragraph(html.escape(planned.heading), heading)]
    story += [Paragraph(html.escape(each), text) for each in planned.paragraphs]
    if planned.table:
        story += [Spacer(1, 8), _table(planned.table, text)]
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4, title=planned.title, author="eduportal", invariant=1, leftMargin=_MARGIN,
                      rightMargin=_MARGIN, topMargin=_MARGIN, bottomMargin=_MARGIN).build(story)
    return out.getvalue()


def _table(rows, style):
    drawn = Table([[Paragraph(html.escape(cell), style) for cell in row] for row in rows], repeatRows=1)
    drawn.setStyle(TableStyle([
        ("GRID", (0, 0), (-1, -1), 0.5, colors.HexColor("#8a97a5")),
        ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e6eef6")),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]))
    return drawn
