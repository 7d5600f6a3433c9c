"""Results of a class from plain values: hand-made classes with the vectors of the rule book in them."""

from types import SimpleNamespace as Subject

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.assessment.class_results import ClassInputs, class_results
from eduportal.domain.assessment.switches import checked_switches
from eduportal.domain.errors import RuleError
from eduportal.domain.marks import ACHIEVED, EMPTY, EXEMPT, NOT_ACHIEVED
from eduportal.domain.rulesets import columns, subject_term, subject_year, term_value, year_value

ROLES = {"Toán": "mathematics", "Ngữ văn": "literature", "Ngoại ngữ": "foreign_language"}
MARKS_22 = ("Ngữ văn", "Toán", "Ngoại ngữ", "GDCD", "LS&ĐL", "KHTN", "Công nghệ", "Tin học")
COMMENTS_22 = ("GDTC", "Nghệ thuật", "HĐTN", "GDĐP")
MARKS_58 = ("Toán", "Vật lí", "Hóa học", "Sinh học", "Ngữ văn", "Lịch sử", "Địa lí", "Ngoại ngữ", "GDCD",
            "Công nghệ", "Tin học")
COMMENTS_58 = ("Thể dục", "Âm nhạc", "Mỹ thuật")


def subjects(marks, comments, **more):
    """Return subjects whose code is their title; ``more`` {title: {attribute: value}} differs from the usual."""
    return tuple(Subject(**{"code": title, "title": title, "kind": kind, "role": ROLES.get(title, ""), "terms": (1, 2),
                            "elective": False, **more.get(title, {})})
                 for kind, titles in (("mark", marks), ("comment", comments)) for title in titles)


def a_class(rules, students, *, taught=None, **more):
    """Return the results of students given as {name: {title: code of both terms, or (term 1, term 2)}}; subjects that
    are not named have 8,0 and Đ. Conduct is Tốt, nobody was absent, unless ``more`` says otherwise.
    """
    taught = taught or (subjects(MARKS_22, COMMENTS_22) if rules == "tt22" else subjects(MARKS_58, COMMENTS_58))
    values = {}
    for subject in taught:
        for term in subject.terms:
            column = values[subject.code, term] = {}
            for student, own in students.items():
                code = own.get(subject.code, own.get("", 80) if subject.kind == "mark" else ACHIEVED)
                code = code[term - 1] if isinstance(code, tuple) else code
                if code != "out":
                    column[student] = code
    usual = {"conduct": {(student, term): "Tốt" for student in students for term in (0, 1, 2)},
             "absences": dict.fromkeys(students, (0, 0))}
    return class_results(ClassInputs(rules, taught, tuple(students), values, **{**usual, **more}))


def test_the_vectors_of_tt22_inside_a_class():
    """TV22-21 to TV22-24, TV22-36, TV22-37: kết quả học tập of each student, raised where the clause says so."""
    found = a_class("tt22", {
        "21": {"": 85, "Tin học": 60}, "22": {"": 85, "Tin học": 40}, "23": {"": 85, "Tin học": 30},
        "24": {"": 85, "Tin học": 40, "Toán": 40}, "36": {"": 85, "GDTC": NOT_ACHIEVED},
        "37": {"": 85, "GDTC": NOT_ACHIEVED, "HĐTN": NOT_ACHIEVED}})
    for part in ("1", "2", "year"):
        assert {name: row.learning[part].value for name, row in found.items()} == {
            "21": "Khá", "22": "Khá", "23": "Đạt", "24": "Đạt", "36": "Khá", "37": "Chưa đạt"}
    assert found["22"].learning["year"].uplifted_by == "Tin học"
    assert "Tin học" in found["22"].learning["year"].reason
    assert "Điều 9 khoản 3" in found["22"].learning["year"].reason


def test_the_switch_of_the_department_counts_for_the_class():
    """TV22-36 the other way: a comment subject does not raise the level where the department decided so."""
    found = a_class("tt22", {"36": {"": 85, "GDTC": NOT_ACHIEVED}},
                    switches=checked_switches({"tt22_uplift_comments": "no"}))
    assert found["36"].learning["1"].value == "Đạt"


