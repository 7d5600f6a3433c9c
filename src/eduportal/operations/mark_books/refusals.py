"""Refusals that carry what the grid of a mark book needs, and the checks that every write of a book shares."""

from eduportal.domain.dates import format_instant, parse_instant
from eduportal.domain.errors import ChangedMeanwhile, NotAllowed, Refused, RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_text

ENTER = "marks:enter"
LONGEST_REASON = 1000
_NOT_OF_THIS_BOOK = _("This names a student or a column that is not in this mark book; nothing was saved.")


class CellsRefused(Refused):
    """Cells that cannot be saved (422). ``refusals``: list of {"student", "column", "typed", "message"}."""

    def __init__(self, refusals):
        super().__init__(_("${count} cells cannot be saved; nothing was saved. Correct them and save again.",
                           count=len(refusals)),
                         {(each["student"], each["column"]): each["message"] for each in refusals})
        self.refusals = refusals


class CellsChanged(ChangedMeanwhile):
    """Cells that others changed since they were read (409).

    ``conflicts``: list of {"student", "column", "seen", "theirs", "mine", "by", "at"}: marks as the grid shows them,
    ``by`` an account uuid, ``at`` an ISO instant in UTC.
    """

    def __init__(self, conflicts):
        super().__init__(_("${count} cells were changed by somebody else since you opened the book; nothing was saved. "
                           "Compare both marks and decide for each cell.", count=len(conflicts)),
                         theirs={(each["student"], each["column"]): each["theirs"] for each in conflicts},
                         mine={(each["student"], each["column"]): each["mine"] for each in conflicts})
        self.conflicts = conflicts


class MarksMissing(RuleError):
    """A book is to be submitted with empty cells. ``missing``: {column key: tuple of student uuids}."""

    def __init__(self, missing, counts):
        super().__init__(_("Marks are missing: ${counts}. Enter them, give 0 for a missed test that was not made up "
                           "(TT 58/2011, Điều 8; TT 22/2021, Điều 7), or confirm that these cells stay empty.",
                           counts=counts), "missing_confirmed")
        self.missing = missing


def state_refusal(book, workflow):
    """Return why no marks are entered in the state of the book, its class and its year, or None."""
    state = workflow.states[book.state]
    if not state.allow.get(ENTER):
        return _("The mark book is in the state “${state}” and takes no marks. Ask the person who approves it to "
                 "return or reopen it.", state=state.title)
    school_class = book.__parent__
    for record in (school_class, school_class.__parent__) if school_class is not None else ():
        if record.state == "closed":
            return _("“${title}” is closed and only read. Ask the principal to open it again.", title=record.title)
    return None


def check_state(book, workflow):
    """Refuse unless the workflow lets anybody enter marks in the state of the book, and class and year are open."""
    refusal = state_refusal(book, workflow)
    if refusal is not None:
        raise RuleError(refusal)


def window_refusal(window, at, name_of):
    """Return why the entry window is not open at ``at``, or None."""
    values = {"title": window.title, "name": name_of(window.set_by)}
    if window.opens is not None and at < window.opens:
        return _("Entry of marks for “${title}” opens at ${when} (set by ${name}). Come back then.",
                 when=format_instant(window.opens), **values)
    if window.closes is not None and at >= window.closes:
        return _("Entry of marks for “${title}” closed at ${when} (set by ${name}). Ask the records office to open it "
                 "again.", when=format_instant(window.closes), **values)
    return None


def check_window(window, at, name_of):
    """Refuse unless the entry window is open at ``at``; makes the commit fail if the window changes before it."""
    if window is None:
        return
    if getattr(window, "_p_jar", None) is not None:
        # The window is another object, so closing it would not conflict with a save that was checked before.
        window._p_activate()
        window._p_jar.readCurrent(window)
    refusal = window_refusal(window, at, name_of)
    if refusal is not None:
        raise RuleError(refusal)


def check_cells_of(book, cells):
    """Authorise every (student, column) by what the book has; does not say which one is foreign (abuse cases 1, 2)."""
    students, columns = set(book.students), set(book.column_keys)
    if not all(student in students and column in columns for student, column in cells):
        raise NotAllowed(_NOT_OF_THIS_BOOK)


def check_known_column(book, column):
    """Authorise one column by what the book has."""
    if column not in book.column_keys:
        raise NotAllowed(_NOT_OF_THIS_BOOK)


def check_column(book, column, name_of):
    """Refuse when the column is locked; the text says by whom, since when and why."""
    lock = book.lock_of(column)
    if lock is not None:
        at, by, reason = lock
        values = {"column": column_title(book, column), "name": name_of(by), "reason": reason}
        raise RuleError(_("Column ${column} was locked by ${name} at ${when}: ${reason}. Ask them to unlock it and say "
                          "why.", when=format_instant(parse_instant(at)), **values), column)


def column_title(book, column):
    """Return the title of the column with this key."""
    return next(title for key, title, *_rest in book.columns if key == column)


def checked_reason(reason):
    """Return the reason cleaned. Raises RuleError when there is none or it is too long."""
    reason = clean_text(reason or "")
    if not reason:
        raise RuleError(_("A reason is needed; it is kept in the journal of the mark book."), "reason")
    if len(reason) > LONGEST_REASON:
        raise RuleError(_("The reason is longer than ${most} characters; shorten it.", most=LONGEST_REASON), "reason")
    return reason
