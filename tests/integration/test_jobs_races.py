"""Jobs beside people, beside each other, after a kill, and at night: each thing is done once."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
import transaction

from eduportal.content.jobs import job_in
from eduportal.content.portal import portal_of
from eduportal.jobs import queue, running
from eduportal.operations import pages, tasks
from eduportal.sidestore import job_turns, open_store
from tests import factories
from tests.integration.job_tasks import NOW


@pytest.fixture
def store(tmp_path):
    opened = open_store(f"sqlite:///{tmp_path}/side.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def job(portal, one, commit):
    """A job over 120 news items that nobody works on."""
    items = [factories.page(portal, one["tin-tuc"], f"Tin {number}", type_name="news_item").uuid
             for number in range(120)]
    found = tasks.start(portal, one, "tests.retitle", items, {"title": "Mới"}, by="", at=NOW)
    commit()
    return found


@pytest.fixture
def queues(store, declared, db, tmp_path):
    """A function that starts a queue as one process has it; all of them are stopped at the end."""
    started = []

    def start(**options):
        made = queue.JobQueue(store, declared, tmp_path / "jobs.sqlite", night=None, clock=lambda: NOW, **options)
        made.start(db)
        started.append(made)
        return made

    yield start
    for each in started:
        each.stop()


def revisions(unit, job):
    """Return the set of revisions of everything in a job: {2} when each was done once."""
    unit._p_jar.transaction_manager.begin()
    return {unit.find(item).revision for item in job.items(0, job.total)}


def at_once(*works):
    """Run functions in threads that begin at the same moment; what one raises is raised here."""
    barrier, raised = Barrier(len(works)), []

    def run(work):
        barrier.wait()
        try:
            work()
        except BaseException as error:
            raised.append(error)

    threads = [Thread(target=run, args=(work,)) for work in works]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    if raised:
        raise raised[0]


def test_who_saves_meanwhile_comes_first(db, declared, one, job):
    """The editor's save falls into the middle of a part: it stays, and the part is done again, once."""
    item, saves = job.item(3), []

    def clock():
        if not saves:
            saves.append(1)
            connection = db.open(transaction.TransactionManager())
            portal = portal_of(connection.root(), declared)
            page = portal.unit(one.uuid).find(item)
            pages.edit_page(portal, page, {**page.fields, "summary": "Của người sửa"}, seen=1, by="", at=NOW)
            connection.transaction_manager.commit()
            connection.close()
        return NOW

    waited = []
    worker = running.Worker(db, declared, one.uuid, job.uuid, clock=clock, sleep=waited.append)
    assert worker.run(seconds=None) is False
    one._p_jar.transaction_manager.begin()
    assert (job.state, job.cursor.done, job.cursor.failed) == ("done", 120, 0)
    assert len(waited) == 1
    page = one.find(item)
    assert (page.title, page.fields["summary"], page.revision) == ("Mới", "Của người sửa", 3)
    assert {one.find(each).revision for each in job.items(0, 120)} == {2, 3}


def test_two_workers_without_a_lease_do_nothing_twice(db, declared, one, job):
    works = [running.Worker(db, declared, one.uuid, job.uuid, clock=lambda: NOW) for _each in range(2)]
    at_once(*(lambda each=each: each.run(seconds=None) for each in works))
    assert revisions(one, job) == {2}
    assert (job.state, job.cursor.done) == ("done", 120)
    assert sum(len(part.rows) for part in job.parts.values()) == 120


def test_two_processes_with_one_queue_do_nothing_twice(queues, one, job):
    for each in (queues(workers=2), queues(workers=2)):
        assert each.wait()
    assert revisions(one, job) == {2}
    assert (job.state, job.cursor.done) == ("done", 120)


def test_a_job_that_was_committed_and_never_enqueued_is_found_at_the_start(queues, one, job):
    assert queues().wait()
    assert revisions(one, job) == {2}


def test_a_job_is_begun_right_after_its_commit(queues, portal, one, job, commit):
    working = queues()
    assert working.wait()
    one._p_jar.transaction_manager.begin()
    again = tasks.start(portal, one, "tests.retitle", list(job.items(0, 60)), {"title": "Lại"}, by="", at=NOW)
    commit()
    assert working.wait()
    one._p_jar.transaction_manager.begin()
    assert (again.state, again.cursor.done) == ("done", 60)


def test_an_aborted_start_begins_nothing(queues, portal, one, job):
    working = queues()
    assert working.wait()
    one._p_jar.transaction_manager.begin()
    again = tasks.start(portal, one, "tests.retitle", list(job.items(0, 60)), {"title": "Lại"}, by="", at=NOW)
    one._p_jar.transaction_manager.abort()
    assert working.wait()
    assert job_in(one, again.uuid) is None
    assert revisions(one, job) == {2}


def test_jobs_take_turns(db, declared, portal, one, two, job, commit):
    """A turn ends after its time although work is left; the next turn goes on where it ended."""
    assert running.Worker(db, declared, one.uuid, job.uuid, clock=lambda: NOW).run(seconds=0) is True
    one._p_jar.transaction_manager.begin()
    reached = job.cursor.next
    assert 0 < reached < 120
    assert running.Worker(db, declared, one.uuid, job.uuid, clock=lambda: NOW).run(seconds=None) is False
    assert revisions(one, job) == {2}


