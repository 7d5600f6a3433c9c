"""How the province reads what the circulars leave open: each switch is set from a school year on, with its history."""

from types import MappingProxyType

from eduportal.content.subject_books import SWITCHES as BOOK
from eduportal.domain.assessment.switches import DEFAULTS, SWITCHES, checked_switches
from eduportal.domain.dates import iso_instant, school_year_title
from eduportal.domain.errors import ChangedMeanwhile, RuleError
from eduportal.domain.messages import _
from eduportal.domain.rulesets import first_year
from eduportal.domain.subject_plans import row_for
from eduportal.operations.asking import require_of
from eduportal.operations.school_years import YEARS_AHEAD, check_first_year, current_year

_NO_END = 9999


def switches_of(portal, start=None):
    """Return {key: value} of all switches for the school year that begins in ``start``.

    Without ``start`` what was decided for the latest year counts. What was never set has its default.
    """
    rows = {key: row_for(each, _NO_END if start is None else start) for key, each in portal.register.book(BOOK).items()}
    found = {key: row["value"] for key, row in rows.items()
             if row is not None and key in SWITCHES and row["value"] in SWITCHES[key].choices}
    return MappingProxyType({**DEFAULTS, **found})


def switch_history(portal, key):
    """Return the rows {"since", "value", "before", "by", "at"} of a switch, the newest last; () if it was never set."""
    return portal.register.book(BOOK).get(key, ())


def years_to_set(key, at):
    """Return the school years from which on a switch may be set, as a range of the years in which they begin."""
    last, now = SWITCHES[key].last, current_year(at)
    return range(first_year("THCS"), last + 1) if last is not None and last < now else range(now, now + YEARS_AHEAD + 1)


def _check_year(key, since, at):
    years = years_to_set(key, at)
    if SWITCHES[key].last is None or years[0] == current_year(at):
        check_first_year(since, at)
    elif type(since) is not int or since not in years:
        raise RuleError(_("This rule held in the school years ${first} to ${last}; choose one of them.",
                          first=school_year_title(years[0]), last=school_year_title(years[-1])), "since")


def set_switch(portal, key, value, *, since, seen=None, by, at):
    """Set a switch from the school year ``since`` on; results of earlier years stay as they are.

    A rule that is no longer in force is read anew for the years in which it held: their results are computed when old
    registers are looked at, and what was kept of them says when it differs.

    :param seen: the number of changes that the asker saw, or None to ask nothing.
    :raises NotAllowed: ``by`` decides nothing for the province.
    :raises RuleError: an unknown switch or value, a year that is over, or nothing that would change.
    :raises ChangedMeanwhile: somebody else set it since.
    """
    require_of(portal, by, "assessment:set", portal.root, at=at)
    checked_switches({key: value})
    _check_year(key, since, at)
    rows = switch_history(portal, key)
    if seen is not None and seen != len(rows):
        raise ChangedMeanwhile(_("Somebody else set this rule meanwhile. Look at what it says now, then decide again."),
                               theirs=rows[-1]["value"] if rows else DEFAULTS[key], mine=value, field=key)
    before = switches_of(portal, since)[key]
    if value == before:
        raise RuleError(_("Nothing changes: this is how the rule is read from the school year ${year} already.",
                          year=school_year_title(since)), key)
    row = {"since": since, "value": value, "before": before, "by": by, "at": iso_instant(at)}
    portal.register.write_book(BOOK)[key] = (*rows, row)
    return row
