"""The words of the guide to TT 22/2021, section by section."""

from eduportal.domain.messages import _
from eduportal.views.assessment_guide.parts import Section, formula, points, table, text
from eduportal.views.assessment_guide.shared import PRIVACY, READINGS, ROUNDING, YEAR_FORMULA, YEAR_OF_ONE_TERM

SECTIONS = (
    Section("subjects", _("Which subjects have marks, which have comments"), "TT 22/2021, Điều 5", (
        text(_("By comments only: Giáo dục thể chất, Nghệ thuật (Âm nhạc, Mĩ thuật), Nội dung giáo dục của địa phương, "
               "Hoạt động trải nghiệm, hướng nghiệp. The result is Đạt (Đ) or Chưa đạt (CĐ).")),
        text(_("By comments and marks: all other subjects. A mark is between 0 and 10, a whole number or with one "
               "decimal.")))),
    Section("counts", _("How many marks a term has"), "TT 22/2021, Điều 6, 7", (
        text(_("The number of continuous marks depends on the lessons of the subject in a year. A teacher may test "
               "more often; only this many marks are recorded.")),
        table("counts"),
        text(_("A subject with comments has two continuous assessments, one in the middle and one at the end of the "
               "term, however many lessons it has.")),
        text(_("Upper secondary: the whole cluster of special topics (cụm chuyên đề) counts as one continuous "
               "mark.")))),
    Section("subject-term", _("The mean of a subject in a term"), "TT 22/2021, Điều 9 khoản 1", (
        text(_("The test in the middle of the term counts twice, the test at its end three times.")),
        formula(_("Mean of the term = (sum of continuous marks + 2 × middle + 3 × end) : (number of continuous marks "
                  "+ 5)")))),
    Section("subject-year", _("The mean of a subject in the year"), "TT 22/2021, Điều 9 khoản 1",
            (*YEAR_FORMULA, YEAR_OF_ONE_TERM)),
    ROUNDING["tt22"],
    Section("missing", _("A mark is missing"), "TT 22/2021, Điều 6, 7", (
        text(_("An empty cell is never a zero. As long as a mark is missing, no mean is computed.")),
        points(_("Who misses a test for a good reason makes it up: a test of the same demand, in the term or at the "
                 "end of the year."),
               _("Who does not make it up gets 0 for this one test, in a subject with comments CĐ. The teacher writes "
                 "it down; the portal never does so by itself.")))),
    Section("comments", _("Subjects with comments"), "TT 22/2021, Điều 9 khoản 1", (
        points(_("Term: Đ when every assessment is Đ. One CĐ is enough for CĐ."),
               _("Year: the result of term 2 is the result of the year.")),)),
    Section("exempt", _("Exempt students, students with disabilities"), "TT 22/2021, Điều 10, 11", (
        text(_("A student who cannot practise is exempt from the practice in Giáo dục thể chất and Giáo dục quốc phòng "
               "và an ninh and is assessed on the theory instead.")),
        text(_("Students with disabilities are assessed by what they can do or by their own education plan. It never "
               "counts against them.")),
        text(_("Where the book says “miễn”, the term is not counted. It is neither Đ nor 0.")))),
    Section("learning", _("The learning result of a term and of the year"), "TT 22/2021, Điều 9 khoản 2", (
        text(_("For a term the means of the term are looked at, for the year those of the year. A level is reached "
               "when all of its conditions are met.")),
        table("conditions"),
        text(_("There is no mean of all subjects and no place in the class under this circular.")),
        text(_("A class needs at least six subjects with marks; the programme has eight in lower secondary "
               "schools.")))),
    Section("uplift", _("Raised one level because of a single subject"), "TT 22/2021, Điều 9 khoản 3", (
        text(_("One bad subject shall not spoil everything. The result is raised one level when both are true:")),
        points(_("without this one subject the student would have Tốt or Khá;"),
               _("because of this one subject the result fell by two levels or more.")),
        text(_("It is raised one level only, and so never to Tốt. Two weak subjects are not one.")))),
    Section("training", _("Training: kết quả rèn luyện"), "TT 22/2021, Điều 8", (
        text(_("The homeroom teacher gives the level of each term: Tốt, Khá, Đạt or Chưa đạt. The year follows from "
               "the two terms by this table; term 2 weighs more.")),
        table("matrix"))),
    Section("award", _("Awards at the end of the year"), "TT 22/2021, Điều 15", (
        points(_("Học sinh Xuất sắc: training Tốt, learning Tốt, and at least six subjects with 9,0 or more in the "
                 "year."),
               _("Học sinh Giỏi: training Tốt and learning Tốt.")),
        text(_("There is no Học sinh tiên tiến any more and no award for a term. A student with an outstanding "
               "achievement can be praised at any time.")))),
    Section("promotion", _("Promotion to the next grade"), "TT 22/2021, Điều 12", (
        text(_("A student is promoted when training and learning of the year are at least Đạt and not more than 45 "
               "half-days were missed.")),
        table("decisions"),
        text(_("The 45 half-days: with or without leave, in a row or not, added up over the year; one half-day a day "
               "is counted.")))),
    Section("retest", _("Assessed again, training in the summer"), "TT 22/2021, Điều 13, 14", (
        text(_("Learning Chưa đạt, training at least Đạt: the student chooses among the subjects below 5,0 or with CĐ "
               "and is assessed again. The new result replaces the old one, and the learning result is computed "
               "anew.")),
        text(_("Training Chưa đạt, learning at least Đạt: the homeroom teacher sets a task for the summer and tells "
               "the parents. Afterwards training is judged again; the new level replaces the old one.")),
        text(_("Both Chưa đạt, or more than 45 half-days: the student repeats the year.")))),
    Section("higher", _("When a new result is worse"), "TT 22/2021, Điều 9, 14", (
        text(_("A higher mark never lowers a level under this circular. Only this is to be thought of: what is "
               "assessed again replaces the first result even when it is lower. So choose the subjects well.")),)),
    READINGS,
    PRIVACY,
)
