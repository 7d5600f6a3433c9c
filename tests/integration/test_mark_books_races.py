"""People in one mark book at once: against a lock, against the end of the window, five at once, one batch five times.

Each race is also run with a book that merges cells, to see that the test would find the bad history.
"""

from types import SimpleNamespace

import pytest

from eduportal.content.journals import Journal, JournalPage
from eduportal.content.mark_books import MarkBook
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.marks import EMPTY
from eduportal.operations.mark_books import CellsChanged, CellsRefused, enter_marks, lock_column
from tests.integration.mark_book_setup import NOW, WORKFLOW, Person, Window, later, new_book, opened, together

ROUNDS = 40


class MergingPage(JournalPage):
    """A page that lets both lines stand when two writers meet: what the portal must not have."""

    def _p_resolveConflict(self, old, saved, new):
        return {**saved, "entries": saved["entries"] + new["entries"][len(old["entries"]):]}


class MergingJournal(Journal):
    page_type = MergingPage

    def _p_resolveConflict(self, old, saved, new):
        return saved


class MergingBook(MarkBook):
    """A book that merges by cell, as one would first think of it."""

    journal_type = MergingJournal

    def _p_resolveConflict(self, old, saved, new):
        cells = zip(old["matrix"], saved["matrix"], new["matrix"], strict=True)
        merged = bytes(theirs if mine == before else mine for before, theirs, mine in cells)
        columns = zip(old["column_states"], saved["column_states"], new["column_states"], strict=True)
        states = tuple(theirs if mine == before else mine for before, theirs, mine in columns)
        return {**saved, "matrix": merged, "column_states": states}


def save(batch, cells, by="gv-toan", at=NOW):
    return lambda root: enter_marks(root["book"], cells, batch=batch, by=by, at=at, workflow=WORKFLOW,
                                    window=root.get("window"))


def lock(column):
    return lambda root: lock_column(root["book"], column, "Hết hạn nhập điểm", by="giao-vu", at=NOW)


def marks_after_lock(book, column):
    """Return how many entries of the journal changed the column after it was locked, by the order of the journal."""
    locked, found = False, 0
    for entry in book.journal.entries():
        if entry.kind == "lock" and entry.changes[0][1] == column:
            locked = True
        found += locked and entry.kind == "enter" and any(change[1] == column for change in entry.changes)
    return found


def prepared(path, book_type):
    book = new_book(5, book_type)
    book.record("note", [], by="gv-toan", at=NOW)  # the first page exists, so that both writers write the same one
    return opened(path, book=book)


def race_against_lock(database, pause):
    """Save into "tx1" while it is locked; ``pause`` runs in the saver between check and commit. Return the refusal."""
    saver, locker = Person(database), Person(database)
    try:
        saver.until_saved(save("batch-aaa", {("hs-00", "tx1"): ("", "9")}), lambda: pause(locker))
    except CellsRefused as refusal:
        return refusal
    return None


@pytest.mark.parametrize(("book_type", "refused", "bad"), [(MarkBook, True, 0), (MergingBook, False, 1)])
def test_a_lock_between_check_and_commit(tmp_path, book_type, refused, bad):
    locked = []

    def lock_once(locker):
        if not locked:
            locked.append(locker.once(lock("tx1")))

    with prepared(tmp_path, book_type) as database:
        refusal = race_against_lock(database, lock_once)
        assert (refusal is not None) is refused
        if refused:
            assert [(each["student"], each["column"]) for each in refusal.refusals] == [("hs-00", "tx1")]
            assert "Hết hạn nhập điểm" in refusal.refusals[0]["message"]
        with database.transaction() as connection:
            book = connection.root()["book"]
            assert locked
            assert book.lock_of("tx1") is not None
            assert marks_after_lock(book, "tx1") == bad
            assert book.code_at("hs-00", "tx1") == (EMPTY if refused else 90)


def test_saves_and_locks_in_many_rounds(tmp_path):
    """Whoever comes first: the mark lands before the lock, or not at all."""
    landed = conflicts = 0
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        folder.mkdir()
        with prepared(folder, MarkBook) as database:
            saver, locker = Person(database), Person(database)
            # Other columns first, in some rounds: now the save comes before the lock of its column, now after it.
            order = [*("tx2", "tx3", "tx4", "gk", "ck")[:number % 6], "tx1"]
            saved, _locked = together(
                lambda saver=saver: saver.until_saved(save("batch-aaa", {("hs-00", "tx1"): ("", "9")})),
                lambda locker=locker, order=order: [locker.until_saved(lock(column)) for column in order])
            conflicts += saver.conflicts + locker.conflicts
            with database.transaction() as connection:
                book = connection.root()["book"]
                kinds = [entry.kind for entry in book.journal.entries()]
                assert kinds.count("lock") == len(order)
                assert isinstance(saved, dict if "enter" in kinds else CellsRefused)
                assert book.code_at("hs-00", "tx1") == (90 if "enter" in kinds else EMPTY)
                assert marks_after_lock(book, "tx1") == 0
                assert book.verify()
                landed += "enter" in kinds
    print(f"save against lock: {ROUNDS} rounds, {landed} marks landed before the lock, {conflicts} conflicts")


def close_window(root):
    root["window"].closes = NOW


def extend_window(root):
    root["window"].closes = later(3600)


