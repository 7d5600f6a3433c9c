from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.errors import RuleError
from eduportal.domain.marks import ACHIEVED, EMPTY, EXEMPT, NOT_ACHIEVED, parse_mark
from eduportal.domain.rulesets import (
    PRIMARY,
    SECONDARY,
    columns,
    half_up,
    subject_term,
    subject_year,
    term_value,
    year_value,
)
from tests.unit.exact_examples import EXACT

RULES = st.sampled_from(sorted(SECONDARY))
BOOKS = st.builds(columns, RULES, st.just("mark"), st.integers(1, 200), st.integers(0, 4))


def cells(of, typed, kind="mark"):
    """Return the cells of a book: ``typed`` in the order of the columns ``of``, separated by blanks, "-" for empty."""
    texts = ["" if text == "-" else text for text in typed.split()]
    return {column.key: parse_mark(text, kind) for column, text in zip(of, texts, strict=True)}


def term(rules, typed, *, kind="mark", lessons, periodic=2):
    book = columns(rules, kind, lessons, periodic)
    return subject_term(rules, kind, book, cells(book, typed, kind))


@pytest.mark.parametrize(("typed", "lessons", "periodic", "average"), [
    pytest.param("8 7 9 7,5 8 8", 74, 2, 79, id="TV58-1"),
    pytest.param("7 7 6,5 7,5", 37, 1, 71, id="TV58-2"),
    pytest.param("8 7 9 10 7 8,5 6,5", 111, 2, 77, id="TV58-3"),
])
def test_term_averages_of_tt58(typed, lessons, periodic, average):
    assert term("tt58", typed, lessons=lessons, periodic=periodic).value == average


def test_tv58_4_a_half_goes_up():
    assert term("tt26", "8 8 9 8,5 8", lessons=70).value == 83


@pytest.mark.parametrize(("term1", "term2", "year"), [
    pytest.param(79, 85, 83, id="TV58-5"), pytest.param(64, 65, 65, id="TV58-6"),
    pytest.param(49, 50, 50, id="TV58-7"), pytest.param(48, 50, 49, id="TV58-8"),
    pytest.param(47, 51, 50, id="TV58-9"), pytest.param(80, 79, 79, id="TV58-10"),
])
def test_year_averages_of_tt58(term1, term2, year):
    assert subject_year("tt58", "mark", term1, term2).value == year
    assert subject_year("tt26", "mark", term1, term2).value == year


@pytest.mark.parametrize(("tenths", "count", "mean"), [
    pytest.param(83 + 84, 2, 84, id="TV58-11"), pytest.param(795, 10, 80, id="TV58-12a"),
    pytest.param(794, 10, 79, id="TV58-12b"),
])
def test_means_of_subjects_are_rounded_half_up(tenths, count, mean):
    assert half_up(tenths, count) == mean


@pytest.mark.parametrize(("typed", "periodic", "result"), [
    pytest.param("Đ Đ CĐ Đ", 1, ACHIEVED, id="TV58-13"), pytest.param("Đ CĐ Đ", 0, ACHIEVED, id="TV58-14"),
    pytest.param("Đ Đ Đ CĐ", 1, NOT_ACHIEVED, id="TV58-15"), pytest.param("Đ CĐ CĐ Đ", 1, NOT_ACHIEVED, id="TV58-16"),
])
def test_comment_subjects_of_tt58_need_two_thirds_and_the_term_test(typed, periodic, result):
    found = term("tt58", typed, kind="comment", lessons=37, periodic=periodic)
    assert found.value == result
    assert "TT 58/2011, Điều 10" in found.reason
    assert found.reason.values["achieved"] == typed.split().count("Đ")


@pytest.mark.parametrize(("typed", "lessons", "average"), [
    pytest.param("8 9 7 8", 35, 79, id="TV22-1"), pytest.param("7 8 9 7,5 8", 70, 79, id="TV22-2"),
    pytest.param("8 8 9 8,5 8", 70, 83, id="TV22-3"), pytest.param("8 8 9 10 6,5 7,3", 105, 78, id="TV22-4"),
    pytest.param("5 6 4,5 5", 35, 50, id="TV22-5"), pytest.param("0 8 6 7", 35, 59, id="TV22-6"),
])
def test_term_averages_of_tt22(typed, lessons, average):
    assert term("tt22", typed, lessons=lessons).value == average


@pytest.mark.parametrize(("term1", "term2", "year"), [
    pytest.param(79, 85, 83, id="TV22-7"), pytest.param(78, 81, 80, id="TV22-8"),
])
def test_year_averages_of_tt22(term1, term2, year):
    found = subject_year("tt22", "mark", term1, term2)
    assert (found.value, found.missing) == (year, ())
    assert "TT 22/2021, Điều 9" in found.reason


