"""Old addresses lead to the present place by identity; short links lead on for ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.errors import RuleError
from eduportal.domain.short_ids import letters_of, range_of
from eduportal.operations import moves, pages, redirects, short_links, trash, units
from tests import factories
from tests.factories import NOW

WHO = {"by": "", "at": NOW}


def news(portal, unit, title):
    return factories.page(portal, unit["tin-tuc"], title, type_name="news_item", published=True)


def test_a_subtree_is_found_at_its_old_address_by_one_entry(portal, one, two):
    folder = one["tin-tuc"]
    deep = factories.page(portal, folder, "Trong cùng", type_name="news_item", published=True)
    old = ("quan-1", "thcs-mot", "tin-tuc", deep.__name__)
    assert redirects.present_place(portal, old) is None, "it stands there itself"
    moves.rename_page(portal, folder, "ban-tin", **WHO)
    assert len(one.old_paths) == 1
    assert redirects.present_place(portal, old) is deep
    moves.rename_page(portal, deep, "ten-moi", **WHO)
    assert redirects.present_place(portal, old) is deep, "renamed inside a folder that was renamed before"
    units.rename_unit(portal, one, "truong-mot", **WHO)
    units.rename_unit(portal, one.__parent__, "q1", **WHO)
    assert redirects.present_place(portal, old) is deep
    moves.move_page(portal, deep, two["tin-tuc"], **WHO)
    assert redirects.present_place(portal, old) is deep, "behind another wall"
    trash.trash_page(portal, deep, **WHO)
    assert redirects.present_place(portal, old) is None


def test_what_came_back_from_the_trash_elsewhere_is_found_where_it_stood(portal, one):
    node = news(portal, one, "Tin")
    old = ("quan-1", "thcs-mot", "tin-tuc", node.__name__)
    other = pages.add_page(portal, one["tin-tuc"], "folder", {"title": "Khác"}, **WHO)
    trash.restore_page(portal, one, trash.trash_page(portal, node, **WHO), parent=other, **WHO)
    assert redirects.present_place(portal, old) is node


def test_there_and_back_again_makes_no_round(portal, one):
    deep = news(portal, one, "Đi rồi về")
    first = ("quan-1", "thcs-mot", "tin-tuc", deep.__name__)
    for name in ("b", "c", deep.__name__, "b"):
        moves.rename_page(portal, deep, name, **WHO)
    for name in ("c", first[-1]):
        assert redirects.present_place(portal, (*first[:3], name)) is deep
    assert redirects.present_place(portal, (*first[:3], "b")) is None
    assert redirects.present_place(portal, (*first, "khong-co")) is None
    assert redirects.present_place(portal, ("x",) * 500) is None


def test_what_nobody_could_have_met_keeps_no_old_address(portal, one):
    draft = factories.page(portal, one["tin-tuc"], "Nháp", type_name="news_item")
    moves.rename_page(portal, draft, "nhap-moi", **WHO)
    assert not one.old_paths


def test_old_addresses_are_listed_and_taken_away(portal, one):
    node = news(portal, one, "Tin")
    moves.rename_page(portal, node, "moi", **WHO)
    units.rename_unit(portal, one, "truong-mot", **WHO)
    entries = redirects.old_paths_of(portal, one)
    assert {entry.key for entry in entries} == {"tin-tuc/tin", "/quan-1/thcs-mot"}
    assert [entry.key for entry in redirects.old_paths_of(portal, one["tin-tuc"])] == ["tin-tuc/tin"]
    assert redirects.old_paths_of(portal, one["gioi-thieu"]) == []
    with pytest.raises(RuleError):
        redirects.remove_old_paths(portal, one["gioi-thieu"], ["tin-tuc/tin"], **WHO)
    redirects.remove_old_paths(portal, one, [entry.key for entry in entries], **WHO)
    assert redirects.present_place(portal, ("quan-1", "thcs-mot", "tin-tuc", "tin")) is None


def test_a_short_link_is_short_and_leads_on_for_ever(portal, one, two):
    node = news(portal, one, "Tin")
    short = short_links.short_id(portal, node)
    assert len(short) == 15
    assert short_links.node_of_short_id(portal, short) is node
    assert short_links.node_of_short_id(portal, short.upper()) is node
    assert short_links.node_of_short_id(portal, short_links.short_id(portal, one)) is one
    moves.move_page(portal, node, two["tin-tuc"], **WHO)
    units.rename_unit(portal, one, "ten-khac", **WHO)
    assert short_links.node_of_short_id(portal, short) is node
    key = trash.trash_page(portal, node, **WHO)
    assert short_links.node_of_short_id(portal, short) is None
    trash.restore_page(portal, two, key, **WHO)
    assert short_links.node_of_short_id(portal, short) is node


@pytest.mark.parametrize(
    "text", ["", "-", "abc", "u" * 6, "0" * 6 + "-", "0" * 6 + "-abc", "0" * 26, "é" * 6, "0" * 99])
def test_what_is_no_short_link_leads_nowhere(portal, text):
    assert short_links.node_of_short_id(portal, text) is None


def test_two_that_begin_alike_have_different_short_links(portal, one, monkeypatch):
    alike = iter(("0123456789" + "0" * 22, "0123456789" + "f" * 22))
    monkeypatch.setattr(pages, "new_uuid", lambda: next(alike))
    older = pages.add_page(portal, one["tin-tuc"], "news_item", {"title": "Một", "body": "<p>x</p>"}, **WHO)
    first = short_links.short_id(portal, older)
    later = NOW.replace(hour=5)
    younger = pages.add_page(portal, one["tin-tuc"], "news_item", {"title": "Hai", "body": "<p>x</p>"}, by="", at=later)
    second = short_links.short_id(portal, younger)
    assert first != second
    assert len(second) > len(first)
    assert short_links.node_of_short_id(portal, first) is older
    assert short_links.node_of_short_id(portal, second) is younger


@given(st.uuids(version=4), st.integers(1, 25))
def test_letters_and_ranges_agree(uuid, length):
    low, high = range_of(letters_of(uuid.hex, length))
    assert low <= uuid.hex <= high
    assert letters_of(low, length) == letters_of(high, length) == letters_of(uuid.hex, length)
