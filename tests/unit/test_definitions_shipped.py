"""What is shipped: the content types, who may do what in the workflows, the skin; and nobody changes it by mistake."""

import re
from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from eduportal import definitions
from eduportal.domain.access import PERMISSIONS


@pytest.fixture(scope="module")
def shipped():
    return definitions.load()


def test_everything_shipped_is_right():
    assert definitions.problems() == []


def test_the_types_and_their_workflows(shipped):
    assert {name: each.workflow for name, each in shipped.types.items()} == {
        "album": "publication", "collection": "publication", "class": "school_record",
        "disclosure": "publication", "document": "publication",
        "event": "publication", "file": "publication", "folder": "visibility", "image": "publication",
        "mark_book": "mark_book", "news_item": "publication", "page": "publication",
        "school_year": "school_record", "unit": "portal"}
    assert shipped.workflow_of("page") is shipped.workflows["publication"]
    with pytest.raises(KeyError):
        shipped.workflow_of("nothing")


def test_where_things_stand(shipped):
    assert shipped.types["news_item"].contained_in == ("folder", "unit")
    assert shipped.types["mark_book"].contained_in == ("class",)
    assert shipped.types["class"].contained_in == ("school_year",)
    assert set(shipped.types["image"].contained_in) == {"album", "disclosure", "event", "folder", "news_item", "page"}


def test_fields_of_published_types(shipped):
    for content_type in shipped.types.values():
        if shipped.workflows[content_type.workflow].versioned:
            title = content_type.field("title")
            assert (title.kind, title.required) == ("line", True)
            assert title.max_length <= 200
    assert shipped.types["image"].field("alt").required
    assert shipped.types["news_item"].field("send_up").title == "Đăng lên bảng tin của cơ quan quản lý"
    assert shipped.types["news_item"].field("lead_image").kind == "image"
    assert shipped.types["file"].upload.name == "file"
    assert shipped.types["page"].upload is None
    assert [value for value, _title in shipped.types["disclosure"].field("circular").choices] == [
        "tt_09_2009", "tt_36_2017", "tt_09_2024"]
    assert len(shipped.types["disclosure"].field("content").choices) == 8
    with pytest.raises(KeyError):
        shipped.types["page"].field("colour")


def test_choices_can_come_from_a_vocabulary(shipped):
    choices = dict(shipped.types["mark_book"].field("subject").choices)
    assert choices["thcs_mathematics"] == "Toán"
    assert set(choices) == set(shipped.subjects)


# From which state, by which transition, to which state; who may take it.
STEPS = {
    "publication": {
        ("draft", "submit", "pending"): "administrator editor principal",
        ("returned", "submit", "pending"): "administrator editor principal",
        ("withdrawn", "submit", "pending"): "administrator editor principal",
        ("pending", "take_back", "draft"): "administrator editor principal",
        ("pending", "approve", "published"): "principal",
        ("pending", "return", "returned"): "principal",
        ("published", "revise", "draft"): "administrator editor principal",
        ("draft", "withdraw", "withdrawn"): "administrator principal",
        ("pending", "withdraw", "withdrawn"): "administrator principal",
        ("returned", "withdraw", "withdrawn"): "administrator principal",
        ("published", "withdraw", "withdrawn"): "administrator principal",
        ("withdrawn", "archive", "archived"): "administrator principal",
        ("archived", "reopen", "draft"): "administrator principal",
    },
    "visibility": {
        ("visible", "hide", "hidden"): "administrator principal",
        ("hidden", "show", "visible"): "administrator principal",
    },
    "portal": {
        ("registered", "open_portal", "open"): "administrator",
        ("registered", "close", "closed"): "administrator",
        ("registered", "close_hidden", "closed_hidden"): "administrator",
        ("open", "suspend", "suspended"): "administrator",
        ("open", "close", "closed"): "administrator",
        ("open", "close_hidden", "closed_hidden"): "administrator",
        ("suspended", "resume", "open"): "administrator",
        ("suspended", "close", "closed"): "administrator",
        ("suspended", "close_hidden", "closed_hidden"): "administrator",
        ("closed", "reopen", "open"): "administrator",
        ("closed", "reopen_registered", "registered"): "administrator",
        ("closed_hidden", "reopen", "open"): "administrator",
        ("closed_hidden", "reopen_registered", "registered"): "administrator",
    },
    "school_record": {
        ("open", "close", "closed"): "principal",
        ("closed", "reopen", "open"): "principal",
    },
    "mark_book": {
        ("open", "submit", "submitted"): "teacher",
        ("returned", "submit", "submitted"): "teacher",
        ("submitted", "take_back", "open"): "teacher",
        ("submitted", "approve", "approved"): "principal",
        ("submitted", "return", "returned"): "principal",
        ("approved", "reopen", "returned"): "principal",
    },
}


@pytest.mark.parametrize("name", STEPS)
def test_who_may_take_which_step(shipped, name):
    workflow = shipped.workflows[name]
    assert {(state, step.name, step.target): " ".join(workflow.states[state].allow[step.needs])
            for state in workflow.states for step in workflow.leaving(state)} == STEPS[name]


