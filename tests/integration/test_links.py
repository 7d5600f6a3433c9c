"""References by identity lead on whatever is renamed, moved, put away and brought back, also behind other walls."""

import random
import tempfile
from pathlib import Path

import pytest
import transaction
import ZODB
from hypothesis import given, settings
from hypothesis import strategies as st
from ZODB.FileStorage import FileStorage

from eduportal.content import richtext
from eduportal.content.links import LinkIndex
from eduportal.content.nodes import below
from eduportal.content.whereabouts import find_target, target_for
from eduportal.domain.errors import RuleError
from eduportal.operations import links, moves, pages, trash, units
from tests import factories
from tests.factories import NOW
from tests.integration.feeder_setup import fed_province

WHO = {"by": "", "at": NOW}


def referring_page(portal, folder, *targets, published=True, title="Nơi dẫn"):
    body = "".join(f'<p><a href="resolveuid/{each}">liên kết</a></p>' for each in targets)
    return factories.page(portal, folder, title, published=published, body=body)


def news(portal, unit, title, **more):
    return factories.page(portal, unit["tin-tuc"], title, type_name="news_item", published=True, **more)


def test_a_reference_into_another_unit_leads_on_behind_a_third_wall(portal, one, two):
    target = news(portal, two, "Đích")
    target_name = target_for(one, target, two)
    assert target_name == f"{two.uuid}/{target.uuid}"
    thpt = portal.root["thpt-mot"]
    moves.move_page(portal, target, thpt["tin-tuc"], **WHO)
    assert find_target(portal, one, target_name) is target
    moves.move_page(portal, target, one["tin-tuc"], **WHO)
    assert find_target(portal, one, target_name) is target
    moves.move_page(portal, target, two["tin-tuc"], **WHO)
    assert find_target(portal, one, target_name) is target
    units.rename_unit(portal, two, "ten-khac", **WHO)
    assert find_target(portal, one, target_name) is target
    assert find_target(portal, one, two.uuid) is two


def test_a_page_that_moves_to_another_unit_still_finds_what_stayed_behind(portal, one, two):
    stays, goes = news(portal, one, "Ở lại"), news(portal, one, "Đi cùng")
    page = referring_page(portal, one["gioi-thieu"], stays.uuid, goes.uuid)
    for node in (goes, page):
        moves.move_page(portal, node, two["tin-tuc" if node is goes else "gioi-thieu"], **WHO)
    assert [find_target(portal, two, each.uuid) for each in (stays, goes)] == [stays, goes]
    moves.move_page(portal, stays, portal.root["thpt-mot"]["tin-tuc"], **WHO)
    assert find_target(portal, two, stays.uuid) is stays
    assert page.versions[1].fields["body"].count("resolveuid/") == 2, "no kept version was rewritten"


def test_the_index_knows_who_refers_here_and_what_leads_outside(portal, one):
    target = news(portal, one, "Đích")
    page = referring_page(portal, one["gioi-thieu"], target.uuid)
    index = one.index.links
    assert index.referring(target.uuid) == [page.uuid]
    pages.edit_page(portal, page, {"body": '<p><a href="https://moet.gov.vn/a?b=1&amp;c=2#d">Bộ</a></p>'},
                    seen=page.revision, **WHO)
    assert index.referring(target.uuid) == [page.uuid], "the live version refers here still"
    assert index.outside_links() == [], "the public does not meet the new link yet"
    for step in ("submit", "approve"):
        pages.change_state(portal, page, step, **WHO)
    assert index.referring(target.uuid) == []
    assert index.outside_links() == ["https://moet.gov.vn/a?b=1&c=2"]
    assert index.holding("https://moet.gov.vn/a?b=1&c=2") == [page.uuid]
    key = trash.trash_page(portal, page, **WHO)
    assert index.outside_links() == []
    assert page.uuid not in index.out
    trash.restore_page(portal, one, key, **WHO)
    assert index.outside_links() == ["https://moet.gov.vn/a?b=1&c=2"]


