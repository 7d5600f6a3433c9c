"""The tables of the guide, computed by the engine: what it says here is what it does."""

from dataclasses import dataclass

from eduportal.domain.assessment import engine, primary, tt22
from eduportal.domain.assessment.levels import (
    CONDUCT_58,
    LEARNING_22,
    LEARNING_58,
    MOST_ABSENCES,
    TRAINING_22,
    YEAR_27,
)
from eduportal.domain.assessment.switches import SWITCHES
from eduportal.domain.marks import ACHIEVED
from eduportal.domain.messages import _
from eduportal.domain.rulesets import columns

_BEST_58 = 80
_CORE = {"tt58": ("Toán", "Ngữ văn"), "tt26": ("Toán", "Ngữ văn", "Ngoại ngữ"), "tt22": ()}
# The four cases that the clause of TT 58/2011 names, by the vectors that show them (R58-12).
_UPLIFTS = ("TV58-22", "TV58-23", "TV58-30", "TV58-31")
_GOOD, _FAIR = 80, 65
# Lessons a year up to a limit, with the words for it. TT 58/2011 counts by the week, of which there are 37.
_LESSONS = ((35, _("up to 35 lessons a year")), (70, _("more than 35, up to 70 lessons a year")),
            (71, _("more than 70 lessons a year")))
_LESSONS_58 = ((37, _("1 lesson a week or less")), (74, _("more than 1, less than 3 lessons a week")),
               (111, _("3 lessons a week or more")))
#: The last school year of rules that hold no more: what the province chose then is shown.
LAST_YEAR = {"tt58": 2019, "tt26": 2023, "tt30-22": 2023}


@dataclass(frozen=True)
class Table:
    """``heads`` are messages, ``rows`` tuples of cells: text, a message, or a tuple of messages, one a line."""

    caption: str
    heads: tuple
    rows: tuple


def table_of(name, rules, definitions, switches):
    """Return the :class:`Table` called ``name`` for a rule set.

    :param definitions: whose worked examples some tables are read from. :param switches: what the province chose.
    """
    return _TABLES[name](rules, definitions, switches)


def _counts(rules, _definitions, _switches):
    rows = []
    for lessons, title in _LESSONS_58 if rules == "tt58" else _LESSONS:
        groups = [column.group for column in columns(rules, "mark", lessons)]
        others = () if rules == "tt58" else (groups.count("gk"),)
        rows.append((title, *map(str, (groups.count("tx"), *others, groups.count("ck")))))
    heads = (_("Lessons"), _("Marks of weight 1"), _("Test of the term")) if rules == "tt58" else (
        _("Lessons"), _("Continuous"), _("Middle of the term"), _("End of the term"))
    return Table(_("Marks of a subject in a term"), heads, tuple(rows))


def _conditions(rules, _definitions, _switches):
    if rules in primary.RULES:
        checks, rest = _primary_checks(rules), YEAR_27[0]
    else:
        core = _CORE[rules]
        marks = dict.fromkeys(core or ("Toán",), _BEST_58)
        checks = engine.classify(rules, marks, {"Thể dục": ACHIEVED}, core=core).checks
        rest = LEARNING_22[0] if rules == "tt22" else LEARNING_58[0]
    rows = [(level, tuple(condition for condition, _met, _who in conditions)) for level, conditions in checks]
    return Table(_("Conditions of each level"), (_("Level"), _("All of these")),
                 (*rows, (rest, _("all other cases"))))


def _primary_checks(rules):
    carried = primary.RULES[rules]
    return primary.classify(rules, {"Toán": "T"}, dict.fromkeys(carried.qualities, "T"),
                            dict.fromkeys(carried.competences, "T"), {"Toán": 9}).checks


def _uplift(rules, definitions, _switches):
    rows = []
    for name in _UPLIFTS:
        example = definitions.examples[name if rules == "tt58" else f"{name}-tt26"]
        found = example.answer()
        tenths = int(found["average"].replace(".", ""))
        reached = LEARNING_58[-1] if tenths >= _GOOD else LEARNING_58[-2] if tenths >= _FAIR else ""
        rows.append((reached, found["base"], found["level"]))
    return Table(_("What is raised to what"), (_("The mean reaches"), _("Pulled down to"), _("Becomes")), tuple(rows))


def _matrix(_rules, _definitions, _switches):
    levels = tuple(reversed(TRAINING_22))
    rows = tuple((_("Term 1: ${level}", level=first), *(tt22.training_year(first, second).value for second in levels))
                 for first in levels)
    return Table(_("Training of the year from term 1 (rows) and term 2 (columns)"),
                 (_("Term 1"), *(_("Term 2: ${level}", level=each) for each in levels)), rows)


def _decisions(rules, _definitions, _switches):
    if rules == "tt22":
        enough, low = _("Đạt or better"), TRAINING_22[0]
        cases = (("Đạt", enough, "Đạt", enough), ("Đạt", enough, low, low), (low, low, "Đạt", enough),
                 (low, low, low, low))
    else:
        enough, low = _("Trung bình or better"), CONDUCT_58[0]
        middle, worst = CONDUCT_58[1], LEARNING_58[0]
        cases = ((middle, enough, middle, enough), (middle, enough, low, low), (low, low, middle, enough),
                 (low, low, low, low), (middle, _("any"), worst, worst))
    few, many = _("up to ${most} half-days", most=MOST_ABSENCES), _("more than ${most} half-days", most=MOST_ABSENCES)
    rows = [(conduct_text, learning_text, few, *_decided(rules, conduct, learning, MOST_ABSENCES))
            for conduct, conduct_text, learning, learning_text in cases]
    rows.append((_("any"), _("any"), many, *_decided(rules, cases[0][0], cases[0][2], MOST_ABSENCES + 1)))
    training, learning = (_("Training result"), _("Learning result")) if rules == "tt22" else (
        _("Conduct"), _("Learning (HL)"))
    heads = (training, learning, _("Missed"), _("Decision"), _("Rule"))
    return Table(_("Decision at the end of the year"), heads, tuple(rows))


def _decided(rules, conduct, learning, absences):
    decision = engine.year_end(rules, conduct, learning, absences).decision
    return decision.value, decision.rule


def _tests(rules, _definitions, switches):
    middle, end = primary.TIMES[0], primary.TIMES[-1]
    rows = tuple((_("A class of grade ${grade}", grade=str(grade)),
                  ", ".join(primary.wanted_tests(rules, grade, end, switches=switches)),
                  ", ".join(primary.wanted_tests(rules, grade, middle, switches=switches)) or "–")
                 for grade in range(1, 6))
    return Table(_("Subjects with a test"), (_("Grade of the class"), _("End of term 1 and end of the year"),
                                             _("Middle of term 1 and of term 2")), rows)


def _readings(rules, _definitions, switches):
    prefixes = {"tt58": ("tt58_",), "tt26": ("tt58_",), "tt22": ("tt22_",), "tt27": ("tt27_",),
                "tt30-22": ("tt27_language_rounding",)}[rules]
    rows = tuple((each.question, each.choices[switches[key]],
                  _("This is the usual reading. ${why}", why=each.why) if switches[key] == each.default
                  else _("The department chose so; the usual reading is: ${choice}", choice=each.choices[each.default]),
                  each.rule) for key, each in SWITCHES.items() if key.startswith(prefixes))
    return Table(_("How this province reads it"), (_("Question"), _("Here it holds"), _("Why"), _("Rule")), rows)


_TABLES = {"counts": _counts, "conditions": _conditions, "uplift": _uplift, "matrix": _matrix,
           "decisions": _decisions, "tests": _tests, "readings": _readings}
