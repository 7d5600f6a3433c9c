"""The end of a year: every vector of titles, awards, promotion; every combination against the rule book's own lines."""

from itertools import product

import pytest

from eduportal.domain.assessment import engine, promotion
from eduportal.domain.assessment.levels import CONDUCT_58, LEARNING_22, LEARNING_58, TRAINING_22, rank
from eduportal.domain.errors import RuleError

from . import assessment_reference as reference
from .assess_lines import ask

ABSENCES = (0, 1, 44, 45, 46, 300)


@pytest.mark.parametrize(("conduct", "level", "title"), [
    pytest.param("Tốt", "Giỏi", "Học sinh giỏi", id="TV58-40"),
    pytest.param("Khá", "Giỏi", "Học sinh tiên tiến", id="TV58-41"),
    pytest.param("Tốt", "Khá", "Học sinh tiên tiến", id="TV58-42"),
    pytest.param("Khá", "Khá", "Học sinh tiên tiến", id="TV58-43"),
    pytest.param("Trung bình", "Giỏi", None, id="TV58-44"),
    pytest.param("Tốt", "Trung bình", None, id="TV58-45"),
])
@pytest.mark.parametrize("rules", ["tt58", "tt26"])
def test_titles(rules, conduct, level, title):
    assert ask("title", rules=rules, conduct=conduct, level=level)["title"] == title
    found = ask("year_end", rules=rules, conduct=conduct, level=level, absences=0)
    assert found["title"] == title
    assert "Điều 18" in found["title_because"]


@pytest.mark.parametrize(("conduct", "level", "absences", "decision"), [
    pytest.param("Trung bình", "Trung bình", 45, "Lên lớp", id="TV58-50"),
    pytest.param("Tốt", "Giỏi", 46, "Ở lại lớp", id="TV58-51"),
    pytest.param("Khá", "Yếu", 10, "Kiểm tra lại", id="TV58-52"),
    pytest.param("Yếu", "Khá", 10, "Rèn luyện trong hè", id="TV58-53"),
    pytest.param("Yếu", "Yếu", 0, "Ở lại lớp", id="TV58-54"),
    pytest.param("Tốt", "Kém", 0, "Ở lại lớp", id="TV58-55"),
])
@pytest.mark.parametrize("rules", ["tt58", "tt26"])
def test_decisions_of_tt58(rules, conduct, level, absences, decision):
    found = ask("year_end", rules=rules, conduct=conduct, level=level, absences=absences)
    assert found["decision"] == decision
    assert found["because"].startswith(f"{decision}: ")
    assert found["rule"] in found["because"]


@pytest.mark.parametrize(("training", "learning", "absences", "decision"), [
    pytest.param("Đạt", "Đạt", 45, "Được lên lớp", id="TV22-70"),
    pytest.param("Tốt", "Tốt", 46, "Không được lên lớp", id="TV22-71"),
    pytest.param("Khá", "Chưa đạt", 0, "Đánh giá lại trong hè", id="TV22-72"),
    pytest.param("Chưa đạt", "Khá", 0, "Rèn luyện trong hè", id="TV22-73"),
    pytest.param("Chưa đạt", "Chưa đạt", 0, "Không được lên lớp", id="TV22-74"),
])
def test_decisions_of_tt22(training, learning, absences, decision):
    found = ask("year_end", rules="tt22", training=training, learning=learning, absences=absences, subjects_from_9=0)
    assert found["decision"] == decision
    assert found["because"].startswith(f"{decision}: ")


@pytest.mark.parametrize(("training", "learning", "from_9", "award"), [
    pytest.param("Tốt", "Tốt", 6, "Học sinh Xuất sắc", id="TV22-80"),
    pytest.param("Tốt", "Tốt", 5, "Học sinh Giỏi", id="TV22-81"),
    pytest.param("Khá", "Tốt", 8, None, id="TV22-82"),
    pytest.param("Tốt", "Khá", 0, None, id="TV22-83"),
])
def test_awards(training, learning, from_9, award):
    found = ask("year_end", rules="tt22", training=training, learning=learning, absences=12, subjects_from_9=from_9)
    assert found["award"] == award
    assert "Điều 15" in found["award_because"]


