"""Which subjects a grade has in a school year: programme, changes of the department, choices of the school."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal import definitions
from eduportal.domain.errors import Refused, RuleError
from eduportal.domain.rulesets import columns, ruleset
from eduportal.domain.subject_plans import changed_facts, level_of, offered, planned, programme_of, row_for
from eduportal.domain.subject_values import checked_values
from eduportal.domain.text import slug


def change(since, **values):
    return {"since": since, "values": values, "before": {}, "by": "", "at": ""}


def added(since, title, **more):
    return change(since, **{"title": title, "kind": "mark", "elective": True, "role": "", "lessons": {6: 70},
                            "terms": {}, "level": "THCS", "tests": (), **more})


def titles(found):
    return [each.title for each in found]


def of(found, title):
    return next(each for each in found if each.title == title)


@pytest.mark.parametrize(("level", "grade", "last_of_2006"), [
    ("THCS", 6, 2020), ("THCS", 7, 2021), ("THCS", 8, 2022), ("THCS", 9, 2023), ("THPT", 10, 2021), ("THPT", 11, 2022),
    ("THPT", 12, 2023), ("TH", 1, 2019), ("TH", 2, 2020), ("TH", 3, 2021), ("TH", 4, 2022), ("TH", 5, 2023)])
def test_the_programme_of_2018_came_grade_by_grade(declared, level, grade, last_of_2006):
    """R22-1, R27-1: in each grade the old programme ends in one year and the new one begins in the next."""
    assert programme_of(level, grade, last_of_2006) == "2006"
    assert programme_of(level, grade, last_of_2006 + 1) == "2018"
    old = {each.code for each in offered(declared.subjects, level, grade, last_of_2006)}
    new = {each.code for each in offered(declared.subjects, level, grade, last_of_2006 + 1)}
    assert {"_2006_" in code for code in old} == {True}
    assert {"_2006_" in code for code in new} == {False}


def test_a_class_of_grade_9_in_2022_and_one_of_grade_6_follow_different_programmes(declared):
    """Design rule 0: in the same school and year."""
    assert titles(planned(declared.subjects, "THCS", 9, 2022)) == [
        "Ngữ văn", "Toán", "Ngoại ngữ", "Vật lí", "Hóa học", "Sinh học", "Lịch sử", "Địa lí", "Giáo dục công dân",
        "Công nghệ", "Thể dục", "Âm nhạc", "Mĩ thuật"]
    assert "Khoa học tự nhiên" in titles(planned(declared.subjects, "THCS", 6, 2022))


@pytest.mark.parametrize(("start", "lessons", "marks"), [(2019, 37, 2), (2020, 35, 2), (2022, 35, 2)])
def test_lessons_of_the_old_programme_follow_the_weeks_of_the_year(declared, start, lessons, marks):
    """R12-2: 37 weeks, 35 from 2020–2021 on; one lesson a week asks for two continuous marks under both circulars."""
    civics = of(planned(declared.subjects, "THCS", 9, start), "Giáo dục công dân")
    assert civics.lessons == lessons
    shape = columns(ruleset("THCS", 9, start), civics.kind, civics.lessons)
    assert sum(each.group == "tx" for each in shape) == marks


@pytest.mark.parametrize("start", [2019, 2021])
def test_three_lessons_a_week_ask_for_four_marks_under_both_circulars(declared, start):
    """R58-3a: 3 and more a week; R58-3b: more than 70 a year."""
    english = of(planned(declared.subjects, "THCS", 8, start), "Ngoại ngữ")
    shape = columns(ruleset("THCS", 8, start), english.kind, english.lessons)
    assert sum(each.group == "tx" for each in shape) == 4


def test_a_subject_of_one_term_and_the_school_that_swaps_the_terms(declared):
    plain = planned(declared.subjects, "THCS", 9, 2023)
    assert (of(plain, "Âm nhạc").terms, of(plain, "Mĩ thuật").terms, of(plain, "Toán").terms) == ((2,), (1,), (1, 2))
    choice = {"codes": (), "terms": {"thcs_2006_music": 1, "thcs_2006_fine_arts": 2, "thcs_2006_mathematics": 1}}
    swapped = planned(declared.subjects, "THCS", 9, 2023, choice=choice)
    assert (of(swapped, "Âm nhạc").terms, of(swapped, "Mĩ thuật").terms) == ((1,), (2,))
    assert of(swapped, "Toán").terms == (1, 2)


def test_electives_are_there_when_they_were_chosen(declared):
    assert len(planned(declared.subjects, "THPT", 10, 2026)) == 8
    choice = {"codes": ("thpt_physics", "thpt_music", "thcs_arts", "nothing"), "terms": {}}
    found = planned(declared.subjects, "THPT", 10, 2026, choice=choice)
    assert len(found) == 10
    assert (of(found, "Vật lí").kind, of(found, "Âm nhạc").kind) == ("mark", "comment")
    assert titles(found) == [title for title in titles(offered(declared.subjects, "THPT", 10, 2026))
                             if title in titles(found)]


def test_kind_of_a_primary_subject_by_grade(declared):
    """R27-3: Tin học và Công nghệ has a test from grade 3 on, Lịch sử và Địa lí is there from grade 4 on."""
    kinds = {grade: {each.title: each.kind for each in planned(declared.subjects, "TH", grade, 2026)}
             for grade in (2, 3, 4)}
    assert kinds[2]["Toán"] == kinds[3]["Tin học và Công nghệ"] == kinds[4]["Khoa học"] == "mark"
    assert kinds[2]["Đạo đức"] == kinds[3]["Tự nhiên và Xã hội"] == "comment"
    assert "Khoa học" not in kinds[3]


def test_a_change_counts_from_its_year_on(declared):
    rows = {"thcs_civics": (change(2027, title="Công dân", lessons={6: 70, 7: 70}),)}
    before = planned(declared.subjects, "THCS", 6, 2026, rows)
    after = planned(declared.subjects, "THCS", 6, 2027, rows)
    assert before == planned(declared.subjects, "THCS", 6, 2026)
    assert of(after, "Công dân").lessons == 70
    assert "Công dân" not in titles(planned(declared.subjects, "THCS", 8, 2027, rows))


def test_the_later_school_year_counts_and_of_one_year_the_last_word():
    rows = (change(2028, kind="comment"), change(2027, kind="mark", title="A"), change(2027, title="B"))
    facts = {"kind": "?", "title": "?"}
    assert changed_facts(facts, rows, 2026) == facts
    assert changed_facts(facts, rows, 2027) == {"kind": "mark", "title": "B"}
    assert changed_facts(facts, rows, 2028) == {"kind": "comment", "title": "B"}


def test_subjects_of_department_and_school_come_last_and_are_named_apart(declared):
    department = {"department_thcs_korean": (added(2026, "Tiếng Hàn", elective=False),)}
    own = {"school_korean": (added(2026, "tiếng hàn"),), "school_chess": (added(2027, "Cờ vua"),)}
    found = offered(declared.subjects, "THCS", 6, 2026, department, own)
    assert [(each.title, each.source) for each in found][-2:] == [
        ("Tiếng Hàn", "department"), ("tiếng hàn (của trường)", "school")]
    assert len({slug(each.title) for each in found}) == len(found)
    assert titles(offered(declared.subjects, "THCS", 6, 2027, department, own))[-1] == "Cờ vua"
    assert "Tiếng Hàn" in titles(planned(declared.subjects, "THCS", 6, 2026, department, own))
    assert "Cờ vua" not in titles(planned(declared.subjects, "THCS", 6, 2027, department, own))


def test_grades_and_years_without_rules_are_refused(declared):
    assert [level_of(grade) for grade in (1, 5, 6, 9, 10, 12)] == ["TH", "TH", "THCS", "THCS", "THPT", "THPT"]
    for call in (lambda: level_of(13), lambda: offered(declared.subjects, "THCS", 10, 2026),
                 lambda: offered(declared.subjects, "THCS", 6, 2010)):
        with pytest.raises(RuleError):
            call()


SUBJECTS = definitions.load().subjects
YEARS = st.integers(2020, 2030)
VALUES = st.fixed_dictionaries({}, optional={
    "title": st.sampled_from(("Một", "Hai", "Ba")), "kind": st.sampled_from(("mark", "comment")),
    "elective": st.booleans(), "role": st.sampled_from(("", "mathematics")),
    "lessons": st.dictionaries(st.integers(6, 9), st.integers(1, 500)),
    "terms": st.dictionaries(st.integers(6, 9), st.sampled_from(((1,), (2,))))})
ROWS = st.lists(st.tuples(YEARS, VALUES), max_size=5).map(
    lambda pairs: tuple(change(since, **values) for since, values in pairs))


@given(rows=ROWS, since=YEARS, values=VALUES, start=YEARS, grade=st.integers(6, 9))
def test_no_change_touches_a_year_before_its_own(rows, since, values, start, grade):
    """Earlier years never change, whatever is decided later and in whatever order."""
    code = "thcs_civics"
    before = offered(SUBJECTS, "THCS", grade, start, {code: rows})
    after = offered(SUBJECTS, "THCS", grade, start, {code: (*rows, change(since, **values))})
    if start < since:
        assert after == before
    else:
        rest = [each for each in before if each.code != code]
        assert [each for each in after if each.code != code] == rest


@given(choices=st.lists(YEARS, max_size=6), since=YEARS, start=YEARS)
def test_no_choice_touches_a_year_before_its_own(choices, since, start):
    rows = tuple({"since": each, "number": number} for number, each in enumerate(choices))
    new = {"since": since, "number": -1}
    if start < since:
        assert row_for((*rows, new), start) == row_for(rows, start)
    found = row_for((*rows, new), since)
    assert found is new


@given(codes=st.sets(st.sampled_from(("thpt_physics", "thpt_music", "thpt_geography"))), start=YEARS)
def test_titles_of_a_grade_are_never_repeated(codes, start):
    own = {"school_toan": (added(2020, "Toán", level="THPT", lessons={10: 35}),)}
    changes = {"department_toan": (added(2020, "toán", level="THPT", lessons={10: 35}),)}
    found = planned(SUBJECTS, "THPT", 10, start, changes, own,
                    {"codes": {*codes, *own, *changes}, "terms": {}})
    assert len({slug(each.title) for each in found}) == len(found)


@pytest.mark.parametrize(("values", "field"), [
    ({"title": " "}, "title"), ({"title": None}, "title"), ({"title": "a" * 101}, "title"), ({"title": "123"}, "title"),
    ({"kind": "marks"}, "kind"), ({"kind": None}, "kind"), ({"elective": "yes"}, "elective"),
    ({"role": "physics"}, "role"), ({"lessons": {6: 0}}, "lessons.6"), ({"lessons": {6: 501}}, "lessons.6"),
    ({"lessons": {6: "35"}}, "lessons.6"), ({"lessons": {6: True}}, "lessons.6"), ({"lessons": {10: 35}}, "lessons"),
    ({"lessons": {"6": 35}}, "lessons"), ({"terms": {6: (1, 2)}}, "terms"), ({"terms": {1: (1,)}}, "terms"),
    ({"level": "MN"}, "level")])
def test_values_that_do_not_fit_are_refused_at_their_field(values, field):
    with pytest.raises(Refused) as caught:
        checked_values(values, "THCS")
    assert set(caught.value.reasons) == {field}


def test_values_are_cleaned():
    assert checked_values({"title": "  Tiếng\u200b  Hàn ", "lessons": {7: 35, 6: 70}}, "THCS") == {
        "title": "Tiếng Hàn", "lessons": {6: 70, 7: 35}}
