"""Numbers of things have a point between the thousands, in every message; years and codes have none."""

import pytest

from eduportal.views.numbers import shown_count, with_points


@pytest.mark.parametrize(("number", "vi", "en"), [
    (0, "0", "0"), (999, "999", "999"), (2127, "2.127", "2,127"), (500_000, "500.000", "500,000"),
    (1_234_567, "1.234.567", "1,234,567"),
])
def test_a_number_of_things(number, vi, en):
    assert (shown_count(number), shown_count(number, "en")) == (vi, en)


@pytest.mark.parametrize(("value", "shown"), [
    (2127, "2.127"), ("2127", "2.127"), ("<strong>2127</strong>", "<strong>2.127</strong>"), (True, True),
    ('<strong class="x">2127</strong>', '<strong class="x">2.127</strong>'), ("99", "99"), ("2026-2027", "2026-2027"),
    ("Giỏi", "Giỏi"), ("٢١٢٧", "٢١٢٧"), (None, None),
])
def test_only_whole_numbers_alone_are_pointed(value, shown):
    assert with_points({"count": value}, "vi")["count"] == shown


def test_years_codes_and_numbers_of_faults_stay_as_they_are():
    given = {"year": 2026, "number": 12345, "code": "79000", "day": 2026}
    assert with_points(given, "vi") == given
    assert with_points(None, "vi") is None
