"""The side store as a file: its settings, its versions, its transactions."""

import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from eduportal.sidestore import open_store
from eduportal.sidestore.feed import dump, rebuild_begin, rebuild_end
from eduportal.sidestore.sessions import session_of, start_session
from eduportal.sidestore.store import state_of
from eduportal.sidestore.tables import derived
from eduportal.sidestore.words import verify
from tests.integration.sidestore_setup import NOW, add, add_tree, later, url


@pytest.fixture
def store(tmp_path):
    opened = open_store(url(tmp_path))
    yield opened
    opened.close()


def test_the_folder_is_made_and_the_journal_is_a_write_ahead_log(store, tmp_path):
    assert (tmp_path / "var" / "side.sqlite").is_file()
    with store.read() as conn:
        assert conn.scalar(text("PRAGMA journal_mode")) == "wal"
        assert conn.scalar(text("PRAGMA foreign_keys")) == 1
        assert conn.scalar(text("PRAGMA busy_timeout")) == 30000


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:"])
def test_a_store_in_memory_is_refused(address):
    with pytest.raises(ValueError, match="needs a file"):
        open_store(address)


def test_a_reader_cannot_write(store):
    with store.read() as conn, pytest.raises(OperationalError, match="readonly"):
        start_session(conn, "an", NOW, "10.0.0.1", "")


def test_an_exception_rolls_everything_back(store):
    def fail():
        with store.begin() as conn:
            add_tree(conn)
            add(conn, "so", "p1", "Thông báo")
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        fail()
    with store.read() as conn:
        assert dump(conn) == {"units": [], "summaries": [], "objects": [], "links": [], "words": []}


def test_a_reader_sees_one_state_while_another_writes(store):
    with store.begin() as conn:
        add_tree(conn)
    with store.read() as reading:
        before = dump(reading)
        with store.begin() as conn:
            add(conn, "so", "p1", "Thông báo")
        assert dump(reading) == before
    with store.read() as conn:
        assert len(dump(conn)["objects"]) == 1


def test_a_new_store_needs_a_rebuild_until_one_has_ended(store, tmp_path):
    assert store.needs_rebuild
    with store.begin() as conn:
        rebuild_begin(conn, NOW)
        add_tree(conn)
        rebuild_end(conn, NOW)
    assert not store.needs_rebuild
    again = open_store(url(tmp_path))
    assert not again.needs_rebuild
    again.close()


@pytest.mark.parametrize("version", [0, 99])
def test_a_store_of_another_version_loses_derived_rows_and_keeps_sessions(store, tmp_path, version):
    with store.begin() as conn:
        rebuild_begin(conn, NOW)
        add_tree(conn)
        add(conn, "so", "p1", "Thông báo")
        rebuild_end(conn, NOW)
        token = start_session(conn, "an", NOW, "10.0.0.1", "Firefox")
    store.close()
    raw = sqlite3.connect(tmp_path / "var" / "side.sqlite")
    raw.execute("UPDATE store_state SET version = ?", (version,))
    raw.commit()
    raw.close()
    reopened = open_store(url(tmp_path), at=later(minutes=5))
    with reopened.begin() as conn:
        assert reopened.needs_rebuild
        assert session_of(conn, token, later(minutes=5)).account == "an"
        assert dump(conn)["objects"] == []
        add(conn, "so", "p1", "Thông báo")
        assert len(dump(conn)["objects"]) == 1
    reopened.close()


def test_opening_with_a_clock_deletes_ended_sessions(store, tmp_path):
    with store.begin() as conn:
        start_session(conn, "an", NOW, "10.0.0.1", "")
    again = open_store(url(tmp_path), at=later(hours=9))
    with again.read() as conn:
        assert conn.scalar(text("SELECT count(*) FROM sessions")) == 0
    again.close()


def test_two_processes_may_open_one_file(store, tmp_path):
    other = open_store(url(tmp_path))
    with store.begin() as conn:
        add_tree(conn)
    with other.begin() as conn:
        add(conn, "so", "p1", "Thông báo")
    with store.read() as conn:
        assert len(dump(conn)["objects"]) == 1
        assert state_of(conn).live == "a"
    other.close()


def test_the_index_of_words_agrees_with_its_text_after_changes(store):
    with store.begin() as conn:
        for number in range(60):
            add(conn, "so", f"p{number}", f"Thông báo số {number}", "Nội dung " * 50)
        for number in range(0, 60, 3):
            add(conn, "so", f"p{number}", f"Kế hoạch số {number}", "Khác hẳn", days=number)
    with store.begin() as conn:
        verify(conn, derived(conn))
        assert len(dump(conn)["words"]) == 60
