"""What reading a workbook would cost, found out before it is read: a file of one kilobyte may ask for all memory.

The reader makes room for the rectangle up to the farthest cell, counts on where a cell does not say its place, and
copies a shared text into each cell that names it; where it finds no room, the whole process ends.
"""

import io
import re
import zipfile
import zlib
from xml.parsers import expat

from eduportal.papers.tables.bounds import MOST_COLUMNS, MOST_LINES, locked, no_table, too_far

#: A list of 5,000 units is about 3 MB of XML and 200,000 elements.
UNPACKED, MOST_PARTS, MOST_ELEMENTS, DEEPEST, LONGEST_TAG = 40 * 1024 * 1024, 500, 1_250_000, 100, 1024 * 1024
#: Blank rows far below a list are cut off later; until then they take room.
MOST_PLACES, FARTHEST_ROW = MOST_LINES * MOST_COLUMNS, 10 * MOST_LINES
_PLACE = re.compile(r"([A-Za-z]{1,4})([0-9]{1,9})")
_PIECE = 1 << 16
_BROKEN = (zipfile.BadZipFile, zlib.error, expat.ExpatError, NotImplementedError, RuntimeError, OSError, ValueError,
           EOFError, KeyError)


def weighed(data):
    """Return a workbook as an open file that holds exactly the parts that were looked at, and those only.

    The workbook itself names which parts are sheets, and two readers may disagree on what a damaged package holds;
    what was not looked at is not there any more (pictures, macros, a second list of parts).

    :raises RuleError: it is none, is locked, or reading it would take more than a list needs.
    """
    kept = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(kept, "w") as looked_at:
            weight = _Weight()
            for part in _parts(packed):
                with packed.open(part) as unpacked:
                    looked_at.writestr(part.filename, weight.whole(unpacked))
    except _BROKEN as error:
        raise no_table() from error
    kept.seek(0)
    return kept


def _parts(packed):
    """Return the parts that a reader of cells needs."""
    parts = packed.infolist()
    names = {part.filename.lower() for part in parts}
    if len(parts) > MOST_PARTS or len(names) < len(parts) or "xl/workbook.xml" not in names:
        raise no_table()
    if any(part.flag_bits & 1 for part in parts):
        raise locked()
    return [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]


class _Weight:
    """Counts through all parts of a workbook; any of them may turn out to be the sheet."""

    def __init__(self):
        self.left, self.elements, self.cells, self.longest = UNPACKED, 0, 0, 0

    def whole(self, unpacked):
        """Return what a part holds, counting what really comes out: the sizes that a package tells may be lies."""
        parser, pieces, fed = self._begin_part(), [], 0
        while piece := unpacked.read(_PIECE):
            self.left -= len(piece)
            fed += len(piece)
            # The parser begins anew at each piece of an unfinished tag.
            if self.left < 0 or fed - parser.CurrentByteIndex > LONGEST_TAG + _PIECE:
                raise too_far()
            if b"\0" in piece:
                # UTF-16, whatever the parser was told: to the reader, which takes bytes, it would be other cells.
                raise no_table()
            parser.Parse(piece)
            pieces.append(piece)
        parser.Parse(b"", True)
        return b"".join(pieces)

    def _begin_part(self):
        self.depth = self.row = self.column = self.rows = self.columns = 0
        self.cell = self.text = None
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler, parser.EndElementHandler = self._element, self._end
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = self._characters, self._doctype
        return parser

    def _element(self, name, attributes):
        name = name.rpartition(":")[2]
        self.elements += 1
        self.depth += 1
        if self.depth > DEEPEST or self.elements > MOST_ELEMENTS:
            raise too_far()
        if name == "c":
            self.cell = self._place_of_cell(attributes.get("r"))
        elif name == "row":
            self.row, self.column = _number(attributes["r"]) if "r" in attributes else self.row + 1, 0
        elif self.cell is not None:
            # Only a cell that holds something takes room: lists are often framed far below their last row.
            self._fill(*self.cell)
        if name == "si":
            self.text = 0

    def _place_of_cell(self, place):
        if place is None:
            self.column += 1
            return self.row, self.column
        found = _PLACE.fullmatch(place)
        if not found:
            raise no_table()
        self.column = 0
        for letter in found[1].upper():
            self.column = self.column * 26 + ord(letter) - 64
        return int(found[2]), self.column

    def _fill(self, row, column):
        self.cell = None
        self.cells += 1
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.rows > FARTHEST_ROW or max(self.rows * self.columns, self.cells) > MOST_PLACES:
            raise too_far()
        self._weigh_texts()

    def _characters(self, text):
        if self.text is not None:
            self.text += len(text)
            self.longest = max(self.longest, self.text)

    def _end(self, name):
        self.depth -= 1
        name = name.rpartition(":")[2]
        if name == "c":
            self.cell = None
        elif name == "si":
            self.text = None
            self._weigh_texts()

    def _weigh_texts(self):
        if self.cells * self.longest > UNPACKED:
            raise too_far()

    def _doctype(self, *_declared):
        raise no_table()


def _number(text):
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise no_table()
    return int(text)
