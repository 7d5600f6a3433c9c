"""The results of one class on demand: its mark books and its record, put through the rules of its grade and year."""

from dataclasses import dataclass
from types import SimpleNamespace

from eduportal.content.class_records import record_of
from eduportal.content.nodes import unit_of
from eduportal.domain.assessment import class_results as engine
from eduportal.domain.messages import _
from eduportal.domain.rulesets import Column, ruleset, term_value
from eduportal.operations.subjects import class_subjects
from eduportal.operations.switches import switches_of


@dataclass(frozen=True)
class ClassResults:
    """``rows``: {student uuid: StudentResults} by register number. ``given``: what they were computed from.

    ``numbers``: {student: register number}. ``left``: {student: ISO day} of those who left; they are not counted.
    """

    school_class: object
    given: engine.ClassInputs
    rows: dict
    numbers: dict
    left: dict

    @property
    def rules(self):
        """Return the key of the rule set."""
        return self.given.rules

    @property
    def subjects(self):
        """Return the subjects of the class in the order of the register."""
        return self.given.subjects

    @property
    def counted(self):
        """Return the rows of the students who have not left."""
        return {student: row for student, row in self.rows.items() if student not in self.left}

    def name_of(self, student):
        """Return the name of a student."""
        return unit_of(self.school_class).students[student].name

    def taught(self, part):
        """Return the subjects that have results in a part of the year, in the order of the register."""
        terms = {"1": {1}, "2": {2}}.get(part, {1, 2})
        return tuple(each for each in self.subjects if terms & set(each.terms))


def class_results(portal, school_class):
    """Return the :class:`ClassResults` of a class, computed now.

    :raises RuleError: a primary class, or a year whose rules are not carried.
    """
    given = inputs_of(portal, school_class)
    roll = sorted(school_class.roll, key=lambda row: row[1])
    return ClassResults(school_class, given, engine.class_results(given), {row[0]: row[1] for row in roll},
                        {row[0]: row[3] for row in roll if row[3]})


def inputs_of(portal, school_class):
    """Return the :class:`ClassInputs` of a class: everything that its results are computed from."""
    rules = ruleset(school_class.level, school_class.grade, school_class.__parent__.start)
    books = {(book.subject, book.term): book for book in school_class.books.values()}
    students = tuple(row[0] for row in sorted(school_class.roll, key=lambda row: row[1]))
    record = record_of(school_class)
    found = {name: {student: value for student in students if (value := ask(student)) is not None}
             for name, ask in (("absences", record.absences), ("retests", record.retests), ("summer", record.summer))}
    conduct = {(student, term): record.conduct(student, term) for student in students for term in (0, 1, 2)}
    return engine.ClassInputs(
        rules, subjects_of(portal, school_class, books), students,
        {place: _values(book) for place, book in books.items()}, conduct, specialised=school_class.specialised,
        switches=switches_of(portal, school_class.__parent__.start), explain=_Explained(books), **found)


class _Explained:
    """Gives the reason of a subject's term result from its mark book."""

    def __init__(self, books):
        self.books = books

    def __call__(self, code, term, student):
        book = self.books[code, term]
        return book.result(book.row(student)).reason


def _values(book):
    columns, width, matrix = tuple(Column(*each) for each in book.columns), len(book.columns), book.matrix
    return {student: term_value(book.rules, book.kind, columns, matrix[row * width:(row + 1) * width])
            for row, student in enumerate(book.students)}


def subjects_of(portal, school_class, books):
    """Return the subjects of a class in the order of the register, those that only a mark book knows at the end."""
    planned, open_terms = class_subjects(portal, school_class), {}
    for code, term in books:
        open_terms.setdefault(code, set()).add(term)
    known = {each.code for each in planned}
    others = {code: book for (code, _term), book in books.items() if code not in known}
    return (*(_subject(each, books, open_terms.get(each.code, set())) for each in planned),
            *(SimpleNamespace(code=code, title=book.subject_title, kind=book.kind, role="", elective=True,
                              terms=tuple(sorted(open_terms[code]))) for code, book in others.items()))


def _subject(planned, books, terms):
    """A mark book that was opened counts, also in a term that the plan does not have; its kind is what was entered."""
    kinds = [books[planned.code, term].kind for term in sorted(terms)]
    return SimpleNamespace(code=planned.code, title=planned.title, kind=kinds[0] if kinds else planned.kind,
                           role=planned.role, elective=planned.elective,
                           terms=tuple(sorted({*planned.terms, *terms})))


def missing_for(row, part):
    """Return what is missing for the results of a student in a part: (kind, subject code), kind "subject", "conduct",
    "absences" or "learning" (nothing to classify).
    """
    found = [("subject", code) for code, each in row.subjects[part].items() if each.value is None]
    if row.conduct[part].value is None:
        found.append(("conduct", ""))
    if part == "year" and row.absences is None:
        found.append(("absences", ""))
    if row.learning[part].value is None and not found:
        found.append(("learning", ""))
    return found


def missing_of(results, part):
    """Return {(kind, subject code): [student]} of everything that is missing for a part, of who has not left."""
    found = {}
    for student, row in results.counted.items():
        for what in missing_for(row, part):
            found.setdefault(what, []).append(student)
    return found


def missing_title(results, what):
    """Return what is missing, in words: a subject, training or conduct, absences."""
    kind, code = what
    if kind == "subject":
        return engine.keys_of(results.subjects)[code]
    if kind == "conduct":
        return _("Training") if results.rules == "tt22" else _("Conduct")
    return _("Absences") if kind == "absences" else _("Learning")
