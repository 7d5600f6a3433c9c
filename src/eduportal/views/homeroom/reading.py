"""What a posted form of the homeroom pages says: cells with what was seen beside what was typed."""

from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _

_MOST_CELLS = 5_000
_UNREADABLE = _("This page cannot be read; nothing was saved. Reload it and enter everything again.")


def posted_text(request, name):
    """Return a posted field as text, "" for none and for a file."""
    value = request.POST.get(name, "")
    return value if isinstance(value, str) else ""


def posted_number(request, name):
    """Return a posted field that a page of ours wrote as a number, -1 for anything else."""
    text = posted_text(request, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def posted_cells(request):
    """Return {(student, column): (seen, typed)} of ``seen.<student>.<column>`` and ``value.<student>.<column>``.

    :raises RuleError: a cell is named twice, comes alone or as a file, or there are far too many.
    """
    texts = {"seen": {}, "value": {}}
    for name, value in request.POST.items():
        kind, _dot, cell = name.partition(".")
        if kind not in texts:
            continue
        student, dot, column = cell.partition(".")
        if not dot or not isinstance(value, str) or (student, column) in texts[kind]:
            raise RuleError(_UNREADABLE)
        texts[kind][student, column] = value
    seen, typed = texts["seen"], texts["value"]
    if seen.keys() != typed.keys() or len(typed) > _MOST_CELLS:
        raise RuleError(_UNREADABLE)
    return {cell: (seen[cell], typed[cell]) for cell in typed}
