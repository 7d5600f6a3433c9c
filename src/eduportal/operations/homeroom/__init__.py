"""What the homeroom teacher and the principal write for a class beside the marks. All or nothing, never merged.

Who may do it, and what the class and its record allow, is checked here every time, in the transaction that writes. Two
writers of one record conflict, and the caller repeats the whole operation with its checks.
"""

from eduportal.operations.homeroom.entering import enter_absences, enter_class_record, enter_conduct
from eduportal.operations.homeroom.locking import lock_conduct, unlock_conduct
from eduportal.operations.homeroom.refusals import EntriesChanged, EntriesMissing, EntriesRefused
from eduportal.operations.homeroom.summer import (
    SummerCase,
    enter_after_summer,
    enter_retests,
    enter_summer_training,
    save_after_summer,
    summer_cases,
)

__all__ = [
    "EntriesChanged",
    "EntriesMissing",
    "EntriesRefused",
    "SummerCase",
    "enter_absences",
    "enter_after_summer",
    "enter_class_record",
    "enter_conduct",
    "enter_retests",
    "enter_summer_training",
    "lock_conduct",
    "save_after_summer",
    "summer_cases",
    "unlock_conduct",
]
