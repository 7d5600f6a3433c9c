"""The end of a school year in secondary schools: promotion, re-test, summer training, titles and awards."""

from eduportal.domain.assessment.inputs import check_absences
from eduportal.domain.assessment.levels import (
    ADVANCED_58,
    CONDUCT_58,
    EXCELLENT_22,
    EXCELLENT_58,
    LEARNING_22,
    LEARNING_58,
    MOST_ABSENCES,
    OUTSTANDING_22,
    PROMOTED_22,
    PROMOTED_58,
    REASSESSED_22,
    REPEATS_22,
    REPEATS_58,
    RETEST_58,
    SUMMER_22,
    SUMMER_58,
    TRAINING_22,
    at_least,
    rank,
)
from eduportal.domain.assessment.outcomes import Outcome, YearEnd
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _

_MANY_FROM_9 = 6
_MOST_SUBJECTS = 40


def title58(conduct, level):
    """Return the title of a term or a year (TT 58/2011, Điều 18; R58-14); a value of None is none.

    :raises RuleError: no such level; its field is "conduct" or "level".
    """
    rule = "TT 58/2011, Điều 18"
    rank(CONDUCT_58, conduct, "conduct")
    rank(LEARNING_58, level, "level")
    inputs = {"conduct": conduct, "level": level}
    if conduct == "Tốt" and level == "Giỏi":
        title = EXCELLENT_58
    elif at_least(CONDUCT_58, conduct, "Khá") and at_least(LEARNING_58, level, "Khá"):
        title = ADVANCED_58
    else:
        return Outcome(None, rule, _("No title: Học sinh tiên tiến asks for conduct and learning of at least Khá; they "
                                     "are ${conduct} and ${level} (${rule}).", rule=rule, **inputs), inputs)
    return Outcome(title, rule, _("${title}: conduct ${conduct}, learning ${level} (${rule}).", title=title, rule=rule,
                                  **inputs), inputs)


def year_end58(conduct, level, absences, *, after=False):
    """Return the :class:`YearEnd` of a student under TT 58/2011 (Điều 15-18; R58-14 to R58-18).

    :param conduct: of the year, :data:`CONDUCT_58`. :param level: of the year, :data:`LEARNING_58`.
    :param absences: half-days missed in the year. :param after: the levels are those after the re-test or the summer
        training: who is not promoted now repeats the year.
    :raises RuleError: no such level, no number; its field is "conduct", "level" or "absences".
    """
    award = title58(conduct, level)
    check_absences(absences)
    inputs = {"conduct": conduct, "level": level, "absences": absences}
    conduct_enough = at_least(CONDUCT_58, conduct, "Trung bình")
    level_enough = at_least(LEARNING_58, level, "Trung bình")
    rule = "TT 58/2011, Điều 15"
    if absences > MOST_ABSENCES:
        decision, reason = REPEATS_58, _absent(absences)
    elif conduct_enough and level_enough:
        decision, reason = PROMOTED_58, _("Conduct ${conduct} and learning ${level} are at least Trung bình, "
                                          "${absences} half-days were missed, at most 45 may be", **inputs)
    elif level == "Kém" or (not conduct_enough and not level_enough):
        decision, reason = REPEATS_58, _("Learning ${level} with conduct ${conduct} leaves neither a re-test nor "
                                         "summer training", **inputs)
    elif after:
        decision, reason = REPEATS_58, _("After the summer conduct is ${conduct} and learning ${level}; both must be "
                                         "at least Trung bình", **inputs)
    elif conduct_enough:
        rule = "TT 58/2011, Điều 16"
        decision, reason = RETEST_58, _("Learning is Yếu and conduct ${conduct}: the student is tested again in "
                                        "subjects below 5,0 or with CĐ", **inputs)
    else:
        rule = "TT 58/2011, Điều 17"
        decision, reason = SUMMER_58, _("Conduct is Yếu and learning ${level}: the student trains conduct in the "
                                        "summer", **inputs)
    return YearEnd(_decided(decision, reason, rule, inputs), award)


