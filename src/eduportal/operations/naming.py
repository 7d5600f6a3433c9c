"""Which files and pictures a page names: they become public with it, and what was seen of it includes them."""

from hashlib import sha256

from eduportal.content.nodes import Item
from eduportal.content.richtext import references


def attachments_of(node):
    """Return the files and pictures that stand in a page."""
    return [child for child in node.values() if child.is_attachment] if isinstance(node, Item) and node.data else []


def named_by(definitions, node):
    """Return the uuids of the files and images that the working version of ``node`` names.

    Pictures and links in rich text, pictures in fields; and every file that stands in the page, as it is listed there,
    in an album every picture too.
    """
    whole = ("file", "image") if definitions.types[node.type_name].gallery else ("file",)
    found = {child.uuid for child in attachments_of(node) if child.type_name in whole}
    for field in definitions.types[node.type_name].fields:
        value = node.fields.get(field.name)
        if field.kind == "rich_text":
            found |= references(value)
        elif field.kind == "image" and value:
            found.add(value)
    return found


def seen_mark(node):
    """Return a text that changes with the page and with every file and picture in it: they become public together."""
    files = sorted(f"{child.uuid}:{child.revision}" for child in attachments_of(node))
    return "-".join([str(node.revision), *([sha256(" ".join(files).encode()).hexdigest()[:16]] if files else [])])
