"""A process that works on jobs until it is killed. Run as: python -m tests.faults.job_child FOLDER REACHED

It has the queue and its worker threads as the server has them. When the job of the school has come to item REACHED it
says so, once, and goes on; at the end of the job it says "done" and stops cleanly.
"""

import sys
import time
from datetime import UTC, datetime

import transaction
import ZODB
from ZODB.FileStorage import FileStorage

from eduportal import definitions
from eduportal.content.portal import portal_of
from eduportal.jobs.queue import queue_of
from eduportal.sidestore import open_store
from tests.integration import job_tasks

#: The task must be known to this process.
TASK = job_tasks.retitle


def main(folder, reached):
    declared = definitions.load()
    db = ZODB.DB(FileStorage(f"{folder}/Data.fs", blob_dir=f"{folder}/blobs"), cache_size=20_000)
    settings = {"eduportal.sidestore": f"sqlite:///{folder}/side.sqlite", "eduportal.nightly": "never"}
    store = open_store(settings["eduportal.sidestore"])
    working = queue_of(settings, store, declared, lambda: datetime.now(UTC))
    working.start(db)
    watch(db, declared, reached)
    working.stop()
    print("done", flush=True)


def watch(db, declared, reached):
    """Tell once that the job has come to an item; return when it has ended."""
    connection, told = db.open(transaction.TransactionManager()), False
    while True:
        connection.transaction_manager.begin()
        school = portal_of(connection.root(), declared).root["quan-1"]["thcs-mot"]
        job = next(iter(school.jobs.jobs.values()))
        if not told and job.cursor.next >= reached:
            print("reached", flush=True)
            told = True
        if not job.is_open:
            return
        time.sleep(0.05)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
