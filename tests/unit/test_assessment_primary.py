"""The level of the year in primary schools: every vector of the rule book, every combination, every refusal."""

from itertools import product

import pytest

from eduportal.domain.assessment.primary import COMPETENCES, COMPETENCES_22, QUALITIES, QUALITIES_22, classify
from eduportal.domain.assessment.switches import DEFAULTS
from eduportal.domain.errors import RuleError

EXCELLENT, GOOD, COMPLETED, NOT = "Hoàn thành xuất sắc", "Hoàn thành tốt", "Hoàn thành", "Chưa hoàn thành"
LEVELS = (NOT, COMPLETED, GOOD, EXCELLENT)
SUBJECTS = ("Tiếng Việt", "Toán", "Đạo đức", "Hoạt động trải nghiệm")
TESTED = ("Tiếng Việt", "Toán")
LISTS = {"tt27": (QUALITIES, COMPETENCES), "tt30-22": (QUALITIES_22, COMPETENCES_22),
         "tt30": (("Phẩm chất",), ("Năng lực", "Năng lực khác"))}
RULES = tuple(LISTS)
BEST = {"tt27": ("T", "T"), "tt30-22": ("T", "T"), "tt30": ("H", "Đ")}
#: How a missing title of each part is told.
WORDS = ("", "phẩm chất ", "năng lực ", "bài kiểm tra ")
#: Letters, the best first: of subjects, of qualities and competences.
LETTERS = {"tt27": ("THC", "TĐC"), "tt30-22": ("THC", "TĐC"), "tt30": ("HC", ("Đ", "CĐ"))}


def pupil(rules="tt27", *, subjects=None, qualities=None, competences=None, tests=None, mark=10):
    """Return the four arguments of a pupil who has the best everywhere but for what is given."""
    subject, quality = BEST[rules]
    return ({**dict.fromkeys(SUBJECTS, subject), **(subjects or {})},
            {**dict.fromkeys(LISTS[rules][0], quality), **(qualities or {})},
            {**dict.fromkeys(LISTS[rules][1], quality), **(competences or {})},
            {**dict.fromkeys(TESTED, mark), **(tests or {})})


def level(rules="tt27", *, switches=DEFAULTS, **changes):
    return classify(rules, *pupil(rules, **changes), switches=switches).value


def refusal(*parts, rules="tt27", **options):
    with pytest.raises(RuleError) as refused:
        classify(rules, *parts, **options)
    return refused.value


ALL_H, ALL_Đ = dict.fromkeys(SUBJECTS, "H"), dict.fromkeys(QUALITIES, "Đ")
VECTORS = {
    "TV27-1": ({"tests": {"Tiếng Việt": 9, "Toán": 9, "Khoa học": 10}, "subjects": {"Khoa học": "T"}}, EXCELLENT),
    "TV27-2": ({"tests": {"Tiếng Việt": 9, "Toán": 8, "Khoa học": 10}, "subjects": {"Khoa học": "T"}}, GOOD),
    "TV27-3": ({"tests": {"Tiếng Việt": 10, "Toán": 10, "Khoa học": 6}, "subjects": {"Khoa học": "T"}}, COMPLETED),
    "TV27-4": ({"subjects": {"Đạo đức": "H"}}, COMPLETED),
    "TV27-5": ({"qualities": {"Nhân ái": "Đ"}}, COMPLETED),
    "TV27-6": ({"subjects": ALL_H, "qualities": ALL_Đ, "competences": dict.fromkeys(COMPETENCES, "Đ"), "mark": 5},
               COMPLETED),
    "TV27-7": ({"competences": {"Tính toán": "C"}}, NOT),
    "TV27-8": ({"subjects": {"Toán": "C"}}, NOT),
    "TV27-9": ({"tests": {"Toán": 4}}, NOT),
    # The mark of term 1 is no input at all: only the tests of the end of the year are.
    "TV27-10": ({"mark": 9}, EXCELLENT),
}


@pytest.mark.parametrize(("changes", "expected"), VECTORS.values(), ids=VECTORS)
def test_vectors_of_tt27(changes, expected):
    found = classify("tt27", *pupil(**changes))
    assert (found.value, found.base, found.average, found.missing) == (expected, expected, None, ())
    assert found.rule == "TT 27/2020, Điều 9"


