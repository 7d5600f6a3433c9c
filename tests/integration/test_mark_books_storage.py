"""What a mark book costs on disk and to read; what is never written again; tampering that is found."""

import time

import pytest

from eduportal.content.journals import LINES_OF_A_PAGE
from eduportal.domain.rulesets import Column
from eduportal.operations.mark_books import enter_marks, lock_column
from tests.integration.mark_book_setup import NOW, WORKFLOW, Person, later, new_book, opened


def enter(database, batch, cells, by="gv-toan", at=NOW):
    return Person(database).once(
        lambda root: enter_marks(root["book"], cells, batch=batch, by=by, at=at, workflow=WORKFLOW))


def grown_by(database, act):
    before = database.storage.getSize()
    act()
    return database.storage.getSize() - before


def percentile(values, hundredth):
    return sorted(values)[min(len(values) - 1, len(values) * hundredth // 100)]


def column_cells(key, seen, typed):
    return {(f"hs-{row:02}", key): (seen, typed) for row in range(45)}


def test_bytes_written_by_saves(tmp_path):
    """A column of 45 and a single cell stay small however long the journal grows."""
    with opened(tmp_path, book=new_book()) as database:
        columns, singles, seen = [], [], ""
        for number in range(36):
            typed = f"{number % 9},{number % 7}"
            columns.append(grown_by(database, lambda number=number, seen=seen, typed=typed: enter(
                database, f"1f6a0c58-70aa-4d7e-8a53-column{number:06}", column_cells("tx1", seen, typed))))
            seen = typed
        for number in range(200):
            cell = {("hs-07", "gk"): (str((number + 9) % 10) if number else "", str(number % 10))}
            singles.append(grown_by(database, lambda number=number, cell=cell: enter(
                database, f"1f6a0c58-70aa-4d7e-8a53-single{number:06}", cell)))
        for name, sizes in (("45 cells", columns), ("1 cell", singles)):
            print(f"bytes a save of {name}: p50 {percentile(sizes, 50)}, p95 {percentile(sizes, 95)}, "
                  f"first {sizes[0]}, last {sizes[-1]}, most {max(sizes)}")
        # A journal in one piece would cost 44 KB a save here (design/architecture.md, section 3).
        assert max(columns + singles) < 16_000


def test_a_closed_page_is_never_written_again(tmp_path):
    with opened(tmp_path, book=new_book()) as database:
        def pages():
            with database.transaction() as connection:
                journal = connection.root()["book"].journal
                found = []
                for page in journal.pages:
                    page._p_activate()
                    found.append((page._p_oid, page._p_serial, page.lines))
                return found

        first = []
        for number in range(120):
            student, seen = f"hs-{number % 45:02}", "" if number < 45 else str((number - 45) % 10)
            enter(database, f"batch-{number:05}", {(student, "tx1"): (seen, str(number % 10))})
            if number == 60:
                first = pages()
        assert [lines for _oid, _serial, lines in pages()] == [50, 50, 20]
        assert [page[2] for page in first] == [50, 11]
        assert pages()[0] == first[0]
        assert pages()[1][1] != first[1][1]


def test_an_act_is_never_torn_apart(tmp_path):
    with opened(tmp_path, book=new_book()) as database:
        enter(database, "batch-small", {("hs-00", "tx1"): ("", "1")})
        whole = {(f"hs-{row:02}", key): ("", "8") for row in range(45) for key in ("tx2", "tx3", "tx4", "gk", "ck")}
        answer = enter(database, "batch-whole", whole)
        enter(database, "batch-after", {("hs-00", "tx1"): ("1", "2")})
        with database.transaction() as connection:
            book = connection.root()["book"]
            assert [page.lines for page in book.journal.pages] == [1, 225, 1]
            assert book.journal.pages[1].lines > LINES_OF_A_PAGE
            assert book.verify()
        assert answer == enter(database, "batch-whole", whole)


def test_an_old_batch_is_found_without_loading_every_page(tmp_path):
    """A batch that was never sent loads the last page only; one of long ago loads its own page as well."""
    with opened(tmp_path, book=new_book()) as database:
        first = {("hs-00", "tx1"): ("", "0")}
        answer = enter(database, "batch-00000", first)
        for number in range(1, 500):
            enter(database, f"batch-{number:05}", {("hs-00", "tx1"): (str((number - 1) % 10), str(number % 10))})
        enter(database, "batch-lock-9", {("hs-01", "tx1"): ("", "5")})
        Person(database).once(lambda root: lock_column(root["book"], "tx1", "Hết hạn", by="giao-vu", at=later(60)))
        assert enter(database, "batch-00000", first) == answer
        database.cacheMinimize()
        with database.transaction() as connection:
            journal = connection.root()["book"].journal
            assert len(journal.pages) == 11
            assert journal.batch_answer("batch-never") is None
            assert [page._p_state for page in journal.pages].count(-1) == 10
            assert journal.batch_answer("batch-00120").changes == ((0, "tx1", 90, 0),)
            assert [page._p_state for page in journal.pages].count(-1) == 9


@pytest.mark.parametrize("tamper", ["cell", "line", "who", "page", "dropped", "first_page", "student"])
def test_tampering_is_found(tmp_path, tamper):
    with opened(tmp_path, book=new_book()) as database:
        for number, key in enumerate(("tx1", "tx2", "tx3")):
            enter(database, f"batch-{number:05}", column_cells(key, "", "7"), at=later(number))
        with database.transaction() as connection:
            assert connection.root()["book"].verify()
        with database.transaction() as connection:
            change_behind_the_journal(connection.root()["book"], tamper)
        with database.transaction() as connection:
            assert not connection.root()["book"].verify()


def change_behind_the_journal(book, tamper):
    journal, page = book.journal, book.journal.pages[1]
    at, by, batch, kind, changes, note, sent = page.entries[0]
    if tamper == "cell":
        book.matrix = bytes([100]) + book.matrix[1:]
    elif tamper == "line":
        page.entries = ((at, by, batch, kind, ((0, "tx2", 255, 100), *changes[1:]), note, sent),)
    elif tamper == "who":
        page.entries = ((at, "gv-khac", batch, kind, changes, note, sent),)
    elif tamper == "page":
        page.write(next(journal.entries()))
    elif tamper == "dropped":
        journal.pages = journal.pages[:-1]
    elif tamper == "first_page":
        journal.pages = journal.pages[1:]
    else:
        book.frame.students = (book.students[1], book.students[0], *book.students[2:])


def test_reading_a_class_cold(tmp_path):
    """30 students × 12 columns in 13 books: loaded from disk and computed, nothing in the cache."""
    books = {}
    for number in range(13):
        book = new_book(30, uuid=f"so-{number}")
        book.frame.columns = tuple(tuple(Column(f"c{place}", f"Cột {place}", "tx", 1)) for place in range(12))
        book.matrix, book.column_states = bytes(row % 101 for row in range(360)), book.column_states[:1] * 12
        books[f"book-{number}"] = book
    with opened(tmp_path, **books) as database:
        connection = database.open()
        cold, computed = [], []
        for _round in range(20):
            database.cacheMinimize()
            began = time.perf_counter()
            rows = [bytes(connection.root()[name].row("hs-29")) for name in books]
            loaded = time.perf_counter()
            averages = [book.average(student) for book in connection.root().values() for student in book.students]
            cold.append((loaded - began) * 1000)
            computed.append((time.perf_counter() - loaded) * 1000)
        connection.close()
        print(f"13 books of 30 × 12 read cold: p50 {percentile(cold, 50):.2f} ms, p95 {percentile(cold, 95):.2f} ms; "
              f"one book: {percentile(cold, 50) / 13:.3f} ms; 390 averages: {percentile(computed, 50):.1f} ms")
        assert rows == [bytes(place % 101 for place in range(348, 360))] * 13
        assert len(averages) == 390
        assert all(averages)
