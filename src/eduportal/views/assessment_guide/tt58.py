"""The words of the guides to TT 58/2011, as it was and as amended by TT 26/2020, section by section."""

from eduportal.domain.messages import _
from eduportal.views.assessment_guide.parts import Section, formula, points, table, text
from eduportal.views.assessment_guide.shared import PRIVACY, READINGS, ROUNDING, YEAR_FORMULA, YEAR_OF_ONE_TERM

_COMMENTS_ONLY = text(_("By comments only: Thể dục, Âm nhạc, Mĩ thuật. The result is Đ or CĐ."))
_SUBJECTS = {
    "tt58": text(_("By marks: all other subjects, Giáo dục công dân by marks and comments. A mark is between 0 and 10. "
                   "Oral and short written tests have whole marks; tests with multiple choice, one lesson long or at "
                   "the end of the term may have one decimal.")),
    "tt26": text(_("By comments and marks: all other subjects. A mark is between 0 and 10, a whole number or with one "
                   "decimal.")),
}
_FORMULA = {
    "tt58": (text(_("Tests of one lesson count twice, the test of the term three times.")),
             formula(_("Mean of the term = (sum of marks of weight 1 + 2 × sum of marks of weight 2 + 3 × test of the "
                       "term) : (number of marks of weight 1 + 2 × number of marks of weight 2 + 3)"))),
    "tt26": (text(_("The test in the middle of the term counts twice, the test at its end three times.")),
             formula(_("Mean of the term = (sum of continuous marks + 2 × middle + 3 × end) : (number of continuous "
                       "marks + 5)"))),
}
_COUNTS = {
    "tt58": (text(_("Each student has at least so many marks of weight 1, by the lessons of the subject in a week.")),
             table("counts"),
             text(_("The number of tests of weight 2 stands in the teaching plan of the school."))),
    "tt26": (text(_("The number of continuous marks depends on the lessons of the subject in a year. A teacher may "
                    "test more often; only this many marks are recorded.")), table("counts")),
}
_CORE = {
    "tt58": text(_("For Giỏi, Khá and Trung bình one of two subjects must reach the mark as well: Toán or Ngữ văn. In "
                   "a special class (lớp chuyên) the special subject must reach it too.")),
    "tt26": text(_("For Giỏi, Khá and Trung bình one of three subjects must reach the mark as well: Toán, Ngữ văn or "
                   "Ngoại ngữ. In a special class (lớp chuyên) the special subject must reach it too.")),
}
_UPLIFT = {
    "tt58": text(_("When the mean of all subjects reaches Giỏi or Khá and one subject alone pulls the result down, it "
                   "is raised as this table says.")),
    "tt26": text(_("When the mean of all subjects reaches Giỏi or Khá and one single subject (duy nhất một môn) pulls "
                   "the result down, it is raised as this table says.")),
}
_PRAISE = {
    "tt58": (),
    "tt26": (text(_("Since TT 26/2020 the principal may also praise a student for an outstanding achievement or marked "
                    "progress.")),),
}


def _named(rules, articles):
    return f"TT 58/2011, {articles}" + ("; TT 26/2020" if rules == "tt26" else "")


def sections(rules):
    """Return the sections of "tt58" or "tt26" in their order."""
    return (*_of_subjects(rules), *_of_levels(rules), *_of_the_end(rules), READINGS, PRIVACY)


