"""TT 58/2011, also as amended by TT 26/2020: học lực, with every condition and the uplift clause (R58-11, R58-12)."""

from functools import partial

from eduportal.domain.assessment.inputs import (
    Counted,
    check_failed,
    check_named,
    counted,
    joined,
    replaced,
    shown,
    taken_again,
)
from eduportal.domain.assessment.levels import LEARNING_58
from eduportal.domain.assessment.outcomes import Classification
from eduportal.domain.assessment.switches import DEFAULTS
from eduportal.domain.errors import RuleError
from eduportal.domain.marks import format_mark
from eduportal.domain.messages import _
from eduportal.domain.rulesets import half_up

RULES = {"tt58": "TT 58/2011, Điều 13", "tt26": "TT 58/2011, Điều 13; TT 26/2020"}
_WEAKEST = LEARNING_58[0]
# R58-11. Level: least mean of the subjects, least mark of one core subject and of the specialised subject (None: not
# asked), least mark of every subject, whether all subjects assessed by comments must be Đ. In tenths.
_CONDITIONS = (("Giỏi", 80, 80, 65, True), ("Khá", 65, 65, 50, True), ("Trung bình", 50, 50, 35, True),
               ("Yếu", 35, None, 20, False))
_GOOD, _FAIR = 80, 65
# R58-12. (level that the mean reaches, level it was pushed down to): level it becomes.
_UPLIFT = {("Giỏi", "Trung bình"): "Khá", ("Giỏi", "Yếu"): "Trung bình", ("Khá", "Yếu"): "Trung bình",
           ("Khá", "Kém"): "Yếu"}


def classify(rules, marks, comments, *, core, specialised=None, switches=DEFAULTS):
    """Return the học lực of a term or a year as a :class:`Classification` (TT 58/2011, Điều 13; TT 26/2020).

    :param marks: {subject: tenths, EMPTY, EXEMPT or None}. :param comments: the same with Đ and CĐ.
    :param core: the subjects one of which must reach the level: Toán and Ngữ văn, since TT 26/2020 Ngoại ngữ too.
    :param specialised: the specialised subject of a THPT chuyên class, or None.
    :raises RuleError: a core or specialised subject is not among ``marks``, or as :func:`counted`.
    """
    inputs = {"marks": marks, "comments": comments, "core": tuple(core), "specialised": specialised}
    _check_named(marks, core, specialised)
    kept, commented, missing = counted(marks, comments)
    rule = RULES[rules]
    if missing:
        names = ", ".join(map(str, missing))
        return Classification(None, rule, _("Not given: still missing are ${subjects} (${rule}).", subjects=names,
                                            rule=rule), inputs, missing)
    average = half_up(sum(kept.values()), len(kept))
    student = _Student(average, kept, commented, tuple(core), specialised)
    base = _natural(student)
    level, subject = _uplifted(student, base, _reached(average), switches)
    reason = _uplift_reason(base, level, subject, rules) if subject else _reason(student, base, rule)
    return Classification(level, rule, reason, inputs, (), _notes(student, base, level, switches), base, average,
                          subject, partial(_checks, student))


def retest_subjects(marks, comments):
    """Return the subjects that may be tested again: below 5,0 or CĐ in the year (TT 58/2011, Điều 16; R58-17)."""
    return taken_again(marks, comments)


def reassess(rules, marks, comments, retests, *, core, specialised=None, switches=DEFAULTS):
    """Return the học lực after the re-test: its results replace those of the year, even worse ones (R58-17).

    :param retests: {subject: code}, of :func:`retest_subjects` only. :raises RuleError: another subject, or the year
        was not Yếu.
    """
    first = classify(rules, marks, comments, core=core, specialised=specialised, switches=switches)
    check_failed(first, "Yếu", "TT 58/2011, Điều 16")
    again = replaced(marks, comments, retests, retest_subjects(marks, comments))
    return classify(rules, *again, core=core, specialised=specialised, switches=switches)


class _Student(Counted):
    """The counted marks of one student with their mean, the core subjects and the specialised one."""

    __slots__ = ("average", "core", "specialised")

    def __init__(self, average, marks, comments, core, specialised):
        super().__init__(marks, comments)
        self.average, self.core, self.specialised = average, core, specialised

    def failing(self, condition, spared=None):
        """Yield (name of the condition, what fails) of a row of the conditions; ``spared`` counts as a 10 or Đ."""
        _level, average, core, least, achieved = condition
        if self.average < average:
            yield "average", ()
        if core is not None and not self._core_reaches(core, spared):
            yield "core", self.core
        if core is not None and self.specialised not in (None, spared) and self.marks.get(self.specialised, 0) < core:
            yield "specialised", (self.specialised,)
        if low := self.below(least, spared):
            yield "least", low
        if achieved and (low := self.not_achieved(spared)):
            yield "comments", low

    def _core_reaches(self, least, spared):
        return any(each == spared or self.marks.get(each, -1) >= least for each in self.core)


def _check_named(marks, core, specialised):
    if not core:
        raise RuleError(_("The core subjects are missing. Expected Toán and Ngữ văn, since TT 26/2020 the foreign "
                          "language too."), "core")
    check_named(marks, core, specialised)


