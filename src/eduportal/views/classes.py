"""School years and classes: the roll, the mark books and how far they are."""

from datetime import date
from types import SimpleNamespace as Show

from pyramid.view import view_config

from eduportal.content.classes import SchoolClass, SchoolYear
from eduportal.content.nodes import unit_of
from eduportal.domain.dates import format_day
from eduportal.domain.messages import _
from eduportal.views.class_books import (
    TERMS,
    book_row,
    books_of,
    classes_of,
    current_term,
    names_of,
    record_page,
    teaching_on,
)
from eduportal.views.windows import window_rows


@view_config(context=SchoolYear, request_method="GET", renderer="school_year.html", permission="class:view")
def school_year(request):
    """The classes of a school year with the progress of their mark books in one term (``?hk=1`` or ``?hk=2``)."""
    year, day = request.context, request.local_day
    term = {"1": 1, "2": 2}.get(request.GET.get("hk"), current_term(year, day))
    teaching = teaching_on(year, day)
    rows = [_progress(request, each, term, teaching) for each in classes_of(year) if request.may("class:view", each)]
    sums = {name: sum(getattr(row, name) for row in rows) for name in ("books", "submitted", "approved", "students")}
    may_edit = bool(request.may("class:edit", year))
    return {"page": record_page(request, year.title), "title": year.title, "rows": rows, "sums": Show(**sums),
            "terms": [Show(title=TERMS[each], url=f"{request.url_of(year)}?hk={each}", current=each == term)
                      for each in TERMS],
            "term": TERMS[term], "windows": window_rows(request, year),
            "results_url": request.url_of(year, "@@results") if request.may("results:view", year) else "",
            "windows_url": request.url_of(year, "@@windows") if may_edit else ""}


def _progress(request, school_class, term, teaching):
    books = [book for book in school_class.books.values() if book.term == term]
    counts = [book.summary for book in books]
    return Show(title=school_class.title, url=request.url_of(school_class), grade=school_class.grade,
                students=sum(not until for *_rest, until in school_class.roll),
                homeroom=names_of(request, teaching.get((school_class.uuid, ""), ())), books=len(books),
                submitted=sum(book.state == "submitted" for book in books),
                approved=sum(book.state == "approved" for book in books),
                filled=sum(each["filled"] for each in counts), cells=sum(each["cells"] for each in counts))


@view_config(context=SchoolClass, request_method="GET", renderer="class.html", permission="class:view")
def school_class(request):
    """The roll of a class and its mark books; days of birth only for those who may see the records of students."""
    node, day = request.context, request.local_day
    year = node.__parent__
    details, teaching = bool(request.may("student:view", node)), teaching_on(year, day)
    books = [book_row(request, book, teaching) for book in books_of(request, node, day)
             if request.may("marks:view", book)]
    return {"page": record_page(request, node.title), "title": node.title, "year": year.title, "details": details,
            "homeroom": names_of(request, teaching.get((node.uuid, ""), ())), "books": books,
            "roll": _roll(request, node),
            "homeroom_url": request.url_of(node, "@@homeroom") if request.may("results:view", node) else "",
            "results_url": request.url_of(node, "@@results") if request.may("results:view", node) else "",
            "subjects_url": request.url_of(node, "@@class-subjects") if request.may("class:edit", node) else ""}


def _roll(request, school_class):
    students = unit_of(school_class).students
    rows = []
    for uuid, number, _since, until in school_class.roll:
        student = students[uuid]
        note = request.translate(_("Left on ${day}", day=_shown_day(until))) if until else ""
        rows.append(Show(number=number, name=student.name, born=_shown_day(student.born), sex=student.sex, note=note))
    return rows


def _shown_day(iso):
    return format_day(date.fromisoformat(iso))
