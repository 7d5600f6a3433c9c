"""What homeroom teachers have written for term 1: a level for nearly everybody, and the half-days missed so far."""

from eduportal.domain.assessment.levels import CONDUCT_58, TRAINING_22
from eduportal.domain.rulesets import ruleset
from eduportal.operations.demo.shapes import ClassRecordPlan

TERM = 1
#: Below which number of a hundred a student has the best level, the next one ...; who is above is not graded yet.
_OF_A_HUNDRED = (82, 95, 97)
#: The class in which nothing has been written yet, and the one whose term the principal has locked.
_NOTHING, _LOCKED = 6, 3


def class_records(rng, planned, teacher_of, start_year):
    """Return a :class:`ClassRecordPlan` for every class but one.

    :param planned: the classes of a school. :param teacher_of: (class name, "") → log-in of the homeroom teacher.
    """
    found = []
    for number, each in enumerate(planned):
        scale = TRAINING_22 if ruleset(each.level, each.grade, start_year) == "tt22" else CONDUCT_58
        locked = number == _LOCKED
        rows = tuple(_row(rng, scale, whole=locked) for _student in each.students)
        if number != _NOTHING:
            found.append(ClassRecordPlan(each.school, each.name, TERM, rows, locked, teacher_of[each.name, ""]))
    return found


def _row(rng, scale, *, whole):
    place = rng.randrange(100)
    level = next((level for level, most in zip(reversed(scale), _OF_A_HUNDRED, strict=False) if place < most),
                 scale[-1] if whole else "")
    return level, str(max(0, rng.randrange(-6, 5))), str(max(0, rng.randrange(-20, 3)))