def _natural(student, spared=None, *, besides_core=False):
    """Return the level by the conditions alone (R58-11)."""
    for condition in _CONDITIONS:
        for name, _subjects in student.failing(condition, spared):
            if name != "core" or not besides_core:
                break
        else:
            return condition[0]
    return _WEAKEST


def _reached(average):
    """Return the level that the mean of the subjects reaches, None below Khá."""
    return "Giỏi" if average >= _GOOD else "Khá" if average >= _FAIR else None


def _uplifted(student, base, reached, switches):
    """Return (level, the one subject that stood against it) by the uplift clause, (base, "") where it does not hold."""
    better = _UPLIFT.get((reached, base))
    if better is None:
        return base, ""
    besides_core = switches["tt58_uplift_causes"] == "besides_core"
    for subject in student.candidates(comments=switches["tt58_uplift_comments"] == "yes"):
        level = _natural(student, subject, besides_core=besides_core)
        if LEARNING_58.index(level) >= LEARNING_58.index(reached):
            return better, subject
    return base, ""


def _uplift_reason(base, level, subject, rules):
    rule = "TT 58/2011 Điều 13 khoản 6" + ("; TT 26/2020" if rules == "tt26" else "")
    return _("Raised one level, from ${base} to ${level}: only because of the subject ${subject}, ${rule}.",
             base=base, level=level, subject=str(subject), rule=rule)


def _reason(student, base, rule):
    place = LEARNING_58.index(base)
    if base == LEARNING_58[-1]:
        return _("All conditions of ${level} are met (${rule}).", level=base, rule=rule)
    condition = _CONDITIONS[len(_CONDITIONS) - 1 - place]
    causes = joined([_cause(student, condition, *each) for each in student.failing(condition)])
    return _("${level}, not ${above}: ${causes} (${rule}).", level=base, above=condition[0], causes=causes, rule=rule)


def _cause(student, condition, name, subjects):
    """Return what fails: "Tiếng Anh 4,9 < 5,0"."""
    _level, average, core, least, _achieved = condition
    if name == "average":
        return f"ĐTB {_mark(student.average)} < {_mark(average)}"
    if name == "comments":
        return f"{', '.join(map(str, subjects))} CĐ"
    told = [each for each in subjects if each in student.marks]
    if not told:
        return _("${subjects} exempt", subjects=", ".join(map(str, subjects)))
    if name == "core":
        return _("none of ${subjects} reaches ${mark}", subjects=shown(student.marks, told), mark=_mark(core))
    return f"{shown(student.marks, told)} < {_mark(least if name == 'least' else core)}"


def _notes(student, base, level, switches):
    """Return what the reader should know: why nothing is raised, or where a higher mean is worth less."""
    reached, notes = _reached(student.average), []
    if level == base and (reached, base) in _UPLIFT:
        alone = _uplifted(student, base, reached, {**switches, "tt58_uplift_comments": "yes"})[1]
        notes.append(_("The level is not raised: ${subject} is assessed by comments, and the department has set that "
                       "no such subject is meant (TT 58/2011, Điều 13 khoản 6).", subject=str(alone)) if alone else
                     _("The level is not raised: more than one subject stands against ${level} (TT 58/2011, Điều 13 "
                       "khoản 6).", level=reached))
    if reached == "Giỏi":
        lower, _subject = _uplifted(student, base, "Khá", switches)
        if LEARNING_58.index(lower) > LEARNING_58.index(level) and (reached, base) in _UPLIFT:
            notes.append(_("With a mean of 7,9 the level would be ${lower}: one subject alone stands against Khá, but "
                           "more than one against Giỏi, which this mean reaches (TT 58/2011, Điều 13 khoản 6).",
                           lower=lower))
        elif LEARNING_58.index(lower) > LEARNING_58.index(level):
            notes.append(_("With a mean of 7,9 and the same low subject the level would be ${lower}: the clause names "
                           "what is raised from Giỏi and from Khá one by one, and this case only from Khá (TT 58/2011, "
                           "Điều 13 khoản 6).", lower=lower))
    return tuple(notes)


def _checks(student):
    found = []
    for condition in _CONDITIONS:
        level, average, core, least, achieved = condition
        failing = dict(student.failing(condition))
        rows = [(_("Mean of the subjects at least ${mark}", mark=_mark(average)), "average")]
        if core is not None:
            rows.append((_("One of ${subjects} at least ${mark}", mark=_mark(core),
                           subjects=", ".join(map(str, student.core))), "core"))
        if core is not None and student.specialised is not None:
            rows.append((_("The specialised subject ${subject} at least ${mark}", mark=_mark(core),
                           subject=str(student.specialised)), "specialised"))
        rows.append((_("No subject below ${mark}", mark=_mark(least)), "least"))
        if achieved:
            rows.append((_("All subjects assessed by comments Đ"), "comments"))
        found.append((level, tuple((text, name not in failing, tuple(failing.get(name, ()))) for text, name in rows)))
    return tuple(found)


def _mark(tenths):
    return format_mark(tenths, average=True)
