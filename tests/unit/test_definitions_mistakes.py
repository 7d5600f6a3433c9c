"""Every mistake in a declared file is found, with file, line and path, and all of them at once."""

import json
from importlib import resources

import pytest

from eduportal import definitions
from eduportal.definitions.shape import PHRASES

WORKFLOW = """\
name: mine
title: "Của tôi"
versioned: false
initial: open
live_allow: {}
states:
  open:
    title: "Mở"
    description: "Đang mở."
    colour: info
    allow:
      page:edit: [editor, principal]
      page:view: [everyone]
  shut:
    title: "Đóng"
    description: "Đã đóng."
    colour: dark
    allow:
      page:edit: [principal]
transitions:
  shut:
    title: "Đóng lại"
    sources: [open]
    target: shut
    needs: page:edit
    reason: none
    publishes: false
    withdraws: false
    on_edit: false
    asks_approval: false
"""
TYPE = """\
name: note
title: "Ghi chú"
description: "Một ghi chú."
icon: pencil
kind_of: item
contained_in: [folder]
add_permission: page:add
workflow: visibility
listing: true
order: 5
fields:
  - name: title
    kind: line
    title: "Tiêu đề"
    description: "Tiêu đề của ghi chú."
    required: true
    max_length: 100
    search: true
"""
SKIN = """\
name: sky
title: "Trời xanh"
description: "Giao diện thử."
extends: default
colours: {brand: "#0b4f8a", brand_dark: "#083a66", on_brand: "#ffffff", name: "#b3161b", accent: "#b3161b",
  focus: "#f2b705", text: "#1b2430", ground: "#ffffff", paper: "#f5f7fa", line: "#d5dce4", link: "#0b4f8a",
  footer: "#12263a", on_footer: "#e6edf4"}
"""
KIND = """\
station:
  title: "Điểm trường"
  short_title: "Điểm"
  level: "TH"
  grades: [1, 2]
  school: true
  blueprint: school
  since: null
  until: null
  under:
    - {kind: ward_office, since: "2025-07-01", until: null}
"""
STEP = """\
  %s:
    title: "Bước"
    sources: [%s]
    target: %s
    needs: %s
    reason: none
    publishes: false
    withdraws: false
    on_edit: false
    asks_approval: false
"""


