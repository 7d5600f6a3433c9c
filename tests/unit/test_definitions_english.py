"""Everything declared that the public sees has its English: types, their texts, facts and choices, sections, kinds."""

from dataclasses import replace

import pytest

from eduportal.views.language import TRANSLATED
from eduportal.views.public import NO_FACT_KINDS, NO_FACTS

#: Types of which visitors see nothing: the records of a school.
HIDDEN = {"class", "mark_book", "school_year"}
#: Texts that are the same in every language, or a name: each with why it needs no English beside it.
AS_THEY_ARE = {
    "album.author": "a name", "document.number": "the sign of an office", "event.start_time": "written by the page",
    "collection.words": "what is looked for", "unit.owner_body": "shown nowhere", "unit.ward": "part of the address",
    "unit.phone": "a number", "unit.email": "an address", "unit.slogan": "the one that is shown is of the appearance",
}
TEXTS = ("line", "text", "rich_text")
#: Settings of blocks that are texts of the unit; links are marked as Vietnamese.
OF_BLOCKS = ("title", "text", "note", "body")


def missing(declared):
    """Yield the name of everything that has no English."""
    for kind in declared.types.values():
        if kind.name not in HIDDEN:
            yield from _missing_of_type(kind)
    for kind in declared.kinds.values():
        if not kind.title_en:
            yield f"kind {kind.name}"
    for blueprint in declared.blueprints.values():
        yield from (f"section {blueprint.name}/{each.slug}" for each in blueprint.sections
                    if not (each.title_en and each.description_en))
    for block in declared.blocks.values():
        names = {each.name for each in block.fields}
        yield from (f"block {block.name}.{name}" for name in OF_BLOCKS if name in names and f"{name}_en" not in names)


def _missing_of_type(kind):
    if not kind.title_en:
        yield f"type {kind.name}"
    names = {each.name for each in kind.fields}
    for field in kind.fields:
        name = f"{kind.name}.{field.name}"
        if field.name.endswith("_en"):
            continue
        if field.kind in TEXTS and f"{field.name}_en" not in names and name not in AS_THEY_ARE:
            yield f"text {name}"
        is_fact = kind.kind_of == "item" and field.name not in NO_FACTS and field.kind not in NO_FACT_KINDS
        if is_fact and not field.title_en:
            yield f"fact {name}"
        english = dict(field.choices_en)
        yield from (f"choice {name}={value}" for value, _title in field.choices if not english.get(value))


def test_everything_that_the_public_sees_has_its_english(declared):
    assert list(missing(declared)) == []


@pytest.mark.parametrize(("change", "told"), [
    ({"title_en": ""}, "type document"), ({"fields": "number"}, "fact document.number"),
    ({"fields": "kind"}, "choice document.kind=decision"), ({"fields": "title_en"}, "text document.title"),
])
def test_what_is_missing_is_named(declared, change, told):
    kind = declared.types["document"]
    if "fields" in change:
        name = change["fields"]
        bare = [replace(each, title_en="", choices_en=()) if each.name == name else each for each in kind.fields]
        change = {"fields": tuple(each for each in bare if each.name != "title_en" or name != "title_en")}
    types = {**declared.types, "document": replace(kind, **change)}
    assert told in list(missing(replace(declared, types=types)))


def test_what_needs_no_english_is_still_there(declared):
    names = {f"{kind.name}.{field.name}" for kind in declared.types.values() for field in kind.fields}
    assert set(AS_THEY_ARE) <= names


def test_a_page_knows_every_text_that_templates_mark(declared):
    """A template asks ``lang.<name>`` also of a page where that field is empty."""
    assert {"title", "summary", "description", "body", "place", "alt", "note", "text"} <= set(TRANSLATED)
