"""Classes with a roll in a real FileStorage, for what is written into their records."""

from eduportal.content.classes import SchoolClass, SchoolYear
from tests.integration.mark_book_setup import NOW


def new_class(students=45, *, grade=6, level="THCS", start=2026):
    """Return a class of a school year (its ``__parent__``), both open, with students hs-00, hs-01 ..."""
    year = SchoolYear("nam", start, by="", at=NOW)
    school_class = SchoolClass("lop", grade, level, by="", at=NOW)
    year.state = school_class.state = "open"
    year.__name__, school_class.__name__, school_class.__parent__ = "nam", "lop", year
    school_class.roll = tuple((f"hs-{number:02}", number + 1, "2026-09-05", "") for number in range(students))
    return school_class


def texts(levels, seen=""):
    """Return cells {student: (seen, typed)} of {number: level}."""
    return {f"hs-{number:02}": (seen, level) for number, level in levels.items()}
