"""How long things are kept: in the trash, and the versions of a page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Retention:
    """A rule of keeping: everything for ``days`` days, and the ``newest`` so many in any case."""

    name: str
    title: str
    description: str
    days: int
    newest: int


def build_retention(name, data):
    """Return the :class:`Retention` of checked ``data``."""
    return Retention(name, data["title"], data["description"], data["days"], data["newest"])


def check_retention(declared, sources):
    """Yield nothing: the schema says all that can be wrong with two numbers."""
    return ()