def test_every_workflow_is_in_the_table_of_steps(shipped):
    assert set(STEPS) == set(shipped.workflows)


def test_what_the_steps_of_a_publication_do(shipped):
    steps = shipped.workflows["publication"].transitions
    assert [name for name, step in steps.items() if step.publishes] == ["approve"]
    assert [name for name, step in steps.items() if step.withdraws] == ["withdraw"]
    assert [name for name, step in steps.items() if step.asks_approval] == ["submit"]
    assert [name for name, step in steps.items() if step.reason == "required"] == ["return", "withdraw"]


def test_saving_a_published_page_begins_a_new_draft(shipped):
    publication = shipped.workflows["publication"]
    assert publication.on_edit("published").name == "revise"
    assert publication.on_edit("draft") is None


def test_nobody_edits_what_waits_or_is_archived(shipped):
    states = shipped.workflows["publication"].states
    assert [name for name, state in states.items() if "page:edit" in state.allow] == [
        "draft", "returned", "published", "withdrawn"]
    assert [name for name, state in states.items() if "page:delete" in state.allow] == [
        "draft", "returned", "withdrawn"]
    assert shipped.workflows["publication"].live_allow == {"page:view": ("everyone",)}


def test_marks_are_entered_by_the_teacher_and_only_while_the_book_is_open(shipped):
    states = shipped.workflows["mark_book"].states
    assert {name: state.allow["marks:enter"] for name, state in states.items() if "marks:enter" in state.allow} == {
        "open": ("teacher",), "returned": ("teacher",)}
    assert all(set(state.allow["marks:view"]) == {
        "teacher", "homeroom_teacher", "principal", "records_officer", "inspector"} for state in states.values())


def test_no_record_is_open_to_an_administrator_an_editor_or_everybody(shipped):
    for workflow in shipped.workflows.values():
        for state in workflow.states.values():
            for permission, roles in state.allow.items():
                if permission.split(":")[0] in ("marks", "student", "class"):
                    assert not {"administrator", "editor", "everyone", "signed_in"} & set(roles), (state, permission)


def test_every_permission_is_given_somewhere_and_in_folders_and_units_what_they_need(shipped):
    given = {name: {permission for state in workflow.states.values() for permission in state.allow}
             for name, workflow in shipped.workflows.items()}
    given["publication"] |= set(shipped.workflows["publication"].live_allow)
    assert set().union(*given.values()) == set(PERMISSIONS)
    needed = {"page:add", "page:contents", "page:edit", "page:hide", "page:history", "page:view", "page:view_draft",
              "sharing:give", "sharing:view", "trash:view"}
    assert needed <= given["visibility"]
    assert needed | {"inbox:view", "status:view", "unit:add", "unit:move"} <= given["portal"]


def test_a_suspended_portal_is_shut_to_visitors(shipped):
    states = shipped.workflows["portal"].states
    assert {name: state.allow["unit:view"] for name, state in states.items()} == {
        "registered": ("everyone",), "open": ("everyone",), "suspended": ("administrator", "principal"),
        "closed": ("everyone",), "closed_hidden": ("administrator", "principal")}
    assert not {"page:add", "page:edit"} & set(states["suspended"].allow)


def test_a_declaration_cannot_be_changed(shipped):
    with pytest.raises(FrozenInstanceError):
        shipped.types["page"].title = "Khác"
    with pytest.raises(TypeError):
        shipped.types["other"] = shipped.types["page"]
    with pytest.raises(TypeError):
        shipped.workflows["publication"].states["pending"].allow["page:edit"] = ("editor",)
    with pytest.raises(TypeError):
        shipped.subjects["thcs_mathematics"].lessons[6] = 1
    with pytest.raises(TypeError):
        shipped.skins["default"].colours["brand"] = "#000000"


def test_titles_are_vietnamese_and_names_english(shipped):
    for group in (shipped.types, shipped.workflows, shipped.kinds, shipped.blueprints, shipped.skins):
        for name, each in group.items():
            assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
            assert each.title != name
    titles = [state.title for state in shipped.workflows["publication"].states.values()]
    assert titles == ["Nháp", "Chờ duyệt", "Trả lại", "Đã xuất bản", "Đã gỡ", "Lưu trữ"]


def test_the_fingerprint_is_the_same_in_every_process(shipped):
    assert definitions.load().fingerprint == shipped.fingerprint
    assert re.fullmatch(r"[0-9a-f]{64}", shipped.fingerprint)
    assert "workflows/publication" in shipped.fingerprints


def test_the_default_skin(shipped):
    skin = shipped.skins["default"]
    assert skin.extends is None
    assert (skin.folder / "skin.yaml").is_file()
    assert skin.colours["brand"] == "#0b4f8a"
    assert shipped.skin_chain("default") == (skin,)


def test_a_day_of_a_subject_is_a_date(shipped):
    assert shipped.subjects["thcs_literature"].since == date(2021, 9, 5)
