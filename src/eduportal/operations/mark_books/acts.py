"""What is done with a mark book as a whole or with a column: submit, approve, return, reopen, lock, enrol."""

from eduportal.content.nodes import unit_of
from eduportal.domain.errors import RuleError
from eduportal.domain.marks import EMPTY
from eduportal.domain.messages import _
from eduportal.operations.mark_books.refusals import (
    MarksMissing,
    check_column,
    check_known_column,
    check_state,
    checked_reason,
    column_title,
)


def submit_mark_book(book, *, by, at, workflow, missing_confirmed=False):
    """Hand the book in at the end of the term; returns the journal entry.

    A missing mark is not a 0 (R58-5): with empty cells the book is only handed in when the person confirmed them, and
    the entry then names every one of them.

    :raises MarksMissing: empty cells that were not confirmed. :raises RuleError: not from this state.
    """
    missing = book.missing
    if missing and not missing_confirmed:
        _transition(book, "submit", workflow)
        counts = "; ".join(f"{column_title(book, key)}: {len(students)}" for key, students in missing.items())
        raise MarksMissing(missing, counts)
    named = [(book.row_of(student), key, EMPTY, EMPTY) for key, students in missing.items() for student in students]
    return _change_state(book, "submit", workflow, by=by, at=at, named=named)


def take_back_mark_book(book, *, by, at, workflow, reason=""):
    """Take a submitted book back before it is approved; returns the journal entry."""
    return _change_state(book, "take_back", workflow, by=by, at=at, reason=reason)


def approve_mark_book(book, *, by, at, workflow, reason="", seen=None):
    """Approve a submitted book; returns the journal entry.

    :param seen: the number of journal entries that stood behind what was on the screen: what was not seen is not
        approved.
    """
    if seen is not None and seen != len(book.journal):
        _transition(book, "approve", workflow)
        raise RuleError(_("The mark book was changed after you opened it. Look at it again before you approve it."))
    return _change_state(book, "approve", workflow, by=by, at=at, reason=reason)


def return_mark_book(book, reason, *, by, at, workflow):
    """Give a submitted book back to the teacher with a reason; returns the journal entry."""
    return _change_state(book, "return", workflow, by=by, at=at, reason=checked_reason(reason))


def reopen_mark_book(book, reason, *, by, at, workflow):
    """Open an approved book for corrections, with a reason (R5-2); returns the journal entry."""
    return _change_state(book, "reopen", workflow, by=by, at=at, reason=checked_reason(reason))


def _change_state(book, name, workflow, *, by, at, reason="", named=()):
    transition = _transition(book, name, workflow)
    reason = checked_reason(reason) if reason or transition.reason == "required" else ""
    changes = [(None, None, book.state, transition.target), *named]
    entry = book.record(name, changes, by=by, at=at, note=reason)
    _settle_inbox(book, transition, by=by, at=at)
    return entry


def _settle_inbox(book, transition, *, by, at):
    """A book that asks for approval stands in the inbox of its school until it is approved, returned or taken back."""
    school = unit_of(book)
    if school is None:
        return
    if transition.asks_approval:
        school.inbox[book.uuid] = ("mark_book", book.__parent__.uuid, book.__name__, book.title, by, at.isoformat())
    else:
        school.inbox.pop(book.uuid, None)


def _transition(book, name, workflow):
    transition = workflow.transitions[name]
    if book.state not in transition.sources:
        raise RuleError(_("This cannot be done now: the mark book is in the state “${state}”. Reload the page.",
                          state=workflow.states[book.state].title))
    return transition


def lock_column(book, column, reason, *, by, at, name_of=str):
    """Lock a column: nothing is entered there until it is unlocked (R5-1); returns the journal entry."""
    reason = checked_reason(reason)
    check_known_column(book, column)
    check_column(book, column, name_of)
    return book.record("lock", [(None, column, "open", "locked")], by=by, at=at, note=reason)


def unlock_column(book, column, reason, *, by, at):
    """Unlock a column, with a reason; returns the journal entry."""
    reason = checked_reason(reason)
    check_known_column(book, column)
    if book.lock_of(column) is None:
        raise RuleError(_("Column ${column} is not locked. Reload the page.", column=column_title(book, column)),
                        column)
    return book.record("unlock", [(None, column, "locked", "open")], by=by, at=at, note=reason)


def enrol_student(book, student, *, by, at, workflow):
    """Append a student to the register of the book; returns the row. The others keep their rows.

    Safe to repeat: a student who is in the book already keeps the row, and nothing is written.
    """
    if student in book.students:
        return book.row_of(student)
    check_state(book, workflow)
    book.record("enrol", [(len(book.students), None, None, student)], by=by, at=at)
    return book.row_of(student)
