"""TT 22/2021: kết quả học tập with every condition and the uplift clause, kết quả rèn luyện of the year."""

from functools import partial

from eduportal.domain.assessment.inputs import Counted, check_failed, counted, joined, replaced, shown, taken_again
from eduportal.domain.assessment.levels import LEARNING_22, TRAINING_22, rank
from eduportal.domain.assessment.outcomes import Classification, Outcome
from eduportal.domain.assessment.switches import DEFAULTS
from eduportal.domain.marks import format_mark
from eduportal.domain.messages import _

RULE = "TT 22/2021, Điều 9 khoản 2"
_WEAKEST = LEARNING_22[0]
_MANY = 6
# R22-10. Level: least mark of every subject, least mark of at least six subjects (tenths), how many subjects assessed
# by comments may be CĐ.
_CONDITIONS = (("Tốt", 65, 80, 0), ("Khá", 50, 65, 0), ("Đạt", 35, 50, 1))
# R22-13. Row: term 1; columns: term 2 Tốt, Khá, Đạt, Chưa đạt.
_TRAINING = {"Tốt": ("Tốt", "Khá", "Khá", "Chưa đạt"), "Khá": ("Tốt", "Khá", "Đạt", "Chưa đạt"),
             "Đạt": ("Khá", "Khá", "Đạt", "Chưa đạt"), "Chưa đạt": ("Khá", "Đạt", "Đạt", "Chưa đạt")}
_OUTSTANDING = 90


def classify(marks, comments, *, switches=DEFAULTS):
    """Return the kết quả học tập of a term or a year (TT 22/2021, Điều 9 khoản 2, 3; R22-10, R22-11).

    There is no mean of the subjects and no rank under this circular: ``average`` is None.

    :param marks: {subject: tenths, EMPTY, EXEMPT or None}. :param comments: the same with Đ and CĐ.
    :raises RuleError: as :func:`counted`.
    """
    inputs = {"marks": marks, "comments": comments}
    kept, commented, missing = counted(marks, comments)
    if missing:
        names = ", ".join(map(str, missing))
        return Classification(None, RULE, _("Not given: still missing are ${subjects} (${rule}).", subjects=names,
                                            rule=RULE), inputs, missing)
    student = Counted(kept, commented)
    base = _natural(student)
    level, subject = _uplifted(student, base, switches)
    if subject:
        reason = _("Raised one level, from ${base} to ${level}: only because of the subject ${subject}, ${rule}.",
                   base=base, level=level, subject=str(subject), rule="TT 22/2021 Điều 9 khoản 3")
    else:
        reason = _reason(student, base)
    return Classification(level, RULE, reason, inputs, (), _notes(student, base, level), base, None, subject,
                          partial(_checks, student))


def training_year(term1, term2):
    """Return the kết quả rèn luyện of the year from those of its terms (TT 22/2021, Điều 8; R22-13).

    :raises RuleError: a level that the circular does not have; its field is "term1" or "term2".
    """
    rule = "TT 22/2021, Điều 8"
    inputs = {"term1": term1, "term2": term2}
    missing = tuple(name for name, level in inputs.items() if level is None)
    for name, level in inputs.items():
        if level is not None:
            rank(TRAINING_22, level, name)
    if missing:
        return Outcome(None, rule, _("Not given: the year needs the levels of both terms (${rule}).", rule=rule),
                       inputs, missing)
    level = _TRAINING[term1][len(TRAINING_22) - 1 - TRAINING_22.index(term2)]
    return Outcome(level, rule, _("Term 1 ${term1}, term 2 ${term2}: the year is ${level} (${rule}).", term1=term1,
                                  term2=term2, level=level, rule=rule), inputs)


def subjects_from_9(marks):
    """Return how many subjects have at least 9,0 in the year (TT 22/2021, Điều 15; R22-18)."""
    kept, _commented, _missing = counted(marks, {})
    return sum(code >= _OUTSTANDING for code in kept.values())


def reassessed_subjects(marks, comments):
    """Return the subjects that may be assessed again: below 5,0 or CĐ in the year (TT 22/2021, Điều 14; R22-16)."""
    return taken_again(marks, comments)


