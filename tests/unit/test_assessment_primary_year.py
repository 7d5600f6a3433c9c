"""Awards, completion, promotion and the additional assessment in primary schools (R27-7, R27-8)."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.assessment.outcomes import Classification
from eduportal.domain.assessment.primary import award, classify, reassess, reassessed, year_end
from eduportal.domain.assessment.switches import DEFAULTS
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from tests.unit.test_assessment_primary import COMPLETED, EXCELLENT, GOOD, LEVELS, NOT, pupil
from tests.unit.test_assessment_primary_properties import levels_of

BEST = "Học sinh Xuất sắc"
MODEL = "Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện"
BEST_22 = "Học sinh hoàn thành xuất sắc các nội dung học tập và rèn luyện"
PROGRESS_22 = "Học sinh có thành tích vượt trội hay tiến bộ vượt bậc"
DONE, UNDONE = "Hoàn thành chương trình lớp học", "Chưa hoàn thành chương trình lớp học"


def of_level(level):
    return Classification(level, "", _("The level is the one that was given."))


def failed(**changes):
    return classify("tt27", *pupil(**({"subjects": {"Toán": "C"}, "tests": {"Toán": 3}} | changes)))


@pytest.mark.parametrize(("level", "outstanding", "recognised"), product(LEVELS, (True, False), (True, False)))
def test_awards_of_tt27(level, outstanding, recognised):
    found = award("tt27", of_level(level), outstanding=outstanding, recognised=recognised)
    expected = {EXCELLENT: BEST, GOOD: MODEL if outstanding and recognised else None}.get(level)
    assert (found.value, found.missing, found.rule) == (expected, (), "TT 27/2020, Điều 13")
    assert found.inputs == {"level": level, "outstanding": outstanding, "recognised": recognised}
    assert level in found.reason


@pytest.mark.parametrize(("changes", "expected"), [
    ({"mark": 9}, BEST_22), ({"tests": {"Toán": 8}}, None), ({"subjects": {"Đạo đức": "H"}}, None),
    ({"qualities": {"Tự tin, trách nhiệm": "Đ"}}, None), ({"competences": {"Hợp tác": "Đ"}}, None)])
def test_awards_of_tt22_of_2016(changes, expected):
    found = classify("tt30-22", *pupil("tt30-22", **changes))
    assert (award("tt30-22", found).value, award("tt30-22", found).missing) == (expected, ())
    assert award("tt30-22", found, outstanding=True).value == expected
    assert award("tt30-22", found, recognised=True).value == expected
    assert award("tt30-22", found, outstanding=True, recognised=True).value == (expected or PROGRESS_22)


def test_awards_of_tt22_of_2016_cannot_be_told_from_the_level_alone():
    found = award("tt30-22", of_level(COMPLETED))
    assert (found.value, found.missing) == (None, ("subjects", "qualities", "competences", "tests"))
    assert award("tt30-22", of_level(NOT)).missing == ()
    assert award("tt30-22", of_level(NOT), outstanding=True, recognised=True).value == PROGRESS_22


def test_no_award_of_tt30_follows_from_results():
    found = award("tt30", classify("tt30", *pupil("tt30")), outstanding=True, recognised=True)
    assert (found.value, found.rule) == (None, "TT 30/2014, Điều 16")


@pytest.mark.parametrize("level", [COMPLETED, GOOD, EXCELLENT])
def test_upper_levels_complete_the_programme_and_are_promoted(level):
    end = year_end("tt27", of_level(level))
    assert (end.completion.value, end.decision.value) == (DONE, "Được lên lớp")
    assert end.decision.rule == end.completion.rule == "TT 27/2020, Điều 11"
    end = year_end("tt27", of_level(level), grade=5)
    assert (end.completion.value, end.decision.value) == (DONE, "Hoàn thành chương trình tiểu học")
    assert year_end("tt27", of_level(level), grade=4).decision.value == "Được lên lớp"


@pytest.mark.parametrize(("rules", "promoted", "not_promoted"), [
    ("tt27", "Được lên lớp", "Chưa được lên lớp"), ("tt30-22", "Lên lớp", "Ở lại lớp"),
    ("tt30", "Lên lớp", "Ở lại lớp")])
def test_not_completed_is_assessed_again_and_then_decided(rules, promoted, not_promoted):
    end = year_end(rules, of_level(NOT))
    assert (end.completion.value, end.decision.value, end.decision.missing) == (UNDONE, "Đánh giá bổ sung", ())
    end = year_end(rules, of_level(NOT), after=True)
    assert (end.completion.value, end.decision.value, end.decision.missing) == (UNDONE, None, ("decided",))
    for decided, expected in ((True, promoted), (False, not_promoted)):
        for after in (True, False):
            end = year_end(rules, of_level(NOT), decided=decided, after=after)
            assert (end.completion.value, end.decision.value) == (UNDONE, expected)
    assert year_end(rules, of_level(COMPLETED)).decision.value == promoted


def test_promotion_by_decision_does_not_complete_the_primary_school():
    assert "does not complete" in year_end("tt27", of_level(NOT), decided=True, grade=5).decision.notes[0]
    assert year_end("tt27", of_level(NOT), decided=True, grade=4).decision.notes == ()
    assert year_end("tt27", of_level(NOT), decided=False, grade=5).decision.notes == ()


def test_without_a_level_nothing_is_decided():
    missing = classify("tt27", *pupil(tests={"Toán": None}))
    end = year_end("tt27", missing)
    for outcome in (end.decision, end.award, end.completion):
        assert (outcome.value, outcome.missing) == (None, ("bài kiểm tra Toán",))
    assert year_end("tt27", of_level(None)).decision.missing == ("level",)


@pytest.mark.parametrize(("rules", "level", "options", "field"), [
    ("tt27", COMPLETED, {"decided": True}, "decided"), ("tt27", EXCELLENT, {"decided": False}, "decided"),
    ("tt27", NOT, {"decided": "yes"}, "decided"), ("tt27", NOT, {"outstanding": 1}, "outstanding"),
    ("tt27", NOT, {"recognised": None}, "recognised"), ("tt27", "Giỏi", {}, "level"),
    ("tt30", GOOD, {}, "level"), ("tt30-22", EXCELLENT, {}, "level"), ("tt32", NOT, {}, "rules"),
    ("tt27", NOT, {"grade": 6}, "grade")])
def test_refusals_of_the_year_end(rules, level, options, field):
    with pytest.raises(RuleError) as refused:
        year_end(rules, of_level(level), **options)
    assert refused.value.field == field


def test_what_is_assessed_again():
    found = failed(qualities={"Nhân ái": "C", "Chăm chỉ": "Đ"}, competences={"Tin học": "C"})
    assert reassessed("tt27", found) == {"subjects": ("Toán",), "qualities": ("Nhân ái",), "competences": ("Tin học",),
                                         "tests": ("Toán",)}
    by_mark = failed(subjects={"Toán": "H"})
    assert reassessed("tt27", by_mark) == {"subjects": ("Toán",), "qualities": (), "competences": (),
                                           "tests": ("Toán",)}
    without_test = failed(subjects={"Đạo đức": "C"}, tests={})
    assert reassessed("tt27", without_test)["subjects"] == ("Đạo đức",)
    assert reassessed("tt27", without_test)["tests"] == ()
    nothing = {"subjects": (), "qualities": (), "competences": (), "tests": ()}
    assert reassessed("tt27", classify("tt27", *pupil(mark=5))) == nothing
    assert reassessed("tt27", of_level(NOT)) == nothing
    assert reassessed("tt27", failed(qualities={"Nhân ái": None})) == nothing


def test_additional_assessment_takes_the_place_of_the_first():
    first = failed(qualities={"Nhân ái": "Đ"})
    again = reassess("tt27", first, subjects={"Toán": "H"}, tests={"Toán": 5})
    assert (again.value, again.inputs["subjects"]["Toán"], again.inputs["marks"]["Toán"]) == (COMPLETED, "H", 5)
    assert again.inputs["again"]["tests"] == {"Toán": 5}
    assert year_end("tt27", again).decision.value == "Được lên lớp"
    still = reassess("tt27", first, subjects={"Toán": "H"})
    assert still.value == NOT
    end = year_end("tt27", still)
    assert (end.decision.value, end.decision.missing) == (None, ("decided",))
    assert year_end("tt27", still, decided=True).decision.value == "Được lên lớp"
    assert reassess("tt27", first) is first
    assert year_end("tt27", reassess("tt27", first)).decision.value == "Đánh giá bổ sung"


def test_a_level_above_completion_after_the_additional_assessment_is_pointed_out():
    again = reassess("tt27", failed(), subjects={"Toán": "T"}, tests={"Toán": (9, 10)})
    assert again.value == EXCELLENT
    assert any("think before an award" in note for note in again.notes)
    assert not any("think" in note for note in reassess("tt27", failed(), subjects={"Toán": "H"}, tests={
        "Toán": 5}).notes)


def test_additional_assessment_obeys_the_switches():
    again = reassess("tt27", failed(), subjects={"Toán": "H"}, tests={"Toán": (4, 5)},
                     switches={**DEFAULTS, "tt27_language_rounding": "down"})
    assert (again.value, again.inputs["marks"]["Toán"]) == (NOT, 4)


@pytest.mark.parametrize(("again", "field"), [
    ({"subjects": {"Đạo đức": "T"}}, "Đạo đức"), ({"tests": {"Tiếng Việt": 10}}, "Tiếng Việt"),
    ({"tests": {"Khoa học": 9}}, "Khoa học"), ({"qualities": {"Nhân ái": "T"}}, "Nhân ái"),
    ({"competences": {"Tin học": "T"}}, "Tin học"), ({"subjects": {"Toán": None}}, "Toán"),
    ({"tests": {"Toán": (None, 8)}}, "Toán"), ({"tests": {"Toán": 5.5}}, "Toán"),
    ({"subjects": {"Toán": "Đ"}}, "Toán")])
def test_refusals_of_the_additional_assessment(again, field):
    with pytest.raises(RuleError) as refused:
        reassess("tt27", failed(), **again)
    assert refused.value.field == field


def test_who_completed_is_not_assessed_again():
    with pytest.raises(RuleError) as refused:
        reassess("tt27", classify("tt27", *pupil(mark=5)), tests={"Toán": 9})
    assert refused.value.field == "Toán"


@given(st.sampled_from(("tt27", "tt30-22")).flatmap(lambda rules: st.tuples(st.just(rules), levels_of(rules))),
       st.booleans(), st.booleans())
def test_who_has_all_of_the_best_has_the_best_award_and_nobody_else(drawn, outstanding, recognised):
    rules, parts = drawn
    best = all(letter == "T" for part in parts[:3] for letter in part.values()) and min(parts[3].values()) >= 9
    given = award(rules, classify(rules, *parts), outstanding=outstanding, recognised=recognised).value
    assert (given in (BEST, BEST_22)) is best


@given(levels_of("tt27"), st.booleans(), st.booleans(), st.data())
def test_better_results_never_lower_the_award(parts, outstanding, recognised, data):
    rank = (None, MODEL, BEST)
    options = {"outstanding": outstanding, "recognised": recognised}
    title = data.draw(st.sampled_from(sorted(parts[3])))
    better = (*parts[:3], {**parts[3], title: data.draw(st.integers(parts[3][title], 10))})
    assert (rank.index(award("tt27", classify("tt27", *better), **options).value)
            >= rank.index(award("tt27", classify("tt27", *parts), **options).value))
