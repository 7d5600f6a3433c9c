"""Content types: what can be put into the tree, with which fields, where, by whom, under which workflow."""

from dataclasses import dataclass
from datetime import date

from eduportal.domain.access import PERMISSIONS
from eduportal.domain.messages import _

#: Kinds that are written as one line or several and need an upper limit.
_MEASURED = ("line", "text")
#: Kinds of which the values are declared.
_CHOSEN = ("choice", "multiple")
#: The fields that every published type has, the second under one of two names (Dublin Core, R7-26).
TITLE_LENGTH = 200


@dataclass(frozen=True)
class Field:
    """One field of a content type.

    ``kind`` is line, text, rich_text, date, choice, boolean, whole_number, file (an upload), image (the uuid of a
    picture that stands in the same item), tags, year (a school year: the four digits of the year it begins in, as
    text), multiple (a tuple of values of ``choices``) or section (the uuid of a folder of the same unit). ``choices``
    is a tuple of (value, Vietnamese title). ``search`` says whether its words are found by the search.
    ``minimum`` and ``maximum`` are the limits of a whole number, None for no limit. ``title_en`` is the title
    on English pages, '' for none; ``choices_en`` has a (value, title) for every choice that has an English one.
    """

    name: str
    kind: str
    title: str
    description: str
    required: bool
    max_length: int | None
    choices: tuple
    default: object
    search: bool
    minimum: int | None = None
    maximum: int | None = None
    title_en: str = ""
    choices_en: tuple = ()


@dataclass(frozen=True, eq=False)
class ContentType:
    """A content type. ``kind_of`` is item, folder, unit, attachment or record; ``contained_in`` names the types
    that may hold it; ``listing`` says whether it appears in the public list of its folder; ``order`` is its place in
    the menu "Thêm"; ``gallery``: every picture that stands in it is part of it and approved with it;
    ``title_en``: its title on English pages, '' for none."""

    name: str
    title: str
    icon: str
    description: str
    kind_of: str
    contained_in: tuple
    add_permission: str
    workflow: str
    fields: tuple
    listing: bool
    order: int
    gallery: bool = False
    title_en: str = ""

    def field(self, name):
        """Return the :class:`Field` called ``name``.

        :raises KeyError: the type has no such field.
        """
        for each in self.fields:
            if each.name == name:
                return each
        raise KeyError(name)

    @property
    def upload(self):
        """The field that holds the uploaded file, in an attachment; None in every other type."""
        return next((each for each in self.fields if each.kind == "file"), None)


def build_type(data, vocabularies):
    """Return the :class:`ContentType` of checked ``data``.

    :param vocabularies: vocabulary name -> tuple of (value, title, English title or ""), for choices that name one.
    """
    fields = tuple(_build_field(each, vocabularies) for each in data["fields"])
    return ContentType(**{**data, "contained_in": tuple(data["contained_in"]), "fields": fields})


def _build_field(data, vocabularies):
    found = data.get("choices", ())
    found = vocabularies[found] if isinstance(found, str) else [
        (each["value"], each["title"], each.get("title_en", "")) for each in found]
    choices = tuple((value, title) for value, title, _english in found)
    choices_en = tuple((value, english) for value, _title, english in found if english)
    return Field(data["name"], data["kind"], data["title"], data["description"], data["required"],
                 data.get("max_length"), choices, data.get("default"), data["search"], data.get("minimum"),
                 data.get("maximum"), data.get("title_en", ""), choices_en)


def check_type(declared, sources):
    """Yield what is wrong with the names that a content type uses."""
    data = declared.data
    for index, holder in enumerate(data.get("contained_in", ())):
        if holder is not None and holder not in sources.types:
            yield _("${where}: the content type ${name} is not declared.",
                    where=declared.where("contained_in", index), name=holder)
    permission = data.get("add_permission")
    if permission is not None and permission not in PERMISSIONS:
        yield _("${where}: the permission ${name} does not exist.",
                where=declared.where("add_permission"), name=permission)
    workflow = data.get("workflow")
    if workflow is not None and workflow not in sources.workflows:
        yield _("${where}: the workflow ${name} is not declared.", where=declared.where("workflow"), name=workflow)
    yield from _check_adding(declared, sources)
    yield from _check_fields(declared)
    yield from _check_english(declared)
    if declared.is_whole("fields"):
        yield from _check_published(declared, sources)
        yield from _check_files(declared, sources)


def _check_adding(declared, sources):
    """Somebody must be able to add it: the workflow of each holder gives the permission in some state."""
    permission = declared.data.get("add_permission")
    if permission not in PERMISSIONS:
        return
    for index, holder in enumerate(declared.data.get("contained_in", ())):
        workflow = sources.workflow_data(holder)
        if workflow and not any(permission in state.get("allow", ()) for state in workflow.get("states", {}).values()):
            yield _("${where}: no state of the workflow of ${name} gives ${permission}, so it could never be added.",
                    where=declared.where("contained_in", index), name=holder, permission=permission)


