"""The feeder: what is committed is found, a fed side store equals a rebuilt one, and nothing is lost on the way."""

import os
import tempfile
from pathlib import Path
from threading import Event, Thread

import pytest
import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eduportal.content.portal import portal_of
from eduportal.jobs import feeder as feeding
from eduportal.jobs.feeder import Feeder, feed_unit, rebuild
from eduportal.jobs.status import waiting_marks
from eduportal.operations import pages, units
from eduportal.sidestore import feed
from eduportal.sidestore.units import unit_of
from tests import factories
from tests.integration.feeder_setup import NOW, fed_province, news

SEQUENCES = max(1, min(15, int(os.environ.get("EDUPORTAL_EXAMPLES", "15"))))


@pytest.fixture
def province(tmp_path, declared):
    with fed_province(tmp_path, declared) as found:
        yield found


def test_a_published_page_is_found_after_its_commit_and_gone_after_it_is_taken_down(province):
    node = news(province, "Khai giảng năm học")
    assert "Khai giảng năm học" in province.found_titles()
    pages.change_state(province.portal, node, "withdraw", by="", at=NOW, reason="Nhầm")
    province.commit()
    assert "Khai giảng năm học" not in province.found_titles()


def test_a_unit_under_a_suspended_office_leaves_the_search_and_comes_back_with_its_move(province):
    root = province.portal.root
    node = news(province, "Tin của trường một")
    school = node.__parent__.__parent__
    province.do(lambda: units.suspend_unit(province.portal, root["quan-2"], reason="Sửa chữa", by="", at=NOW))
    for office, found in (("quan-2", False), ("quan-1", True)):
        province.do(lambda office=office: units.move_unit(
            province.portal, school, root[office], by="", at=NOW, day=factories.SINCE))
        assert ("Tin của trường một" in province.found_titles()) is found
        assert province.dump() == province.rebuilt()


def test_what_was_rolled_back_is_never_told(province):
    factories.page(
        province.portal,
        province.portal.root["quan-1"]["thcs-mot"]["tin-tuc"],
        "Rút lại",
        type_name="news_item",
        published=True,
    )
    province.connection.transaction_manager.abort()
    assert "Rút lại" not in province.found_titles()


def test_a_unit_that_was_added_just_now_is_known_without_a_restart(province):
    assert province.feeder.wait()
    added = units.add_unit(
        province.portal,
        province.portal.root["quan-1"],
        code="79-MOI",
        kind="thcs",
        by="",
        at=NOW,
        since=factories.SINCE,
        values=factories.unit_values("Trường mới mở"),
    )
    province.commit()
    assert province.feeder.wait()
    with province.store.read() as side:
        assert unit_of(side, added.uuid).name == "Trường mới mở"


@pytest.mark.parametrize("first", range(0, 600, 120))
def test_after_a_hundred_and_twenty_events_the_fed_store_equals_a_rebuilt_one(province, first):
    assert province.live(range(first, first + 120)) > 40
    assert province.dump() == province.rebuilt()


@settings(max_examples=SEQUENCES, suppress_health_check=list(HealthCheck))
@given(st.lists(st.integers(0, 1_000_000), min_size=5, max_size=40))
def test_after_any_events_the_fed_store_equals_a_rebuilt_one(declared, numbers):
    with tempfile.TemporaryDirectory() as folder, fed_province(Path(folder), declared) as found:
        found.live(numbers)
        assert found.dump() == found.rebuilt()


def test_the_outbox_is_trimmed_and_nothing_is_fed_twice_or_forgotten(province):
    for number in range(feeding.KEEP):
        news(province, f"Tin {number}")
    assert province.feeder.wait()
    news(province, "Tin cuối")
    assert province.feeder.wait()
    school = province.portal.root["quan-1"]["thcs-mot"]
    assert len(school.outbox) <= feeding.KEEP
    with province.store.read() as side:
        assert waiting_marks(side, province.portal, school, NOW) == (0, 0)
        assert feed.lag(side, NOW).fed <= feeding.KEEP * 5
    assert len(province.found_titles()) == feeding.KEEP + 1
    assert province.dump() == province.rebuilt()


def test_more_marks_than_one_transaction_takes(province, monkeypatch):
    monkeypatch.setattr(feeding, "PART", 7)
    province.feeder.stop()
    folder = province.portal.root["quan-1"]["thcs-mot"]["tin-tuc"]
    for number in range(40):
        factories.page(province.portal, folder, f"Tin {number}", type_name="news_item", published=True)
    province.commit()
    province.feeder.start(province.db)
    assert len(province.found_titles()) == 40
    assert province.dump() == province.rebuilt()


