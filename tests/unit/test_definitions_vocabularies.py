"""The dated vocabularies: which unit stands under which and when, what each site has, which subjects are taught."""

from datetime import date

import pytest

from eduportal import definitions
from tests.unit.definition_files import problems_of

BEFORE, LAST, FIRST, AFTER = date(2017, 8, 30), date(2025, 6, 30), date(2025, 7, 1), date(2026, 7, 1)


@pytest.fixture(scope="module")
def shipped():
    return definitions.load()


@pytest.mark.parametrize("kind", ["mam_non", "tieu_hoc", "thcs", "th_thcs"])
def test_schools_of_the_district_go_to_the_ward_on_1_july_2025(shipped, kind):
    assert [shipped.may_stand_under(kind, "phong", day) for day in (BEFORE, LAST, FIRST, AFTER)] == [
        True, True, False, False]
    assert [shipped.may_stand_under(kind, "ward_office", day) for day in (BEFORE, LAST, FIRST, AFTER)] == [
        False, False, True, True]
    assert not any(shipped.may_stand_under(kind, "so", day) for day in (BEFORE, AFTER))


@pytest.mark.parametrize("kind", ["thpt", "thcs_thpt", "nhieu_cap", "gdtx"])
def test_schools_of_the_department_stay(shipped, kind):
    for day in (BEFORE, LAST, FIRST, AFTER):
        assert shipped.may_stand_under(kind, "so", day)
        assert not shipped.may_stand_under(kind, "phong", day)
        assert not shipped.may_stand_under(kind, "ward_office", day)


def test_a_centre_stands_under_any_office_of_its_day(shipped):
    assert [shipped.may_stand_under("trung_tam", "so", day) for day in (BEFORE, AFTER)] == [True, True]
    assert [shipped.may_stand_under("trung_tam", "phong", day) for day in (LAST, FIRST)] == [True, False]
    assert [shipped.may_stand_under("trung_tam", "ward_office", day) for day in (LAST, FIRST)] == [False, True]


def test_offices_in_their_days(shipped):
    assert shipped.may_stand_under("phong", "so", LAST)
    assert not shipped.may_stand_under("phong", "so", FIRST)
    assert not shipped.may_stand_under("ward_office", "so", LAST)
    assert shipped.may_stand_under("ward_office", "so", FIRST)


def test_only_the_department_stands_at_the_top(shipped):
    assert [name for name in shipped.kinds if shipped.may_stand_under(name, "", BEFORE)] == ["so"]
    assert not shipped.may_stand_under("so", "phong", BEFORE)


def test_an_unknown_kind_is_an_error(shipped):
    with pytest.raises(KeyError):
        shipped.may_stand_under("castle", "so", AFTER)
    with pytest.raises(KeyError):
        shipped.may_stand_under("thpt", "castle", AFTER)


def test_grades_and_levels(shipped):
    kinds = shipped.kinds
    assert {name: (kind.level, kind.grades) for name, kind in kinds.items() if kind.grades} == {
        "tieu_hoc": ("TH", (1, 2, 3, 4, 5)), "thcs": ("THCS", (6, 7, 8, 9)), "thpt": ("THPT", (10, 11, 12)),
        "th_thcs": ("THCS", tuple(range(1, 10))), "thcs_thpt": ("THPT", tuple(range(6, 13))),
        "nhieu_cap": ("THPT", tuple(range(1, 13))), "gdtx": ("GDTX", tuple(range(6, 13)))}
    assert [name for name, kind in kinds.items() if not kind.school] == ["so", "phong", "ward_office", "trung_tam"]
    assert kinds["phong"].until == LAST
    assert kinds["ward_office"].since == FIRST


@pytest.mark.parametrize(("name", "rule", "items"), [("office", "R7-4", 16), ("school", "R7-5", 11),
                                                     ("preschool", "R7-5", 11)])
def test_a_blueprint_has_every_item_of_the_circular_once(shipped, name, rule, items):
    sections = shipped.blueprints[name].sections
    rules = [section.rule for section in sections if section.rule.startswith(rule)]
    assert rules == [f"{rule}.{number}" for number in range(1, items + 1)]
    assert 5 <= sum(section.menu for section in sections) <= 8
    assert len({section.slug for section in sections}) == len(sections)
    assert {section.type for section in sections} == {"folder"}


def test_a_preschool_publishes_its_menus(shipped):
    assert [section.slug for section in shipped.blueprints["preschool"].sections if section.rule == "R6-8"] == [
        "ke-hoach-thuc-don"]
    assert shipped.kinds["mam_non"].blueprint == "preschool"
    assert shipped.kinds["phong"].blueprint == "office"


# Lessons a year by TT 32/2018 (R22-4 makes the number of marks from them); * is commented on, not marked (R22-2).
THCS = """Ngữ văn 140, Toán 140, Ngoại ngữ 1 105, Giáo dục công dân 35, Lịch sử và Địa lí 105, Khoa học tự nhiên 140,
Công nghệ 35, Tin học 35, Giáo dục thể chất* 70, Nghệ thuật* 70, Hoạt động trải nghiệm, hướng nghiệp* 105,
Nội dung giáo dục của địa phương* 35"""
THPT = """Ngữ văn 105, Toán 105, Ngoại ngữ 1 105, Lịch sử 52, Giáo dục quốc phòng và an ninh 35, Địa lí 70,
Giáo dục kinh tế và pháp luật 70, Vật lí 70, Hóa học 70, Sinh học 70, Công nghệ 70, Tin học 70, Âm nhạc* 70,
Mĩ thuật* 70, Giáo dục thể chất* 70, Hoạt động trải nghiệm, hướng nghiệp* 105, Nội dung giáo dục của địa phương* 35"""


