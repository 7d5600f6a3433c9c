"""How the province reads a rule, on real files: defaults, from which year on, who set it."""

import pytest

from eduportal.domain.assessment.switches import DEFAULTS
from eduportal.domain.errors import ChangedMeanwhile, RuleError
from eduportal.operations.switches import set_switch, switch_history, switches_of
from tests import factories

NOW = factories.NOW
ACT = {"by": "", "at": NOW}


def test_switches_have_defaults_and_hold_from_a_year_on(portal, connection):
    account = factories.person(portal, "nguoi-so", "Nguyễn Văn Mẫu", portal.root)
    factories.give(portal, portal.root, account, "administrator")
    by = account.uuid
    assert switches_of(portal) == DEFAULTS
    set_switch(portal, "tt22_uplift_comments", "no", since=2027, by=by, at=NOW)
    connection.transaction_manager.commit()
    connection.cacheMinimize()
    assert [switches_of(portal, year)["tt22_uplift_comments"] for year in (2022, 2026, 2027, 2030)] == [
        "yes", "yes", "no", "no"]
    assert switches_of(portal)["tt22_uplift_comments"] == "no"
    set_switch(portal, "tt22_uplift_comments", "yes", since=2028, seen=1, by=by, at=NOW)
    assert [switches_of(portal, year)["tt22_uplift_comments"] for year in (2026, 2027, 2028)] == ["yes", "no", "yes"]
    assert [(row["since"], row["before"], row["value"], row["by"]) for row in
            switch_history(portal, "tt22_uplift_comments")] == [(2027, "yes", "no", by), (2028, "no", "yes", by)]
    assert set(switches_of(portal)) == set(DEFAULTS)


@pytest.mark.parametrize(("key", "value"), [("nothing", "yes"), ("tt27_zero", "maybe"), ("tt27_zero", None),
                                            ("tt27_zero", "accepted")])
def test_a_switch_takes_only_its_own_other_value(portal, key, value):
    with pytest.raises(RuleError):
        set_switch(portal, key, value, since=2027, by="", at=NOW)
    assert not portal.register.book("assessment_switches")


def test_a_switch_that_somebody_else_set_is_not_overwritten(portal):
    set_switch(portal, "tt27_zero", "refused", since=2027, seen=0, **ACT)
    with pytest.raises(ChangedMeanwhile):
        set_switch(portal, "tt27_zero", "refused", since=2026, seen=0, **ACT)


def test_a_rule_that_holds_no_longer_is_read_anew_for_its_own_years(portal):
    set_switch(portal, "tt58_uplift_comments", "no", since=2015, **ACT)
    assert [switches_of(portal, year)["tt58_uplift_comments"] for year in (2014, 2015, 2023)] == ["yes", "no", "no"]
    for key, since in (("tt58_uplift_comments", 2024), ("tt58_uplift_causes", 2026), ("tt58_uplift_causes", 2010),
                       ("tt22_uplift_comments", 2023)):
        with pytest.raises(RuleError) as refused:
            set_switch(portal, key, "no" if key != "tt58_uplift_causes" else "besides_core", since=since, **ACT)
        assert refused.value.field == "since"