def test_every_combination_of_the_worst_letters_and_the_lowest_mark():
    """The level is that of the weakest of four: what each alone would allow is written down here once more."""
    of_subject, of_quality = {"T": 3, "H": 1, "C": 0}, {"T": 3, "Đ": 1, "C": 0}
    of_mark = (0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3)
    for subject, quality, competence, mark in product("THC", "TĐC", "TĐC", range(11)):
        allowed = min(of_subject[subject], of_quality[quality], of_quality[competence], of_mark[mark])
        found = level(subjects={"Đạo đức": subject}, qualities={"Trung thực": quality},
                      competences={"Thể chất": competence}, tests={"Toán": mark})
        assert found == LEVELS[allowed], (subject, quality, competence, mark)


@pytest.mark.parametrize("rules", ["tt30-22", "tt30"])
def test_every_combination_of_completion_before_tt27(rules):
    subjects, qualities = LETTERS[rules]
    quality_title, competence_title = LISTS[rules][0][0], LISTS[rules][1][-1]
    for subject, quality, competence, mark in product(subjects, qualities, qualities, range(1, 11)):
        passed = subject in "TH" and quality in "TĐ" and competence in "TĐ" and mark >= 5
        found = level(rules, subjects={"Đạo đức": subject}, qualities={quality_title: quality},
                      competences={competence_title: competence}, tests={"Toán": mark})
        assert found == (COMPLETED if passed else NOT), (subject, quality, competence, mark)


@pytest.mark.parametrize("subject", TESTED)
@pytest.mark.parametrize(("mark", "expected"), [(4, NOT), (5, COMPLETED), (6, COMPLETED), (7, GOOD), (8, GOOD),
                                                (9, EXCELLENT)])
def test_boundary_marks_in_each_position(subject, mark, expected):
    assert level(tests={subject: mark}) == expected


@pytest.mark.parametrize("part", ["subjects", "qualities", "competences"])
@pytest.mark.parametrize(("place", "expected"), [(1, COMPLETED), (2, NOT)])
def test_each_title_counts(part, place, expected):
    letters = LETTERS["tt27"][part != "subjects"]
    for title in pupil()[("subjects", "qualities", "competences").index(part)]:
        assert level(**{part: {title: letters[place]}}) == expected, title


def test_reason_and_checks_name_what_stands_against_more():
    found = classify("tt27", *pupil(tests={"Toán": 8}))
    assert found.reason == "Hoàn thành tốt, not Hoàn thành xuất sắc: bài kiểm tra Toán 8 < 9 (TT 27/2020, Điều 9)."
    found = classify("tt27", *pupil(subjects={"Đạo đức": "H"}, qualities={"Nhân ái": "C"}, tests={"Toán": 3}))
    assert found.reason == ("Chưa hoàn thành, not Hoàn thành: phẩm chất Nhân ái C; bài kiểm tra Toán 3 < 5 "
                            "(TT 27/2020, Điều 9).")
    assert classify("tt27", *pupil()).reason == "All conditions of Hoàn thành xuất sắc are met (TT 27/2020, Điều 9)."
    checks = {name: [(met, titles) for _text, met, titles in rows] for name, rows in found.checks}
    assert list(checks) == [EXCELLENT, GOOD, COMPLETED]
    assert checks[EXCELLENT] == [(False, ("Đạo đức",)), (False, ("Nhân ái",)), (True, ()), (False, ("Toán",))]
    assert checks[COMPLETED] == [(True, ()), (False, ("Nhân ái",)), (True, ()), (False, ("Toán",))]
    assert [text for text, _met, _titles in found.checks[2][1]] == [
        "Every subject and educational activity at one of the levels: T, H",
        "Every quality at one of the levels: T, Đ", "Every competence at one of the levels: T, Đ",
        "Every periodic test of the end of the year at least 5"]


@pytest.mark.parametrize("rules", RULES)
def test_nothing_is_computed_from_a_part(rules):
    whole = pupil(rules)
    for place, values in enumerate(whole):
        for title in values:
            parts = list(whole)
            parts[place] = {**values, title: None}
            found = classify(rules, *parts)
            assert (found.value, found.base) == (None, None)
            assert found.missing == (WORDS[place] + title,)
            assert title in found.reason
        parts = list(whole)
        parts[place] = {}
        if place:
            assert classify(rules, *parts).value is None, place
    assert classify(rules, {}, {}, {}, {}).missing == ("môn học", "phẩm chất", "năng lực", "bài kiểm tra")


