"""The arithmetic of the measurements, and that a small run prints what the document is written from."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.__main__ import MEASUREMENTS
from bench.clock import in_turns
from bench.document import TITLES, document
from bench.figures import figure, percentile, ratio, spread

ROOT = Path(__file__).resolve().parents[2]


def test_a_spread_is_median_and_range():
    assert spread([5, 1, 3]) == {"median": 3, "min": 1, "max": 5, "runs": 3}
    assert spread([4.0, 1.0]) == {"median": 2.5, "min": 1, "max": 4, "runs": 2}
    assert spread([0.123456])["median"] == 0.1235
    assert spread([123_456.78])["median"] == 123_456.8


def test_every_measurement_has_a_heading_in_the_document():
    assert {"anchor", *MEASUREMENTS} == set(TITLES)


def test_there_is_no_figure_of_nothing():
    with pytest.raises(ValueError, match="at least one"):
        spread([])
    with pytest.raises(ValueError, match="at least one"):
        percentile([], 95)
    with pytest.raises(ValueError, match="above 0"):
        percentile([1], 0)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=50), st.integers(1, 100))
def test_a_percentile_is_the_smallest_value_that_enough_do_not_exceed(values, percent):
    found = percentile(values, percent)

    def share(limit):
        return sum(each <= limit for each in values) * 100

    assert found in values
    assert share(found) >= percent * len(values)
    assert all(share(each) < percent * len(values) for each in values if each < found)


@pytest.mark.parametrize(("values", "goal", "least", "kept"), [
    ([1.9, 2.0, 9.0], 2, False, True), ([2.1, 2.1, 0.1], 2, False, False),
    ([150, 149, 151], 150, True, True), ([149, 149, 900], 150, True, False), ([0, 0], 0, False, True),
])
def test_the_median_decides_whether_a_goal_is_kept(values, goal, least, kept):
    assert figure("x", "X", "ms CPU", values, goal=goal, least=least)["kept"] is kept


def test_a_figure_without_a_goal_keeps_none():
    assert figure("x", "X", "MB", [1]) == {"name": "x", "title": "X", "unit": "MB", "median": 1, "min": 1, "max": 1,
                                           "runs": 1}


def test_a_ratio_is_taken_run_by_run():
    found = ratio("x", "X", [2, 30, 8], [1, 10, 2], goal=3)
    assert (found["median"], found["min"], found["max"], found["kept"]) == (3, 2, 4, True)
    with pytest.raises(ValueError, match="as many"):
        ratio("x", "X", [1, 2], [1])
    with pytest.raises(ValueError, match="divides by none"):
        ratio("x", "X", [1], [0])


def test_works_take_turns_and_what_comes_before_a_call_is_not_counted():
    seen = []

    def busy(_number):
        seen.append("before")
        sum(range(200_000))

    found = in_turns([lambda number: seen.append(f"a{number}"), lambda number: seen.append(f"b{number}")], runs=2,
                     calls=1, before=busy)
    assert seen == ["before", "a0", "before", "b0"] * 2
    assert all(value < 1 for values in found for value in values)


def run(*options):
    """Return what ``python -m bench`` printed with these options."""
    command = [sys.executable, "-m", "bench", *options]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def test_a_quick_run_of_one_measurement_prints_one_json_document_and_the_page_is_made_of_it(tmp_path):
    found = json.loads(run("--quick", "--only", "pages_created"))
    names = [each["name"] for each in found["figures"]]
    assert names[0] == "bare_pyramid_page"
    assert {"pages_created", "pages_created_wall", "pages_created_large", "pages_created_large_bytes"} <= set(names)
    assert {each["of"] for each in found["figures"]} == {"anchor", "pages_created"}
    assert all(0 < each["min"] <= each["median"] <= each["max"] for each in found["figures"])
    assert found["quick"] is True
    assert "page" in found["left_out"]
    assert "pages_created" not in found["left_out"]
    assert len(found["machine"]["load_average_before"]) == 3
    (tmp_path / "bench.json").write_text(json.dumps(found), encoding="utf-8")
    page = run("--document", str(tmp_path / "bench.json"))
    assert page == document(found)
    assert "these figures say nothing" in page
    assert "| Pages created in a school that was empty, each with a commit" in page
