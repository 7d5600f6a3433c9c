"""A job as it is stored: items and lines by their numbers, texts as built-ins, identities that sort by time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.content.jobs import CHUNK, Job, Line, check_plain, packed, time_uuid, unpacked
from eduportal.domain.messages import Message

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
messages = st.recursive(
    st.text() | st.integers() | st.none(),
    lambda inner: st.builds(
        lambda text, values: Message(text, **values), st.text(), st.dictionaries(st.sampled_from("abc"), inner)
    ),
    max_leaves=6,
)


def told(value):
    """Return everything that a text says, so that two can be compared."""
    if isinstance(value, Message):
        return value.msgid, str(value), {name: told(each) for name, each in value.values.items()}
    return value


@given(messages)
def test_a_text_comes_back_as_it_was_and_is_stored_as_built_ins(text):
    stored = packed(text)
    check_plain(stored)
    assert told(unpacked(stored)) == told(text)


@given(st.integers(0, 3 * CHUNK), st.data())
def test_items_and_lines_are_found_by_their_numbers(total, data):
    items = [f"item {number}" for number in range(total)]
    job = Job("a", "A", "unit", items, {}, by="", at=NOW)
    assert list(job.items(0, total + 5)) == items
    failed = data.draw(st.sets(st.integers(0, total - 1))) if total else set()
    while job.cursor.next < total:
        first = job.cursor.next
        part = data.draw(st.integers(1, 60))
        job.advance([Line(items[number], f"title {number}", f"text {number}", number in failed)
                     for number in range(first, min(first + part, total))], NOW)
    assert job.state == "done"
    assert (job.cursor.done, job.cursor.failed) == (total - len(failed), len(failed))
    assert [job.line(number) for number in range(total)] == [
        Line(items[number], f"title {number}", f"text {number}", number in failed) for number in range(total)]
    assert job.undone() == [items[number] for number in sorted(failed)]


@given(st.lists(st.integers(0, 10**9), min_size=2, unique=True))
def test_identities_sort_by_the_instant(seconds):
    found = {time_uuid(NOW + timedelta(milliseconds=each)): each for each in seconds}
    assert [found[uuid] for uuid in sorted(found)] == sorted(seconds)
    assert {len(uuid) for uuid in found} == {32}


@pytest.mark.parametrize("value", [Message("x"), object(), [b"", {1: {2: lambda: 0}}], range(3), datetime])
def test_what_is_no_built_in_is_refused(value):
    with pytest.raises(TypeError):
        check_plain(value)
