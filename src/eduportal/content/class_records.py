"""What the homeroom teacher and the principal write for each student of a class beside the marks, with its journal.

Like a mark book, a record is never merged (:mod:`eduportal.content.mark_books`): two writers of one record conflict,
and the whole operation of the later one is repeated with its checks. So nothing here has ``_p_resolveConflict``.
"""

import hashlib
import json

from persistent import Persistent

from eduportal.content.journals import Entry, Journal, tells_all
from eduportal.domain.assessment.levels import CONDUCT_58, TRAINING_22
from eduportal.domain.dates import iso_instant
from eduportal.domain.rulesets import ruleset

YEAR = 0
#: Columns of conduct (hạnh kiểm) or training (kết quả rèn luyện) by term; the year's is entered under TT 58 only.
CONDUCT = {1: "conduct1", 2: "conduct2", YEAR: "conduct0"}
#: Columns of missed half-days by term: (with leave, without leave).
ABSENCES = {1: ("leave1", "absent1"), 2: ("leave2", "absent2")}
SUMMER = "summer"
RETEST = "retest:"
_SCALES = {"tt58": CONDUCT_58, "tt26": CONDUCT_58, "tt22": TRAINING_22}


def record_of(school_class):
    """Return the :class:`ClassRecord` of a class; an empty one that is kept nowhere until something was written.

    :raises RuleError: the level, grade and year of the class have no rules here.
    """
    return school_class.class_record or empty_record(school_class)


def empty_record(school_class):
    """Return a new record for the roll of a class, by the rules of its level, grade and school year (rule 0).

    :raises RuleError: they have no rules here.
    """
    rules = ruleset(school_class.level, school_class.grade, school_class.__parent__.start)
    return ClassRecord(school_class.uuid, rules, [row[0] for row in school_class.roll])


class ClassRecordFrame(Persistent):
    """What a save does not change, kept beside the record so that a save does not write it again."""

    def __init__(self, students):
        self.students = tuple(students)


