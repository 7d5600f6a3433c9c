"""Who refers to what in one unit, and which links lead outside: one small index, written with the page that holds them.

A target is named in a text by identity: ``<uuid>`` for what stands in the same unit or is a unit itself,
``<unit>/<uuid>`` for what stood in another unit when it was written. The index keeps the uuid alone, which stays the
same wherever the thing moves.
"""

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from eduportal.content import richtext
from eduportal.content.nodes import unit_of

_END = "\U0010ffff"
#: So many links to the outside are kept of one page; the rest of a page with more is not checked.
MOST_OUTSIDE = 1_000


class LinkIndex(Persistent):
    """Links of one unit. ``out`` maps the uuid of a page to (targets, links to the outside), both sorted tuples;
    ``back`` holds (target, page) and ``outside`` (link, page). ``paths``: whether addresses of the portal itself that
    are no identity are among the links to the outside."""

    paths = False

    def __init__(self):
        self.paths = True
        self.out, self.back, self.outside = OOBTree(), OOTreeSet(), OOTreeSet()

    def put(self, uuid, targets, outside):
        """Replace what is known of the page ``uuid``; nothing is written where nothing changed."""
        new, old = (tuple(sorted(targets)), tuple(sorted(outside))), self.out.get(uuid, ((), ()))
        if new == old:
            return
        for tree, before, after in zip((self.back, self.outside), old, new, strict=True):
            for each in set(before) - set(after):
                tree.remove((each, uuid))
            tree.update((each, uuid) for each in set(after) - set(before))
        if any(new):
            self.out[uuid] = new
        else:
            del self.out[uuid]

    def drop(self, uuid):
        """Forget the page ``uuid`` and what it refers to; what refers to it stays known."""
        if uuid in self.out:
            self.put(uuid, (), ())

    def referring(self, target):
        """Return the uuids of the pages of this unit that refer to ``target``."""
        return [page for _target, page in self.back.keys((target, ""), (target, _END))]

    def holding(self, link):
        """Return the uuids of the pages of this unit that hold a link to the outside."""
        return [page for _link, page in self.outside.keys((link, ""), (link, _END))]

    def outside_links(self):
        """Return every link to the outside once, in order."""
        return list(dict.fromkeys(link for link, _page in self.outside))


def put_links(node, definitions):
    """Bring the link index of the unit of ``node`` up to date; nothing in a unit whose index is still to be filled."""
    index = unit_of(node).index
    if index.links is not None:
        index.links.put(node.uuid, targets_of(node, definitions), outside_of(node, definitions))


def drop_links(unit, uuid):
    """Forget what the page ``uuid`` refers to."""
    if unit.index.links is not None:
        unit.index.links.drop(uuid)


def targets_of(node, definitions):
    """Return the uuids that the working and the live version of ``node`` refer to: in texts, and as pictures."""
    pictures = {fields.get(field.name) for fields in _versions(node)
                for field in definitions.types[node.type_name].fields if field.kind == "image"}
    named = {target.rpartition("/")[2] for text in _texts(node, definitions) for target in richtext.references(text)}
    return named | {uuid for uuid in pictures if uuid}


def _versions(node):
    return (node.fields, node.live.fields) if node.live is not None else (node.fields,)


def _texts(node, definitions):
    """Return the different rich texts of the working and the live version."""
    names = [field.name for field in definitions.types[node.type_name].fields if field.kind == "rich_text"]
    return {fields[name] for fields in _versions(node) for name in names if fields.get(name)}


def outside_of(node, definitions):
    """Return the links to the outside that visitors meet in the live version of ``node``, and the paths of this portal
    that are no identity, at most 1,000."""
    if node.live is None:
        return []
    texts = (node.live.fields.get(field.name) for field in definitions.types[node.type_name].fields
             if field.kind == "rich_text")
    return list(dict.fromkeys(link for text in texts if text for link in (
        *richtext.outside(text), *richtext.inside(text))))[:MOST_OUTSIDE]


def named_targets(node, definitions):
    """Return {uuid: uuid of its unit when it was written, '' for the own one} of what the texts of ``node`` refer to.

    It depends on the node alone: the side store, which keeps it, is the same whatever moved first.
    """
    targets = sorted(target for text in _texts(node, definitions) for target in richtext.references(text))
    return {target.rpartition("/")[2]: target.rpartition("/")[0] for target in targets}


def every_target(node, definitions):
    """Return the targets, as the texts name them, of the working and of every kept version of ``node``."""
    kept = [node.fields, *(version.fields for version in (node.versions.values() if node.versions else ()))]
    rich = [field.name for field in definitions.types[node.type_name].fields if field.kind == "rich_text"]
    return {target for fields in kept for name in rich for target in richtext.references(fields.get(name))}
