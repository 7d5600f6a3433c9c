"""TT 22/2021 (part 2 of the rule book): every vector of learning and training by its number, switches, reasons."""

import pytest

from eduportal.domain.assessment import engine, tt22
from eduportal.domain.errors import RuleError
from eduportal.domain.marks import ACHIEVED, EMPTY, EXEMPT, NOT_ACHIEVED

from .assess_lines import ask

T, K, D, NOT = "Tốt", "Khá", "Đạt", "Chưa đạt"
MARKED = ("Ngữ văn", "Toán", "Ngoại ngữ 1", "GDCD", "Lịch sử và Địa lí", "Khoa học tự nhiên", "Công nghệ", "Tin học")
COMMENTED = ("Giáo dục thể chất", "Nghệ thuật", "HĐTN, HN", "GDĐP")
DIRECT = dict(zip(MARKED, (70, 70, 70, 70, 49, 34, 50, 65), strict=True))


def student(typed, failed=0, marked=MARKED):
    """Return the fields of a question: marks in the order of the register, ``failed`` subjects by comments CĐ."""
    marks = dict(zip(marked, typed.split(), strict=True))
    comments = {each: "CĐ" if place < failed else "Đ" for place, each in enumerate(COMMENTED)}
    return {"rules": "tt22", "marks": marks, "comments": comments}


def times(*parts):
    """Return "8,5 8,5 6" for ("8,5", 2), ("6", 1)."""
    return " ".join(" ".join([mark] * count) for mark, count in parts)


@pytest.mark.parametrize(("typed", "failed", "base", "level"), [
    pytest.param(times(("8,5", 8)), 0, T, T, id="TV22-20"),
    pytest.param(times(("8,5", 7), ("6,0", 1)), 0, K, K, id="TV22-21"),
    pytest.param(times(("8,5", 7), ("4,0", 1)), 0, D, K, id="TV22-22"),
    pytest.param(times(("8,5", 7), ("3,0", 1)), 0, NOT, D, id="TV22-23"),
    pytest.param(times(("8,5", 6), ("4,0", 2)), 0, D, D, id="TV22-24"),
    pytest.param(times(("8,0", 5), ("7", 3)), 0, K, K, id="TV22-25"),
    pytest.param(times(("8,0", 6), ("6,5", 1), ("6,4", 1)), 0, K, K, id="TV22-26"),
    pytest.param(times(("8,0", 6), ("6,5", 2)), 0, T, T, id="TV22-27"),
    pytest.param(times(("6,5", 6), ("5,0", 2)), 0, K, K, id="TV22-28"),
    pytest.param(times(("6,5", 6), ("5,0", 1), ("4,9", 1)), 0, D, D, id="TV22-29"),
    pytest.param(times(("6,5", 6), ("5,0", 1), ("3,4", 1)), 0, NOT, D, id="TV22-30"),
    pytest.param(times(("6,5", 5), ("5,0", 3)), 0, D, D, id="TV22-31"),
    pytest.param(times(("5,0", 6), ("3,5", 2)), 0, D, D, id="TV22-32"),
    pytest.param(times(("5,0", 6), ("3,5", 1), ("3,4", 1)), 0, NOT, NOT, id="TV22-33"),
    pytest.param(times(("5,0", 5), ("4,9", 3)), 0, NOT, NOT, id="TV22-34"),
    pytest.param(times(("6,0", 8)), 0, D, D, id="TV22-35"),
    pytest.param(times(("8,5", 8)), 1, D, K, id="TV22-36"),
    pytest.param(times(("8,5", 8)), 2, NOT, NOT, id="TV22-37"),
    pytest.param(times(("7,0", 8)), 1, D, D, id="TV22-38"),
])
def test_levels(typed, failed, base, level):
    question = student(typed, failed)
    backwards = {**question, "marks": dict(reversed(question["marks"].items()))}
    for each in (question, backwards, {**question, "core": ["Toán", "Ngữ văn"], "specialised": None}):
        found = ask("classify", **each)
        assert (found["average"], found["base"], found["level"]) == (None, base, level)
        assert ("uplifted_by" in found) == (base != level)
        assert "Điều 9" in found["because"]


def test_tv22_36_is_a_switch():
    question = student(times(("8,5", 8)), 1)
    assert ask("classify", **question)["uplifted_by"] == "Giáo dục thể chất"
    found = ask("classify", **question, switches={"tt22_uplift_comments": "no"})
    assert (found["base"], found["level"]) == (D, D)
    question = student(times(("8,5", 7), ("4,0", 1)))
    assert ask("classify", **question, switches={"tt22_uplift_comments": "no"})["level"] == K


def test_an_uplift_names_its_subject_and_its_clause():
    found = ask("classify", **student(times(("8,5", 7), ("3,0", 1))))
    assert found["uplifted_by"] == "Tin học"
    assert found["because"] == ("Raised one level, from Chưa đạt to Đạt: only because of the subject Tin học, TT "
                                "22/2021 Điều 9 khoản 3.")


@pytest.mark.parametrize(("typed", "failed", "parts"), [
    (times(("8,0", 6), ("6,5", 1), ("6,4", 1)), 0, ("Khá, not Tốt", "Tin học 6,4 < 6,5")),
    (times(("8,0", 5), ("7", 3)), 0, ("Khá, not Tốt", "only 5 subjects of 8,0 or more, not 6")),
    (times(("7,0", 8)), 1, ("Đạt, not Khá", "Giáo dục thể chất CĐ")),
    (times(("5,0", 5), ("4,9", 3)), 0, ("Chưa đạt, not Đạt", "only 5 subjects of 5,0 or more, not 6")),
    (times(("8,5", 8)), 2, ("Chưa đạt, not Đạt", "Giáo dục thể chất, Nghệ thuật CĐ")),
    (times(("8,5", 8)), 0, ("All conditions of Tốt are met",)),
])
def test_the_reason_names_what_is_too_low(typed, failed, parts):
    found = ask("classify", **student(typed, failed))
    assert all(part in found["because"] for part in parts), found["because"]


