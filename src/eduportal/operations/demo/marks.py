"""Mark books of term 1, half entered: as a school has them in the middle of a term."""

from eduportal.domain.marks import ACHIEVED, EMPTY, NOT_ACHIEVED, format_mark
from eduportal.domain.rulesets import columns, ruleset
from eduportal.operations.demo.shapes import MarkBookPlan

TERM = 1
#: What is in a book: nothing, the first continuous marks, continuous and mid-term marks, everything.
NOTHING, BEGUN, HALF, ALL = range(4)
#: Of twelve books in a row: six half entered, two begun, four empty.
_FILLED = (HALF, NOTHING, HALF, BEGUN, HALF, NOTHING, HALF, HALF, NOTHING, BEGUN, HALF, NOTHING)
#: (number of the class, subject without its level) → state of the books that are handed in and approved already.
HANDED_IN = {
    (1, "mathematics"): "submitted",
    (4, "informatics"): "submitted",
    (5, "physical_education"): "submitted",
    (3, "literature"): "approved",
}


def mark_books(rng, planned, subjects, teacher_of, start_year):
    """Return a :class:`MarkBookPlan` for every class and subject.

    :param planned: the classes of a school. :param subjects: the declared subjects.
    :param teacher_of: (class name, subject) → log-in of who teaches it on the day of the plan.
    """
    books = []
    for number, each in enumerate(planned):
        abilities = [ability_of(rng) for _student in each.students]
        for place, code in enumerate(each.subjects):
            state = HANDED_IN.get((number, code.partition("_")[2]), "open")
            filled = _FILLED[(number * 5 + place * 7) % len(_FILLED)] if state == "open" else ALL
            shape = _columns(each, subjects[code], start_year)
            shift = rng.randrange(-6, 7)
            rows = tuple(_row(rng, subjects[code].kind, shape, ability + shift, filled) for ability in abilities)
            books.append(MarkBookPlan(each.school, each.name, code, TERM, tuple(column.key for column in shape), rows,
                                      state, teacher_of[each.name, code]))
    return books


def _columns(planned, subject, start_year):
    rules = ruleset(planned.level, planned.grade, start_year)
    return columns(rules, subject.kind, subject.lessons[planned.grade])


def ability_of(rng):
    """Return what a student usually gets, in tenths: around 7, seldom below 5 or above 9."""
    return 50 + sum(rng.randrange(0, 18) for _each in range(3))


def _row(rng, kind, shape, ability, filled):
    return tuple(format_mark(_cell(rng, kind, column, ability, filled)) for column in shape)


def _cell(rng, kind, column, ability, filled):
    wanted = {NOTHING: (), BEGUN: ("tx1",), HALF: ("tx", "gk"), ALL: ("tx", "gk", "ck")}[filled]
    if column.group not in wanted and column.key not in wanted:
        return EMPTY
    # A few were absent from the mid-term test and have not made it up yet: empty, and that is not a zero (R58-5).
    if filled == HALF and column.group == "gk" and rng.randrange(40) == 0:
        return EMPTY
    return a_mark(rng, kind, column, ability)


def a_mark(rng, kind, column, ability):
    """Return the code that somebody of ``ability`` (tenths) gets in an assessment of this column."""
    if kind == "comment":
        return NOT_ACHIEVED if rng.randrange(60) == 0 else ACHIEVED
    step = 10 if column.group == "tx" else 5
    tenths = min(100, max(20, ability + rng.randrange(-14, 15)))
    return (tenths + step // 2) // step * step
