"""The text of an uploaded file, with the page, paragraph or cell that each piece stands in.

Files come from anybody, and parsers of hostile files hang or eat memory. So a child process reads them, under limits of
time, memory and output (``child.py``), and nothing that happens there reaches this process: whatever goes wrong, the
answer is what was read so far and a reason.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from threading import BoundedSemaphore

from eduportal.domain.text import nfc

#: Seconds on the clock for one file; the child limits its own CPU time below that (child.py).
MOST_SECONDS = 25
#: So many files are read at once in one process; others wait so many seconds for their turn.
AT_ONCE, WAIT = 2, 60
#: Why there is no text, or not all of it.
REASONS = ("unsupported", "encrypted", "broken", "bomb", "limits", "no_text", "busy")
#: Media types (as operations/files.py finds them) in which text may stand; the child looks at the content again.
READABLE = frozenset({
    "application/pdf", "application/zip", "application/msword", "application/vnd.ms-excel", "application/x-ole-storage",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation", "text/plain", "text/csv",
})
_TURNS = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class FileText:
    """What was read of a file.

    ``pieces`` is a tuple of ((kind, name), text) in the order of the file; kind is page (name: its number), sheet cell
    ("cell", "Sheet1!B12"), paragraph, slide, header, footer, note, comment or line (name: its number). ``reason`` is ''
    or one of :data:`REASONS`; ``cut`` tells that there is more text than was read. Texts are NFC.
    """

    pieces: tuple
    reason: str = ""
    cut: bool = False

    @property
    def text(self):
        """All pieces, a line for each."""
        return "\n".join(text for _place, text in self.pieces)

    @property
    def whole(self):
        """Whether everything in the file was read: only then does "nothing found" mean that there is nothing."""
        return not self.cut and self.reason in ("", "no_text")


def text_of_file(source, media_type):
    """Return the :class:`FileText` of a file. Never raises for what is in the file.

    :param source: bytes, or an open binary file with a file number (a blob opened for reading); read from its start.
    :param media_type: as found by content at the upload; types without text are answered at once.
    """
    if media_type not in READABLE:
        return FileText((), "unsupported")
    if not _TURNS.acquire(timeout=WAIT):
        return FileText((), "busy", True)
    try:
        return _read(source)
    finally:
        _TURNS.release()


def _read(source):
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as told:
        if isinstance(source, bytes):
            given.write(source)
            given.flush()
            source = given
        # The child shares the place in the file; what Python has buffered of it does not count there.
        os.lseek(source.fileno(), 0, os.SEEK_SET)
        # An empty environment, no files but these two, and no code from the current folder.
        child = subprocess.Popen([sys.executable, "-I", "-m", "eduportal.search.extracting.child"], stdin=source,
                                 stdout=told, stderr=subprocess.DEVNULL, env={}, cwd="/", start_new_session=True)
        try:
            child.wait(MOST_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        told.seek(0)
        return _told(told)


def _told(lines):
    """Return what the child wrote; without its last line it was stopped, and what it had read until then counts."""
    pieces, reason, cut = [], "limits", True
    for line in lines:
        try:
            found = json.loads(line)
        except ValueError:
            break
        if isinstance(found, dict):
            reason, cut = found["reason"], found["cut"]
            break
        kind, name, text = found
        if text := _clean(text):
            pieces.append(((kind, _clean(name)), text))
    if reason in ("bomb", "encrypted"):
        pieces = []
    if not pieces and not reason:
        reason = "no_text"
    return FileText(tuple(pieces), reason, cut)


def _clean(text):
    """Return a text in NFC, without control characters and halves of letters, one space between words."""
    text = text.encode("utf-8", "ignore").decode("utf-8")
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    return nfc(" ".join(text.split()))
