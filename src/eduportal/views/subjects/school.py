"""The subjects of a school: what all have, which electives a grade has, and subjects of the school's own."""

from types import SimpleNamespace as Show
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.subject_books import choices_of, own_of
from eduportal.content.units import Unit
from eduportal.domain.dates import school_year_title
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.subject_plans import changed_facts, level_of
from eduportal.operations.school_years import YEARS_AHEAD, current_year, is_under_way
from eduportal.operations.subjects import (
    add_school_subject,
    change_school_subject,
    choose_subjects,
    offered_for,
    subject_titles,
    subjects_for,
)
from eduportal.operations.subjects.reading import choice_for
from eduportal.views.page import shell
from eduportal.views.subjects import words


def _grades(request):
    """Return the grades of the school. A unit that is none, or teaches none by marks, has no such page."""
    kind = request.definitions.kinds[request.context.kind]
    if not kind.school or not kind.grades:
        raise HTTPNotFound()
    return kind.grades


def _place(request, values):
    """Return (grade, year) that were asked for, else the first grade and the present school year."""
    grades, now = _grades(request), current_year(request.at)
    grade = words.number_of(values.get("grade"), 1, 12, 0)
    return (grade if grade in grades else grades[0]), words.number_of(values.get("year"), now, now + YEARS_AHEAD, now)


def _url(request, view, **query):
    return f"{request.url_of(request.context, view)}?{urlencode(query)}"


@view_config(context=Unit, name="school-subjects", request_method="GET", renderer="school_subjects.html",
             permission="subjects:choose")
def school_subjects(request):
    """What one grade is taught in one school year (``?grade=10&year=2026``), electives to be ticked."""
    return _page(request, *_place(request, request.GET))


@view_config(context=Unit, name="school-subjects", request_method="POST", renderer="school_subjects.html",
             permission="subjects:choose")
def choose(request):
    """Choose the electives of a grade from a school year on."""
    typed = words.typed_fields(request)
    grade, year = _place(request, typed)
    codes = [each for each in request.POST.getall("codes") if isinstance(each, str)]
    terms = {name.removeprefix("term-"): words.number_of(text, 1, 2, 0) for name, text in typed.items()
             if name.startswith("term-")}
    asked = (words.number_of(typed.get("grade"), 0, 9999, 0), words.number_of(typed.get("year"), 0, 9999, 0))
    try:
        choose_subjects(request.portal, request.context, asked[1], codes, grade=asked[0], terms=terms,
                        seen=words.number_of(typed.get("seen"), 0, 9999, -1), by=request.account.uuid, at=request.at)
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, grade, year, {"codes": codes, "terms": terms}, error)
    request.flash(_("Saved. It counts from the school year ${year} on.", year=school_year_title(year)))
    return HTTPSeeOther(_url(request, "@@school-subjects", grade=grade, year=year))


def _page(request, grade, year, typed=None, error=None):
    school, say, grades = request.context, request.translate, _grades(request)
    level, choice = level_of(grade), choice_for(school, grade, year)
    chosen = set(typed["codes"] if typed else choice["codes"] if choice else ())
    terms = typed["terms"] if typed else choice["terms"] if choice else {}
    found = [_row(request, each, each.code in chosen, terms)
             for each in offered_for(request.portal, school, level, grade, year)]
    rows = choices_of(school, grade)
    title = say(_("Subjects of the school"))
    return {"page": shell(request, title, tab="manage"), "title": title, "grade": grade, "year": year,
            "year_title": school_year_title(year), "error": words.problems_of(request, error)[0],
            "everybody": [each for each in found if not each.elective],
            "electives": [each for each in found if each.elective], "seen": len(rows),
            "count": len(subjects_for(request.portal, school, level, grade, year)),
            "carried": school_year_title(choice["since"]) if choice and choice["since"] != year else "",
            "never": choice is None, "four": level == "THPT", "action": request.url_of(school, "@@school-subjects"),
            "grades": [Show(grade=each, current=each == grade, url=_url(request, "@@school-subjects", grade=each,
                                                                        year=year)) for each in grades],
            "years": words.year_choices(request, year, lambda start: _url(
                request, "@@school-subjects", grade=grade, year=start)),
            "history": _history(request, rows), "own": _own(request, year),
            "add_url": _url(request, "@@school-subject", year=year)}


def _row(request, each, chosen, terms):
    say, single = request.translate, len(each.terms) == 1
    return Show(code=each.code, title=each.title, elective=each.elective, chosen=chosen, lessons=each.lessons,
                kind=say(words.KINDS[each.kind]), single=single, term=terms.get(each.code, each.terms[0]),
                source=say(words.SOURCES[each.source]) if each.source != "programme" else "")


