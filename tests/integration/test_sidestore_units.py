"""Units as rows: below, moved, dropped, summed, whatever order they come in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from eduportal.sidestore import open_store
from eduportal.sidestore.feed import dump
from eduportal.sidestore.units import drop_unit, lineage, path_of, put_summary, sum_below, unit_of, units_below
from tests.integration.sidestore_setup import EAST, NOW, PROVINCE, TREE, WEST, add_tree, add_unit, url

NAMES = ["a", "b", "c", "d", "e"]


@pytest.fixture
def store(tmp_path):
    opened = open_store(url(tmp_path), at=NOW)
    with opened.begin() as conn:
        add_tree(conn)
    yield opened
    opened.close()


def below(conn, uuid, **limits):
    return [unit.uuid for unit in units_below(conn, uuid, **limits)]


def test_units_below_are_sorted_by_name_and_leave_out_the_unit_itself(store):
    with store.read() as conn:
        assert below(conn, PROVINCE) == [EAST, WEST, "th-doi-chim", "th-hoa-mai", "thcs-song-xanh"]
        assert below(conn, EAST) == ["th-hoa-mai", "thcs-song-xanh"]
        assert below(conn, PROVINCE, kind="office") == [EAST, WEST]
        assert below(conn, PROVINCE, deep=False) == [EAST, WEST]
        assert below(conn, PROVINCE, limit=2, offset=1) == [WEST, "th-doi-chim"]
        assert below(conn, PROVINCE, offset=4) == ["thcs-song-xanh"]
        assert below(conn, PROVINCE, state="closed") == []
        assert below(conn, "khong-co") == []
        assert lineage(conn, "th-hoa-mai") == ["th-hoa-mai", EAST, PROVINCE]
        assert lineage(conn, "khong-co") == []


def test_putting_the_same_unit_again_changes_nothing(store):
    with store.begin() as conn:
        assert not add_unit(conn, EAST, PROVINCE, kind="office")
        assert add_unit(conn, EAST, PROVINCE, name="Phòng Đông mới", kind="office")
        assert unit_of(conn, EAST).name == "Phòng Đông mới"
        assert below(conn, EAST) == ["th-hoa-mai", "thcs-song-xanh"]


def test_a_move_rewrites_the_units_below_and_no_others(store):
    with store.begin() as conn:
        before = {uuid: path_of(conn, uuid) for uuid in TREE}
        changes = conn.scalar(text("SELECT total_changes()"))
        add_unit(conn, EAST, WEST, kind="office")
        rows = conn.scalar(text("SELECT total_changes()")) - changes
        moved = {uuid for uuid in TREE if path_of(conn, uuid) != before[uuid]}
        assert moved == {EAST, "th-hoa-mai", "thcs-song-xanh"}
        assert rows == 1 + 3 + 3  # the unit, the paths, the boards of the unit, its old and its new office
        assert lineage(conn, "th-hoa-mai") == ["th-hoa-mai", EAST, WEST, PROVINCE]
        assert below(conn, WEST) == [EAST, "th-doi-chim", "th-hoa-mai", "thcs-song-xanh"]


def test_a_unit_whose_uuid_begins_like_another_is_not_below_it(store):
    with store.begin() as conn:
        add_unit(conn, "phong-dong-2", PROVINCE)
        add_unit(conn, "truong-2", "phong-dong-2")
        assert below(conn, EAST) == ["th-hoa-mai", "thcs-song-xanh"]


def test_units_below_a_dropped_one_wait_for_it(store):
    with store.begin() as conn:
        assert drop_unit(conn, EAST)
        assert not drop_unit(conn, EAST)
        assert below(conn, PROVINCE) == [WEST, "th-doi-chim"]
        assert lineage(conn, "th-hoa-mai") == ["th-hoa-mai"]
        add_unit(conn, EAST, PROVINCE, kind="office")
        assert lineage(conn, "th-hoa-mai") == ["th-hoa-mai", EAST, PROVINCE]


def test_below_is_found_through_the_index(store):
    sql = ("EXPLAIN QUERY PLAN SELECT uuid FROM units_a WHERE path >= (SELECT path FROM units_a WHERE uuid = 'so') "
           "AND path < (SELECT path FROM units_a WHERE uuid = 'so') || 'x'")
    with store.read() as conn:
        assert any("USING INDEX ix_units_a_path" in row.detail for row in conn.execute(text(sql)))


def test_summaries_are_added_over_the_units_below(store):
    with store.begin() as conn:
        put_summary(conn, EAST, {"staff": 12})
        put_summary(conn, "th-hoa-mai", {"students": 400, "staff": 30})
        put_summary(conn, "thcs-song-xanh", {"students": 600})
        put_summary(conn, "th-doi-chim", {"students": 50})
        put_summary(conn, "thcs-song-xanh", {"students": 620, "classes": 15})
        assert sum_below(conn, EAST) == {"students": 1020, "staff": 42, "classes": 15}
        assert sum_below(conn, PROVINCE)["students"] == 1070
        assert sum_below(conn, PROVINCE, kind="office") == {"staff": 12}
        drop_unit(conn, "th-doi-chim")
        put_summary(conn, "thcs-song-xanh", {})
        assert sum_below(conn, PROVINCE) == {"students": 400, "staff": 42}
        assert sum_below(conn, "khong-co") == {}


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    opened = open_store(url(tmp_path_factory.mktemp("units")))
    yield opened
    opened.close()


@given(steps=st.lists(st.tuples(st.sampled_from(NAMES), st.none() | st.sampled_from(NAMES), st.booleans()),
                      max_size=14))
def test_rows_do_not_depend_on_the_order_in_which_units_came(shared, steps):
    with shared.begin() as conn:
        for name in NAMES:
            drop_unit(conn, name)
        parents = {}
        for name, parent, dropped in steps:
            if dropped:
                parents.pop(name, None)
                drop_unit(conn, name)
            else:
                parents[name] = parent
                add_unit(conn, name, parent)
        fed = dump(conn)["units"]
        assert fed == sorted(fed, key=repr)
        for row in fed:
            path, parent = row[-1], parents[row[0]]
            if not _in_a_ring(parents, row[0]):
                above = path_of(conn, parent) if parent in parents else None
                assert path == f"{above or '/'}{row[0]}/"


def _in_a_ring(parents, name):
    seen = []
    while name in parents and name not in seen:
        seen.append(name)
        name = parents[name]
    return name in seen
