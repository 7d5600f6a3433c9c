"""Kinds of block on the home page of a unit: what may stand there, with which settings, in which template."""

from dataclasses import dataclass, replace

from eduportal.definitions.types import Field
from eduportal.domain.messages import _

#: Kinds of setting besides those of content types: a folder or album of the unit, lines "title | address", an address
#: outside, and a collection of the unit.
SECTION, LINKS, ADDRESS, COLLECTION = "section", "links", "address", "collection"
_ASKED_AS = {LINKS: "text", ADDRESS: "line"}
_LONGEST = {LINKS: 8000, ADDRESS: 500}
WIDTHS = ("third", "half", "wide", "full")


@dataclass(frozen=True, eq=False)
class BlockKind:
    """A kind of block. Its template is ``blocks/<name>.pt`` of the skin. ``width`` is third, half, wide (two thirds)
    or full, the share of the page that it takes unless the unit chooses; ``below`` says that an office may show it in
    the units below; ``standard`` is its place on the home of a unit that chose nothing, 0 for none. ``fields`` are its
    settings, :class:`eduportal.definitions.types.Field`."""

    name: str
    title: str
    description: str
    icon: str
    width: str
    below: bool
    standard: int
    fields: tuple
    upload = None

    def with_choices(self, sections, skip=(), collections=()):
        """Return this kind with the kinds of setting that content types have: a section is chosen among ``sections``,
        (uuid, title), a collection among ``collections``; links are a text. :param skip: kinds of setting to leave
        out."""
        chosen = {SECTION: sections, COLLECTION: collections}
        return replace(self, fields=tuple(_asked(each, chosen) for each in self.fields if each.kind not in skip))


def _asked(field, chosen):
    if field.kind in chosen:
        return replace(field, kind="choice", choices=tuple(chosen[field.kind]))
    if field.kind in _ASKED_AS:
        return replace(field, kind=_ASKED_AS[field.kind], max_length=_LONGEST[field.kind])
    return field


def build_block(name, data):
    """Return the :class:`BlockKind` of checked ``data``."""
    fields = tuple(
        Field(each["name"], each["kind"], each["title"], each["description"], each["required"], each.get("max_length"),
              tuple((one["value"], one["title"]) for one in each.get("choices", ())), each.get("default"), False)
        for each in data["fields"])
    return BlockKind(name, data["title"], data["description"], data["icon"], data["width"], data["below"],
                     data["standard"], fields)


def check_block(declared, sources):
    """Yield what is wrong with a kind of block: settings of one name, choices without values, a missing length."""
    seen = set()
    for index, each in enumerate(declared.data.get("fields", ())):
        if each is None:
            continue
        where = declared.where("fields", index)
        if each.get("name") in seen:
            yield _("${where}: there are two fields called ${name}.", where=where, name=each["name"])
        seen.add(each.get("name"))
        if each.get("kind") in ("line", "text") and "max_length" not in each and declared.is_whole("fields", index):
            yield _("${where}: a field of kind ${kind} needs max_length.", where=where, kind=each["kind"])
        choices = each.get("choices")
        if each.get("kind") == "choice" and not isinstance(choices, list) and declared.is_whole("fields", index):
            yield _("${where}: a field of kind choice needs choices.", where=where)
        if isinstance(choices, list) and each.get("default") is not None and each["default"] not in [
                one.get("value") for one in choices if one]:
            yield _("${where}: the default ${found} is no value of the kind ${kind}.", where=where,
                    found=each["default"], kind="choice")


def standard_blocks(kinds):
    """Return the names of the kinds that stand on a home where nothing was chosen, in their order.

    :param kinds: name -> :class:`BlockKind`.
    """
    return [each.name for each in sorted(kinds.values(), key=lambda each: each.standard) if each.standard]
