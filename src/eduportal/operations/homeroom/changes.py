"""From what was seen and typed to the changes of a record: refusals and conflicts are gathered, then all is raised."""

from eduportal.domain.errors import RuleError
from eduportal.domain.text import clean_line
from eduportal.operations.homeroom.cells import entry_text, parse_entry
from eduportal.operations.homeroom.refusals import EntriesChanged, EntriesRefused


def checked_changes(record, rows, cells, *, check, kind_of=lambda student, column: "mark"):
    """Return the changes (row, column, old, new) that ``cells`` ask for, in the order of the record.

    A cell whose text was left as it was seen asks for nothing, whatever stands there now; nor does one in which what
    was typed stands already.

    :param rows: {student uuid: row}, of :func:`eduportal.operations.homeroom.refusals.rows_of`.
    :param cells: {(student uuid, column): (text that was on the screen, text that was typed)}.
    :param check: called with (student, column, value to write) of every cell that is to change; raises RuleError.
    :param kind_of: the kind of a subject that is taken again.
    :raises EntriesRefused: texts that fit no cell, or what ``check`` refuses. :raises EntriesChanged: others changed
        cells meanwhile.
    """
    changes, refusals, conflicts = [], {}, {}
    for student, column in sorted(cells, key=lambda cell: (rows[cell[0]], cell[1])):
        seen_text, typed_text = (clean_line(text) for text in cells[student, column])
        stored = record.value(student, column)
        try:
            if seen_text == typed_text:
                continue
            kind = kind_of(student, column)
            seen, typed = (parse_entry(record, column, text, kind) for text in (seen_text, typed_text))
            if typed in (seen, stored):
                continue
            check(student, column, typed)
        except RuleError as error:
            refusals[student, column] = error.message
            continue
        if seen == stored:
            changes.append((rows[student], column, stored, typed))
        else:
            conflicts[student, column] = _conflict(record, student, column, typed)
    if refusals:
        raise EntriesRefused(refusals)
    if conflicts:
        raise EntriesChanged(conflicts)
    return changes


def _conflict(record, student, column, typed):
    entry = record.last_change(student, column)
    return {"theirs": entry_text(column, record.value(student, column)), "mine": entry_text(column, typed),
            "by": entry.by if entry else "", "at": entry.at if entry else ""}
