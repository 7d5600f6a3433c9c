"""The engine against the reference of the rule book on random students, and what a better mark may do to a result.

Under TT 58 and TT 26 a better mark lowers a level where the mean rises from Khá to Giỏi (8,0) and only there, for
R58-12 names what is raised from either one by one. The two kinds:

- "from Kém": (Khá, Kém) becomes Yếu, (Giỏi, Kém) is not in the list and stays Kém;
- "from Yếu": one subject alone kept the student from Khá, but it is not the only one that keeps from Giỏi.
"""

from fractions import Fraction

from hypothesis import given, target
from hypothesis import strategies as st

from eduportal.domain.assessment import engine, tt22, tt58
from eduportal.domain.assessment.levels import LEARNING_22, LEARNING_58
from eduportal.domain.marks import ACHIEVED, EMPTY, NOT_ACHIEVED

from . import assessment_reference as reference
from .assessment_students import NAMES, by_reference_58, choices, exact, new_student, old_student
from .exact_examples import EXACT

_OLD = st.sampled_from(("tt58", "tt26"))
OLD_STUDENTS = st.binary(min_size=12, max_size=20).map(old_student)
NEW_STUDENTS = st.binary(min_size=7, max_size=20).map(new_student)


@EXACT
@given(_OLD, OLD_STUDENTS)
def test_tt58_and_tt26_agree_with_the_reference(rules, student):
    marks, comments, options = student
    found = engine.classify(rules, marks, comments, **options)
    average, base, level = by_reference_58(marks, comments, **options)
    assert (Fraction(found.average, 10), found.base, found.value) == (average, base, level)
    assert bool(found.uplifted_by) == (base != level)
    met = [name for name, conditions in found.checks if all(each[1] for each in conditions)]
    assert (met or ["Kém"])[0] == base
    assert set(tt58.retest_subjects(marks, comments)) == reference.retaken(exact(marks), exact(comments))


@EXACT
@given(NEW_STUDENTS)
def test_tt22_agrees_with_the_reference(student):
    marks, comments, switches = student
    found = engine.classify("tt22", marks, comments, switches=switches)
    base, level = reference.classify_22(exact(marks), exact(comments),
                                        comments_too=switches["tt22_uplift_comments"] == "yes")
    assert (found.average, found.base, found.value) == (None, base, level)
    assert bool(found.uplifted_by) == (base != level)
    met = [name for name, conditions in found.checks if all(each[1] for each in conditions)]
    assert (met or ["Chưa đạt"])[0] == base
    assert set(tt22.reassessed_subjects(marks, comments)) == reference.retaken(exact(marks), exact(comments))


@given(st.sampled_from(("tt58", "tt26", "tt22")), OLD_STUDENTS, st.data())
def test_what_is_missing_is_named_and_nothing_is_given(rules, student, data):
    marks, comments, options = student
    subjects = [*marks, *comments]
    gone = data.draw(st.lists(st.sampled_from(subjects), min_size=1, unique=True))
    empty = data.draw(st.sampled_from((EMPTY, None)))
    parts = [{each: empty if each in gone else code for each, code in part.items()} for part in (marks, comments)]
    found = engine.classify(rules, *parts, **options)
    assert (found.value, found.base, found.average, found.uplifted_by, found.checks) == (None, None, None, "", ())
    assert sorted(found.missing) == sorted(gone)


@given(st.sampled_from(("tt58", "tt26", "tt22")), OLD_STUDENTS, st.randoms(use_true_random=False))
def test_the_order_of_subjects_changes_nothing(rules, student, random):
    marks, comments, options = student
    before = engine.classify(rules, marks, comments, **options)
    shuffled = [dict(random.sample(list(part.items()), len(part))) for part in (marks, comments)]
    core = tuple(random.sample(options["core"], len(options["core"])))
    after = engine.classify(rules, *shuffled, **{**options, "core": core})
    assert (after.value, after.base, after.average) == (before.value, before.base, before.average)


def better(students):
    """Return (marks, comments, rest, better marks, better comments): one result is better, nothing else changes."""
    return st.builds(_bettered, students, st.integers(0, 255), st.sampled_from((1, 1, 1, 2, 5, 15, 40, 100)))


