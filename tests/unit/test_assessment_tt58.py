"""TT 58/2011 and TT 26/2020 (part 1 of the rule book): every vector by its number, switches, reasons, the re-test."""

import pytest

from eduportal.domain.assessment import engine, tt58
from eduportal.domain.assessment.switches import DEFAULTS, checked_switches
from eduportal.domain.errors import RuleError
from eduportal.domain.marks import ACHIEVED, EMPTY, EXEMPT, NOT_ACHIEVED

from .assess_lines import CORE, ask, student

G, K, TB, Y, KEM = "Giỏi", "Khá", "Trung bình", "Yếu", "Kém"
PE = ("Thể dục",)


@pytest.mark.parametrize(("usual", "changes", "failed", "average", "base", "level"), [
    pytest.param("8,0", "", (), "8.0", G, G, id="TV58-20"),
    pytest.param("8,0", "Anh 6,4; Lí 9; Hóa 9", (), "8.0", K, K, id="TV58-21"),
    pytest.param("8,0", "Anh 4,9; Lí 9,5; Hóa 9,5; Sử 9", (), "8.1", TB, K, id="TV58-22"),
    pytest.param("8,0", "Anh 3,4; Lí 10; Hóa 10; Sử 9,5", (), "8.1", Y, TB, id="TV58-23"),
    pytest.param("8,0", "Anh 1,9; Lí 10; Hóa 10; Sử 10; Địa 9", (), "8.1", KEM, KEM, id="TV58-24"),
    pytest.param("8,0", "Anh 4,9; Công 4,9; Lí 10; Hóa 10; Sử 10", (), "8.0", TB, TB, id="TV58-25"),
    pytest.param("8,0", "Toán 7,9; Văn 7,9; Lí 9; Hóa 9", (), "8.2", K, K, id="TV58-26"),
    pytest.param("8,0", "", PE, "8.0", Y, TB, id="TV58-27"),
    pytest.param("7,0", "", (), "7.0", K, K, id="TV58-28"),
    pytest.param("7,0", "Anh 4,9", (), "6.8", TB, TB, id="TV58-29"),
    pytest.param("7,0", "Anh 3,4", (), "6.7", Y, TB, id="TV58-30"),
    pytest.param("7,0", "Anh 1,9", (), "6.5", KEM, Y, id="TV58-31"),
    pytest.param("7,0", "", PE, "7.0", Y, TB, id="TV58-32"),
    pytest.param("6,0", "", (), "6.0", TB, TB, id="TV58-33a"),
    pytest.param("6,0", "", PE, "6.0", Y, Y, id="TV58-33b"),
    pytest.param("6,0", "Anh 3,4", (), "5.8", Y, Y, id="TV58-33c"),
])
@pytest.mark.parametrize("rules", ["tt58", "tt26"])
def test_levels(rules, usual, changes, failed, average, base, level, request):
    if rules == "tt26" and "TV58-26" in request.node.callspec.id:
        base = level = G  # The third core subject of TT 26/2020, Tiếng Anh, is 8,0.
    found = ask("classify", **student(usual, changes, failed, rules))
    assert (found["average"], found["base"], found["level"]) == (average, base, level)
    assert ("uplifted_by" in found) == (base != level)
    assert "Điều 13" in found["because"]
    assert ("TT 26/2020" in found["because"]) == (rules == "tt26")


@pytest.mark.parametrize(("changes", "failed", "subject"), [
    ("Anh 4,9; Lí 9,5; Hóa 9,5; Sử 9", (), "Tiếng Anh"), ("", PE, "Thể dục"),
])
def test_an_uplift_names_its_subject_and_its_clause(changes, failed, subject):
    found = ask("classify", **student("8,0", changes, failed))
    assert found["uplifted_by"] == subject
    assert f"only because of the subject {subject}" in found["because"]
    assert f"from {found['base']} to {found['level']}" in found["because"]
    assert "Điều 13 khoản 6" in found["because"]


