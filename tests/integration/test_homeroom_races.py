"""People in one class record at once: against a lock, against the closing of the class, two in one cell, one batch."""

import pytest

from eduportal.content.class_records import ClassRecord
from eduportal.domain.errors import RuleError
from eduportal.operations.homeroom import EntriesChanged, EntriesRefused, enter_conduct, lock_conduct
from tests.integration.homeroom_records import new_class, texts
from tests.integration.mark_book_setup import NOW, Person, opened, together

ROUNDS = 15


def save(levels, *, term=1, seen="", batch=""):
    return lambda root: enter_conduct(None, root["class"], texts(levels, seen), term=term, by="", at=NOW, batch=batch)


def lock(term=1):
    return lambda root: lock_conduct(None, root["class"], term, "Hết học kì", by="", at=NOW,
                                     missing_confirmed=True)


def close(root):
    root["class"].state = "closed"


def read(database, question):
    with database.transaction() as connection:
        return question(connection.root()["class"].class_record)


def after_lock(record):
    """Return how many levels were entered after the lock, by the order of the journal."""
    kinds = [entry.kind for entry in record.journal.entries()]
    return kinds[kinds.index("lock"):].count("enter") if "lock" in kinds else 0


@pytest.mark.parametrize("begun", [True, False])
def test_nothing_is_entered_after_the_lock(tmp_path, begun):
    """Also when the record is made by one of the two, at the first write of the class."""
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        folder.mkdir()
        with opened(folder, **{"class": new_class(5)}) as database:
            if begun:
                Person(database).once(save({4: "Khá"}, term=2))
            answers = together(lambda db=database: Person(db).until_saved(save({0: "Tốt"})),
                               lambda db=database: Person(db).until_saved(lock()))
            assert not isinstance(answers[1], Exception), answers[1]
            entered = not isinstance(answers[0], Exception)
            assert entered or isinstance(answers[0], EntriesRefused), answers[0]
            assert read(database, lambda record: (record.conduct("hs-00", 1) == "Tốt", after_lock(record),
                                                  record.verify())) == (entered, 0, True)


def test_nothing_is_entered_into_a_class_that_is_closed_meanwhile(tmp_path):
    with opened(tmp_path, **{"class": new_class(5)}) as database:
        Person(database).once(save({4: "Khá"}))
        closer = Person(database)
        writer = Person(database)
        tries = []

        def pause():
            if not tries:
                closer.once(close)
            tries.append(1)
        with pytest.raises(RuleError) as refused:
            writer.until_saved(save({0: "Tốt"}), before_commit=pause)
        assert "closed" in str(refused.value)
        assert writer.conflicts == 1
        assert read(database, lambda record: record.conduct("hs-00", 1)) is None


def test_two_people_type_into_one_cell(tmp_path):
    """One level is saved, the other person is shown both; no lost update and no double line (abuse case 32)."""
    with opened(tmp_path, **{"class": new_class()}) as database:
        answers = together(*[lambda level=level: Person(database).until_saved(save({0: level}))
                             for level in ("Tốt", "Khá")])
        conflict = next(each for each in answers if isinstance(each, EntriesChanged))
        assert [each for each in answers if each == 1] == [1]
        stored, entries = read(database, lambda record: (record.conduct("hs-00", 1), len(record.journal)))
        assert conflict.theirs == {("hs-00", "conduct1"): stored}
        assert {stored, *conflict.mine.values()} == {"Tốt", "Khá"}
        assert entries == 1


def test_two_people_fill_different_students_and_nothing_is_lost(tmp_path):
    with opened(tmp_path, **{"class": new_class()}) as database:
        parts = [dict.fromkeys(range(first, 45, 2), "Tốt") for first in (0, 1)]
        answers = together(*[lambda part=part: Person(database).until_saved(save(part)) for part in parts])
        assert answers == [23, 22]
        assert read(database, lambda record: [record.conduct(each, 1) for each in record.students]) == ["Tốt"] * 45
        assert read(database, ClassRecord.verify)


def test_the_same_batch_five_times_at_once(tmp_path):
    with opened(tmp_path, **{"class": new_class()}) as database:
        answers = together(*[lambda: Person(database).until_saved(save({0: "Tốt", 1: "Khá"}, batch="batch-one"))] * 5)
        assert answers == [2] * 5
        assert read(database, lambda record: len(record.journal)) == 1
        # Also when somebody has changed the cell since: what comes twice is not done twice.
        Person(database).once(save({0: "Đạt"}, seen="Tốt"))
        Person(database).once(save({0: ""}, seen="Đạt"))
        assert Person(database).once(save({0: "Tốt", 1: "Khá"}, batch="batch-one")) == 2
        assert read(database, lambda record: record.conduct("hs-00", 1)) is None


def test_a_save_writes_the_record_and_one_page_and_not_the_class(tmp_path):
    with opened(tmp_path, **{"class": new_class(60)}) as database:
        person, written = Person(database), []
        person.once(save(dict.fromkeys(range(60), "Tốt")))
        person.once(save({0: "Khá"}, seen="Tốt"))

        def act(root):
            save({1: "Khá"}, seen="Tốt")(root)
            written.extend(sorted(type(each).__name__ for each in root["class"]._p_jar._registered_objects))
        person.once(act)
        assert written == ["ClassRecord", "JournalPage"]
        assert read(database, lambda record: len(record._p_jar._storage.load(record._p_oid)[0])) < 1500
