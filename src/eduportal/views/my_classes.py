"""What a teacher works with: own classes and subjects of today's assignments, with their mark books."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPNotFound
from pyramid.view import view_config

from eduportal.content.nodes import unit_of
from eduportal.content.units import Unit
from eduportal.domain.messages import _
from eduportal.operations.subjects import subject_titles
from eduportal.views.class_books import TERMS, book_row, books_of, classes_of, current_term, years_of
from eduportal.views.page import shell


@view_config(context=Unit, name="my-classes", request_method="GET", renderer="my_classes.html",
             permission="account:own")
def my_classes(request):
    """The classes and subjects that the person teaches today, by school and year, the current term first."""
    if request.context is not request.portal.root:
        raise HTTPNotFound()
    units = [request.portal.unit(uuid) for uuid in request.account.units]
    years = [year for unit in units for year in years_of(unit)]
    return {"page": shell(request, request.translate(_("My classes"))),
            "schools": [found for year in years if (found := _taught(request, year)).classes],
            "offices": [Show(school=year.__parent__.title, title=year.title, url=request.url_of(year))
                        for year in years if request.may("class:view", year)]}


def _taught(request, year):
    day = request.local_day
    taught = year.assignments_of(request.account.uuid, day)
    mine = {school_class for school_class, _subject in taught}
    classes = [_class(request, each, taught) for each in classes_of(year) if each.uuid in mine]
    return Show(school=year.__parent__.title, title=year.title, classes=classes, term=TERMS[current_term(year, day)])


def _class(request, school_class, taught):
    subjects = {subject for uuid, subject in taught if uuid == school_class.uuid}
    books = books_of(request, school_class, request.local_day)
    mine = [book_row(request, book) for book in books if book.subject in subjects]
    with_books = {book.subject for book in books}
    titles = subject_titles(request.portal, unit_of(school_class))
    return Show(title=school_class.title, url=request.url_of(school_class), homeroom="" in subjects, books=mine,
                homeroom_url=request.url_of(school_class, "@@homeroom"),
                results_url=request.url_of(school_class, "@@results"),
                students=sum(not until for *_rest, until in school_class.roll), handed_in=_handed_in(books),
                total=len(books), without=[titles.get(code, code) for code in sorted(subjects - with_books - {""})])


def _handed_in(books):
    return sum(book.state in ("submitted", "approved") for book in books)
