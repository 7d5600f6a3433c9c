"""The feeder, and what rests: suspended offices, units in the trash, and what was changed there meanwhile."""

import pytest

from eduportal.jobs.feeder import feed_unit
from eduportal.operations import pages, trash, units
from eduportal.sidestore import feed
from tests import factories
from tests.integration.feeder_setup import NOW, fed_province, news


@pytest.fixture
def province(tmp_path, declared):
    with fed_province(tmp_path, declared) as found:
        yield found


def test_a_suspended_office_takes_everything_below_it_out_and_brings_it_back(province):
    news(province, "Tin của trường", send_up=True)
    news(province, "Tin của quận khác", "thcs-ba", "quan-2")
    units.suspend_unit(province.portal, province.portal.root["quan-1"], reason="Sửa chữa", by="", at=NOW)
    province.commit()
    assert province.found_titles() == {"Tin của quận khác"}
    assert province.dump() == province.rebuilt()
    units.resume_unit(province.portal, province.portal.root["quan-1"], by="", at=NOW)
    province.commit()
    assert province.found_titles() == {"Tin của trường", "Tin của quận khác"}


def test_a_unit_in_the_trash_is_not_mistaken_for_the_one_that_took_its_name(province):
    office = province.portal.root["quan-1"]
    old, node = office["thcs-mot"], news(province, "Tin của trường cũ")
    trash.trash_unit(province.portal, old, by="", at=NOW)
    factories.add_school(province.portal, office, "thcs-mot", "79-Q1-THCS-009", "thcs")
    province.commit()
    assert province.portal.unit(old.uuid) is None
    assert office["thcs-mot"].find(node.uuid) is None
    assert "Tin của trường cũ" not in province.found_titles()
    assert province.dump() == province.rebuilt()


def test_a_school_in_the_trash_of_an_office_in_the_trash_leaves_the_search_when_both_are_fed_late(province):
    node = news(province, "Tin của trường cũ")
    assert province.feeder.wait()
    province.feeder.stop()
    office = province.portal.root["quan-1"]
    trash.trash_unit(province.portal, node.__parent__.__parent__, by="", at=NOW)
    trash.trash_unit(province.portal, office, by="", at=NOW)
    province.commit()
    province.feeder.start(province.db)
    assert province.feeder.wait()
    assert "Tin của trường cũ" not in province.found_titles()
    assert province.dump() == province.rebuilt()


def test_what_changed_below_an_office_in_the_trash_is_fed_when_it_comes_back(province):
    node = news(province, "Trước khi bỏ vào thùng rác")
    assert province.feeder.wait()
    province.feeder.stop()
    root, office = province.portal.root, province.portal.root["quan-1"]
    pages.change_state(province.portal, node, "withdraw", by="", at=NOW, reason="Nhầm")
    key = trash.trash_unit(province.portal, office, by="", at=NOW)
    province.commit()
    # The feeder comes to the school while its office is in the trash, and to the office when it is back.
    school = node.__parent__.__parent__
    assert feed_unit(province.db, province.store, province.declared, school.uuid)
    trash.restore_unit(province.portal, root, key, by="", at=NOW)
    province.commit()
    assert feed_unit(province.db, province.store, province.declared, office.uuid)
    with province.store.read() as side:
        assert [row for row in feed.dump(side)["objects"] if node.uuid in row] == []
