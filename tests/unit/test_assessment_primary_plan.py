"""What is assessed in which grade of a primary school, and which subjects have a test when."""

import pytest

from eduportal.domain.assessment.primary import (
    COMPETENCES,
    GENERAL_COMPETENCES,
    QUALITIES,
    SPECIAL_COMPETENCES,
    TIMES,
    wanted_competences,
    wanted_subjects,
    wanted_tests,
)
from eduportal.domain.assessment.switches import DEFAULTS
from eduportal.domain.errors import RuleError

ONE = {**DEFAULTS, "tt27_informatics_technology": "one"}
MIDDLES, ENDS = ("giữa HKI", "giữa HKII"), ("cuối HKI", "cuối năm")
FIRST = ("Tiếng Việt", "Toán")
THIRD = (*FIRST, "Ngoại ngữ 1", "Tin học", "Công nghệ")
FOURTH = (*FIRST, "Ngoại ngữ 1", "Lịch sử và Địa lí", "Khoa học", "Tin học", "Công nghệ")


@pytest.mark.parametrize(("grade", "tests"), [(1, FIRST), (2, FIRST), (3, THIRD), (4, FOURTH), (5, FOURTH)])
def test_tests_at_the_ends_of_terms_under_tt27(grade, tests):
    for time in ENDS:
        assert wanted_tests("tt27", grade, time) == tests
    assert all(test in wanted_subjects(grade) for test in tests)


@pytest.mark.parametrize("grade", range(1, 6))
@pytest.mark.parametrize("time", MIDDLES)
def test_tests_in_the_middle_of_terms(grade, time):
    assert wanted_tests("tt27", grade, time) == (FIRST if grade >= 4 else ())
    assert wanted_tests("tt30-22", grade, time) == (FIRST if grade >= 4 else ())
    assert wanted_tests("tt30", grade, time) == ()


@pytest.mark.parametrize("rules", ["tt30-22", "tt30"])
@pytest.mark.parametrize("time", ENDS)
def test_tests_at_the_ends_of_terms_before_tt27(rules, time):
    assert [wanted_tests(rules, grade, time) for grade in range(1, 6)] == [
        (*FIRST, "Tiếng dân tộc"), (*FIRST, "Tiếng dân tộc"), (*FIRST, "Ngoại ngữ", "Tin học", "Tiếng dân tộc"),
        *[(*FIRST, "Khoa học", "Lịch sử và Địa lí", "Ngoại ngữ", "Tin học", "Tiếng dân tộc")] * 2]


def test_informatics_and_technology_in_parts_or_as_one():
    assert wanted_subjects(3)[5:7] == ("Tin học", "Công nghệ")
    assert wanted_subjects(3, switches=ONE)[5:6] == ("Tin học và Công nghệ",)
    assert wanted_tests("tt27", 5, "cuối năm", switches=ONE)[-1] == "Tin học và Công nghệ"


def test_subjects_of_the_grades():
    assert wanted_subjects(1) == wanted_subjects(2) == (
        "Tiếng Việt", "Toán", "Đạo đức", "Tự nhiên và Xã hội", "Giáo dục thể chất", "Nghệ thuật",
        "Hoạt động trải nghiệm")
    assert wanted_subjects(3, switches=ONE) == (
        "Tiếng Việt", "Toán", "Ngoại ngữ 1", "Đạo đức", "Tự nhiên và Xã hội", "Tin học và Công nghệ",
        "Giáo dục thể chất", "Nghệ thuật", "Hoạt động trải nghiệm")
    assert wanted_subjects(4, switches=ONE) == wanted_subjects(5, switches=ONE) == (
        "Tiếng Việt", "Toán", "Ngoại ngữ 1", "Đạo đức", "Lịch sử và Địa lí", "Khoa học", "Tin học và Công nghệ",
        "Giáo dục thể chất", "Nghệ thuật", "Hoạt động trải nghiệm")


def test_qualities_and_competences():
    assert (len(QUALITIES), len(GENERAL_COMPETENCES), len(SPECIAL_COMPETENCES)) == (5, 3, 7)
    for grade in (1, 2):
        assert set(COMPETENCES) - set(wanted_competences(grade)) == {"Công nghệ", "Tin học"}
    for grade in (3, 4, 5):
        assert wanted_competences(grade) == COMPETENCES


@pytest.mark.parametrize(("arguments", "field"), [
    (("tt32", 1, "cuối năm"), "rules"), (("tt27", 6, "cuối năm"), "grade"), (("tt27", True, "cuối năm"), "grade"),
    (("tt27", 1, "HKI"), "time")])
def test_refusals(arguments, field):
    with pytest.raises(RuleError) as refused:
        wanted_tests(*arguments)
    assert refused.value.field == field


def test_four_times_a_year():
    assert TIMES == ("giữa HKI", "cuối HKI", "giữa HKII", "cuối năm")
