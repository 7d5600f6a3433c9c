"""The walls between units: equal paths, foreign paths, crossing, moving a school, the trash."""

import pytest
from persistent import Persistent

from eduportal.content.nodes import is_public
from eduportal.content.objectmaps import ForeignPath
from eduportal.domain.errors import RuleError
from eduportal.operations import moves, ordering, pages, trash, units
from tests import factories

NOW = factories.NOW


def test_two_schools_with_equal_paths_inside_stay_apart(portal, commit, one, two):
    first = factories.page(portal, one["tin-tuc"], "Khai giảng", type_name="news_item", published=True)
    second = factories.page(portal, two["tin-tuc"], "Khai giảng", type_name="news_item", published=True)
    commit()
    assert first.__name__ == second.__name__
    assert one.__objectmap__.path_for(first.__oid__) == two.__objectmap__.path_for(second.__oid__)
    assert one.find(first.uuid) is first
    assert one.find(second.uuid) is None
    assert two.find(first.uuid) is None
    found, total = one.index.search(["giang"], {"everyone"}, 10)
    assert (total, [one.__objectmap__.object_for(oid) for oid in found]) == (1, [first])


def test_the_map_refuses_paths_of_another_unit(portal, one, two):
    stranger = factories.page(portal, two["tin-tuc"], "Của trường hai", type_name="news_item")
    with pytest.raises(ForeignPath):
        one.__objectmap__.objectid_for(stranger)
    with pytest.raises(ForeignPath):
        one.__objectmap__.object_for(stranger)
    with pytest.raises(ForeignPath):
        one.__objectmap__.add(Persistent(), ("", "quan-1", "thcs-hai", "tin-tuc", "x"))
    with pytest.raises(ForeignPath):
        portal.root["quan-1"].__objectmap__.objectid_for(one)
    assert len(list(portal.root["quan-1"].index.children(one.uuid))) == 0


def test_a_unit_without_a_portal_lends_nobody_its_offices_map(portal):
    office = portal.root["quan-1"]
    closed = units.add_unit(portal, office, code="79-Q1-MN-001", kind="mam_non", by="", at=NOW, since=factories.SINCE,
                            name="mam-non-mot", values=factories.unit_values("Trường Mầm non Một"))
    before = len(office.__objectmap__.objectid_to_path)
    with pytest.raises(RuleError):
        pages.add_page(portal, closed, "page", {"title": "Lạc chỗ"}, by="", at=NOW)
    assert len(office.__objectmap__.objectid_to_path) == before


def test_a_page_moved_from_one_school_to_another_keeps_its_identity_and_leaves_its_rights(portal, commit, one, two):
    person = factories.person(portal, "nguoi.viet", "Người Viết", one)
    folder = one["tin-tuc"]
    moved = factories.page(portal, folder, "Giao lưu bóng đá", type_name="news_item", published=True)
    inner = pages.add_page(portal, moved, "file", {"title": "Tệp", "file": {"name": "a.txt", "data": b"noi dung"}},
                           by="", at=NOW)
    factories.give(portal, moved, person, "editor")
    commit()
    uuid, old_id, number = moved.uuid, moved.__oid__, moved.live.number
    moves.move_page(portal, moved, two["tin-tuc"], by="", at=NOW)
    commit()
    assert one.find(uuid) is None
    assert two.find(uuid) is moved
    assert two.find(inner.uuid) is inner
    assert one.forwards[uuid] == two.uuid
    assert (moved.uuid, moved.live.number) == (uuid, number)
    assert moved.__oid__ in two.__objectmap__.objectid_to_path
    assert old_id not in one.__objectmap__.objectid_to_path
    assert one.index.search(["bong"], {"everyone"}, 5)[1] == 0
    assert two.index.search(["bong"], {"everyone"}, 5)[1] == 1
    assert [each for each in one.grants.all() if each.node == uuid] == []
    moves.move_page(portal, moved, folder, by="", at=NOW)
    assert one.find(uuid) is moved
    assert uuid not in one.forwards


def test_what_waits_for_approval_starts_again_as_a_draft_behind_another_wall(portal, one, two):
    waiting = factories.page(portal, one["tin-tuc"], "Đang chờ", type_name="news_item")
    pages.change_state(portal, waiting, "submit", by="", at=NOW)
    assert waiting.uuid in one.inbox
    moves.move_page(portal, waiting, two["tin-tuc"], by="", at=NOW)
    assert waiting.state == "draft"
    assert waiting.uuid not in one.inbox
    assert waiting.uuid not in two.inbox


def test_a_folder_does_not_move_into_itself(portal, one):
    inner = pages.add_page(portal, one["tin-tuc"], "folder", {"title": "Thư mục con"}, by="", at=NOW)
    with pytest.raises(RuleError):
        moves.move_page(portal, one["tin-tuc"], inner, by="", at=NOW)


