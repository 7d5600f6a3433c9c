"""The rule sets of primary schools as data: their letters, lists, conditions, articles and words."""

from dataclasses import dataclass

from eduportal.domain.assessment.levels import (
    PROMOTED_22,
    PROMOTED_58,
    QUALITY_27,
    REPEATS_58,
    SUBJECT_27,
    YEAR_27,
)
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.rulesets import PRIMARY

#: Phẩm chất chủ yếu and năng lực of the programme of 2018 (TT 27/2020; R27-5).
QUALITIES = ("Yêu nước", "Nhân ái", "Chăm chỉ", "Trung thực", "Trách nhiệm")
GENERAL_COMPETENCES = ("Tự chủ và tự học", "Giao tiếp và hợp tác", "Giải quyết vấn đề và sáng tạo")
SPECIAL_COMPETENCES = ("Ngôn ngữ", "Tính toán", "Khoa học", "Công nghệ", "Tin học", "Thẩm mĩ", "Thể chất")
COMPETENCES = (*GENERAL_COMPETENCES, *SPECIAL_COMPETENCES)
#: Those of TT 22/2016 (rule book, 3.6).
QUALITIES_22 = ("Chăm học, chăm làm", "Tự tin, trách nhiệm", "Trung thực, kỉ luật", "Đoàn kết, yêu thương")
COMPETENCES_22 = ("Tự phục vụ, tự quản", "Hợp tác", "Tự học và giải quyết vấn đề")

_NOT_COMPLETED, _COMPLETED, _GOOD, _EXCELLENT = YEAR_27


@dataclass(frozen=True)
class Condition:
    """What one level asks for: letters of the subjects, of qualities and competences, least mark of every test."""

    level: str
    subjects: tuple
    qualities: tuple
    least: int


@dataclass(frozen=True)
class PrimaryRules:
    """One rule set. ``conditions`` begin with the best level; letters begin with the best one.

    ``qualities`` and ``competences`` are the lists of the circular, () where any title is taken. ``least_mark`` is the
    lowest mark of a test that is never refused. ``level_rule``, ``test_rule``, ``promotion_rule``, ``award_rule`` name
    circular and article.
    """

    subject_letters: tuple
    quality_letters: tuple
    qualities: tuple
    competences: tuple
    conditions: tuple
    level_rule: str
    test_rule: str
    promotion_rule: str
    award_rule: str
    promoted: str
    not_promoted: str

    @property
    def completing(self):
        """Return the :class:`Condition` of the lowest level that completes the programme of the class."""
        return self.conditions[-1]


#: {key of :func:`eduportal.domain.rulesets.ruleset`: :class:`PrimaryRules`}.
RULES = {
    # R27-6.
    "tt27": PrimaryRules(
        SUBJECT_27[::-1], QUALITY_27[::-1], QUALITIES, COMPETENCES,
        (Condition(_EXCELLENT, ("T",), ("T",), 9), Condition(_GOOD, ("T",), ("T",), 7),
         Condition(_COMPLETED, ("T", "H"), ("T", "Đ"), 5)),
        "TT 27/2020, Điều 9", "TT 27/2020, Điều 7", "TT 27/2020, Điều 11", "TT 27/2020, Điều 13",
        PROMOTED_22, "Chưa được lên lớp"),
    "tt30-22": PrimaryRules(
        SUBJECT_27[::-1], QUALITY_27[::-1], QUALITIES_22, COMPETENCES_22,
        (Condition(_COMPLETED, ("T", "H"), ("T", "Đ"), 5),),
        "TT 30/2014, Điều 14; TT 22/2016", "TT 30/2014, Điều 10; TT 22/2016", "TT 30/2014, Điều 14; TT 22/2016",
        "TT 30/2014, Điều 16; TT 22/2016", PROMOTED_58, REPEATS_58),
    "tt30": PrimaryRules(
        ("H", "C"), ("Đ", "CĐ"), (), (), (Condition(_COMPLETED, ("H",), ("Đ",), 5),),
        "TT 30/2014, Điều 14", "TT 30/2014, Điều 10", "TT 30/2014, Điều 14", "TT 30/2014, Điều 16",
        PROMOTED_58, REPEATS_58),
}


def carried(rules):
    """Return the :class:`PrimaryRules` of a key. :raises RuleError: it is not carried; its field is "rules"."""
    found = RULES.get(rules) if isinstance(rules, str) else None
    if found is None:
        name = PRIMARY.get(rules, rules) if isinstance(rules, str) else "?"
        raise RuleError(_("“${rules}” is not carried for primary schools: no levels are given by it. Expected one of: "
                          "${names}.", rules=name[:40], names=", ".join(RULES)), "rules")
    return found
