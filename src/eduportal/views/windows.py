"""When marks of a term are entered: the days that the principal or the records office of a school sets."""

from datetime import timedelta
from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.classes import SchoolYear
from eduportal.domain.dates import format_day, local_day, parse_day, school_year_days
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.mark_books import set_entry_days
from eduportal.operations.mark_books.windows import TERMS
from eduportal.views.class_books import record_page


@view_config(context=SchoolYear, name="windows", request_method="GET", renderer="entry_windows.html",
             permission="class:edit")
def entry_windows(request, problem=None):
    """A form for each term: from which day to which day marks are entered."""
    year = request.context
    begins, ends = school_year_days(year.start)
    return {"page": record_page(request, request.translate(_("Days for entering marks"))), "title": year.title,
            "rows": window_rows(request, year, problem), "action": request.url_of(year, "@@windows"),
            "begins": format_day(begins), "ends": format_day(ends), "back_url": request.url_of(year)}


@view_config(context=SchoolYear, name="windows", request_method="POST", renderer="entry_windows.html",
             permission="class:edit")
def set_windows(request):
    """Set the days of one term."""
    typed = {name: request.POST.get(name, "") for name in ("term", "first", "last")}
    typed = {name: value if isinstance(value, str) else "" for name, value in typed.items()}
    term = int(typed["term"]) if typed["term"] in ("1", "2") else 0
    try:
        set_entry_days(request.context, term, parse_day(typed["first"], "first"), parse_day(typed["last"], "last"),
                       by=request.account.uuid, at=request.at)
    except RuleError as error:
        if term not in TERMS:
            raise
        request.response.status_int = 422
        return entry_windows(request, Show(term=term, field=error.field, message=error.message, **{
            name: typed[name] for name in ("first", "last")}))
    request.flash(_("The days for entering marks have been saved."))
    return HTTPSeeOther(request.url_of(request.context, "@@windows"))


def window_rows(request, year, problem=None):
    """Return a row for each term: the days that are set, or what was typed with its message."""
    rows = []
    for term, title in TERMS.items():
        window = year.windows.get(str(term))
        first, last = window_days(window) if window is not None else ("", "")
        row = Show(term=term, title=title, first=first, last=last, error="", field="",
                   set_by=request.portal.accounts.name_of(window.set_by) if window is not None else "")
        if problem is not None and problem.term == term:
            row.first, row.last, row.field = problem.first, problem.last, problem.field
            row.error = request.translate(problem.message)
        rows.append(row)
    return rows


def window_days(window):
    """Return the first and the last day of an entry window as dd/mm/yyyy, "" for an end that is open."""
    last = local_day(window.closes - timedelta(microseconds=1)) if window.closes is not None else None
    return (format_day(local_day(window.opens)) if window.opens is not None else "",
            format_day(last) if last is not None else "")
