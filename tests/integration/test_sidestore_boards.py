"""Boards: what units send up, and the number by which a cached page knows that it is old."""

import pytest

from eduportal.sidestore import boards, open_store
from eduportal.sidestore.boards import board, board_version
from eduportal.sidestore.feed import rebuild_begin, rebuild_end
from eduportal.sidestore.objects import drop_object, drop_unit, put_object
from eduportal.sidestore.units import drop_unit as drop_unit_row
from tests.integration.sidestore_setup import EAST, NOW, PROVINCE, TREE, WEST, add, add_tree, add_unit, later, url


@pytest.fixture
def store(tmp_path):
    opened = open_store(url(tmp_path))
    with opened.begin() as conn:
        add_tree(conn)
        for day, unit in enumerate(TREE):
            add(conn, unit, f"{unit}-tin", f"Tin của {unit}", days=day, summary="Tóm tắt")
            add(conn, unit, f"{unit}-rieng", f"Việc riêng của {unit}", days=9, send_up=False)
            put_object(conn, unit, f"{unit}-trang", "page", "Giới thiệu", "", "", "", True)
    yield opened
    opened.close()


def shown(store, unit, limit=10, **more):
    with store.read() as conn:
        return [row.uuid for row in board(conn, unit, limit, **more)]


@pytest.fixture(params=["few units", "many units"])
def way(request, monkeypatch):
    if request.param == "many units":
        monkeypatch.setattr(boards, "_FEW_UNITS", 0)


@pytest.mark.usefixtures("way")
def test_a_board_shows_what_is_sent_up_from_below_newest_first(store):
    assert shown(store, PROVINCE) == [f"{unit}-tin" for unit in reversed(TREE)]
    assert shown(store, EAST) == ["thcs-song-xanh-tin", "th-hoa-mai-tin", f"{EAST}-tin"]
    assert shown(store, EAST, not_unit=EAST) == ["thcs-song-xanh-tin", "th-hoa-mai-tin"]
    assert shown(store, PROVINCE, limit=2) == ["th-doi-chim-tin", "thcs-song-xanh-tin"]
    assert shown(store, PROVINCE, limit=2, not_unit="th-doi-chim") == ["thcs-song-xanh-tin", "th-hoa-mai-tin"]
    assert shown(store, "khong-co") == []


@pytest.mark.usefixtures("way")
def test_two_of_one_minute_stand_in_the_order_of_their_seconds(store):
    with store.begin() as conn:
        for number, second in enumerate([30, 10, 50]):
            instant = later(days=30, seconds=second).isoformat()
            put_object(conn, "th-hoa-mai", f"s{number}", "news_item", "Tin", "", "", instant, True)
    assert shown(store, EAST, limit=3) == ["s2", "s0", "s1"]


def test_a_line_of_a_board_names_its_unit(store):
    with store.read() as conn:
        [line] = board(conn, "th-doi-chim", 1)
    assert (line.unit_name, line.unit_code) == ("th-doi-chim", "TH-DOI-CHIM")
    assert (line.title, line.summary) == ("Tin của th-doi-chim", "Tóm tắt")
    assert line.published.startswith("2026-11-26T03:00:00")


def test_withdrawn_rows_and_dropped_units_leave_the_board(store):
    with store.begin() as conn:
        drop_object(conn, "thcs-song-xanh", "thcs-song-xanh-tin")
        add(conn, "th-hoa-mai", "th-hoa-mai-tin", "Tin của th-hoa-mai", days=3, send_up=False)
        drop_unit_row(conn, "th-doi-chim")
    assert shown(store, PROVINCE) == [f"{WEST}-tin", f"{EAST}-tin", f"{PROVINCE}-tin"]


CHANGES = [
    (lambda conn: add(conn, "th-hoa-mai", "moi", "Tin mới"), {"th-hoa-mai", EAST, PROVINCE}),
    (lambda conn: add(conn, "th-hoa-mai", "moi", "Tin mới", send_up=False), set()),
    (lambda conn: add(conn, EAST, f"{EAST}-tin", "Tên khác", days=1), {EAST, PROVINCE}),
    (lambda conn: add(conn, EAST, f"{EAST}-tin", f"Tin của {EAST}", days=1, send_up=False), {EAST, PROVINCE}),
    (lambda conn: add(conn, EAST, f"{EAST}-tin", f"Tin của {EAST}", days=1, summary="Tóm tắt"), set()),
    (lambda conn: drop_object(conn, "th-doi-chim", "th-doi-chim-tin"), {"th-doi-chim", WEST, PROVINCE}),
    (lambda conn: drop_object(conn, "th-doi-chim", "th-doi-chim-rieng"), set()),
    (lambda conn: drop_unit(conn, WEST), {WEST, PROVINCE}),
    (lambda conn: add_unit(conn, "th-hoa-mai", WEST), {"th-hoa-mai", EAST, WEST, PROVINCE}),
    (lambda conn: add_unit(conn, "th-hoa-mai", EAST, name="Trường TH Hoa Mai"), {"th-hoa-mai", EAST, PROVINCE}),
    (lambda conn: add_unit(conn, "th-hoa-mai", EAST), set()),
    (lambda conn: drop_unit_row(conn, "th-hoa-mai"), {"th-hoa-mai", EAST, PROVINCE}),
]


@pytest.mark.parametrize(("change", "boards_seen"), CHANGES)
def test_a_change_counts_for_the_boards_of_the_unit_and_above_and_no_others(store, change, boards_seen):
    def versions(conn):
        return {unit: board_version(conn, unit) for unit in TREE}

    with store.begin() as conn:
        before = versions(conn)
        change(conn)
        after = versions(conn)
    assert {unit for unit in TREE if before[unit] != after[unit]} == boards_seen


def test_a_rebuild_changes_every_board_and_counts_nothing_while_it_fills(store):
    with store.read() as conn:
        before = {unit: board_version(conn, unit) for unit in TREE}
    with store.begin() as conn:
        rebuild_begin(conn, NOW)
        add_tree(conn)
        add(conn, EAST, "tin", "Tin")
        assert {unit: board_version(conn, unit) for unit in TREE} == before
        rebuild_end(conn, NOW)
        after = {unit: board_version(conn, unit) for unit in TREE}
    assert all(before[unit] != after[unit] for unit in TREE)
    assert all(0 < version < 2 ** 53 for version in after.values())