@pytest.mark.parametrize(("typed", "result"), [
    pytest.param("Đ Đ Đ Đ", ACHIEVED, id="TV22-9a"), pytest.param("Đ CĐ Đ Đ", NOT_ACHIEVED, id="TV22-9b"),
])
def test_comment_subjects_of_tt22_need_all(typed, result):
    assert term("tt22", typed, kind="comment", lessons=70).value == result


@pytest.mark.parametrize(("term1", "term2", "year"), [
    pytest.param(NOT_ACHIEVED, ACHIEVED, ACHIEVED, id="TV22-10a"),
    pytest.param(ACHIEVED, NOT_ACHIEVED, NOT_ACHIEVED, id="TV22-10b"),
    (ACHIEVED, ACHIEVED, ACHIEVED), (NOT_ACHIEVED, NOT_ACHIEVED, NOT_ACHIEVED),
])
@pytest.mark.parametrize("rules", sorted(SECONDARY))
def test_the_year_of_a_comment_subject_is_that_of_term_2(rules, term1, term2, year):
    assert subject_year(rules, "comment", term1, term2).value == year


def test_the_reason_shows_the_formula_and_the_rule():
    found = term("tt22", "8 9 7 8", lessons=35)
    assert found.reason == "(8 + 9 + 2 × 7 + 3 × 8) : 7 = 7,9, rounded half up to one decimal (TT 22/2021, Điều 9)."
    year = subject_year("tt26", "mark", 64, 65)
    assert year.reason.startswith("(6,4 + 2 × 6,5) : 3 = 6,5, ")
    assert "TT 26/2020" in year.reason


def test_an_empty_cell_is_named_and_nothing_is_computed_from_the_others():
    found = term("tt22", "8 - 7 -", lessons=35)
    assert (found.value, found.missing) == (None, ("tx2", "ck"))
    assert "Thường xuyên 2, Cuối kì" in found.reason
    assert "not a zero" in found.reason
    book = columns("tt22", "comment", 35)
    assert subject_term("tt22", "comment", book, {}).missing == ("tx1", "tx2", "gk", "ck")


@given(BOOKS, st.data())
def test_empty_is_never_zero(book, data):
    codes = {column.key: data.draw(st.integers(0, 100)) for column in book}
    gone = data.draw(st.sets(st.sampled_from(sorted(codes)), min_size=1))
    found = subject_term("tt58", "mark", book, {key: code for key, code in codes.items() if key not in gone})
    assert found.value is None
    assert set(found.missing) == gone
    assert found == subject_term("tt58", "mark", book, {**codes, **dict.fromkeys(gone, EMPTY)})
    assert subject_term("tt58", "mark", book, {**codes, **dict.fromkeys(gone, 0)}).value is not None


def test_the_year_needs_both_terms():
    assert subject_year("tt22", "mark", None, 80).missing == ("term1",)
    assert subject_year("tt22", "mark", 80, EMPTY).missing == ("term2",)
    assert subject_year("tt58", "comment", None, None).value is None
    assert subject_year("tt22", "comment", None, ACHIEVED).value is None


def test_an_exemption_is_neither_a_zero_nor_an_achievement():
    for kind in ("mark", "comment"):
        book = columns("tt22", kind, 35)
        assert subject_term("tt22", kind, book, {column.key: EXEMPT for column in book}).value == EXEMPT
        assert subject_term("tt22", kind, book, {"tx1": EXEMPT}).value is None
    mixed = subject_term("tt22", "mark", columns("tt22", "mark", 35), {"tx1": EXEMPT, "tx2": 80, "gk": 80, "ck": 80})
    assert (mixed.value, mixed.missing) == (None, ())
    assert "whole term" in mixed.reason


def test_an_exempt_term_leaves_the_year_to_the_other():
    assert subject_year("tt58", "mark", EXEMPT, 71).value == 71
    assert subject_year("tt58", "comment", ACHIEVED, EXEMPT).value == ACHIEVED
    assert subject_year("tt22", "mark", EXEMPT, EXEMPT).value == EXEMPT
    assert subject_year("tt22", "mark", EXEMPT, None).value is None


@pytest.mark.parametrize("rules", sorted(PRIMARY))
def test_primary_marks_are_not_carried_yet_and_it_says_so(rules):
    for ask in (lambda: columns(rules, "mark", 70), lambda: subject_term(rules, "mark", (), {}),
                lambda: subject_year(rules, "mark", 80, 80)):
        with pytest.raises(RuleError, match="not carried yet"):
            ask()


