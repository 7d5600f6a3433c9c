"""The results of a class as a table: term 1, term 2, the whole year; every cell leads to its calculation."""

from datetime import date
from types import SimpleNamespace as Show
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.classes import SchoolClass
from eduportal.domain.assessment.class_results import PARTS
from eduportal.domain.dates import format_day, format_instant, parse_instant
from eduportal.domain.errors import Refused, RuleError
from eduportal.domain.messages import _
from eduportal.domain.rulesets import SECONDARY
from eduportal.operations.results import class_results, columns_of, count_rows, keep_results, reopen_results
from eduportal.operations.results.computing import missing_of
from eduportal.operations.results.keeping import differences, kept_of, missing_line
from eduportal.operations.results.tables import SUBJECTS, SUMMER, counts_of, row_values, shown
from eduportal.views.assessment_guide.page import guide_url
from eduportal.views.class_books import current_term, record_page
from eduportal.views.results.files import FORMATS, results_file

SCRIPTS = ("vendor/htmx.org/dist/htmx.min.js", "js/results.js")
PART_TITLES = {"1": _("Term 1"), "2": _("Term 2"), "year": _("Whole year")}
_MOST_DIFFERENCES = 200


@view_config(context=SchoolClass, name="results", request_method="GET", renderer="results.html",
             permission="results:view")
def results_page(request):
    """The results of a class in a part of the year (``?part=1``, ``2`` or ``year``), also as a file (``&as=xlsx``)."""
    part = part_at(request, request.context.__parent__)
    if request.GET.get("as") in FORMATS and (results := _results(request)[0]) is not None:
        return results_file(request, results, part, request.GET["as"])
    return _page(request, part)


@view_config(context=SchoolClass, name="results", request_method="POST", renderer="results.html",
             permission="results:decide")
def decide(request):
    """Keep the results of a part, or open a kept summary again with a reason."""
    part, act = request.POST.get("part", ""), request.POST.get("act", "")
    who = {"by": request.account.uuid, "at": request.at}
    reason = request.POST.get("reason", "")
    reason = reason if isinstance(reason, str) else ""
    try:
        if act == "keep":
            keep_results(request.portal, request.context, part, **who)
            request.flash(_("The results have been kept. They are compared with the mark books from now on."))
        elif act == "reopen":
            reopen_results(request.portal, request.context, part, reason, **who)
            request.flash(_("The summary is open again. The one that was kept stays among the earlier ones."))
        else:
            raise RuleError(_("There is no such step."))
    except RuleError as error:
        request.response.status_int = 422
        lines = error.reasons.values() if isinstance(error, Refused) else ()
        problem = Show(act=act, field=error.field, message=request.translate(error.message), reason=reason,
                       lines=[request.translate(each) for each in lines])
        return _page(request, part if part in PARTS else part_at(request, request.context.__parent__), problem)
    return HTTPSeeOther(f"{request.url_of(request.context, '@@results')}?part={part}")


def part_at(request, year):
    """Return the part that is asked for; what is none is the term of today."""
    part = request.GET.get("part", "")
    return part if part in PARTS else str(current_term(year, request.local_day))


def _results(request):
    """Return (results, ""), or (None, why there are none)."""
    try:
        return class_results(request.portal, request.context), ""
    except RuleError as error:
        return None, request.translate(error.message)


def _page(request, part, problem=None):
    node, say = request.context, request.translate
    results, refused = _results(request)
    title = say(_("Results of class ${name}", name=node.title))
    base = request.url_of(node, "@@results")
    values = {"page": record_page(request, title, scripts=SCRIPTS), "title": title, "year": node.__parent__.title,
              "class_url": request.url_of(node) if request.may("class:view", node) else "",
              "tabs": [Show(title=say(text), url=f"{base}?part={name}", current=name == part)
                       for name, text in PART_TITLES.items()],
              "part": part, "part_title": say(PART_TITLES[part]), "refused": refused, "problem": problem,
              "table": None, "base": base}
    return values if results is None else {**values, **_filled(request, results, part)}


