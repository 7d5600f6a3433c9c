"""Assessment in primary schools: TT 27/2020, TT 30/2014 as amended by TT 22/2016, and TT 30/2014 as it was first."""

from eduportal.domain.assessment.primary.awards import award
from eduportal.domain.assessment.primary.classification import classify
from eduportal.domain.assessment.primary.plan import (
    TIMES,
    wanted_competences,
    wanted_subjects,
    wanted_tests,
)
from eduportal.domain.assessment.primary.rules import (
    COMPETENCES,
    COMPETENCES_22,
    GENERAL_COMPETENCES,
    QUALITIES,
    QUALITIES_22,
    RULES,
    SPECIAL_COMPETENCES,
    carried,
)
from eduportal.domain.assessment.primary.year import PrimaryYearEnd, reassess, reassessed, year_end

__all__ = [
    "COMPETENCES", "COMPETENCES_22", "GENERAL_COMPETENCES", "QUALITIES", "QUALITIES_22", "RULES",
    "SPECIAL_COMPETENCES", "TIMES", "PrimaryYearEnd", "award", "carried", "classify", "reassess", "reassessed",
    "wanted_competences", "wanted_subjects", "wanted_tests", "year_end",
]
