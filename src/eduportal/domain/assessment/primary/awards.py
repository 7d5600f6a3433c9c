"""Awards at the end of a year in primary schools (R27-7; rule book, 3.6)."""

from eduportal.domain.assessment.levels import YEAR_27
from eduportal.domain.assessment.outcomes import Outcome
from eduportal.domain.assessment.primary.given import PARTS
from eduportal.domain.assessment.primary.rules import carried
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _

EXCELLENT_27 = "Học sinh Xuất sắc"
DISTINGUISHED_27 = "Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện"
EXCELLENT_22 = "Học sinh hoàn thành xuất sắc các nội dung học tập và rèn luyện"
OUTSTANDING_22 = "Học sinh có thành tích vượt trội hay tiến bộ vượt bậc"

_WEAKEST, _COMPLETING, _GOOD, _EXCELLENT = YEAR_27
_LEAST_OF_EXCELLENT_22 = 9


def award(rules, classification, *, outstanding=False, recognised=False):
    """Return the award at the end of the year; a value of None is none (R27-7; rule book, 3.6).

    :param outstanding: outstanding in a subject, or marked progress in a quality or competence: the teacher's word.
    :param recognised: the class recognises it. Neither is computed.
    :raises RuleError: "outstanding" or "recognised" is not true or false; unknown rules.
    """
    found = carried(rules)
    chosen = _chosen(outstanding, recognised)
    inputs = {"level": classification.value, **chosen}
    if classification.value is None:
        return Outcome(None, found.award_rule, _("No award yet: there is no result of the year (${rule}).",
                                                 rule=found.award_rule), inputs, classification.missing or ("level",))
    title, reason, missing = {"tt27": _award27, "tt30-22": _award22, "tt30": _award30}[rules](
        classification, found.award_rule, all(chosen.values()))
    return Outcome(title, found.award_rule, reason, inputs, missing)


def _chosen(outstanding, recognised):
    chosen = {"outstanding": outstanding, "recognised": recognised}
    for name, value in chosen.items():
        if not isinstance(value, bool):
            raise RuleError(_("“${text}” is not expected here. Expected true or false.", text=str(value)[:40]), name)
    return chosen


def _award27(classification, rule, chosen):
    level = classification.value
    if level == _EXCELLENT:
        return EXCELLENT_27, _("${title}: the result of the year is ${level} (${rule}).", title=EXCELLENT_27,
                               level=level, rule=rule), ()
    if level != _GOOD:
        return None, _("No award: it asks for ${least} or better; the result is ${level} (${rule}).", least=_GOOD,
                       level=level, rule=rule), ()
    if chosen:
        return DISTINGUISHED_27, _("${title}: the result of the year is ${level}, with something outstanding that the "
                                   "class recognises (${rule}).", title=DISTINGUISHED_27, level=level, rule=rule), ()
    return None, _("No award: with ${level} it asks for a subject in which the pupil is outstanding, or marked "
                   "progress in a quality or competence, and for the recognition of the class (${rule}).",
                   level=level, rule=rule), ()


def _award22(classification, rule, chosen):
    inputs = classification.inputs
    levels = [level for part in PARTS[:3] for level in inputs.get(part, {}).values()]
    if levels and set(levels) == {"T"} and min(inputs["marks"].values()) >= _LEAST_OF_EXCELLENT_22:
        return EXCELLENT_22, _("${title}: every level is T and every test is at least ${least} (${rule}).",
                               title=EXCELLENT_22, least=_LEAST_OF_EXCELLENT_22, rule=rule), ()
    # A level alone does not say whether everything is T: "Hoàn thành" is the best level of this circular.
    missing = () if levels or classification.value == _WEAKEST else PARTS
    if chosen:
        return OUTSTANDING_22, _("${title}: named by the teacher, recognised by the class (${rule}).",
                                 title=OUTSTANDING_22, rule=rule), missing
    return None, _("No award: it asks for T everywhere and ${least} in every test, or for something outstanding that "
                   "the class recognises (${rule}).", least=_LEAST_OF_EXCELLENT_22, rule=rule), missing


def _award30(_classification, rule, _is_chosen):
    return None, _("No award follows from the results: the class chooses and the principal gives the certificate "
                   "(${rule}).", rule=rule), ()