def _filled(request, results, part):
    columns = columns_of(results, part)
    missing = [request.translate(missing_line(results, *each)) for each in missing_of(results, part).items()]
    counts = counts_of(results, part)
    return {"table": _table(request, results, part, columns), "rule": SECONDARY[results.rules],
            "guide_url": guide_url(request, results.rules),
            "homeroom_url": request.url_of(request.context, "@@homeroom"),
            "missing": missing, "incomplete": counts["incomplete"],
            "counts": _counts(request, results, counts), "students": counts["students"],
            "kept": _kept(request, results, part), "may_decide": bool(request.may("results:decide", request.context)),
            "file_url": f"{request.url_of(request.context, '@@results')}?part={part}&as=",
            "short": [Show(short=each.short, title=each.title) for each in columns if each.short != each.title]}


def _table(request, results, part, columns):
    say = request.translate
    base = request.url_of(request.context, "@@calculation")
    subjects = sum(each.group == SUBJECTS for each in columns)
    groups = [Show(title=say(title), count=count) for title, count in (
        (_("Subjects"), subjects),
        (_("Summed up"), sum(each.group not in (SUBJECTS, SUMMER) for each in columns)),
        (_("After the summer"), sum(each.group == SUMMER for each in columns))) if count]
    heads = [Show(title=say(each.title), short=say(each.short), is_subject=each.group == SUBJECTS,
                  # A phone scrolls until this column is in sight, and the level before it with it.
                  id="summed-up" if place == subjects + 1 else None) for place, each in enumerate(columns)]
    rows = [_row(request, results, row, part, columns, base) for row in results.rows.values()]
    return Show(groups=groups, heads=heads, rows=rows)


def _row(request, results, row, part, columns, base):
    values = row_values(row, part)
    left = results.left.get(row.student)
    cells = []
    for column in columns:
        text = shown(column.name, values.get(column.name))
        studied = column.subject == "" or column.subject in row.subjects[part]
        asked = studied and (column.group != SUMMER or text)
        cells.append(Show(text=text, url=calculation_url(base, row.student, column.of, column.part, column.subject)
                          if asked else "", is_missing=not text and asked and column.name != "title",
                          is_low=text == "CĐ" or (column.subject and isinstance(values.get(column.name), int)
                                                  and values[column.name] < 50)))
    return Show(number=results.numbers[row.student], name=results.name_of(row.student), cells=cells,
                note=request.translate(_("Left on ${day}", day=format_day(date.fromisoformat(left)))) if left else "")


def calculation_url(base, student, of, part, subject=""):
    """Return the address of the calculation of a cell; ``base`` is that of the view."""
    asked = {"student": student, "part": part, "of": of} | ({"subject": subject} if subject else {})
    return f"{base}?{urlencode(asked)}"


def _counts(request, results, counts):
    students = counts["students"]
    return [Show(title=request.translate(title),
                 rows=[Show(value=value, number=number, percent=f"{_percent(number, students)} %")
                       for value, number in rows])
            for _name, title, rows in count_rows(results.rules, counts)]


def _percent(number, students):
    tenths = (2000 * number + students) // (2 * students) if students else 0
    return f"{tenths // 10},{tenths % 10}" if tenths % 10 else str(tenths // 10)


def _kept(request, results, part):
    """Return what is told about the kept summary of a part and those before it; ``at`` is "" when none is kept."""
    name_of, node = request.portal.accounts.name_of, request.context
    summary, earlier = kept_of(node, part), node.kept_results.earlier if node.kept_results is not None else ()
    changed = differences(results, part)
    lines = [Show(number=results.numbers.get(student, ""), name=results.name_of(student),
                  what=request.translate(what), was=was, now=request.translate(now))
             for student, what, was, now in changed[:_MOST_DIFFERENCES]]
    return Show(at=_instant(summary.at) if summary is not None else "",
                by=name_of(summary.by) if summary is not None else "", changed=lines, changed_count=len(changed),
                earlier=[Show(at=_instant(each.at), by=name_of(each.by), reopened=_instant(at), who=name_of(by),
                              reason=reason) for each, at, by, reason in reversed(earlier) if each.part == part])


def _instant(text):
    return format_instant(parse_instant(text))