OPTIONAL = ("Ngoại ngữ 2", "Tiếng dân tộc thiểu số")


@pytest.mark.parametrize(("level", "grade", "text"), [("THCS", 6, THCS), ("THPT", 10, THPT)])
def test_the_subjects_of_a_level(shipped, level, grade, text):
    subjects = [each for each in shipped.subjects.values()
                if (each.level, each.programme) == (level, "2018") and each.title not in OPTIONAL]
    written = ", ".join(f"{each.title}{'*' if each.kind == 'comment' else ''} {each.lessons[grade]}"
                        for each in subjects)
    assert written == text.replace("\n", " ")


def test_lessons_by_grade(shipped):
    assert dict(shipped.subjects["thcs_technology"].lessons) == {6: 35, 7: 35, 8: 52, 9: 52}
    assert set(shipped.subjects["thpt_history"].lessons) == {10, 11, 12}
    assert {each.programme for each in shipped.subjects.values()} == {"2006", "2018"}


def test_four_of_the_nine_electives_are_chosen_the_others_are_for_all(shipped):
    new = [each for each in shipped.subjects.values() if each.programme == "2018" and each.title not in OPTIONAL]
    assert sum(each.elective for each in new if each.level == "THPT") == 9
    assert not any(each.elective for each in new if each.level == "THCS")


@pytest.mark.parametrize("level", ["THCS", "THPT"])
def test_optional_languages_are_marked_and_chosen(shipped, level):
    found = [each for each in shipped.subjects.values() if each.level == level and each.title in OPTIONAL]
    assert len(found) == 4
    assert all(each.elective and each.kind == "mark" for each in found)


def test_the_core_subjects_of_each_level_and_programme(shipped):
    """TT 58/2011, Điều 13; TT 26/2020: one of Toán, Ngữ văn, Ngoại ngữ."""
    roles = {}
    for each in shipped.subjects.values():
        if each.role and each.level != "TH":
            roles.setdefault((each.level, each.programme), []).append((each.role, each.title))
    assert set(roles) == {(level, programme) for level in ("THCS", "THPT") for programme in ("2006", "2018")}
    for (_level, programme), found in roles.items():
        assert sorted(found) == [("foreign_language", "Ngoại ngữ 1" if programme == "2018" else "Ngoại ngữ"),
                                 ("literature", "Ngữ văn"), ("mathematics", "Toán")]


def test_comment_subjects_of_the_programme_of_2006(shipped):
    """R58-1: Thể dục, Âm nhạc, Mỹ thuật; in grade 9 the arts are taught in one term each."""
    old = [each for each in shipped.subjects.values() if each.programme == "2006" and each.level != "TH"]
    assert {each.title for each in old if each.kind == "comment"} == {"Thể dục", "Âm nhạc", "Mĩ thuật"}
    assert {each.title: dict(each.terms) for each in old if each.terms} == {"Âm nhạc": {9: (2,)}, "Mĩ thuật": {9: (1,)}}
    assert {each.until for each in old} == {date(2024, 5, 31)}
    assert {each.weeks for each in old} == {37}


def test_primary_subjects_with_a_periodic_test(shipped):
    """R27-3: which subjects have a test with a mark, grade by grade."""
    new = [each for each in shipped.subjects.values()
           if each.level == "TH" and each.programme == "2018" and not each.elective]
    tested = {grade: {each.title for each in new if grade in each.tests} for grade in range(1, 6)}
    assert tested[1] == tested[2] == {"Tiếng Việt", "Toán"}
    assert tested[3] == {"Tiếng Việt", "Toán", "Ngoại ngữ 1", "Tin học và Công nghệ"}
    assert tested[4] == tested[5] == tested[3] | {"Lịch sử và Địa lí", "Khoa học"}


SUBJECT = """\
mine_korean:
  title: "Tiếng Hàn"
  kind: mark
  level: "THCS"
  elective: true
  programme: "2018"
  since: "2021-09-05"
  lessons: {"6": 70}
"""
WHERE = "content_types/vocabularies/subjects.yaml"


@pytest.mark.parametrize(("more", "said"), [
    ("  terms: {\"7\": [1]}\n", f"{WHERE}:9: mine_korean.terms.7: the subject has no lessons in grade 7."),
    ("  tests: [6, 9]\n", f"{WHERE}:9: mine_korean.tests[1]: the subject has no lessons in grade 9."),
    ("  until: \"2020-05-31\"\n", f"{WHERE}:9: mine_korean.until: the period ends before it begins."),
    ("  role: physics\n", None), ("  terms: {\"6\": [3]}\n", None), ("  weeks: 0\n", None)])
def test_mistakes_in_a_subject_of_a_profile(tmp_path, more, said):
    assert problems_of(tmp_path, {WHERE: SUBJECT + "  role: \"\"\n"}) == []
    found = problems_of(tmp_path, {WHERE: SUBJECT + more})
    assert len(found) == 1
    assert f"{WHERE}:9: mine_korean" in found[0]
    assert said is None or found[0].endswith(said)