def _of_subjects(rules):
    return (
        Section("subjects", _("Which subjects have marks, which have comments"), _named(rules, "Điều 6"),
                (_COMMENTS_ONLY, _SUBJECTS[rules])),
        Section("counts", _("How many marks a term has"), _named(rules, "Điều 7, 8"), _COUNTS[rules]),
        Section("subject-term", _("The mean of a subject in a term"), _named(rules, "Điều 10"), _FORMULA[rules]),
        Section("subject-year", _("The mean of a subject in the year"), _named(rules, "Điều 10"),
                (*YEAR_FORMULA, YEAR_OF_ONE_TERM)),
        Section("mean", _("The mean of all subjects"), _named(rules, "Điều 11"), (
            text(_("The means of all subjects with marks are added up and divided by their number; every subject "
                   "counts once. Subjects with comments and exempt subjects are not in it.")),)),
        ROUNDING[rules],
        Section("missing", _("A mark is missing"), _named(rules, "Điều 8"), (
            text(_("An empty cell is never a zero. As long as a mark is missing, no mean is computed.")),
            points(_("Who lacks a test makes it up: a test of the same form, demand and length, in the term or at the "
                     "end of the year."),
                   _("Who does not make it up gets 0 for this one test, in a subject with comments CĐ. The teacher "
                     "writes it down; the portal never does so by itself.")))),
        Section("comments", _("Subjects with comments"), _named(rules, "Điều 10"), (
            points(_("Term: Đ when at least two thirds of the tests are Đ and the test at the end of the term is one "
                     "of them."),
                   _("Year: the result of term 2 is the result of the year.")),)),
        Section("exempt", _("Exempt students"), _named(rules, "Điều 12"), (
            text(_("Thể dục, Âm nhạc, Mĩ thuật and the practice of Giáo dục quốc phòng và an ninh may be exempt for "
                   "illness, disability or an accident, on application with medical papers; the principal decides.")),
            text(_("Exempt for the whole year: the subject is not assessed and does not count. Exempt for one term: "
                   "the result of the other term is that of the year. “Miễn” is neither Đ nor 0.")))),
    )


def _of_levels(rules):
    return (
        Section("learning", _("Học lực of a term and of the year"), _named(rules, "Điều 13"), (
            text(_("A level is reached when all of its conditions are met.")), table("conditions"), _CORE[rules])),
        Section("uplift", _("Raised because of a single subject"), _named(rules, "Điều 13 khoản 6"), (
            _UPLIFT[rules], table("uplift"),
            text(_("Nothing else is raised: not from Khá to Giỏi, not from Trung bình to Khá where the mean reaches "
                   "Khá only, and not from Kém where the mean reaches Giỏi. Two weak subjects are not one.")))),
        Section("training", _("Conduct: hạnh kiểm"), _named(rules, "Điều 3, 4"), (
            text(_("The homeroom teacher gives the level of each term and of the year: Tốt, Khá, Trung bình or Yếu. "
                   "The year follows mainly from term 2 and from the progress that was made. It is judged, not "
                   "computed.")),)),
        Section("award", _("Titles"), _named(rules, "Điều 18"), (
            points(_("Học sinh giỏi: conduct Tốt and learning Giỏi."),
                   _("Học sinh tiên tiến: conduct and learning at least Khá.")),
            text(_("Titles are given for a term and for the year.")), *_PRAISE[rules])),
    )


def _of_the_end(rules):
    return (
        Section("promotion", _("Promotion to the next grade"), _named(rules, "Điều 15"), (
            text(_("A student is promoted when conduct and learning of the year are at least Trung bình and not more "
                   "than 45 half-days were missed.")),
            table("decisions"),
            text(_("The 45 half-days: with or without leave, in a row or not, added up over the year.")))),
        Section("retest", _("Tested again, training in the summer"), _named(rules, "Điều 16, 17"), (
            text(_("Learning Yếu, conduct at least Trung bình: the student chooses among the subjects below 5,0 or "
                   "with CĐ and is tested again. The new result replaces the old one; mean and level are computed "
                   "anew.")),
            text(_("Conduct Yếu, learning at least Trung bình: the school sets a task for the summer and tells the "
                   "family. If it is done, conduct is judged again.")),
            text(_("Learning Kém, or learning and conduct both Yếu, or more than 45 half-days: the student repeats the "
                   "year.")))),
        Section("higher", _("Where a higher mark gives a lower result"), _named(rules, "Điều 13 khoản 6; Điều 16"), (
            text(_("It sounds strange, but it follows from the words of the circular. It happens in these cases "
                   "only.")),
            points(_("The mean of all subjects crosses 8,0. From then on the student is compared with Giỏi and no "
                     "longer with Khá. What is raised from Khá may not be raised from Giỏi."),
                   _("A subject is tested again and the new mark is lower: it replaces the first one all the same.")),
            text(_("The portal does not mend this by itself. It computes what the circular says and shows a note to "
                   "the teacher.")))),
    )
