"""The chain of a journal's pages: each page carries the hash of the one before, so nothing can be changed behind it."""

import hashlib
import json
from datetime import date, datetime

from eduportal.domain.dates import iso_instant


def page_hash(previous_hash, lines):
    """Return the SHA-256, as 64 hex digits, of a page: the hash of the page before and the page's own lines.

    ``lines`` are built-ins, dates and aware datetimes; tuples count as lists. They are written as canonical JSON (keys
    sorted, no spaces, ASCII), so the same lines give the same hash in every process. Raises TypeError for any other
    object and ValueError for NaN.
    """
    text = json.dumps([previous_hash, lines], sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def verify_pages(pages):
    """Return the index of the first page that is not what it was when the next one was begun, or None when all hold.

    A page is (previous_hash, lines), or (previous_hash, lines, hash) where its own hash is kept as well; then the last
    page is checked too. What the first page continues is the caller's to compare.
    """
    pages = [tuple(page) for page in pages]
    for index, (previous, lines, *kept) in enumerate(pages):
        own = page_hash(previous, lines)
        if kept and kept[0] != own:
            return index
        if index + 1 < len(pages) and pages[index + 1][0] != own:
            return index
    return None


def _plain(value):
    if isinstance(value, datetime):
        return iso_instant(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"A journal line cannot hold {type(value).__name__}.")
