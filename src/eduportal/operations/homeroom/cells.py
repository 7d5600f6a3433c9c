"""The cells of a class record: which columns there are, what may be typed into each, and how it is shown."""

import re

from eduportal.content.class_records import ABSENCES, CONDUCT, RETEST
from eduportal.domain.assessment.levels import rank
from eduportal.domain.errors import RuleError
from eduportal.domain.marks import EMPTY, format_mark, parse_mark
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line

#: A term has at most 20 weeks of 6 days. TT 22 counts one half-day a day (R22-14); before, a day may have two.
_DAYS_OF_A_TERM = 120
_NUMBER = re.compile(r"[0-9]{1,3}")
_LONGEST_SHOWN = 20


def most_absences(rules):
    """Return how many half-days a student can miss in one term under a rule set."""
    return _DAYS_OF_A_TERM if rules == "tt22" else 2 * _DAYS_OF_A_TERM


def columns_of(record):
    """Return {column: term} of what the homeroom teacher enters, in the order of the register, by term."""
    found = {}
    for term in (1, 2, 0):
        if term in record.conduct_terms:
            found[CONDUCT[term]] = term
        found.update((column, term) for column in ABSENCES.get(term, ()))
    return found


def is_absence(column):
    """Return whether a column counts half-days."""
    return any(column in pair for pair in ABSENCES.values())


def parse_entry(record, column, text, kind="mark"):
    """Return the value of what was typed into a cell, None for nothing; ``kind`` is that of a subject taken again.

    :raises RuleError: it is no level of the class's circular, no number of half-days, no mark. Nothing is clamped.
    """
    typed = clean_line(text)
    if not typed:
        return None
    if column.startswith(RETEST):
        code = parse_mark(typed, kind, column)
        return None if code == EMPTY else code
    if is_absence(column):
        return _half_days(record, column, typed)
    return record.scale[rank(record.scale, typed, column)]


def _half_days(record, column, typed):
    most = most_absences(record.rules)
    if not _NUMBER.fullmatch(typed) or int(typed) > most:
        raise RuleError(_("“${text}” is not a number of missed half-days of a term. Expected a whole number from 0 to "
                          "${most}; leave the cell empty if you do not know it yet.", text=typed[:_LONGEST_SHOWN],
                          most=most), column)
    return int(typed)


def entry_text(column, value):
    """Return how a value of a cell is shown and typed, "" for nothing."""
    if value is None:
        return ""
    return format_mark(value) if column.startswith(RETEST) else str(value)
