"""The questions of ``eduportal assess`` about a pupil of a primary school: the level of the year, the end of the year.

What comes in is distrusted: every refusal names its field ("tests.Toán") and says what was expected.
"""

from contextlib import contextmanager
from functools import lru_cache

from eduportal.domain.assessment import primary
from eduportal.domain.assessment.asking.reading import check_fields, flag, refuse, shown, switches, whole, word
from eduportal.domain.assessment.levels import YEAR_27
from eduportal.domain.assessment.outcomes import Classification
from eduportal.domain.assessment.primary.given import PARTS, check_levels, check_whole
from eduportal.domain.assessment.primary.plan import title_key
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.rulesets import PRIMARY
from eduportal.domain.text import clean_line, nfc

CLASSIFY_FIELDS = ("rules", "grade", *PARTS, "switches")
YEAR_END_FIELDS = ("rules", "level", "grade", "outstanding", "recognised", "decided", "after", *PARTS, "switches")
_MOST_TITLES = 60
_LONGEST_NAME = 120
#: What is read without a second look.
_LETTERS = {letter: letter for letter in ("T", "H", "C", "Đ", "CĐ")}
_MARKS = {str(mark): mark for mark in range(11)}
_OFFICIAL = {title_key(title): title for title in (*primary.QUALITIES, *primary.COMPETENCES)}
_OFFICIAL_22 = {title_key(title): title for title in (*primary.QUALITIES_22, *primary.COMPETENCES_22)}


def classify_question(question):
    """Return the level of the year of a pupil (R27-6), under TT 30/2014 whether the programme is completed.

    ``question`` has "rules", "subjects", "qualities", "competences" ({title: letter or null}), "tests" ({subject: a
    whole mark, two marks in a list, or null}), and may have "grade" and "switches". The answer has "level", "base",
    "average" (always None), "because", "rule", and "missing" and "notes" where there are any.

    :raises RuleError: about a field of the question.
    """
    check_fields(question, CLASSIFY_FIELDS)
    rules = word(question, "rules", PRIMARY)
    primary.carried(rules)
    return _level_told(_classified(question, rules, _grade(question)))


def reassess_question(question):
    """Return the level after the additional assessment (R27-8): "again" has what was assessed anew, in the same parts.

    :raises RuleError: about a field of the question, such as "again.tests.Toán".
    """
    check_fields(question, (*CLASSIFY_FIELDS, "again"))
    rules = word(question, "rules", PRIMARY)
    primary.carried(rules)
    grade, values = _grade(question), question.get("again")
    if not isinstance(values, dict):
        refuse(_("Expected the results of what was assessed again, such as {\"tests\": {\"Toán\": \"6\"}}."), "again")
    first = _classified(question, rules, grade)
    if first.value not in (None, YEAR_27[0]):
        refuse(_("The level of the year is ${level}: only who has not completed the programme is assessed again.",
                 level=first.value), "again")
    with _within("again"):
        check_fields(values, PARTS)
        again = {part: _values(values, part, rules) for part in PARTS}
        return _level_told(primary.reassess(rules, first, **again, grade=grade, switches=switches(question)))


def _level_told(found):
    answer = {"level": found.value, "base": found.base, "average": None}
    if found.missing:
        answer["missing"] = _missing(found)
    answer |= {"because": found.reason, "rule": found.rule}
    return {**answer, "notes": list(found.notes)} if found.notes else answer


def year_end_question(question):
    """Return completion, promotion and award of a pupil (R27-7, R27-8).

    ``question`` has "rules" and "level" or, in its place, the fields of :func:`classify_question`; it may have
    "outstanding", "recognised", "decided", "after" (the additional assessment is done) and "grade". The answer has
    "decision", "completion", "award", "because", "award_because", "rule", and "missing", "award_missing", "notes" where
    there are any.

    :raises RuleError: about a field of the question.
    """
    check_fields(question, YEAR_END_FIELDS)
    rules = word(question, "rules", PRIMARY)
    primary.carried(rules)
    grade = _grade(question)
    found = _of_level(question, rules) or _classified(question, rules, grade)
    decided = flag(question, "decided") if question.get("decided") is not None else None
    end = primary.year_end(rules, found, outstanding=flag(question, "outstanding"), decided=decided, grade=grade,
                           recognised=flag(question, "recognised"), after=flag(question, "after"))
    answer = {"decision": end.decision.value, "completion": end.completion.value, "award": end.award.value}
    if end.decision.missing:
        answer["missing"] = _missing(found) or list(end.decision.missing)
    elif end.award.missing:
        answer["award_missing"] = list(end.award.missing)
    answer |= {"because": end.decision.reason, "award_because": end.award.reason, "rule": end.decision.rule}
    notes = [*found.notes, *end.decision.notes]
    return {**answer, "notes": notes} if notes else answer