@pytest.mark.parametrize(("usual", "changes", "average", "base", "level"), [
    ("9,0", "Toán 4,9; Văn 7,9", "8.5", TB, K), ("9,0", "Toán 3,4; Văn 7,9", "8.4", Y, TB),
    ("7,0", "Toán 3,4; Văn 6,4; Lí 9,5", "6.8", Y, TB), ("7,0", "Toán 1,9; Văn 6,4; Lí 10", "6.8", KEM, Y),
])
def test_the_one_subject_may_be_a_core_subject(usual, changes, average, base, level):
    """With Toán at 10 it is the core subject that reaches the level, whatever Ngữ văn has (R58-12)."""
    found = ask("classify", **student(usual, changes))
    assert (found["average"], found["base"], found["level"], found["uplifted_by"]) == (average, base, level, "Toán")


def test_the_reason_names_what_is_too_low():
    found = ask("classify", **student("8,0", "Anh 6,4; Lí 9; Hóa 9"))
    assert "Tiếng Anh 6,4 < 6,5" in found["because"]
    found = ask("classify", **student("6,0", "Anh 3,4", PE))
    for part in ("Tiếng Anh 3,4 < 3,5", "Thể dục CĐ"):
        assert part in found["because"]
    found = ask("classify", **student("8,0", "Toán 7,9; Văn 7,9; Lí 9; Hóa 9"))
    assert "none of Toán 7,9, Ngữ văn 7,9 reaches 8,0" in found["because"]


# Where the text can be read in two ways: 8,1, no core subject at 8,0 and one subject of 4,9 (R58-12).
TWO_CAUSES = "Toán 7,9; Văn 7,9; Anh 4,9; Lí 10; Hóa 10; Sử 8,5"


def test_two_causes_are_a_switch():
    found = ask("classify", **student("8,0", TWO_CAUSES))
    assert (found["average"], found["base"], found["level"]) == ("8.1", TB, TB)
    assert any("more than one subject" in note for note in found["notes"])
    found = ask("classify", **student("8,0", TWO_CAUSES), switches={"tt58_uplift_causes": "besides_core"})
    assert (found["average"], found["base"], found["level"], found["uplifted_by"]) == ("8.1", TB, K, "Tiếng Anh")


def test_a_low_specialised_subject_stays_a_second_cause():
    question = student("8,0", f"{TWO_CAUSES}; Công 7,9")
    for causes, specialised, level in (("besides_core", None, K), ("besides_core", "Công nghệ", TB), ("one", None, TB)):
        found = ask("classify", **question, specialised=specialised, switches={"tt58_uplift_causes": causes})
        assert (found["average"], found["base"], found["level"]) == ("8.1", TB, level)


def test_whether_a_comment_subject_is_the_one_subject_is_a_switch():
    for usual, level in (("8,0", TB), ("7,0", TB)):
        question = student(usual, "", PE)
        assert ask("classify", **question)["level"] == level
        found = ask("classify", **question, switches={"tt58_uplift_comments": "no"})
        assert (found["level"], len(found["notes"])) == (Y, 1)
        assert "Thể dục is assessed by comments" in found["notes"][0]
    # A subject with marks is not touched by it.
    question = student("8,0", "Anh 4,9; Lí 9,5; Hóa 9,5; Sử 9")
    assert ask("classify", **question, switches={"tt58_uplift_comments": "no"})["level"] == K


@pytest.mark.parametrize(("changes", "specialised", "base", "level"), [
    ("Tin 8,0", "Tin học", G, G), ("Hóa 7,9; Lí 9", "Hóa học", K, K), ("Hóa 6,4; Lí 10; Sử 9", "Hóa học", TB, K),
    ("Hóa 4,9; Lí 10; Sử 10; Địa 10", "Hóa học", Y, TB), ("Hóa 6,4; Lí 10; Sử 9", None, K, K),
])
def test_the_specialised_subject_of_a_chuyen_class(changes, specialised, base, level):
    question = student("8,0", changes.replace("Tin 8,0", ""))
    found = ask("classify", **question, specialised=specialised)
    assert (found["base"], found["level"]) == (base, level)


