"""English names of units that an older release wrote come into the register at night, and with a restore."""

from eduportal.operations import trash, units
from eduportal.operations.english_names import keep_english_names
from eduportal.operations.tasks import nightly_tasks
from tests import factories
from tests.factories import NOW


def as_before(unit, name):
    """Write an English name as a release did that kept none in the register."""
    unit.fields = {**unit.fields, "name_en": name}


def test_every_unit_is_reached_from_the_open_ones_and_once_is_enough(portal, one, commit):
    office = portal.root["quan-1"]
    waiting = units.add_unit(portal, office, code="79-Q1-DK", kind="thcs", by="", at=NOW, since=factories.SINCE,
                             values=factories.unit_values("Trường chưa mở cổng"))
    for unit, name in ((portal.root, "Department"), (office, "Office"), (one, "School One"), (waiting, "New School")):
        as_before(unit, name)
    open_units = [portal.unit(each.uuid) for each in portal.register.records.values() if each.state == "open"]
    told = [keep_english_names(portal, each, by="", at=NOW) for each in open_units]
    assert [portal.register.english_name(each.uuid) for each in (portal.root, office, one, waiting)] == [
        "Department", "Office", "School One", "New School"]
    assert len([each for each in told if each]) == 3
    commit()
    book = portal.register.book("english")
    assert [keep_english_names(portal, each, by="", at=NOW) for each in open_units] == [None] * len(open_units)
    assert not book._p_changed
    assert "keep_english_names" in [each.name for each in nightly_tasks()]


def test_a_unit_that_comes_back_from_the_trash_brings_its_english_name(portal, one):
    key = trash.trash_unit(portal, one, by="", at=NOW)
    as_before(one, "School One")
    trash.restore_unit(portal, portal.root["quan-1"], key, by="", at=NOW)
    assert portal.register.english_name(one.uuid) == "School One"
