"""Eight threads and a second process's store on one file: nothing is lost, nobody is told that the file is busy."""

import threading

import pytest

from eduportal.sidestore import feed, open_store
from eduportal.sidestore.search import search
from eduportal.sidestore.sessions import end_session, put_flash, sessions_of, signed_in, start_session, take_flashes
from eduportal.sidestore.tables import derived
from eduportal.sidestore.words import verify
from tests.integration.sidestore_setup import EAST, NOW, add, add_tree, later, url

THREADS, ROUNDS = 8, 15


@pytest.fixture
def stores(tmp_path):
    """Two stores on one file, as two processes have them."""
    opened = [open_store(url(tmp_path)), open_store(url(tmp_path))]
    with opened[0].begin() as conn:
        add_tree(conn)
    yield opened
    for store in opened:
        store.close()


def run(work):
    """Run ``work(number)`` in eight threads at once; return what they raised."""
    errors, gate = [], threading.Barrier(THREADS)

    def one(number):
        try:
            gate.wait(30)
            work(number)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not any(thread.is_alive() for thread in threads)
    return errors


def test_sessions_and_objects_from_eight_threads(stores):
    kept = []

    def work(number):
        store = stores[number % 2]
        for round in range(ROUNDS):
            at = later(minutes=2 * round)
            with store.begin() as conn:
                token = start_session(conn, f"account-{number}", at, "10.0.0.1", "")
                put_flash(conn, token, "ok", f"{number}-{round}")
            assert signed_in(store, token, at).account == f"account-{number}"
            with store.begin() as conn:
                add(conn, EAST, f"p-{number}-{round}", f"Thông báo {number} {round}", days=round)
                assert take_flashes(conn, token) == [("ok", f"{number}-{round}")]
                if round % 2:
                    end_session(conn, token)
                else:
                    kept.append(token)
            with store.read() as conn:
                hits, _total = search(conn, f"thông báo {number} {round}", limit=50, offset=0)
                assert f"p-{number}-{round}" in [hit.uuid for hit in hits]

    assert run(work) == []
    with stores[0].begin() as conn:
        assert len(feed.dump(conn)["objects"]) == THREADS * ROUNDS
        listed = [len(sessions_of(conn, f"account-{number}", later(minutes=30))) for number in range(THREADS)]
        assert listed == [(ROUNDS + 1) // 2] * THREADS
        assert len(set(kept)) == sum(listed)
        verify(conn, derived(conn))


def test_readers_see_a_whole_set_while_rebuilds_swap(stores):
    seen = set()

    def fill(store, round):
        with store.begin() as conn:
            feed.rebuild_begin(conn, NOW)
        for number in range(5):
            with store.begin(rebuild=True) as conn:
                add(conn, EAST, f"p{number}", f"Thông báo lần {round}")
        with store.begin() as conn:
            feed.rebuild_end(conn, NOW)

    fill(stores[0], 0)

    def work(number):
        if number == 0:
            for round in range(1, 6):
                fill(stores[0], round)
            return
        for _ in range(30):
            with stores[number % 2].read() as conn:
                hits, total = search(conn, "thông báo", limit=50, offset=0)
            assert total.count == 5
            assert len({hit.title for hit in hits}) == 1
            seen.add(hits[0].title)

    assert run(work) == []
    with stores[1].read() as conn:
        assert search(conn, "lần 5", limit=50, offset=0)[1].count == 5
    assert seen <= {f"Thông báo lần {round}" for round in range(6)}
    assert seen
