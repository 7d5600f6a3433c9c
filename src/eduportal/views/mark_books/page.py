"""The page of a mark book: the grid, what may be done with the book now, and why something may not."""

from types import SimpleNamespace as Show

from pyramid.view import view_config

from eduportal.content.mark_books import MarkBook
from eduportal.content.nodes import unit_of
from eduportal.domain.marks import EXEMPT
from eduportal.views.assessment_guide.page import anchor_of, guide_url
from eduportal.views.class_books import book_row, record_page, teaching_on
from eduportal.views.mark_books import standing
from eduportal.views.mark_books.grid import grid_of


@view_config(context=MarkBook, request_method="GET", renderer="mark_book.html", permission="marks:view")
def mark_book(request):
    """The marks of a class in one subject and term; inputs for who may enter them now."""
    return book_page(request)


def book_page(request, *, entered=None, problem=None):
    """Return the page of the book in the request.

    :param entered: an :class:`Entered` of a save that was refused. :param problem: what was refused of an act:
        {act, message, field, values}, shown at its form with what was typed.
    """
    book = request.context
    now = standing.entry_standing(request, book)
    row = book_row(request, book, teaching_on(book.__parent__.__parent__, request.local_day))
    page = record_page(request, book.title, scripts=("js/marks.js",) if now.allowed or entered is not None else ())
    return {
        "page": page, "title": book.title, "row": row, "notices": now.notices,
        "school_class": Show(title=book.__parent__.title, url=request.url_of(book.__parent__)),
        "rule": standing.rule_title(book), "kind": request.translate(standing.KINDS[book.kind]),
        "formula": request.translate(standing.formula(book)), "window": request.translate(standing.window_text(book)),
        # A save that is refused because of the day shows its cells once more, so that nothing typed is lost.
        "grid": grid_of(request, book, can_enter=now.allowed or entered is not None, entered=entered),
        "refused": entered.message if entered is not None else "",
        "acts": _acts(request, book), "manage": _manage(request, book), "problem": problem or _no_problem(),
        "history_url": request.url_of(book, "@@history"), "base": request.url_of(book),
        "guide_url": guide_url(request, book.rules, anchor_of("subject", str(book.term), book.kind)),
    }


def _no_problem():
    return Show(act="", message="", field="", values={})


def _acts(request, book):
    """Return the names of the steps that the asker may take with the book now."""
    workflow = request.definitions.workflow_of("mark_book")
    steps = {each.name for each in workflow.leaving(book.state) if request.may(each.needs, book)}
    return Show(submit="submit" in steps, take_back="take_back" in steps, approve="approve" in steps,
                give_back="return" in steps, reopen="reopen" in steps,
                seen=len(book.journal) if "approve" in steps else 0, missing=book.summary["missing"])


def _manage(request, book):
    """Return what the records office chooses from: columns by lock, students by exemption; None without the right."""
    if not request.may("marks:lock", book):
        return None
    titles = {key: title for key, title, *_rest in book.columns}
    students = unit_of(book).students
    exempt = {student for student in book.students if EXEMPT in book.row(student)}
    missing = {student for students_of in book.missing.values() for student in students_of}

    def people(uuids):
        return [Show(value=uuid, title=students[uuid].name) for uuid in book.students if uuid in uuids]

    return Show(
        open=[Show(value=key, title=title) for key, title in titles.items() if book.lock_of(key) is None],
        locked=[Show(value=key, title=title) for key, title in titles.items() if book.lock_of(key) is not None],
        empty=[Show(value=key, title=titles[key]) for key in book.missing], without=people(missing),
        taking_part=people(set(book.students) - exempt), exempt=people(exempt),
        zero="CĐ" if book.kind == "comment" else "0")