class Written:
    """Counts the objects that a commit writes, as the storage sees them."""

    def __init__(self, connection):
        self.connection, self.oids = connection, set()

    def __enter__(self):
        store = self.connection._storage.store
        self.store = store

        def counting(oid, *rest):
            self.oids.add(oid)
            return store(oid, *rest)

        self.connection._storage.store = counting
        return self

    def __exit__(self, *error):
        self.connection._storage.store = self.store


@pytest.fixture(params=[10, 2000])
def school_of(request, portal, commit, one):
    for number in range(request.param):
        factories.page(portal, one["tin-tuc"], f"Bản tin số {number}", type_name="news_item")
    commit()
    return request.param, one


_WRITES = {}


def test_a_moved_school_writes_the_same_number_of_objects_however_many_pages(portal, connection, commit, school_of):
    count, school = school_of
    target = units.add_unit(portal, portal.root, code="79-Q2", kind="phong", by="", at=NOW, since=factories.SINCE,
                            name="quan-2", values=factories.unit_values("Phòng Giáo dục và Đào tạo Quận 2"))
    units.open_portal(portal, target, by="", at=NOW)
    commit()
    for unit in (school, target, portal.root["quan-1"], portal.root):
        # As the feeder leaves them: a leaf that splits just now would be one more object.
        unit.outbox.clear()
    commit()
    page = school.find(next(card.uuid for _oid, card in school.index.children(school["tin-tuc"].uuid)))
    with Written(connection) as written:
        units.move_unit(portal, school, target, by="", at=NOW, day=factories.SINCE)
        commit()
    assert portal.unit(school.uuid) is school
    assert school.__parent__ is target
    assert school.find(page.uuid) is page
    assert len(school.index.cards) >= count
    assert portal.register.above(school.uuid)[1] == target.uuid
    assert "quan-1/thcs-mot" in portal.register.old_paths
    _WRITES[count] = len(written.oids)
    assert len(written.oids) <= 20
    assert len(set(_WRITES.values())) == 1


def test_a_moved_trashed_and_restored_unit_is_whole(portal, commit, one):
    person = factories.person(portal, "nguoi.o.lai", "Người Ở Lại", one)
    factories.give(portal, one, person, "editor")
    kept = factories.page(portal, one["tin-tuc"], "Còn nguyên", type_name="news_item", published=True)
    target = units.add_unit(portal, portal.root, code="79-Q2", kind="phong", by="", at=NOW, since=factories.SINCE,
                            name="quan-2", values=factories.unit_values("Phòng Giáo dục và Đào tạo Quận 2"))
    units.open_portal(portal, target, by="", at=NOW)
    units.move_unit(portal, one, target, by="", at=NOW, day=factories.SINCE)
    commit()
    key = trash.trash_unit(portal, one, by="", at=NOW)
    commit()
    assert portal.unit(one.uuid) is None
    assert portal.register.is_suspended(one.uuid)
    assert one.uuid not in [row[0] for row in portal.register.below(target.uuid)]
    trash.restore_unit(portal, target, key, by="", at=NOW)
    commit()
    assert portal.unit(one.uuid) is one
    assert not portal.register.is_suspended(one.uuid)
    assert one.find(kept.uuid) is kept
    assert is_public(kept)
    assert [each.role for each in one.grants.of(person.uuid)] == ["editor"]
    assert factories.page(portal, one["tin-tuc"], "Việc lại tiếp tục", type_name="news_item").uuid in one.index.uuids


def test_trash_and_restore_of_a_folder_with_pages_inside(portal, commit, one):
    folder = pages.add_page(portal, one["tin-tuc"], "folder", {"title": "Chuyên mục"}, by="", at=NOW)
    inside = factories.page(portal, folder, "Bên trong", type_name="news_item", published=True)
    key = trash.trash_page(portal, folder, by="", at=NOW)
    commit()
    assert one.find(inside.uuid) is None
    assert one.index.search(["trong"], {"everyone"}, 5)[1] == 0
    pages.add_page(portal, one["tin-tuc"], "folder", {"title": "Chuyên mục"}, by="", at=NOW)
    restored = trash.restore_page(portal, one, key, by="", at=NOW)
    commit()
    assert restored is folder
    assert restored.__name__ == "chuyen-muc-2"
    assert one.find(inside.uuid) is inside
    assert one.index.search(["trong"], {"everyone"}, 5)[1] == 1
    with pytest.raises(RuleError):
        trash.restore_page(portal, one, key, by="", at=NOW)


def test_sort_keys_put_a_page_between_two_others(portal, one):
    folder = one["gioi-thieu"]
    a, b, c = (factories.page(portal, folder, title) for title in ("A", "B", "C"))
    ordering.place_page(portal, c, a, by="", at=NOW)
    assert [card.title for _oid, card in one.index.children(folder.uuid)] == ["A", "C", "B"]
    ordering.place_page(portal, b, None, by="", at=NOW)
    assert [card.title for _oid, card in one.index.children(folder.uuid)] == ["B", "A", "C"]
