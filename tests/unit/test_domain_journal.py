import hashlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.dates import VIETNAM
from eduportal.domain.journal import page_hash, verify_pages

VALUES = st.none() | st.integers(0, 255) | st.text(max_size=5)
LINES = st.lists(st.tuples(VALUES, VALUES), max_size=3)
BOOKS = st.lists(LINES, min_size=2, max_size=5)


def chain(book, origin=""):
    pages = []
    for lines in book:
        pages.append((page_hash(*pages[-1]) if pages else origin, lines))
    return pages


def test_a_hash_is_that_of_the_canonical_json():
    assert page_hash("ab", [{"b": 1, "a": "Đ"}]) == \
        hashlib.sha256(b'["ab",[{"a":"\\u0110","b":1}]]').hexdigest()


def test_tuples_count_as_lists_and_order_of_keys_does_not_matter():
    assert page_hash("", [("an", 255, 80)]) == page_hash("", (["an", 255, 80],))
    assert page_hash("", [{"a": 1, "b": 2}]) == page_hash("", [{"b": 2, "a": 1}])


def test_days_and_instants_are_written_out():
    at = datetime(2026, 9, 5, 7, 0, tzinfo=VIETNAM)
    assert page_hash("", [[at, date(2026, 9, 5)]]) == page_hash("", [[at.astimezone(UTC), date(2026, 9, 5)]])
    assert page_hash("", [[at]]) == page_hash("", [["2026-09-05T00:00:00.000000Z"]])
    assert page_hash("", [[date(2026, 9, 5)]]) == page_hash("", [["2026-09-05"]])


@pytest.mark.parametrize(("value", "error"), [(object(), TypeError), ({1, 2}, TypeError), (b"x", TypeError),
                                              (float("nan"), ValueError), (datetime(2026, 9, 5), ValueError)])
def test_other_objects_have_no_place_in_a_journal(value, error):
    with pytest.raises(error):
        page_hash("", [[value]])


@given(BOOKS)
def test_an_untouched_chain_holds(book):
    assert verify_pages(chain(book)) is None
    assert verify_pages(chain(book, origin="of the empty book")) is None
    assert verify_pages([(previous, lines, page_hash(previous, lines)) for previous, lines in chain(book)]) is None


def test_nothing_written_is_nothing_wrong():
    assert verify_pages([]) is None
    assert verify_pages(chain([["an"]])) is None


@given(BOOKS, st.data())
def test_a_changed_page_is_found(book, data):
    pages = chain(book)
    index = data.draw(st.integers(0, len(pages) - 2))
    previous, lines = pages[index]
    pages[index] = (previous, [*lines, ["put in later"]])
    assert verify_pages(pages) == index


@given(BOOKS, st.data())
def test_a_page_taken_out_is_found(book, data):
    pages = chain([[["page", number], *lines] for number, lines in enumerate(book)])
    index = data.draw(st.integers(1, len(pages) - 1))
    rest = pages[:index] + pages[index + 1:]
    assert verify_pages(rest) == (index - 1 if index < len(pages) - 1 else None)


def test_the_last_page_is_checked_where_its_hash_is_kept():
    pages = [(previous, lines, page_hash(previous, lines)) for previous, lines in chain([["a"], ["b"]])]
    pages[1] = (pages[1][0], ["c"], pages[1][2])
    assert verify_pages(pages) == 1


def test_the_first_of_several_faults_is_named():
    pages = chain([["a"], ["b"], ["c"], ["d"]])
    pages[1], pages[2] = (pages[1][0], ["x"]), (pages[2][0], ["y"])
    assert verify_pages(pages) == 1
