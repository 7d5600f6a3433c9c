"""A process that is killed at a chosen moment. Run as: python -m tests.faults.feeder_child FOLDER MOMENT

Moments: "committed" (between the commit and the feeding: nobody listens to the end), "insert:N" (before the N-th row of
a page goes into the side store), "commit:N" (after the N-th transaction of the side store that fed something). There it
writes the moment to its output and waits for the end.
"""

import signal
import sys
from pathlib import Path

import transaction
import ZODB
from sqlalchemy import event
from ZODB.FileStorage import FileStorage

from eduportal import definitions
from eduportal.content import outbox
from eduportal.jobs.feeder import Feeder
from eduportal.sidestore import open_store
from tests import factories

#: Published pages in each of the three schools.
PAGES = 30


def main(folder, moment):
    declared = definitions.load()
    db = ZODB.DB(FileStorage(str(folder / "Data.fs"), blob_dir=str(folder / "blobs")))
    store = open_store(f"sqlite:///{folder}/side.sqlite")
    if moment == "committed":
        outbox.listeners.append(lambda uuid: wait_for_the_end(moment))
    else:
        stop_at(store, moment)
        Feeder(store, declared).start(db)
    write(db, declared)
    signal.pause()


def write(db, declared):
    connection = db.open(transaction.TransactionManager())
    portal = factories.small_city(connection.root(), declared)
    connection.transaction_manager.commit()
    office = portal.root["quan-1"]
    for school in (office["thcs-mot"], office["thcs-hai"], portal.root["thpt-mot"]):
        for number in range(PAGES):
            factories.page(
                portal, school["tin-tuc"], f"Tin {number} của {school.code}", type_name="news_item", published=True
            )
    connection.transaction_manager.commit()


def stop_at(store, moment):
    """Watch the side store's own connection and stop at the moment."""
    kind, number = moment.split(":")
    seen = {"insert": 0, "commit": 0, "fed": False}

    @event.listens_for(store._writer, "before_cursor_execute")
    def before(conn, cursor, statement, parameters, context, executemany):
        if statement.startswith("INSERT INTO objects_"):
            seen["insert"] += 1
            seen["fed"] = True
            if kind == "insert" and seen["insert"] == int(number):
                wait_for_the_end(moment)

    @event.listens_for(store._writer, "checkin")
    def after(connection, record):
        seen["commit"] += seen["fed"]
        seen["fed"] = False
        if kind == "commit" and seen["commit"] == int(number):
            wait_for_the_end(moment)


def wait_for_the_end(moment):
    print(moment, flush=True)
    while True:
        signal.sigwait({signal.SIGUSR1})


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
