"""Questions about one subject: its term, its year, the marks that it asks for."""

from functools import lru_cache

from eduportal.domain import rulesets
from eduportal.domain.assessment.asking.reading import (
    check_fields,
    code,
    codes,
    is_comment,
    is_exempt,
    refuse,
    shown,
    whole,
    word,
)
from eduportal.domain.marks import ACHIEVED, EMPTY, EXEMPT, KINDS, NOT_ACHIEVED
from eduportal.domain.messages import _
from eduportal.domain.rulesets import SECONDARY, Column

_TERM_FIELDS = ("rules", "tx", "dk", "gk", "ck", "comments", "lessons", "lessons_per_week", "no_make_up")
_YEAR_FIELDS = ("rules", "term1", "term2", "only")
_MOST_LESSONS, _WEEKS = 500, 37
_WORDS = {ACHIEVED: "Đ", NOT_ACHIEVED: "CĐ", EXEMPT: "miễn"}


def average(tenths):
    """Return a mean as it is written in an answer: a point and one decimal, None for none."""
    return None if tenths is None else f"{tenths // 10}.{tenths % 10}"


def subject_term(question):
    """Return the term of a subject: "average" for marks, "result" for comments (R58-6, R58-10, R22-6, R22-7)."""
    check_fields(question, _TERM_FIELDS)
    rules = word(question, "rules", SECONDARY)
    kind = _kind(question)
    _check_kind(question, rules, kind)
    cells = _cells(question, rules, kind)
    shape = _shape(rules, kind, tuple(cells), _lessons(question, rules))
    cells = {column.key: cells.get(column.key, EMPTY) for column in shape}
    _give_zeros(question, cells, kind)
    result = rulesets.subject_term(rules, kind, shape, cells)
    name = "average" if kind == "mark" else "result"
    found = {name: average(result.value) if kind == "mark" else _WORDS.get(result.value)}
    if result.missing:
        found["missing"] = list(_missing(question, cells))
    return {**found, "because": result.reason, "rule": SECONDARY[rules]}


