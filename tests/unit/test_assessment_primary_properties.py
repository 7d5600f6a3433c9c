"""What holds for every pupil of a primary school: order says nothing, more is never less, nothing from a part."""

from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.assessment.primary import classify
from tests.unit.test_assessment_primary import LETTERS, LEVELS, LISTS, NOT, RULES, SUBJECTS, TESTED


def levels_of(rules):
    subjects, qualities = LETTERS[rules]
    return st.tuples(*(st.fixed_dictionaries({title: st.sampled_from(letters) for title in titles})
                       for titles, letters in ((SUBJECTS, subjects), (LISTS[rules][0], qualities),
                                               (LISTS[rules][1], qualities))),
                     st.fixed_dictionaries({title: st.integers(1, 10) for title in TESTED}))


PUPILS = st.sampled_from(RULES).flatmap(lambda rules: st.tuples(st.just(rules), levels_of(rules)))


@given(PUPILS, st.data())
def test_a_better_level_or_mark_never_lowers_the_result(drawn, data):
    """No exception was found: neither circular takes anything away from who has more."""
    rules, parts = drawn
    before = LEVELS.index(classify(rules, *parts).value)
    place = data.draw(st.integers(0, 3))
    title = data.draw(st.sampled_from(sorted(parts[place])))
    better = [dict(part) for part in parts]
    if place == 3:
        better[3][title] = data.draw(st.integers(parts[3][title], 10))
    else:
        letters = LETTERS[rules][place > 0]
        better[place][title] = data.draw(st.sampled_from(letters[:letters.index(parts[place][title]) + 1]))
    assert LEVELS.index(classify(rules, *better).value) >= before


@given(PUPILS, st.randoms(use_true_random=False))
def test_the_order_of_titles_says_nothing(drawn, shuffler):
    rules, parts = drawn
    mixed = []
    for part in parts:
        titles = list(part)
        shuffler.shuffle(titles)
        mixed.append({title: part[title] for title in titles})
    assert classify(rules, *mixed).value == classify(rules, *parts).value


@given(PUPILS, st.data())
def test_a_missing_part_never_gives_a_level(drawn, data):
    rules, parts = drawn
    place = data.draw(st.integers(0, 3))
    title = data.draw(st.sampled_from(sorted(parts[place])))
    holed = [{**part, title: None} if at == place else part for at, part in enumerate(parts)]
    found = classify(rules, *holed)
    assert found.value is None
    assert found.inputs["missing"] == ((("subjects", "qualities", "competences", "tests")[place], title),)
    assert found.checks == ()


@given(PUPILS)
def test_the_checks_agree_with_the_level(drawn):
    rules, parts = drawn
    found = classify(rules, *parts)
    met = [name for name, rows in found.checks if all(row[1] for row in rows)]
    assert found.value == (met[0] if met else NOT)
    assert all(met == (not titles) for _name, rows in found.checks for _text, met, titles in rows)