class ClassRecord(Persistent):
    """Conduct, absences, re-tests and summer training of one class; every write goes through :meth:`write`.

    ``values`` maps a column's key to a tuple, by row: a level in the circular's words, a count of half-days, the code
    of a mark, None while nothing is written (also past its end). ``locks`` maps a term (1, 2, 0 the year) to (at, by,
    reason). ``revision`` grows with every write.
    """

    journal_type = Journal
    revision = 0

    def __init__(self, school_class, rules, students):
        self.school_class, self.rules = school_class, rules
        self.frame = ClassRecordFrame(students)
        self.values, self.locks = {}, {}
        self.journal = self.journal_type(self._origin(self.students))

    @property
    def students(self):
        """Return the uuids of the students; a row is the place in this tuple and never changes."""
        return self.frame.students

    @property
    def scale(self):
        """Return the levels of conduct or training, the lowest first; () where they are not entered (primary)."""
        return _SCALES.get(self.rules, ())

    @property
    def conduct_terms(self):
        """Return the terms whose level is entered: under TT 22 the year's is computed (R22-13), else (1, 2, 0)."""
        return () if not self.scale else (1, 2) if self.rules == "tt22" else (1, 2, YEAR)

    def value(self, student, column):
        """Return what stands in a cell, None while nothing does or the record does not know the student."""
        values = self.values.get(column, ())
        row = self.row_of(student)
        return values[row] if row is not None and row < len(values) else None

    def row_of(self, student):
        """Return the row of ``student``, None when nothing was ever written in this class since they came."""
        return self.students.index(student) if student in self.students else None

    def conduct(self, student, term):
        """Return the level of conduct or training of term 1, 2 or 0 (the year, TT 58), None while it is not entered."""
        return self.value(student, CONDUCT[term])

    def missed(self, student, term):
        """Return the half-days missed in a term as (with leave, without leave), None where nothing is entered."""
        return tuple(self.value(student, column) for column in ABSENCES[term])

    def absences(self, student):
        """Return the half-days missed in the year as (with leave, without leave); None until all four are entered."""
        counts = [self.missed(student, term) for term in ABSENCES]
        if any(None in term for term in counts):
            return None
        with_leave, without = (sum(term[place] for term in counts) for place in (0, 1))
        return with_leave, without

    def retests(self, student):
        """Return {subject code: code of the mark} of the tests that the student took again in the summer."""
        columns = [column for column in self.values if column.startswith(RETEST)]
        found = {column.removeprefix(RETEST): self.value(student, column) for column in columns}
        return {subject: code for subject, code in found.items() if code is not None}

    def summer(self, student):
        """Return the level after training in the summer, which replaces the year's (R58-18, R22-15), or None."""
        return self.value(student, SUMMER)

    def lock_of(self, term):
        """Return (at, by, reason) of the lock on a term (0: the year), or None while it is open."""
        return self.locks.get(term)

    def last_change(self, student, column):
        """Return the newest journal entry that changed a cell, or None when it was never written."""
        row = self.row_of(student)
        return None if row is None else self.journal.last_change(row, column)

    def write(self, kind, changes, *, by, at, batch="", sent="", note=""):
        """Carry out ``changes`` and write them into the journal, as one entry; returns the :class:`Entry`.

        Changes are (row, column, old, new) of a cell, (row, None, None, uuid) of a new row, and (None, term, "open",
        "locked") of a lock, the term as text. Nothing else writes, so what is shown always equals the replay of the
        journal. Checks are the operations'.
        """
        entry = Entry(iso_instant(at), by, batch, kind, tuple(changes), note, sent)
        sheet = RecordSheet(self.students, self.values, self.locks)
        sheet.apply(entry)
        self.values, self.locks = sheet.values, sheet.locks
        self.revision += 1
        if sheet.students != self.students:
            self.frame.students = sheet.students
        self.journal.append(entry)
        return entry

    def replay(self):
        """Return the :class:`RecordSheet` that the journal alone gives. :raises ValueError: an entry does not fit."""
        sheet = RecordSheet(self._first_students(), {}, {})
        for entry in self.journal.entries():
            sheet.apply(entry)
        return sheet

    def verify(self):
        """Return whether the journal is whole, began with this record, and gives exactly what the record shows."""
        return tells_all(self, ("students", "values", "locks"))

    def origin(self):
        """Return the hash of what this began with, as its journal must have it."""
        return self._origin(self._first_students())

    def _first_students(self):
        late = sum(len(entry.changes) for entry in self.journal.entries() if entry.kind == "enrol")
        return self.students[:len(self.students) - late]

    def _origin(self, students):
        facts = [self.school_class, self.rules, list(students)]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


class RecordSheet:
    """What a record shows, as plain values that entries are applied to, one after the other."""

    def __init__(self, students, values, locks):
        self.students, self.values, self.locks = students, dict(values), dict(locks)

    def apply(self, entry):
        """Carry out one entry. Raises ValueError when a value is not the one that the entry says it replaces."""
        for row, column, old, new in entry.changes:
            if column is None:
                self.students, seen = (*self.students, new), None
            elif row is None:
                seen = "locked" if int(column) in self.locks else "open"
                self.locks.pop(int(column), None)
                if new == "locked":
                    self.locks[int(column)] = (entry.at, entry.by, entry.note)
            else:
                seen = self._put(row, column, new)
            if seen != old:
                raise ValueError(f"The entry of {entry.at} does not continue the record: {old!r} was {seen!r}.")

    def _put(self, row, column, new):
        if row >= len(self.students):
            raise ValueError(f"The record has no row {row}.")
        values = list(self.values.get(column, ()))
        values += [None] * (row + 1 - len(values))
        seen, values[row] = values[row], new
        self.values[column] = tuple(values)
        return seen