def _of_level(question, rules):
    """Return a classification that is nothing but the level of the question, None where the levels of parts stand."""
    given = [part for part in PARTS if question.get(part) is not None]
    if given:
        if question.get("level") is not None:
            refuse(_("The level follows from the levels and tests: give “level” or “${name}”, not both.",
                     name=given[0]), "level")
        return None
    switches(question)
    level = None if question.get("level") is None else word(question, "level", YEAR_27[::-1])
    return Classification(level, primary.RULES[rules].level_rule, _("The level is the one that was given."), {},
                          () if level else ("level",))


def _classified(question, rules, grade):
    """Return the classification of the parts of a question."""
    chosen = switches(question)
    parts = {part: _values(question, part, rules) for part in PARTS}
    try:
        return primary.classify(rules, *parts.values(), grade=grade, switches=chosen)
    except RuleError as refused:
        _refuse_part(rules, parts)
        raise RuleError(refused.message, f"tests.{refused.field}") from None


def _refuse_part(rules, parts):
    """Look at each part before the tests by itself, so that the refusal names it: titles alone stand in several."""
    carried = primary.RULES[rules]
    with _within("subjects"):
        check_levels(parts["subjects"], carried.subject_letters)
        check_whole(parts["subjects"])
    for part, titles in (("qualities", carried.qualities), ("competences", carried.competences)):
        with _within(part):
            check_levels(parts[part], carried.quality_letters, titles)


@contextmanager
def _within(part):
    """Let a refusal about a title name its part too."""
    try:
        yield
    except RuleError as refused:
        raise RuleError(refused.message, f"{part}.{refused.field}") from None


def _values(question, part, rules):
    """Return {title: level, mark, tuple of marks or None} of a part; none where the field is missing or null."""
    values = question.get(part)
    if values is None:
        return {}
    if not isinstance(values, dict) or len(values) > _MOST_TITLES:
        example = "{\"Toán\": 9}" if part == "tests" else "{\"Toán\": \"T\"}" if part == "subjects" else "{…: \"T\"}"
        refuse(_("“${text}” is not expected here. Expected an object such as ${example}, at most ${most} entries.",
                 text=shown(values), example=example, most=_MOST_TITLES), part)
    usual, read = (_MARKS, _test) if part == "tests" else (_LETTERS, _letter)
    found = {}
    for name, value in values.items():
        title = _title(name, part, rules)
        if title in found:
            refuse(_("“${subject}” stands twice.", subject=title), f"{part}.{title}")
        if value.__class__ is str and value in usual:
            found[title] = usual[value]
        else:
            found[title] = read(value, f"{part}.{title}", rules)
    return found


def _title(name, part, rules):
    """Return the cleaned name, in the spelling of the circular where it is one of its qualities and competences."""
    title = _known_title(name, part, rules) if isinstance(name, str) and len(name) <= _LONGEST_NAME else ""
    if not title:
        refuse(_("“${text}” is not the name of a subject, a quality or a competence.", text=shown(name)), part)
    return title


@lru_cache(2048)
def _known_title(name, part, rules):
    title = clean_line(name)
    if part not in ("qualities", "competences") or rules == "tt30":
        return title
    return (_OFFICIAL if rules == "tt27" else _OFFICIAL_22).get(title_key(title), title)


def _letter(value, field, rules):
    """Return a letter as text: whether the circular has it, is looked at with its part."""
    if value is None:
        return None
    if not isinstance(value, str):
        carried = primary.RULES[rules]
        letters = carried.subject_letters if field.startswith("subjects.") else carried.quality_letters
        refuse(_("“${text}” is not a level. Expected one of: ${letters}.", text=shown(value),
                 letters=", ".join(letters)), field)
    return nfc(value).strip() or None


def _test(value, field, rules):
    """Return the whole mark of a test, or a tuple of those of its two parts."""
    if isinstance(value, list):
        return tuple(_mark(each, field) for each in value)
    return _mark(value, field)


def _mark(value, field):
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    mark = _MARKS.get(value.strip()) if isinstance(value, str) else value
    if not isinstance(mark, int) or not 0 <= mark <= 10:
        refuse(_("“${text}” is not a mark of a periodic test. Expected a whole number from 0 to 10: there are no "
                 "decimals in primary schools.", text=shown(value)), field)
    return mark


def _grade(question):
    return whole(question, "grade", 1, 5) if question.get("grade") is not None else None


def _missing(found):
    """Return what is missing as fields of the question: "tests.Toán", "qualities"."""
    return [f"{part}.{title}" if title else part for part, title in found.inputs.get("missing", ())]
