"""The end of a year in a primary school: additional assessment, completion, promotion."""

from dataclasses import dataclass, replace

from eduportal.domain.assessment.levels import YEAR_27, rank
from eduportal.domain.assessment.outcomes import Outcome, YearEnd
from eduportal.domain.assessment.primary.awards import award
from eduportal.domain.assessment.primary.classification import classify
from eduportal.domain.assessment.primary.given import PARTS
from eduportal.domain.assessment.primary.plan import check_grade
from eduportal.domain.assessment.primary.rules import carried
from eduportal.domain.assessment.switches import DEFAULTS
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _

#: Completion of the programme of the class and of the primary school (R27-8).
COMPLETED, NOT_COMPLETED = "Hoàn thành chương trình lớp học", "Chưa hoàn thành chương trình lớp học"
SCHOOL_COMPLETED = "Hoàn thành chương trình tiểu học"
#: What a pupil who has not completed the programme gets before the principal decides.
ASSESSED_AGAIN = "Đánh giá bổ sung"
_WEAKEST, _COMPLETING, _GOOD, _EXCELLENT = YEAR_27
_LAST_GRADE = 5


@dataclass(frozen=True)
class PrimaryYearEnd(YearEnd):
    """A :class:`YearEnd` with ``completion``, an :class:`Outcome`: whether the programme of the class is completed.

    Completion and promotion (``decision``) are two things: the principal may promote who has not completed it.
    """

    completion: Outcome


def year_end(rules, classification, *, outstanding=False, recognised=False, decided=None, grade=None,
             after=False):
    """Return the :class:`PrimaryYearEnd` of a pupil (R27-8).

    Who has not completed the programme is assessed again (:func:`reassess`); who still has not, is promoted or not by
    the principal's decision.

    :param decided: the principal's decision: True, False, or None while there is none.
    :param grade: 5 says that the primary programme is completed; None or another one does not.
    :param after: the level is that after the additional assessment, as :func:`reassess` says by itself.
    :raises RuleError: a decision where there is nothing to decide (field "decided"), a level that the rules do not
        have (field "level"); as :func:`award`.
    """
    found = carried(rules)
    given = award(rules, classification, outstanding=outstanding, recognised=recognised)
    if decided is not None and not isinstance(decided, bool):
        raise RuleError(_("“${text}” is not expected here. Expected true or false.", text=str(decided)[:40]), "decided")
    if grade is not None:
        check_grade(grade)
    inputs = {"level": classification.value, "decided": decided, "grade": grade}
    if classification.value is None:
        nothing = Outcome(None, found.promotion_rule, _("Not decided: there is no result of the year (${rule}).",
                                                        rule=found.promotion_rule), inputs,
                          classification.missing or ("level",))
        return PrimaryYearEnd(nothing, given, nothing)
    levels = (_WEAKEST, *(condition.level for condition in reversed(found.conditions)))
    if rank(levels, classification.value, "level"):
        if decided is not None:
            raise RuleError(_("There is nothing to decide: with “${level}” the programme of the class is completed "
                              "(${rule}).", level=classification.value, rule=found.promotion_rule), "decided")
        return PrimaryYearEnd(*_completed(found, inputs, given))
    again = after or bool(classification.inputs.get("again"))
    return PrimaryYearEnd(_decision(found, inputs, again), given, Outcome(
        NOT_COMPLETED, found.promotion_rule, _("The result of the year is ${level} (${rule}).", level=_WEAKEST,
                                               rule=found.promotion_rule), inputs))


def reassessed(rules, classification):
    """Return {part: titles} of what a pupil is assessed in again: what stands against completing the programme (R27-8).

    Parts are "subjects", "qualities", "competences", "tests". A subject fails by its level or its test; both may then
    be given anew. Empty unless the level is Chưa hoàn thành.
    """
    least, inputs = carried(rules).completing, classification.inputs
    if classification.value != _WEAKEST or not inputs.get("subjects"):
        return dict.fromkeys(PARTS, ())
    failing = [each for each, level in inputs["subjects"].items()
               if level not in least.subjects or inputs["marks"].get(each, least.least) < least.least]
    return {"subjects": tuple(failing),
            "qualities": tuple(each for each, level in inputs["qualities"].items() if level not in least.qualities),
            "competences": tuple(each for each, level in inputs["competences"].items()
                                 if level not in least.qualities),
            "tests": tuple(each for each in failing if each in inputs["marks"])}


def reassess(rules, classification, *, subjects=None, qualities=None, competences=None, tests=None, grade=None,
             switches=DEFAULTS):
    """Return the :class:`Classification` after the additional assessment (đánh giá bổ sung; R27-8).

    What is given takes the place of the first levels and marks; everything else stands. A worse one replaces a better
    one too. :raises RuleError: it is not among :func:`reassessed`, or None; its field is the title. As
    :func:`classify`.
    """
    again = dict(zip(PARTS, (subjects or {}, qualities or {}, competences or {}, tests or {}), strict=True))
    allowed = reassessed(rules, classification)
    for part, values in again.items():
        for title, value in values.items():
            _check_again(title, value, allowed[part])
    if not any(again.values()):
        return classification
    parts = {part: {**classification.inputs[part], **values} for part, values in again.items()}
    result = classify(rules, *parts.values(), grade=grade, switches=switches)
    notes = result.notes
    if result.value in (_GOOD, _EXCELLENT):
        notes += (_("${level} was reached in the additional assessment, which is there for completing the programme of "
                    "the class: think before an award is given (${rule}).", level=result.value,
                    rule=carried(rules).promotion_rule),)
    return replace(result, inputs={**result.inputs, "again": again}, notes=notes)


def _check_again(title, value, allowed):
    if title not in allowed:
        raise RuleError(_("“${title}” is not assessed again: only what stands against completing the programme is "
                          "(${titles}).", title=str(title)[:40], titles=", ".join(allowed) or "–"), str(title))
    if value is None or (isinstance(value, tuple) and None in value):
        raise RuleError(_("The result of the additional assessment is missing."), str(title))


def _completed(found, inputs, given):
    rule, level = found.promotion_rule, inputs["level"]
    completion = Outcome(COMPLETED, rule, _("The result of the year is ${level} (${rule}).", level=level, rule=rule),
                         inputs)
    if inputs["grade"] == _LAST_GRADE:
        reason = _("Grade 5 is completed: the school report says “${text}” (${rule}).", text=SCHOOL_COMPLETED,
                   rule=rule)
        return Outcome(SCHOOL_COMPLETED, rule, reason, inputs), given, completion
    reason = _("Promoted: the programme of the class is completed (${rule}).", rule=rule)
    return Outcome(found.promoted, rule, reason, inputs), given, completion


def _decision(found, inputs, again):
    rule, decided, notes = found.promotion_rule, inputs["decided"], ()
    if decided is not None:
        if decided and inputs["grade"] == _LAST_GRADE:
            notes = (_("The decision does not complete the programme of the primary school: that asks for completing "
                       "grade 5 (${rule}).", rule=rule),)
        reason = _("The principal decided so; the programme of the class is not completed (${rule}).", rule=rule)
        return Outcome(found.promoted if decided else found.not_promoted, rule, reason, inputs, (), notes)
    if again:
        reason = _("Still not completed after the additional assessment: the principal decides on the promotion "
                   "(${rule}).", rule=rule)
        return Outcome(None, rule, reason, inputs, ("decided",))
    reason = _("Not completed: the teacher helps and assesses again; who still has not completed the programme then is "
               "promoted or not by the principal's decision (${rule}).", rule=rule)
    return Outcome(ASSESSED_AGAIN, rule, reason, inputs)