def test_with_the_grade_what_is_wanted_and_not_there_is_missing():
    subjects, qualities, competences, tests = pupil()
    found = classify("tt27", subjects, qualities, competences, tests, grade=1)
    assert found.missing == ("Tự nhiên và Xã hội", "Giáo dục thể chất", "Nghệ thuật")
    whole = {**subjects, "Tự nhiên và Xã hội": "T", "Giáo dục thể chất": "T", "Âm nhạc": "T", "Mỹ thuật": "T"}
    assert classify("tt27", whole, qualities, competences, tests, grade=1).value == EXCELLENT
    fewer = {title: letter for title, letter in competences.items() if title not in ("Tin học", "Công nghệ")}
    assert classify("tt27", whole, qualities, fewer, tests, grade=2).value == EXCELLENT
    named = {**whole, "Tiếng Anh": "T", "Tin học và Công nghệ": "T"}
    assert classify("tt27", named, qualities, fewer, tests, grade=3).missing == (
        "năng lực Công nghệ", "năng lực Tin học", "bài kiểm tra Ngoại ngữ 1", "bài kiểm tra Tin học",
        "bài kiểm tra Công nghệ")
    tested = {**tests, "Tiếng Anh": 9, "Tin học và Công nghệ": 9}
    assert classify("tt27", named, qualities, competences, tested, grade=3).value == EXCELLENT


def test_with_the_grade_a_part_that_is_not_there_at_all_is_missing_once():
    subjects, qualities, competences, _tests = pupil(subjects={
        "Tự nhiên và Xã hội": "T", "Giáo dục thể chất": "T", "Nghệ thuật": "T"})
    found = classify("tt27", subjects, qualities, competences, {}, grade=1)
    assert found.missing == ("bài kiểm tra Tiếng Việt", "bài kiểm tra Toán")
    found = classify("tt27", subjects, qualities, competences, {}, grade=3)
    assert found.missing[:3] == ("Ngoại ngữ 1", "Tin học", "Công nghệ")
    assert found.missing[3:] == tuple(f"bài kiểm tra {each}" for each in (
        "Tiếng Việt", "Toán", "Ngoại ngữ 1", "Tin học", "Công nghệ"))


def test_with_the_grade_before_tt27_only_tests_are_wanted_and_where_the_subject_is_taught():
    parts = pupil("tt30-22")
    assert classify("tt30-22", *parts, grade=3).value == COMPLETED
    assert classify("tt30-22", *parts, grade=4).missing == (
        "Khoa học", "Lịch sử và Địa lí", "bài kiểm tra Khoa học", "bài kiểm tra Lịch sử và Địa lí")
    # Which subjects of the old programme have no test is not carried: a test more is the school's.
    assert classify("tt30-22", *parts[:3], {**parts[3], "Đạo đức": 9}, grade=3).value == COMPLETED
    taught = ({**parts[0], "Tiếng Anh": "T"}, *parts[1:])
    assert classify("tt30-22", *taught, grade=3).missing == ("bài kiểm tra Ngoại ngữ",)


@pytest.mark.parametrize(("parts", "rounding", "mark"), [
    ((8, 9), "half_up", 9), ((8, 9), "down", 8), ((9, 9), "down", 9), ((0, 1), "half_up", 1), ((0, 1), "down", 0),
    ((10, 10), "half_up", 10)])
def test_two_parts_of_a_test_make_one_whole_mark(parts, rounding, mark):
    found = classify("tt27", *pupil(tests={"Tiếng Việt": parts}), switches={**DEFAULTS,
                                                                          "tt27_language_rounding": rounding})
    assert found.inputs["marks"]["Tiếng Việt"] == mark
    assert found.inputs["tests"]["Tiếng Việt"] == parts
    half = "up" if rounding == "half_up" else "down"
    assert f"Tiếng Việt: ({parts[0]} + {parts[1]}) : 2 = {mark}, a half goes {half}." in found.notes
    assert found.value == level(tests={"Tiếng Việt": mark})


def test_a_missing_part_of_a_test_is_a_missing_test():
    for parts in ((None, 9), (9, None), (None, None)):
        assert classify("tt27", *pupil(tests={"Tiếng Việt": parts})).missing == ("bài kiểm tra Tiếng Việt",)


def test_zero():
    assert level(tests={"Toán": 0}) == NOT
    notes = classify("tt27", *pupil(tests={"Toán": 0})).notes
    assert any("mark 0" in note for note in notes)
    assert not classify("tt27", *pupil(tests={"Toán": 9})).notes
    refused = refusal(*pupil(tests={"Toán": 0}), switches={**DEFAULTS, "tt27_zero": "refused"})
    assert refused.field == "Toán"
    assert "set it so for the province" in refused.message
    assert level(tests={"Toán": 1}, switches={**DEFAULTS, "tt27_zero": "refused"}) == NOT
    for rules in ("tt30-22", "tt30"):
        refused = refusal(*pupil(rules, tests={"Toán": 0}), rules=rules)
        assert refused.field == "Toán"
        assert "is not given under TT 30/2014" in refused.message
        assert refusal(*pupil(rules, tests={"Toán": 0}), rules=rules,
                       switches={**DEFAULTS, "tt27_zero": "accepted"}).field == "Toán"