def test_tv22_84_no_uplift_gives_tot():
    """Every number of subjects of each height that eight subjects can have, with 0 to 2 comments CĐ."""
    heights = ("3,4", "3,5", "5,0", "6,5", "8,0")
    raised = set()
    for counts in product(range(9), repeat=len(heights)):
        if sum(counts) == 8:
            marks = [reference.points(mark) for mark, count in zip(heights, counts, strict=True) for _ in range(count)]
            for failed in range(3):
                given = dict(enumerate(int(mark * 10) for mark in marks))
                comments = {f"c{place}": 202 if place < failed else 201 for place in range(2)}
                found = engine.classify("tt22", given, comments)
                if found.uplifted_by != "":
                    raised.add((found.base, found.value))
    assert raised == {("Chưa đạt", "Đạt"), ("Đạt", "Khá")}


@pytest.mark.parametrize("absences", ABSENCES)
def test_every_combination_of_tt58(absences):
    for conduct, level, rules in product(CONDUCT_58, LEARNING_58, ("tt58", "tt26")):
        found = engine.year_end(rules, conduct, level, absences)
        decision = reference.decision_58(conduct, level, absences)
        assert (found.decision.value, found.award.value) == (decision, reference.title_58(conduct, level))
        assert found.decision.inputs == {"conduct": conduct, "level": level, "absences": absences}
        after = engine.year_end(rules, conduct, level, absences, after=True).decision.value
        assert after == (decision if decision == "Lên lớp" else "Ở lại lớp")


@pytest.mark.parametrize("absences", ABSENCES)
def test_every_combination_of_tt22(absences):
    for training, learning, from_9 in product(TRAINING_22, LEARNING_22, (0, 5, 6, 40)):
        found = engine.year_end("tt22", training, learning, absences, subjects_from_9=from_9)
        decision = reference.decision_22(training, learning, absences)
        assert found.decision.value == decision
        assert found.award.value == reference.award_22(training, learning, from_9)
        after = promotion.year_end22(training, learning, absences, from_9, after=True).decision.value
        assert after == (decision if decision == "Được lên lớp" else "Không được lên lớp")


def test_the_article_of_a_decision():
    articles = {"Lên lớp": "Điều 15", "Ở lại lớp": "Điều 15", "Kiểm tra lại": "Điều 16",
                "Rèn luyện trong hè": "Điều 17"}
    for conduct, level in product(CONDUCT_58, LEARNING_58):
        found = promotion.year_end58(conduct, level, 3).decision
        assert found.rule == f"TT 58/2011, {articles[found.value]}"
    articles = {"Được lên lớp": "Điều 12", "Không được lên lớp": "Điều 12", "Đánh giá lại trong hè": "Điều 14",
                "Rèn luyện trong hè": "Điều 13"}
    for training, learning in product(TRAINING_22, LEARNING_22):
        found = promotion.year_end22(training, learning, 3, 0).decision
        assert found.rule == f"TT 22/2021, {articles[found.value]}"


def test_absences_are_told_as_the_reason():
    found = ask("year_end", rules="tt58", conduct="Yếu", level="Kém", absences=46)
    assert "46 half-days were missed, more than the 45 that may be" in found["because"]


@pytest.mark.parametrize(("arguments", "field"), [
    (("tt58", "Đạt", "Khá", 0), "conduct"), (("tt58", "Khá", "Tốt", 0), "level"),
    (("tt58", "Khá", "Khá", -1), "absences"), (("tt58", "Khá", "Khá", True), "absences"),
    (("tt58", "Khá", "Khá", "3"), "absences"),
    (("tt22", "Yếu", "Khá", 0), "training"), (("tt22", "Khá", "Giỏi", 0), "learning"),
    (("tt22", "Khá", "Khá", 1.0), "absences"),
])
def test_what_is_no_level_or_number_is_refused(arguments, field):
    with pytest.raises(RuleError) as refusal:
        engine.year_end(*arguments)
    assert refusal.value.field == field


@pytest.mark.parametrize("from_9", [-1, 41, True, "6", None])
def test_a_number_of_subjects_is_a_number(from_9):
    with pytest.raises(RuleError) as refusal:
        promotion.award22("Tốt", "Tốt", from_9)
    assert refusal.value.field == "subjects_from_9"


def test_levels_rise():
    assert [rank(LEARNING_58, each) for each in reference.LEVELS_58] == [0, 1, 2, 3, 4]
    assert CONDUCT_58 == tuple(reference.CONDUCT_58)
    assert tuple(reference.LEVELS_22) == LEARNING_22 == TRAINING_22