def test_a_feeder_that_starts_later_finds_what_was_left(province):
    assert province.feeder.wait()
    province.feeder.stop()
    news(province, "Không ai nghe")
    province.feeder.start(province.db)
    assert "Không ai nghe" in province.found_titles()


def test_a_rebuild_loses_nothing_that_is_written_meanwhile(province):
    """The rebuild stops after its second unit; people go on; the feeder waits and feeds it all afterwards."""
    news(province, "Trước")
    old = news(province, "Sẽ gỡ", "thcs-hai")
    assert province.feeder.wait()
    begun, go_on = Event(), Event()

    class Slow:
        """The side store, which holds the rebuild up in its third transaction."""

        def __init__(self, store):
            self.store, self.begins = store, 0

        def begin(self, rebuild=False):
            self.begins += 1
            if self.begins == 3:
                begun.set()
                assert go_on.wait(30)
            return self.store.begin(rebuild)

    worker = Thread(target=rebuild, args=(province.db, Slow(province.store), province.declared))
    worker.start()
    assert begun.wait(30)
    news(province, "Giữa chừng", "thcs-ba", "quan-2")
    pages.change_state(province.portal, old, "withdraw", by="", at=NOW, reason="Nhầm")
    province.commit()
    assert not province.feeder.wait(), "the feeder must not say that all is fed"
    go_on.set()
    worker.join(30)
    assert province.found_titles() == {"Trước", "Giữa chừng"}
    assert province.dump() == province.rebuilt()


def test_the_feeder_tries_again_by_itself(province, monkeypatch):
    """The side store is locked for longer than anybody waits; no further commit comes."""
    monkeypatch.setattr(feeding, "AGAIN", 0.05)
    assert province.feeder.wait()
    with province.store.begin() as side:
        feed.rebuild_begin(side, NOW.now(NOW.tzinfo))
    news(province, "Chờ lượt")
    assert not province.feeder.wait()
    with province.store.begin() as side:
        feed.rebuild_drop(side)
    # No wake and no wait() of the feeder from here on: only its own clock.
    for _again in range(200):
        if not province.feeder.left:
            break
        Event().wait(0.05)
    with province.store.read() as side:
        assert any("Chờ lượt" in row for row in feed.dump(side)["objects"])


def test_two_feeders_of_two_processes_leave_the_newest(province):
    """A second feeder read the database before; what it writes now must be what is there now."""
    node = news(province, "Hai người đưa tin")
    assert province.feeder.wait()
    province.feeder.stop()
    pages.change_state(province.portal, node, "withdraw", by="", at=NOW, reason="Nhầm")
    province.commit()
    school = node.__parent__.__parent__.uuid
    met = []

    class Late:
        """The side store, in which the other process is faster between our reading and our writing."""

        def __getattr__(self, name):
            return getattr(province.store, name)

        def begin(self, rebuild=False):
            if not met:
                met.append(1)
                for step in ("submit", "approve"):
                    pages.change_state(province.portal, node, step, by="", at=NOW)
                province.commit()
                feed_unit(province.db, province.store, province.declared, school)
            return province.store.begin(rebuild)

    feed_unit(province.db, Late(), province.declared, school)
    with province.store.read() as side:
        assert any(node.uuid in row for row in feed.dump(side)["objects"])


def test_enrolled_students_are_counted(province):
    school = province.portal.root["quan-1"]["thcs-mot"]
    factories.school_class(province.portal, school, students=5)
    province.commit()
    assert (school.uuid, "students", 5) in province.dump()["summaries"]


def test_a_feeder_without_a_portal_waits_for_one(tmp_path, db, declared):
    from eduportal.sidestore import open_store

    store = open_store(f"sqlite:///{tmp_path}/side.sqlite")
    feeder = Feeder(store, declared)
    feeder.start(db)
    try:
        assert feeder.wait()
        manager = transaction.TransactionManager()
        connection = db.open(manager)
        factories.small_city(connection.root(), declared)
        manager.commit()
        root = portal_of(connection.root(), declared).root
        factories.page(
            portal_of(connection.root(), declared), root["tin-tuc"], "Đầu tiên", type_name="news_item", published=True
        )
        manager.commit()
        assert feeder.wait()
        with store.read() as side:
            assert any("Đầu tiên" in row for row in feed.dump(side)["objects"])
        connection.close()
    finally:
        feeder.stop()
        store.close()
