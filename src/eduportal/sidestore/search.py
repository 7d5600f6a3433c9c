"""Search over what the public may find: what a person typed becomes queries that can only ever look for words.

This module and ``words`` alone know SQLite's FTS5; PostgreSQL takes their place with a tsvector.
"""

import json
from dataclasses import dataclass

from sqlalchemy import select, text

from eduportal.domain.text import exact, fold
from eduportal.sidestore import words as index
from eduportal.sidestore.snippets import snippet
from eduportal.sidestore.tables import derived

#: Nobody reads further; beyond it a total is "more than".
COUNT_CAP = 1000
_MAX_LETTERS, _MAX_WORDS, _MAX_WORD = 400, 12, 40
#: A longer phrase costs more to look for (0.25 s for seven common words) than it tells beside all its words.
_MAX_PHRASE = 4
#: So many units are looked for as words of the index; more of them are filtered row by row, as they fit anyhow.
_UNITS_AS_WORDS = 200
_TITLES = f"{{{index.TITLE}}}"
_ALL = f"{{{index.TITLE} {index.BODY}}}"


@dataclass(frozen=True)
class Hit:
    """One object found. ``published`` is an ISO instant or ''; ``snippet`` a list of (text, marked)."""

    unit: str
    uuid: str
    type: str
    title: str
    published: str
    snippet: list


@dataclass(frozen=True)
class Total:
    """How many were found; ``more`` when there are more than ``count``, which is then COUNT_CAP."""

    count: int
    more: bool

    def __int__(self):
        return self.count


@dataclass(frozen=True)
class _Words:
    """The words asked for: folded, and as they were typed; ``open_end`` when the last may be a beginning."""

    folded: tuple
    typed: tuple
    open_end: bool

    @property
    def accented(self):
        return any(f != t for f, t in zip(self.folded, self.typed, strict=True))


@dataclass(frozen=True)
class _Filter:
    """What limits a search: an expression for the index, and SQL with its values for each row."""

    match: str
    sql: str
    values: dict


def search(conn, query, *, units=None, unit_path_prefix=None, types=None, limit, offset):
    """Return ``(hits, total)``: up to ``limit`` :class:`Hit` after the first ``offset``, and a :class:`Total`.

    All words must occur. First come those that match the accents typed (either placement of a tone), then those that
    match without accents, then those that only begin with the last word; in each, words in the title before a phrase
    in the text before words anywhere, and the newest first. Nothing a person types is syntax.

    :param units: uuids of units to search in; None for all, an empty list finds nothing.
    :param unit_path_prefix: the path of a unit (:func:`eduportal.sidestore.units.path_of`): it and all below.
    :param types: names of content types, or None.
    """
    words = _read(query)
    if not words.folded or _empty(units) or _empty(types):
        return [], Total(0, False)
    limits = _filter(conn, units, unit_path_prefix, types)
    steps = _steps(words)
    total = _count(conn, words, limits)
    wanted = min(offset + limit, total.count)
    ids = _collect(conn, steps, limits, wanted) if offset < wanted else []
    return _hits(conn, ids[offset:], words), total


def _empty(values):
    return values is not None and not list(values)


def _read(query):
    typed = index.words_of(exact(query[:_MAX_LETTERS]))[:_MAX_WORDS]
    typed = tuple(word[:_MAX_WORD] for word in typed)
    # A single letter or a number is meant as it is: "lớp 1" does not look for class 10.
    open_end = bool(typed) and len(typed[-1]) > 1 and not typed[-1].isdigit()
    return _Words(tuple(fold(word) for word in typed), typed, open_end)


def _steps(words):
    """Return the queries in the order of their worth; each may find again what an earlier one found."""
    forms = ("typed", "folded") if words.accented else ("folded",)
    steps = []
    for form in forms:
        anywhere = _each_word(words, form, _ALL)
        steps.append(_each_word(words, form, _TITLES))
        if 1 < len(words.folded) <= _MAX_PHRASE:
            steps.append(f"{_ALL} : ({_quoted(words.folded, ' + ')}) AND {anywhere}")
        steps.append(anywhere)
    return steps + [_each_word(words, form, _ALL, "*") for form in forms if words.open_end]