@pytest.mark.parametrize(("reads_current", "lands"), [(True, False), (False, True)])
def test_the_window_closes_between_check_and_commit(tmp_path, reads_current, lands):
    """With a window that is only looked at, the mark lands after the closing: seen to fail without readCurrent."""
    closed = []

    def act(root):
        window = root["window"]
        if not reads_current:
            window = SimpleNamespace(opens=window.opens, closes=window.closes, set_by=window.set_by, title=window.title)
        return enter_marks(root["book"], {("hs-00", "tx1"): ("", "9")}, batch="batch-aaa", by="gv-toan", at=NOW,
                           workflow=WORKFLOW, window=window)

    def close_once():
        if not closed:
            closed.append(True)
            Person(database).once(close_window)

    with opened(tmp_path, book=new_book(5), window=Window()) as database:
        if lands:
            Person(database).until_saved(act, close_once)
        else:
            with pytest.raises(RuleError, match="closed at"):
                Person(database).until_saved(act, close_once)
        with database.transaction() as connection:
            assert (len(connection.root()["book"].journal) == 1) is lands


def test_saves_and_closings_in_many_rounds(tmp_path):
    """The order of the transactions decides: a mark never has a later serial than the closing of its window."""
    landed = 0
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        folder.mkdir()
        with opened(folder, book=new_book(5), window=Window()) as database:
            saved, _closed = together(
                lambda: Person(database).until_saved(save("batch-aaa", {("hs-00", "tx1"): ("", "9")})),
                lambda number=number: [Person(database).until_saved(act)
                                       for act in (*[extend_window] * (number % 6), close_window)])
            with database.transaction() as connection:
                book, window = connection.root()["book"], connection.root()["window"]
                window._p_activate()
                if len(book.journal):
                    assert isinstance(saved, dict)
                    assert book._p_serial < window._p_serial
                    landed += 1
                else:
                    assert isinstance(saved, RuleError)
    print(f"save against closing: {ROUNDS} rounds, {landed} marks landed before the closing")


def test_five_people_in_one_book(tmp_path):
    """Each has nine students and six batches; every mark of all five is there, and in the journal once."""
    keys = new_book(0).column_keys

    def work(number):
        person = Person(database)
        students = [f"hs-{row:02}" for row in range(number * 9, number * 9 + 9)]
        for place, key in enumerate(keys):
            cells = {(student, key): ("", f"{number},{place}") for student in students}
            person.until_saved(save(f"batch-{number}-{key}", cells, by=f"gv-{number}"))
        return person.conflicts

    with opened(tmp_path, book=new_book()) as database:
        conflicts = together(*(lambda number=number: work(number) for number in range(5)))
        with database.transaction() as connection:
            book = connection.root()["book"]
            for row, student in enumerate(book.students):
                assert list(book.row(student)) == [row // 9 * 10 + place for place in range(len(keys))]
            cells = [change[:2] for entry in book.journal.entries() for change in entry.changes]
            assert len(cells) == len(set(cells)) == 45 * len(keys)
            assert {entry.by for entry in book.journal.entries()} == {f"gv-{number}" for number in range(5)}
            assert book.verify()
    print(f"five people in one book: 30 saves, conflicts {conflicts}")


def test_two_people_type_into_one_cell(tmp_path):
    """One mark is saved, the other person is shown both; no lost update and no double line (abuse case 32)."""
    with opened(tmp_path, book=new_book()) as database:
        answers = together(*[lambda number=number: Person(database).until_saved(
            save(f"batch-{number:03}", {("hs-00", "tx1"): ("", str(number))}, by=f"gv-{number}")) for number in (7, 8)])
        saved = next(answer for answer in answers if isinstance(answer, dict))["cells"][0]
        conflict = next(answer for answer in answers if isinstance(answer, CellsChanged)).conflicts[0]
        assert (conflict["theirs"], conflict["by"], conflict["at"]) == (saved["value"], saved["by"], saved["at"])
        assert {conflict["mine"], saved["value"]} == {"7", "8"}
        with database.transaction() as connection:
            assert len(connection.root()["book"].journal) == 1


def test_the_same_batch_five_times_at_once(tmp_path):
    cells = {("hs-00", "tx1"): ("", "8"), ("hs-01", "tx1"): ("", "7,5")}
    with opened(tmp_path, book=new_book()) as database:
        answers = together(*[lambda: Person(database).until_saved(save("batch-one", cells))] * 5)
        assert answers == [answers[0]] * 5
        assert answers[0]["saved"] == 2
        with database.transaction() as connection:
            assert len(connection.root()["book"].journal) == 1
        with pytest.raises(NotAllowed):
            Person(database).once(save("batch-one", cells, by="gv-khac", at=later(5)))


def test_thirteen_books_of_a_class_at_once(tmp_path):
    """Thirteen subject teachers of one class never meet."""
    books = {f"book-{number}": new_book(uuid=f"so-{number}") for number in range(13)}

    def work(number):
        person = Person(database)
        for key in ("tx1", "tx2", "gk"):
            cells = {(f"hs-{row:02}", key): ("", "8") for row in range(45)}
            person.until_saved(lambda root, key=key, cells=cells: enter_marks(
                root[f"book-{number}"], cells, batch=f"batch-{number}-{key}", by=f"gv-{number}", at=NOW,
                workflow=WORKFLOW, window=root["window"]))
        return person.conflicts

    with opened(tmp_path, window=Window(), **books) as database:
        assert together(*(lambda number=number: work(number) for number in range(13))) == [0] * 13
        with database.transaction() as connection:
            assert [connection.root()[name].summary["filled"] for name in books] == [135] * 13
