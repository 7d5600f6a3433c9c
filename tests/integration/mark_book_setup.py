"""Mark books in a real FileStorage, people who write in them from threads, and the retry that the portal does."""

import random
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import transaction
from persistent import Persistent
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from ZODB.POSException import ConflictError

from eduportal.content.mark_books import MarkBook
from eduportal.definitions import load
from eduportal.domain.rulesets import columns

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
ATTEMPTS = 8
WORKFLOW = load().workflows["mark_book"]


class Window(Persistent):
    """An entry window as the class above the book holds it."""

    opens, closes, set_by, title = NOW - timedelta(days=30), NOW + timedelta(days=30), "gv-hieu-truong", "Học kì I"


def later(seconds):
    return NOW + timedelta(seconds=seconds)


def new_book(students=45, book_type=MarkBook, uuid="so-1", kind="mark"):
    """Return a book with 4 continuous columns, gk and ck; students s00, s01 ..."""
    named = columns("tt22", kind, 105)
    return book_type(uuid, subject="toan", subject_title="Toán", term=1, rules="tt22", kind=kind,
                     columns=map(tuple, named), students=[f"hs-{number:02}" for number in range(students)])


@contextmanager
def opened(path, **objects):
    """Yield a database with ``objects`` at its root."""
    database = DB(FileStorage(str(path / "Data.fs")), pool_size=20)
    with database.transaction() as connection:
        connection.root().update(objects)
    try:
        yield database
    finally:
        database.close()


class Person:
    """One thread's way into the database: a transaction manager and a connection of its own; counts its conflicts."""

    def __init__(self, database):
        self.manager = transaction.TransactionManager()
        self.database = database
        self.conflicts = 0

    def once(self, act, before_commit=lambda: None):
        """Carry out ``act(root)`` in a transaction of its own and return what it returns; refusals roll back."""
        self.manager.begin()
        connection = self.database.open(self.manager)
        try:
            answer = act(connection.root())
            before_commit()
            self.manager.commit()
            return answer
        finally:
            self.manager.abort()
            connection.close()

    def until_saved(self, act, before_commit=lambda: None, attempts=ATTEMPTS):
        """As pyramid_retry does: repeat the whole operation after a conflict, with some jitter as the portal has it."""
        for attempt in range(1, attempts):
            try:
                return self.once(act, before_commit)
            except ConflictError:
                self.conflicts += 1
                threading.Event().wait(random.uniform(0, 0.004 * attempt))
        return self.once(act, before_commit)


def together(*jobs):
    """Run the jobs at once, each in a thread; return their results (or the exceptions that ended them) in order."""
    results = [None] * len(jobs)
    start = threading.Barrier(len(jobs))

    def run(number):
        start.wait()
        try:
            results[number] = jobs[number]()
        except Exception as error:
            results[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