def award22(training, learning, subjects_from_9):
    """Return the award of a year (TT 22/2021, Điều 15; R22-18); a value of None is none. There are none of a term.

    :param subjects_from_9: number of subjects with 9,0 or more in the year.
    :raises RuleError: no such level or number; its field is "training", "learning" or "subjects_from_9".
    """
    rule = "TT 22/2021, Điều 15"
    rank(TRAINING_22, training, "training")
    rank(LEARNING_22, learning, "learning")
    if isinstance(subjects_from_9, bool) or not isinstance(subjects_from_9, int) or not (
            0 <= subjects_from_9 <= _MOST_SUBJECTS):
        raise RuleError(_("“${text}” is no number of subjects. Expected how many subjects have 9,0 or more in the "
                          "year, a whole number from 0 to ${most}.", most=_MOST_SUBJECTS,
                          text=str(subjects_from_9)[:40]), "subjects_from_9")
    inputs = {"training": training, "learning": learning, "subjects_from_9": subjects_from_9}
    if training != "Tốt" or learning != "Tốt":
        return Outcome(None, rule, _("No award: training and learning must both be Tốt; they are ${training} and "
                                     "${learning} (${rule}).", rule=rule, **inputs), inputs)
    award = OUTSTANDING_22 if subjects_from_9 >= _MANY_FROM_9 else EXCELLENT_22
    return Outcome(award, rule, _("${award}: training and learning Tốt, ${subjects_from_9} subjects of 9,0 or more; "
                                  "Học sinh Xuất sắc asks for 6 (${rule}).", award=award, rule=rule, **inputs), inputs)


def year_end22(training, learning, absences, subjects_from_9, *, after=False):
    """Return the :class:`YearEnd` of a student under TT 22/2021 (Điều 12-15; R22-14 to R22-18).

    :param training: kết quả rèn luyện of the year. :param learning: kết quả học tập of the year.
    :param absences: half-days missed in the year, counted on one a day.
    :param after: the levels are those after the summer: who is not promoted now repeats the year.
    :raises RuleError: as :func:`award22`, or about "absences".
    """
    award = award22(training, learning, subjects_from_9)
    check_absences(absences)
    inputs = {"training": training, "learning": learning, "absences": absences, "subjects_from_9": subjects_from_9}
    trained, learned = at_least(TRAINING_22, training, "Đạt"), at_least(LEARNING_22, learning, "Đạt")
    rule = "TT 22/2021, Điều 12"
    if absences > MOST_ABSENCES:
        decision, reason = REPEATS_22, _absent(absences)
    elif trained and learned:
        decision, reason = PROMOTED_22, _("Training ${training} and learning ${learning} are at least Đạt, ${absences} "
                                          "half-days were missed, at most 45 may be", **inputs)
    elif after or not (trained or learned):
        decision, reason = REPEATS_22, _("Training ${training}, learning ${learning}: both must be at least Đạt",
                                         **inputs)
    elif trained:
        rule = "TT 22/2021, Điều 14"
        decision, reason = REASSESSED_22, _("Learning is Chưa đạt and training ${training}: the student is assessed "
                                            "again in subjects below 5,0 or with CĐ", **inputs)
    else:
        rule = "TT 22/2021, Điều 13"
        decision, reason = SUMMER_22, _("Training is Chưa đạt and learning ${learning}: the student trains in the "
                                        "summer", **inputs)
    return YearEnd(_decided(decision, reason, rule, inputs), award)


def _absent(absences):
    return _("${absences} half-days were missed, more than the 45 that may be", absences=absences)


def _decided(decision, reason, rule, inputs):
    told = _("${decision}: ${why} (${rule}).", decision=decision, why=reason, rule=rule)
    return Outcome(decision, rule, told, inputs)
