"""A class of its own, 6A9, whose homeroom teacher is giaovien.van and in which giaovien teaches; HKII is locked."""

from datetime import date

from eduportal.operations import homeroom, school
from tests import factories


def _class(portal):
    one, acts = portal.root["quan-1"]["thcs-mot"], {"by": "", "at": factories.NOW}
    year, added = factories.school_class(portal, one, "6A9")
    for login, subject in (("giaovien.van", ""), ("giaovien", "thcs_mathematics")):
        school.assign_teacher(portal, year, added, portal.accounts.by_login(login), subject, since=date(2026, 9, 5),
                              **acts)
    homeroom.enter_conduct(portal, added, {added.roll[0][0]: ("", "Tốt")}, term=1, **acts)
    homeroom.lock_conduct(portal, added, 2, "Hết học kì", missing_confirmed=True, **acts)


STATES = {"homeroom class": _class}
