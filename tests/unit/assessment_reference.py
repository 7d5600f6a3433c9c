"""The rules of secondary schools once more, slowly and literally, in exact fractions: what the engine is compared with.

Written from the rule book alone (numbers R58-…, R22-…), without a look at the engine; shares nothing with it. Marks are
:class:`Fraction` of points, "Đ" and "CĐ" results by comments, "miễn" an exemption, None what is not there.
"""

from fractions import Fraction
from functools import cache
from math import floor

LEVELS_58 = ["Kém", "Yếu", "Trung bình", "Khá", "Giỏi"]
CONDUCT_58 = ["Yếu", "Trung bình", "Khá", "Tốt"]
LEVELS_22 = ["Chưa đạt", "Đạt", "Khá", "Tốt"]
WEIGHTS = {"tx": 1, "dk": 2, "gk": 2, "ck": 3}
#: R22-13, as it is printed: (term 1, term 2): year.
TRAINING = {
    ("Tốt", "Tốt"): "Tốt", ("Tốt", "Khá"): "Khá", ("Tốt", "Đạt"): "Khá", ("Tốt", "Chưa đạt"): "Chưa đạt",
    ("Khá", "Tốt"): "Tốt", ("Khá", "Khá"): "Khá", ("Khá", "Đạt"): "Đạt", ("Khá", "Chưa đạt"): "Chưa đạt",
    ("Đạt", "Tốt"): "Khá", ("Đạt", "Khá"): "Khá", ("Đạt", "Đạt"): "Đạt", ("Đạt", "Chưa đạt"): "Chưa đạt",
    ("Chưa đạt", "Tốt"): "Khá", ("Chưa đạt", "Khá"): "Đạt", ("Chưa đạt", "Đạt"): "Đạt",
    ("Chưa đạt", "Chưa đạt"): "Chưa đạt",
}


@cache
def points(text):
    """Return "7,5" as a fraction."""
    return Fraction(text.replace(",", "."))


def one_decimal(value):
    """R58-9, R22-9: one decimal, half up."""
    return Fraction(floor(value * 10 + Fraction(1, 2)), 10)


def term_average(given):
    """R58-6, R22-7: ``given`` is a list of (kind of test, points)."""
    total = sum((WEIGHTS[kind] * mark for kind, mark in given), Fraction(0))
    return one_decimal(total / sum(WEIGHTS[kind] for kind, _mark in given))


def year_average(term1, term2):
    """R58-7, R22-8, of the rounded term averages."""
    return one_decimal((term1 + 2 * term2) / 3)


def comment_term(rules, tests, final):
    """R58-10 (two thirds, the term test among them), R22-6 (all)."""
    everything = [*tests, final]
    if rules == "tt22":
        return "Đ" if all(each == "Đ" for each in everything) else "CĐ"
    return "Đ" if final == "Đ" and Fraction(everything.count("Đ"), len(everything)) >= Fraction(2, 3) else "CĐ"


def counted(results):
    """R58-20: exempt subjects are not assessed and not counted."""
    return {subject: result for subject, result in results.items() if result != "miễn"}


def natural_58(average, marks, comments, core, specialised, *, core_asked=True):
    """R58-11."""
    def reached(least_mean, least_core, least_mark):
        return (average >= points(least_mean)
                and (not core_asked or any(marks[each] >= points(least_core) for each in core if each in marks))
                and (specialised is None or marks.get(specialised, Fraction(-1)) >= points(least_core))
                and not any(mark < points(least_mark) for mark in marks.values())
                and all(result == "Đ" for result in comments.values()))

    if reached("8,0", "8,0", "6,5"):
        return "Giỏi"
    if reached("6,5", "6,5", "5,0"):
        return "Khá"
    if reached("5,0", "5,0", "3,5"):
        return "Trung bình"
    if average >= points("3,5") and not any(mark < points("2,0") for mark in marks.values()):
        return "Yếu"
    return "Kém"


