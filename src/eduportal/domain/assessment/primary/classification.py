"""What a pupil of a primary school reaches in a year, by every condition of the circular."""

from functools import partial

from eduportal.domain.assessment.levels import YEAR_27
from eduportal.domain.assessment.outcomes import Classification
from eduportal.domain.assessment.primary.given import PARTS, named, read, shown_missing
from eduportal.domain.assessment.primary.rules import carried
from eduportal.domain.assessment.switches import DEFAULTS
from eduportal.domain.messages import _

_WEAKEST = YEAR_27[0]


def classify(rules, subjects, qualities, competences, tests, *, grade=None, switches=DEFAULTS):
    """Return the level of the year (R27-6), or under TT 30/2014 whether the programme is completed (rule book, 3.6).

    The levels of the end of the year and the tests of the end of the year count; terms do not, and there is no mean
    of the subjects. Nothing is computed from a part: what is missing is named, and the value is None.

    :param rules: "tt27", "tt30-22" or "tt30".
    :param subjects: {title: letter or None}: T, H, C; under "tt30" H, C. Educational activities stand among them.
    :param qualities: {title: letter or None}: T, Đ, C; under "tt30" Đ, CĐ. :param competences: the same.
    :param tests: {subject: whole mark 0 to 10, a tuple of the marks of two parts, or None}; only subjects with a test.
    :param grade: 1 to 5: what the circular wants in this grade and is not given is missing too; None takes what is
        given for the whole.

    ``inputs`` of the result are what was given, "marks" {subject: whole mark} and "missing" ((part, title), ...).

    :raises RuleError: "tt32" and unknown rules (field "rules"); as
        :func:`eduportal.domain.assessment.primary.given.read` about a title.
    """
    found = carried(rules)
    parts = {"subjects": subjects, "qualities": qualities, "competences": competences, "tests": tests}
    given = read((rules, found), parts, grade, switches)
    inputs = {**parts, "marks": given.marks, "missing": given.missing}
    if given.missing:
        names = shown_missing(given.missing)
        return Classification(None, found.level_rule, _("Not given: still missing are ${names} (${rule}).",
                                                        names=", ".join(names), rule=found.level_rule),
                              inputs, names, given.notes)
    reached = next((condition for condition in found.conditions if not any(_failing(given, condition).values())), None)
    level = reached.level if reached else _WEAKEST
    return Classification(level, found.level_rule, _reason(found, given, reached, level), inputs, (), given.notes,
                          level, None, "", partial(_checks, found, given))


def _failing(given, condition):
    """Return {part: titles that do not meet the condition}."""
    return {
        "subjects": tuple(title for title, level in given.subjects.items() if level not in condition.subjects),
        "qualities": tuple(title for title, level in given.qualities.items() if level not in condition.qualities),
        "competences": tuple(title for title, level in given.competences.items() if level not in condition.qualities),
        "tests": tuple(title for title, mark in given.marks.items() if mark < condition.least),
    }


def _reason(found, given, reached, level):
    best = found.conditions[0]
    if reached is best:
        return _("All conditions of ${level} are met (${rule}).", level=level, rule=found.level_rule)
    above = found.conditions[found.conditions.index(reached) - 1] if reached else found.completing
    values = {"subjects": given.subjects, "qualities": given.qualities, "competences": given.competences,
              "tests": given.marks}
    causes = "; ".join(_cause(part, titles, values[part], above) for part, titles in _failing(given, above).items()
                       if titles)
    return _("${level}, not ${above}: ${causes} (${rule}).", level=level, above=above.level, causes=causes,
             rule=found.level_rule)


def _cause(part, titles, values, condition):
    """Return what fails in signs and letters, the same in every language: "bài kiểm tra Toán 8 < 9"."""
    shown = ", ".join(f"{named(part, title)} {values[title]}" for title in titles)
    return f"{shown} < {condition.least}" if part == "tests" else shown


def _checks(found, given):
    rows = []
    for condition in found.conditions:
        failing = _failing(given, condition)
        subjects, qualities = ", ".join(condition.subjects), ", ".join(condition.qualities)
        texts = (_("Every subject and educational activity at one of the levels: ${letters}", letters=subjects),
                 _("Every quality at one of the levels: ${letters}", letters=qualities),
                 _("Every competence at one of the levels: ${letters}", letters=qualities),
                 _("Every periodic test of the end of the year at least ${mark}", mark=condition.least))
        rows.append((condition.level, tuple((text, not failing[part], failing[part])
                                            for text, part in zip(texts, PARTS, strict=True))))
    return tuple(rows)
