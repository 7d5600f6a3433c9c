"""What is public on the real tree: live versions, attachments, hidden folders, suspended units, records of a school."""

import io

import pytest
from PIL import Image

from eduportal.content.nodes import is_public, is_shown
from eduportal.domain.access import ROLES
from eduportal.operations import moves, pages, school, units
from tests import factories
from tests.integration.rights_setup import NOW, may


@pytest.fixture
def office(portal):
    return portal.root["quan-1"]


def png():
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(out, "PNG")
    return out.getvalue()


def picture(portal, page, title):
    return pages.add_page(
        portal, page, "image", {"title": title, "alt": title, "file": {"name": "a.png", "data": png()}}, by="", at=NOW
    )


def step(portal, node, *names):
    for name in names:
        pages.change_state(portal, node, name, by="", at=NOW, reason="Lý do")


def test_attachments_are_public_only_while_the_live_version_names_them(portal, commit, one):
    page = factories.page(portal, one["tin-tuc"], "Có ảnh", type_name="news_item")
    named, lead, unnamed = (picture(portal, page, title) for title in ("Trong bài", "Đại diện", "Không dùng"))
    listed = pages.add_page(
        portal, page, "file", {"title": "Tệp", "file": {"name": "a.txt", "data": b"a"}}, by="", at=NOW
    )
    everything = {"named": named, "lead": lead, "unnamed": unnamed, "listed": listed}

    def public():
        return {name for name, node in everything.items() if is_public(node)}

    pages.edit_page(
        portal,
        page,
        {"body": f'<p><img src="resolveuid/{named.uuid}" alt="x"></p>', "lead_image": lead.uuid},
        seen=page.revision,
        by="",
        at=NOW,
    )
    assert public() == set()
    step(portal, page, "submit", "approve")
    assert public() == {"named", "lead", "listed"}
    # A new version is written: what it names is not public before it is approved, what it drops is so until then.
    pages.edit_page(
        portal,
        page,
        {"body": f'<p><img src="resolveuid/{unnamed.uuid}" alt="x"></p>', "lead_image": ""},
        seen=page.revision,
        by="",
        at=NOW,
    )
    late = pages.add_page(
        portal, page, "file", {"title": "Tệp mới", "file": {"name": "b.txt", "data": b"b"}}, by="", at=NOW
    )
    everything["late"] = late
    assert public() == {"named", "lead", "listed"}
    step(portal, page, "submit")
    assert public() == {"named", "lead", "listed"}
    step(portal, page, "approve")
    assert public() == {"unnamed", "listed", "late"}
    step(portal, page, "withdraw")
    assert public() == set()


def test_the_file_of_an_attachment_that_is_edited_stays_the_approved_one(portal, one):
    page = factories.page(portal, one["tin-tuc"], "Có tệp", type_name="news_item")
    listed = pages.add_page(
        portal, page, "file", {"title": "Tệp", "file": {"name": "a.txt", "data": b"ban duyet"}}, by="", at=NOW
    )
    step(portal, page, "submit", "approve")
    pages.edit_page(
        portal, listed, {"file": {"name": "b.txt", "data": b"ban moi"}}, seen=listed.revision, by="", at=NOW
    )
    assert page.state == "draft"
    with listed.live.fields["file"]["blob"].open("r") as live:
        assert live.read() == b"ban duyet"


def test_a_hidden_folder_hides_everything_below_it(portal, commit, one):
    outer = pages.add_page(portal, one["tin-tuc"], "folder", {"title": "Ngoài"}, by="", at=NOW)
    inner = pages.add_page(portal, outer, "folder", {"title": "Trong"}, by="", at=NOW)
    page = factories.page(portal, inner, "Sâu bên trong", type_name="news_item", published=True)
    assert is_public(page)
    step(portal, outer, "hide")
    assert not any(is_public(each) for each in (outer, inner, page))
    assert one.index.search(["sau"], {"everyone"}, 5)[1] == 0
    assert not one.index.card_of(page.uuid).public
    assert not may(portal, None, "page:view", page)
    step(portal, outer, "show")
    assert all(is_public(each) for each in (outer, inner, page))
    assert one.index.search(["sau"], {"everyone"}, 5)[1] == 1


def test_a_page_that_moves_out_of_a_hidden_folder_is_public_again(portal, one):
    outer = pages.add_page(portal, one["tin-tuc"], "folder", {"title": "Ngoài"}, by="", at=NOW)
    page = factories.page(portal, outer, "Chuyển chỗ", type_name="news_item", published=True)
    step(portal, outer, "hide")
    moves.move_page(portal, page, one["tin-tuc"], by="", at=NOW)
    assert is_public(page)
    moves.move_page(portal, page, outer, by="", at=NOW)
    assert not is_public(page)


def test_a_suspended_unit_hides_everything_and_is_whole_again_afterwards(portal, commit, office, one, two):
    page = factories.page(portal, one["tin-tuc"], "Tin của trường", type_name="news_item", published=True)
    visitor = None
    units.suspend_unit(portal, one, reason="Sửa chữa", by="", at=NOW)
    assert not is_public(page)
    for permission, node in (("unit:view", one), ("page:view", page), ("page:view", one["tin-tuc"])):
        assert not may(portal, visitor, permission, node)
        assert may(portal, visitor, permission, two if node is one else two["tin-tuc"])
    units.resume_unit(portal, one, by="", at=NOW)
    assert is_public(page)
    units.suspend_unit(portal, office, reason="Sửa chữa", by="", at=NOW)
    assert not is_public(page)
    assert not may(portal, visitor, "unit:view", one)
    assert not may(portal, visitor, "unit:view", office)
    assert may(portal, visitor, "unit:view", portal.root)


