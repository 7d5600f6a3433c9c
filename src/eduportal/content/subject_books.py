"""What is kept of subjects: the department's changes in the register, the choices of a school at the school.

Rows are plain mappings and are never taken away: the newest that counts is what holds, the others are the history.
"""

from types import MappingProxyType

from BTrees.OOBTree import OOBTree
from persistent import Persistent

SUBJECTS, SWITCHES = "subjects", "assessment_switches"
_NOTHING = MappingProxyType({})


class SchoolSubjects(Persistent):
    """The subjects of one school.

    ``own`` maps the code of a subject that the school added to its changes (domain/subject_plans.py). ``choices`` maps
    a grade to a tuple of {"since": start year, "codes": codes of the electives, "terms": {code: term}, "by", "at"}.
    """

    def __init__(self):
        self.own = OOBTree()
        self.choices = OOBTree()


def changes_of(register):
    """Return {code: changes} of the department, without writing."""
    return register.book(SUBJECTS)


def own_of(school):
    """Return {code: changes} of the subjects that a school added, without writing."""
    return _NOTHING if school is None or school.subjects is None else school.subjects.own


def choices_of(school, grade):
    """Return the rows of choices of a school for a grade, oldest first, without writing."""
    return () if school is None or school.subjects is None else school.subjects.choices.get(grade, ())


def write_subjects(school):
    """Return the :class:`SchoolSubjects` of a school to write into."""
    if school.subjects is None:
        school.subjects = SchoolSubjects()
    return school.subjects
