"""What is done with a mark book as a whole, or by the records office: each a small form on the page of the book."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.mark_books import MarkBook
from eduportal.content.nodes import unit_of
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations import mark_books as operations
from eduportal.operations.mark_books.refusals import column_title
from eduportal.views.class_books import record_page
from eduportal.views.mark_books.page import book_page


def _posted(request, name):
    value = request.POST.get(name, "")
    return value if isinstance(value, str) else ""


def _who(request):
    return {"by": request.account.uuid, "at": request.at}


def _step(request):
    return {**_who(request), "workflow": request.definitions.workflow_of("mark_book")}


def _done(request, act, work, text):
    """Carry out ``work`` and go back to the book; a refusal shows the book with a message at the form of ``act``."""
    try:
        work()
    except NotAllowed:
        raise
    except RuleError as error:
        request.response.status_int = 422
        values = {name: value for name, value in request.POST.items() if isinstance(value, str)}
        return book_page(request, problem=Show(act=act, field=error.field, values=values,
                                               message=request.translate(error.message)))
    request.flash(text)
    return HTTPSeeOther(request.url_of(request.context))


@view_config(context=MarkBook, name="submit", request_method="GET", renderer="mark_book_submit.html",
             permission="marks:submit")
def ask_before_submit(request, message=""):
    """What is missing, column by column, before the book is handed in."""
    book, students = request.context, unit_of(request.context).students
    if book.state not in request.definitions.workflow_of("mark_book").transitions["submit"].sources:
        return HTTPSeeOther(request.url_of(book))
    missing = [Show(title=column_title(book, key), count=len(uuids), names=[students[uuid].name for uuid in uuids])
               for key, uuids in book.missing.items()]
    return {"page": record_page(request, request.translate(_("Hand in the mark book"))), "title": book.title,
            "missing": missing, "counts": Show(**book.summary), "message": message,
            "action": request.url_of(book, "@@submit"), "back_url": request.url_of(book)}


@view_config(context=MarkBook, name="submit", request_method="POST", renderer="mark_book_submit.html",
             permission="marks:submit")
def submit(request):
    """Hand the book in; empty cells only when the person confirmed that they stay empty."""
    try:
        operations.submit_mark_book(request.context, **_step(request),
                                    missing_confirmed=_posted(request, "missing_confirmed") == "yes")
    except RuleError as error:
        request.response.status_int = 422
        if error.field != "missing_confirmed":
            raise
        return ask_before_submit(request, request.translate(error.message))
    request.flash(_("The mark book has been handed in; the principal finds it in the inbox."))
    return HTTPSeeOther(request.url_of(request.context))


@view_config(context=MarkBook, name="take-back", request_method="POST", renderer="mark_book.html",
             permission="marks:submit")
def take_back(request):
    """Take the book back before it is approved."""
    return _done(request, "take_back", lambda: operations.take_back_mark_book(request.context, **_step(request)),
                 _("The mark book has been taken back; marks can be entered again."))


@view_config(context=MarkBook, name="approve", request_method="POST", renderer="mark_book.html",
             permission="marks:approve")
def approve(request):
    """Approve the book as it was on the screen."""
    raw = _posted(request, "seen")
    seen = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 9 else -1
    return _done(request, "approve",
                 lambda: operations.approve_mark_book(request.context, seen=seen, **_step(request)),
                 _("The mark book has been approved; from now on it is only read."))


@view_config(context=MarkBook, name="return", request_method="POST", renderer="mark_book.html",
             permission="marks:approve")
def give_back(request):
    """Give the book back to the teacher with a reason."""
    return _done(request, "return", lambda: operations.return_mark_book(
        request.context, _posted(request, "reason"), **_step(request)),
        _("The mark book has been given back to the teacher."))


@view_config(context=MarkBook, name="reopen", request_method="POST", renderer="mark_book.html",
             permission="marks:approve")
def reopen(request):
    """Open an approved book for a correction, with a reason."""
    return _done(request, "reopen", lambda: operations.reopen_mark_book(
        request.context, _posted(request, "reason"), **_step(request)),
        _("The mark book is open for corrections again."))


@view_config(context=MarkBook, name="lock", request_method="POST", renderer="mark_book.html", permission="marks:lock")
def lock(request):
    """Lock a column with a reason."""
    return _done(request, "lock", lambda: operations.lock_column(
        request.context, _posted(request, "column"), _posted(request, "reason"), **_who(request),
        name_of=request.portal.accounts.name_of), _("The column has been locked."))


@view_config(context=MarkBook, name="unlock", request_method="POST", renderer="mark_book.html",
             permission="marks:lock")
def unlock(request):
    """Unlock a column with a reason."""
    return _done(request, "unlock", lambda: operations.unlock_column(
        request.context, _posted(request, "column"), _posted(request, "reason"), **_who(request)),
        _("The column has been unlocked."))


@view_config(context=MarkBook, name="zero", request_method="POST", renderer="mark_book.html", permission="marks:lock")
def zero(request):
    """Give 0 for a test that was missed and not made up, with a reason."""
    return _done(request, "zero", lambda: operations.give_zero_for_missed_test(
        request.context, _posted(request, "student"), _posted(request, "column"), _posted(request, "reason"),
        window=request.context.window, name_of=request.portal.accounts.name_of, **_step(request)),
        _("The 0 for the missed test has been written."))


@view_config(context=MarkBook, name="exempt", request_method="POST", renderer="mark_book.html",
             permission="marks:lock")
def exempt(request):
    """Write the principal's decision that a student is exempt from the subject, with a reason."""
    return _done(request, "exempt", lambda: operations.exempt_student(
        request.context, _posted(request, "student"), _posted(request, "reason"),
        name_of=request.portal.accounts.name_of, **_step(request)), _("The exemption has been written."))


@view_config(context=MarkBook, name="end-exemption", request_method="POST", renderer="mark_book.html",
             permission="marks:lock")
def end_exemption(request):
    """Take an exemption back, with a reason."""
    return _done(request, "end_exemption", lambda: operations.end_exemption(
        request.context, _posted(request, "student"), _posted(request, "reason"),
        name_of=request.portal.accounts.name_of, **_step(request)), _("The exemption has been taken back."))
