"""When marks of a term may be entered: the days that a school sets for itself."""

from eduportal.domain.dates import end_of_day, format_day, school_year_days, start_of_day
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.school import set_window

TERMS = {1: "Học kì I", 2: "Học kì II"}


def set_entry_days(year, term, first, last, *, by, at):
    """Set from which day to which day (both included, in Vietnam) marks of ``term`` are entered; return the window.

    Every save reads the window, so a day that has passed closes the entry at once. The history of the year keeps who
    set which days.

    :raises RuleError: no such term, the last day before the first, or days outside of the school year.
    """
    if term not in TERMS:
        raise RuleError(_("A school year has term 1 and term 2."), "term")
    begins, ends = school_year_days(year.start)
    values = {"begins": format_day(begins), "ends": format_day(ends)}
    for field, day in (("first", first), ("last", last)):
        if not begins <= day <= ends:
            raise RuleError(_("This day is not in the school year (${begins} to ${ends}).", **values), field)
    if last < first:
        raise RuleError(_("The last day lies before the first."), "last")
    window = set_window(year, term, TERMS[term], start_of_day(first), end_of_day(last), by)
    days = f"{TERMS[term]}: {format_day(first)} – {format_day(last)}"
    year.record("set_entry_days", by=by, at=at, source=year.state, target=year.state, reason=days)
    return window
