"""The mark book of one class, subject and term: a matrix of codes, the states of its columns, and its journal.

A book is never merged. Two writers of one book conflict, and the whole operation of the later one is repeated with its
checks: merging by cell would let a mark land after the lock of its column. So nothing here has ``_p_resolveConflict``.
"""

import hashlib
import json

from persistent import Persistent

from eduportal.content.journals import Entry, Journal, tells_all
from eduportal.domain.dates import iso_instant
from eduportal.domain.marks import EMPTY, format_mark
from eduportal.domain.rulesets import Column, subject_term

OPEN_COLUMN = ("open", "", "", "")
TERM_TITLES = {1: "HKI", 2: "HKII"}


class MarkBookFrame(Persistent):
    """What a save does not change, kept beside the book so that a save does not write it again.

    ``columns`` are plain tuples (key, title, group, weight); ``students`` are uuids in the fixed order of the register.
    """

    def __init__(self, subject_title, columns, students):
        self.subject_title = subject_title
        self.columns = tuple(tuple(column) for column in columns)
        self.students = tuple(students)


class MarkBook(Persistent):
    """Marks of one subject in one term, one byte a cell, row by row; every write goes through :meth:`record`.

    ``term`` is 1 or 2, ``rules`` a key of the rule sets ("tt22"), ``kind`` "mark" or "comment". ``column_states`` has
    one tuple (state, at, by, reason) a column, state "open" or "locked". ``state`` is a state of the workflow
    ``mark_book``.
    """

    __name__ = None
    __parent__ = None
    type_name = "mark_book"
    is_unit = is_attachment = refuses_roles = False
    journal_type = Journal

    def __init__(self, uuid, *, subject, subject_title, term, rules, kind, columns, students):
        if len(set(students)) != len(students):
            raise ValueError("A student stands in a mark book once.")
        self.uuid, self.subject, self.term, self.rules, self.kind = uuid, subject, term, rules, kind
        self.frame = MarkBookFrame(subject_title, columns, students)
        self._show(Sheet(self.column_keys, self.students))
        self.journal = self.journal_type(self._origin(self.students))

    @property
    def title(self):
        """Return what the book is called: "Toán – HKI – 6A1"."""
        place = [self.__parent__.title] if self.__parent__ is not None else []
        return " – ".join((self.subject_title, TERM_TITLES[self.term], *place))

    @property
    def window(self):
        """Return the entry window of this book's term in its school year, or None when none is set."""
        year = self.__parent__.__parent__ if self.__parent__ is not None else None
        return year.windows.get(str(self.term)) if year is not None else None

    def derived_roles(self, account, day):
        """Return the roles that ``account`` has at this book by the dated assignments of ``day``.

        Roles that follow from assignments do not flow down: who teaches another subject of the class is nobody here.
        """
        taught = self.__parent__.__parent__.assignments_of(account, day)
        roles = {"homeroom_teacher": "", "teacher": self.subject}
        return tuple(role for role, subject in roles.items() if (self.__parent__.uuid, subject) in taught)

    @property
    def subject_title(self):
        """Return the name of the subject as it is printed."""
        return self.frame.subject_title

    @property
    def columns(self):
        """Return the columns as plain tuples (key, title, group, weight)."""
        return self.frame.columns

    @property
    def students(self):
        """Return the uuids of the students; a row is the place in this tuple and never changes."""
        return self.frame.students

    @property
    def column_keys(self):
        """Return the keys of the columns in order."""
        return tuple(column[0] for column in self.columns)

    def row_of(self, student):
        """Return the row of ``student``. Raises ValueError for a student who is not in this book."""
        return self.students.index(student)

    def code_at(self, student, column):
        """Return the code in the cell of ``student`` and the column with this key. Raises ValueError for no cell."""
        return self.matrix[self.row_of(student) * len(self.columns) + self.column_keys.index(column)]

    def row(self, student, matrix=None):
        """Return the codes of one student in the order of the columns; of an earlier ``matrix`` when one is given."""
        width = len(self.columns)
        place = self.row_of(student) * width
        return (self.matrix if matrix is None else matrix)[place:place + width]

    def lock_of(self, column):
        """Return (at, by, reason) of the lock on a column, or None while it is open."""
        state, *lock = self.column_states[self.column_keys.index(column)]
        return tuple(lock) if state == "locked" else None

    def result(self, codes):
        """Return the term result that the rule set gives for these codes of one student."""
        columns = tuple(Column(*column) for column in self.columns)
        return subject_term(self.rules, self.kind, columns, dict(zip(self.column_keys, codes, strict=True)))

    def average(self, student):
        """Return the computed term result of ``student`` as text, "" while it cannot be computed."""
        return self.average_text(self.row(student))

    def average_text(self, codes):
        """Return the term result for these codes as text, "" while it cannot be computed."""
        value = self.result(codes).value
        return "" if value is None else format_mark(value, average=True)

    @property
    def missing(self):
        """Return the empty cells as {column key: tuple of students}, only columns that have some."""
        keys = self.column_keys
        found = {}
        for place, code in enumerate(self.matrix):
            if code == EMPTY:
                row, column = divmod(place, len(keys))
                found.setdefault(keys[column], []).append(self.students[row])
        return {key: tuple(found[key]) for key in keys if key in found}

    @property
    def summary(self):
        """Return {"cells", "filled", "missing"} as counts of cells."""
        missing = self.matrix.count(EMPTY)
        return {"cells": len(self.matrix), "filled": len(self.matrix) - missing, "missing": missing}

    def last_change(self, student, column):
        """Return the newest journal entry that changed the cell, or None when it was never written."""
        return self.journal.last_change(self.row_of(student), column)

    def matrix_after(self, entry):
        """Return the matrix as it stood right after ``entry``: later changes are taken back, newest first.

        Rows of students who were enrolled later are there, and empty.
        """
        matrix, keys = bytearray(self.matrix), self.column_keys
        for later in self.journal.newest_first():
            if later == entry:
                return bytes(matrix)
            for row, column, old, _new in reversed(later.changes):
                if row is not None and column is not None:
                    matrix[row * len(keys) + keys.index(column)] = old
        raise ValueError("This entry is not in the journal of this book.")

    def record(self, kind, changes, *, by, at, batch="", sent="", note=""):
        """Carry out ``changes`` and write them into the journal, as one entry; returns the :class:`Entry`.

        This is the only way to write, so the matrix always equals the replay of the journal. Checks are the
        operations'.
        """
        entry = Entry(iso_instant(at), by, batch, kind, tuple(changes), note, sent)
        sheet = Sheet(self.column_keys, self.students, self.matrix, self.column_states, self.state)
        sheet.apply(entry)
        self._show(sheet)
        self.journal.append(entry)
        return entry

    def _show(self, sheet):
        # Always assigned: also an entry that changes no cell is a write of this book, and so conflicts with a save.
        self.matrix, self.column_states, self.state = sheet.matrix, sheet.column_states, sheet.state
        if sheet.students != self.students:
            self.frame.students = sheet.students

    def replay(self):
        """Return the :class:`Sheet` that the journal alone gives, from the empty book on.

        :raises ValueError: an entry does not continue what the entries before it left.
        """
        sheet = Sheet(self.column_keys, self._first_students())
        for entry in self.journal.entries():
            sheet.apply(entry)
        return sheet

    def verify(self):
        """Return whether the journal is whole, began with this book, and gives exactly what the book shows."""
        return tells_all(self, ("students", "matrix", "column_states", "state"))

    def origin(self):
        """Return the hash of what this began with, as its journal must have it."""
        return self._origin(self._first_students())

    def _first_students(self):
        late = sum(entry.kind == "enrol" for entry in self.journal.entries())
        return self.students[:len(self.students) - late]

    def _origin(self, students):
        facts = [self.uuid, self.subject, self.term, self.rules, self.kind, self.columns, students]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


