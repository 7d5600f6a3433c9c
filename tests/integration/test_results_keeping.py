"""Keeping results in a real FileStorage: against a save of a mark, differences, reopening, the counts of a school."""

from datetime import timedelta

import pytest
from ZODB.POSException import ConflictError

from eduportal.content.portal import portal_of
from eduportal.domain.errors import Refused, RuleError
from eduportal.operations import school
from eduportal.operations.homeroom import save_after_summer
from eduportal.operations.mark_books import enter_marks
from eduportal.operations.results import (
    class_results,
    differences,
    keep_results,
    reopen_results,
    school_table,
    summarise_class,
)
from eduportal.operations.results.computing import missing_of
from eduportal.operations.results.school_table import summarise_unit
from eduportal.operations.tasks import do
from tests import factories
from tests.functional.results_setup import MARKS, class_of, fill, finish, open_books, whole_class
from tests.integration.mark_book_setup import Person

NOW = factories.NOW


@pytest.fixture
def portal(connection, declared):
    """A city whose class 6A1 is filled, committed."""
    made = factories.small_city(connection.root(), declared)
    factories.people(made)
    whole_class(made)
    connection.transaction_manager.commit()
    return made


def head(portal):
    return portal.accounts.by_login("hieutruong").uuid


def keep(portal, part="year"):
    return keep_results(portal, class_of(portal), part, by=head(portal), at=NOW)


def correct(portal, text="9", place=0):
    """Change the final test of term 2 in Toán of one student."""
    book = class_of(portal)["toan-hk2"]
    student, workflow = book.students[place], portal.definitions.workflow_of("mark_book")
    seen = {0: "8,5", 1: "4", 2: "3"}[place]
    enter_marks(book, {(student, "ck"): (seen, text)}, batch=f"correct-{place}-{text}", by="", at=NOW,
                workflow=workflow)


def test_what_is_kept_is_plain_and_whole(portal):
    kept = keep(portal)
    first = class_of(portal).roll[0][0]
    assert kept.rows[first]["learning"] == "Tốt"
    assert kept.rows[first]["subject:thcs_mathematics"] == 85
    assert kept.rows[first]["absences"] == (2, 0)
    assert (kept.rules, kept.by, kept.at) == ("tt22", head(portal), NOW.isoformat())
    assert kept.switches["tt22_uplift_comments"] == "yes"
    assert kept.counts["learning"] == {"Tốt": 1, "Khá": 1, "Chưa đạt": 1}
    with pytest.raises(RuleError, match="kept already"):
        keep(portal)


def test_a_mark_saved_while_a_summary_is_kept_makes_one_of_both_wait(db, portal, declared):
    """Both read the same book: whichever commits second does not stand on what the other changed."""
    keeper, teacher = Person(db), Person(db)

    def keeping(root):
        return keep(portal_of(root, declared)).counts["title"]

    def saving(root):
        correct(portal_of(root, declared))

    with pytest.raises(ConflictError):
        keeper.once(keeping, lambda: teacher.once(saving))
    assert keeper.until_saved(keeping) == {"Học sinh Giỏi": 1}
    shown = keeper.once(lambda root: differences(
        class_results(portal_of(root, declared), class_of(portal_of(root, declared))), "year"))
    assert shown == []


def test_a_mark_saved_after_keeping_is_a_difference(portal):
    keep(portal)
    keep(portal, "2")
    correct(portal)
    results = class_results(portal, class_of(portal))
    first = class_of(portal).roll[0][0]
    assert [(student, str(title), was, now) for student, title, was, now in differences(results, "2")] == [
        (first, "Toán", "8,5", "8,7")]
    assert [(str(title), was, now) for _student, title, was, now in differences(results, "year")] == [
        ("Toán", "8,5", "8,6")]
    assert differences(results, "1") == []


def test_a_student_who_came_later_is_a_difference(portal):
    keep(portal, "1")
    school_class = class_of(portal)
    student = {"code": "HS900", "name": "Trần Thị Mẫu Z", "born": NOW.date(), "sex": "nữ"}
    added = school.enrol_students(school_class, [student], since=NOW.date(), by="", at=NOW)
    found = differences(class_results(portal, school_class), "1")
    assert [each[0] for each in found] == added


def test_who_left_is_neither_missing_nor_counted(portal):
    school_class = class_of(portal)
    *rest, last = school_class.roll
    school_class.roll = (*rest, (*last[:3], "2026-10-01"))
    assert keep(portal).counts["students"] == 2
    assert differences(class_results(portal, school_class), "year") == []


