"""Days, instants and school years. Instants are aware UTC, days are those of Vietnam."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
#: The frame of the Ministry: pupils come back in August; term 1 ends before 18 January (R12-1, QĐ of 11/8/2025).
_YEAR_TURNS = (8, 1)
_TERM_2_BEGINS = (1, 18)
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                   "November", "December")
_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_SHOWN = 40


def local_day(at):
    """Return the day in Vietnam on which the aware datetime ``at`` falls. Raises ValueError for a naive one."""
    return _aware(at).astimezone(VIETNAM).date()


def parse_day(text, field=None):
    """Return the date typed as dd/mm/yyyy or d/m/yyyy, or posted by a script as yyyy-mm-dd; never as mm/dd (R11-7).

    Raises :class:`RuleError` (about ``field``) for anything else, for days that the calendar does not have, and for
    years outside 1900 to 2199.
    """
    text = text.strip()
    found, iso = _DAY.fullmatch(text), _ISO_DAY.fullmatch(text)
    if not found and not iso:
        raise RuleError(_("“${text}” is not a day. Expected day/month/year, for example 05/09/2026.",
                          text=text[:_SHOWN]), field)
    day, month, year = (int(part) for part in (found.groups() if found else reversed(iso.groups())))
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise RuleError(_("The year of “${text}” is not between ${first} and ${last}. Expected day/month/year, for "
                          "example 05/09/2026.", text=text, first=_FIRST_YEAR, last=_LAST_YEAR), field)
    try:
        return date(year, month, day)
    except ValueError:
        raise RuleError(_("The calendar has no day ${day} of month ${month} in ${year}. The day comes first, then the "
                          "month: 05/09/2026 is 5 September.", day=day, month=month, year=year), field) from None


def format_day(day):
    """Return ``day`` as dd/mm/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_english_day(day):
    """Return ``day`` as English pages write it: 21 November 2026."""
    return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year:04d}"


def format_instant(at):
    """Return the aware datetime ``at`` as Vietnam's clock shows it: ``14:05, 21/11/2026``."""
    local = _aware(at).astimezone(VIETNAM)
    return f"{local.hour:02d}:{local.minute:02d}, {format_day(local)}"


def weekday_title(day):
    """Return the Vietnamese name of the day of the week, Thứ Hai to Chủ nhật."""
    return _WEEKDAYS[day.weekday()]


def english_weekday(day):
    """Return the English name of the day of the week."""
    return _ENGLISH_WEEKDAYS[day.weekday()]


def start_of_day(day):
    """Return the instant (aware UTC) at which ``day`` begins in Vietnam."""
    return datetime.combine(day, time(), VIETNAM).astimezone(UTC)


def end_of_day(day):
    """Return the instant (aware UTC) at which ``day`` is over in Vietnam: "by 30/9" holds until 00:00 of 1/10 there.

    It no longer belongs to the day: compare with ``at < end_of_day(day)``.
    """
    return start_of_day(day + timedelta(days=1))


def school_year_of(day):
    """Return the year in which the school year of ``day`` begins; it turns on 1 August."""
    return day.year if (day.month, day.day) >= _YEAR_TURNS else day.year - 1


def school_year_title(start):
    """Return how the school year that begins in ``start`` is written: ``2026–2027``."""
    return f"{start}–{start + 1}"


def school_year_days(start):
    """Return the first and the last day of the school year that begins in ``start``: 1 August and 31 July."""
    return date(start, *_YEAR_TURNS), date(start + 1, *_YEAR_TURNS) - timedelta(days=1)


def term_of(day):
    """Return 1 or 2: the term of ``day``. Term 1 ends before 18 January, term 2 lasts until the school year turns."""
    return 1 if day < date(school_year_of(day) + 1, *_TERM_2_BEGINS) else 2


def iso_instant(at):
    """Return the aware datetime ``at`` as text in UTC, always of one length, so that texts sort as instants do."""
    return _aware(at).astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_instant(text, field=None):
    """Return the aware UTC datetime of an ISO 8601 text.

    Raises :class:`RuleError` when it is none or names no time zone.
    """
    try:
        return _aware(datetime.fromisoformat(text.strip())).astimezone(UTC)
    except (ValueError, OverflowError):
        raise RuleError(_("“${text}” is not an instant. Expected ISO 8601 with a time zone, for example "
                          "2026-09-05T07:00:00Z.", text=text.strip()[:_SHOWN]), field) from None


def _aware(at):
    if at.utcoffset() is None:
        raise ValueError("An instant without a time zone: expected an aware datetime.")
    return at