def test_the_vectors_of_tt58_and_tt26_inside_a_class():
    """TV58-22, TV58-23, TV58-26, TV58-27: with the mean of the subjects; Ngoại ngữ is a core subject since TT 26."""
    students = {"22": {"Ngoại ngữ": 49, "Vật lí": 95, "Hóa học": 95, "Lịch sử": 90},
                "23": {"Ngoại ngữ": 34, "Vật lí": 100, "Hóa học": 100, "Lịch sử": 95},
                "26": {"Toán": 79, "Ngữ văn": 79, "Vật lí": 90, "Hóa học": 90}, "27": {"Thể dục": NOT_ACHIEVED}}
    old, new = a_class("tt58", students), a_class("tt26", students)
    assert {name: row.learning["year"].value for name, row in old.items()} == {
        "22": "Khá", "23": "Trung bình", "26": "Khá", "27": "Trung bình"}
    assert new["26"].learning["year"].value == "Giỏi"
    assert [old["22"].learning["1"].average, old["26"].learning["1"].average] == [81, 82]
    assert old["26"].titles["1"].value == "Học sinh tiên tiến"
    assert new["26"].titles["2"].value == "Học sinh giỏi"


def test_the_specialised_subject_of_a_class_counts():
    found = a_class("tt58", {"a": {"": 85, "Hóa học": 79}}, specialised="Hóa học")
    assert found["a"].learning["year"].value == "Khá"
    assert a_class("tt58", {"a": {"": 85, "Hóa học": 79}})["a"].learning["year"].value == "Giỏi"


def test_the_year_of_a_subject_is_two_thirds_of_the_second_term():
    """TV22-7, TV22-10: of the rounded results of the terms; a comment subject has that of term 2."""
    row = a_class("tt22", {"a": {"Toán": (79, 85), "GDTC": (NOT_ACHIEVED, ACHIEVED)}})["a"]
    assert row.subjects["year"]["Toán"].value == 83
    assert row.subjects["year"]["GDTC"].value == ACHIEVED
    assert "8,3" in row.subjects["year"]["Toán"].reason


def test_a_subject_of_one_term_gives_the_year():
    """R58-9, R22-21: the result of the only term is that of the year, and the reason says so."""
    taught = subjects(MARKS_22, COMMENTS_22, **{"Tin học": {"terms": (1,)}})
    row = a_class("tt22", {"a": {"Tin học": 91}}, taught=taught)["a"]
    assert "Tin học" not in row.subjects["2"]
    assert row.subjects["year"]["Tin học"].value == 91
    assert "Tin học" not in row.learning["2"].inputs["marks"]
    assert "term I only" in row.subjects["year"]["Tin học"].reason


def test_who_came_in_the_second_term_has_its_results_for_the_year():
    row = a_class("tt22", {"a": {}, "b": {title: ("out", 70 if title in MARKS_22 else ACHIEVED)
                                          for title in (*MARKS_22, *COMMENTS_22)}})["b"]
    assert row.subjects["1"] == {}
    assert row.learning["1"].value is None
    assert {each.value for each in row.subjects["year"].values()} == {70, ACHIEVED}
    assert row.learning["year"].value == "Khá"


def test_an_exempt_subject_is_not_counted():
    """R58-20: exempt in one term, the other gives the year; exempt in both, it is in no mean and no condition."""
    row = a_class("tt58", {"a": {"Thể dục": (EXEMPT, NOT_ACHIEVED), "Âm nhạc": EXEMPT}})["a"]
    assert row.subjects["year"]["Thể dục"].value == NOT_ACHIEVED
    assert row.subjects["year"]["Âm nhạc"].value == EXEMPT
    assert row.learning["1"].value == "Giỏi"


def test_nothing_is_computed_from_a_part_of_the_marks():
    row = a_class("tt22", {"a": {"Toán": (None, 80)}})["a"]
    assert row.subjects["1"]["Toán"].missing == ("marks",)
    assert row.subjects["year"]["Toán"].missing == ("term1",)
    assert row.learning["1"].missing == row.learning["year"].missing == ("Toán",)
    assert row.learning["2"].value == "Tốt"
    assert row.end is None
    assert row.final is None


def test_a_missing_mark_book_and_a_missing_row_are_told_apart():
    taught = subjects(MARKS_22, COMMENTS_22)
    values = {(each.code, term): {"a": 80 if each.kind == "mark" else ACHIEVED} for each in taught for term in (1, 2)}
    del values["Toán", 1]
    values["Tin học", 1], values["Tin học", 2] = {}, {}
    row = class_results(ClassInputs("tt22", taught, ("a",), values))["a"]
    assert row.subjects["1"]["Toán"].missing == ("book",)
    assert row.subjects["2"]["Tin học"].missing == ("row",)
    assert "no mark book" in row.subjects["1"]["Toán"].reason


def test_an_elective_counts_only_for_who_chose_it():
    taught = subjects(MARKS_22, COMMENTS_22, **{"Tin học": {"elective": True}})
    found = a_class("tt22", {"a": {}, "b": {"Tin học": ("out", "out")}}, taught=taught)
    assert "Tin học" in found["a"].subjects["1"]
    assert "Tin học" not in found["b"].subjects["year"]
    assert found["b"].learning["year"].value == "Tốt"


