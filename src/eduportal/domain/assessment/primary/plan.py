"""What is assessed in a grade of a primary school, and when: subjects, competences, periodic tests."""

import re
from functools import lru_cache

from eduportal.domain.assessment.primary.rules import COMPETENCES, QUALITIES, carried
from eduportal.domain.assessment.switches import DEFAULTS
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _

#: When subjects, qualities and competences are assessed (R27-2); the last one is what the year is judged by.
TIMES = ("giữa HKI", "cuối HKI", "giữa HKII", "cuối năm")
_MIDDLE = (TIMES[0], TIMES[2])
_GRADES = range(1, 6)

_LITERACY, _MATHEMATICS, _LANGUAGE = "Tiếng Việt", "Toán", "Ngoại ngữ 1"
_HISTORY, _SCIENCE = "Lịch sử và Địa lí", "Khoa học"
_COMPUTING, _COMPUTING_PARTS = "Tin học và Công nghệ", ("Tin học", "Công nghệ")
_ARTS, _ARTS_PARTS = "Nghệ thuật", ("âm nhạc", "mĩ thuật")
# The programme of 2018: subject and the grades in which everybody has it, in the order of the programme (R27-2).
_SUBJECTS = ((_LITERACY, _GRADES), (_MATHEMATICS, _GRADES), (_LANGUAGE, (3, 4, 5)), ("Đạo đức", _GRADES),
             ("Tự nhiên và Xã hội", (1, 2, 3)), (_HISTORY, (4, 5)), (_SCIENCE, (4, 5)), (_COMPUTING, (3, 4, 5)),
             ("Giáo dục thể chất", _GRADES), (_ARTS, _GRADES), ("Hoạt động trải nghiệm", _GRADES))
_TESTED = (_LITERACY, _MATHEMATICS, _LANGUAGE, _HISTORY, _SCIENCE, _COMPUTING)
# Subjects with a test under TT 30/2014 that a class may be without: the test is wanted where the subject is taught.
_WHERE_TAUGHT_30 = ("Ngoại ngữ", "Tin học", "Tiếng dân tộc")
_FIRST_GRADE_30 = {"Ngoại ngữ": 3, "Tin học": 3, "Tiếng dân tộc": 1, _HISTORY: 4, _SCIENCE: 4}

_PART = re.compile(r"(?:nghệ thuật|tin học và công nghệ) \((.+)\)")
_FOREIGN = re.compile(r"ngoại ngữ\b.*|tiếng (?:anh|pháp|nga|đức|nhật|hàn|trung)( quốc| bản)?")


def wanted_subjects(grade, *, switches=DEFAULTS):
    """Return the subjects and educational activities that everybody has in a grade of the programme of 2018 (R27-2).

    Tin học và Công nghệ stands as two subjects or as one by the switch ``tt27_informatics_technology``. Optional
    subjects (Ngoại ngữ 1 in grades 1 and 2, Tiếng dân tộc) are not among them. :raises RuleError: no such grade.
    """
    check_grade(grade)
    return _parted([title for title, grades in _SUBJECTS if grade in grades], switches)


def wanted_competences(grade):
    """Return the competences of a grade (R27-5): grades 1 and 2 have neither Công nghệ nor Tin học."""
    check_grade(grade)
    return tuple(each for each in COMPETENCES if grade > 2 or each not in _COMPUTING_PARTS)


def wanted_tests(rules, grade, time, *, switches=DEFAULTS):
    """Return the subjects that have a periodic test at ``time``, one of :data:`TIMES` (R27-3; rule book, 3.6).

    Under TT 30/2014, with and without TT 22/2016, those of Ngoại ngữ, Tin học and Tiếng dân tộc are wanted where the
    subject is taught. :raises RuleError: rules, grade or time that there are not; its field is "rules", "grade",
    "time".
    """
    carried(rules)
    check_grade(grade)
    if time not in TIMES:
        raise RuleError(_("“${text}” is no time of assessment. Expected one of: ${times}.", text=str(time)[:40],
                          times=", ".join(TIMES)), "time")
    if time in _MIDDLE:
        return (_LITERACY, _MATHEMATICS) if grade > 3 and rules != "tt30" else ()
    if rules == "tt27":
        return _parted([title for title, grades in _SUBJECTS if title in _TESTED and grade in grades], switches)
    return tuple(title for title in (_LITERACY, _MATHEMATICS, _SCIENCE, _HISTORY, *_WHERE_TAUGHT_30)
                 if grade >= _FIRST_GRADE_30.get(title, 1))


