"""Search over what the public may find: what a person typed becomes queries that can only ever look for words.

This module and ``words`` alone know SQLite's FTS5; PostgreSQL takes their place with a tsvector.
"""

import json
from dataclasses import dataclass

from sqlalchemy import and_, or_, select, text

from eduportal.sidestore import words as index
from eduportal.sidestore.ranking import Step, read, steps
from eduportal.sidestore.snippets import snippet
from eduportal.sidestore.tables import derived

#: Nobody reads further; beyond it a total is "more than".
COUNT_CAP = 1000
#: So few are put in order by reading them.
_FEW = 200
#: So many units are looked for as words of the index; more of them are filtered row by row, as they fit anyhow.
_UNITS_AS_WORDS = 200


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
class _Filter:
    """What limits a search: an expression for the index ("" or beginning with AND), and SQL with its values."""

    match: str
    sql: str
    values: dict


def search(conn, query, *, units=None, unit_path_prefix=None, types=None, day="", limit, offset):
    """Return ``(hits, total)``: up to ``limit`` :class:`Hit` after the first ``offset``, and a :class:`Total`.

    All words must occur. First come those that match the accents typed (either placement of a tone), then those that
    match without accents, then those that only begin with the last word; in each, words in the title before a phrase
    in the text before words anywhere, and the newest first. Nothing a person types is syntax.

    :param units: uuids of units to search in; None for all, an empty list finds nothing.
    :param unit_path_prefix: the path of a unit (:func:`eduportal.sidestore.units.path_of`): it and all below.
    :param types: names of content types, or None.
    :param day: an ISO day; what lists do not show on it is left out. '' asks nobody's days.
    """
    words = read(query)
    units, types = (None if each is None else set(each) for each in (units, types))
    if not words.folded or units == set() or types == set():
        return [], Total(0, False)
    limits = _filter(conn, units, unit_path_prefix, types)
    gone = _not_on(conn, day) if day else frozenset()
    found = _all(conn, words, limits)
    all_ids = [id for id in found if id not in gone]
    total = Total(min(len(all_ids), COUNT_CAP), len(found) > COUNT_CAP)
    offset = max(0, offset)
    wanted = min(offset + limit, total.count)
    if offset >= wanted:
        return [], total
    ids = _rank(conn, all_ids, words) if len(all_ids) <= _FEW else _collect(conn, words, limits, wanted, gone)
    return _hits(conn, ids[offset:wanted], words), total


def _filter(conn, units, unit_path_prefix, types):
    tables, sql, values, match = derived(conn), "", {}, ""
    if unit_path_prefix is not None:
        path = tables.units.c.path
        below = set(conn.scalars(select(tables.units.c.uuid).where(
            path >= unit_path_prefix, path < unit_path_prefix + "\U0010ffff").limit(_UNITS_AS_WORDS + 1)))
        if len(below) <= _UNITS_AS_WORDS:
            units = below if units is None else below & units
        else:
            sql += (f" AND EXISTS (SELECT 1 FROM {tables.units.name} u WHERE u.uuid = o.unit"
                    " AND u.path >= :path AND u.path < :path_end)")
            values |= {"path": unit_path_prefix, "path_end": unit_path_prefix + "\U0010ffff"}
    if units is not None and len(units) > _UNITS_AS_WORDS:
        sql += " AND o.unit IN (SELECT value FROM json_each(:units))"
        values["units"] = json.dumps(sorted(units))
    elif units is not None:
        match += f" AND {_one_of(index.unit_token(unit) for unit in units)}"
    if types is not None:
        match += f" AND {_one_of(index.type_token(each) for each in types)}"
    return _Filter(match, sql, values)


def _one_of(tokens):
    # An empty choice is a word that no row has.
    choice = " OR ".join(f'"{token}"' for token in sorted(set(tokens))) or '"none"'
    return f"{index.PLACE} : ({choice})"


def _ids(conn, step, limits, count):
    """Return the ids of up to ``count`` rows of a step, the newest first."""
    tables = derived(conn)
    join = f" CROSS JOIN {tables.objects.name} o ON o.id = w.rowid" if limits.sql else ""
    sql = (f"SELECT w.rowid FROM {tables.words} w{join} WHERE w.{tables.words} MATCH :match{limits.sql} "
           "ORDER BY w.rowid DESC LIMIT :count")
    return list(conn.scalars(text(sql), {"match": f"({step.match}){limits.match}", "count": count, **limits.values}))


def _all(conn, words, limits):
    """Return the ids of all rows found, or of more than COUNT_CAP of them."""
    whole = _ids(conn, Step(words, typed=False), limits, COUNT_CAP + 1)
    if len(whole) > COUNT_CAP or not words.open_end:
        return whole
    return _ids(conn, Step(words, typed=False, begins=True), limits, COUNT_CAP + 1)


def _rank(conn, ids, words):
    """Return few ids in the order of the steps: to read the rows is quicker than to ask the index once a step."""
    tables = derived(conn)
    rows = conn.execute(text(
        f"SELECT rowid AS id, {index.TITLE} AS w_title, {index.BODY} AS w_body, {index.ACCENTED} AS w_accented, "
        f"{index.ACCENTED_TITLE} AS w_accented_title FROM {tables.words} "
        "WHERE rowid IN (SELECT value FROM json_each(:ids))"), {"ids": json.dumps(ids)})
    order = steps(words)
    rank = {row.id: next((n for n, step in enumerate(order) if step.fits(row)), len(order)) for row in rows}
    return sorted(ids, key=lambda id: (rank[id], -id))


def _not_on(conn, day):
    """Return the ids of what lists do not show on ``day``: few have days at all, and an index knows those."""
    o = derived(conn).objects
    has_days = or_(o.c.show_from != "", o.c.show_until != "")
    outside = or_(o.c.show_from > day, and_(o.c.show_until != "", o.c.show_until < day))
    return frozenset(conn.scalars(select(o.c.id).where(has_days, outside)))


def _collect(conn, words, limits, wanted, gone):
    """Return the first ``wanted`` ids in the order of the steps, asking the index for no more than it takes."""
    ids = {}
    for step in steps(words):
        found = _ids(conn, step, limits, wanted + len(ids) + min(len(gone), COUNT_CAP))
        ids.update(dict.fromkeys(id for id in found if id not in gone))
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