@pytest.fixture
def found(tmp_path):
    """Return a function: files of a profile (name -> text) to the problems, without the folder in front."""

    def problems_of(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return [problem.removeprefix(f"{tmp_path}/") for problem in definitions.problems([tmp_path])]

    return problems_of


def test_a_profile_that_is_right_is_added(found, tmp_path):
    files = {"workflows/mine.yaml": WORKFLOW, "content_types/note.yaml": TYPE, "skins/sky/skin.yaml": SKIN,
             "content_types/vocabularies/unit_kinds.yaml": KIND}
    assert found(files) == []
    loaded = definitions.load([tmp_path])
    assert loaded.workflows["mine"].states["shut"].allow["page:edit"] == ("principal",)
    assert loaded.types["note"].field("title").max_length == 100
    assert loaded.kinds["station"].grades == (1, 2)
    assert [skin.name for skin in loaded.skin_chain("sky")] == ["sky", "default"]
    assert loaded.skins["sky"].folder == tmp_path / "skins" / "sky"
    assert loaded.fingerprint != definitions.load().fingerprint
    assert loaded.fingerprints["types/page"] == definitions.load().fingerprints["types/page"]


# What is changed in a right file (old text, new text), and the one problem that must come out.
WORKFLOW_MISTAKES = {
    "a key twice": ("initial: open\n", "initial: open\ninitial: shut\n",
                    "workflows/mine.yaml:5: initial: the key initial stands here again; "
                    "it was already given on line 4."),
    "a permission twice": ("      page:view: [everyone]\n", "      page:view: [everyone]\n      page:edit: [viewer]\n",
                           "workflows/mine.yaml:14: states.open.allow.page:edit: the key page:edit stands here again; "
                           "it was already given on line 12."),
    "a role that does not exist": ("[editor, principal]", "[editor, principle]",
                                   "workflows/mine.yaml:12: states.open.allow.page:edit[1]: "
                                   "the role principle does not exist."),
    "a permission that does not exist": ("      page:view:", "      page:look:",
                                         "workflows/mine.yaml:13: states.open.allow.page:look: "
                                         "the permission page:look does not exist."),
    "an unknown key": ("versioned: false\n", "versioned: false\ncolour: red\n",
                       "workflows/mine.yaml:4: colour: the key colour is not known here; known are: name, title, "
                       "versioned, initial, live_allow, states, transitions."),
    "a missing key": ("    colour: info\n", "",
                      "workflows/mine.yaml:7: states.open: the key colour is missing."),
    "no instead of text": ("reason: none", "reason: no",
                           "workflows/mine.yaml:26: transitions.shut.reason: YAML reads no as yes or no; "
                           "write true or false, or put it in quotes."),
    "no instead of false": ("on_edit: false", "on_edit: no",
                            "workflows/mine.yaml:29: transitions.shut.on_edit: YAML reads no as yes or no; "
                            "write true or false, or put it in quotes."),
    "a time without quotes": ('title: "Mở"', "title: 12:30",
                              "workflows/mine.yaml:8: states.open.title: YAML does not read 12:30 as it is written; "
                              "put dates, times and codes in quotes."),
    "a day without quotes": ('title: "Mở"', "title: 2025-07-01",
                             "workflows/mine.yaml:8: states.open.title: YAML does not read 2025-07-01 as it is "
                             "written; put dates, times and codes in quotes."),
    "a code without quotes": ('title: "Mở"', "title: 010",
                              "workflows/mine.yaml:8: states.open.title: YAML does not read 010 as it is written; "
                              "put dates, times and codes in quotes."),
    "a number instead of text": ('title: "Mở"', "title: 7",
                                 "workflows/mine.yaml:8: states.open.title: expected text that is not empty, found 7."),
    "nothing": ('title: "Mở"', "title:",
                "workflows/mine.yaml:8: states.open.title: nothing is written here; write a value, or null."),
    "a choice that is not offered": ("colour: info", "colour: pink",
                                     "workflows/mine.yaml:10: states.open.colour: expected one of secondary, info, "
                                     'warning, success, danger, dark, found "pink".'),
    "an initial state that does not exist": ("initial: open", "initial: opened",
                                             "workflows/mine.yaml:4: initial: the state opened does not exist."),
    "a source that does not exist": ("sources: [open]", "sources: [open, ajar]",
                                     "workflows/mine.yaml:23: transitions.shut.sources[1]: "
                                     "the state ajar does not exist."),
    "a step to where it starts": ("sources: [open]", "sources: [open, shut]",
                                  "workflows/mine.yaml:23: transitions.shut.sources[1]: "
                                  "a transition leads to another state, not back to shut."),
    "a step that nobody may take": ("needs: page:edit", "needs: page:hide",
                                    "workflows/mine.yaml:23: transitions.shut.sources[0]: nobody has page:hide "
                                    "in the state open, so nobody could take this step."),
    "a state that cannot be reached": ("initial: open", "initial: shut",
                                       "workflows/mine.yaml:7: states.open: "
                                       "no transition leads from shut to the state open."),
    "two steps for one pair": ("transitions:\n", "transitions:\n" + STEP % ("bar", "open", "shut", "page:edit"),
                               "workflows/mine.yaml:33: transitions.shut.sources[0]: "
                               "bar already leads from open to shut."),
    "an administrator among records": ("      page:view: [everyone]", "      marks:view: [administrator, principal]",
                                       "workflows/mine.yaml:13: states.open.allow.marks:view[0]: "
                                       "administrator is never let into the records of students."),
    "everybody among records": ("      page:view: [everyone]", "      student:view: [signed_in]",
                                "workflows/mine.yaml:13: states.open.allow.student:view[0]: "
                                "signed_in is never let into the records of students."),
    "everybody may write": ("[editor, principal]", "[everyone]",
                            "workflows/mine.yaml:12: states.open.allow.page:edit[0]: "
                            "everyone may not be given page:edit."),
    "a live version without versions": ("live_allow: {}", "live_allow: {page:view: [everyone]}",
                                        "workflows/mine.yaml:5: live_allow: "
                                        "without versions nothing is live; give the rights in the states."),
    "publishing without versions": ("publishes: false", "publishes: true",
                                    "workflows/mine.yaml:27: transitions.shut.publishes: "
                                    "without versions a transition cannot have publishes: true."),
    "a question without an answer": ("asks_approval: false", "asks_approval: true",
                                     "workflows/mine.yaml:30: transitions.shut.asks_approval: no transition that "
                                     "needs an approval leads out of shut, so nobody could answer."),
    "an alias": ("[principal]", "&them [principal]\n      page:history: *them",
                 "workflows/mine.yaml:20: states.shut.allow.page:history: an alias (*) is used; "
                 "a declaration is complete, write the value out."),
    "a key that is no text": ("    colour: info\n", "    colour: info\n    no: info\n",
                              "workflows/mine.yaml:11: states.open: "
                              "the key no is not read as text; write it in quotes."),
    "another name than the file": ("name: mine", "name: yours",
                                   "workflows/mine.yaml:1: name: the name is yours, but the file says mine."),
}


@pytest.mark.parametrize(("old", "new", "problem"), WORKFLOW_MISTAKES.values(), ids=WORKFLOW_MISTAKES)
def test_a_mistake_in_a_workflow(found, old, new, problem):
    assert WORKFLOW.count(old)
    assert found({"workflows/mine.yaml": WORKFLOW.replace(old, new, 1)}) == [problem]


TYPE_MISTAKES = {
    "an unknown key in a field": ("    max_length: 100\n", "    max_length: 100\n    width: 3\n",
                                  "content_types/note.yaml:18: fields[0].width: the key width is not known here; "
                                  "known are: name, kind, title, description, required, search, max_length, choices, "
                                  "default."),
    "an unknown kind": ("kind: line", "kind: html", "content_types/note.yaml:13: fields[0].kind: expected one of line, "
                        "text, rich_text, date, choice, boolean, whole_number, file, image, tags, year, "
                        'found "html".'),
    "no limit": ("    max_length: 100\n", "",
                 "content_types/note.yaml:12: fields[0]: a field of kind line needs max_length."),
    "a limit of nothing": ("max_length: 100", "max_length: 0",
                           "content_types/note.yaml:17: fields[0].max_length: expected at least 1, found 0."),
    "no choices": ("kind: line\n", "kind: choice\n", None),
    "an unknown workflow": ("workflow: visibility", "workflow: visible",
                            "content_types/note.yaml:8: workflow: the workflow visible is not declared."),
    "an unknown holder": ("[folder]", "[folder, drawer]",
                          "content_types/note.yaml:6: contained_in[1]: the content type drawer is not declared."),
    "a holder where nobody may add": ("[folder]", "[folder, mark_book]",
                                      "content_types/note.yaml:6: contained_in[1]: no state of the workflow of "
                                      "mark_book gives page:add, so it could never be added."),
    "published without description": ("workflow: visibility", "workflow: publication",
                                      "content_types/note.yaml:11: fields: "
                                      "what is published needs a field description or summary."),
    "an upload in a page": ("fields:\n", "fields:\n  - {name: paper, kind: file, title: T, description: D, "
                            "required: false, search: false}\n",
                            "content_types/note.yaml:11: fields: only an attachment has a field of kind file; "
                            "let the type file stand in this one."),
    "a picture where none can stand": ("fields:\n", "fields:\n  - {name: photo, kind: image, title: T, "
                                       "description: D, required: false, search: false}\n",
                                       "content_types/note.yaml:12: fields[0]: a field of kind image chooses a "
                                       "picture in note, but none may stand there."),
    "a default that is no choice": ("fields:\n", 'fields:\n  - {name: size, kind: choice, title: T, description: D, '
                                    'required: false, search: false, default: "9", '
                                    'choices: [{value: "1", title: A}, {value: "2", title: B}]}\n',
                                    "content_types/note.yaml:12: fields[0].default: "
                                    "the default 9 is no value of the kind choice."),
    "a field twice": ("fields:\n", "fields:\n  - {name: title, kind: date, title: T, description: D, required: false, "
                      "search: false}\n",
                      "content_types/note.yaml:13: fields[1].name: there are two fields called title."),
}


@pytest.mark.parametrize(("old", "new", "problem"), TYPE_MISTAKES.values(), ids=TYPE_MISTAKES)
def test_a_mistake_in_a_content_type(found, old, new, problem):
    problems = found({"content_types/note.yaml": TYPE.replace(old, new, 1)})
    if problem is None:
        assert problems == [
            "content_types/note.yaml:12: fields[0]: a field of kind choice needs choices.",
            "content_types/note.yaml:17: fields[0].max_length: max_length belongs to the kinds line and text only."]
    else:
        assert problems == [problem]


KIND_MISTAKES = {
    "under what has ended": ('{kind: ward_office, since: "2025-07-01", until: null}',
                             '{kind: phong, since: null, until: null}',
                             "station.under[0]: phong exists from … to 30/06/2025 only.", 11),
    "under what does not exist": ("kind: ward_office", "kind: ward",
                                  "station.under[0].kind: the kind of unit ward is not declared.", 11),
    "under itself": ("kind: ward_office", "kind: station", "station.under: station would stand under itself.", 10),
    "a day that does not exist": ('until: null}', 'until: "2026-02-30"}',
                                  "station.under[0].until: there is no such day: 2026-02-30.", 11),
    "a period backwards": ('until: null}', 'until: "2025-06-01"}',
                           "station.under[0].until: the period ends before it begins.", 11),
    "an unknown blueprint": ("blueprint: school", "blueprint: house",
                             "station.blueprint: the blueprint house is not declared.", 7),
    "a day in another form": ('"2025-07-01"', '"1/7/2025"', "station.under[0].since: expected a day "
                              '"yyyy-mm-dd" in quotes, or null, found "1/7/2025".', 11),
}


@pytest.mark.parametrize(("old", "new", "problem", "line"), KIND_MISTAKES.values(), ids=KIND_MISTAKES)
def test_a_mistake_in_a_kind_of_unit(found, old, new, problem, line):
    file = "content_types/vocabularies/unit_kinds.yaml"
    problems = found({file: KIND.replace(old, new, 1)})
    assert f"{file}:{line}: {problem}" in problems
    assert len(problems) <= 2


def test_mistakes_of_several_files_come_together(found, tmp_path):
    files = {
        "workflows/mine.yaml": WORKFLOW.replace("colour: info", "colour: no").replace("[editor,", "[editer,"),
        "content_types/note.yaml": TYPE.replace("page:add", "page:put").replace("kind: line", "kind: lines"),
        "content_types/broken.yaml": "name: [unclosed\n",
        "content_types/notes.txt": "not here",
        "skins/sky/skin.yaml": SKIN.replace("#1b2430", "#aaaaaa").replace("extends: default", "extends: sky"),
        "skins/empty/readme.txt": "no skin.yaml",
        "content_types/vocabularies/unit_kinds.yaml": KIND.replace("grades: [1, 2]", "grades: [1, 13]"),
    }
    problems = found(files)
    starts = [problem.split(": ")[0] + ": " + problem.split(": ")[1] for problem in problems]
    assert starts == [
        starts[0],
        "content_types/note.yaml:7: add_permission", "content_types/note.yaml:13: fields[0].kind",
        "content_types/notes.txt:1: this file is not expected here; a declaration is called <name>.yaml.",
        "content_types/vocabularies/unit_kinds.yaml:5: station.grades[1]",
        "workflows/mine.yaml:10: states.open.colour", "workflows/mine.yaml:12: states.open.allow.page:edit[0]",
        "skins/empty:1: a skin is a folder with a file skin.yaml.",
        "skins/sky/skin.yaml:4: extends", "skins/sky/skin.yaml:6: colours.text", "skins/sky/skin.yaml:6: colours.text"]
    assert problems[0].startswith("content_types/broken.yaml:2: this is not YAML: ")
    with pytest.raises(definitions.DefinitionErrors) as refusal:
        definitions.load([tmp_path])
    assert len(refusal.value.errors) == len(problems)
    assert str(refusal.value) == "\n".join(refusal.value.errors)


def test_a_profile_adds_and_never_replaces(found):
    shipped = resources.files("eduportal.content_types").joinpath("page.yaml").read_text("utf-8")
    assert found({"content_types/page.yaml": shipped}) == [
        "content_types/page.yaml:2: page is already declared in content_types/page.yaml; "
        "a profile adds, it does not replace."]


def test_a_profile_that_is_no_profile_is_a_mistake(tmp_path):
    assert definitions.problems([tmp_path / "nowhere"]) == [
        f"{tmp_path / 'nowhere'}:1: a profile is a folder with content_types/, workflows/ or skins/."]


@pytest.mark.parametrize(("content", "problem"), [
    (b"", "content_types/note.yaml:1: the file is empty."),
    (b"# only a comment\n", "content_types/note.yaml:1: the file is empty."),
    (b"title: \xff\xfe\n", "content_types/note.yaml:1: the file is not UTF-8 text."),
    (TYPE.replace("Ghi", "Ghi a\u0301").encode(), "content_types/note.yaml:2: letters and accents are stored apart "
     "here; save the file in the form NFC."),
    (b"- a\n- b\n", 'content_types/note.yaml:1: expected a mapping, found ["a", "b"].'),
    (b"null\n", "content_types/note.yaml:1: expected a mapping, found null."),
    (b"!!python/object/apply:os.getcwd []\n", None),
    (b"a: 1\n---\nb: 2\n", None),
    (b"a: b: c\n", None),
    (b"\x00", None),
], ids=["empty", "comment", "not utf-8", "not nfc", "a list", "null", "a python tag", "two documents", "no yaml", "nul"])
def test_a_file_that_cannot_be_read(found, content, problem):
    problems = found({"content_types/note.yaml": content})
    assert problems
    assert all(each.startswith("content_types/note.yaml:") for each in problems)
    if problem is not None:
        assert problems == [problem]


def schema_parts(schema):
    """Yield every mapping in a schema."""
    if isinstance(schema, dict):
        yield schema
    for each in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from schema_parts(each)


@pytest.mark.parametrize("place", ["content_types/schema.json", "content_types/vocabularies/schema.json",
                                   "workflows/schema.json", "skins/schema.json"])
def test_a_schema_refuses_unknown_keys_and_has_words_for_what_it_expects(place):
    package, *inner = place.split("/")
    parts = list(schema_parts(json.loads(
        resources.files(f"eduportal.{package}").joinpath(*inner).read_text(encoding="utf-8"))))
    assert len(parts) > 10
    for part in parts:
        if part.get("type") == "object":
            assert part["additionalProperties"] is False
        if isinstance(part.get("type"), list) or "pattern" in part:
            assert part["description"] in PHRASES