def absent(rules, grade, parts, switches):
    """Return (part, title) of everything that the end of the year wants in a grade and ``parts`` does not have.

    :param parts: {"subjects", "qualities", "competences", "tests": mapping of titles}. Titles are found by their usual
        other names too: Tiếng Anh for Ngoại ngữ 1, Âm nhạc and Mĩ thuật for Nghệ thuật, both parts for the whole.
    """
    wanted = _wanted(rules, grade, switches["tt27_informatics_technology"])
    found = []
    for part, titles in wanted.items():
        lacking = [title for title in titles if title not in parts[part]]
        if lacking:
            keys, taught = _keys(parts[part]), _keys(parts["subjects"])
            found += [(part, title) for title in lacking if not _stands(title, keys)
                      and (title not in _WHERE_TAUGHT_30 or rules == "tt27" or _stands(title, taught))]
    return tuple(found)


@lru_cache(64)
def _wanted(rules, grade, informatics_technology):
    """Return {part: titles} of the end of the year; with the tests that are wanted only where the subject is taught."""
    switches = {"tt27_informatics_technology": informatics_technology}
    tests = wanted_tests(rules, grade, TIMES[-1], switches=switches)
    if rules == "tt27":
        return {"subjects": wanted_subjects(grade, switches=switches), "qualities": QUALITIES,
                "competences": wanted_competences(grade), "tests": tests}
    return {"subjects": tuple(title for title in tests if title not in _WHERE_TAUGHT_30), "tests": tests}


@lru_cache(1024)
def title_key(title):
    """Return what two spellings of a title share: "Mỹ thuật" and "Mĩ thuật", "Tin học và Công nghệ (Tin học)"."""
    key = " ".join(title.lower().replace(",", " ").split()).replace("ý", "í").replace("ỹ", "ĩ")
    part = _PART.fullmatch(key)
    return part[1] if part else key


def counted_twice(subjects):
    """Return the title of a part that stands beside its whole (Tin học beside Tin học và Công nghệ), or None."""
    keys = _keys(subjects)
    for whole, parts in ((title_key(_COMPUTING), tuple(map(title_key, _COMPUTING_PARTS))),
                         (title_key(_ARTS), _ARTS_PARTS)):
        if whole in keys:
            found = [title for title in subjects if title_key(title) in parts]
            if found:
                return found[0]
    return None


def _keys(titles):
    return {title_key(title) for title in titles}


def _stands(title, keys):
    key = title_key(title)
    if key in keys:
        return True
    if title in (_LANGUAGE, "Ngoại ngữ"):
        return any(_FOREIGN.fullmatch(each) for each in keys)
    if title in _COMPUTING_PARTS:
        return title_key(_COMPUTING) in keys
    parts = {_COMPUTING: tuple(map(title_key, _COMPUTING_PARTS)), _ARTS: _ARTS_PARTS}.get(title)
    return bool(parts) and keys.issuperset(parts)


def _parted(titles, switches):
    if switches["tt27_informatics_technology"] == "one":
        return tuple(titles)
    return tuple(part for title in titles for part in (_COMPUTING_PARTS if title == _COMPUTING else (title,)))


def check_grade(grade):
    """Refuse what is no grade of a primary school; the field is "grade"."""
    if isinstance(grade, bool) or not isinstance(grade, int) or grade not in _GRADES:
        raise RuleError(_("“${text}” is no grade of a primary school. Expected a grade from 1 to 5.",
                          text=str(grade)[:40]), "grade")
