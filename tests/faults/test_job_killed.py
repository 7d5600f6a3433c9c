"""kill -9 of the server in the middle of a job over 5,000 pages: it goes on, nothing is done twice or by half."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
import transaction
import ZODB
from ZODB.FileStorage import FileStorage

from eduportal.content.portal import portal_of
from eduportal.operations import tasks
from tests import factories
from tests.faults.job_child import TASK

pytestmark = pytest.mark.fault
ROOT = Path(__file__).parents[2]
PAGES = 5000
NEW = "Mới"


@contextmanager
def opened(folder, declared):
    """Give the portal in ``folder``; commit at the end."""
    db = ZODB.DB(FileStorage(str(folder / "Data.fs"), blob_dir=str(folder / "blobs")), cache_size=50_000)
    connection = db.open(transaction.TransactionManager())
    try:
        yield portal_of(connection.root(), declared) or connection.root()
        connection.transaction_manager.commit()
    finally:
        connection.transaction_manager.abort()
        connection.close()
        db.close()


def build(folder, declared):
    with opened(folder, declared) as root:
        portal = factories.small_city(root, declared)
        school = portal.root["quan-1"]["thcs-mot"]
        uuids = [factories.page(portal, school["tin-tuc"], f"Tin {number}", type_name="news_item", body="<p>x</p>").uuid
                 for number in range(PAGES)]
        tasks.start(portal, school, "tests.retitle", uuids, {"title": NEW}, by="", at=factories.NOW)


def server(folder, reached):
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.faults.job_child", str(folder), str(reached)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )


def killed_at(folder, reached):
    child = server(folder, reached)
    try:
        assert child.stdout.readline().strip() == "reached"
    finally:
        os.kill(child.pid, signal.SIGKILL)
        assert child.wait(30) == -signal.SIGKILL
        child.stdout.close()


def ended(folder):
    child = server(folder, PAGES)
    told, _nothing = child.communicate(timeout=120)
    assert child.returncode == 0
    return told.split()


def state_of(folder, declared):
    """Return (number of the next item, how many pages were done), once all that is stored of each page agrees."""
    with opened(folder, declared) as portal:
        school = portal.root["quan-1"]["thcs-mot"]
        job = next(iter(school.jobs.jobs.values()))
        listed = {card.uuid: card.title for _oid, card in school.index.children(school["tin-tuc"].uuid)}
        done = 0
        for number, uuid in enumerate(job.items(0, PAGES)):
            page, is_done = school.find(uuid), number < job.cursor.next
            edits = sum(line[2] == "edit" for line in page.history)
            title = NEW if is_done else f"Tin {number}"
            assert (page.title, page.revision, edits, listed[uuid]) == (title, 1 + is_done, is_done, title)
            done += is_done
        lines = sum(len(part.rows) for part in job.parts.values())
        assert (job.cursor.done, job.cursor.failed, lines) == (done, 0, done)
        return job.cursor.next, done


def test_the_next_start_goes_on_where_a_kill_cut_the_job_off(tmp_path, declared):
    assert TASK.__name__ == "retitle"
    build(tmp_path, declared)
    before = 0
    for reached in (600, 2500):
        killed_at(tmp_path, reached)
        cut_off, done = state_of(tmp_path, declared)
        assert max(before + 1, reached) <= cut_off == done < PAGES
        before = cut_off
    assert ended(tmp_path) == ["reached", "done"]
    assert state_of(tmp_path, declared) == (PAGES, PAGES)