def reassess(marks, comments, retests, *, switches=DEFAULTS):
    """Return the kết quả học tập after the assessment taken again, whose results replace the first (R22-16).

    :param retests: {subject: code}, of :func:`reassessed_subjects` only. :raises RuleError: another subject, or the
        year was not Chưa đạt.
    """
    check_failed(classify(marks, comments, switches=switches), _WEAKEST, "TT 22/2021, Điều 14")
    return classify(*replaced(marks, comments, retests, reassessed_subjects(marks, comments)), switches=switches)


def _failing(student, condition, spared=None):
    """Yield (name of the condition, what fails) of a row of the conditions; ``spared`` counts as a 10 or Đ."""
    _level, least, high, allowed = condition
    if low := student.below(least, spared):
        yield "least", low
    if len(low := student.not_achieved(spared)) > allowed:
        yield "comments", low
    if len(student.marks) - len(student.below(high, spared)) < _MANY:
        yield "many", ()


def _natural(student, spared=None):
    """Return the level by the conditions alone (R22-10)."""
    for condition in _CONDITIONS:
        for _failed in _failing(student, condition, spared):
            break
        else:
            return condition[0]
    return _WEAKEST


def _uplifted(student, base, switches):
    """Return (level, the one subject that stood against it) by the uplift clause, (base, "") where it does not hold."""
    # Points a and b, Tốt and Khá: only those that lie two levels or more above.
    targets = [level for level in ("Tốt", "Khá") if LEARNING_22.index(level) - LEARNING_22.index(base) > 1]
    if targets:
        for subject in student.candidates(comments=switches["tt22_uplift_comments"] == "yes"):
            # Khá is reached wherever Tốt is.
            if LEARNING_22.index(_natural(student, subject)) >= LEARNING_22.index(targets[-1]):
                return LEARNING_22[LEARNING_22.index(base) + 1], subject
    return base, ""


def _reason(student, base):
    if base == LEARNING_22[-1]:
        return _("All conditions of ${level} are met (${rule}).", level=base, rule=RULE)
    condition = _CONDITIONS[len(_CONDITIONS) - 1 - LEARNING_22.index(base)]
    causes = joined([_cause(student, condition, *each) for each in _failing(student, condition)])
    return _("${level}, not ${above}: ${causes} (${rule}).", level=base, above=condition[0], causes=causes, rule=RULE)


def _cause(student, condition, name, subjects):
    """Return what fails: "Tiếng Anh 4,9 < 5,0"."""
    _level, least, high, _allowed = condition
    if name == "many":
        return _("only ${count} subjects of ${mark} or more, not ${many}", mark=_mark(high), many=_MANY,
                 count=len(student.marks) - len(student.below(high)))
    if name == "comments":
        return f"{', '.join(map(str, subjects))} CĐ"
    return f"{shown(student.marks, subjects)} < {_mark(least)}"


def _notes(student, base, level):
    notes, low = [], student.below(35)
    if len(student.marks) < _MANY:
        notes.append(_("Only ${count} subjects have marks: Đạt asks for at least ${many} of 5,0 or more, so that no "
                       "level above Chưa đạt can be reached (TT 22/2021, Điều 9 khoản 2).",
                       count=len(student.marks), many=_MANY))
    if level == base == _WEAKEST and len(student.marks) >= _MANY and len(low) == 1:
        notes.append(_("The level is not raised: without ${subject} it would not be Khá or better either (TT 22/2021, "
                       "Điều 9 khoản 3).", subject=str(low[0])))
    return tuple(notes)


def _checks(student):
    found = []
    for condition in _CONDITIONS:
        level, least, high, allowed = condition
        failing = dict(_failing(student, condition))
        rows = ((_("No subject below ${mark}", mark=_mark(least)), "least"),
                (_("At least ${many} subjects of ${mark} or more", many=_MANY, mark=_mark(high)), "many"),
                (_("At most one subject assessed by comments CĐ") if allowed
                 else _("All subjects assessed by comments Đ"), "comments"))
        found.append((level, tuple((text, name not in failing, tuple(failing.get(name, ()))) for text, name in rows)))
    return tuple(found)


def _mark(tenths):
    return format_mark(tenths, average=True)
