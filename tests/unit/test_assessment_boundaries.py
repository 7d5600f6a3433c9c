"""Just below and just at each boundary, in each position: a subject, a core subject, the mean, the sixth-best mark."""

import pytest

from eduportal.domain.assessment import tt22, tt58
from eduportal.domain.marks import ACHIEVED, NOT_ACHIEVED
from eduportal.domain.rulesets import columns, subject_term, subject_year

G, K, TB, Y, KEM = "Giỏi", "Khá", "Trung bình", "Yếu", "Kém"
T, D, NOT = "Tốt", "Đạt", "Chưa đạt"
SUBJECTS = tuple(f"Môn {place}" for place in range(11))
PLACES = pytest.mark.parametrize("place", range(11))
OLD = pytest.mark.parametrize("rules", ["tt58", "tt26"])


def level_58(rules, marks, core, **options):
    return tt58.classify(rules, dict(zip(SUBJECTS, marks, strict=True)), {"Thể dục": ACHIEVED},
                         core=tuple(SUBJECTS[place] for place in core), **options)


def level_22(marks, failed=0):
    comments = {f"Nhận xét {place}": NOT_ACHIEVED if place < failed else ACHIEVED for place in range(3)}
    return tt22.classify({f"Môn {place}": mark for place, mark in enumerate(marks)}, comments).value


# The mean stays clear of its own boundaries; the core subject is another one.
@pytest.mark.parametrize(("usual", "below", "at", "lower", "higher"), [
    (85, 64, 65, K, G), (75, 49, 50, TB, K), (58, 34, 35, Y, TB), (40, 19, 20, KEM, Y),
    # Uplifted from Giỏi: the boundary 5,0 is none for the level that is given at last, 3,5 and 2,0 are.
    (85, 49, 50, K, K), (85, 34, 35, TB, K), (90, 19, 20, KEM, TB), (75, 34, 35, TB, TB), (75, 19, 20, Y, TB),
])
@PLACES
@OLD
def test_one_subject_of_tt58(rules, place, usual, below, at, lower, higher):
    core = ((place + 1) % 11, (place + 5) % 11)
    for mark, level in ((below, lower), (at, higher)):
        marks = [mark if each == place else usual for each in range(11)]
        assert level_58(rules, marks, core).value == level


@pytest.mark.parametrize(("usual", "below", "at", "lower", "higher"), [
    (85, 79, 80, K, G), (72, 64, 65, TB, K), (58, 49, 50, Y, TB),
])
@PLACES
@OLD
def test_the_core_subject_of_tt58(rules, place, usual, below, at, lower, higher):
    second = (place + 4) % 11
    for mark, level in ((below, lower), (at, higher)):
        marks = [mark if each == place else below if each == second else usual for each in range(11)]
        assert level_58(rules, marks, (place,)).value == level
        assert level_58(rules, marks, (second, place)).value == level
        # The same mark is no matter in a subject that is not core.
        assert level_58(rules, marks, ((place + 1) % 11,)).value == higher


@pytest.mark.parametrize(("usual", "below", "at", "lower", "higher"), [
    (85, 79, 80, K, G), (72, 64, 65, TB, K), (58, 49, 50, Y, TB),
])
@PLACES
@OLD
def test_the_specialised_subject_of_tt58(rules, place, usual, below, at, lower, higher):
    core = ((place + 3) % 11,)
    for mark, level in ((below, lower), (at, higher)):
        marks = [mark if each == place else usual for each in range(11)]
        assert level_58(rules, marks, core, specialised=SUBJECTS[place]).value == level
        assert level_58(rules, marks, (place,), specialised=SUBJECTS[place]).value == level
        assert level_58(rules, marks, core).value == higher


