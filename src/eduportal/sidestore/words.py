"""The full-text table: folded words of title and text, the accented words once more, and where a row belongs."""

import re
from functools import cache, lru_cache

from sqlalchemy import text

from eduportal.domain.text import exact, fold

_WORD = re.compile(r"[^\W_]+")
#: Columns that hold what people look for. ``place`` holds tokens of ours and is never searched for people's words.
TITLE, BODY, ACCENTED_TITLE, ACCENTED, PLACE = "title", "body", "accented_title", "accented", "place"


def create(conn, derived):
    """Create the full-text table of a set of derived tables.

    Its row ids are those of the objects. Prefixes of two to four letters have an index of their own: a word that is
    being typed must not read every word that begins like it.
    """
    conn.execute(text(
        f"CREATE VIRTUAL TABLE {derived.words} USING fts5({TITLE}, {BODY}, {ACCENTED_TITLE}, {ACCENTED}, {PLACE}, "
        "tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3 4')"))


def drop(conn, derived):
    """Drop the full-text table of a set, if it is there."""
    conn.execute(text(f"DROP TABLE IF EXISTS {derived.words}"))


def put(conn, derived, id, unit, type, title, body):
    """Add the words of one object."""
    conn.execute(_insert(derived.words), {
        "id": id,
        "title": folded(title),
        "body": folded(body),
        "accented_title": " ".join(accented_words(title)),
        "accented": " ".join(accented_words(f"{title} {body}")),
        "place": f"{unit_token(unit)} {type_token(type)}",
    })


def forget(conn, derived, id):
    """Remove the words of one object."""
    conn.execute(_delete(derived.words), {"id": id})


def rows(conn, derived):
    """Return every row with its object's unit and uuid, in their order (for comparing two stores)."""
    found = conn.execute(text(
        f"SELECT o.unit, o.uuid, w.{TITLE}, w.{BODY}, w.{ACCENTED_TITLE}, w.{ACCENTED}, w.{PLACE} "
        f"FROM {derived.words} w LEFT JOIN {derived.objects.name} o ON o.id = w.rowid ORDER BY o.unit, o.uuid"))
    return [tuple(row) for row in found]


def verify(conn, derived):
    """Compare the index with its own text; raises sqlalchemy.exc.DatabaseError when they differ."""
    conn.execute(text(f"INSERT INTO {derived.words} ({derived.words}) VALUES ('integrity-check')"))


def searchable(summary, body):
    """Return the text that stands under a title, in one piece."""
    return f"{summary}\n{body}" if summary and body else summary or body


def words_of(value):
    """Return the words of a text, in order, as the full-text table cuts them."""
    return _WORD.findall(value)


def folded(value):
    """Return ``fold(value)``; a language has few words and a province many texts, so a word is folded once."""
    return " ".join(map(_fold_piece, value.split(" ")))


def accented_words(value):
    """Return the distinct words of a text that carry a mark of Vietnamese, each in one spelling of its tone, sorted."""
    return sorted({word for piece in set(value.split()) for word in _accented_in(piece)})


def unit_token(unit):
    """Return the one word that stands for a unit in ``place``."""
    return "unit" + _plain(unit)


def type_token(type):
    """Return the one word that stands for a content type in ``place``."""
    return "type" + _plain(type)


def _plain(value):
    # Letters, digits and, for anything else, its number: "a_b" and "ab" stay two words.
    return "".join(c if c.isascii() and c.isalnum() and not c.isupper() else f"{ord(c):x}" for c in value)


@lru_cache(20_000)
def _fold_piece(piece):
    return fold(piece)


@lru_cache(20_000)
def _accented_in(piece):
    return tuple(word for word in words_of(exact(piece)) if not word.isascii() and fold(word) != word)


@cache
def _insert(table):
    return text(f"INSERT INTO {table} (rowid, {TITLE}, {BODY}, {ACCENTED_TITLE}, {ACCENTED}, {PLACE}) "
                "VALUES (:id, :title, :body, :accented_title, :accented, :place)")


@cache
def _delete(table):
    return text(f"DELETE FROM {table} WHERE rowid = :id")
