from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.dates import (
    VIETNAM,
    end_of_day,
    format_day,
    format_instant,
    iso_instant,
    local_day,
    parse_day,
    parse_instant,
    school_year_days,
    school_year_of,
    school_year_title,
    start_of_day,
    term_of,
    weekday_title,
)
from eduportal.domain.errors import RuleError

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
INSTANTS = st.datetimes(datetime(1980, 1, 1), datetime(2199, 12, 30), timezones=st.just(UTC))


@pytest.mark.parametrize("text", ["05/09/2026", "5/9/2026", " 05/9/2026\n", "2026-09-05"])
def test_a_day_is_typed_day_first_or_posted_as_iso(text):
    assert parse_day(text) == date(2026, 9, 5)


@pytest.mark.parametrize("text", [
    "", "9/5", "05/09/26", "05-09-2026", "05.09.2026", "5 tháng 9", "2026/09/05", "2026-9-5", "005/09/2026",
    "٠٥/٠٩/٢٠٢٦", "０５/09/2026", "05/09/2026 07:00", "5/9/20266", "-5/9/2026",
])
def test_anything_else_is_no_day_and_the_refusal_says_what_was_expected(text):
    with pytest.raises(RuleError, match="Expected day/month/year, for example 05/09/2026") as refusal:
        parse_day(text, field="born")
    assert refusal.value.field == "born"


@pytest.mark.parametrize("text", ["12/31/2026", "31/04/2026", "29/02/2025", "00/01/2026", "1/0/2026", "2026-13-01"])
def test_a_day_that_the_calendar_does_not_have_is_never_read_the_other_way_round(text):
    with pytest.raises(RuleError, match="The day comes first, then the month"):
        parse_day(text)


@pytest.mark.parametrize("text", ["01/01/0001", "01/01/1899", "31/12/9999", "1/1/2200"])
def test_a_year_far_away_is_a_slip(text):
    with pytest.raises(RuleError, match="between 1900 and 2199"):
        parse_day(text)


def test_a_long_text_is_cut_in_the_refusal():
    with pytest.raises(RuleError) as refusal:
        parse_day("x" * 5000)
    assert len(refusal.value.message) < 200


@given(DAYS)
def test_a_day_is_read_as_it_is_written(day):
    assert parse_day(format_day(day)) == day
    assert parse_day(day.isoformat()) == day
    assert parse_day(f"{day.day}/{day.month}/{day.year}") == day


def test_an_instant_is_shown_by_the_clock_of_vietnam():
    at = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)
    assert format_instant(at) == "14:05, 21/11/2026"
    assert format_instant(at.astimezone(timezone(timedelta(hours=-8)))) == "14:05, 21/11/2026"


def test_the_day_of_an_instant_is_vietnams():
    assert local_day(datetime(2026, 9, 30, 16, 59, 59, tzinfo=UTC)) == date(2026, 9, 30)
    assert local_day(datetime(2026, 9, 30, 17, 0, tzinfo=UTC)) == date(2026, 10, 1)


@pytest.mark.parametrize("function", [local_day, format_instant, iso_instant])
def test_a_naive_datetime_is_a_mistake_of_the_program(function):
    with pytest.raises(ValueError, match="aware"):
        function(datetime(2026, 9, 30))


def test_by_30_september_holds_until_midnight_in_vietnam():
    assert end_of_day(date(2026, 9, 30)) == datetime(2026, 9, 30, 17, 0, tzinfo=UTC)
    assert start_of_day(date(2026, 9, 30)) == datetime(2026, 9, 29, 17, 0, tzinfo=UTC)


@given(DAYS, st.datetimes(datetime(1980, 1, 1), datetime(2199, 12, 1), timezones=st.just(VIETNAM)))
def test_a_day_holds_exactly_the_instants_between_its_ends(day, at):
    assert (start_of_day(day) <= at < end_of_day(day)) == (local_day(at) == day)
    assert start_of_day(day).utcoffset() == end_of_day(day).utcoffset() == timedelta()


def test_the_days_of_the_week_have_vietnamese_names():
    week = [weekday_title(date(2026, 11, 16) + timedelta(days=number)) for number in range(7)]
    assert week == ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"]


@pytest.mark.parametrize(("day", "start", "term"), [
    (date(2026, 7, 31), 2025, 2), (date(2026, 8, 1), 2026, 1), (date(2026, 12, 31), 2026, 1),
    (date(2027, 1, 17), 2026, 1),
    (date(2027, 1, 18), 2026, 2), (date(2027, 5, 31), 2026, 2), (date(2027, 7, 31), 2026, 2),
])
def test_the_school_year_turns_in_august_and_term_1_ends_before_18_january(day, start, term):
    assert school_year_of(day) == start
    assert term_of(day) == term


def test_a_school_year_is_written_with_both_years():
    assert school_year_title(2026) == "2026–2027"
    assert school_year_days(2026) == (date(2026, 8, 1), date(2027, 7, 31))


@given(DAYS)
def test_every_day_lies_in_its_school_year_and_terms_follow_each_other(day):
    first, last = school_year_days(school_year_of(day))
    assert first <= day <= last
    assert school_year_of(last + timedelta(days=1)) == school_year_of(day) + 1
    assert term_of(first) == 1
    assert term_of(last) == 2
    assert term_of(day) <= term_of(min(day + timedelta(days=1), last))


@given(INSTANTS, INSTANTS)
def test_instants_are_read_as_written_and_their_texts_sort_as_they_do(one, other):
    assert parse_instant(iso_instant(one)) == one
    assert parse_instant(iso_instant(one)).tzinfo is UTC
    assert (iso_instant(one) < iso_instant(other)) == (one < other)
    assert iso_instant(one.astimezone(VIETNAM)) == iso_instant(one)


def test_an_instant_is_written_in_utc():
    assert iso_instant(datetime(2026, 9, 5, 7, 0, tzinfo=VIETNAM)) == "2026-09-05T00:00:00.000000Z"
    assert parse_instant("2026-09-05T07:00:00+07:00") == datetime(2026, 9, 5, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "2026-09-05", "2026-09-05T07:00:00", "05/09/2026 07:00", "now",
                                  "0001-01-01T00:00+23:00"])
def test_a_text_that_is_no_instant_is_refused(text):
    with pytest.raises(RuleError, match="ISO 8601 with a time zone") as refusal:
        parse_instant(text, field="at")
    assert refusal.value.field == "at"
