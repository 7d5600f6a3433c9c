"""What a table of a class says where nothing is given yet, and primary titles that stand under another name."""

from types import SimpleNamespace as Subject

from eduportal.domain.assessment.class_results import ClassInputs, class_results, scales
from eduportal.domain.assessment.levels import CONDUCT_58, LEARNING_22, LEARNING_58, TRAINING_22
from eduportal.domain.marks import ACHIEVED

from .assess_lines import ask

TITLES = {"toan": "Toán", "van": "Ngữ văn", "su": "Lịch sử", "dia": "Địa lí", "nhac": "Âm nhạc"}
ROLES = {"toan": "mathematics", "van": "literature"}


def subjects(**terms):
    return tuple(Subject(code=code, title=title, kind="comment" if code == "nhac" else "mark", elective=False,
                         role=ROLES.get(code, ""), terms=terms.get(code, (1, 2))) for code, title in TITLES.items())


def results(taught, values, **more):
    return class_results(ClassInputs("tt58", taught, ("an", "bình"), values, **more))


def values(taught, code=80):
    return {(each.code, term): dict.fromkeys(("an", "bình"), ACHIEVED if each.kind == "comment" else code)
            for each in taught for term in each.terms}


def test_a_subject_without_a_book_and_a_student_who_is_in_none():
    taught = subjects()
    given = values(taught)
    del given["dia", 1], given["su", 1]["an"], given["su", 2]["an"]
    found = results(taught, given)
    gone = found["an"].subjects["1"]
    assert (gone["dia"].missing, gone["su"].missing) == (("book",), ("row",))
    assert gone["dia"].reason == "There is no mark book of Địa lí in term I yet."
    assert gone["su"].reason == "The student is not in the mark book of Lịch sử."
    assert found["an"].learning["1"].missing == ("Lịch sử", "Địa lí")
    assert found["bình"].subjects["1"]["su"].value == 80
    for part in ("1", "2"):
        assert (found["an"].titles[part].value, found["an"].titles[part].missing) == (None, ("conduct", "level"))


def test_a_subject_that_is_taught_in_one_term_or_was_studied_in_one():
    taught = subjects(dia=(2,))
    given = values(taught)
    del given["su", 1]["an"]
    year = results(taught, given)["an"].subjects["year"]
    assert (year["dia"].value, year["su"].value) == (80, 80)
    assert year["dia"].reason.startswith("Taught in term II only")
    assert year["su"].reason.startswith("Studied in term II only")


def test_only_what_may_be_tested_again_changes_anything():
    taught = subjects()
    given = values(taught)
    given["su", 1] = given["su", 2] = {"an": 19, "bình": 19}
    more = {"conduct": {("an", term): "Tốt" for term in (0, 1, 2)}, "absences": {"an": (0, 0)}}
    assert results(taught, given, **more)["an"].end.decision.value == "Kiểm tra lại"
    assert results(taught, given, retests={"an": {"toan": 90}}, **more)["an"].after is None
    after = results(taught, given, retests={"an": {"su": 70, "toan": 90}}, **more)["an"].after
    assert (after.learning.value, after.decision.value, after.unused) == ("Khá", "Lên lớp", ("toan",))


def test_scales():
    assert scales("tt58") == scales("tt26") == (LEARNING_58, CONDUCT_58)
    assert scales("tt22") == (LEARNING_22, TRAINING_22)


def test_a_primary_subject_that_is_taught_wants_its_test_under_any_spelling():
    given = {"Tiếng Việt": "H", "Toán": "H", "Khoa học": "H", "Lịch sử và Địa lý": "H", "TIN HỌC": "H"}
    tests = dict.fromkeys(["Tiếng Việt", "Toán", "Khoa học", "Lịch sử và Địa lý"], 8)
    question = {"rules": "tt30-22", "grade": 4, "subjects": given, "tests": tests}
    assert "tests.Tin học" in ask("classify", **question)["missing"]
    question["tests"] = {**tests, "TIN HỌC": 8}
    assert "tests.Tin học" not in ask("classify", **question)["missing"]
    question["subjects"] = {**given, "Toán": None}
    assert "subjects.Toán" in ask("classify", **question)["missing"]