@pytest.mark.parametrize(("below", "at", "core", "lower", "higher"), [
    (79, 80, 100, K, G), (64, 65, 65, TB, K), (49, 50, 50, Y, TB), (34, 35, 34, KEM, Y),
])
@OLD
def test_the_mean_of_tt58(rules, below, at, core, lower, higher):
    # 10 subjects more than the core one: a sum of 11 times the boundary less 0,55 is still rounded up to it.
    for tenths, mean, level in ((11 * at - 6, below, lower), (11 * at - 5, at, higher), (11 * at, at, higher)):
        rest = [(tenths - core) // 10 + (place < (tenths - core) % 10) for place in range(10)]
        found = level_58(rules, [core, *rest], (0,))
        assert (found.average, found.value) == (mean, level)


@pytest.mark.parametrize(("average", "base", "level"), [(79, Y, TB), (80, Y, TB), (64, Y, Y), (65, Y, TB)])
def test_the_mean_decides_on_the_uplift(average, base, level):
    low = tt58.classify("tt58", dict.fromkeys(SUBJECTS, average), {"Thể dục": NOT_ACHIEVED}, core=SUBJECTS[:1])
    assert low.average == average
    assert (low.base, low.value) == (base, level)


@pytest.mark.parametrize(("usual", "below", "at", "lower", "higher"), [
    (85, 64, 65, K, T), (70, 49, 50, D, K), (50, 34, 35, NOT, D),
    (85, 49, 50, K, K), (85, 34, 35, D, K), (70, 34, 35, D, D), (85, 0, 34, D, D),
])
@pytest.mark.parametrize("place", range(8))
def test_one_subject_of_tt22(place, usual, below, at, lower, higher):
    for mark, level in ((below, lower), (at, higher)):
        assert level_22([mark if each == place else usual for each in range(8)]) == level


@pytest.mark.parametrize(("best", "below", "at", "rest", "lower", "higher"), [
    (90, 79, 80, 65, K, T), (80, 64, 65, 50, D, K), (65, 49, 50, 35, NOT, D), (100, 64, 65, 65, K, K),
])
@pytest.mark.parametrize("place", range(8))
@pytest.mark.parametrize("count", [8, 12])
def test_the_sixth_best_subject_of_tt22(count, place, best, below, at, rest, lower, higher):
    for mark, level in ((below, lower), (at, higher)):
        marks = [*(5 * [best]), *((count - 6) * [rest])]
        marks.insert(min(place, len(marks)), mark)
        assert level_22(marks) == level


@pytest.mark.parametrize(("marks", "level"), [
    ([80] * 5 + [79], K), ([80] * 5 + [64], K), ([79] * 5 + [64], D), ([65] * 5 + [49], D), ([64] * 5 + [49], NOT),
])
def test_the_sixth_of_six_subjects_may_be_the_one_of_the_uplift(marks, level):
    assert level_22(marks) == level


@pytest.mark.parametrize(("usual", "levels"), [
    (100, (T, K, NOT, NOT)), (80, (T, K, NOT, NOT)), (79, (K, D, NOT, NOT)), (65, (K, D, NOT, NOT)),
    (64, (D, D, NOT, NOT)), (50, (D, D, NOT, NOT)), (49, (NOT, NOT, NOT, NOT)),
])
def test_comments_of_tt22(usual, levels):
    assert tuple(level_22([usual] * 8, failed) for failed in range(4)) == levels


def test_subjects_from_9_begin_at_9():
    assert tt22.subjects_from_9(dict(enumerate([89, 90, 91, 100]))) == 3


@pytest.mark.parametrize(("below", "at"), [(19, 20), (34, 35), (49, 50), (64, 65), (79, 80), (89, 90)])
@pytest.mark.parametrize("rules", ["tt58", "tt26", "tt22"])
def test_year_inputs(rules, below, at):
    """Two thirds of a tenth are rounded up, one third is not: term 2 decides."""
    for term1, term2, year in ((below, below, below), (below, at, at), (at, below, below), (at, at, at)):
        assert subject_year(rules, "mark", term1, term2).value == year


@pytest.mark.parametrize(("below", "at"), [(49, 50), (64, 65), (79, 80)])
@pytest.mark.parametrize(("rules", "lessons", "lower", "value"), [
    ("tt22", 35, ("tx1",), "at"), ("tt22", 35, ("gk",), "at"), ("tt22", 35, ("ck",), "at"),
    ("tt22", 35, ("tx1", "gk"), "at"), ("tt22", 35, ("tx2", "ck"), "below"), ("tt22", 35, ("gk", "ck"), "below"),
    ("tt26", 70, ("tx1", "ck"), "at"), ("tt26", 70, ("gk", "ck"), "below"), ("tt26", 70, ("tx1", "tx2", "gk"), "at"),
    ("tt22", 105, ("tx1", "ck"), "at"), ("tt22", 105, ("gk", "ck"), "below"),
    ("tt58", 37, ("dk1", "dk2"), "at"), ("tt58", 37, ("dk1", "ck"), "below"), ("tt58", 37, ("tx1", "ck"), "at"),
])
def test_term_inputs(rules, lessons, lower, value, below, at):
    """One tenth less in cells of together at most half the weight is rounded up to the boundary."""
    book = columns(rules, "mark", lessons)
    cells = {column.key: below if column.key in lower else at for column in book}
    assert subject_term(rules, "mark", book, cells).value == {"at": at, "below": below}[value]
