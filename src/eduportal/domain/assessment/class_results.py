"""The results of a class: each student's subjects, learning, training, decision and award, from what was entered.

Plain values in, plain values out, the first result always beside the one after the summer (R58-17, R58-18, R22-15,
R22-16). Reasons are written when somebody reads them: a table of a class shows none.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from eduportal.domain.assessment import tt22
from eduportal.domain.assessment.engine import SCALES
from eduportal.domain.assessment.engine import classify as classified
from eduportal.domain.assessment.engine import year_end as year_ended
from eduportal.domain.assessment.inputs import taken_again
from eduportal.domain.assessment.levels import REASSESSED_22, RETEST_58, SUMMER_22, SUMMER_58
from eduportal.domain.assessment.outcomes import Classification, Outcome, YearEnd
from eduportal.domain.assessment.promotion import title58
from eduportal.domain.assessment.switches import DEFAULTS
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.rulesets import NUMERALS, SECONDARY, subject_year, year_value

PARTS = ("1", "2", "year")
_TERMS = {"1": 1, "2": 2}
#: The roles of the subjects one of which must reach the level (R58-11); TT 22 has none.
_CORE = {"tt58": ("mathematics", "literature"), "tt26": ("mathematics", "literature", "foreign_language"), "tt22": ()}
_YEAR = 0


def scales(rules):
    """Return (levels of learning, levels of conduct or training) of a rule set, the lowest first."""
    return SCALES[rules]


@dataclass(frozen=True)
class ClassInputs:
    """What was entered about a class; everything keyed by the uuid of the student.

    ``subjects``: with ``code, title, kind, role, terms, elective``, in the order of the register. ``values``:
    {(subject code, term): {student: code, None while something is missing}}; no key: no mark book; a student who is not
    in it did not study the subject in that term. ``explain(code, term, student)`` gives the reason of such a value.
    ``conduct``: {(student, term)}: level, term 0 for the year (TT 58). ``absences``: {student: (with leave, without)}.
    ``retests``: {student: {subject code: code}}. ``summer``: {student: level}.
    """

    rules: str
    subjects: tuple
    students: tuple
    values: Mapping
    conduct: Mapping = field(default_factory=dict)
    absences: Mapping = field(default_factory=dict)
    retests: Mapping = field(default_factory=dict)
    summer: Mapping = field(default_factory=dict)
    switches: Mapping = field(default_factory=lambda: DEFAULTS)
    specialised: str = ""
    explain: Callable = lambda code, term, student: ""


class SubjectResult:
    """A subject's result in a term or the year: ``value`` (a code or None), what is ``missing``, the ``reason``.

    ``missing``: "book" (no mark book), "row" (not in the book), "marks" (empty cells), "term1", "term2".
    """

    __slots__ = ("_explain", "missing", "value")

    def __init__(self, value, missing, explain):
        self.value, self.missing, self._explain = value, missing, explain

    @property
    def reason(self):
        """Return the reason in words, with its rule."""
        return self._explain()


@dataclass(frozen=True)
class AfterSummer:
    """What the summer changed: ``replaced`` {subject code: code}, the new ``learning`` and ``conduct`` (None where it
    stands), the final ``decision``; ``unused`` are codes of re-tests that the first results do not allow.
    """

    replaced: Mapping
    learning: Classification | None
    conduct: Outcome | None
    decision: Outcome
    unused: tuple = ()


@dataclass(frozen=True)
class StudentResults:
    """One student. ``subjects``, ``learning``, ``conduct``, ``titles`` go by part ("1", "2", "year"); ``titles`` of the
    terms only where the circular has them. ``end`` is None until everything it needs is there, ``after`` without a
    summer.
    """

    student: str
    subjects: Mapping
    learning: Mapping
    conduct: Mapping
    titles: Mapping
    absences: tuple | None
    from_9: int
    end: YearEnd | None
    after: AfterSummer | None

    @property
    def final(self):
        """Return the decision that holds at last, an :class:`Outcome`, or None while there is none."""
        return self.after.decision if self.after is not None else self.end.decision if self.end is not None else None


def class_results(given):
    """Return {student: :class:`StudentResults`} of a class, in the order of ``given.students``.

    :raises RuleError: the class is not assessed by marks (primary rules).
    """
    if given.rules not in SECONDARY:
        raise RuleError(_("The results of a primary class are not computed from mark books (TT 27/2020)."))
    columns = {(subject.code, term): _term_column(given, subject, term)
               for subject in given.subjects for term in subject.terms}
    keys = keys_of(given.subjects)
    return {student: _student(given, keys, columns, student) for student in given.students}


def keys_of(subjects):
    """Return {code: title}, by which reasons name subjects; a title that two subjects have gets their codes."""
    titles = [subject.title for subject in subjects]
    return {each.code: each.title if titles.count(each.title) == 1 else f"{each.title} ({each.code})"
            for each in subjects}


def _term_column(given, subject, term):
    """Return {student: SubjectResult} of one subject in one term; who did not study it is not there."""
    values, other = (given.values.get((subject.code, each)) for each in (term, 3 - term))
    if values is None:
        gone = SubjectResult(None, ("book",), partial(_no_book, subject.title, term))
        return {} if subject.elective and other is None else dict.fromkeys(
            given.students if not subject.elective else other, gone)
    other = other or ()
    found = {}
    for student in given.students:
        if student in values:
            found[student] = SubjectResult(values[student], () if values[student] is not None else ("marks",),
                                           partial(given.explain, subject.code, term, student))
        elif student not in other and not subject.elective:
            found[student] = SubjectResult(None, ("row",), partial(_no_row, subject.title))
    return found


def _no_book(title, term):
    return _("There is no mark book of ${subject} in term ${term} yet.", subject=title, term=NUMERALS[term])


def _no_row(title):
    return _("The student is not in the mark book of ${subject}.", subject=title)


def _student(given, keys, columns, student):
    subjects = {part: {subject.code: columns[subject.code, term][student] for subject in given.subjects
                       if term in subject.terms and student in columns[subject.code, term]}
                for part, term in _TERMS.items()}
    subjects["year"] = _year_subjects(given, subjects)
    learning = {part: classify(given, keys, {code: each.value for code, each in subjects[part].items()})
                for part in PARTS}
    conduct = _conduct(given, student)
    titles = {} if given.rules == "tt22" else {part: _title(conduct[part], learning[part]) for part in ("1", "2")}
    absences = given.absences.get(student)
    from_9 = sum(each.value is not None and each.value <= 100 and each.value >= 90
                 for each in subjects["year"].values())
    end = _year_end(given.rules, conduct["year"].value, learning["year"].value, absences, from_9)
    after = _after(given, keys, student, subjects["year"], conduct["year"], learning["year"], absences, from_9, end)
    return StudentResults(student, subjects, learning, conduct, titles, absences, from_9, end, after)


def _year_subjects(given, subjects):
    found = {}
    for subject in given.subjects:
        first, second = (subjects[part].get(subject.code) for part in _TERMS)
        if first is not None and second is not None:
            value = year_value(subject.kind, first.value, second.value)
            missing = tuple(name for name, each in (("term1", first), ("term2", second)) if each.value is None)
            found[subject.code] = SubjectResult(value, missing, partial(_year_reason, given.rules, subject.kind,
                                                                        first.value, second.value))
        elif first is not None or second is not None:
            term, only = (1, first) if first is not None else (2, second)
            found[subject.code] = SubjectResult(only.value, () if only.value is not None else (f"term{term}",),
                                                partial(_one_term, given.rules, subject, term))
    return found


def _year_reason(rules, kind, first, second):
    return subject_year(rules, kind, first, second).reason


def _one_term(rules, subject, term):
    if len(subject.terms) == 1:
        return _("Taught in term ${term} only: the result of that term is the result of the year (${rule}).",
                 term=NUMERALS[term], rule=SECONDARY[rules])
    return _("Studied in term ${term} only: the result of that term is the result of the year (${rule}).",
             term=NUMERALS[term], rule=SECONDARY[rules])


def classify(given, keys, values):
    """Return the :class:`Classification` of {subject code: code or None} by the rules of the class."""
    kinds = {subject.code: subject.kind for subject in given.subjects}
    marks = {keys[code]: value for code, value in values.items() if kinds[code] == "mark"}
    comments = {keys[code]: value for code, value in values.items() if kinds[code] == "comment"}
    try:
        roles = _CORE[given.rules]
        core = tuple(keys[each.code] for each in given.subjects if each.role in roles and keys[each.code] in marks)
        specialised = keys.get(given.specialised)
        return classified(given.rules, marks, comments, core=core, switches=given.switches,
                          specialised=specialised if specialised in marks else None)
    except RuleError as error:
        return Classification(None, SECONDARY[given.rules], error.message, {"marks": marks, "comments": comments},
                              ("subjects",))


def _conduct(given, student):
    """Return the levels of conduct or training by part; under TT 22 the year follows from the terms (R22-13)."""
    entered = {part: given.conduct.get((student, term)) for part, term in (*_TERMS.items(), ("year", _YEAR))}
    rule = "TT 22/2021, Điều 8" if given.rules == "tt22" else "TT 58/2011, Điều 3"
    found = {part: _entered(level, rule) for part, level in entered.items()}
    if given.rules == "tt22":
        found["year"] = tt22.training_year(entered["1"], entered["2"])
    return found


def _entered(level, rule):
    if level is None:
        return Outcome(None, rule, _("Not entered yet: the homeroom teacher enters it (${rule}).", rule=rule), {},
                       ("conduct",))
    return Outcome(level, rule, _("${level}: entered by the homeroom teacher (${rule}).", level=level, rule=rule))


def _title(conduct, learning):
    if conduct.value is None or learning.value is None:
        return Outcome(None, "TT 58/2011, Điều 18", _("Not given: a title needs conduct and learning (${rule}).",
                                                      rule="TT 58/2011, Điều 18"), {}, ("conduct", "level"))
    return title58(conduct.value, learning.value)


def _year_end(rules, conduct, learning, absences, from_9, *, after=False):
    if None in (conduct, learning, absences):
        return None
    return year_ended(rules, conduct, learning, sum(absences), subjects_from_9=from_9, after=after)


def _after(given, keys, student, subjects, conduct, learning, absences, from_9, end):
    """Return the :class:`AfterSummer`, None without a summer or as long as nothing of it is entered."""
    first = end.decision.value if end is not None else None
    if first in (RETEST_58, REASSESSED_22):
        return _after_retests(given, keys, student, subjects, conduct, absences, from_9)
    level = given.summer.get(student)
    if first not in (SUMMER_58, SUMMER_22) or level is None:
        return None
    rule = "TT 22/2021, Điều 13" if given.rules == "tt22" else "TT 58/2011, Điều 17"
    trained = Outcome(level, rule, _("${level} after training in the summer; it was ${first} (${rule}).", level=level,
                                     first=conduct.value, rule=rule), {"first": conduct.value})
    decided = _year_end(given.rules, level, learning.value, absences, from_9, after=True)
    return AfterSummer({}, None, trained, decided.decision)


def _after_retests(given, keys, student, subjects, conduct, absences, from_9):
    entered = given.retests.get(student)
    if not entered:
        return None
    kinds = {subject.code: subject.kind for subject in given.subjects}
    values = {code: each.value for code, each in subjects.items()}
    allowed = taken_again({code: value for code, value in values.items() if kinds[code] == "mark"},
                          {code: value for code, value in values.items() if kinds[code] == "comment"})
    replaced = {code: value for code, value in entered.items() if code in allowed}
    unused = tuple(code for code in entered if code not in allowed)
    if not replaced:
        return None
    learning = classify(given, keys, {**values, **replaced})
    decided = _year_end(given.rules, conduct.value, learning.value, absences, from_9, after=True)
    return AfterSummer(replaced, learning, None, decided.decision, unused)