def _history(request, rows):
    titles = subject_titles(request.portal, request.context)
    say = lambda codes: ", ".join(titles.get(code, code) for code in codes) or request.translate(_("none"))  # noqa: E731
    return [Show(at=words.instant(row["at"]), who=words.name_of(request, row["by"]),
                 since=school_year_title(row["since"]), old=say(row["before"]), new=say(row["codes"]),
                 terms=", ".join(f"{titles.get(code, code)}: {request.translate(words.TERM_TITLES[str(term)])}"
                                 for code, term in row["terms"].items())) for row in reversed(rows)]


def _own(request, year):
    found = []
    for code, rows in own_of(request.context).items():
        facts = changed_facts({}, rows, max(year, rows[0]["since"]))
        found.append(Show(title=facts["title"], kind=request.translate(words.KINDS[facts["kind"]]),
                          lessons=words.lessons_text(facts["lessons"]) or request.translate(_("no longer taught")),
                          since=school_year_title(rows[0]["since"]),
                          url=_url(request, "@@school-subject", code=code, year=max(year, rows[0]["since"]))))
    return found


@view_config(context=Unit, name="school-subject", request_method="GET", renderer="school_subject.html",
             permission="subjects:choose")
def school_subject(request):
    """The form of a subject of the school's own from one school year on (``?code=…&year=``), or of a new one."""
    _grade, year = _place(request, request.GET)
    return _form(request, request.GET.get("code", ""), year)


@view_config(context=Unit, name="school-subject", request_method="POST", renderer="school_subject.html",
             permission="subjects:choose")
def save_school_subject(request):
    """Add a subject of the school's own, or change one."""
    typed = words.typed_fields(request)
    grades, code = _grades(request), typed.get("code", "")
    _grade, year = _place(request, {"year": typed.get("since")})
    since, who = words.number_of(typed.get("since"), 0, 9999, None), {"by": request.account.uuid, "at": request.at}
    values = {key: typed[key] for key in ("title", "kind") if key in typed}
    lessons = words.typed_lessons(typed, grades)
    if code:
        _facts(request, code, year)
    try:
        if code:
            shown = any(f"lessons-{grade}" in typed for grade in grades)
            change_school_subject(request.portal, request.context, code, {**values, **(
                {"lessons": lessons} if shown else {})}, since=since, seen=words.number_of(
                    typed.get("seen"), 0, 9999, -1), **who)
        else:
            add_school_subject(request.portal, request.context, values, grades=lessons, since=since, **who)
    except RuleError as error:
        request.response.status_int = 422
        return _form(request, code, year, typed, error)
    request.flash(_("Saved. Tick it now for the grades that study it.") if not code else
                  _("Saved. It counts from the school year ${year} on.", year=school_year_title(since)))
    return HTTPSeeOther(_url(request, "@@school-subjects", grade=min(lessons, default=grades[0]), year=since))


def _facts(request, code, year):
    facts = changed_facts({}, own_of(request.context).get(code, ()), year)
    if not facts:
        raise HTTPNotFound()
    return facts


def _form(request, code, year, typed=None, error=None):
    say, typed = request.translate, typed or {}
    facts = _facts(request, code, year) if code else {"title": "", "kind": "", "lessons": {}}
    rows = own_of(request.context).get(code, ())
    problem, reasons = words.problems_of(request, error)
    title = say(_("Subject: ${title}", title=facts["title"])) if code else say(_("Add a subject of the school"))
    grades = [each for each in _grades(request) if not code or level_of(each) == facts["level"]]
    return {"page": shell(request, title, tab="manage"), "title": title, "code": code, "year": year,
            "year_title": school_year_title(year), "next_title": school_year_title(year + 1), "error": problem,
            "reasons": reasons, "seen": len(rows), "fixed": bool(code) and is_under_way(year, request.at),
            "typed": Show(title=typed.get("title", facts["title"]), kind=typed.get("kind", facts["kind"])),
            "kinds": [Show(value=value, title=say(each)) for value, each in words.KINDS.items()],
            "grades": [Show(grade=each, lessons=typed.get(f"lessons-{each}", str(facts["lessons"].get(each, ""))),
                            error=reasons.get(f"lessons.{each}", "")) for each in grades],
            "years": words.year_choices(request, year, lambda start: _url(request, "@@school-subject", year=start, **(
                {"code": code} if code else {}))),
            "history": words.told_changes(request, rows), "action": request.url_of(
                request.context, "@@school-subject"),
            "back_url": _url(request, "@@school-subjects", year=year)}
