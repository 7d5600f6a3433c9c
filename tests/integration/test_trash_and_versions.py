"""Trash with its days, versions by their rule, and one's own last act taken back, on a real database."""

from datetime import timedelta

import pytest

from eduportal.content.nodes import unit_of
from eduportal.domain.errors import ChangedMeanwhile, NotAllowed, RuleError
from eduportal.operations import moves, pages, trash, undo, versions
from eduportal.operations.sharing import end_role
from eduportal.operations.trash_tasks import restore_one
from eduportal.sidestore.acts import Act
from tests import factories

NOW = factories.NOW


@pytest.fixture
def portal(connection, declared):
    """A small city with its people."""
    portal = factories.small_city(connection.root(), declared)
    factories.people(portal)
    connection.transaction_manager.commit()
    return portal


@pytest.fixture
def school(portal):
    return portal.root["quan-1"]["thcs-mot"]


def somebody(portal, login="quantri"):
    return portal.accounts.by_login(login).uuid


def act(portal, node, what, login="quantri", **data):
    unit = node if node.is_unit else unit_of(node)
    return Act("a", somebody(portal, login), NOW, unit.uuid, node.uuid, what, data, False)


def news(portal, title="Tin", **options):
    return factories.page(portal, portal.root["quan-1"]["thcs-mot"]["tin-tuc"], title, type_name="news_item", **options)


def published_again(portal, node, title, at):
    by = somebody(portal, "hieutruong")
    pages.edit_page(portal, node, {"title": title}, seen=node.revision, by=by, at=at)
    pages.change_state(portal, node, "submit", by=by, at=at)
    pages.change_state(portal, node, "approve", by=by, at=at)


def test_a_thing_goes_back_to_where_it_stood_or_elsewhere(portal, school):
    node = news(portal)
    key = trash.trash_page(portal, node, by="", at=NOW)
    trash.trash_page(portal, school["tin-tuc"], by="", at=NOW)
    with pytest.raises(RuleError, match="choose another folder"):
        trash.restore_page(portal, school, key, by="", at=NOW)
    trash.restore_page(portal, school, key, by="", at=NOW, parent=school["gioi-thieu"])
    assert school["gioi-thieu"]["tin"] is node
    assert school.index.card_of(node.uuid).parent == school["gioi-thieu"].uuid


def test_a_restriction_of_the_other_folder_counts(portal, school):
    key = trash.trash_page(portal, news(portal), by="", at=NOW)
    school["gioi-thieu"].addable = ("page",)
    with pytest.raises(RuleError, match="restricted"):
        trash.restore_page(portal, school, key, by="", at=NOW, parent=school["gioi-thieu"])
    assert key in school.trash


def test_the_trash_is_emptied_after_the_declared_days_and_not_before(portal, school, declared):
    days = declared.retention["trash"].days
    key = trash.trash_page(portal, news(portal), by="", at=NOW)
    assert trash.empty_trash(portal, school, by="", at=NOW + timedelta(days=days)) is None
    assert key in school.trash
    assert "1" in str(trash.empty_trash(portal, school, by="", at=NOW + timedelta(days=days + 1)).values["count"])
    assert key not in school.trash
    assert school.history[-1][2] == "delete_for_ever"


def test_a_unit_is_never_deleted_for_good(portal, school):
    office = portal.root["quan-1"]
    key = trash.trash_unit(portal, school, by="", at=NOW)
    trash.empty_trash(portal, office, by="", at=NOW + timedelta(days=99_999))
    assert key in office.trash
    with pytest.raises(RuleError, match="never deleted"):
        trash.delete_for_ever(portal, office, key, by="", at=NOW)


def test_an_old_version_becomes_the_working_one_and_the_public_sees_no_change(portal):
    node = news(portal, "Một", published=True)
    published_again(portal, node, "Hai", NOW)
    versions.revert_page(portal, node, 1, seen=node.revision, by=somebody(portal), at=NOW)
    assert (node.title, node.live.fields["title"], node.state) == ("Một", "Hai", "draft")
    with pytest.raises(ChangedMeanwhile):
        versions.revert_page(portal, node, 2, seen=node.revision - 1, by=somebody(portal), at=NOW)
    with pytest.raises(RuleError, match="not kept"):
        versions.revert_page(portal, node, 9, seen=node.revision, by=somebody(portal), at=NOW)


def test_versions_beyond_the_rule_are_forgotten_but_never_the_first_the_live_or_the_newest(portal, declared):
    rule = declared.retention["versions"]
    node = news(portal, "Bản 1", published=True)
    later = NOW + timedelta(days=rule.days + 1)
    for number in range(2, rule.newest + 4):
        published_again(portal, node, f"Bản {number}", NOW)
    published_again(portal, node, "Mới", later)
    kept = list(node.versions)
    assert kept[0] == 1
    assert len(kept) == rule.newest + 1
    assert node.live is node.versions[kept[-1]]
    assert node.live.fields["title"] == "Mới"