def test_the_specialised_subject_is_told():
    found = ask("classify", **student("8,0", "Hóa 7,9; Lí 9"), specialised="Hóa học")
    assert "Hóa học 7,9 < 8,0" in found["because"]


def test_exempt_subjects_are_not_counted_r58_20():
    question = student("8,0", "", PE)
    question["comments"]["Thể dục"] = "miễn"
    assert ask("classify", **question)["level"] == G
    question["marks"]["Tin học"], question["marks"]["GDCD"] = "miễn", "6,9"
    found = ask("classify", **question)
    assert (found["average"], found["level"]) == ("7.9", K)  # 78,9 : 10


def test_nothing_is_given_while_a_subject_is_missing():
    question = student("8,0")
    question["marks"]["Toán"], question["comments"]["Âm nhạc"] = None, ""
    found = ask("classify", **question)
    assert (found["average"], found["base"], found["level"]) == (None, None, None)
    assert found["missing"] == ["Toán", "Âm nhạc"]
    assert "Toán, Âm nhạc" in found["because"]
    direct = tt58.classify("tt58", {"Toán": EMPTY, "Văn": 80}, {}, core=("Toán",))
    assert (direct.value, direct.missing, direct.checks) == (None, ("Toán",), ())


def test_an_exempt_core_subject_reaches_nothing():
    found = tt58.classify("tt58", {"Toán": EXEMPT, "Văn": EXEMPT, "Lí": 90}, {}, core=("Toán", "Văn"))
    assert (found.base, found.value) == (Y, Y)
    assert "Toán, Văn exempt" in found.reason
    found = tt58.classify("tt58", {"Toán": 90, "Lí": EXEMPT}, {}, core=("Toán",), specialised="Lí")
    assert (found.base, "Lí exempt" in found.reason) == (Y, True)


def test_every_condition_is_shown_with_what_fails():
    marks = {"Toán": 79, "Văn": 60, "Lí": 49, "Hóa": 95}
    found = tt58.classify("tt58", marks, {"Thể dục": NOT_ACHIEVED}, core=("Toán", "Văn"), specialised="Lí")
    checks = dict(found.checks)
    assert list(checks) == [G, K, TB, Y]
    assert [(met, failing) for _text, met, failing in checks[G]] == [
        (False, ()), (False, ("Toán", "Văn")), (False, ("Lí",)), (False, ("Văn", "Lí")), (False, ("Thể dục",))]
    assert [met for _text, met, _failing in checks[K]] == [True, True, False, False, False]
    assert [met for _text, met, _failing in checks[Y]] == [True, True]
    plain = tt58.classify("tt58", marks, {"Thể dục": ACHIEVED}, core=("Toán",))
    assert [len(rows) for _level, rows in plain.checks] == [4, 4, 4, 2]
    assert found.inputs["marks"] == marks


def test_the_cases_of_kem_and_of_the_mean():
    for usual, level in (("5,0", TB), ("4,9", Y), ("3,5", Y), ("3,4", KEM), ("2,0", KEM), ("1,9", KEM), ("0", KEM)):
        assert ask("classify", **student(usual))["level"] == level
    assert "ĐTB 4,9 < 5,0" in ask("classify", **student("4,9"))["because"]


def test_core_is_told_from_usual_names_or_asked_for():
    question = student("8,0", "Toán 7,9; Văn 7,9; Lí 9; Hóa 9")
    del question["core"]
    assert ask("classify", **question)["level"] == K
    question["rules"] = "tt26"
    assert ask("classify", **question)["level"] == G
    assert ask("classify", **{**question, "core": CORE["tt58"]})["level"] == K


