"""The table of a class as plain cells: the columns of the registers (5.1, 5.2), what stands in them, the counts."""

from dataclasses import dataclass

from eduportal.domain.assessment.class_results import keys_of, scales
from eduportal.domain.assessment.levels import (
    ADVANCED_58,
    EXCELLENT_22,
    EXCELLENT_58,
    OUTSTANDING_22,
    PROMOTED_22,
    PROMOTED_58,
    REASSESSED_22,
    REPEATS_22,
    REPEATS_58,
    RETEST_58,
    SUMMER_22,
)
from eduportal.domain.marks import format_mark
from eduportal.domain.messages import _
from eduportal.operations.results.computing import missing_for

#: Groups of columns; the first is the subjects, the last is there at the end of the year only.
SUBJECTS, RESULT, SUMMER = "subjects", "result", "summer"
_BEST_FIRST = (PROMOTED_22, PROMOTED_58, REASSESSED_22, RETEST_58, SUMMER_22, REPEATS_22, REPEATS_58, OUTSTANDING_22,
               EXCELLENT_22, EXCELLENT_58, ADVANCED_58)
_LEFT_OUT = frozenset(("và", "của"))
_LONGEST = 10


@dataclass(frozen=True)
class ResultColumn:
    """A column: ``of`` and ``subject`` are what its calculation is asked by, ``name`` what its value is called in a
    row (:func:`row_values`); ``title`` in full, ``short`` as the head of the column.
    """

    name: str
    of: str
    subject: str
    part: str
    title: str
    short: str
    group: str = RESULT


def columns_of(results, part, *, summer=None):
    """Return the :class:`ResultColumn` of a part of the year for a class, by its rules.

    :param summer: whether the columns of after the summer are among those of the year; None: when there is any result.
    """
    if summer is None:
        summer = any(row.after is not None for row in results.rows.values())
    keys = keys_of(results.subjects)
    subjects = [ResultColumn(f"subject:{each.code}", "subject", each.code, part, keys[each.code],
                             short_title(each.title), SUBJECTS) for each in results.taught(part)]
    return (*subjects, *(ResultColumn(name, of, "", where, title, title, group)
                         for name, of, where, title, group in _results(results.rules, part)
                         if summer or group != SUMMER))


def _results(rules, part):
    learning = _("Learning result") if rules == "tt22" else _("Learning (HL)")
    training = _("Training result") if rules == "tt22" else _("Conduct (HK)")
    found = [] if rules == "tt22" else [("average", "learning", part, _("Mean of subjects"), RESULT)]
    found += [("learning", "learning", part, learning, RESULT), ("conduct", "training", part, training, RESULT)]
    if part != "year":
        return found if rules == "tt22" else [*found, ("title", "award", part, _("Title of honour"), RESULT)]
    award = _("Award") if rules == "tt22" else _("Title of honour")
    return [*found, ("absences", "decision", part, _("Half-days missed"), RESULT),
            ("decision", "decision", part, _("Promotion"), RESULT), ("title", "award", part, award, RESULT),
            ("after_learning", "learning", "after", learning, SUMMER),
            ("after_conduct", "training", "after", training, SUMMER),
            ("final", "decision", "after", _("Final decision"), SUMMER)]


def short_title(title):
    """Return what stands above a narrow column: a short title as it is, else its initials ("GDTC", "LSĐL", "NN1")."""
    if len(title) <= _LONGEST:
        return title
    words = [word for word in title.replace(",", " ").split() if word.lower() not in _LEFT_OUT]
    return "".join(word[0].upper() for word in words)


def row_values(row, part):
    """Return {column name: value} of a student in a part as plain data: codes, levels in words, tuples, None."""
    learning = row.learning[part]
    values = {f"subject:{code}": each.value for code, each in row.subjects[part].items()}
    values |= {"average": learning.average, "learning": learning.value, "conduct": row.conduct[part].value}
    if part != "year":
        return values | {"title": row.titles[part].value} if row.titles else values
    after = row.after
    return values | {
        "absences": row.absences, "decision": row.end.decision.value if row.end is not None else None,
        "title": row.end.award.value if row.end is not None else None,
        "after_learning": after.learning.value if after is not None and after.learning is not None else None,
        "after_conduct": after.conduct.value if after is not None and after.conduct is not None else None,
        "final": after.decision.value if after is not None else None}


def shown(name, value):
    """Return the text of a value in the column called ``name``; "" for what is not there."""
    if value is None:
        return ""
    if name == "absences":
        return str(sum(value))
    return format_mark(value, average=True) if isinstance(value, int) else value


def counts_of(results, part):
    """Return the counts of a part as plain data: "students", "incomplete", and {value: number} of "learning",
    "conduct", "title" and, of the year, "decision" and "final" (the decision that holds at last).
    """
    rows = results.counted.values()
    found = {"students": len(rows), "incomplete": sum(bool(missing_for(row, part)) for row in rows)}
    named = [row_values(row, part) for row in rows]
    for name in ("learning", "conduct", "title", *(("decision",) if part == "year" else ())):
        found[name] = _tally(each.get(name) for each in named)
    if part == "year":
        found["final"] = _tally(row.final.value if row.final is not None else None for row in rows)
    return found


def _tally(values):
    found = {}
    for value in values:
        if value is not None:
            found[value] = found.get(value, 0) + 1
    return found


def count_rows(rules, counts):
    """Return [(name, title, [(value, number)])] of counts, the best level first; a level that nobody has is a 0."""
    learning, conduct = scales(rules)
    found = [("learning", _("Learning result") if rules == "tt22" else _("Learning (HL)"),
              _scaled(learning, counts["learning"])),
             ("conduct", _("Training result") if rules == "tt22" else _("Conduct (HK)"),
              _scaled(conduct, counts["conduct"]))]
    titles = {"decision": _("Promotion"), "final": _("After the summer"),
              "title": _("Award") if rules == "tt22" else _("Title of honour")}
    return found + [(name, title, sorted(counts[name].items(), key=_place)) for name, title in titles.items()
                    if counts.get(name) and (name != "final" or counts["final"] != counts["decision"])]


def _place(counted):
    return _BEST_FIRST.index(counted[0])


def _scaled(scale, counted):
    return [(level, counted.get(level, 0)) for level in reversed(scale)]
