import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.errors import RuleError
from eduportal.domain.marks import (
    ACHIEVED,
    EMPTY,
    EXEMPT,
    KINDS,
    NOT_ACHIEVED,
    check_code,
    format_mark,
    parse_mark,
)

CODES = {"mark": [*range(101), EMPTY], "comment": [ACHIEVED, NOT_ACHIEVED, EMPTY]}


@pytest.mark.parametrize(("typed", "code"), [
    ("8", 80), ("8,5", 85), ("8.5", 85), ("10", 100), ("10,0", 100), ("0", 0), ("0,0", 0), ("0,1", 1), (" 9 ", 90),
    ("\u00a07,5\u200b", 75), ("", EMPTY), ("   ", EMPTY),
])
def test_a_mark_is_typed_with_a_comma_or_a_point(typed, code):
    assert parse_mark(typed, "mark") == code


@pytest.mark.parametrize(("typed", "why"), [
    ("10,1", "above 10"), ("85", "above 10"), ("11", "above 10"), ("100", "above 10"), ("9" * 5000, "above 10"),
    ("7,55", "more than one decimal"), ("7.0000", "more than one decimal"),
    ("-1", "is not a mark"), ("abc", "is not a mark"), ("８", "is not a mark"),
    ("८", "is not a mark"),
    ("8²", "is not a mark"), ("8,", "is not a mark"), (",5", "is not a mark"),
    ("08", "is not a mark"), ("8 5", "is not a mark"),
    ("8,5,5", "is not a mark"), ("8/10", "is not a mark"), ("1e1", "is not a mark"), ("+8", "is not a mark"),
    ("=8", "is not a mark"), ("nan", "is not a mark"),
    ("½", "is not a mark"), ("8\n9", "is not a mark"), ("None", "is not a mark"),
    ("Đ", "assessed by marks"), ("cd", "assessed by marks"),
    ("M", "exemption is not typed"), ("miễn", "exemption is not typed"), ("MIỄN", "exemption is not typed"),
])
def test_what_is_no_mark_is_refused_with_the_reason(typed, why):
    with pytest.raises(RuleError, match=why) as refusal:
        parse_mark(typed, "mark", field="mark.an")
    assert refusal.value.field == "mark.an"
    assert len(refusal.value.message) < 250


@pytest.mark.parametrize(("typed", "code"), [
    ("Đ", ACHIEVED), ("đ", ACHIEVED), ("D", ACHIEVED), ("d", ACHIEVED), ("\u00d0", ACHIEVED), (" đ ", ACHIEVED),
    ("CĐ", NOT_ACHIEVED), ("cđ", NOT_ACHIEVED), ("CD", NOT_ACHIEVED), ("cd", NOT_ACHIEVED), ("C\u00d0", NOT_ACHIEVED),
    ("", EMPTY), ("\t", EMPTY),
])
def test_a_comment_is_typed_with_or_without_the_bar(typed, code):
    assert parse_mark(typed, "comment") == code


@pytest.mark.parametrize("typed", ["8", "10", "0", "K", "C", "DD", "C Đ", "Đ.", "x"])
def test_what_is_no_comment_is_refused(typed):
    with pytest.raises(RuleError, match="Expected Đ or CĐ"):
        parse_mark(typed, "comment")


@pytest.mark.parametrize("typed", ["M", "m", "MG", "miễn"])
def test_an_exemption_is_not_typed_in_a_comment_subject_either(typed):
    with pytest.raises(RuleError, match="principal's decision"):
        parse_mark(typed, "comment")


@pytest.mark.parametrize(("code", "shown"), [
    (85, "8,5"), (80, "8"), (100, "10"), (0, "0"), (1, "0,1"), (ACHIEVED, "Đ"), (NOT_ACHIEVED, "CĐ"), (EXEMPT, "miễn"),
    (EMPTY, ""),
])
def test_a_mark_is_shown_with_a_comma(code, shown):
    assert format_mark(code) == shown


def test_an_average_keeps_its_decimal():
    assert [format_mark(code, average=True) for code in (80, 83, 0, 100, ACHIEVED, EMPTY)] == \
        ["8,0", "8,3", "0,0", "10", "Đ", ""]


@pytest.mark.parametrize("kind", KINDS)
def test_every_code_is_read_as_it_is_shown_and_fits_a_byte(kind):
    assert [parse_mark(format_mark(code), kind) for code in CODES[kind]] == CODES[kind]
    assert bytes(CODES[kind])


@given(st.text() | st.text(alphabet="0123456789,.-đĐcCdD ", max_size=6), st.sampled_from(KINDS))
def test_whatever_is_typed_gives_a_code_of_the_kind_or_a_refusal(typed, kind):
    try:
        code = parse_mark(typed, kind)
    except RuleError:
        code = None
    known = {format_mark(each) for each in CODES[kind]}
    assert code is None or code in CODES[kind]
    assert code is not None or typed not in known


@given(st.integers(0, 1000), st.sampled_from(",."))
def test_nothing_above_ten_is_ever_clamped(tenths, point):
    typed = f"{tenths // 10}{point}{tenths % 10}"
    if tenths <= 100:
        assert parse_mark(typed, "mark") == tenths
    else:
        with pytest.raises(RuleError, match="above 10"):
            parse_mark(typed, "mark")


def test_a_code_belongs_to_a_kind():
    for kind in KINDS:
        allowed = {code for code in range(256) if _is_allowed(code, kind)}
        assert allowed == {*CODES[kind], EXEMPT}


def _is_allowed(code, kind):
    try:
        return check_code(code, kind) == code
    except RuleError:
        return False


def test_mistakes_of_the_program_are_no_refusals():
    with pytest.raises(ValueError, match="no kind|is not a kind"):
        parse_mark("8", "points")
    with pytest.raises(ValueError, match="not the code"):
        format_mark(150)
    with pytest.raises(ValueError, match="not the code"):
        format_mark(-1)
