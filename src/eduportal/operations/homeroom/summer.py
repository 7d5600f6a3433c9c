"""What the principal writes after the summer: tests taken again, and conduct after training (R58-16 to 18, R22-15, 16).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from eduportal.content.class_records import RETEST, SUMMER
from eduportal.domain.assessment.inputs import taken_again
from eduportal.domain.assessment.levels import REASSESSED_22, RETEST_58, SUMMER_22, SUMMER_58
from eduportal.domain.errors import RuleError
from eduportal.domain.marks import ACHIEVED, NOT_ACHIEVED
from eduportal.domain.messages import _
from eduportal.domain.text import clean_text
from eduportal.operations.asking import require_of
from eduportal.operations.homeroom.changes import checked_changes
from eduportal.operations.homeroom.refusals import (
    EntriesRefused,
    check_students,
    checked_reason,
    keep,
    open_record,
    rows_of,
)
from eduportal.operations.results.computing import class_results

RETESTED = frozenset((RETEST_58, REASSESSED_22))
TRAINED = frozenset((SUMMER_58, SUMMER_22))


@dataclass(frozen=True)
class SummerCase:
    """How a student stands at the end of the year, before the summer.

    ``marks`` and ``comments`` map a subject's code to the code of its year result; ``decision`` is that of the year
    (:func:`eduportal.domain.assessment.engine.year_end`), None while it cannot be given.
    """

    decision: str | None
    marks: Mapping = field(default_factory=dict)
    comments: Mapping = field(default_factory=dict)

    @property
    def subjects(self):
        """Return the subjects that may be taken again: below 5,0 or CĐ in the year; () for who is not re-tested."""
        return taken_again(self.marks, self.comments) if self.decision in RETESTED else ()

    @property
    def trains(self):
        """Return whether the student trains in the summer: the year's conduct alone stands against promotion."""
        return self.decision in TRAINED


NO_CASE = SummerCase(None)


def summer_cases(results):
    """Return {student uuid: :class:`SummerCase`} of everybody who is re-tested or trains in the summer.

    :param results: the :class:`eduportal.operations.results.ClassResults` of the class.
    """
    kinds = {subject.code: subject.kind for subject in results.subjects}
    found = {}
    for student, row in results.counted.items():
        decision = row.end.decision.value if row.end is not None else None
        if decision not in RETESTED | TRAINED:
            continue
        codes = {code: each.value for code, each in row.subjects["year"].items()}
        found[student] = SummerCase(decision, *({code: value for code, value in codes.items() if kinds[code] == kind}
                                                for kind in ("mark", "comment")))
    return found


def save_after_summer(portal, school_class, retests, training, reports, *, by, at):
    """Store the results of the summer by what the year's results are now; see :func:`enter_after_summer`."""
    return enter_after_summer(portal, school_class, retests, training, reports, by=by, at=at,
                              cases=summer_cases(class_results(portal, school_class)))


def enter_after_summer(portal, school_class, retests, training, reports, *, cases, by, at):
    """Store the results of the summer: all of them, or none; return the number of cells that were changed.

    :param retests: {(student, subject code): (seen, typed)} marks, Đ or CĐ. :param training: {student: (seen, typed)}
        levels. :param reports: {student: text}: what the level is given for; it is kept with the change.
    :param cases: {student: :class:`SummerCase`}, as the results of the class give them now.
    :raises NotAllowed: ``by`` may not decide here, or a student is not of this class. :raises EntriesRefused: who is
        not re-tested or does not train, another subject, no report, texts that fit no cell. :raises EntriesChanged:
        others changed cells meanwhile.
    """
    require_of(portal, by, "results:decide", school_class, at=at)
    record = open_record(school_class)
    check_students(school_class, [*(student for student, _subject in retests), *training])
    rows = rows_of(school_class, record)
    changes = checked_changes(record, rows, _cells(retests, training),
                              check=lambda student, *cell: _check(cases.get(student, NO_CASE), *cell),
                              kind_of=lambda student, *cell: _kind(record, cases.get(student, NO_CASE), student, *cell))
    tests = [change for change in changes if change[1] != SUMMER]
    levels = [change for change in changes if change[1] == SUMMER]
    notes = _reports(tuple(rows), levels, reports)
    if changes:
        keep(school_class, record, by=by, at=at)
    if tests:
        record.write("retest", tests, by=by, at=at)
    for change, note in zip(levels, notes, strict=True):
        record.write("summer", [change], by=by, at=at, note=note)
    return len(changes)


def _cells(retests, training):
    cells = {(student, f"{RETEST}{subject}"): texts for (student, subject), texts in retests.items()}
    cells.update({(student, SUMMER): texts for student, texts in training.items()})
    return cells


def enter_retests(portal, school_class, cells, *, cases, by, at):
    """Store marks of tests taken again; see :func:`enter_after_summer`."""
    return enter_after_summer(portal, school_class, cells, {}, {}, cases=cases, by=by, at=at)


def enter_summer_training(portal, school_class, cells, reports, *, cases, by, at):
    """Store levels of conduct or training after the summer; see :func:`enter_after_summer`."""
    return enter_after_summer(portal, school_class, {}, cells, reports, cases=cases, by=by, at=at)


def _kind(record, case, student, column):
    stored_comment = record.value(student, column) in (ACHIEVED, NOT_ACHIEVED)
    return "comment" if stored_comment or column.removeprefix(RETEST) in case.comments else "mark"


def _check(case, column, value):
    """Refuse what the year of the student does not allow; what stands there can always be taken out again."""
    if value is None:
        return
    if column == SUMMER and not case.trains:
        raise RuleError(_("Only a student whose conduct or training of the year alone stands against promotion trains "
                          "in the summer (TT 58/2011, Điều 17; TT 22/2021, Điều 13)."), column)
    if column != SUMMER and column.removeprefix(RETEST) not in case.subjects:
        raise RuleError(_("This subject is not taken again by this student: only subjects below 5,0 or CĐ in the year, "
                          "and only when learning alone stands against promotion (TT 58/2011, Điều 16; TT 22/2021, "
                          "Điều 14)."), column)


def _reports(students, levels, reports):
    """Return the report of each changed level; a report without one would be lost, and is refused."""
    found, refusals = [], {}
    changed = [students[row] for row, *_rest in levels]
    for student in changed:
        try:
            found.append(checked_reason(reports.get(student, ""), "report"))
        except RuleError as error:
            refusals[student, SUMMER] = error.message
    for student in reports.keys() - set(changed):
        if clean_text(reports[student]):
            refusals[student, SUMMER] = _("The report is kept with a change of the level, and the level was not "
                                          "changed. Choose the level, or leave the report empty.")
    if refusals:
        raise EntriesRefused(refusals)
    return found
