"""Every mistake in a declared file is found, with file, line and path, and all of them at once."""

import json
from importlib import resources

import pytest

from eduportal import definitions
from eduportal.definitions.shape import PHRASES
from tests.unit.definition_files import KIND, SKIN, TYPE, WORKFLOW, problems_of


def test_a_profile_that_is_right_is_added(tmp_path):
    files = {"workflows/mine.yaml": WORKFLOW, "content_types/note.yaml": TYPE, "skins/sky/skin.yaml": SKIN,
             "content_types/vocabularies/unit_kinds.yaml": KIND}
    assert problems_of(tmp_path, files) == []
    loaded = definitions.load([tmp_path])
    assert loaded.workflows["mine"].states["shut"].allow["page:edit"] == ("principal",)
    assert loaded.types["note"].field("title").max_length == 100
    assert loaded.kinds["station"].grades == (1, 2)
    assert [skin.name for skin in loaded.skin_chain("sky")] == ["sky", "default"]
    assert loaded.skins["sky"].folder == tmp_path / "skins" / "sky"
    assert loaded.fingerprint != definitions.load().fingerprint
    assert loaded.fingerprints["types/page"] == definitions.load().fingerprints["types/page"]


TYPE_MISTAKES = {
    "an unknown key in a field": ("    max_length: 100\n", "    max_length: 100\n    width: 3\n",
                                  "content_types/note.yaml:18: fields[0].width: the key width is not known here; "
                                  "known are: name, kind, title, description, required, search, max_length, choices, "
                                  "minimum, maximum, default, title_en."),
    "an unknown kind": ("kind: line", "kind: html", "content_types/note.yaml:13: fields[0].kind: expected one of line, "
                        "text, rich_text, date, choice, boolean, whole_number, file, image, tags, year, multiple, "
                        'section, found "html".'),
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
    "an English text of another kind": ("fields:\n", "fields:\n  - {name: title_en, kind: date, title: T, "
                                        "description: D, required: false, search: false}\n",
                                        "content_types/note.yaml:12: fields[0]: title_en is an English text; it needs "
                                        "a field title of the same kind, and is never required."),
    "a field twice": ("fields:\n", "fields:\n  - {name: title, kind: date, title: T, description: D, required: false, "
                      "search: false}\n",
                      "content_types/note.yaml:13: fields[1].name: there are two fields called title."),
}


@pytest.mark.parametrize(("old", "new", "problem"), TYPE_MISTAKES.values(), ids=TYPE_MISTAKES)
def test_a_mistake_in_a_content_type(tmp_path, old, new, problem):
    problems = problems_of(tmp_path, {"content_types/note.yaml": TYPE.replace(old, new, 1)})
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
def test_a_mistake_in_a_kind_of_unit(tmp_path, old, new, problem, line):
    file = "content_types/vocabularies/unit_kinds.yaml"
    problems = problems_of(tmp_path, {file: KIND.replace(old, new, 1)})
    assert f"{file}:{line}: {problem}" in problems
    assert len(problems) <= 2


def test_mistakes_of_several_files_come_together(tmp_path):
    files = {
        "workflows/mine.yaml": WORKFLOW.replace("colour: info", "colour: no").replace("[editor,", "[editer,"),
        "content_types/note.yaml": TYPE.replace("page:add", "page:put").replace("kind: line", "kind: lines"),
        "content_types/broken.yaml": "name: [unclosed\n",
        "content_types/notes.txt": "not here",
        "skins/sky/skin.yaml": SKIN.replace("#1b2430", "#aaaaaa").replace("extends: default", "extends: sky"),
        "skins/empty/readme.txt": "no skin.yaml",
        "content_types/vocabularies/unit_kinds.yaml": KIND.replace("grades: [1, 2]", "grades: [1, 13]"),
    }
    problems = problems_of(tmp_path, files)
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


def test_a_profile_adds_and_never_replaces(tmp_path):
    shipped = resources.files("eduportal.content_types").joinpath("page.yaml").read_text("utf-8")
    assert problems_of(tmp_path, {"content_types/page.yaml": shipped}) == [
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
], ids=["empty", "comment", "not utf-8", "not nfc", "a list", "null", "a python tag", "two documents", "no yaml",
        "a zero byte"])
def test_a_file_that_cannot_be_read(tmp_path, content, problem):
    problems = problems_of(tmp_path, {"content_types/note.yaml": content})
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
