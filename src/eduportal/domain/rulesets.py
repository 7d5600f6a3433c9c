"""Rule sets: which circular holds for a class, which columns it asks for, and the result that it gives for a subject.

A rule set is chosen by level, grade and school year and never changes afterwards: an old year is read and computed by
the rules of its time (design rule 0). Marks are integers of tenths; empty is never zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from eduportal.domain.errors import RuleError
from eduportal.domain.marks import ACHIEVED, EMPTY, EXEMPT, KINDS, NOT_ACHIEVED, check_code, format_mark
from eduportal.domain.messages import Message, _

#: The rule sets whose marks are computed here, with the article that a result names.
SECONDARY = {
    "tt58": "TT 58/2011, Điều 10",
    "tt26": "TT 58/2011, Điều 10; TT 26/2020",
    "tt22": "TT 22/2021, Điều 9",
}
PRIMARY = {"tt32": "TT 32/2009", "tt30": "TT 30/2014", "tt30-22": "TT 30/2014, TT 22/2016", "tt27": "TT 27/2020"}
#: Grades of each level, as (first, last).
LEVELS = {"TH": (1, 5), "THCS": (6, 9), "THPT": (10, 12)}
#: Terms as they are written: học kì I, học kì II.
NUMERALS = {1: "I", 2: "II"}

# The first school year of TT 22/2021, grade by grade (R22-1).
_FIRST_TT22 = {6: 2021, 7: 2022, 10: 2022, 8: 2023, 11: 2023, 9: 2024, 12: 2024}
_FIRST_SECONDARY, _FIRST_TT26 = 2011, 2020
_FIRST_TT27_BEFORE_GRADE, _FIRST_TT30_22, _FIRST_TT30, _FIRST_TT32 = 2019, 2016, 2014, 2009
# R58-3b, R22-4: up to so many lessons a year, so many marks of continuous assessment a term.
_LESSONS_PER_YEAR = ((35, 2), (70, 3))
_MOST_CONTINUOUS = 4
# TT 58/2011 counts by lessons a week, over a school year of 37 weeks (R58-3a, R12-2).
_WEEKS_TT58 = 37
_CONTINUOUS_COMMENT_TT22 = 2
_MOST_PERIODIC = 10


@dataclass(frozen=True)
class Column:
    """A column of a mark book: its key ("tx1", "gk", "dk1", "ck"), Vietnamese title, group, and weight."""

    key: str
    title: str
    group: str
    weight: int

    def __iter__(self):
        """Yield the four values in order: what is pickled is a plain tuple."""
        return iter((self.key, self.title, self.group, self.weight))


@dataclass(frozen=True)
class Result:
    """A computed result: a code or None, the keys of what is missing for it, and the reason in words with its rule.

    ``inputs`` are the codes that it was computed from: {column key: code} of a term, {"term1", "term2"} of a year.
    ``rule`` names the circular and the article.
    """

    value: int | None
    missing: tuple
    reason: Message
    inputs: Mapping = field(default_factory=dict)
    rule: str = ""


def ruleset(level, grade, start_year):
    """Return the key of the rule set for a class (rule 0). ``start_year`` 2026 means the school year 2026–2027.

    ``level`` is "TH", "THCS" or "THPT". Raises :class:`RuleError` for a grade that the level does not have and
    for years before the oldest rules carried (2011 for secondary, 2009 for primary schools).
    """
    first, last = LEVELS.get(level, (0, -1))
    if not first <= grade <= last:
        raise RuleError(_("Grade ${grade} of the level “${level}” has no rules of assessment here.",
                          grade=grade, level=level))
    if start_year < first_year(level):
        raise RuleError(_("The rules of assessment of the school year that begins in ${year} are not carried.",
                          year=start_year))
    if level != "TH":
        return "tt22" if start_year >= _FIRST_TT22[grade] else "tt26" if start_year >= _FIRST_TT26 else "tt58"
    if start_year >= _FIRST_TT27_BEFORE_GRADE + grade:
        return "tt27"
    return "tt30-22" if start_year >= _FIRST_TT30_22 else "tt30" if start_year >= _FIRST_TT30 else "tt32"


def first_year(level):
    """Return the oldest school year of which the rules of ``level`` are carried."""
    return _FIRST_TT32 if level == "TH" else _FIRST_SECONDARY


def columns(rules, kind, lessons_per_year, periodic=2):
    """Return the columns that a subject of ``kind`` ("mark" or "comment") has in a term, as a tuple of :class:`Column`.

    The number of continuous assessments follows from the lessons a year (R22-4, R58-3a, R58-3b); ``periodic`` is the
    number of periodic tests that the teaching plan fixes under TT 58/2011 and is not asked elsewhere. Columns of a
    comment subject count once each. Raises :class:`RuleError` for primary rules and for numbers that cannot be.
    """
    _check_rules(rules, kind)
    if lessons_per_year < 1:
        raise RuleError(_("A subject has at least one lesson a year."), "lessons_per_year")
    if not 0 <= periodic <= _MOST_PERIODIC:
        raise RuleError(_("The number of periodic tests of a term is 0 to ${most}.", most=_MOST_PERIODIC), "periodic")
    count = _continuous(rules, kind, lessons_per_year)
    named = [Column(f"tx{number}", f"Thường xuyên {number}", "tx", 1) for number in range(1, count + 1)]
    if rules == "tt58":
        named += [Column(f"dk{number}", f"Định kì {number}", "dk", 2) for number in range(1, periodic + 1)]
        named.append(Column("ck", "Kiểm tra học kì", "ck", 3))
    else:
        named += [Column("gk", "Giữa kì", "gk", 2), Column("ck", "Cuối kì", "ck", 3)]
    return tuple(Column(*(list(each)[:3]), each.weight if kind == "mark" else 1) for each in named)


def subject_term(rules, kind, columns, cells):
    """Return the :class:`Result` of a subject for one term. ``cells`` maps keys of ``columns`` to codes.

    A mark subject: the weighted mean, half up to one decimal (R58-6, R22-7, R22-9). A comment subject: R58-10 or R22-6.
    A key that is not there is EMPTY. As long as a cell is empty there is no value: nothing is computed from a part of
    the marks. A term in which every cell is EXEMPT gives EXEMPT (R58-20). Raises :class:`RuleError` for primary rules
    and for codes of the other kind, ValueError for a cell that is in no column or when there are no columns.
    """
    rule = _check_rules(rules, kind)
    codes = _codes(kind, columns, cells)
    return replace(_term_result(rules, rule, kind, columns, codes), inputs=codes, rule=rule)


def _term_result(rules, rule, kind, columns, codes):
    missing = tuple(column.key for column in columns if codes[column.key] == EMPTY)
    exempt = [code for code in codes.values() if code == EXEMPT]
    if len(exempt) == len(codes):
        return Result(EXEMPT, (), _("Exempt in this term: neither assessed nor counted (${rule}).", rule=rule))
    if exempt:
        return Result(None, missing, _("Not computed: some cells are exempt and others are not. An exemption holds for "
                                       "the whole term (${rule}).", rule=rule))
    if missing:
        titles = ", ".join(column.title for column in columns if column.key in missing)
        return Result(None, missing, _("Not computed: still empty are ${columns}. An empty cell is not a zero "
                                       "(${rule}).", columns=titles, rule=rule))
    return _mean(rule, columns, codes) if kind == "mark" else _comment_term(rules, rule, columns, codes)


def subject_year(rules, kind, term1, term2, *, taught=(1, 2)):
    """Return the :class:`Result` of a subject for the year from the values (codes or None) of its two terms.

    A mark subject: (term 1 + 2 × term 2) : 3 of the rounded term results, half up to one decimal (R58-7, R22-8). A
    comment subject: the result of term 2 (R58-10, R22-6). Both terms must be there; an exempt term leaves the year to
    the other one (R58-20). ``taught`` are the terms in which the subject is taught at all: the result of a single one
    is that of the year (R58-9, R22-21), and the other is not asked. ``missing`` names "term1" or "term2". Raises
    :class:`RuleError` as :func:`subject_term`.
    """
    rule = _check_rules(rules, kind)
    found = _year_result(rule, kind, term1, term2, taught)
    return replace(found, inputs={"term1": term1, "term2": term2}, rule=rule)


def _year_result(rule, kind, term1, term2, taught):
    if len(taught) == 1:
        return _single_term(kind, term1 if taught[0] == 1 else term2, taught[0], rule)
    terms = {name: EMPTY if code is None else check_code(code, kind, name) for name, code in
             (("term1", term1), ("term2", term2))}
    missing = tuple(name for name, code in terms.items() if code == EMPTY)
    if missing:
        return Result(None, missing, _("Not computed: the year needs the results of both terms (${rule}).", rule=rule))
    if EXEMPT in terms.values():
        counted = [code for code in terms.values() if code != EXEMPT]
        return Result(counted[0] if counted else EXEMPT, (),
                      _("An exempt term is not counted: the result of the other term is the result of the year, and "
                        "the subject is exempt when both are (${rule}).", rule=rule))
    if kind == "comment":
        return Result(term2, (), _("The result of the year is that of term 2: ${result} (${rule}).",
                                   result=format_mark(term2), rule=rule))
    return _mean(rule, (Column("term1", "", "", 1), Column("term2", "", "", 2)), terms)


def term_value(rules, kind, columns, codes):
    """Return the value of :func:`subject_term` without its words: what a table of a whole class reads.

    ``codes`` (bytes or a list) stand in the order of ``columns`` and are codes of this kind, as a mark book holds them.
    """
    if EMPTY in codes:
        return None
    exempt = codes.count(EXEMPT)
    if exempt:
        return EXEMPT if exempt == len(codes) else None
    return _weighted(columns, codes) if kind == "mark" else _comment_value(rules, columns, codes)


def year_value(kind, term1, term2):
    """Return the value of :func:`subject_year` without its words, from two values (codes or None)."""
    if term1 in (None, EMPTY) or term2 in (None, EMPTY):
        return None
    if EXEMPT in (term1, term2):
        return term2 if term1 == EXEMPT else term1
    return half_up(term1 + 2 * term2, 3) if kind == "mark" else term2


def _single_term(kind, code, term, rule):
    code = EMPTY if code is None else check_code(code, kind, f"term{term}")
    if code == EMPTY:
        return Result(None, (f"term{term}",), _("Not computed: the subject is taught in term ${term} only, and its "
                                                "result is not there (${rule}).", term=NUMERALS[term], rule=rule))
    return Result(code, (), _("Taught in term ${term} only: its result ${result} is that of the year (${rule}).",
                              term=NUMERALS[term], result=format_mark(code, average=True), rule=rule))


def half_up(numerator, denominator):
    """Return the integer nearest to ``numerator / denominator``, a half going up, in integers only (R58-9).

    Raises ValueError for a negative numerator or a denominator that is not positive.
    """
    if numerator < 0 or denominator <= 0:
        raise ValueError("Expected a numerator of at least 0 and a denominator above 0.")
    return (2 * numerator + denominator) // (2 * denominator)


def _check_rules(rules, kind):
    """Return the article that results name. Raises RuleError for primary rules, ValueError for what is no rule set."""
    if rules in PRIMARY:
        raise RuleError(_("The assessment of primary schools (${rule}) is not carried yet: no marks are computed for "
                          "it.", rule=PRIMARY[rules]))
    if rules not in SECONDARY or kind not in KINDS:
        raise ValueError(f"{rules!r} with {kind!r} is no rule set and kind of subject.")
    return SECONDARY[rules]


def _continuous(rules, kind, lessons):
    if rules == "tt58":
        return 2 if lessons <= _WEEKS_TT58 else 3 if lessons < 3 * _WEEKS_TT58 else _MOST_CONTINUOUS
    if rules == "tt22" and kind == "comment":
        return _CONTINUOUS_COMMENT_TT22
    return next((count for most, count in _LESSONS_PER_YEAR if lessons <= most), _MOST_CONTINUOUS)


def _codes(kind, columns, cells):
    unknown = cells.keys() - {column.key for column in columns}
    if unknown or not columns:
        raise ValueError(f"Cells in no column: {', '.join(sorted(unknown))}.")
    return {column.key: check_code(cells.get(column.key, EMPTY), kind, column.key) for column in columns}


def _mean(rule, columns, codes):
    weights = sum(column.weight for column in columns)
    tenths = _weighted(columns, [codes[column.key] for column in columns])
    terms = " + ".join(_term(column.weight, codes[column.key]) for column in columns)
    return Result(tenths, (), _("(${terms}) : ${weights} = ${value}, rounded half up to one decimal (${rule}).",
                                terms=terms, weights=weights, value=format_mark(tenths, average=True), rule=rule))


def _weighted(columns, codes):
    return half_up(sum(column.weight * code for column, code in zip(columns, codes, strict=True)),
                   sum(column.weight for column in columns))


def _term(weight, code):
    return format_mark(code) if weight == 1 else f"{weight} × {format_mark(code)}"


def _comment_term(rules, rule, columns, codes):
    result = _comment_value(rules, columns, list(codes.values()))
    values = {"achieved": list(codes.values()).count(ACHIEVED), "count": len(codes), "rule": rule,
              "result": format_mark(result)}
    if rules == "tt22":
        return Result(result, (), _("${result}: ${achieved} of ${count} assessments are Đ; all of them must be "
                                    "(${rule}).", **values))
    return Result(result, (), _("${result}: ${achieved} of ${count} tests are Đ; at least two thirds must be, the term "
                                "test among them (${rule}).", **values))


def _comment_value(rules, columns, codes):
    achieved = codes.count(ACHIEVED)
    if rules == "tt22":
        return ACHIEVED if achieved == len(codes) else NOT_ACHIEVED
    final = {code for column, code in zip(columns, codes, strict=True) if column.group == "ck"}
    return ACHIEVED if 3 * achieved >= 2 * len(codes) and final == {ACHIEVED} else NOT_ACHIEVED
