"""What the sections of the guide are made of: paragraphs, lists, formulas and tables, as plain data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """``kind`` is text, formula, list or table; ``content`` a message, a tuple of messages, or the name of a table."""

    kind: str
    content: object


@dataclass(frozen=True)
class Section:
    """A section: its anchor, title (a message), the circular and article that it tells of, its parts."""

    anchor: str
    title: str
    source: str
    parts: tuple


def text(message):
    """Return a paragraph."""
    return Part("text", message)


def formula(message):
    """Return a formula, which stands by itself."""
    return Part("formula", message)


def points(*messages):
    """Return a list of points."""
    return Part("list", messages)


def table(name):
    """Return a table that :mod:`eduportal.views.assessment_guide.tables` computes."""
    return Part("table", name)
