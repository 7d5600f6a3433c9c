"""Conduct or training of the terms, and missed half-days: what the homeroom teacher enters (R58-13, R22-12)."""

import hashlib
import json
import re

from eduportal.content.class_records import ABSENCES, CONDUCT, YEAR
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line
from eduportal.operations.asking import require_of
from eduportal.operations.homeroom.cells import columns_of, is_absence, most_absences
from eduportal.operations.homeroom.changes import checked_changes
from eduportal.operations.homeroom.refusals import (
    EntriesRefused,
    check_students,
    keep,
    lock_refusal,
    open_record,
    rows_of,
)

_BATCH = re.compile(r"[A-Za-z0-9_-]{8,64}")


def enter_class_record(portal, school_class, cells, *, by, at, batch="", name_of=str):
    """Store conduct and absences of a class: all of them, or none; return the number of cells that were changed.

    :param cells: {(student uuid, column): (text that was on the screen, text that was typed)}; columns as
        :func:`eduportal.operations.homeroom.cells.columns_of` has them.
    :param batch: the client's id of this save, 8 to 64 letters, digits, - and _. Sent again it writes nothing and gets
        the first answer.
    :param name_of: gives the name of an account for the texts of refusals.
    :raises NotAllowed: ``by`` enters nothing here, or a student or column is not of this class.
    :raises EntriesRefused: locked terms, texts that are no level or number. :raises EntriesChanged: others changed
        cells meanwhile. :raises RuleError: class or year closed, or a primary class.
    """
    require_of(portal, by, "conduct:enter", school_class, at=at)
    record = school_class.class_record
    sent = _fingerprint(batch, cells)
    earlier = record.journal.batch_answer(batch) if batch and record is not None else None
    if earlier is not None:
        return _answer_again(earlier, sent, by)
    record = open_record(school_class)
    check_students(school_class, [student for student, _column in cells])
    columns, rows = columns_of(record), rows_of(school_class, record)
    _check_columns(columns, cells)
    changes = checked_changes(record, rows, cells,
                              check=lambda student, column, value: _check(record, columns[column], name_of))
    _check_sums(record, tuple(rows), changes)
    if changes:
        keep(school_class, record, by=by, at=at)
        record.write("enter", changes, by=by, at=at, batch=batch, sent=sent)
    return len(changes)


def enter_conduct(portal, school_class, cells, *, term, by, at, batch="", name_of=str):
    """Store the levels of conduct or training of one term (0: the year, under TT 58 only); return how many changed.

    :param cells: {student uuid: (level that was on the screen, level that was typed)}, "" for none.
    :raises RuleError: as :func:`enter_class_record`; the training of a year under TT 22 is computed (R22-13).
    """
    if term not in CONDUCT:
        raise RuleError(_("A school year has term 1 and term 2."), "term")
    named = {(student, CONDUCT[term]): texts for student, texts in cells.items()}
    return enter_class_record(portal, school_class, named, by=by, at=at, batch=batch, name_of=name_of)


def enter_absences(portal, school_class, cells, *, term, by, at, batch="", name_of=str):
    """Store the half-days missed in one term; return how many cells changed.

    :param cells: {student uuid: ((seen, typed) with leave, (seen, typed) without leave)}, texts.
    :raises RuleError: as :func:`enter_class_record`.
    """
    if term not in ABSENCES:
        raise RuleError(_("A school year has term 1 and term 2."), "term")
    named = {(student, column): texts for student, pairs in cells.items()
             for column, texts in zip(ABSENCES[term], pairs, strict=True)}
    return enter_class_record(portal, school_class, named, by=by, at=at, batch=batch, name_of=name_of)


def _fingerprint(batch, cells):
    """Return a short hash of what was typed where: the same batch must come with the same cells."""
    if not batch:
        return ""
    if not isinstance(batch, str) or not _BATCH.fullmatch(batch):
        raise RuleError(_("The save has no valid batch id. Reload the page and enter everything again."), "batch")
    typed = sorted((str(student), str(column), clean_line(texts[1])) for (student, column), texts in cells.items())
    return hashlib.sha256(json.dumps(typed).encode()).hexdigest()[:12]


def _answer_again(earlier, sent, by):
    if earlier.by != by or earlier.sent != sent:
        raise RuleError(_("This page was saved before with other entries. Reload the page to see them, and enter again "
                          "what is missing."), "batch")
    return len(earlier.changes)


def _check_columns(columns, cells):
    asked = {column for _student, column in cells} - columns.keys()
    if asked == {CONDUCT[YEAR]}:
        raise RuleError(_("The training result of the year is computed from those of the two terms (TT 22/2021, Điều "
                          "8); it is not entered."), "term")
    if asked:
        raise NotAllowed(_("This names a student or a column that is not in this class; nothing was saved."))


def _check(record, term, name_of):
    refusal = lock_refusal(record, term, name_of)
    if refusal is not None:
        raise RuleError(refusal)


def _check_sums(record, students, changes):
    """Refuse a term in which a student missed more half-days, with and without leave, than it can have."""
    new = {(row, column): value for row, column, _old, value in changes}
    most, refusals = most_absences(record.rules), {}
    for row, column in new:
        if not is_absence(column):
            continue
        pair = next(each for each in ABSENCES.values() if column in each)
        student = students[row]
        missed = sum(new.get((row, each), record.value(student, each)) or 0 for each in pair)
        if missed > most:
            refusals[student, column] = _("${count} half-days with and without leave are more than a term has "
                                          "(${most}).", count=missed, most=most)
    if refusals:
        raise EntriesRefused(refusals)