def test_a_unit_of_an_older_database_is_filled_by_the_night(portal, one, declared):
    target = news(portal, one, "Đích")
    page = referring_page(portal, one["gioi-thieu"], target.uuid)
    kept = dict(one.index.links.out), list(one.index.links.back)
    one.index.links = None
    pages.edit_page(portal, page, {"title": "Khi chưa có danh mục"}, seen=page.revision, **WHO)
    assert one.index.links is None
    assert links.fill_links(one, declared) is True
    assert (dict(one.index.links.out), list(one.index.links.back)) == kept
    assert links.fill_links(one, declared) is False


def test_ten_thousand_references_of_one_page(portal, one):
    many = "".join(f'<a href="resolveuid/{number:032x}">x</a> ' for number in range(5_500))
    page = factories.page(portal, one["gioi-thieu"], "Rất nhiều", body=many)
    assert len(one.index.links.out[page.uuid][0]) == 5_500
    outside = "".join(f'<a href="https://a{number}.vn">x</a> ' for number in range(7_000))
    page = factories.page(portal, one["gioi-thieu"], "Rất nhiều ra ngoài", body=outside, published=True)
    assert len(one.index.links.out[page.uuid][1]) == 1_000


class TestReferring:
    """Who refers here, asked before something goes away."""

    @pytest.fixture
    def province(self, tmp_path, declared):
        with fed_province(tmp_path, declared) as found:
            yield found

    def test_pages_of_this_and_of_other_units_are_named_or_counted(self, province):
        portal = province.portal
        one, two = portal.root["quan-1"]["thcs-mot"], portal.root["quan-1"]["thcs-hai"]
        folder = pages.add_page(portal, one["tin-tuc"], "folder", {"title": "Thư mục"}, **WHO)
        target = factories.page(portal, folder, "Đích", type_name="news_item", published=True)
        inside = factories.page(portal, folder, "Cùng thư mục", type_name="news_item", published=True,
                                body=f'<p><a href="resolveuid/{target.uuid}">x</a></p>')
        own = referring_page(portal, one["gioi-thieu"], target.uuid, title="Trong trường")
        foreign = referring_page(portal, two["gioi-thieu"], f"{one.uuid}/{target.uuid}", title="Trường khác")
        draft = referring_page(portal, two["gioi-thieu"], f"{one.uuid}/{target.uuid}", published=False, title="Nháp")
        province.commit()
        assert province.feeder.wait()
        public = lambda node: node.live is not None  # noqa: E731
        found = links.referring(portal, province.store, [target], may_see=public)
        assert {node.uuid for node in found.nodes} == {own.uuid, inside.uuid, foreign.uuid}
        assert (found.more, found.elsewhere) == (0, 1), "the draft of another school is counted, never named"
        found = links.referring(portal, province.store, [folder], may_see=public)
        assert {node.uuid for node in found.nodes} == {own.uuid, foreign.uuid}, "what goes along is no warning"
        found = links.referring(portal, province.store, [one], may_see=public)
        assert [node.uuid for node in found.nodes] == [foreign.uuid]
        assert found.elsewhere == 1
        assert not links.referring(portal, province.store, [draft], may_see=public)
        assert province.dump() == province.rebuilt()

    def test_a_target_that_moved_is_known_by_its_identity(self, province):
        portal = province.portal
        one, two = portal.root["quan-1"]["thcs-mot"], portal.root["quan-1"]["thcs-hai"]
        target = news(portal, one, "Đích")
        page = referring_page(portal, one["gioi-thieu"], target.uuid)
        province.commit()
        moves.move_page(portal, target, two["tin-tuc"], **WHO)
        province.commit()
        assert province.feeder.wait()
        found = links.referring(portal, province.store, [target], may_see=lambda node: True)
        assert [node.uuid for node in found.nodes] == [page.uuid]
        assert province.dump() == province.rebuilt()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sets(st.sampled_from("tuvw")), st.sets(st.sampled_from("xyz")))))
def test_the_index_is_what_the_last_writing_of_each_page_said(writings):
    index, last = LinkIndex(), {}
    for page, targets, outside in writings:
        index.put(page, targets, outside)
        last[page] = (targets, outside)
    for target in "tuvw":
        assert index.referring(target) == sorted(page for page, (targets, _o) in last.items() if target in targets)
    assert index.outside_links() == sorted({each for _t, outside in last.values() for each in outside})