def _each_word(words, form, columns, last=""):
    """Return an expression by which every word occurs in ``columns``.

    :param form: "typed" when accents count; a word typed without any is then looked for without.
    :param last: "*" when the last word may be a beginning.
    """
    accented = index.ACCENTED_TITLE if columns == _TITLES else index.ACCENTED
    parts = [f'{columns} : "{folded}"' if form == "folded" or folded == typed else f'{accented} : "{typed}"'
             for folded, typed in zip(words.folded, words.typed, strict=True)]
    return " AND ".join(parts) + last


def _quoted(words, join):
    return join.join(f'"{word}"' for word in words)


def _filter(conn, units, unit_path_prefix, types):
    tables, sql, values, match = derived(conn), "", {}, []
    if unit_path_prefix is not None:
        path = tables.units.c.path
        below = set(conn.scalars(select(tables.units.c.uuid).where(
            path >= unit_path_prefix, path < unit_path_prefix + "\U0010ffff").limit(_UNITS_AS_WORDS + 1)))
        if len(below) <= _UNITS_AS_WORDS:
            units = below if units is None else below & set(units)
        else:
            sql += (f" AND EXISTS (SELECT 1 FROM {tables.units.name} u WHERE u.uuid = o.unit"
                    " AND u.path >= :path AND u.path < :path_end)")
            values |= {"path": unit_path_prefix, "path_end": unit_path_prefix + "\U0010ffff"}
    if units is not None and len(set(units)) > _UNITS_AS_WORDS:
        sql += " AND o.unit IN (SELECT value FROM json_each(:units))"
        values["units"] = json.dumps(sorted(set(units)))
    elif units is not None:
        match.append(_any_of(index.unit_token(unit) for unit in units))
    if types is not None:
        match.append(_any_of(index.type_token(each) for each in types))
    return _Filter("".join(f" AND {index.PLACE} : ({each})" for each in match), sql, values)


def _any_of(tokens):
    # An empty choice is a word that no row has.
    return _quoted(sorted(set(tokens)), " OR ") or '"none"'


def _select(conn, match, limits, count):
    tables = derived(conn)
    join = f" CROSS JOIN {tables.objects.name} o ON o.id = w.rowid" if limits.sql else ""
    return (f"SELECT w.rowid FROM {tables.words} w{join} WHERE w.{tables.words} MATCH :match{limits.sql} "
            f"ORDER BY w.rowid DESC LIMIT {count}"), {"match": f"({match}){limits.match}", **limits.values}


def _count(conn, words, limits):
    for last in ("", "*") if words.open_end else ("",):
        sql, values = _select(conn, _each_word(words, "folded", _ALL, last), limits, COUNT_CAP + 1)
        count = conn.scalar(text(f"SELECT count(*) FROM ({sql})"), values)
        if count > COUNT_CAP:
            return Total(COUNT_CAP, True)
    return Total(count, False)


def _collect(conn, steps, limits, wanted):
    ids = {}
    for step in steps:
        sql, values = _select(conn, step, limits, wanted + len(ids))
        for id in conn.scalars(text(sql), values):
            ids.setdefault(id)
        if len(ids) >= wanted:
            break
    return list(ids)[:wanted]


def _hits(conn, ids, words):
    if not ids:
        return []
    tables = derived(conn)
    found = conn.execute(text(
        f"SELECT o.id, o.unit, o.uuid, o.type, o.title, o.published, o.summary, o.body, w.{index.BODY} AS folded "
        f"FROM {tables.objects.name} o JOIN {tables.words} w ON w.rowid = o.id "
        "WHERE o.id IN (SELECT value FROM json_each(:ids))"), {"ids": json.dumps(ids)})
    by_id = {row.id: row for row in found}
    rows = [by_id[id] for id in ids]
    return [Hit(row.unit, row.uuid, row.type, row.title, row.published, _snippet(row, words)) for row in rows]


def _snippet(row, words):
    return snippet(index.searchable(row.summary, row.body), row.folded, words.folded, words.open_end)