def neutralised(marks, comments, *, comments_too):
    """R58-12, R22-11: yield (marks, comments) with one subject after the other at 10 or Đ."""
    for subject in marks:
        yield {**marks, subject: Fraction(10)}, comments
    for subject in comments if comments_too else ():
        yield marks, {**comments, subject: "Đ"}


def classify_58(marks, comments, core, specialised=None, *, besides_core=False, comments_too=True):
    """R58-8, R58-11, R58-12: return (average, base, level)."""
    marks, comments = counted(marks), counted(comments)
    average = one_decimal(sum(marks.values(), Fraction(0)) / len(marks))
    base = natural_58(average, marks, comments, core, specialised)
    reaches = "Giỏi" if average >= 8 else "Khá" if average >= points("6,5") else None
    table = {("Giỏi", "Trung bình"): "Khá", ("Giỏi", "Yếu"): "Trung bình", ("Khá", "Yếu"): "Trung bình",
             ("Khá", "Kém"): "Yếu"}
    if (reaches, base) in table:
        for changed in neutralised(marks, comments, comments_too=comments_too):
            level = natural_58(average, *changed, core, specialised, core_asked=not besides_core)
            if LEVELS_58.index(level) >= LEVELS_58.index(reaches):
                return average, base, table[reaches, base]
    return average, base, base


def natural_22(marks, comments):
    """R22-10."""
    failed = sum(result != "Đ" for result in comments.values())

    def many(least):
        return sum(mark >= points(least) for mark in marks.values()) >= 6

    if failed == 0 and all(mark >= points("6,5") for mark in marks.values()) and many("8,0"):
        return "Tốt"
    if failed == 0 and all(mark >= points("5,0") for mark in marks.values()) and many("6,5"):
        return "Khá"
    if failed <= 1 and many("5,0") and not any(mark < points("3,5") for mark in marks.values()):
        return "Đạt"
    return "Chưa đạt"


def classify_22(marks, comments, *, comments_too=True):
    """R22-10, R22-11: return (base, level)."""
    marks, comments = counted(marks), counted(comments)
    base = natural_22(marks, comments)
    for target in ("Tốt", "Khá"):
        if LEVELS_22.index(target) - LEVELS_22.index(base) >= 2:
            for changed in neutralised(marks, comments, comments_too=comments_too):
                if LEVELS_22.index(natural_22(*changed)) >= LEVELS_22.index(target):
                    return base, LEVELS_22[LEVELS_22.index(base) + 1]
    return base, base


def title_58(conduct, level):
    """R58-14."""
    if conduct == "Tốt" and level == "Giỏi":
        return "Học sinh giỏi"
    if conduct in ("Tốt", "Khá") and level in ("Giỏi", "Khá"):
        return "Học sinh tiên tiến"
    return None


def decision_58(conduct, level, absences):
    """R58-15 to R58-18, the lines of ``decision58`` in their order."""
    if absences > 45:
        return "Ở lại lớp"
    if level == "Kém" or (level == "Yếu" and conduct == "Yếu"):
        return "Ở lại lớp"
    if conduct != "Yếu" and level in ("Trung bình", "Khá", "Giỏi"):
        return "Lên lớp"
    return "Kiểm tra lại" if level == "Yếu" else "Rèn luyện trong hè"


def decision_22(training, learning, absences):
    """R22-14 to R22-17, the lines of ``decision22`` in their order."""
    if absences > 45:
        return "Không được lên lớp"
    if training != "Chưa đạt":
        return "Được lên lớp" if learning != "Chưa đạt" else "Đánh giá lại trong hè"
    return "Rèn luyện trong hè" if learning != "Chưa đạt" else "Không được lên lớp"


def award_22(training, learning, from_9):
    """R22-18."""
    if training == learning == "Tốt":
        return "Học sinh Xuất sắc" if from_9 >= 6 else "Học sinh Giỏi"
    return None


def retaken(marks, comments):
    """R58-17, R22-16: the subjects that may be taken again."""
    marks, comments = counted(marks), counted(comments)
    return {each for each, mark in marks.items() if mark < 5} | {each for each in comments if comments[each] == "CĐ"}
