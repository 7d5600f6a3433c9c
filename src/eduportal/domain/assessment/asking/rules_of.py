"""Questions about the rules themselves: which hold for a class, and which switches there are."""

from eduportal.domain import rulesets
from eduportal.domain.assessment.asking.reading import check_fields, refuse, whole, word
from eduportal.domain.assessment.switches import SWITCHES
from eduportal.domain.messages import _
from eduportal.domain.rulesets import LEVELS, PRIMARY, SECONDARY

_FIRST, _LAST = 2000, 2100


def ruleset(question):
    """Return the rules of a class by level, grade and the year in which the school year begins (rule 0)."""
    check_fields(question, ("level", "grade", "year"))
    level = word(question, "level", LEVELS)
    least, most = LEVELS[level]
    grade = whole(question, "grade", 1, 12)
    if not least <= grade <= most:
        refuse(_("The level ${level} has the grades ${first} to ${last}, not ${grade}.", level=level, first=least,
                 last=most, grade=grade), "grade")
    year = whole(question, "year", _FIRST, _LAST)
    first = rulesets.first_year(level)
    if year < first:
        refuse(_("The rules of school years before ${year} are not carried here.", year=first), "year")
    rules = rulesets.ruleset(level, grade, year)
    return {"rules": rules, "rule": {**SECONDARY, **PRIMARY}[rules]}


def switches(question):
    """Return the switches for what the circulars leave open, with their choices and defaults."""
    check_fields(question, ())
    return {"switches": {each.key: {"rule": each.rule, "question": each.question, "default": each.default,
                                    "choices": dict(each.choices), "why": each.why} for each in SWITCHES.values()}}