def test_a_page_indexed_while_its_unit_was_suspended_is_public_afterwards(portal, office, one):
    page = factories.page(portal, one["tin-tuc"], "Chuyển trong lúc tạm ngừng", type_name="news_item", published=True)
    units.suspend_unit(portal, office, reason="Sửa chữa", by="", at=NOW)
    moves.rename_page(portal, page, "ten-khac", by="", at=NOW)
    assert is_shown(page)
    assert not is_public(page)
    units.resume_unit(portal, office, by="", at=NOW)
    assert one.index.card_of(page.uuid).public
    assert one.index.search(["tam"], {"everyone"}, 5)[1] == 1


def test_in_a_suspended_unit_nobody_writes_and_its_administrators_still_look(portal, office, one):
    boss = factories.person(portal, "quan.tri", "Lê Thị Quản")
    factories.give(portal, portal.root, boss, "administrator")
    editor = factories.person(portal, "bien.tap", "Phạm Thị Biên")
    factories.give(portal, one, editor, "editor")
    page = factories.page(portal, one["tin-tuc"], "Nháp", type_name="news_item")
    assert may(portal, boss, "page:edit", page)
    for closed in (one, office):
        units.suspend_unit(portal, closed, reason="Sửa chữa", by="", at=NOW)
        for permission in ("page:edit", "page:add", "page:delete", "page:submit", "page:hide"):
            assert not may(portal, boss, permission, page), permission
            assert not may(portal, boss, permission, one["tin-tuc"]), permission
        assert may(portal, boss, "page:view_draft", page)
        assert may(portal, boss, "unit:view", one)
        assert may(portal, boss, "sharing:give", one)
        assert not may(portal, editor, "page:view_draft", page)
        units.resume_unit(portal, closed, by="", at=NOW)
    assert may(portal, editor, "page:edit", page)


def test_the_working_version_never_reaches_what_the_public_reads(portal, commit, one):
    page = factories.page(
        portal, one["tin-tuc"], "Bản duyệt", type_name="news_item", published=True, summary="Tóm tắt cũ"
    )
    pages.edit_page(
        portal, page, {"title": "Bimat", "body": "<p>Bimat</p>", "summary": "Bimat"}, seen=page.revision, by="", at=NOW
    )
    commit()
    card = one.index.card_of(page.uuid)
    assert (card.live_title, card.live_summary) == ("Bản duyệt", "Tóm tắt cũ")
    assert one.index.search(["bimat"], {"everyone"}, 5)[1] == 0
    assert one.index.search(["duyet"], {"everyone"}, 5)[1] == 1


def test_records_of_a_school_are_never_public_and_an_administrator_above_has_no_way_in(portal, office, one):
    year, school_class = factories.school_class(portal, one)
    book = school.open_mark_books(portal, school_class, ["thcs_mathematics"], 1, by="", at=NOW)[0]
    boss = factories.person(portal, "quan.tri", "Lê Thị Quản")
    factories.give(portal, portal.root, boss, "administrator")
    for node in (year, school_class):
        for account in (None, boss):
            for permission in ("class:view", "class:edit", "student:view", "marks:view"):
                assert not may(portal, account, permission, node), permission
        assert not one.index.card_of(node.uuid).public
        assert not may(portal, None, "page:view", node)
        assert not may(portal, boss, "page:view", node)
    assert not is_public(book)
    assert one.index.search(["6a1"], {"everyone"}, 5)[1] == 0


def test_of_the_roles_from_an_office_above_only_its_inspector_reads_marks(portal, office, one):
    year, school_class = factories.school_class(portal, one)
    book = school.open_mark_books(portal, school_class, ["thcs_mathematics"], 1, by="", at=NOW)[0]
    people = {}
    for place in (one, office, portal.root):
        for role in ROLES:
            login = f"{role.replace('_', '.')}.{len(people)}"
            people[place.title, role] = factories.person(portal, login, "Người Có Vai Trò")
            factories.give(portal, place, people[place.title, role], role)

    def allowed(permission, node):
        return {key for key, account in people.items() if may(portal, account, permission, node)}

    own = {(one.title, "principal"), (one.title, "records_officer")}
    inspectors = {(place.title, "inspector") for place in (one, office, portal.root)}
    for node, permission in (
        (year, "class:edit"),
        (school_class, "student:view"),
        (one, "student:view"),
    ):
        assert allowed(permission, node) == own, permission
    for node, permission in (
        (year, "class:view"),
        (book, "marks:view"),
        (book, "page:history"),
        (school_class, "marks:view"),
    ):
        assert allowed(permission, node) == own | inspectors, permission
    for permission in ("marks:enter", "marks:submit"):
        assert allowed(permission, book) == set()
    book.record("submit", [(None, None, "open", "submitted")], by="", at=NOW, note="")
    assert allowed("marks:approve", book) == {(one.title, "principal")}
    page = factories.page(portal, one["tin-tuc"], "Của trường", type_name="news_item")
    pages.change_state(portal, page, "submit", by="", at=NOW)
    assert allowed("page:approve", page) == {(one.title, "principal")}
