"""From which school year on something may be decided: never for one that is over."""

from eduportal.domain.dates import local_day, school_year_of, school_year_title
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.subject_plans import opening_day

#: How many school years ahead something may be decided.
YEARS_AHEAD = 5


def current_year(at):
    """Return the year in which the school year of the instant ``at`` begins."""
    return school_year_of(local_day(at))


def is_under_way(start, at):
    """Return whether the school year ``start`` has been opened: 5 September has come (R12-1)."""
    return local_day(at) >= opening_day(start)


def check_first_year(since, at, field="since"):
    """Refuse a first school year that is over or too far ahead.

    :raises RuleError: about ``field``; also for what is no whole number.
    """
    first = current_year(at)
    if type(since) is not int or not first <= since <= first + YEARS_AHEAD:
        raise RuleError(_("A change counts from a school year between ${first} and ${last} on: what was decided in "
                          "earlier years stays as it is.", first=school_year_title(first),
                          last=school_year_title(first + YEARS_AHEAD)), field)
