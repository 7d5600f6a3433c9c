"""The rules of secondary schools, chosen by their key: one door for what computes a class and for the command line."""

from eduportal.domain.assessment import tt22, tt58
from eduportal.domain.assessment.levels import CONDUCT_58, LEARNING_22, LEARNING_58, TRAINING_22
from eduportal.domain.assessment.promotion import year_end22, year_end58
from eduportal.domain.assessment.switches import DEFAULTS

#: {rules: (levels of learning, levels of conduct or training)}, the lowest first.
SCALES = {"tt58": (LEARNING_58, CONDUCT_58), "tt26": (LEARNING_58, CONDUCT_58), "tt22": (LEARNING_22, TRAINING_22)}


def classify(rules, marks, comments, *, core=(), specialised=None, switches=DEFAULTS):
    """Return the :class:`Classification` of a term or a year; TT 22/2021 asks for no core subjects."""
    if rules == "tt22":
        return tt22.classify(marks, comments, switches=switches)
    return tt58.classify(rules, marks, comments, core=core, specialised=specialised, switches=switches)


def reassess(rules, marks, comments, retests, *, core=(), specialised=None, switches=DEFAULTS):
    """Return the :class:`Classification` of the year after what was taken again (R58-17, R22-16)."""
    if rules == "tt22":
        return tt22.reassess(marks, comments, retests, switches=switches)
    return tt58.reassess(rules, marks, comments, retests, core=core, specialised=specialised, switches=switches)


def year_end(rules, conduct, level, absences, *, subjects_from_9=0, after=False):
    """Return the :class:`YearEnd`; ``conduct`` is the training of TT 22/2021, which alone asks for subjects from 9."""
    if rules == "tt22":
        return year_end22(conduct, level, absences, subjects_from_9, after=after)
    return year_end58(conduct, level, absences, after=after)
