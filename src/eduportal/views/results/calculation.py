"""The calculation behind one cell: as a panel beside the table for scripts, as a page for everybody else."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPNotFound
from pyramid.view import view_config

from eduportal.content.classes import SchoolClass
from eduportal.content.mark_books import MarkBook
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.results import calculation, class_results
from eduportal.operations.results.explaining import AFTER
from eduportal.views.assessment_guide.page import anchor_of, guide_url
from eduportal.views.class_books import record_page
from eduportal.views.results.class_table import PART_TITLES, calculation_url

#: What is calculated, by whether the class follows TT 22.
_OF = {True: {"learning": _("Learning result"), "training": _("Training result"), "decision": _("Promotion"),
              "award": _("Award")},
       False: {"learning": _("Learning (HL)"), "training": _("Conduct (HK)"), "decision": _("Promotion"),
               "award": _("Title of honour")}}
_PARTS = {**PART_TITLES, AFTER: _("After the summer")}
_LONGEST = 100


@view_config(context=SchoolClass, name="calculation", request_method="GET", renderer="calculation.html",
             permission="results:view")
def of_class(request):
    """The calculation of any cell of the table of the class (``?student=&of=&part=&subject=``)."""
    asked = {name: request.GET.get(name, "")[:_LONGEST] for name in ("student", "of", "part", "subject")}
    base = request.url_of(request.context, "@@calculation")
    back = f"{request.url_of(request.context, '@@results')}?part={'year' if asked['part'] == AFTER else asked['part']}"
    return _answer(request, request.context, {**asked, "of": asked["of"] or "subject"}, base,
                   lambda of, part, subject: True, back)


@view_config(context=MarkBook, name="calculation", request_method="GET", renderer="calculation.html",
             permission="marks:view")
def of_book(request):
    """The calculation of a student's result in the subject of this book: of its term, and of the year for those who
    may see the books of both terms (``?student=&part=``).
    """
    book = request.context
    part = request.GET.get("part", "")[:_LONGEST] or str(book.term)
    base = request.url_of(book, "@@calculation")
    asked = {"student": request.GET.get("student", "")[:_LONGEST], "of": "subject", "part": part,
             "subject": book.subject}

    def may_see(of, part, subject):
        terms = {"1": (1,), "2": (2,)}.get(part, (1, 2))
        books = [each for each in book.__parent__.books.values() if each.subject == subject and each.term in terms]
        return of == "subject" and subject == book.subject and all(request.may("marks:view", each) for each in books)

    if not may_see("subject", part, book.subject):
        raise HTTPNotFound()
    return _answer(request, book.__parent__, asked, base, may_see, request.url_of(book))


def _answer(request, school_class, asked, base, may_see, back):
    try:
        results = class_results(request.portal, school_class)
        found = calculation(results, asked["student"], asked["of"], asked["part"], asked["subject"])
    except RuleError:
        raise HTTPNotFound() from None
    say = request.translate
    what = next((each.title for each in results.subjects if each.code == asked["subject"]), "") \
        if asked["of"] == "subject" else say(_OF[results.rules == "tt22"][asked["of"]])
    values = {"calc": _shown(request, found, asked["student"], base, may_see), "what": what,
              "where": say(_PARTS[asked["part"]]), "name": results.name_of(asked["student"]),
              "number": results.numbers[asked["student"]], "back_url": back, "here": request.path_qs,
              "guide_url": guide_url(request, results.rules, _anchor(results, asked))}
    # The same address answers in two ways: nothing in between may mistake the one for the other.
    request.response.vary = "HX-Request"
    if "HX-Request" in request.headers:
        request.override_renderer = "calculation_part.html"
        static = lambda path: request.registry["eduportal.skins"].static(path, request.script_name)  # noqa: E731
        return {**values, "page": Show(static=static), "is_panel": True}
    title = say(_("Calculation: ${what}, ${name}", what=what, name=values["name"]))
    return {**values, "page": record_page(request, title), "title": title, "is_panel": False}


def _anchor(results, asked):
    """Return the section of the guide that explains the result: the uplift where there was one."""
    kind = next((each.kind for each in results.subjects if each.code == asked["subject"]), "mark")
    learning = results.rows[asked["student"]].learning.get(asked["part"]) if asked["of"] == "learning" else None
    return "uplift" if learning is not None and learning.uplifted_by else anchor_of(asked["of"], asked["part"], kind)


def _shown(request, found, student, base, may_see):
    say = request.translate
    inputs = [Show(label=say(label), text=say(text), url=calculation_url(base, student, *link)
                   if link is not None and may_see(*link) else "") for label, text, link in found.inputs]
    checks = [Show(level=level, met=all(met for _text, met, _who in conditions),
                   rows=[Show(text=say(text), met=met, who=", ".join(map(str, who))) for text, met, who in conditions])
              for level, conditions in found.checks]
    return Show(value=found.value, reason=say(found.reason), rule=found.rule, inputs=inputs, checks=checks,
                notes=[say(each) for each in found.notes],
                switches=[Show(question=say(question), choice=say(choice), rule=rule)
                          for question, choice, rule in found.switches])