def _check_fields(declared):
    seen = set()
    for index, each in enumerate(declared.data.get("fields", ())):
        if each is None:
            continue
        if each.get("name") in seen:
            yield _("${where}: there are two fields called ${name}.",
                    where=declared.where("fields", index, "name"), name=each["name"])
        seen.add(each.get("name"))
        yield from _check_field(declared, ("fields", index), each)


def _check_english(declared):
    """A field "<name>_en" is the English text of the field "<name>": of its kind, and never asked for."""
    fields = {each["name"]: each for each in declared.data.get("fields", ()) if each and "name" in each}
    for index, each in enumerate(declared.data.get("fields", ())):
        if not each or not each.get("name", "").endswith("_en"):
            continue
        base = each["name"].removesuffix("_en")
        if each.get("required") or fields.get(base, {}).get("kind") != each.get("kind"):
            yield _("${where}: ${name} is an English text; it needs a field ${base} of the same kind, and is never "
                    "required.", where=declared.where("fields", index), name=each["name"], base=base)


def _check_field(declared, path, data):
    kind, choices, default = data.get("kind"), data.get("choices"), data.get("default")
    if kind in _MEASURED and "max_length" not in data and declared.is_whole(*path):
        yield _("${where}: a field of kind ${kind} needs max_length.", where=declared.where(*path), kind=kind)
    if kind and kind not in _MEASURED and "max_length" in data:
        yield _("${where}: max_length belongs to the kinds line and text only.",
                where=declared.where(*path, "max_length"))
    if kind in _CHOSEN and choices is None and declared.is_whole(*path):
        yield _("${where}: a field of kind choice needs choices.", where=declared.where(*path))
    for limit in ("minimum", "maximum"):
        if kind and kind != "whole_number" and limit in data:
            yield _("${where}: minimum and maximum belong to the kind whole_number only.",
                    where=declared.where(*path, limit))
    if kind and kind not in _CHOSEN and choices is not None:
        yield _("${where}: choices belong to the kind choice only.", where=declared.where(*path, "choices"))
    values = [each.get("value") for each in choices if each] if isinstance(choices, list) else []
    for value in sorted({value for value in values if value is not None and values.count(value) > 1}):
        yield _("${where}: the value ${found} is offered twice.", where=declared.where(*path, "choices"), found=value)
    if kind and default is not None and not _fits(kind, default, values, isinstance(choices, str)):
        yield _("${where}: the default ${found} is no value of the kind ${kind}.",
                where=declared.where(*path, "default"), found=default, kind=kind)


def _fits(kind, default, values, named):
    if kind == "boolean":
        return isinstance(default, bool)
    if kind == "whole_number":
        return isinstance(default, int) and not isinstance(default, bool)
    if not isinstance(default, str):
        return False
    if kind == "choice":
        return named or default in values
    if kind == "date":
        return is_day(default)
    if kind == "year":
        return len(default) == 4 and default.isdecimal()
    return kind in ("line", "text", "rich_text")


def is_day(text):
    """Return whether ``text`` is a day written yyyy-mm-dd."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_published(declared, sources):
    """A published type has a title and a description (R7-26)."""
    fields = {each["name"]: each for each in declared.data.get("fields", ()) if each and "name" in each}
    workflow = sources.workflows.get(declared.data.get("workflow"))
    if workflow and workflow.data.get("versioned"):
        title = fields.get("title", {})
        right = title.get("kind") == "line" and title.get("required") and title.get("max_length", 0) <= TITLE_LENGTH
        if not right:
            yield _("${where}: what is published needs a field title: kind line, required, max_length at most ${most}.",
                    where=declared.where("fields"), most=TITLE_LENGTH)
        if not {"description", "summary"} & set(fields):
            yield _("${where}: what is published needs a field description or summary.",
                    where=declared.where("fields"))


def _check_files(declared, sources):
    """An attachment is one upload; other types hold attachments. A picture has an alternative text (R7-24)."""
    data = declared.data
    fields = [each for each in data.get("fields", ()) if each]
    uploads = sum(each.get("kind") == "file" for each in fields)
    if data.get("kind_of") == "attachment" and uploads != 1:
        yield _("${where}: an attachment has exactly one field of kind file, the upload.",
                where=declared.where("fields"))
    if data.get("kind_of", "attachment") != "attachment" and uploads:
        yield _("${where}: only an attachment has a field of kind file; let the type file stand in this one.",
                where=declared.where("fields"))
    if declared.name == "image" and not any(each.get("name") == "alt" and each.get("required") for each in fields):
        yield _("${where}: a picture needs a required field alt, its alternative text (R7-24).",
                where=declared.where("fields"))
    pictures = sources.types["image"].data.get("contained_in", ()) if "image" in sources.types else ()
    for index, each in enumerate(data.get("fields", ())):
        if each and each.get("kind") == "image" and declared.name not in pictures:
            yield _("${where}: a field of kind image chooses a picture in ${name}, but none may stand there.",
                    where=declared.where("fields", index), name=declared.name)