def test_who_is_not_raised_is_told_why():
    found = ask("classify", **student(times(("5,0", 6), ("3,5", 1), ("3,4", 1))))
    assert any("not raised" in note and "Tin học" in note for note in found["notes"])
    assert "notes" not in ask("classify", **student(times(("5,0", 5), ("4,9", 3))))


@pytest.mark.parametrize("count", range(1, 6))
def test_with_less_than_six_subjects_nothing_is_reached(count):
    found = ask("classify", **student(times(("10", count)), marked=MARKED[:count]))
    assert (found["base"], found["level"]) == (NOT, NOT)
    assert any(f"Only {count} subjects have marks" in note for note in found["notes"])
    assert ask("classify", **student(times(("10", 6)), marked=MARKED[:6]))["level"] == T


def test_exempt_subjects_are_not_counted():
    question = student(times(("8,5", 7), ("3,0", 1)), 1)
    question["marks"]["Tin học"] = question["comments"]["Giáo dục thể chất"] = "miễn"
    assert ask("classify", **question)["base"] == T


def test_nothing_is_given_while_a_subject_is_missing():
    question = student(times(("8,5", 8)))
    question["marks"]["Toán"], question["comments"]["GDĐP"] = "", None
    found = ask("classify", **question)
    assert (found["average"], found["base"], found["level"]) == (None, None, None)
    assert found["missing"] == ["Toán", "GDĐP"]


def test_every_condition_is_shown_with_what_fails():
    found = tt22.classify(DIRECT, {"Nghệ thuật": NOT_ACHIEVED, "GDTC": ACHIEVED})
    assert (found.base, found.value, found.average) == (NOT, NOT, None)
    checks = dict(found.checks)
    assert list(checks) == [T, K, D]
    assert [met for _text, met, _failing in checks[D]] == [False, True, True]
    low = ("Lịch sử và Địa lí", "Khoa học tự nhiên")
    assert [each[1:] for each in checks[K]] == [(False, low), (False, ()), (False, ("Nghệ thuật",))]
    assert found.inputs["marks"] == DIRECT


@pytest.mark.parametrize(("term1", "row"), [
    (T, (T, K, K, NOT)), (K, (T, K, D, NOT)), (D, (K, K, D, NOT)), (NOT, (K, D, D, NOT)),
])
@pytest.mark.parametrize(("place", "term2"), enumerate((T, K, D, NOT)))
def test_tv22_50_to_65_training_of_the_year(term1, row, place, term2):
    found = ask("training_year", rules="tt22", term1=term1, term2=term2)
    assert found["training"] == row[place]
    assert "TT 22/2021, Điều 8" in found["because"]
    direct = tt22.training_year(term1, term2)
    assert (direct.value, direct.inputs) == (row[place], {"term1": term1, "term2": term2})


def test_training_needs_both_terms():
    assert ask("training_year", term1=T)["missing"] == ["term2"]
    assert ask("training_year", term1=None, term2=None)["training"] is None
    assert tt22.training_year(None, T).missing == ("term1",)
    with pytest.raises(RuleError) as refusal:
        tt22.training_year(None, "Trung bình")
    assert refusal.value.field == "term2"


def test_subjects_from_9():
    assert tt22.subjects_from_9({"a": 90, "b": 89, "c": 100, "d": EXEMPT, "e": EMPTY, "f": None}) == 2


def test_reassessment_replaces_the_result_of_the_year_r22_16():
    comments = {"Nghệ thuật": NOT_ACHIEVED, "GDTC": ACHIEVED}
    assert tt22.reassessed_subjects(DIRECT, comments) == ("Lịch sử và Địa lí", "Khoa học tự nhiên", "Nghệ thuật")
    after = engine.reassess("tt22", DIRECT, comments, {"Khoa học tự nhiên": 50})
    assert (after.base, after.value) == (D, D)
    after = tt22.reassess(DIRECT, comments, {"Khoa học tự nhiên": 50, "Nghệ thuật": ACHIEVED, "Lịch sử và Địa lí": 65})
    assert after.value == K
    worse = tt22.reassess(DIRECT, {}, {"Khoa học tự nhiên": 20, "Lịch sử và Địa lí": 20})
    assert (worse.base, worse.inputs["marks"]["Khoa học tự nhiên"]) == (NOT, 20)


@pytest.mark.parametrize(("again", "field"), [
    ({"Toán": 90}, "Toán"), ({"Công nghệ": 60}, "Công nghệ"), ({"GDTC": ACHIEVED}, "GDTC"), ({"Sử": 50}, "Sử"),
    ({"Khoa học tự nhiên": EMPTY}, "Khoa học tự nhiên"), ({"Khoa học tự nhiên": ACHIEVED}, "Khoa học tự nhiên"),
])
def test_only_what_was_too_low_is_assessed_again(again, field):
    with pytest.raises(RuleError) as refusal:
        tt22.reassess(DIRECT, {"GDTC": ACHIEVED}, again)
    assert refusal.value.field == field


def test_a_subject_is_assessed_in_one_way():
    with pytest.raises(RuleError) as refusal:
        tt22.classify({"Âm nhạc": 80}, {"Âm nhạc": ACHIEVED})
    assert refusal.value.field == "comments"
    with pytest.raises(RuleError):
        tt22.classify({}, {"Âm nhạc": ACHIEVED})
