"""What an entry of the trash holds, looked at before it is brought back or deleted for ever."""

from dataclasses import dataclass
from itertools import islice

from eduportal.content.nodes import below

#: So many things directly inside are named, and so many altogether are counted; of more it is said that there are more.
NAMED, COUNTED = 100, 2000


@dataclass(frozen=True)
class Inner:
    """A thing directly inside: its title, type, and how many things stand directly in it."""

    title: str
    type_name: str
    count: int


@dataclass(frozen=True)
class Contents:
    """What is in an entry: the first :data:`NAMED` things directly inside by title, how many more of these there are,
    and how many things there are altogether (``is_more``: at least so many)."""

    inner: tuple
    unnamed: int
    total: int
    is_more: bool


def contents_of(entry):
    """Return the :class:`Contents` of an entry of the trash. Units inside a unit are counted, not looked into."""
    node = entry.node
    children = list(node.values()) if getattr(node, "data", None) else []
    inner = sorted((Inner(each.title, "unit" if getattr(each, "is_unit", False) else each.type_name,
                          len(each.data) if getattr(each, "data", None) else 0)
                    for each in islice(children, COUNTED)), key=lambda each: each.title.lower())
    total = sum(1 for _each in islice(below(node), COUNTED + 1))
    return Contents(tuple(inner[:NAMED]), max(0, len(children) - NAMED), min(total, COUNTED), total > COUNTED)
