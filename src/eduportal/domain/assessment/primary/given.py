"""What was given for a pupil, looked at before any level: the letters, the whole marks, what is missing."""

from dataclasses import dataclass

from eduportal.domain.assessment.primary.plan import TIMES, absent, counted_twice, wanted_subjects, wanted_tests
from eduportal.domain.assessment.primary.rules import RULES
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.rulesets import half_up

PARTS = ("subjects", "qualities", "competences", "tests")
HIGHEST = 10
# Letters and marks of a subject that do not fit together (R27-4): T with less, C with more.
_LEAST_OF_T, _MOST_OF_C = 5, 7
#: The official word for each part: it alone stands for a part of which nothing was given at all.
WORDS = {"subjects": "môn học", "qualities": "phẩm chất", "competences": "năng lực", "tests": "bài kiểm tra"}


@dataclass(frozen=True)
class Given:
    """The levels as they were given, ``marks`` {subject: whole mark}, ``missing`` ((part, title), ...), ``notes``."""

    subjects: dict
    qualities: dict
    competences: dict
    marks: dict
    missing: tuple
    notes: tuple


def read(rules, parts, grade, switches):
    """Return the :class:`Given` of ``parts`` ({"subjects", "qualities", "competences", "tests"}) under ``rules``.

    :param rules: (key, :class:`PrimaryRules`). :param grade: what is wanted in it and not given is missing too; None
        takes what is given for the whole.
    :raises RuleError: a letter, mark or title that is not one of the circular, a test without its subject, a subject
        that is counted twice; its field is the title.
    """
    key, carried = rules
    check_levels(parts["subjects"], carried.subject_letters)
    check_levels(parts["qualities"], carried.quality_letters, carried.qualities)
    check_levels(parts["competences"], carried.quality_letters, carried.competences)
    check_whole(parts["subjects"])
    marks = check_tests(key, carried, parts["tests"], parts["subjects"], switches)
    missing = _missing(key, parts, marks, grade, switches)
    if grade is not None:
        check_tested(key, parts["tests"], grade, switches)
    given = {part: dict(parts[part]) for part in PARTS[:3]}
    return Given(**given, marks=marks, missing=missing, notes=_notes(carried, parts, marks, switches))


def check_levels(values, letters, titles=()):
    """Refuse a level that is none of ``letters`` and, where the circular has a list, a title that is not in it."""
    for title, level in values.items():
        if titles and title not in titles:
            raise RuleError(_("“${title}” is not in the list of the circular. Expected one of: ${titles}.",
                              title=str(title)[:40], titles="; ".join(titles)), str(title))
        if level is not None and (not isinstance(level, str) or level not in letters):
            raise RuleError(_("“${level}” is not a level of “${title}”. Expected one of: ${letters}.",
                              level=str(level)[:40], title=str(title)[:40], letters=", ".join(letters)), str(title))


def check_whole(subjects):
    """Refuse a subject that stands beside one of its parts: it would be counted twice."""
    twice = counted_twice(subjects)
    if twice:
        raise RuleError(_("“${subject}” is given alone and inside another subject. Give the whole subject or its "
                          "parts.", subject=twice), twice)


def check_tests(key, carried, tests, subjects, switches):
    """Return {subject: whole mark} of the tests that are there; two parts are made one mark (R27-4).

    :raises RuleError: a test in no subject, a decimal, a mark out of the scale, a zero where it is not given; its
        field is the subject.
    """
    marks = {}
    for subject, value in tests.items():
        if subject not in subjects:
            raise RuleError(_("There is a test in “${subject}”, but no level of this subject. Give both or neither.",
                              subject=str(subject)[:40]), str(subject))
        mark = _mark(value, str(subject), switches)
        if mark is None:
            continue
        if mark == 0 and (key != "tt27" or switches["tt27_zero"] == "refused"):
            _refuse_zero(key, carried, str(subject))
        marks[subject] = mark
    return marks