def _step(portal, chance, moving):
    """One thing that people do with what is referred to: rename, move, put away, bring back."""
    units_here = [portal.root["quan-1"][name] for name in sorted(portal.root["quan-1"].keys())
                  if getattr(portal.root["quan-1"][name], "is_unit", False)]
    unit = chance.choice(units_here)
    found = [node for node in below(unit) if node.type_name == "news_item" and node.uuid in moving]
    kind = chance.choice("rename move trash restore unit folder".split())
    if kind == "restore" and unit.trash:
        trash.restore_page(portal, unit, chance.choice(sorted(unit.trash)), **WHO)
    elif kind == "unit":
        units.rename_unit(portal, unit, f"truong-{chance.randrange(4)}", **WHO)
    elif kind == "folder":
        folder = chance.choice([node for node in below(unit) if node.type_name == "folder"])
        moves.rename_page(portal, folder, f"muc-{chance.randrange(4)}", **WHO)
    elif found and kind in ("rename", "move", "trash"):
        node = chance.choice(found)
        if kind == "rename":
            moves.rename_page(portal, node, f"tin-{chance.randrange(5)}", **WHO)
        elif kind == "trash":
            trash.trash_page(portal, node, **WHO)
        else:
            target = chance.choice(units_here)
            places = [each for each in below(target) if each.type_name == "folder"]
            moves.move_page(portal, node, chance.choice(places), **WHO)


@settings(max_examples=25)
@given(st.integers(0, 10**9), st.integers(1, 40))
def test_references_survive_any_sequence_of_acts(declared, seed, length):
    """Whatever happens, a reference finds its page wherever it stands, and nothing while it is in a trash."""
    with tempfile.TemporaryDirectory() as folder:
        db = ZODB.DB(FileStorage(str(Path(folder) / "Data.fs"), blob_dir=folder + "/blobs"))
        connection = db.open(transaction.TransactionManager())
        try:
            portal = factories.small_city(connection.root(), declared)
            one, two = portal.root["quan-1"]["thcs-mot"], portal.root["quan-1"]["thcs-hai"]
            made = [news(portal, unit, f"Đích {number}") for number, unit in enumerate((one, one, two))]
            names = {node.uuid: target_for(one, node, one if number < 2 else two)
                     for number, node in enumerate(made)}
            connection.transaction_manager.commit()
            chance = random.Random(seed)
            for _number in range(length):
                try:
                    _step(portal, chance, names)
                except RuleError:
                    connection.transaction_manager.abort()
                connection.transaction_manager.commit()
                trashed = {entry.node.uuid for unit in (one, two) for entry in unit.trash.values()}
                for node in made:
                    expected = None if node.uuid in trashed else node
                    assert find_target(portal, one, names[node.uuid]) is expected
        finally:
            connection.transaction_manager.abort()
            connection.close()
            db.close()


def test_what_leads_nowhere_is_told_before_a_page_is_submitted(portal, one):
    gone, draft, there = news(portal, one, "Mất"), factories.page(portal, one["gioi-thieu"], "Nháp"), \
        news(portal, one, "Còn")
    page = referring_page(portal, one["gioi-thieu"], gone.uuid, draft.uuid, there.uuid)
    trash.trash_page(portal, gone, **WHO)
    assert dict(links.broken_references(portal, page)) == {
        gone.uuid: None, draft.uuid: draft}


def test_words_stay_where_a_link_leads_nowhere():
    lost, kept = "0" * 32, "1" * 32
    text = richtext.clean(
        f'<p><a href="resolveuid/{lost}">mất</a> <a href="resolveuid/{lost}/{kept}#a" title="&lt;b&gt;">còn</a>'
        f'<img src="resolveuid/{lost}" alt="ảnh &lt;b&gt;"></p>'
        f'<table><tr><td><a href="resolveuid/{lost}">ô <b>đậm</b></a></td></tr></table>')
    shown = richtext.resolve(text, lambda target: "/x/" if target.endswith(kept) else "")
    assert 'href="/x/#a"' in shown
    assert "resolveuid" not in shown
    assert "#\"" not in shown
    assert richtext.plain(shown).split() == "mất cònảnh <b> ô đậm".split()
    assert shown.count("<a ") == shown.count("</a>") == 1
