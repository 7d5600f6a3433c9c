"""Sections and sentences that several rule sets share."""

from eduportal.domain.messages import _
from eduportal.views.assessment_guide.parts import Section, formula, table, text

YEAR_FORMULA = (
    text(_("Term 2 counts twice. The means of the terms are taken as they stand in the book, already rounded.")),
    formula(_("Mean of the year = (term 1 + 2 × term 2) : 3")),
)
YEAR_OF_ONE_TERM = text(_("A subject that is taught in one term only: the result of this term is that of the year."))

_ROUNDED = (
    text(_("Every mean is rounded to one decimal. From 5 on it goes up: 8,25 becomes 8,3 and 7,94 becomes 7,9.")),
    text(_("The portal computes with whole tenths, so that no computer changes a half. 7,9 is not 8,0: what is rounded "
           "once is not rounded again.")),
)
#: {rule set: its section on rounding}.
ROUNDING = {rules: Section("rounding", _("Rounding"), source, _ROUNDED)
            for rules, source in (("tt22", "TT 22/2021, Điều 9"), ("tt58", "TT 58/2011, Điều 10, 11"),
                                  ("tt26", "TT 58/2011, Điều 10, 11; TT 26/2020"))}

READINGS = Section("readings", _("Where the text can be read in two ways"), "", (
    text(_("In a few places the circulars leave a question open. The department of education decides it for the whole "
           "province, so that all schools do the same.")),
    table("readings"),
))

PRIVACY = Section("privacy", _("Who may see the results"), "TT 22/2021; TT 27/2020; TT 15/2026, Điều 22", (
    text(_("The school gives the results of a student to this student and the parents only. They are not posted in "
           "public, and students are not compared with each other.")),
    text(_("So there is no list of marks on this portal that everybody may read. The students on this page are made "
           "up.")),
))
