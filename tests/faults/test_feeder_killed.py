"""kill -9 between a commit and its feeding, and in the middle of the feeding: nothing that was committed is lost."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import ZODB
from sqlalchemy import func, select
from ZODB.FileStorage import FileStorage

from eduportal.jobs.feeder import Feeder, rebuild
from eduportal.sidestore import feed, open_store
from eduportal.sidestore.tables import derived
from tests.faults.feeder_child import PAGES

pytestmark = pytest.mark.fault
ROOT = Path(__file__).parents[2]


def killed_at(folder, moment):
    """Run the child in ``folder``, kill it at the moment, return how many pages the side store then holds."""
    child = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.faults.feeder_child", str(folder), moment],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert child.stdout.readline().strip() == moment
    finally:
        os.kill(child.pid, signal.SIGKILL)
        assert child.wait(30) == -signal.SIGKILL
        child.stdout.close()
    store = open_store(f"sqlite:///{folder}/side.sqlite")
    try:
        return count(store)
    finally:
        store.close()


def count(store):
    with store.read() as side:
        return side.scalar(select(func.count()).select_from(derived(side).objects))


@pytest.mark.parametrize(
    ("moment", "least", "most"),
    [
        ("committed", 0, 0),
        ("insert:1", 0, 0),
        ("insert:20", 0, 0),
        (f"insert:{PAGES + 7}", PAGES, PAGES),
        ("commit:1", PAGES, PAGES),
        (f"insert:{2 * PAGES + 1}", 2 * PAGES, 2 * PAGES),
        ("commit:2", 2 * PAGES, 2 * PAGES),
    ],
)
def test_the_next_start_feeds_what_a_kill_cut_off(tmp_path, declared, moment, least, most):
    assert least <= killed_at(tmp_path, moment) <= most
    db = ZODB.DB(FileStorage(str(tmp_path / "Data.fs"), blob_dir=str(tmp_path / "blobs")))
    store, anew = open_store(f"sqlite:///{tmp_path}/side.sqlite"), open_store(f"sqlite:///{tmp_path}/anew.sqlite")
    feeder = Feeder(store, declared)
    feeder.start(db)
    try:
        assert feeder.wait()
        assert count(store) == 3 * PAGES
        rebuild(db, anew, declared)
        with store.read() as fed, anew.read() as rebuilt:
            assert feed.dump(fed) == feed.dump(rebuilt)
    finally:
        feeder.stop()
        for each in (store, anew):
            each.close()
        db.close()