def test_nothing_unfinished_is_kept_and_it_is_said_what_is_missing(portal):
    school_class = class_of(portal, "thcs-hai")
    open_books(portal, school_class)
    fill(portal, school_class, ({"": "8"}, {"": "8", "thcs_mathematics": ""}, {"": "8"}))
    finish(portal, school_class)
    with pytest.raises(Refused) as refused:
        keep_results(portal, school_class, "1", by="", at=NOW)
    (told,) = refused.value.reasons.values()
    assert told == "Toán: missing of 1 students (2. Trần Thị Mẫu B)"
    assert school_class.kept_results is None
    missing = missing_of(class_results(portal, school_class), "year")
    assert list(missing) == [("subject", "thcs_mathematics")]


def test_reopening_needs_a_reason_and_keeps_what_was(portal):
    keep(portal)
    for reason in ("", "   ", "x" * 1001):
        with pytest.raises(RuleError):
            reopen_results(portal, class_of(portal), "year", reason, by=head(portal), at=NOW)
    reopen_results(portal, class_of(portal), "year", "Chấm lại", by=head(portal), at=NOW)
    keep(portal)
    kept = class_of(portal).kept_results
    assert list(kept.parts) == ["year"]
    assert [(each.part, reason, by) for each, _at, by, reason in kept.earlier] == [("year", "Chấm lại", head(portal))]


def test_the_summer_is_no_difference_to_a_year_that_was_kept_before(portal):
    keep(portal)
    third = class_of(portal).roll[2][0]
    retests = {(third, "thcs_mathematics"): ("", "6"), (third, "thcs_literature"): ("", "5,5")}
    save_after_summer(portal, class_of(portal), retests, {}, {}, by="", at=NOW)
    results = class_results(portal, class_of(portal))
    assert results.rows[third].final.value == "Được lên lớp"
    assert results.rows[third].learning["year"].value == "Chưa đạt"
    assert differences(results, "year") == []


def test_the_school_table_reads_no_mark_book(db, portal, declared):
    summarise_class(portal, class_of(portal), at=NOW)
    class_of(portal)._p_jar.transaction_manager.commit()
    person = Person(db)

    def table(root):
        year = class_of(portal_of(root, declared)).__parent__
        lines = school_table(year, "year")
        loaded = [book._p_state for each in lines for book in each.school_class.books.values()]
        return [(each.counts["learning"], each.kept, each.at) for each in lines], set(loaded)

    found, states = person.once(table)
    assert found == [({"Tốt": 1, "Khá": 1, "Chưa đạt": 1}, False, NOW.isoformat())]
    assert states == {-1}


def test_the_night_writes_only_what_changed(portal):
    later = NOW + timedelta(days=1)
    unit = portal.root["quan-1"]["thcs-mot"]
    summarise_unit(portal, unit, by="", at=NOW)
    summarise_unit(portal, unit, by="", at=later)
    assert class_of(portal).result_counts.at == NOW.isoformat()
    correct(portal)
    summarise_unit(portal, unit, by="", at=later)
    assert class_of(portal).result_counts.at == NOW.isoformat()
    for each in class_of(portal).books.values():
        if each.subject == "thcs_literature":
            cells = {(each.students[2], key): ("3", "7") for key in each.column_keys}
            enter_marks(each, cells, batch=f"correct-again-{each.term}", by="", at=later,
                        workflow=portal.definitions.workflow_of("mark_book"))
    summarise_unit(portal, unit, by="", at=later)
    assert class_of(portal).result_counts.at == later.isoformat()


def test_the_task_asks_for_the_right_of_the_person(portal):
    unit, found = portal.root["quan-1"]["thcs-mot"], class_of(portal).uuid
    stranger = portal.accounts.by_login("giaovien").uuid
    assert do(portal, unit, "summarise_classes", [found], by=stranger, at=NOW).failed
    assert class_of(portal).result_counts is None
    office = portal.accounts.by_login("giaovu").uuid
    assert not do(portal, unit, "summarise_classes", [found, "khong-co"], by=office, at=NOW).done[1:]
    assert class_of(portal).result_counts.parts["1"]["students"] == 3
    foreign = class_of(portal, "thcs-hai").uuid
    assert do(portal, unit, "summarise_classes", [foreign], by=office, at=NOW).failed


def test_marks_of_the_rule_book_reach_the_class_by_its_mark_books(portal):
    assert len(MARKS) == 3
    rows = class_results(portal, class_of(portal)).rows.values()
    assert [row.learning["year"].value for row in rows] == ["Tốt", "Khá", "Chưa đạt"]
    assert [row.end.decision.value for row in rows] == ["Được lên lớp", "Được lên lớp", "Đánh giá lại trong hè"]
    assert [row.learning["1"].uplifted_by for row in rows] == ["", "Toán", ""]
