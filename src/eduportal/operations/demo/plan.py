"""The plan of the demonstration city: real districts, counts and wards; made-up schools below them and people."""

from eduportal.definitions import load
from eduportal.domain.dates import school_year_of
from eduportal.operations.demo import annex, marks, people, records, teaching
from eduportal.operations.demo.rich_sites import rich_site
from eduportal.operations.demo.school_names import RICH_THCS
from eduportal.operations.demo.shapes import CityPlan, Coverage
from eduportal.operations.demo.sites import site
from eduportal.operations.demo.units import RICH_THPT, SO, city_units, place, rng_for

#: Of the upper secondary school: what is set behind the log-in names of its staff.
_SUFFIX = ".thpt"


def city_plan(day, definitions=None):
    """Return the :class:`CityPlan` for ``day``: the same day gives the same plan.

    :param definitions: the declared subjects are taken from; the shipped ones are read when missing.
    """
    subjects = (definitions or load()).subjects
    units = city_units()
    known = {unit.code: unit for unit in units}
    start_year = school_year_of(day)
    thcs = next(unit for unit in units if unit.name == RICH_THCS[1])
    thpt = next(unit for unit in units if unit.short_name == RICH_THPT and unit.kind == "thpt")
    staffed = people.offices(rng_for("offices"), known[SO], known[thcs.parent])
    lower = _School(thcs, subjects, day, start_year, people.THCS_TEAMS, set(), prefix="CS", shown="giaovien")
    upper = _School(thpt, subjects, day, start_year, people.THPT_TEAMS, set(lower.logins), prefix="PT", suffix=_SUFFIX)
    schools = {thcs.code: lower, thpt.code: upper}
    return CityPlan(
        day=day, start_year=start_year, units=units, coverage=_coverage(),
        sites=tuple(_site(unit, known, schools, day, start_year) for unit in units if unit.opened_on),
        people=(*staffed, *lower.people, *upper.people),
        classes=(*lower.classes, *upper.classes), assignments=(*lower.assignments, *upper.assignments),
        mark_books=(*lower.mark_books, *upper.mark_books),
        class_records=(*lower.class_records, *upper.class_records), rich_schools=tuple(schools),
    )


class _School:
    """Everything of a school that is shown in full, made in the order in which one part needs the other."""

    def __init__(self, unit, subjects, day, start_year, teams, taken, *, prefix, suffix="", shown=None):
        rng = rng_for("school", unit.code)
        self.unit, self.editor = unit, f"bientap{suffix}"
        titles = {code: subject.title for code, subject in subjects.items()}
        staff = people.staff(rng, unit, suffix)
        teachers, formed = people.teachers(rng, unit, teams, titles, taken, shown)
        self.people = (*staff, *teachers)
        self.classes = teaching.classes(rng, unit, subjects, start_year, prefix)
        self.assignments = teaching.assignments(unit, self.classes, formed, day, start_year)
        present = {(each.class_name, each.subject): each.teacher for each in self.assignments
                   if each.since <= day and (each.until is None or day <= each.until)}
        self.mark_books = marks.mark_books(rng, self.classes, subjects, present, start_year)
        self.class_records = records.class_records(rng_for("records", unit.code), self.classes, present, start_year)

    @property
    def logins(self):
        """Return the log-in names of the people."""
        return [person.login for person in self.people]


def _site(unit, known, schools, day, start_year):
    office = known.get(unit.parent)
    if unit.code not in schools:
        return site(unit, office, day, start_year)
    school = schools[unit.code]
    return rich_site(unit, office, school.people, day, start_year, school.editor)


def _coverage():
    """Return the reported rows exactly as the annex has them, also where they cannot be true."""
    return tuple(
        Coverage(district, f"Phòng Giáo dục và Đào tạo {place(district)}", annex.REPORTED_ON, annex.SOURCE,
                 {key: counts for key, counts in row.items() if key != annex.OTHERS})
        for district, row in annex.portals().items()
    )
