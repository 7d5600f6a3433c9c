"""The process that reads one hostile file: ``python -m eduportal.search.extracting.child`` < file > lines of JSON.

A line for each piece, ``[kind, name, text]``, and at the end ``{"reason": ..., "cut": ...}``.
"""

import json
import os
import resource
import sys
import time

MOST_CPU_SECONDS = 20
#: After so many seconds no new page is begun: what was read is kept.
SOON_OVER = 12
MOST_MEMORY = 768 * 1024 * 1024
MOST_OUTPUT = 24 * 1024 * 1024
MOST_CHARACTERS = 1_000_000
MOST_PIECES = 200_000


class Enough(Exception):
    """So much has been read that the rest is left."""


class Told:
    """Writes pieces as they are found, so that a process that is stopped has not worked for nothing."""

    def __init__(self, out):
        self.out, self.characters, self.pieces, self.until = out, 0, 0, time.monotonic() + SOON_OVER

    def __call__(self, kind, name, text):
        text = text.strip()
        if text:
            room = MOST_CHARACTERS - self.characters
            self._line([kind, str(name), text[:room]])
            self.characters += len(text)
            self.pieces += 1
        if self.characters >= MOST_CHARACTERS or self.pieces >= MOST_PIECES or time.monotonic() > self.until:
            raise Enough

    def end(self, reason, cut):
        """Write the last line."""
        self._line({"reason": reason, "cut": cut})
        self.out.flush()

    def _line(self, line):
        self.out.write(json.dumps(line).encode("ascii") + b"\n")


def limit():
    """Take away from this process whatever reading a file does not need."""
    os.nice(10)
    for name, most in (("RLIMIT_CPU", MOST_CPU_SECONDS), ("RLIMIT_AS", MOST_MEMORY), ("RLIMIT_FSIZE", MOST_OUTPUT),
                       ("RLIMIT_NOFILE", 64), ("RLIMIT_CORE", 0)):
        which = getattr(resource, name)
        hard = resource.getrlimit(which)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (most, most))


def main():
    """Read the file at standard input."""
    limit()
    from eduportal.search.extracting import formats
    from eduportal.search.extracting.zips import Unreadable

    told = Told(sys.stdout.buffer)
    try:
        told.end("", formats.read(sys.stdin.buffer, told))
    except Enough:
        told.end("", True)
    except Unreadable as error:
        told.end(error.reason, True)
    except (MemoryError, RecursionError):
        told.end("limits", True)
    except Exception:
        # Parsers raise many kinds of error for broken and hostile files; each means the same to the person.
        told.end("broken", True)


if __name__ == "__main__":
    main()