def test_the_end_of_a_year_under_tt22():
    """TV22-70 to TV22-74, TV22-80, TV22-81, with the training of the year by the matrix (R22-13)."""
    students = {"xuất sắc": {"": 90}, "giỏi": {"": 85}, "nghỉ 46": {}, "học lại": {"": 70, "Toán": 30, "Ngữ văn": 30},
                "rèn luyện": {}}
    conduct = {(name, term): "Tốt" for name in students for term in (1, 2)} | {("rèn luyện", 2): "Chưa đạt"}
    found = a_class("tt22", students, conduct=conduct,
                    absences={name: (40, 6 if name == "nghỉ 46" else 5) for name in students})
    assert {name: row.end.decision.value for name, row in found.items()} == {
        "xuất sắc": "Được lên lớp", "giỏi": "Được lên lớp", "nghỉ 46": "Không được lên lớp",
        "học lại": "Đánh giá lại trong hè", "rèn luyện": "Rèn luyện trong hè"}
    assert {name: row.end.award.value for name, row in found.items()} == {
        "xuất sắc": "Học sinh Xuất sắc", "giỏi": "Học sinh Giỏi", "nghỉ 46": "Học sinh Giỏi", "học lại": None,
        "rèn luyện": None}
    assert found["xuất sắc"].from_9 == 8


def test_what_is_assessed_again_replaces_the_result_and_the_first_one_stays():
    """R22-16, R58-17: learning is classified anew; who is not promoted now repeats the year."""
    low = {"": 70, "Toán": 30, "Ngữ văn": 30}
    found = a_class("tt22", {"a": low, "b": low, "c": low},
                    retests={"a": {"Toán": 60, "Ngữ văn": 50}, "b": {"Toán": 34, "Ngữ văn": 50, "Tin học": 90}})
    assert found["a"].subjects["year"]["Toán"].value == 30
    assert found["a"].learning["year"].value == "Chưa đạt"
    assert found["a"].after.learning.value == "Khá"
    assert found["a"].final.value == "Được lên lớp"
    assert (found["b"].after.learning.value, found["b"].after.learning.uplifted_by) == ("Đạt", "Toán")
    assert found["b"].final.value == "Được lên lớp"
    assert found["b"].after.unused == ("Tin học",)
    assert found["c"].after is None
    assert found["c"].final.value == "Đánh giá lại trong hè"


def test_who_fails_again_repeats_the_year():
    row = a_class("tt58", {"a": {"": 50, "Toán": 30, "Ngữ văn": 30}}, retests={"a": {"Toán": 30}})["a"]
    assert (row.end.decision.value, row.final.value) == ("Kiểm tra lại", "Ở lại lớp")


def test_training_in_the_summer_replaces_conduct():
    """R58-18, R22-15."""
    conduct = {(name, term): "Yếu" for name in "ab" for term in (0, 1, 2)}
    found = a_class("tt58", {"a": {}, "b": {}}, conduct=conduct, summer={"a": "Trung bình", "b": "Yếu"})
    assert [found[name].end.decision.value for name in "ab"] == ["Rèn luyện trong hè"] * 2
    assert [found[name].final.value for name in "ab"] == ["Lên lớp", "Ở lại lớp"]
    assert found["a"].conduct["year"].value == "Yếu"
    assert found["a"].after.conduct.value == "Trung bình"


def test_two_subjects_of_one_title_are_told_apart():
    taught = (*subjects(MARKS_22, COMMENTS_22), Subject(code="own", title="Toán", kind="mark", role="", terms=(1, 2),
                                                        elective=False))
    inputs = a_class("tt22", {"a": {}}, taught=taught)["a"].learning["1"].inputs
    assert {"Toán (Toán)", "Toán (own)"} <= inputs["marks"].keys()


def test_a_primary_class_is_refused():
    with pytest.raises(RuleError):
        a_class("tt27", {"a": {}})


CODES = {"mark": st.sampled_from((*range(101), EMPTY, EXEMPT)),
         "comment": st.sampled_from((ACHIEVED, ACHIEVED, NOT_ACHIEVED, EMPTY, EXEMPT))}


@given(st.sampled_from(("tt58", "tt26", "tt22")), st.sampled_from(("mark", "comment")), st.data())
def test_a_value_without_words_is_the_value_with_words(rules, kind, data):
    shape = columns(rules, kind, 105)
    codes = bytes(data.draw(st.lists(CODES[kind], min_size=len(shape), max_size=len(shape))))
    told = subject_term(rules, kind, shape, {each.key: code for each, code in zip(shape, codes, strict=True)})
    assert term_value(rules, kind, shape, codes) == told.value
    terms = data.draw(CODES[kind]), data.draw(CODES[kind])
    assert year_value(kind, *terms) == subject_year(rules, kind, *terms).value
