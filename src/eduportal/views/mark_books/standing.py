"""How a mark book stands: its rules and days in words, and why marks are or are not entered now."""

from types import SimpleNamespace as Show

from eduportal.domain.dates import format_instant, parse_instant
from eduportal.domain.messages import _
from eduportal.domain.rulesets import PRIMARY, SECONDARY
from eduportal.operations.mark_books.refusals import column_title, state_refusal, window_refusal
from eduportal.views.page import day_of
from eduportal.views.windows import window_days

KINDS = {"mark": _("by marks from 0 to 10"), "comment": _("by comments: Đ (achieved), CĐ (not yet achieved)")}


def rule_title(book):
    """Return the articles of the rule set of a book, such as "TT 22/2021, Điều 9"."""
    return SECONDARY.get(book.rules) or PRIMARY.get(book.rules, "")


def formula(book):
    """Return the sentence that says how the result of the term is found in this book, with its rule."""
    rule = rule_title(book)
    if book.kind == "mark":
        weights = sum(weight for *_rest, weight in book.columns)
        return _("Average = (${terms}) : ${weights}, rounded half up to one decimal; only when no cell is empty "
                 "(${rule}).", terms=" + ".join(_term(*column) for column in book.columns), weights=weights, rule=rule)
    if book.rules == "tt22":
        return _("Result: Đ when every assessment is Đ, otherwise CĐ; only when no cell is empty (${rule}).", rule=rule)
    return _("Result: Đ when at least two thirds of the tests are Đ, the term test among them; only when no cell is "
             "empty (${rule}).", rule=rule)


def _term(_key, title, _group, weight):
    return title if weight == 1 else f"{weight} × {title}"


def window_text(book):
    """Return the days in which marks of this term are entered, as a sentence."""
    if book.window is None:
        return _("No days for entering marks are set for this term.")
    first, last = window_days(book.window)
    return _("Marks are entered from ${first} to ${last}.", first=first, last=last)


def last_step(book):
    """Return the newest entry that changed the state of the book, or None; reads the journal back to it."""
    for entry in book.journal.newest_first():
        if any(row is None and column is None for row, column, _old, _new in entry.changes):
            return entry
    return None


def entry_standing(request, book):
    """Return {allowed, notices}: whether the asker may enter marks now, and the translated sentences that say why not.
    """
    name_of = request.portal.accounts.name_of
    step = last_step(book) if book.state != "open" else None
    notices = [Show(kind="info", text=request.translate(text)) for text in _about_state(book, step, name_of)]
    refusal = state_refusal(book, request.definitions.workflow_of("mark_book"))
    may = bool(request.may("marks:enter", book))
    if refusal is None and book.window is not None:
        refusal = window_refusal(book.window, request.at, name_of)
    if refusal is not None and book.state not in ("submitted", "approved"):
        notices.append(Show(kind="warning", text=request.translate(refusal)))
    if refusal is None and not may:
        notices.append(Show(kind="info", text=request.translate(
            _("You read this book. Marks are entered by the teacher who is assigned to ${subject} in ${title}.",
              subject=book.subject_title, title=book.__parent__.title))))
    notices += [Show(kind="lock", text=request.translate(text)) for text in lock_texts(book, name_of)]
    return Show(allowed=may and refusal is None, notices=notices)


def _about_state(book, step, name_of):
    if step is None:
        return []
    values = {"day": day_of(step.at), "name": name_of(step.by)}
    if book.state == "approved":
        return [_("Approved on ${day} by ${name}. The book is only read; the principal can reopen it with a reason.",
                  **values)]
    if book.state == "submitted":
        return [_("Handed in on ${day} by ${name}; it waits for the principal's approval and is only read meanwhile.",
                  **values)]
    return [_("Given back on ${day} by ${name}: ${reason}", reason=step.note, **values)]


def lock_texts(book, name_of):
    """Return a sentence for each locked column: by whom, since when, why."""
    return [_("Column ${column} was locked by ${name} at ${when}: ${reason}.", column=column_title(book, key),
              name=name_of(lock[1]), when=format_instant(parse_instant(lock[0])), reason=lock[2])
            for key in book.column_keys if (lock := book.lock_of(key)) is not None]
