"""Readers of the formats that offices use. Each is given an open file and ``told(kind, name, text)``.

The kind of a file is decided by what is in it. XML is read as a stream without entities, document types or outside
files (defusedxml), so that neither a billion laughs nor a file of the server comes in; nothing is built in memory.
Returns True when something of the file was left out.
"""

import logging
import re
from datetime import date, datetime
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from eduportal.search.extracting.zips import Archive, Unreadable

MOST_PAGES = 500
_OLE = b"\xd0\xcf\x11\xe0"
_TEXT_START = 65_536
_WORD = (
    (re.compile(r"word/document\d*\.xml"), "paragraph"), (re.compile(r"word/header\d*\.xml"), "header"),
    (re.compile(r"word/footer\d*\.xml"), "footer"), (re.compile(r"word/(?:foot|end)notes\.xml"), "note"),
    (re.compile(r"word/comments\.xml"), "comment"),
)
_SLIDE = re.compile(r"ppt/(?:slides/slide|notesSlides/notesSlide)(\d+)\.xml")


def read(file, told):
    """Read a file of any kind; return whether something was left out. :raises Unreadable: there is nothing to read."""
    start = file.read(_TEXT_START)
    file.seek(0)
    if start[:1024].lstrip()[:5] == b"%PDF-":
        return _pdf(file, told)
    if start[:2] == b"PK":
        return _archive(file, told)
    if start[:4] == _OLE:
        return _old_office(file, told)
    if b"\0" in start and start[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise Unreadable("unsupported")
    return _plain(file, start, told)


def _pdf(file, told):
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PdfReadError

    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(file, strict=False)
        # Many files are encrypted with an empty password, only to forbid printing.
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("encrypted")
        pages = len(reader.pages)
    except (DependencyError, NotImplementedError) as error:
        raise Unreadable("encrypted") from error
    except PdfReadError as error:
        raise Unreadable("broken") from error
    broken = 0
    for number in range(min(pages, MOST_PAGES)):
        try:
            text = reader.pages[number].extract_text()
        except (MemoryError, RecursionError):
            raise
        except Exception:
            broken += 1
            continue
        told("page", number + 1, text)
    if broken == pages:
        raise Unreadable("broken")
    return bool(broken) or pages > MOST_PAGES


def _archive(file, told):
    archive = Archive(file)
    names = archive.names
    if any(_WORD[0][0].fullmatch(name) for name in names):
        return _word(archive, told)
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return _sheets(archive, file, told)
    if "ppt/presentation.xml" in names:
        return _slides(archive, told)
    kind = archive.first("mimetype").decode("ascii", "ignore").strip()
    if not kind.startswith("application/vnd.oasis.opendocument.") or "content.xml" not in names:
        raise Unreadable("unsupported")
    if b"encryption-data" in archive.first("META-INF/manifest.xml", 1 << 20):
        raise Unreadable("encrypted")
    if kind.endswith(".spreadsheet"):
        return _sheets(archive, file, told)
    _paragraphs(archive, "content.xml", "paragraph", told, {"p", "h"}, None)
    return False


def _word(archive, told):
    for pattern, kind in _WORD:
        for name in sorted(filter(pattern.fullmatch, archive.names)):
            # What was deleted with changes tracked is still in the file for everybody to read.
            _paragraphs(archive, name, kind, told, {"p"}, {"t", "delText"})
    return False


def _slides(archive, told):
    found = sorted((int(match[1]), name) for name in archive.names if (match := _SLIDE.fullmatch(name)))
    for number, name in found:
        _paragraphs(archive, name, "slide", told, {"p"}, {"t"}, number)
    return False


def _paragraphs(archive, name, kind, told, paragraphs, texts, number=None):
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(_Paragraphs(kind, told, paragraphs, texts, number))
    try:
        with archive.open(name) as stream:
            parser.parse(stream)
    except DefusedXmlException as error:
        raise Unreadable("bomb") from error
    except SAXParseException as error:
        raise Unreadable("broken") from error


class _Paragraphs(ContentHandler):
    """Tells each paragraph when it ends; one inside another (a text box) is told by itself.

    :param texts: the elements whose letters count; None for all in a paragraph. :param number: the same for all, or
        None to count the paragraphs.
    """

    _GAPS = {"tab": "\t", "br": "\n", "cr": "\n", "s": " ", "line-break": "\n", "noBreakHyphen": "-"}
    _DEEPEST = 200

    def __init__(self, kind, told, paragraphs, texts, number):
        super().__init__()
        self.kind, self.told, self.paragraphs, self.texts, self.number = kind, told, paragraphs, texts, number
        self.open, self.inside, self.count = [], 0, 0

    def startElement(self, name, attributes):
        name = name.rpartition(":")[2]
        if name in self.paragraphs:
            if len(self.open) >= self._DEEPEST:
                raise Unreadable("bomb")
            self.open.append([])
        elif self.texts is not None and name in self.texts:
            self.inside += 1
        elif self.open and name in self._GAPS:
            self.open[-1].append(self._GAPS[name])

    def characters(self, content):
        if self.open and (self.texts is None or self.inside):
            self.open[-1].append(content)

    def endElement(self, name):
        name = name.rpartition(":")[2]
        if name in self.paragraphs and self.open:
            self.count += 1
            self.told(self.kind, self.number or self.count, "".join(self.open.pop()))
        elif self.texts is not None and name in self.texts:
            self.inside -= 1


def _sheets(archive, file, told):
    archive.try_all()
    file.seek(0)
    return _cells(file, told)


def _old_office(file, told):
    """An old workbook; an old text document and what is locked with a password cannot be read."""
    data = file.read()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("encrypted")
    if "Workbook".encode("utf-16-le") not in data and "Book".encode("utf-16-le") not in data:
        raise Unreadable("unsupported")
    file.seek(0)
    return _cells(file, told)


def _cells(file, told):
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(file)
    except PasswordError as error:
        raise Unreadable("encrypted") from error
    except (CalamineError, OSError) as error:
        raise Unreadable("broken") from error
    for name in book.sheet_names:
        try:
            sheet = book.get_sheet_by_name(name)
        except CalamineError:
            # A chart that has a sheet of its own holds no cells.
            continue
        if sheet.start is None:
            continue
        top, left = sheet.start
        for row, values in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
            for column, value in enumerate(values, left):
                if value != "" and value is not None:
                    told("cell", f"{name}!{_column(column)}{row}", _shown(value))
    return False


def _column(number):
    """Return the letters of a column, 0 for A."""
    letters = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def _shown(value):
    """Return a value as people read it: days as dd/mm/yyyy, whole numbers without a point."""
    if isinstance(value, (datetime, date)):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _plain(file, start, told):
    encoding = _encoding(start)
    for number, line in enumerate(file, 1) if not encoding.startswith("utf-16") else enumerate(
            file.read().decode(encoding, "replace").splitlines(), 1):
        told("line", number, line if isinstance(line, str) else line.decode(encoding, "replace"))
    return False


def _encoding(start):
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        start.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The beginning may end in the middle of a letter.
        if error.start < len(start) - 4:
            return "cp1258"
    return "utf-8-sig"