def check_tested(key, tests, grade, switches):
    """Refuse a test in a subject of the grade that has none under TT 27/2020 (R27-3)."""
    if key != "tt27":
        return
    tested = wanted_tests(key, grade, TIMES[-1], switches=switches)
    without = set(wanted_subjects(grade, switches=switches)) - set(tested)
    for subject in tests:
        if subject in without:
            raise RuleError(_("“${subject}” has no periodic test in grade ${grade}. Tests at the end of the year: "
                              "${subjects} (${rule}).", subject=subject, grade=grade, subjects=", ".join(tested),
                              rule=RULES[key].test_rule), subject)


def shown_missing(missing):
    """Return ("Toán", "bài kiểm tra Toán", "năng lực Tin học", "phẩm chất"): what is missing, in official words."""
    return tuple(named(part, title) if title else WORDS[part] for part, title in missing)


def named(part, title):
    """Return the title as a teacher reads it: Khoa học, năng lực Khoa học and bài kiểm tra Khoa học are three."""
    return title if part == "subjects" else f"{WORDS[part]} {title}"


def _missing(key, parts, marks, grade, switches):
    found = [(part, title) for part in PARTS[:3] for title, level in parts[part].items() if level is None]
    found += [("tests", subject) for subject in parts["tests"] if subject not in marks]
    if grade is not None:
        found += absent(key, grade, parts, switches)
    seen = {part for part, _title in found}
    # Every grade has subjects, qualities, competences and tests: "all of none" would be excellent.
    return (*found, *((part, "") for part in PARTS if not parts[part] and part not in seen))


def _mark(value, subject, switches):
    """Return the whole mark of a test, None while it or a part of it is missing."""
    if not isinstance(value, tuple):
        return None if value is None else _whole(value, subject)
    if len(value) != 2:
        raise RuleError(_("A test has one mark or the marks of two parts, reading and writing."), subject)
    parts = [None if part is None else _whole(part, subject) for part in value]
    if None in parts:
        return None
    return half_up(sum(parts), 2) if switches["tt27_language_rounding"] == "half_up" else sum(parts) // 2


def _whole(value, subject):
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= HIGHEST:
        raise RuleError(_("“${text}” is not a mark of a periodic test. Expected a whole number from 0 to 10: there "
                          "are no decimals in primary schools.", text=str(value)[:40]), subject)
    return value


def _refuse_zero(key, carried, subject):
    if key == "tt27":
        raise RuleError(_("The mark 0 is not given in primary schools: the department has set it so for the province "
                          "(${rule} can be read in two ways). Expected 1 to 10.", rule=carried.test_rule), subject)
    raise RuleError(_("The mark 0 is not given under ${rule}. Expected 1 to 10.", rule=carried.test_rule), subject)


def _notes(carried, parts, marks, switches):
    notes = []
    for subject, mark in marks.items():
        level, value = parts["subjects"][subject], parts["tests"][subject]
        if isinstance(value, tuple):
            text = (_("${subject}: (${first} + ${second}) : 2 = ${mark}, a half goes up.", subject=subject,
                      first=value[0], second=value[1], mark=mark) if switches["tt27_language_rounding"] == "half_up"
                    else _("${subject}: (${first} + ${second}) : 2 = ${mark}, a half goes down.", subject=subject,
                           first=value[0], second=value[1], mark=mark))
            notes.append(text)
        if mark == 0:
            notes.append(_("${subject} has the mark 0. TT 22/2016 forbade it and TT 27/2020 does not repeat this: "
                           "check that it is meant.", subject=subject))
        if (level == carried.subject_letters[0] and mark < _LEAST_OF_T) or (level == "C" and mark >= _MOST_OF_C):
            notes.append(_("${subject}: level ${level}, but ${mark} in the test. If this does not agree with the daily "
                           "work, the school may give another test (${rule}).", subject=subject, level=level,
                           mark=mark, rule=carried.test_rule))
    return tuple(notes)