def test_my_save_is_taken_back_as_long_as_nobody_saved_since(portal):
    node = news(portal, "Trước", published=True)
    by = somebody(portal)
    pages.edit_page(portal, node, {"title": "Sau"}, seen=node.revision, by=by, at=NOW)
    mine = act(portal, node, "edit", revision=node.revision)
    undo.undo_act(portal, mine, by=by, at=NOW)
    assert (node.title, node.state, node.history[-1][2]) == ("Trước", "published", "undo")
    with pytest.raises(RuleError, match="changed since"):
        undo.undo_act(portal, mine, by=by, at=NOW)


def test_somebody_elses_act_is_not_mine_to_take_back(portal):
    node = news(portal)
    pages.edit_page(portal, node, {"title": "Sau"}, seen=node.revision, by=somebody(portal), at=NOW)
    theirs = act(portal, node, "edit", revision=node.revision)
    with pytest.raises(RuleError, match="taken back already"):
        undo.undo_act(portal, theirs, by=somebody(portal, "bientap"), at=NOW)
    assert node.title == "Sau"


def test_undo_needs_the_right_that_the_counter_operation_needs(portal, school):
    node, editor = news(portal), somebody(portal, "bientap")
    pages.edit_page(portal, node, {"title": "Sau"}, seen=node.revision, by=editor, at=NOW)
    for grant in list(school.grants.of(editor)):
        end_role(portal, school, grant.id, held=None, by="", at=NOW)
    with pytest.raises(NotAllowed):
        undo.undo_act(portal, act(portal, node, "edit", "bientap", revision=node.revision), by=editor, at=NOW)
    assert node.title == "Sau"


def test_address_place_state_trash_and_adding_are_taken_back(portal, school):
    node, by = news(portal, "Tin"), somebody(portal)
    moves.rename_page(portal, node, "khac", by=by, at=NOW)
    undo.undo_act(portal, act(portal, node, "rename", old="tin", new="khac"), by=by, at=NOW)
    assert school["tin-tuc"]["tin"] is node
    old_key = node.sort_key
    moves.move_page(portal, node, school["gioi-thieu"], by=by, at=NOW)
    undo.undo_act(portal, act(portal, node, "move", old=school["tin-tuc"].uuid, new=school["gioi-thieu"].uuid,
                              sort_key=old_key), by=by, at=NOW)
    assert (node.__parent__, node.sort_key) == (school["tin-tuc"], old_key)
    pages.change_state(portal, node, "submit", by=by, at=NOW)
    line = node.history[-1]
    assert node.uuid in school.inbox
    undo.undo_act(portal, act(portal, node, "state", step="submit", line_at=line[0]), by=by, at=NOW)
    assert (node.state, node.uuid in school.inbox) == ("draft", False)
    key = trash.trash_page(portal, node, by=by, at=NOW)
    undo.undo_act(portal, act(portal, school, "trash", keys=[key]), by=by, at=NOW)
    assert school["tin-tuc"]["tin"] is node
    fresh = pages.add_page(portal, school["tin-tuc"], "news_item", {"title": "Mới", "body": "<p>x</p>"}, by=by, at=NOW)
    undo.undo_act(portal, act(portal, fresh, "add", revision=1), by=by, at=NOW)
    assert "moi" not in school["tin-tuc"]


def test_publishing_is_not_taken_back_by_the_back_door(portal):
    node, by = news(portal), somebody(portal, "hieutruong")
    pages.change_state(portal, node, "submit", by=by, at=NOW)
    pages.change_state(portal, node, "approve", by=by, at=NOW)
    with pytest.raises(RuleError, match="changed since"):
        undo.undo_act(portal, act(portal, node, "state", "hieutruong", step="approve", line_at=node.history[-1][0]),
                      by=by, at=NOW)
    assert node.live is not None


def test_restoring_what_was_public_needs_the_right_to_take_it_down(portal, school):
    node = news(portal, published=True)
    key = trash.trash_page(portal, node, by="", at=NOW)
    with pytest.raises(NotAllowed):
        restore_one(portal, school, key, {}, by=somebody(portal, "bientap"), at=NOW)
    restore_one(portal, school, key, {}, by=somebody(portal, "hieutruong"), at=NOW)
    assert node.__parent__ is school["tin-tuc"]


def test_a_moved_page_keeps_the_address_that_somebody_chose_for_it(portal, school):
    node = news(portal, "Một tiêu đề dài")
    moves.rename_page(portal, node, "ngan-gon", by="", at=NOW)
    moves.move_page(portal, node, school["gioi-thieu"], by="", at=NOW)
    assert school["gioi-thieu"]["ngan-gon"] is node
