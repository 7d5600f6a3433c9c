"""Turns after a conflict: in order, one at a time in a place, and nobody is held up by one who never ends."""

import time
from threading import Thread

from eduportal.content.turnstile import PATIENCE, Passage, Turnstile


def in_line(through, place, count):
    """Wait until ``count`` stand at ``place``."""
    ends = time.monotonic() + 30
    while through.waiting(place) != count:
        assert time.monotonic() < ends
        time.sleep(0.001)


def test_turns_come_in_the_order_of_arrival_and_one_at_a_time():
    through, told = Turnstile(limit=30), []
    first = Passage("unit", through)
    first.lose()

    def wait(number):
        passage = Passage("unit", through)
        passage.lose()
        told.append(("begins", number))
        told.append(("ends", number))
        passage.end()

    threads = []
    for number in range(5):
        threads.append(Thread(target=wait, args=(number,)))
        threads[-1].start()
        in_line(through, "unit", number + 2)
    assert told == []
    first.end()
    for each in threads:
        each.join(30)
    assert told == [(what, number) for number in range(5) for what in ("begins", "ends")]
    assert (through.waiting("unit"), through._lines) == (0, {})


def test_another_place_has_a_line_of_its_own():
    through = Turnstile(limit=30)
    here, there = Passage("here", through), Passage("there", through)
    here.lose()
    there.lose()
    assert (through.waiting("here"), through.waiting("there")) == (1, 1)
    here.end()
    assert (through.waiting("here"), through.waiting("there")) == (0, 1)


def test_who_never_ends_is_passed_by_when_the_limit_is_over():
    through = Turnstile(limit=0.05)
    stuck, late, last = (Passage("unit", through) for _number in range(3))
    stuck.lose()
    late.lose()
    assert (through.waiting("unit"), late.lost) == (1, 0), "it took over the turn"
    through.limit = 30
    late.since -= 60
    begun = time.monotonic()
    last.lose()
    assert (time.monotonic() - begun < 20, last.lost) == (True, 0), "it need not wait for who is late already"
    for each in (stuck, late, last):
        each.end()
    assert through._lines == {}


def test_who_is_too_far_behind_goes_on_without_a_turn():
    through = Turnstile(limit=0.05)
    first, behind = Passage("unit", through), Passage("unit", through)
    first.lose()
    first.since += 60
    behind.lose()
    assert (through.waiting("unit"), behind.lost, behind.may_begin()) == (1, 1, True)
    behind.end()
    assert through.waiting("unit") == 1
    first.end()


def test_newcomers_wait_when_somebody_loses_with_the_turn_in_hand():
    through = Turnstile(limit=30)
    unlucky = Passage("unit", through)
    newcomer = Passage("unit", through)
    unlucky.lose()
    assert newcomer.may_begin(), "taking turns alone holds up nobody who has met nobody"
    for _time in range(PATIENCE):
        unlucky.lose()
    assert not newcomer.may_begin()
    assert Passage("elsewhere", through).may_begin()
    assert unlucky.may_begin()
    unlucky.end()
    assert newcomer.may_begin()


def test_to_end_without_a_turn_changes_nothing():
    through = Turnstile()
    holder, other = Passage("unit", through), Passage("unit", through)
    holder.lose()
    other.end()
    assert through.waiting("unit") == 1
    holder.end()
    holder.end()
    assert through._lines == {}
