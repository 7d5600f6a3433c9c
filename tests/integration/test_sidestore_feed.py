"""Feeding: what is in already, how late the store is, and a rebuild that nobody sees until it is whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.sidestore import feed, open_store
from eduportal.sidestore.objects import drop_object
from eduportal.sidestore.search import search
from eduportal.sidestore.sessions import session_of, start_session
from eduportal.sidestore.units import drop_unit, put_summary
from tests.integration.sidestore_setup import EAST, NOW, PROVINCE, WEST, add, add_tree, add_unit, later, url


@pytest.fixture
def store(tmp_path):
    opened = open_store(url(tmp_path))
    with opened.begin() as conn:
        add_tree(conn)
        add(conn, EAST, "cu", "Tin cũ")
    yield opened
    opened.close()


def titles(conn):
    return [hit.title for hit in search(conn, "tin", limit=50, offset=0)[0]]


def test_keys_are_remembered_per_unit_until_forgotten(store):
    with store.begin() as conn:
        feed.mark_fed(conn, EAST, [1, 2], NOW)
        feed.mark_fed(conn, EAST, [2, 3], later(seconds=5))
        assert feed.already_fed(conn, EAST, [1, 2, 3, 4]) == {1, 2, 3}
        assert feed.already_fed(conn, WEST, [1, 2]) == set()
        assert feed.already_fed(conn, EAST, []) == set()
        assert feed.forget_fed(conn, EAST, [1, 9]) == 1
        assert feed.already_fed(conn, EAST, [1, 2, 3]) == {2, 3}


def test_the_lag_tells_when_something_was_fed_last(store):
    with store.begin() as conn:
        assert feed.lag(conn, NOW).last_fed is None
        feed.mark_fed(conn, EAST, ["k1", "k2"], NOW)
        feed.mark_fed(conn, EAST, ["k0"], later(seconds=-30))
        feed.forget_fed(conn, EAST, ["k1"])
        seen = feed.lag(conn, later(seconds=7))
    assert (seen.last_fed, seen.seconds, seen.fed, seen.objects, seen.units) == (NOW, 7, 2, 1, 6)
    assert seen.needs_rebuild
    assert not seen.rebuilding


def test_readers_see_the_old_rows_until_a_rebuild_has_ended(store):
    with store.begin() as conn:
        feed.rebuild_begin(conn, NOW)
    with store.begin(rebuild=True) as conn:
        add_tree(conn)
        add(conn, WEST, "moi", "Tin mới")
        assert titles(conn) == ["Tin mới"]
    with store.read() as conn:
        assert titles(conn) == ["Tin cũ"]
        assert feed.is_rebuilding(conn, later(minutes=9))
        assert not feed.is_rebuilding(conn, later(minutes=11))
    with store.begin(rebuild=True) as conn:
        feed.rebuild_goes_on(conn, later(minutes=9))
        assert feed.is_rebuilding(conn, later(minutes=18))
    with store.read() as reading:
        with store.begin() as conn:
            feed.rebuild_end(conn, later(minutes=10))
            assert titles(conn) == ["Tin mới"]
        assert titles(reading) == ["Tin cũ"]
    with store.read() as conn:
        assert titles(conn) == ["Tin mới"]
        assert not feed.is_rebuilding(conn, later(minutes=10))
    assert not store.needs_rebuild


def test_people_sign_in_while_a_rebuild_fills(store):
    with store.begin() as conn:
        feed.rebuild_begin(conn, NOW)
    with store.begin() as conn:
        token = start_session(conn, "an", NOW, "10.0.0.1", "")
    with store.begin(rebuild=True) as conn:
        add_tree(conn)
    with store.begin() as conn:
        feed.rebuild_end(conn, NOW)
        assert session_of(conn, token, NOW).account == "an"


def test_a_rebuild_that_died_is_begun_again_or_given_up(store):
    with store.begin() as conn:
        feed.rebuild_begin(conn, NOW)
    with store.begin(rebuild=True) as conn:
        add(conn, WEST, "do-dang", "Tin dở dang")
    with store.begin() as conn:
        feed.rebuild_begin(conn, later(hours=1))
        assert titles(conn) == []
    with store.begin() as conn:
        feed.rebuild_drop(conn)
        assert titles(conn) == ["Tin cũ"]
        with pytest.raises(ValueError, match="no rebuild"):
            feed.rebuild_end(conn, NOW)


def test_an_exception_in_a_rebuild_of_one_transaction_leaves_the_old_rows(store):
    def fail():
        with store.begin() as conn:
            feed.rebuild_begin(conn, NOW)
            add(conn, WEST, "moi", "Tin mới")
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        fail()
    with store.read() as conn:
        assert titles(conn) == ["Tin cũ"]


def test_rebuilding_twice_works_on_either_set(store):
    for round in range(3):
        with store.begin() as conn:
            feed.rebuild_begin(conn, NOW)
            add_tree(conn)
            add(conn, WEST, "moi", f"Tin {round}")
            feed.rebuild_end(conn, NOW)
        with store.begin() as conn:
            assert titles(conn) == [f"Tin {round}"]


UNITS = [PROVINCE, EAST, WEST]
STEPS = st.lists(st.one_of(
    st.tuples(st.just("add"), st.sampled_from(UNITS), st.integers(0, 3), st.integers(0, 2), st.booleans()),
    st.tuples(st.just("drop"), st.sampled_from(UNITS), st.integers(0, 3)),
    st.tuples(st.just("unit"), st.sampled_from(UNITS[1:]), st.sampled_from(UNITS[:1])),
    st.tuples(st.just("gone"), st.sampled_from(UNITS[1:])),
    st.tuples(st.just("sum"), st.sampled_from(UNITS), st.integers(0, 5)),
), max_size=20)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    opened = open_store(url(tmp_path_factory.mktemp("feed")))
    yield opened
    opened.close()


@given(steps=STEPS)
def test_a_rebuilt_store_equals_the_fed_one(shared, steps):
    objects, units, sums = {}, {PROVINCE: None}, {}
    with shared.begin() as conn:
        feed.rebuild_begin(conn, NOW)
        add_unit(conn, PROVINCE, None)
        for step in steps:
            _apply(conn, step, objects, units, sums)
        fed = feed.dump(conn)
        feed.rebuild_begin(conn, NOW)
        for (unit, uuid), row in sorted(objects.items(), reverse=True):
            add(conn, unit, uuid, **row)
        for unit in reversed(units):
            add_unit(conn, unit, units[unit])
        for unit, number in sums.items():
            put_summary(conn, unit, {"students": number})
        assert feed.dump(conn) == fed


def _apply(conn, step, objects, units, sums):
    kind, unit, *rest = step
    if kind == "add":
        number, day, up = rest
        row = {"title": f"Tin {number}", "body": f"Ngày {day}", "days": day, "send_up": up}
        objects[unit, f"p{number}"] = row
        add(conn, unit, f"p{number}", **row)
    elif kind == "drop":
        objects.pop((unit, f"p{rest[0]}"), None)
        drop_object(conn, unit, f"p{rest[0]}")
    elif kind == "unit":
        units[unit] = rest[0]
        add_unit(conn, unit, rest[0])
    elif kind == "gone":
        units.pop(unit, None)
        sums.pop(unit, None)
        drop_unit(conn, unit)
    else:
        sums[unit] = rest[0]
        put_summary(conn, unit, {"students": rest[0]})
