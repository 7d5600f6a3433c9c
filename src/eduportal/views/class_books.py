"""What the pages of teachers and schools show about mark books and who teaches: plain rows for the templates."""

from types import SimpleNamespace as Show

from eduportal.content.classes import SchoolClass, SchoolYear
from eduportal.domain.dates import school_year_of, term_of
from eduportal.operations.subjects import class_subjects
from eduportal.views.page import shell

TERMS = {1: "Học kì I", 2: "Học kì II"}


def record_page(request, title, **options):
    """Return the shell of a page about a record; a breadcrumb that the asker may not open is no link."""
    page = shell(request, title, **options)
    node, shut = request.context, set()
    while not getattr(node, "is_unit", False):
        if not request.may("marks:view" if node.type_name == "mark_book" else "class:view", node):
            shut.add(request.url_of(node))
        node = node.__parent__
    for crumb in page.crumbs:
        crumb.url = "" if crumb.url in shut else crumb.url
    return page


def years_of(unit):
    """Return the school years of a unit, the newest first; reads the index of the unit, not the whole unit."""
    if unit is None or unit.index is None:
        return []
    cards = [card for _oid, card in unit.index.children(unit.uuid) if card.type == "school_year"]
    years = [unit[card.name] for card in cards if card.name in unit]
    return sorted((each for each in years if isinstance(each, SchoolYear)), key=lambda year: -year.start)


def classes_of(year):
    """Return the classes of a school year by grade, then in the order in which they stand there."""
    found = [each for each in year.values() if isinstance(each, SchoolClass)]
    return sorted(found, key=lambda each: (each.grade, each.sort_key))


def current_term(year, day):
    """Return the term that matters on ``day``: of a year that is over, the second."""
    return term_of(day) if year.start >= school_year_of(day) else 2


def teaching_on(year, day):
    """Return {(class uuid, subject): [account uuid]} of the assignments of a school year on ``day``."""
    found = {}
    for account in year.assignments:
        for place in year.assignments_of(account, day):
            found.setdefault(place, []).append(account)
    return found


def names_of(request, accounts):
    """Return the names of accounts as one text, "" for nobody."""
    return ", ".join(request.portal.accounts.name_of(each) for each in accounts)


def books_of(request, school_class, day):
    """Return the mark books of a class, the current term first, subjects in the order of the programme."""
    order = {each.code: place for place, each in enumerate(class_subjects(request.portal, school_class))}
    current = current_term(school_class.__parent__, day)
    return sorted(school_class.books.values(),
                  key=lambda book: (book.term != current, book.term, order.get(book.subject, len(order))))


def book_row(request, book, teaching=None):
    """Return a mark book as a row: names, address, state, and how many of its cells are filled."""
    state = request.definitions.workflow_of("mark_book").states[book.state]
    counts = book.summary
    teachers = (teaching or {}).get((book.__parent__.uuid, book.subject), ())
    return Show(subject=book.subject_title, term=TERMS[book.term], url=request.url_of(book), state=book.state,
                state_title=state.title, state_colour=state.colour, filled=counts["filled"], cells=counts["cells"],
                teachers=names_of(request, teachers))
