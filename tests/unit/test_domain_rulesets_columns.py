import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.errors import RuleError
from eduportal.domain.rulesets import SECONDARY, Column, columns, ruleset


@pytest.mark.parametrize(("level", "grade", "year", "rules"), [
    ("THCS", 6, 2021, "tt22"), ("THCS", 6, 2020, "tt26"), ("THCS", 9, 2022, "tt26"), ("THCS", 9, 2023, "tt26"),
    ("THCS", 9, 2024, "tt22"), ("THCS", 7, 2022, "tt22"), ("THCS", 7, 2021, "tt26"), ("THCS", 8, 2023, "tt22"),
    ("THPT", 10, 2022, "tt22"), ("THPT", 11, 2022, "tt26"), ("THPT", 11, 2023, "tt22"), ("THPT", 12, 2024, "tt22"),
    ("THPT", 12, 2019, "tt58"), ("THCS", 6, 2011, "tt58"), ("THCS", 6, 2026, "tt22"),
    ("TH", 1, 2020, "tt27"), ("TH", 2, 2020, "tt30-22"), ("TH", 5, 2024, "tt27"),
    ("TH", 5, 2023, "tt30-22"), ("TH", 1, 2016, "tt30-22"), ("TH", 3, 2015, "tt30"),
    ("TH", 3, 2014, "tt30"), ("TH", 3, 2013, "tt32"),
])
def test_the_rules_follow_from_level_grade_and_school_year(level, grade, year, rules):
    assert ruleset(level, grade, year) == rules


@pytest.mark.parametrize(("level", "grade", "year"), [
    ("THCS", 5, 2026), ("THCS", 10, 2026), ("THPT", 9, 2026), ("TH", 0, 2026), ("mam_non", 1, 2026), ("THCS", 6, 2010),
    ("TH", 1, 2008),
])
def test_a_class_without_rules_is_refused(level, grade, year):
    with pytest.raises(RuleError):
        ruleset(level, grade, year)


@given(st.integers(6, 12), st.integers(2011, 2100))
def test_rules_are_never_replaced_by_older_ones(grade, year):
    order = ("tt58", "tt26", "tt22")
    level = "THCS" if grade < 10 else "THPT"
    assert order.index(ruleset(level, grade, year)) <= order.index(ruleset(level, grade, year + 1))


@pytest.mark.parametrize(("rules", "kind", "lessons", "keys"), [
    ("tt22", "mark", 35, "tx1 tx2 gk ck"), ("tt22", "mark", 36, "tx1 tx2 tx3 gk ck"),
    ("tt22", "mark", 70, "tx1 tx2 tx3 gk ck"),
    ("tt22", "mark", 71, "tx1 tx2 tx3 tx4 gk ck"), ("tt22", "comment", 105, "tx1 tx2 gk ck"),
    ("tt26", "mark", 35, "tx1 tx2 gk ck"), ("tt26", "mark", 140, "tx1 tx2 tx3 tx4 gk ck"),
    ("tt26", "comment", 70, "tx1 tx2 tx3 gk ck"),
    ("tt58", "mark", 37, "tx1 tx2 dk1 dk2 ck"), ("tt58", "mark", 38, "tx1 tx2 tx3 dk1 dk2 ck"),
    ("tt58", "mark", 110, "tx1 tx2 tx3 dk1 dk2 ck"), ("tt58", "mark", 111, "tx1 tx2 tx3 tx4 dk1 dk2 ck"),
])
def test_the_number_of_columns_follows_from_the_lessons(rules, kind, lessons, keys):
    assert " ".join(column.key for column in columns(rules, kind, lessons)) == keys


def test_columns_have_titles_groups_and_weights():
    assert columns("tt22", "mark", 35) == (
        Column("tx1", "Thường xuyên 1", "tx", 1), Column("tx2", "Thường xuyên 2", "tx", 1),
        Column("gk", "Giữa kì", "gk", 2), Column("ck", "Cuối kì", "ck", 3))
    assert [column.weight for column in columns("tt58", "mark", 74, periodic=1)] == [1, 1, 1, 2, 3]
    for rules in SECONDARY:
        assert {column.weight for column in columns(rules, "comment", 70)} == {1}


def test_a_column_is_kept_as_a_plain_tuple():
    plain = tuple(columns("tt58", "mark", 37)[2])
    assert plain == ("dk1", "Định kì 1", "dk", 2)
    assert {type(value) for value in plain} == {str, int}
    assert Column(*plain) == columns("tt58", "mark", 37)[2]


@pytest.mark.parametrize(("lessons", "periodic", "field"), [(0, 2, "lessons_per_year"), (-1, 2, "lessons_per_year"),
                                                            (70, -1, "periodic"), (70, 11, "periodic")])
def test_numbers_that_cannot_be_are_refused(lessons, periodic, field):
    with pytest.raises(RuleError) as refusal:
        columns("tt58", "mark", lessons, periodic)
    assert refusal.value.field == field