class Sheet:
    """What a book shows, as plain values that entries are applied to, one after the other."""

    def __init__(self, keys, students, matrix=None, column_states=None, state="open"):
        self.keys, self.students, self.state = keys, students, state
        self.matrix = bytes([EMPTY]) * (len(keys) * len(students)) if matrix is None else matrix
        self.column_states = (OPEN_COLUMN,) * len(keys) if column_states is None else column_states

    def apply(self, entry):
        """Carry out one entry. Raises ValueError when a value is not the one that the entry says it replaces."""
        matrix, columns = bytearray(self.matrix), list(self.column_states)
        for row, column, old, new in entry.changes:
            if entry.kind == "enrol":
                self.students, seen = (*self.students, new), None
                matrix += bytes([EMPTY]) * len(self.keys)
            elif row is not None:
                place = row * len(self.keys) + self.keys.index(column)
                matrix[place], seen = new, matrix[place]
            elif column is not None:
                place = self.keys.index(column)
                seen = columns[place][0]
                columns[place] = OPEN_COLUMN if new == "open" else (new, entry.at, entry.by, entry.note)
            else:
                self.state, seen = new, self.state
            if seen != old:
                raise ValueError(f"The entry of {entry.at} does not continue the book: {old!r} was {seen!r}.")
        self.matrix, self.column_states = bytes(matrix), tuple(columns)

