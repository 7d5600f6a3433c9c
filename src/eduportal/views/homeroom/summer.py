"""After the summer: marks of tests taken again, and conduct or training after work in the summer, by the principal."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.class_records import RETEST, SUMMER, YEAR, record_of
from eduportal.content.classes import SchoolClass
from eduportal.content.nodes import unit_of
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.marks import format_mark
from eduportal.domain.messages import _
from eduportal.operations.homeroom import save_after_summer, summer_cases
from eduportal.operations.homeroom.cells import entry_text
from eduportal.operations.homeroom.refusals import state_refusal
from eduportal.operations.homeroom.summer import NO_CASE
from eduportal.operations.results.computing import class_results
from eduportal.views.class_books import record_page
from eduportal.views.homeroom.reading import posted_cells
from eduportal.views.homeroom.saving import refused
from eduportal.views.homeroom.table import Typed, word_of


@view_config(context=SchoolClass, name="after-summer", request_method="GET", renderer="after_summer.html",
             permission="results:view")
def after_summer(request):
    """The students whom the year's results send into a re-test or into training; inputs for the principal."""
    return summer_page(request)


@view_config(context=SchoolClass, name="after-summer", request_method="POST", renderer="after_summer.html",
             permission="results:decide")
def save(request):
    """Save what was changed; a refusal shows the page again with what was typed and a message at each cell."""
    cells, school_class = posted_cells(request), request.context
    reports = {name.removeprefix("report."): value for name, value in request.POST.items()
               if name.startswith("report.") and isinstance(value, str)}
    training = {student: texts for (student, column), texts in cells.items() if column == SUMMER}
    retests = {(student, column.removeprefix(RETEST)): texts for (student, column), texts in cells.items()
               if column != SUMMER}
    try:
        count = save_after_summer(request.portal, school_class, retests, training, reports, by=request.account.uuid,
                                  at=request.at)
    except RuleError as error:
        if isinstance(error, NotAllowed):
            raise
        return refused(request, cells, error, lambda request, entered: summer_page(request, entered, reports))
    request.flash(_("${count} cells saved.", count=count))
    return HTTPSeeOther(request.url_of(school_class, "@@after-summer"))


def summer_page(request, entered=None, reports=None):
    """Return the page after the summer of the class in the request, with what was typed when it was refused."""
    school_class, record, entered = request.context, record_of(request.context), entered or Typed()
    refusal, results = state_refusal(school_class), None
    try:
        results = class_results(request.portal, school_class)
    except RuleError as error:
        refusal = refusal or error.message
    can_decide = refusal is None and bool(request.may("results:decide", school_class))
    found = _Rows(request, record, results, entered, reports or {}, can_decide) if results is not None else None
    title = request.translate(_("After the summer"))
    return {
        "page": record_page(request, f"{title} – {school_class.title}"), "title": title,
        "school_class": Show(title=school_class.title), "refused": entered.message, "can_decide": can_decide,
        "notice": request.translate(refusal) if refusal is not None else "",
        "word": request.translate(word_of(record.rules)), "choices": tuple(reversed(record.scale)),
        "retests": found.retests() if found else [], "training": found.training() if found else [],
        "open": sum(row.end is None for row in results.counted.values()) if results is not None else 0,
        "base": request.url_of(school_class), "back_url": request.url_of(school_class, "@@homeroom"),
    }


class _Rows:
    """The rows of the page. Who has an entry without being a case any more is shown too, so it can be taken out."""

    def __init__(self, request, record, results, entered, reports, can_decide):
        self.request, self.record, self.results = request, record, results
        self.entered, self.reports, self.can_decide = entered, reports, can_decide
        self.cases, self.people = summer_cases(results), unit_of(request.context).students

    def retests(self):
        """Return a row for each student and subject that may be taken again, or was."""
        titles = {subject.code: subject.title for subject in self.results.subjects}
        found = []
        for student in self.results.rows:
            subjects = dict.fromkeys((*self.cases.get(student, NO_CASE).subjects, *self.record.retests(student)))
            for place, code in enumerate(subjects):
                found.append(self._row(student, f"{RETEST}{code}", subject=titles.get(code, code), first=not place,
                                       year=self._year_mark(student, code)))
        return found

    def training(self):
        """Return a row for each student who trains in the summer, or has a level after it."""
        return [self._row(student, SUMMER, first=True, year=self._year_level(student),
                          report=self.reports.get(student, ""), before=self._report_before(student),
                          report_label=self.request.translate(_("Report, ${name}", name=self.people[student].name)))
                for student in self.results.rows
                if self.cases.get(student, NO_CASE).trains or self.record.summer(student) is not None]

    def _row(self, student, column, **more):
        stored = entry_text(column, self.record.value(student, column))
        value, seen = self.entered.texts((student, column), stored)
        final = self.results.rows[student].final
        return Show(student=student, column=column, number=self.results.numbers[student],
                    name=self.people[student].name, value=value, seen=seen, input=self.can_decide,
                    note=self.entered.notes.get((student, column), ""), final=final.value if final is not None else "",
                    **more)

    def _year_mark(self, student, code):
        result = self.results.rows[student].subjects["year"].get(code)
        return format_mark(result.value, average=True) if result is not None and result.value is not None else ""

    def _year_level(self, student):
        if self.record.rules != "tt22":
            return self.record.conduct(student, YEAR) or ""
        return self.results.rows[student].conduct["year"].value or ""

    def _report_before(self, student):
        entry = self.record.last_change(student, SUMMER)
        return entry.note if entry is not None else ""