def _lessons(question, rules):
    """Return the lessons a year that a question tells, None where it tells none.

    TT 58/2011 counts by lessons a week (R58-3a): they are those of a year of 37 weeks, a part of a lesson going up, so
    that "more than one" and "less than three" stay what they are.
    """
    if question.get("lessons_per_week") is None:
        return None if question.get("lessons") is None else whole(question, "lessons", 1, _MOST_LESSONS)
    if rules != "tt58" or question.get("lessons") is not None:
        refuse(_("Lessons a week are counted under TT 58/2011 alone; the others count lessons a year (lessons)."),
               "lessons_per_week")
    tenths = code(question["lessons_per_week"], "mark", "lessons_per_week")
    if tenths in (EMPTY, 0):
        refuse(_("A subject has at least one lesson a year."), "lessons_per_week")
    return -(-tenths * _WEEKS // 10)


def _kind(question):
    """Return the kind of the subject: comments that are null are none where there are marks."""
    if question.get("comments") is not None:
        return "comment"
    marked = any(question.get(field) is not None for field in ("tx", "dk"))
    return "comment" if "comments" in question and not marked else "mark"


def _check_kind(question, rules, kind):
    """Refuse fields that contradict the rules or the kind of the subject."""
    if kind == "comment":
        for field in ("tx", "dk"):
            if question.get(field) is not None:
                refuse(_("A subject has marks or comments, not both: “comments” stands there too."), field)
    if rules == "tt58" and question.get("gk") is not None:
        refuse(_("TT 58/2011 has no mid-term test (gk). Expected tx, dk, ck, or comments, ck."), "gk")
    if rules != "tt58" and question.get("dk") is not None:
        refuse(_("Periodic tests (dk) are those of TT 58/2011. Expected tx, gk, ck."), "dk")


def _cells(question, rules, kind):
    """Return {column key: code} of what is given; the keys of what must be there stand in it too, EMPTY."""
    first = "comments" if kind == "comment" else "tx"
    cells = {f"tx{place}": each for place, each in enumerate(codes(question, first, kind), 1)} or {"tx1": EMPTY}
    if kind == "mark" and rules == "tt58":
        cells |= {f"dk{place}": each for place, each in enumerate(codes(question, "dk", kind), 1)} or {"dk1": EMPTY}
    # Under TT 26/2020 a subject assessed by comments may have a mid-term test; TT 22/2021 asks for it (R22-4).
    if rules == "tt22" or (rules == "tt26" and (kind == "mark" or "gk" in question)):
        cells["gk"] = code(question.get("gk"), kind, "gk")
    cells["ck"] = code(question.get("ck"), kind, "ck")
    return cells


@lru_cache(4096)
def _shape(rules, kind, keys, lessons):
    """Return the columns: those that are given and, where the lessons are known, those that are wanted (R22-4)."""
    groups = {"tx": ("tx", 1), "dk": ("dk", 2), "gk": ("gk", 2), "ck": ("ck", 3)}
    wanted = [] if lessons is None else [
        each.key for each in rulesets.columns(rules, kind, lessons) if each.group == "tx"]
    found = {}
    for key in sorted({*keys, *wanted}, key=lambda each: (list(groups).index(each[:2]), len(each), each)):
        group, weight = groups[key[:2]]
        found[key] = Column(key, _column_title(key), group, weight if kind == "mark" else 1)
    return tuple(found.values())


def _column_title(key):
    return {"tx": f"thường xuyên {key[2:]}", "dk": f"định kì {key[2:]}", "gk": "giữa kì", "ck": "cuối kì"}[key[:2]]


def _missing(question, cells):
    """Return {name as the question says it: keys of cells} of what is missing: "tx" where the whole list is."""
    found = {}
    for key, value in cells.items():
        if value == EMPTY:
            field = "comments" if key[:2] == "tx" and _kind(question) == "comment" else key[:2]
            whole_field = key in ("gk", "ck") or not question.get(field)
            found.setdefault(field if whole_field else f"{field}{key[2:]}", []).append(key)
    return found


def _give_zeros(question, cells, kind):
    """Give the 0 (CĐ) of R58-5, R22-5 to the missing tests that the question says were not made up."""
    values = question.get("no_make_up")
    if values is None:
        return
    if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
        refuse(_("“${text}” is not expected here. Expected a list of tests that were missed and not made up, such as "
                 "[\"gk\"].", text=shown(values)), "no_make_up")
    missing = _missing(question, cells)
    for name in values:
        keys = missing.get(name) or [key for key in (name,) if cells.get(key) == EMPTY]
        if not keys:
            refuse(_("“${text}” is no missing test. Expected one of: ${names}.", text=name[:20],
                     names=", ".join(missing) or "–"), "no_make_up")
        cells |= dict.fromkeys(keys, NOT_ACHIEVED if kind == "comment" else 0)


def subject_year(question):
    """Return the year of a subject from its terms (R58-7, R58-10, R22-6, R22-8); "only": 1 or 2 for a single term."""
    check_fields(question, _YEAR_FIELDS)
    rules = word(question, "rules", SECONDARY)
    terms = {name: question.get(name) for name in ("term1", "term2")}
    kind = "comment" if any(is_comment(each) for each in terms.values()) else "mark"
    given = {name: _term_code(value, kind, name) for name, value in terms.items()}
    only = whole(question, "only", 1, 2) if question.get("only") is not None else None
    taught = (1, 2) if only is None else (only,)
    if only is not None and given[f"term{3 - only}"] != EMPTY:
        refuse(_("The subject is taught in term ${only} only; there is a result of the other one.",
                 only=rulesets.NUMERALS[only]),
               f"term{3 - only}")
    result = rulesets.subject_year(rules, kind, *given.values(), taught=taught)
    if result.missing:
        known = any(value not in (EMPTY, EXEMPT) for value in given.values())
        name = "result" if kind == "comment" and known else "average"
        return {name: None, "missing": list(result.missing), "because": result.reason, "rule": SECONDARY[rules]}
    if result.value in _WORDS:
        return {"result": _WORDS[result.value], "because": result.reason, "rule": SECONDARY[rules]}
    return {"average": average(result.value), "because": result.reason, "rule": SECONDARY[rules]}


def _term_code(value, kind, field):
    return EXEMPT if is_exempt(value) else code(value, kind, field)


def columns(question):
    """Return how many marks of each kind a subject wants in a term (R58-3a, R58-3b, R22-4)."""
    check_fields(question, ("rules", "kind", "lessons", "lessons_per_week", "periodic"))
    rules = word(question, "rules", SECONDARY)
    kind = word(question, "kind", KINDS, default="mark")
    lessons = _lessons(question, rules) or whole(question, "lessons", 1, _MOST_LESSONS)
    shape = rulesets.columns(rules, kind, lessons, whole(question, "periodic", 0, 10, default=2))
    found = {}
    for column in shape:
        found[column.group] = found.get(column.group, 0) + 1
    return {"columns": found, "rule": SECONDARY[rules]}