RESULTS = {"Toán": 60, "Văn": 60, "Anh": 34, "Lí": 60, "Hóa": 49}


def test_a_retest_replaces_the_result_of_the_year_r58_17():
    comments = {"Thể dục": NOT_ACHIEVED, "Nhạc": ACHIEVED}
    assert tt58.retest_subjects(RESULTS, comments) == ("Anh", "Hóa", "Thể dục")
    before = engine.classify("tt58", RESULTS, comments, core=("Toán", "Văn"))
    assert (before.average, before.value) == (53, Y)
    after = engine.reassess("tt58", RESULTS, comments, {"Anh": 50, "Thể dục": ACHIEVED}, core=("Toán", "Văn"))
    assert (after.average, after.value) == (56, TB)
    assert after.inputs["marks"]["Anh"] == 50


def test_a_worse_retest_replaces_too_r58_17():
    after = tt58.reassess("tt58", {**RESULTS, "Hóa": 60}, {}, {"Anh": 19}, core=("Toán", "Văn"))
    assert (after.base, after.inputs["marks"]["Anh"]) == (KEM, 19)


def test_the_uplift_holds_after_a_retest_too():
    marks = {"Toán": 70, "Văn": 70, "Anh": 34, "Lí": 90, "Hóa": 49}
    assert tt58.classify("tt58", marks, {}, core=("Toán", "Văn")).value == Y
    after = tt58.reassess("tt58", marks, {}, {"Hóa": 65}, core=("Toán", "Văn"))
    assert (after.average, after.base, after.value, after.uplifted_by) == (66, Y, TB, "Anh")


@pytest.mark.parametrize(("again", "field"), [
    ({"Toán": 90}, "Toán"), ({"Sử": 90}, "Sử"), ({"Anh": EMPTY}, "Anh"), ({"Anh": None}, "Anh"),
    ({"Anh": EXEMPT}, "Anh"), ({"Anh": ACHIEVED}, "Anh"), ({"Thể dục": 50}, "Thể dục"), ({"Anh": 101}, "Anh"),
])
def test_only_what_was_too_low_is_tested_again(again, field):
    with pytest.raises(RuleError) as refusal:
        tt58.reassess("tt58", RESULTS, {"Thể dục": NOT_ACHIEVED}, again, core=("Toán", "Văn"))
    assert refusal.value.field == field


@pytest.mark.parametrize(("marks", "comments", "core", "specialised", "field"), [
    ({"Toán": 80}, {"Toán": ACHIEVED}, ("Toán",), None, "comments"), ({"Toán": 101}, {}, ("Toán",), None, "Toán"),
    ({"Toán": ACHIEVED}, {}, ("Toán",), None, "Toán"), ({"Toán": 80}, {"Nhạc": 80}, ("Toán",), None, "Nhạc"),
    ({"Toán": 80}, {}, ("Văn",), None, "core"), ({"Toán": 80}, {}, (), None, "core"),
    ({"Toán": 80}, {}, ("Toán",), "Văn", "specialised"), ({"Toán": EXEMPT}, {}, ("Toán",), None, "marks"),
])
def test_contradictions_are_refused(marks, comments, core, specialised, field):
    with pytest.raises(RuleError) as refusal:
        tt58.classify("tt58", marks, comments, core=core, specialised=specialised)
    assert refusal.value.field == field


def test_switches_are_checked():
    assert checked_switches({}) is DEFAULTS
    assert checked_switches({"tt58_uplift_causes": "besides_core"})["tt58_uplift_comments"] == "yes"
    for chosen, field in (({"tt99": "yes"}, "switches"), ({"tt58_uplift_causes": "maybe"}, "tt58_uplift_causes"),
                          ({"tt58_uplift_causes": ["one"]}, "tt58_uplift_causes")):
        with pytest.raises(RuleError) as refusal:
            checked_switches(chosen)
        assert refusal.value.field == field