def _bettered(student, place, more):
    marks, comments, *rest = student
    failed = [each for each, code in comments.items() if code == NOT_ACHIEVED]
    if failed and place % 4 == 0:
        return marks, comments, rest, marks, {**comments, failed[place % len(failed)]: ACHIEVED}
    rising = [each for each, code in marks.items() if code < 100]
    higher = {each: min(marks[each] + more, 100) for each in rising[place % len(rising):][:1]} if rising else {}
    return marks, comments, rest, {**marks, **higher}, comments


@given(better(NEW_STUDENTS))
def test_a_better_mark_never_lowers_a_result_of_tt22(change):
    marks, comments, (switches,), higher, achieved = change
    before = engine.classify("tt22", marks, comments, switches=switches)
    after = engine.classify("tt22", higher, achieved, switches=switches)
    assert LEARNING_22.index(after.value) >= LEARNING_22.index(before.value)
    assert LEARNING_22.index(after.base) >= LEARNING_22.index(before.base)


def kind_of_exception(before, after):
    """Return the name of an exception to "a better mark never lowers a level", None where nothing is lowered."""
    if LEARNING_58.index(after.value) >= LEARNING_58.index(before.value):
        return None
    assert before.average < 80 <= after.average
    assert before.uplifted_by
    assert not after.uplifted_by
    assert after.base == before.base
    return {("Kém", "Yếu", "Kém"): "from Kém", ("Yếu", "Trung bình", "Yếu"): "from Yếu"}[
        before.base, before.value, after.value]


@given(_OLD, better(OLD_STUDENTS))
def test_a_better_mark_lowers_a_level_of_tt58_only_where_the_uplift_clause_does(rules, change):
    marks, comments, (options,), higher, achieved = change
    before = engine.classify(rules, marks, comments, **options)
    after = engine.classify(rules, higher, achieved, **options)
    target(float(before.average < 80 <= after.average) + bool(before.uplifted_by))
    assert LEARNING_58.index(after.base) >= LEARNING_58.index(before.base)
    if kind_of_exception(before, after):
        assert any("With a mean of 7,9" in note and before.value in note for note in after.notes)


def lower_students():
    """Students whose mean is just below 8,0 and who are raised from one low subject: where exceptions live."""
    return st.builds(_near_giỏi, st.integers(0, 49), st.sampled_from((50, 60, 64, 65, 79, 80)), st.integers(6, 14),
                     st.integers(0, 12), st.integers(0, 31))


def _near_giỏi(low, second, count, short, switches):
    marks = {NAMES[0]: low, NAMES[1]: second}
    rest = NAMES[2:count]
    wanted = 80 * count - count // 2 - 1 - short - low - second
    for place, name in enumerate(rest):
        marks[name] = max(50, min(100, wanted // (len(rest) - place)))
        wanted -= marks[name]
    return marks, {}, {"core": (NAMES[2],), "specialised": None, "switches": choices(switches)}


@given(_OLD, better(lower_students()))
def test_exceptions_near_giỏi_are_of_the_named_kinds_and_carry_a_note(rules, change):
    marks, comments, (options,), higher, achieved = change
    before = engine.classify(rules, marks, comments, **options)
    after = engine.classify(rules, higher, achieved, **options)
    if kind_of_exception(before, after):
        assert any("With a mean of 7,9" in note and before.value in note for note in after.notes)
    by_reference = by_reference_58(higher, achieved, **options)
    assert (after.base, after.value) == by_reference[1:]


def test_both_kinds_of_exceptions_are_there():
    usual = {"Toán": 90, "Văn": 90, "Lí": 90, "Hóa": 90, "Sử": 90}
    options = {"core": ("Toán", "Văn")}
    found, reasons = [], []
    for lower in ({"Anh": 19, "Tin": 80, "Địa": 86}, {"Anh": 34, "Tin": 64, "Địa": 87}):
        marks = {**usual, **lower}  # 63,5 : 8 = 7,9375; a tenth more makes 7,95, which is 8,0
        before = tt58.classify("tt58", marks, {}, **options)
        after = tt58.classify("tt58", {**marks, "Toán": 91}, {}, **options)
        assert (before.average, after.average) == (79, 80)
        found.append((kind_of_exception(before, after), before.value, after.value))
        assert all("With a mean of 7,9" not in note for note in before.notes)
        reasons.append(after.notes[-1])
    assert "names what is raised from Giỏi and from Khá one by one" in reasons[0]
    assert "one subject alone stands against Khá, but more than one against Giỏi" in reasons[1]
    assert found == [("from Kém", "Yếu", "Kém"), ("from Yếu", "Trung bình", "Yếu")]
