"""No fault ends the feeder or a worker on jobs: what it kept back is done later, and the state of operation tells."""

import threading

import pytest

from eduportal.jobs import feeder as feeding
from eduportal.jobs.queue import JobQueue
from eduportal.jobs.status import workers_of
from tests import factories
from tests.integration.feeder_setup import NOW, fed_province


@pytest.fixture
def province(tmp_path, declared, monkeypatch):
    monkeypatch.setattr(feeding, "AGAIN", 0.02)
    monkeypatch.setattr(feeding, "LONGEST", 0.1)
    with fed_province(tmp_path, declared) as found:
        yield found


@pytest.fixture
def queue(province, tmp_path):
    found = JobQueue(province.store, province.declared, tmp_path / "jobs.sqlite", night=None, clock=lambda: NOW)
    yield found
    found.stop()


def news(province, title):
    folder = province.portal.root["quan-1"]["thcs-mot"]["tin-tuc"]
    return province.do(lambda: factories.page(province.portal, folder, title, type_name="news_item", published=True))


def until(asked):
    """Wait until ``asked()`` is so; fail after ten seconds."""
    for _again in range(1000):
        if asked():
            return
        threading.Event().wait(0.01)
    raise AssertionError("It did not come about.")


@pytest.mark.parametrize("place", ["GATHER", "REMEMBERED", "PART"])
def test_a_fault_anywhere_in_the_loop_is_survived_and_nothing_is_lost(province, monkeypatch, place):
    assert province.feeder.wait()
    thread, good = province.feeder.thread, getattr(feeding, place)
    monkeypatch.setattr(feeding, place, None)
    news(province, "Trong lúc hỏng")
    until(lambda: province.feeder.pause >= 0.04)
    assert province.feeder.thread is thread
    assert workers_of(province.feeder, _NoQueue).feeder
    monkeypatch.setattr(feeding, place, good)
    until(lambda: not province.feeder.left and not province.feeder.taken)
    assert "Trong lúc hỏng" in province.found_titles()
    assert workers_of(province.feeder, _NoQueue).are_well


class _NoQueue:
    threads, wanted = (), 0


def test_what_fails_waits_longer_and_longer_and_is_told(province, monkeypatch, caplog):
    assert province.feeder.wait()
    broken, good, tried = province.portal.root["quan-1"]["thcs-mot"].uuid, feeding.feed_unit, []

    def feed(db, store, definitions, uuid, known=None):
        tried.append(uuid)
        if uuid == broken:
            raise ZeroDivisionError
        return good(db, store, definitions, uuid, known)

    monkeypatch.setattr(feeding, "feed_unit", feed)
    news(province, "Tin của trường hỏng")
    until(lambda: province.feeder.pause == feeding.LONGEST)
    found = workers_of(province.feeder, _NoQueue)
    assert (found.behind, found.faulty, found.feeder, found.are_well) == (1, 1, True, False)
    assert found.behind_since is not None
    assert sum("failed; it is tried again" in record.message for record in caplog.records) == 1
    other = province.portal.root["quan-1"]["thcs-hai"]
    province.do(lambda: factories.page(province.portal, other["tin-tuc"], "Tin trường khác", type_name="news_item",
                                       published=True))
    until(lambda: other.uuid in tried)
    monkeypatch.setattr(feeding, "feed_unit", good)
    assert {"Tin của trường hỏng", "Tin trường khác"} <= province.found_titles()
    assert workers_of(province.feeder, _NoQueue).are_well


def test_a_stopped_feeder_is_not_alive_and_starts_again(province):
    province.feeder.stop()
    assert not workers_of(province.feeder, _NoQueue).feeder
    province.feeder.start(province.db)
    news(province, "Sau khi khởi động lại")
    assert "Sau khi khởi động lại" in province.found_titles()


def test_a_worker_on_jobs_survives_a_fault_of_the_queue(province, queue, monkeypatch):
    monkeypatch.setattr("eduportal.jobs.queue.REST", 0.01)
    met, execute = [], queue.huey.execute

    def fail_first(found):
        met.append(found)
        if len(met) == 1:
            raise OSError("disk I/O error")
        return execute(found)

    monkeypatch.setattr(queue.huey, "execute", fail_first)
    queue.start(province.db)
    until(lambda: met)
    until(lambda: queue.lost.is_set() or len(met) > 1)
    queue.look()
    until(lambda: len(met) > 1)
    assert workers_of(province.feeder, queue).jobs == queue.wanted == 2
