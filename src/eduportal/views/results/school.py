"""The results of a school as counts of its classes, computed by a job; and the way there from the control panel."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.classes import SchoolYear
from eduportal.content.nodes import unit_of
from eduportal.content.units import Unit
from eduportal.domain.dates import format_instant, parse_instant
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.rulesets import SECONDARY
from eduportal.operations.results import count_rows, school_table, start_summaries
from eduportal.operations.results.school_table import classes_of, school_years, sum_counts
from eduportal.views.assessment_guide.page import guide_url
from eduportal.views.class_books import record_page
from eduportal.views.results.class_table import PART_TITLES, part_at


@view_config(context=SchoolYear, name="results", request_method="GET", renderer="school_results.html",
             permission="results:view")
def school_results(request):
    """Classes and counts of one part of the year (``?part=``), as they were computed last."""
    return _page(request)


@view_config(context=SchoolYear, name="results", request_method="POST", renderer="school_results.html",
             permission="class:edit")
def compute(request):
    """Start the job that computes the counts of all classes anew."""
    try:
        job = start_summaries(request.portal, request.context, by=request.account.uuid, at=request.at)
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, request.translate(error.message))
    return HTTPSeeOther(request.url_of(unit_of(request.context), f"@@job?id={job.uuid}"))


@view_config(context=Unit, name="results", request_method="GET", permission="results:view")
def newest_year(request):
    """Lead on to the table of the newest school year."""
    years = school_years(request.context)
    if not years:
        raise HTTPNotFound()
    return HTTPSeeOther(request.url_of(years[0], "@@results"))


def _page(request, problem=""):
    year, say = request.context, request.translate
    part = part_at(request, year)
    lines, any_class = school_table(year, part), bool(classes_of(year))
    base = request.url_of(year, "@@results")
    title = say(_("Results of ${year}", year=year.title))
    rules = list(dict.fromkeys(each.rules for each in lines if each.counts is not None))
    waiting = [each for each in lines if each.counts is None]
    years = [Show(title=each.title, url=request.url_of(each, "@@results"), current=each is year)
             for each in school_years(unit_of(year)) if request.may("results:view", each)]
    return {"page": record_page(request, title), "title": title, "problem": problem,
            "year_url": request.url_of(year) if request.may("class:view", year) else "",
            "tabs": [Show(title=say(text), url=f"{base}?part={name}", current=name == part)
                     for name, text in PART_TITLES.items()],
            "part_title": say(PART_TITLES[part]), "years": years if len(years) > 1 else [],
            "tables": [_table(request, each, [line for line in lines if line.rules == each and line.counts is not None],
                              part) for each in rules],
            "waiting": [_place(request, each.school_class, part) for each in waiting], "has_classes": any_class,
            "primary": any_class and not lines,
            "may_compute": bool(request.may("class:edit", year)) and bool(lines), "action": base}


def _place(request, school_class, part):
    url = f"{request.url_of(school_class, '@@results')}?part={part}" \
        if request.may("results:view", school_class) else ""
    return Show(title=school_class.title, url=url)


def _table(request, rules, lines, part):
    say = request.translate
    total = sum_counts(each.counts for each in lines)
    shape = [(name, title, [value for value, _number in rows]) for name, title, rows in count_rows(rules, total)]
    groups = [Show(title=say(title), count=len(values)) for _name, title, values in shape]
    heads = [value for _name, _title, values in shape for value in values]
    return Show(rules=rules, rule=SECONDARY[rules], guide_url=guide_url(request, rules), groups=groups, heads=heads,
                rows=[Show(**vars(_place(request, each.school_class, part)), students=each.counts["students"],
                           incomplete=each.counts["incomplete"], cells=_numbers(each.counts, shape),
                           kept=each.kept, at=format_instant(parse_instant(each.at))) for each in lines],
                total=Show(students=total["students"], incomplete=total["incomplete"],
                           cells=_numbers(total, shape), kept=sum(each.kept for each in lines)))


def _numbers(counts, shape):
    """Return the numbers of a line under the heads of the whole school; what a class has none of is 0."""
    return [counts.get(name, {}).get(value, 0) for name, _title, values in shape for value in values]
