"""What results cost: a class of 45 students with 13 subjects in both terms, its page, the table of a school."""

from datetime import date

from bench.clock import timed
from bench.figures import figure, percentile
from bench.site import environ
from eduportal.content.nodes import unit_of
from eduportal.operations import school
from eduportal.operations.homeroom import enter_absences, enter_conduct
from eduportal.operations.mark_books import enter_marks
from eduportal.operations.results import class_results, summarise_class
from eduportal.operations.subjects import choose_subjects, class_subjects
from tests import factories

_YEAR, _CLASS, _STUDENTS, _SUBJECTS, _CLASSES = "nam-hoc-2026-2027", "6b1", 45, 13, 40
_CHOSEN = "thcs_foreign_language_2"
_PLACE = ("quan-1", "thcs-hai", _YEAR)
_GOAL = 100


def measure(bench, size):
    """Yield the figures of a class and of a school with 40 classes."""
    site = bench.school.site
    site.change(_fill)
    site.change(_more_classes)
    site.fed()
    what = f"Results of a class: {_STUDENTS} students, {_SUBJECTS} subjects, 2 terms and the year"
    spent, shown = site.change(lambda portal: _computing(portal, max(size.calls, 5)))
    yield figure("results_class", f"{what}, once loaded", "ms CPU", spent, goal=_GOAL,
                 note=f"{shown} results with their reasons at hand")
    yield from _page(site, size, "results_page", "Results of a class: the page of the whole year",
                     f"/{'/'.join(_PLACE)}/{_CLASS}/@@results?part=year")
    yield from _page(site, size, "results_school", f"Results of a school: the table of {_CLASSES} classes",
                     f"/{'/'.join(_PLACE)}/@@results?part=year")


def _computing(portal, calls):
    """Return (ms of each computation, number of results); the first one loads the books and is not counted."""
    school_class = _year(portal)[_CLASS]
    class_results(portal, school_class)
    spent, found = [], None
    for _call in range(calls):
        found, cpu, _wall = timed(lambda: class_results(portal, school_class))
        spent.append(cpu)
    return spent, sum(len(part) for row in found.rows.values() for part in row.subjects.values())


def _page(site, size, name, what, path):
    cookies, _token = site.sign_in("hieutruong.hai")
    spent = []
    for _call in range(max(size.calls, 5)):
        _answer, cpu, _wall = timed(lambda: site.expect(environ("GET", path, cookies=cookies)))
        spent.append(cpu)
    yield figure(name, what, "ms CPU", spent)
    yield figure(f"{name}_p95", f"{what}, p95", "ms CPU", [percentile(spent, 95)])


def _year(portal):
    return portal.root[_PLACE[0]][_PLACE[1]][_YEAR]


def _new_class(portal, name, grade=6, students=_STUDENTS):
    added = school.add_class(portal, _year(portal), name, grade, "THCS", by="", at=factories.NOW)
    people = [{"code": f"{name}{number:03}", "name": f"Trần Thị Mẫu {number}", "born": date(2015, 1 + number % 12, 5),
               "sex": "nữ"} for number in range(students)]
    school.enrol_students(added, people, since=date(2026, 9, 5), by="", at=factories.NOW)
    return added


def _fill(portal):
    """Fill one class: twelve subjects for all and a second foreign language that the school chose; marks differ."""
    added = _new_class(portal, _CLASS.upper())
    choose_subjects(portal, unit_of(added), 2026, [_CHOSEN], grade=6, by="", at=factories.NOW)
    codes = [each.code for each in class_subjects(portal, added)]
    if len(codes) != _SUBJECTS:
        raise RuntimeError(f"The class has {len(codes)} subjects and not {_SUBJECTS}.")
    workflow = portal.definitions.workflow_of("mark_book")
    for term in (1, 2):
        for book in school.open_mark_books(portal, added, codes, term, by="", at=factories.NOW):
            cells = {(student, key): ("", _text(book, row, place)) for row, student in enumerate(book.students)
                     for place, key in enumerate(book.column_keys)}
            enter_marks(book, cells, batch=f"bench-{book.__name__}", by="", at=factories.NOW, workflow=workflow)
    students = [row[0] for row in added.roll]
    for term in (1, 2):
        enter_conduct(portal, added, dict.fromkeys(students, ("", "Tốt")), term=term, by="", at=factories.NOW)
        enter_absences(portal, added, dict.fromkeys(students, (("", "1"), ("", "0"))), term=term, by="",
                       at=factories.NOW)


def _text(book, row, place):
    if book.kind == "comment":
        return "CĐ" if (row + place) % 29 == 0 else "Đ"
    return f"{3 + (row * 7 + place * 3 + len(book.subject)) % 7},{(row + place) % 10}"


def _more_classes(portal):
    """Fill the school up to 40 classes, each with its counts; the table reads these only."""
    year = _year(portal)
    first = summarise_class(portal, year[_CLASS], at=factories.NOW)
    for number in range(_CLASSES - sum(1 for _each in year.values())):
        added = _new_class(portal, f"{6 + number % 4}C{number}", 6 + number % 4, students=1)
        added.result_counts = type(first)(first.rules, first.parts, at=factories.NOW)
