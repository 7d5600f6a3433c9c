"""Worked examples for the page: what is known, the steps, the result, computed by the engine, once in a process."""

from dataclasses import dataclass
from functools import lru_cache

from eduportal.domain.assessment.switches import SWITCHES
from eduportal.domain.messages import _
from eduportal.domain.rulesets import NUMERALS

_KINDS_OF_QUESTION = 32
_PARTS = {"subjects": _("Subjects"), "qualities": _("Qualities"), "competences": _("Competences"), "tests": _("Tests")}
_LABELS = {
    "dk": _("Weight 2"), "term1": _("Term 1"), "term2": _("Term 2"), "conduct": _("Conduct"),
    "level": _("Learning (HL)"),
    "training": _("Training"), "learning": _("Learning"), "absences": _("Half-days missed"),
    "subjects_from_9": _("Subjects of 9,0 or more"), "specialised": _("Special subject"),
}
_FLAGS = {
    "after": _("after the summer"), "outstanding": _("outstanding in a subject, or marked progress"),
    "recognised": _("recognised by the class"), "decided": _("the principal promotes the pupil"),
}
_TERM = {"tx": _("Continuous"), "gk": _("Middle of the term (twice)"), "ck": _("End of the term (three times)")}
_TERM_58 = {"tx": _("Weight 1"), "ck": _("Test of the term (three times)")}
_COMMENTS = {"comments": _("Assessments"), "gk": _("Middle of the term"), "ck": _("End of the term")}
_RESULTS = (("average", _("Mean")), ("result", _("Result")), ("level", _("Level")), ("training", _("Year")),
            ("title", _("Title given")), ("completion", _("Programme of the class")), ("decision", _("Decision")),
            ("award", _("Award")))


@dataclass(frozen=True)
class ShownExample:
    """``data``: ((label, text), ...); ``steps``: messages; ``results``: ((label, text), ...), the last one being what
    the example is about. Labels and steps are messages; ``text`` and names of subjects are Vietnamese."""

    name: str
    text: str
    data: tuple
    steps: tuple
    results: tuple


@lru_cache(_KINDS_OF_QUESTION)
def examples_of(definitions, rules):
    """Return {section: tuple of :class:`ShownExample`} of a rule set, in the order of the file."""
    found = {}
    for each in definitions.examples.values():
        if each.shown and each.rules == rules:
            found.setdefault(each.section, []).append(shown_example(each))
    return {section: tuple(examples) for section, examples in found.items()}


def shown_example(example):
    """Return the :class:`ShownExample` of a :class:`eduportal.definitions.worked_examples.WorkedExample`."""
    found = example.answer()
    because = found.get("award_because" if example.section == "award" else "because", found.get("because", ""))
    return ShownExample(example.name, example.text, tuple(_data(example.question)),
                        (because, *found.get("notes", ())), tuple(_results(example, found)))


def _data(question):
    """Yield (label, text) of what a question gives."""
    if question["ask"] == "subject_term":
        yield from _of_term(question)
    elif "marks" in question or "subjects" in question:
        yield from _of_subjects(question)
    if question["ask"] in ("classify", "reassess"):
        return
    labels = _LABELS if "conduct" in question else {**_LABELS, "level": _("Result of the year")}
    for name, label in labels.items():
        if name != "dk" and question.get(name) is not None:
            yield label, _decimal(question[name])
    if question.get("only"):
        yield _("When taught"), _("in term ${term} only", term=NUMERALS[question["only"]])
    for name, label in _FLAGS.items():
        if question.get(name):
            yield _("Besides"), label


def _of_term(question):
    labels = _COMMENTS if "comments" in question else {**_TERM, **_LABELS, **_TERM_58} if question[
        "rules"] == "tt58" else _TERM
    for name in ("comments", "tx", "dk", "gk", "ck"):
        if name in question:
            values = question[name] if isinstance(question[name], list) else [question[name]]
            yield labels[name], "; ".join(_decimal(each) for each in values)
    if question.get("no_make_up"):
        yield _("Not made up"), _("0 for this test") if "comments" not in question else _("CĐ for this test")


def _of_subjects(question):
    """Yield the subjects of each mark together, the mark of most subjects first."""
    for part in ("marks", "comments", "subjects", "qualities", "competences"):
        values = question.get(part, {})
        groups = {}
        for subject, value in values.items():
            groups.setdefault(value, []).append(subject)
        for value, subjects in sorted(groups.items(), key=lambda each: -len(each[1])):
            yield from _group(part, _decimal(value), subjects, len(groups) == 1)
    if "tests" in question:
        yield _PARTS["tests"], "; ".join(f"{name}: {_decimal(value)}" for name, value in question["tests"].items())
    if question.get("specialised"):
        yield _LABELS["specialised"], question["specialised"]
    if "retests" in question:
        yield _("Taken again"), "; ".join(f"{name}: {_decimal(value)}" for name, value in question["retests"].items())
    for key, value in question.get("switches", {}).items():
        yield _("How it is read"), SWITCHES[key].choices[value]


def _group(part, value, subjects, is_all):
    label = _("${part}: ${value}", part=_PARTS[part], value=value) if part in _PARTS else value
    names = "; ".join(subjects)
    if part in _PARTS and is_all:
        yield label, _("all ${count}", count=str(len(subjects)))
    elif len(subjects) == 1:
        yield label, names
    else:
        yield label, _("${count}: ${names}", count=str(len(subjects)), names=names)


def _results(example, found):
    if found.get("missing"):
        yield _("Result"), _("none yet")
        return
    if found.get("base") not in (None, found.get("level")):
        yield _("By the conditions alone"), found["base"]
    for name, label in _RESULTS:
        if name in found and name in _asked(example, found):
            yield label, _("none") if found[name] is None else _decimal(found[name])


def _asked(example, found):
    """Return the fields of the answer that the example is about."""
    if "decision" in found:
        return ("award",) if example.section == "award" else ("completion", "decision")
    return ("title", "training", "result") + (("level",) if "level" in found else ("average",)) + (
        ("average",) if found.get("average") else ())


def _decimal(value):
    """Return a mark as Vietnamese schools write it; a list of two is a test of two parts."""
    if value is None:
        return "…"
    if isinstance(value, list):
        return " + ".join(map(_decimal, value))
    return str(value).replace(".", ",")
