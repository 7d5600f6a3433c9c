"""Class 6A2 of the small city for the pictures of results: eight made-up students with everything that a year asks for.
"""

from datetime import date

from eduportal.domain.marks import format_mark
from eduportal.operations import homeroom, school
from eduportal.operations.results import summarise_class
from eduportal.operations.subjects import class_subjects
from tests import factories
from tests.functional.results_setup import fill, finish, open_books

NAMES = ("Nguyễn Bảo An", "Trần Gia Bình", "Lê Ngọc Diệp", "Phạm Minh Đức", "Võ Khánh Hà", "Đỗ Quang Huy",
         "Bùi Thảo Linh", "Hồ Anh Thư")
#: One is outstanding, one is raised one level, one is assessed again in two subjects, one trains in the summer.
MARKS = ({"": 94}, {"": 86, "thcs_mathematics": 45}, {"": 75}, {"": 60, "thcs_mathematics": 30,
         "thcs_foreign_language_1": 40}, {"": 84}, {"": 68}, {"": 88}, {"": 71})
#: What a student has more or less than usual, from subject to subject.
_MORE = (-2, 3, 0, 5, -4, 2, -3, 1)


def _marks(portal, school_class, own, place):
    codes = [each.code for each in class_subjects(portal, school_class) if each.kind == "mark"]
    tenths = {code: own.get(code, own[""] + _MORE[(number + 3 * place) % len(_MORE)])
              for number, code in enumerate(codes)}
    return {"": "Đ", **{code: format_mark(each) for code, each in tenths.items()}}


def fill_results(portal):
    """Make the class with its mark books of both terms, training, absences and counts; giaovien.van has it."""
    year, added = factories.school_class(portal, portal.root["quan-1"]["thcs-mot"], "6A2", students=0)
    people = [{"code": f"HS2{place:02}", "name": name, "born": date(2015, 3, place + 1), "sex": "nữ"}
              for place, name in enumerate(NAMES)]
    acts = {"by": "", "at": factories.NOW}
    school.enrol_students(added, people, since=date(2026, 9, 5), **acts)
    for login, subject in (("giaovien.van", ""), ("giaovien", "thcs_mathematics")):
        school.assign_teacher(portal, year, added, portal.accounts.by_login(login), subject, since=date(2026, 9, 5),
                              **acts)
    open_books(portal, added)
    fill(portal, added, [_marks(portal, added, own, place) for place, own in enumerate(MARKS)])
    finish(portal, added)
    trained = added.roll[5][0]
    homeroom.enter_conduct(portal, added, {trained: ("Tốt", "Chưa đạt")}, term=2, **acts)
    summarise_class(portal, added, at=factories.NOW)