def test_a_lease_keeps_others_away_until_it_ends(store):
    with store.begin() as side:
        assert job_turns.take(side, "u", "j", "a", 1000)
        assert not job_turns.take(side, "u", "j", "b", 1000 + job_turns.LEASE - 1)
        assert job_turns.overdue(side, 1000) == []
        assert job_turns.overdue(side, 1000 + job_turns.LEASE) == [("u", "j")]
        assert job_turns.take(side, "u", "j", "b", 1000 + job_turns.LEASE)
        job_turns.put_back(side, "j", "a", 5)
        assert not job_turns.take(side, "u", "j", "c", 1001 + job_turns.LEASE)
        job_turns.put_back(side, "j", "b", 9999)
        assert job_turns.take(side, "u", "j", "c", 1001 + job_turns.LEASE)
        job_turns.forget(side, "j")
        assert job_turns.overdue(side, 99999) == []


def test_the_lease_of_a_dead_process_is_taken_at_once_that_of_a_living_one_is_not(queues):
    mine = queues(workers=0)
    host, pid, _token = mine.owner.split(":")
    assert pid == str(os.getpid())
    assert mine._is_gone(f"{host}:{pid}:another:x")
    assert not mine._is_gone(f"{mine.owner}:x")
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert not mine._is_gone(f"{host}:{child.pid}:t:x")
    child.communicate()
    assert mine._is_gone(f"{host}:{child.pid}:t:x")
    assert not mine._is_gone(f"elsewhere:{child.pid}:t:x")


def test_what_another_process_left_behind_is_found_by_looking_around(queues, store, one, job):
    """No scan and nothing in the queue: only the row of a worker whose lease is over tells of the job."""
    with store.begin() as side:
        job_turns.take(side, one.uuid, job.uuid, "elsewhere:1:t:x", 0)
    working = queues(workers=0)
    with store.read() as side:
        assert job_turns.overdue(side, job_turns.LEASE) == [(one.uuid, job.uuid)]
    working.look()
    assert working.huey.pending_count() == 1
    working.huey.execute(working.huey.dequeue())
    assert revisions(one, job) == {2}
    with store.read() as side:
        assert job_turns.overdue(side, 10**12) == []


def local(day, hour, minute=0):
    """Return the instant of an hour in Vietnam."""
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def nights(portal):
    """Return (how often the nightly work was started, how often the department had its night)."""
    root = portal.root
    root._p_jar.transaction_manager.begin()
    started = [job for job in root.jobs.jobs.values() if job.task == "tests.count_nights"] if root.jobs else []
    return len(started), sum(line[2] == "tests_night" for line in root.history)


def test_the_night_comes_once_a_day_and_is_made_up_for_after_a_downtime(db, declared, portal):
    def night(day, hour, minute=0):
        count = running.night(db, declared, 2, local(day, hour, minute))
        running.run_all(db, declared, local(day, hour, minute))
        return bool(count)

    assert not night(1, 10), "a new portal waits for its first night"
    assert not night(2, 1, 59)
    assert night(2, 2)
    assert not night(2, 2, 1)
    assert not night(3, 1)
    assert nights(portal) == (1, 1)
    assert night(6, 15), "three nights were slept through: one is made up for"
    assert not night(6, 16)
    assert night(7, 2)
    assert nights(portal) == (3, 3)
    school = portal.root["quan-1"]["thcs-mot"]
    assert [line[2] for line in school.history].count("tests_night") == 3


def test_two_processes_start_one_night(db, declared, portal):
    running.night(db, declared, 2, local(1, 10))
    counts = []
    at_once(*(lambda: counts.append(running.night(db, declared, 2, local(2, 3))) for _each in range(4)))
    assert sorted(map(bool, counts)) == [False, False, False, True]
    assert nights(portal)[0] == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("nightly", "24"), ("nightly", "-1"), ("nightly", "2:30"), ("jobs.workers", "many"), ("jobs.workers", "-1"),
     ("sidestore", "postgresql+psycopg2://db/side")],
)
def test_a_setting_that_cannot_be_understood_stops_the_start(tmp_path, name, value):
    settings = {"eduportal.sidestore": f"sqlite:///{tmp_path}/side.sqlite", f"eduportal.{name}": value}
    with pytest.raises(ValueError, match=r"eduportal\."):
        queue.queue_of(settings, None, None, lambda: NOW)


def test_the_queue_stands_beside_the_side_store_or_where_it_is_told_to(tmp_path):
    settings = {"eduportal.sidestore": f"sqlite:///{tmp_path}/a/side.sqlite"}
    queue.queue_of(settings, None, None, lambda: NOW)
    assert (tmp_path / "a" / "jobs.sqlite").exists()
    queue.queue_of({**settings, "eduportal.jobs": f"{tmp_path}/b/queue"}, None, None, lambda: NOW)
    assert (tmp_path / "b" / "queue").exists()
