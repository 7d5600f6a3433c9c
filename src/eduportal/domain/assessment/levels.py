"""The levels, titles and decisions of the circulars, in their own words; every scale begins with its lowest level."""

from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _

#: Học lực and hạnh kiểm under TT 58/2011 (Điều 3, 13).
LEARNING_58 = ("Kém", "Yếu", "Trung bình", "Khá", "Giỏi")
CONDUCT_58 = ("Yếu", "Trung bình", "Khá", "Tốt")
#: Kết quả học tập and kết quả rèn luyện under TT 22/2021 (Điều 8, 9).
LEARNING_22 = TRAINING_22 = ("Chưa đạt", "Đạt", "Khá", "Tốt")
#: What a primary pupil reaches in a year (TT 27/2020, Điều 9).
YEAR_27 = ("Chưa hoàn thành", "Hoàn thành", "Hoàn thành tốt", "Hoàn thành xuất sắc")
#: Subjects (TT 27/2020, Điều 7): chưa hoàn thành, hoàn thành, hoàn thành tốt.
SUBJECT_27 = ("C", "H", "T")
#: Qualities and competences (TT 27/2020, Điều 7): cần cố gắng, đạt, tốt.
QUALITY_27 = ("C", "Đ", "T")

#: Decisions at the end of a year and titles under TT 58/2011 (Điều 15-18).
PROMOTED_58, REPEATS_58 = "Lên lớp", "Ở lại lớp"
RETEST_58, SUMMER_58 = "Kiểm tra lại", "Rèn luyện trong hè"
EXCELLENT_58, ADVANCED_58 = "Học sinh giỏi", "Học sinh tiên tiến"
#: Decisions and awards under TT 22/2021 (Điều 12-15).
PROMOTED_22, REPEATS_22 = "Được lên lớp", "Không được lên lớp"
REASSESSED_22, SUMMER_22 = "Đánh giá lại trong hè", "Rèn luyện trong hè"
OUTSTANDING_22, EXCELLENT_22 = "Học sinh Xuất sắc", "Học sinh Giỏi"
#: More missed half-days than these in a year and nobody is promoted (TT 58/2011, Điều 15; TT 22/2021, Điều 12).
MOST_ABSENCES = 45


def rank(scale, level, field=None):
    """Return the place of ``level`` in ``scale``, 0 for the lowest. Raises :class:`RuleError` about ``field``."""
    if level not in scale:
        raise RuleError(_("“${level}” is not a level here. Expected one of: ${levels}.", level=str(level)[:40],
                          levels=", ".join(reversed(scale))), field)
    return scale.index(level)


def at_least(scale, level, least):
    """Return whether ``level`` is ``least`` or better in ``scale``."""
    return scale.index(level) >= scale.index(least)