def test_mistakes_of_the_program_are_no_refusals():
    book = columns("tt22", "mark", 35)
    for ask in (lambda: columns("tt99", "mark", 70), lambda: columns("tt22", "points", 70),
                lambda: subject_term("tt22", "mark", book, {"tx9": 80}), lambda: subject_term("tt22", "mark", (), {})):
        with pytest.raises(ValueError, match="Cells in no column|is no rule set"):
            ask()


@pytest.mark.parametrize(("kind", "code"), [("mark", ACHIEVED), ("comment", 80), ("mark", 101)])
def test_a_code_of_the_other_kind_is_refused(kind, code):
    with pytest.raises(RuleError, match="cannot stand") as refusal:
        subject_term("tt22", kind, columns("tt22", kind, 35), {"gk": code})
    assert refusal.value.field == "gk"
    with pytest.raises(RuleError, match="cannot stand"):
        subject_year("tt22", kind, code, EMPTY)


@EXACT
@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_half_up_is_exact(numerator, denominator):
    assert half_up(numerator, denominator) == floor(Fraction(numerator, denominator) + Fraction(1, 2))


@pytest.mark.parametrize(("numerator", "denominator"), [(-1, 2), (1, 0), (1, -1)])
def test_half_up_refuses_what_no_average_is(numerator, denominator):
    with pytest.raises(ValueError, match="Expected a numerator"):
        half_up(numerator, denominator)


@EXACT
@given(RULES, st.integers(1, 200), st.integers(0, 4), st.data())
def test_averages_agree_with_exact_fractions(rules, lessons, periodic, data):
    book = columns(rules, "mark", lessons, periodic)
    codes = {column.key: data.draw(st.integers(0, 100)) for column in book}
    weight = {"tx": 1, "dk": 2, "gk": 2, "ck": 3}
    total = sum(Fraction(weight[column.group] * codes[column.key], 10) for column in book)
    mean = total / sum(weight[column.group] for column in book)
    value = subject_term(rules, "mark", book, codes).value
    assert value == floor(mean * 10 + Fraction(1, 2))
    assert min(codes.values()) <= value <= max(codes.values())


@EXACT
@given(RULES, st.integers(0, 100), st.integers(0, 100))
def test_year_averages_agree_with_exact_fractions(rules, term1, term2):
    mean = (Fraction(term1, 10) + 2 * Fraction(term2, 10)) / 3
    assert subject_year(rules, "mark", term1, term2).value == floor(mean * 10 + Fraction(1, 2))


@given(RULES, BOOKS, st.data())
def test_a_better_mark_never_makes_a_worse_average(rules, book, data):
    codes = {column.key: data.draw(st.integers(0, 100)) for column in book}
    key = data.draw(st.sampled_from(sorted(codes)))
    better = {**codes, key: data.draw(st.integers(codes[key], 100))}
    before, after = (subject_term(rules, "mark", book, each).value for each in (codes, better))
    assert before <= after
    assert subject_year(rules, "mark", before, 50).value <= subject_year(rules, "mark", after, 50).value
    assert subject_year(rules, "mark", 50, before).value <= subject_year(rules, "mark", 50, after).value


@EXACT
@given(RULES, st.integers(1, 200), st.integers(0, 4), st.data())
def test_one_more_achievement_never_makes_a_worse_result(rules, lessons, periodic, data):
    book = columns(rules, "comment", lessons, periodic)
    codes = {column.key: data.draw(st.sampled_from((ACHIEVED, NOT_ACHIEVED))) for column in book}
    better = {**codes, data.draw(st.sampled_from(sorted(codes))): ACHIEVED}
    before, after = (subject_term(rules, "comment", book, each).value for each in (codes, better))
    assert before == NOT_ACHIEVED or after == ACHIEVED
    share = Fraction(list(codes.values()).count(ACHIEVED), len(codes))
    needed = share == 1 if rules == "tt22" else share >= Fraction(2, 3) and codes["ck"] == ACHIEVED
    assert (before == ACHIEVED) == needed


@pytest.mark.parametrize("kind", ["mark", "comment"])
def test_the_value_without_words_knows_exemptions_and_what_is_missing(kind):
    book = columns("tt22", kind, 35)
    some = 80 if kind == "mark" else ACHIEVED
    for codes, value in (([EXEMPT] * 4, EXEMPT), ([EXEMPT, some, some, some], None), ([EMPTY] * 4, None),
                         ([some] * 4, some)):
        assert term_value("tt22", kind, book, bytes(codes)) == value
        cells = dict(zip([each.key for each in book], codes, strict=True))
        assert subject_term("tt22", kind, book, cells).value == value
    assert [year_value(kind, *terms) for terms in ((None, some), (some, EMPTY), (EXEMPT, some), (some, EXEMPT))] == [
        None, None, some, some]
