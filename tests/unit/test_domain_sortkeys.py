import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.sortkeys import key_between, keys_between

INSERTIONS = 10_000
PLACES = st.lists(st.integers(0, 10**6), max_size=60)


def build(places):
    """Return the list of keys after putting one key after the other at ``places`` (taken modulo the room there is)."""
    keys = []
    for place in places:
        index = place % (len(keys) + 1)
        keys.insert(index, between(keys, index))
    return keys


def between(keys, index):
    return key_between(keys[index - 1] if index else None, keys[index] if index < len(keys) else None)


@given(PLACES)
def test_keys_stay_in_strict_order_wherever_something_is_put(places):
    keys = build(places)
    assert keys == sorted(set(keys))
    assert all(key.isascii() and key.isalnum() for key in keys)


@given(PLACES, st.integers(0, 10**6), st.integers(0, 20))
def test_several_keys_fit_into_any_gap(places, place, n):
    keys = build(places)
    index = place % (len(keys) + 1)
    a, b = keys[index - 1] if index else None, keys[index] if index < len(keys) else None
    new = keys_between(a, b, n)
    assert len(new) == n
    assert [*keys[:index], *new, *keys[index:]] == sorted({*keys, *new})


@given(PLACES, st.integers(0, 10**6))
def test_a_key_is_found_again_after_taking_things_away(places, place):
    keys = build(places)[::3]
    index = place % (len(keys) + 1)
    keys.insert(index, between(keys, index))
    assert keys == sorted(set(keys))


def longest(insert):
    """Return the length of the longest key that ``insert(a, b)`` makes when it moves one end 10,000 times."""
    a, b = keys_between(None, None, 2)
    length = 0
    for _number in range(INSERTIONS):
        a, b, key = insert(a, b)
        length = max(length, len(key))
    return length


def last(a, b):
    key = key_between(b, None)
    return a, key, key


def first(a, b):
    key = key_between(None, a)
    return key, b, key


def right_after_the_same(a, b):
    key = key_between(a, b)
    return a, key, key


def right_before_the_same(a, b):
    key = key_between(a, b)
    return key, b, key


@pytest.mark.parametrize("insert", [last, first, right_after_the_same, right_before_the_same])
def test_ten_thousand_insertions_at_the_same_place_keep_keys_short(insert):
    assert longest(insert) <= 8  # measured: 5 at either end, 7 between two others


def test_the_worst_case_grows_by_less_than_a_third_of_a_character_each_time():
    a, b = keys_between(None, None, 2)
    for number in range(600):
        key = key_between(a, b)
        a, b = (key, b) if number % 2 else (a, key)
    assert a < b
    assert len(key) <= 200


@pytest.mark.parametrize(("a", "b"), [("a1", "a0"), ("a1", "a1")])
def test_there_is_nothing_between_keys_that_are_not_in_order(a, b):
    with pytest.raises(ValueError, match="nothing between"):
        key_between(a, b)


@pytest.mark.parametrize("key", ["", "a", "0", "b01", "a!", "á1", "_1", "a1b", "b1", "zz", "Zz", " a0"])
def test_a_key_that_is_none_is_refused(key):
    with pytest.raises(ValueError, match="is not a sort key"):
        key_between(key, None)