@pytest.mark.parametrize(("letter", "mark", "noted"), [("T", 4, True), ("T", 5, False), ("C", 7, True),
                                                       ("C", 6, False), ("H", 4, False), ("H", 10, False)])
def test_a_mark_that_does_not_fit_its_level_is_pointed_out(letter, mark, noted):
    notes = classify("tt27", *pupil(subjects={"Toán": letter}, tests={"Toán": mark})).notes
    assert any("another test" in note for note in notes) is noted


@pytest.mark.parametrize(("changes", "field", "expected"), [
    ({"tests": {"Toán": 8.5}}, "Toán", "whole number from 0 to 10"),
    ({"tests": {"Toán": "9"}}, "Toán", "whole number"),
    ({"tests": {"Toán": True}}, "Toán", "whole number"),
    ({"tests": {"Toán": 11}}, "Toán", "whole number"),
    ({"tests": {"Toán": -1}}, "Toán", "whole number"),
    ({"tests": {"Tiếng Việt": (8, 11)}}, "Tiếng Việt", "whole number"),
    ({"tests": {"Tiếng Việt": (8, 9, 10)}}, "Tiếng Việt", "two parts"),
    ({"tests": {"Tiếng Việt": (8,)}}, "Tiếng Việt", "two parts"),
    ({"tests": {"Khoa học": 9}}, "Khoa học", "no level of this subject"),
    ({"subjects": {"Toán": "Đ"}}, "Toán", "T, H, C"),
    ({"subjects": {"Toán": "Hoàn thành tốt"}}, "Toán", "T, H, C"),
    ({"subjects": {"Toán": ""}}, "Toán", "T, H, C"),
    ({"subjects": {"Toán": 9}}, "Toán", "T, H, C"),
    ({"qualities": {"Nhân ái": "H"}}, "Nhân ái", "T, Đ, C"),
    ({"competences": {"Tin học": "Tốt"}}, "Tin học", "T, Đ, C"),
    ({"qualities": {"Yêu đời": "T"}}, "Yêu đời", "Yêu nước; Nhân ái"),
    ({"competences": {"Hợp tác": "T"}}, "Hợp tác", "Tự chủ và tự học; "),
    ({"subjects": {"Tin học và Công nghệ": "T", "Tin học": "T"}}, "Tin học", "whole subject or its parts"),
    ({"subjects": {"Nghệ thuật": "T", "Mỹ thuật": "T"}}, "Mỹ thuật", "whole subject or its parts"),
])
def test_refusals_name_field_and_what_was_expected(changes, field, expected):
    refused = refusal(*pupil(**changes))
    assert (refused.field, expected in refused.message) == (field, True)


def test_letters_of_tt30_are_its_own():
    assert refusal(*pupil("tt30", subjects={"Toán": "T"}), rules="tt30").field == "Toán"
    assert refusal(*pupil("tt30", qualities={"Phẩm chất": "C"}), rules="tt30").field == "Phẩm chất"
    assert refusal(*pupil("tt30-22", qualities={"Nhân ái": "T"}), rules="tt30-22").field == "Nhân ái"


def test_a_test_in_a_subject_of_the_grade_without_one_is_refused():
    subjects = dict.fromkeys(("Tiếng Việt", "Toán", "Đạo đức"), "T")
    refused = refusal(subjects, *pupil()[1:3], {"Tiếng Việt": 9, "Toán": 9, "Đạo đức": 9}, grade=1)
    assert (refused.field, "no periodic test in grade 1" in refused.message) == ("Đạo đức", True)


@pytest.mark.parametrize("rules", ["tt32", "tt22", "", None, 27, ["tt27"]])
def test_rules_that_are_not_carried_are_refused(rules):
    refused = refusal(*pupil(), rules=rules)
    assert (refused.field, "tt27, tt30-22, tt30" in refused.message) == ("rules", True)


@pytest.mark.parametrize("grade", [0, 6, True, "1"])
def test_grades_that_are_not_are_refused(grade):
    assert refusal(*pupil(), grade=grade).field == "grade"
