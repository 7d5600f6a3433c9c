"""Sessions: how long they live, how they end, what the store keeps of a token."""

import sqlite3
from datetime import timedelta

import pytest

from eduportal.sidestore import open_store
from eduportal.sidestore import sessions as s
from tests.integration.sidestore_setup import NOW, later, url


@pytest.fixture
def store(tmp_path):
    opened = open_store(url(tmp_path))
    yield opened
    opened.close()


def start(store, account="an", at=NOW, address="10.0.0.1", agent="Firefox"):
    with store.begin() as conn:
        return s.start_session(conn, account, at, address, agent)


def alive(store, token, at):
    with store.read() as conn:
        return s.session_of(conn, token, at) is not None


def test_a_session_knows_who_since_when_and_from_where(store):
    token = start(store)
    with store.read() as conn:
        session = s.session_of(conn, token, later(seconds=30))
    assert (session.account, session.started, session.touched) == ("an", NOW, NOW)
    assert (session.address, session.agent, session.touch_due) == ("10.0.0.1", "Firefox", False)


def test_the_store_never_holds_a_token(store, tmp_path):
    tokens = [start(store) for _ in range(5)]
    with store.begin() as conn:
        tokens.append(s.rotate(conn, tokens[0], NOW))
        s.put_flash(conn, tokens[1], "ok", "Đã lưu.")
    assert len(set(tokens)) == 6
    assert all(len(token) == 43 for token in tokens)
    kept = "\n".join(sqlite3.connect(tmp_path / "var" / "side.sqlite").iterdump())
    assert not any(token in kept for token in tokens)


@pytest.mark.parametrize("token", ["", "x", "\0", "\ud800", "a" * 10_000, "đ"])
def test_an_unknown_token_is_nobody(store, token):
    start(store)
    assert not alive(store, token, NOW)


def test_a_session_ends_after_eight_hours_without_a_request(store):
    token = start(store)
    assert alive(store, token, later(hours=8, seconds=-1))
    assert not alive(store, token, later(hours=8))


def test_use_keeps_a_session_but_not_beyond_seven_days(store):
    token, at = start(store), NOW
    while at < later(days=7, hours=-7):
        at += timedelta(hours=7)
        assert s.signed_in(store, token, at).account == "an"
    assert alive(store, token, later(days=7, seconds=-1))
    assert s.signed_in(store, token, later(days=7)) is None


def test_a_session_is_noted_as_used_at_most_once_a_minute(store):
    token = start(store)

    def touched(at):
        s.signed_in(store, token, at)
        with store.read() as conn:
            return s.session_of(conn, token, at).touched

    assert touched(later(seconds=59)) == NOW
    assert touched(later(seconds=60)) == later(seconds=60)
    assert touched(later(seconds=119)) == later(seconds=60)
    assert touched(later(seconds=30)) == later(seconds=60)


def test_a_late_touch_wakes_nobody(store):
    token = start(store)
    with store.begin() as conn:
        s.touch(conn, token, later(hours=9))
    assert not alive(store, token, later(hours=9))


def test_ended_sessions_are_deleted_when_somebody_signs_in(store):
    idle, used = start(store), start(store)
    s.signed_in(store, used, later(hours=4))
    start(store, "binh", later(hours=9))
    with store.begin() as conn:
        assert not s.end_session(conn, idle)
        assert s.end_session(conn, used)
        assert not s.end_session(conn, used)


def test_all_sessions_of_an_account_can_be_ended_but_one(store):
    mine, others, binh = start(store), [start(store) for _ in range(3)], start(store, "binh")
    with store.begin() as conn:
        assert s.end_sessions(conn, "an", except_token=mine) == 3
    assert [alive(store, token, NOW) for token in (mine, *others, binh)] == [True, False, False, False, True]
    with store.begin() as conn:
        assert s.end_sessions(conn, "an") == 1
        assert s.end_sessions(conn, "an") == 0


def test_sessions_of_an_account_are_listed_last_used_first_and_ended_by_their_id(store):
    old, new = start(store, agent="Cốc Cốc"), start(store, at=later(hours=1), agent="Chrome")
    binh = start(store, "binh")
    with store.begin() as conn:
        listed = s.sessions_of(conn, "an", later(hours=2))
        assert [session.agent for session in listed] == ["Chrome", "Cốc Cốc"]
        assert [session.agent for session in s.sessions_of(conn, "an", later(hours=8))] == ["Chrome"]
        assert not s.end_session_by_id(conn, "binh", listed[1].id)
        assert s.end_session_by_id(conn, "an", listed[1].id)
    assert [alive(store, token, later(hours=2)) for token in (old, new, binh)] == [False, True, True]


def test_a_new_token_takes_the_place_of_the_old_one(store):
    token = start(store)
    with store.begin() as conn:
        s.put_flash(conn, token, "ok", "Chào")
        new = s.rotate(conn, token, later(minutes=1))
        assert s.take_flashes(conn, new) == [("ok", "Chào")]
        assert s.rotate(conn, token, later(minutes=1)) is None
        assert s.session_of(conn, new, later(minutes=1)).started == NOW
    assert not alive(store, token, later(minutes=1))


def test_flashes_are_shown_once_in_their_order_and_go_with_the_session(store):
    token, other = start(store), start(store)
    with store.begin() as conn:
        s.put_flash(conn, token, "ok", "Một")
        s.put_flash(conn, token, "warning", "Hai")
        s.put_flash(conn, other, "ok", "Khác")
        s.put_flash(conn, "khong-co", "ok", "Không ai")
    with store.read() as conn:
        assert s.flashes_of(conn, token) == [("ok", "Một"), ("warning", "Hai")]
        assert s.take_flashes(conn, "khong-co") == []
    with store.begin() as conn:
        assert s.take_flashes(conn, token) == [("ok", "Một"), ("warning", "Hai")]
        assert s.take_flashes(conn, token) == []
        for number in range(50):
            s.put_flash(conn, other, "ok", str(number))
        assert len(s.flashes_of(conn, other)) == 20
        s.end_session(conn, other)
        assert s.flashes_of(conn, other) == []


def test_what_a_browser_says_of_itself_is_cut(store):
    token = start(store, address="f" * 500, agent="M" * 5000)
    with store.read() as conn:
        session = s.session_of(conn, token, NOW)
    assert (len(session.address), len(session.agent)) == (64, 300)
