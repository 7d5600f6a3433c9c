"""Class 6A2 of the small city for the pictures of results: eight made-up students with everything that a year asks for.
"""

from datetime import date

from eduportal.operations import homeroom, school
from eduportal.operations.results import summarise_class
from tests import factories
from tests.functional.results_setup import fill, finish, open_books

NAMES = ("Nguyễn Bảo An", "Trần Gia Bình", "Lê Ngọc Diệp", "Phạm Minh Đức", "Võ Khánh Hà", "Đỗ Quang Huy",
         "Bùi Thảo Linh", "Hồ Anh Thư")
#: One is outstanding, one is raised one level, one is assessed again in two subjects, one trains in the summer.
MARKS = ({"": "9,2"}, {"": "8,5", "thcs_mathematics": "4,5"}, {"": "7,5", "thcs_literature": "8"},
         {"": "6", "thcs_mathematics": "3", "thcs_foreign_language_1": "4"}, {"": "8,2", "thcs_arts": "Đ"},
         {"": "6,8"}, {"": "8,8"}, {"": "7"})


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
    fill(portal, added, MARKS)
    finish(portal, added)
    trained = added.roll[5][0]
    homeroom.enter_conduct(portal, added, {trained: ("Tốt", "Chưa đạt")}, term=2, **acts)
    summarise_class(portal, added, at=factories.NOW)
