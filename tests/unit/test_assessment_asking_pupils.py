"""Questions of ``eduportal assess`` about primary schools: answers, what is missing, and refusals of hostile values."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.assessment.asking import answer
from eduportal.domain.assessment.asking.pupils import (
    CLASSIFY_FIELDS,
    YEAR_END_FIELDS,
    classify_question,
    year_end_question,
)
from eduportal.domain.errors import RuleError
from tests.unit.test_assessment_primary import COMPLETED, EXCELLENT, GOOD, NOT, pupil

HUGE = 10 ** 6000


def question(rules="tt27", *, grade=None, switches=None, **changes):
    parts = dict(zip(("subjects", "qualities", "competences", "tests"), pupil(rules, **changes), strict=True))
    asked = {"ask": "classify", "rules": rules, **parts}
    return asked | ({"grade": grade} if grade is not None else {}) | ({"switches": switches} if switches else {})


def year_end(level=None, rules="tt27", **fields):
    return year_end_question({"ask": "year_end", "rules": rules, "level": level, **fields})


def refused_field(ask, asked):
    with pytest.raises(RuleError) as refused:
        ask(asked)
    assert len(refused.value.message) > 20
    return refused.value.field


def test_the_level_of_a_year():
    found = classify_question(question(tests={"Toán": 8}))
    assert found == {"level": GOOD, "base": GOOD, "average": None, "rule": "TT 27/2020, Điều 9",
                     "because": "Hoàn thành tốt, not Hoàn thành xuất sắc: bài kiểm tra Toán 8 < 9 (TT 27/2020, Điều "
                                "9)."}
    assert answer(question(tests={"Toán": 8})) == found


@pytest.mark.parametrize(("mark", "level"), [("9", EXCELLENT), (9, EXCELLENT), (" 9 ", EXCELLENT), ("10", EXCELLENT),
                                             (["8", 9], EXCELLENT), ([8, 8], GOOD), ("0", NOT)])
def test_marks_are_whole_numbers_or_their_text(mark, level):
    assert classify_question(question(tests={"Toán": mark}))["level"] == level


@pytest.mark.parametrize("mark", ["9,0", "9.0", "8,5", 8.5, 9.0, "09", "11", 11, -1, "chín", True, {}, {"a": 1},
                                  [], [9], [9, 9, 9], [9, "8,5"], [[9], 9], "９", "9" * 5000])
def test_other_marks_are_refused_at_their_test(mark):
    assert refused_field(classify_question, question(tests={"Toán": mark})) == "tests.Toán"


@pytest.mark.parametrize("letter", ["H", "D", "t", "Tốt", 1, True, [], {}, 0.5, "T" * 5000])
@pytest.mark.parametrize(("part", "title"), [("qualities", "Nhân ái"), ("competences", "Tin học")])
def test_other_letters_are_refused_at_their_title(part, title, letter):
    assert refused_field(classify_question, question(**{part: {title: letter}})) == f"{part}.{title}"


def test_letters_of_a_subject():
    assert refused_field(classify_question, question(subjects={"Toán": "Đ"})) == "subjects.Toán"
    assert refused_field(classify_question, question(subjects={"Toán": 1})) == "subjects.Toán"
    assert refused_field(classify_question, question(subjects={"Khoa học": "X"})) == "subjects.Khoa học"
    assert refused_field(classify_question, question(competences={"Khoa học": "X"})) == "competences.Khoa học"


def test_titles_are_read_however_they_are_typed():
    asked = question()
    asked["qualities"] = {"yêu nước": "T", unicodedata.normalize("NFD", "Nhân ái"): "Đ"}
    asked["competences"] = {" Thẩm  mỹ": "T"}
    assert classify_question(asked)["because"].startswith(
        "Hoàn thành, not Hoàn thành tốt: phẩm chất Nhân ái Đ (")
    asked["qualities"] = {"Yêu nước": "T", "yêu nước": "Đ"}
    assert refused_field(classify_question, asked) == "qualities.Yêu nước"
    assert classify_question(question("tt30-22", grade=1))["level"] == COMPLETED
    asked = question("tt30-22")
    asked["qualities"] = {"Trung thực, kỷ luật": "T"}
    assert refused_field(classify_question, asked) == "qualities.Trung thực, kỷ luật"


def test_missing_things_are_named_as_fields():
    found = classify_question(question(tests={"Toán": None, "Tiếng Việt": [9, None]}, qualities={"Nhân ái": ""}))
    assert (found["level"], found["base"], found["average"]) == (None, None, None)
    assert found["missing"] == ["qualities.Nhân ái", "tests.Tiếng Việt", "tests.Toán"]
    assert classify_question({"ask": "classify", "rules": "tt27"})["missing"] == [
        "subjects", "qualities", "competences", "tests"]
    assert classify_question(question(grade=1))["missing"] == [
        "subjects.Tự nhiên và Xã hội", "subjects.Giáo dục thể chất", "subjects.Nghệ thuật"]


def test_notes_stand_in_the_answer():
    assert classify_question(question(tests={"Toán": [8, 9]}))["notes"] == [
        "Toán: (8 + 9) : 2 = 9, a half goes up."]
    assert "notes" not in classify_question(question())


def test_switches():
    down = {"tt27_language_rounding": "down"}
    assert classify_question(question(tests={"Toán": [8, 9]}, switches=down))["level"] == GOOD
    zero = {"tt27_zero": "refused"}
    assert refused_field(classify_question, question(tests={"Toán": 0}, switches=zero)) == "tests.Toán"
    for rules in ("tt30", "tt30-22"):
        assert refused_field(classify_question, question(rules, tests={"Toán": "0"})) == "tests.Toán"
    assert refused_field(classify_question, question(switches={"zero": "no"})) == "switches"
    assert refused_field(classify_question, question(switches={"tt27_zero": ["no"]})) == "tt27_zero"
    assert refused_field(year_end_question, {"rules": "tt27", "level": GOOD, "switches": [1]}) == "switches"


@pytest.mark.parametrize(("changes", "field"), [
    ({"rules": "tt32"}, "rules"), ({"rules": "tt22"}, "rules"), ({"rules": None}, "rules"),
    ({"rules": ["tt27"]}, "rules"),
    ({"grade": 6}, "grade"), ({"grade": "một"}, "grade"), ({"grade": True}, "grade"),
    ({"subjects": []}, "subjects"), ({"tests": "9"}, "tests"), ({"qualities": 5}, "qualities"),
    ({"subjects": {str(each): "T" for each in range(61)}}, "subjects"),
    ({"subjects": {"": "T"}}, "subjects"), ({"subjects": {"a" * 121: "T"}}, "subjects"),
    ({"subjects": {"\u200b": "T"}}, "subjects"), ({"marks": {"Toán": 9}}, "marks"), ({"comments": None}, "comments"),
    ({"tests": {"Khoa học": 9}}, "tests.Khoa học"), ({"qualities": {"Yêu đời": "T"}}, "qualities.Yêu đời"),
    ({"subjects": {"Tin học": "T", "Tin học và Công nghệ": "T"}, "tests": {}}, "subjects.Tin học"),
    ({"grade": 1, "tests": {"Đạo đức": 9}}, "tests.Đạo đức")])
def test_bad_fields_are_refused_by_name(changes, field):
    assert refused_field(classify_question, {**question(), **changes}) == field


def test_numbers_that_python_does_not_write_out_are_refused_too():
    for changes, field in (({"tests": {"Toán": HUGE}}, "tests.Toán"), ({"tests": {"Toán": [9, HUGE]}}, "tests.Toán"),
                           ({"subjects": {"Toán": HUGE}}, "subjects.Toán"), ({"competences": HUGE}, "competences"),
                           ({"grade": HUGE}, "grade"), ({"rules": HUGE}, "rules"), ({"switches": HUGE}, "switches")):
        assert refused_field(classify_question, {**question(), **changes}) == field
    for field in ("level", "grade", "outstanding", "recognised", "decided", "after"):
        assert refused_field(year_end_question, {"rules": "tt27", "level": GOOD, field: HUGE}) == field


def test_the_end_of_a_year():
    assert year_end(GOOD, outstanding=True, recognised=True, decided=None) == {
        "decision": "Được lên lớp", "completion": "Hoàn thành chương trình lớp học",
        "award": "Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện",
        "because": "Promoted: the programme of the class is completed (TT 27/2020, Điều 11).",
        "award_because": "Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện: the result of the year is Hoàn "
                         "thành tốt, with something outstanding that the class recognises (TT 27/2020, Điều 13).",
        "rule": "TT 27/2020, Điều 11"}
    asked = {"ask": "year_end", "rules": "tt27", "level": EXCELLENT}
    assert answer(asked) == year_end_question(asked)
    assert answer(asked)["award"] == "Học sinh Xuất sắc"


@pytest.mark.parametrize(("fields", "decision"), [
    ({}, "Đánh giá bổ sung"), ({"after": True}, None), ({"decided": True}, "Được lên lớp"),
    ({"decided": False}, "Chưa được lên lớp"), ({"after": True, "decided": False}, "Chưa được lên lớp")])
def test_who_has_not_completed(fields, decision):
    found = year_end(NOT, **fields)
    assert (found["decision"], found["completion"], found["award"]) == (
        decision, "Chưa hoàn thành chương trình lớp học", None)
    assert found.get("missing") == (["decided"] if decision is None else None)


def test_the_end_of_a_year_from_levels_and_tests():
    asked = {**question(), "ask": "year_end"}
    assert year_end_question(asked)["award"] == "Học sinh Xuất sắc"
    best = year_end_question({**question("tt30-22"), "ask": "year_end"})
    assert best["award"] == "Học sinh hoàn thành xuất sắc các nội dung học tập và rèn luyện"
    assert "award_missing" not in best
    assert refused_field(year_end_question, {**asked, "level": GOOD}) == "level"
    found = year_end_question({**question(tests={"Toán": None}), "ask": "year_end"})
    assert (found["decision"], found["award"], found["missing"]) == (None, None, ["tests.Toán"])
    assert year_end_question({**question(tests={"Toán": 4}), "ask": "year_end", "grade": None})["notes"] == [
        "Toán: level T, but 4 in the test. If this does not agree with the daily work, the school may give another "
        "test (TT 27/2020, Điều 7)."]


def test_the_end_of_a_year_before_tt27():
    found = year_end(COMPLETED, rules="tt30-22")
    assert (found["decision"], found["award"]) == ("Lên lớp", None)
    assert found["award_missing"] == ["subjects", "qualities", "competences", "tests"]
    assert year_end(NOT, rules="tt30", decided=False)["decision"] == "Ở lại lớp"


def test_grade_5_at_the_end_of_the_year():
    assert year_end(COMPLETED, grade=5)["decision"] == "Hoàn thành chương trình tiểu học"
    assert "does not complete" in year_end(NOT, grade="5", decided=True)["notes"][0]


@pytest.mark.parametrize(("fields", "field"), [
    ({"level": "Giỏi"}, "level"), ({"level": 9}, "level"), ({"level": ["Hoàn thành"]}, "level"),
    ({"level": GOOD, "rules": "tt30"}, "level"), ({"outstanding": "true"}, "outstanding"),
    ({"recognised": 1}, "recognised"),
    ({"decided": "có"}, "decided"), ({"decided": True}, "decided"), ({"after": "x"}, "after"), ({"grade": 0}, "grade"),
    ({"rules": "tt32"}, "rules"), ({"rules": {}}, "rules"), ({"conduct": "Tốt"}, "conduct"),
    ({"absences": 3}, "absences")])
def test_bad_fields_of_the_year_end(fields, field):
    assert refused_field(year_end_question, {"ask": "year_end", "rules": "tt27", "level": GOOD, **fields}) == field


def test_without_a_level_the_year_is_not_ended():
    found = year_end(None)
    assert (found["decision"], found["completion"], found["award"], found["missing"]) == (None, None, None, ["level"])


def told(ask, asked):
    """Return (answer, None) or (None, the field of the refusal)."""
    try:
        return ask(asked), None
    except RuleError as refused:
        return None, refused.field


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=12)
    | st.sampled_from(("T", "H", "C", "Đ", "CĐ", "9", "tt27", "tt30", GOOD, NOT)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(("Toán", "Tiếng Việt", "Nhân ái", "Tin học")) | st.text(max_size=6), inner, max_size=4),
    max_leaves=8)


@pytest.mark.parametrize(("ask", "fields"), [(classify_question, CLASSIFY_FIELDS),
                                             (year_end_question, YEAR_END_FIELDS)])
@given(st.data())
def test_any_value_is_answered_or_refused_with_its_field(ask, fields, data):
    asked = {**question(), "ask": "x"} if ask is classify_question else {"rules": "tt27", "level": GOOD}
    for field in data.draw(st.lists(st.sampled_from(fields), min_size=1, max_size=3)):
        asked[field] = data.draw(VALUES)
    found, field = told(ask, asked)
    if found is None:
        assert field.partition(".")[0] in fields
    else:
        assert found["rule"]
        assert "missing" in found or found.get("level", found.get("decision")) is not None


def test_what_was_assessed_again_replaces_the_first():
    first = {"ask": "reassess", "rules": "tt27", "subjects": {"Toán": "C", "Âm nhạc": "T"}, "tests": {"Toán": "4"},
             "qualities": {"Nhân ái": "T"}, "competences": {"Ngôn ngữ": "T"}}
    found = answer({**first, "again": {"subjects": {"Toán": "H"}, "tests": {"Toán": 5}}})
    assert (found["level"], found["base"], found["average"]) == ("Hoàn thành", "Hoàn thành", None)
    assert answer({**first, "again": {"tests": {"Toán": "10"}}})["level"] == "Chưa hoàn thành"
    assert answer({**first, "again": {}})["level"] == "Chưa hoàn thành"
    enough = {**first, "subjects": {"Toán": "H", "Âm nhạc": "T"}, "tests": {"Toán": "6"}}
    for again in ({}, {"tests": {"Toán": "9"}}):
        with pytest.raises(RuleError, match="only who has not completed") as refusal:
            answer({**enough, "again": again})
        assert refusal.value.field == "again"
    for again, field in ((None, "again"), ([], "again"), ({"marks": {}}, "again.marks"),
                         ({"tests": {"Toán": "4,5"}}, "again.tests.Toán"),
                         ({"subjects": {"Âm nhạc": "H"}}, "again.Âm nhạc")):
        with pytest.raises(RuleError) as refused:
            answer({**first, "again": again})
        assert refused.value.field == field
