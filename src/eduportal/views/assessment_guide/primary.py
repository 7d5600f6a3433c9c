"""The words of the guides for primary schools: TT 27/2020, and TT 30/2014 with TT 22/2016, section by section."""

from eduportal.domain.messages import _
from eduportal.views.assessment_guide.parts import Section, points, table, text
from eduportal.views.assessment_guide.shared import PRIVACY, READINGS

_MISSING = (
    text(_("An empty cell is never a zero. As long as a level or a test at the end of the year is missing, there is no "
           "result of the year; the portal names what is missing.")),
)
_WHOLE = text(_("Marks are whole numbers up to 10, without decimals. The test goes back to the pupil; marks are not "
                "used to compare pupils."))
_ANEW = text(_("If a test does not fit the daily work at all, the school may give another one."))

TT27 = (
    Section("comments", _("Subjects and activities: three levels"), "TT 27/2020, Điều 7", (
        points(_("T: hoàn thành tốt"), _("H: hoàn thành"), _("C: chưa hoàn thành")),
        text(_("The teacher gives the level four times a year: in the middle and at the end of term 1, in the middle "
               "of term 2 and at the end of the year.")))),
    Section("tests", _("Periodic tests with marks"), "TT 27/2020, Điều 7", (
        table("tests"), _WHOLE, _ANEW,
        text(_("Tiếng Việt has a reading and a writing part: their mean is rounded to a whole mark.")))),
    Section("training", _("Qualities and competences"), "TT 27/2020, Điều 7", (
        points(_("T: tốt"), _("Đ: đạt"), _("C: cần cố gắng")),
        text(_("Five qualities: yêu nước, nhân ái, chăm chỉ, trung thực, trách nhiệm. Ten competences: three general "
               "and seven special ones. Grades 1 and 2 have neither Công nghệ nor Tin học.")))),
    Section("learning", _("The result at the end of the year"), "TT 27/2020, Điều 9", (
        text(_("Only what is given at the end of the year counts: levels and tests. Nothing is averaged. A result is "
               "reached when all of its conditions are met.")),
        table("conditions"))),
    Section("missing", _("Something is missing"), "TT 27/2020, Điều 7, 9", _MISSING),
    Section("award", _("Awards at the end of the year"), "TT 27/2020, Điều 13", (
        points(_("Học sinh Xuất sắc: Hoàn thành xuất sắc."),
               _("Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện: Hoàn thành tốt, outstanding in a "
                 "subject or marked progress in a quality or competence, and recognised by the class.")),
        text(_("A pupil with an outstanding achievement can be praised at any time.")))),
    Section("promotion", _("Completing the class, promotion"), "TT 27/2020, Điều 11", (
        points(_("Hoàn thành or better: the programme of the class is completed and the pupil is promoted."),
               _("Chưa hoàn thành: the teacher helps, then assesses again (đánh giá bổ sung). The new result replaces "
                 "the old one."),
               _("Still Chưa hoàn thành: the principal decides on the promotion. Completing and promotion are written "
                 "down as two things.")),
        text(_("Grade 5: the school report says “Hoàn thành chương trình tiểu học”.")))),
    Section("higher", _("When a new result is worse"), "TT 27/2020, Điều 9, 11", (
        text(_("A higher mark or level never lowers the result of a pupil. Only this is to be thought of: what is "
               "assessed again replaces the first result even when it is lower.")),)),
    READINGS,
    PRIVACY,
)

TT30_22 = (
    Section("comments", _("Subjects and activities: three levels"), "TT 30/2014; TT 22/2016", (
        points(_("T: hoàn thành tốt"), _("H: hoàn thành"), _("C: chưa hoàn thành")),
        text(_("Until the school year 2015–2016, under TT 30/2014 alone, there were two levels: hoàn thành and chưa "
               "hoàn thành; qualities and competences were đạt or chưa đạt.")))),
    Section("tests", _("Periodic tests with marks"), "TT 30/2014, Điều 10; TT 22/2016", (
        table("tests"), _WHOLE, text(_("The mark 0 is not given.")), _ANEW)),
    Section("training", _("Qualities and competences"), "TT 30/2014; TT 22/2016", (
        points(_("T: tốt"), _("Đ: đạt"), _("C: cần cố gắng")),
        text(_("Qualities: chăm học, chăm làm; tự tin, trách nhiệm; trung thực, kỉ luật; đoàn kết, yêu thương. "
               "Competences: tự phục vụ, tự quản; hợp tác; tự học và giải quyết vấn đề.")))),
    Section("learning", _("Completing the programme of the class"), "TT 30/2014, Điều 14; TT 22/2016", (
        text(_("At the end of the year a pupil has completed the programme of the class or not. All conditions must be "
               "met.")),
        table("conditions"))),
    Section("missing", _("Something is missing"), "TT 30/2014, Điều 10, 14; TT 22/2016", _MISSING),
    Section("award", _("Awards at the end of the year"), "TT 30/2014, Điều 16; TT 22/2016", (
        points(_("Học sinh hoàn thành xuất sắc các nội dung học tập và rèn luyện: T everywhere and every test at the "
                 "end of the year at least 9."),
               _("Học sinh có thành tích vượt trội hay tiến bộ vượt bậc: named by the teacher and recognised by the "
                 "class.")),)),
    Section("promotion", _("Completing the class, promotion"), "TT 30/2014, Điều 14; TT 22/2016", (
        points(_("Completed: the pupil is promoted."),
               _("Not completed: the teacher helps, then assesses again. Who still has not completed it is promoted or "
                 "not by the decision of the principal.")),)),
    READINGS,
    PRIVACY,
)
