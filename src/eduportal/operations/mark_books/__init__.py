"""Mark books: enter marks, lock columns, enrol, submit and approve. All or nothing, never merged.

Who may do it is the caller's to check (the permission of the view); what the book itself allows is checked here every
time, in the transaction that writes. Two writers of one book conflict, and the caller repeats the whole operation with
its checks.
"""

from eduportal.operations.mark_books.acts import (
    approve_mark_book,
    enrol_student,
    lock_column,
    reopen_mark_book,
    return_mark_book,
    submit_mark_book,
    take_back_mark_book,
    unlock_column,
)
from eduportal.operations.mark_books.entering import (
    end_exemption,
    enter_marks,
    exempt_student,
    give_zero_for_missed_test,
)
from eduportal.operations.mark_books.refusals import CellsChanged, CellsRefused, MarksMissing
from eduportal.operations.mark_books.windows import set_entry_days

__all__ = [
    "CellsChanged",
    "CellsRefused",
    "MarksMissing",
    "approve_mark_book",
    "end_exemption",
    "enrol_student",
    "enter_marks",
    "exempt_student",
    "give_zero_for_missed_test",
    "lock_column",
    "reopen_mark_book",
    "return_mark_book",
    "set_entry_days",
    "submit_mark_book",
    "take_back_mark_book",
    "unlock_column",
]
