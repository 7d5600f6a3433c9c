"""The subjects of the province, for the department: tables by level and year, one changed, one added, the history."""

from types import SimpleNamespace as Show
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.subject_books import changes_of
from eduportal.content.units import Unit
from eduportal.domain.dates import school_year_title
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.rulesets import LEVELS as GRADES
from eduportal.domain.rulesets import NUMERALS
from eduportal.domain.subject_plans import offered, programme_of
from eduportal.operations.school_years import YEARS_AHEAD, current_year, is_under_way
from eduportal.operations.subjects import add_subject, change_subject
from eduportal.operations.subjects.department import facts_at
from eduportal.views.page import shell
from eduportal.views.subjects import words

_FIRST_YEAR = 2011


def check_root(request):
    """Only the department decides about subjects and rules: there is no such page elsewhere."""
    if request.context is not request.portal.root:
        raise HTTPNotFound()


@view_config(context=Unit, name="subjects", request_method="GET", renderer="subjects.html",
             permission="assessment:set")
def subjects(request):
    """The subjects of one level in one school year (``?level=THCS&year=2026``)."""
    check_root(request)
    level = _level(request.GET.get("level"))
    now = current_year(request.at)
    year = words.number_of(request.GET.get("year"), _FIRST_YEAR, now + YEARS_AHEAD, now)
    title = request.translate(_("Subjects of the province"))
    return {"page": shell(request, title, tab="manage"), "title": title,
            "tables": [Show(programme=programme, grades=grades, rows=_rows(request, level, grades, year))
                       for programme, grades in _programmes(level, year)],
            "level": level, "year": year, "year_title": school_year_title(year), "open": year >= now,
            "action": request.url_of(request.context, "@@subjects"),
            "levels": [Show(name=name, title=request.translate(each), current=name == level,
                            url=_url(request, "@@subjects", level=name, year=year))
                       for name, each in words.LEVELS.items()],
            "years": [Show(start=start, title=school_year_title(start), chosen=start == year)
                      for start in range(now + YEARS_AHEAD, _FIRST_YEAR - 1, -1)],
            "add_url": _url(request, "@@subject", level=level)}


def _level(text):
    return text if text in GRADES else "THCS"


def _grades(level):
    first, last = GRADES[level]
    return range(first, last + 1)


def _url(request, view, **query):
    return f"{request.url_of(request.portal.root, view)}?{urlencode(query)}"


def _programmes(level, year):
    """Return (programme, its grades) pairs, the newest first: in the years of the roll-out there are two at once."""
    found = {}
    for grade in _grades(level):
        found.setdefault(programme_of(level, grade, year), []).append(grade)
    return sorted(found.items(), reverse=True)


def _rows(request, level, grades, year):
    changes, rows = changes_of(request.portal.register), {}
    for grade in grades:
        for each in offered(request.definitions.subjects, level, grade, year, changes):
            row = rows.setdefault(each.code, Show(code=each.code, title=each.title, lessons={}, kinds={}, terms={},
                                                  source=each.source, role=each.role, elective=each.elective))
            row.lessons[grade], row.kinds[grade], row.terms[grade] = each.lessons, each.kind, each.terms
    order = {code: place for place, code in enumerate((*request.definitions.subjects, *changes))}
    shown = sorted(rows.values(), key=lambda row: order[row.code])
    for row in shown:
        _say(request, row, year, len(changes.get(row.code, ())))
    return shown


def _say(request, row, year, changes):
    say = request.translate
    marked = [str(grade) for grade, kind in row.kinds.items() if kind == "mark"]
    row.kind = (say(words.KINDS[next(iter(row.kinds.values()))]) if len(marked) in (0, len(row.kinds)) else
                say(_("comments; a test with a mark in grade ${grades}", grades=", ".join(marked))))
    row.notes = [say(_("grade ${grade}: term ${term} only", grade=grade, term=NUMERALS[terms[0]]))
                 for grade, terms in row.terms.items() if len(terms) == 1]
    row.role = words.say_role(request, row.role) if row.role else ""
    row.taught = say(words.ELECTIVE[row.elective])
    row.source = say(words.SOURCES[row.source]) if row.source != "programme" else ""
    row.changed = bool(changes)
    row.url = _url(request, "@@subject", code=row.code, year=max(year, words.first_free_year(request)))


@view_config(context=Unit, name="subject", request_method="GET", renderer="subject.html",
             permission="assessment:set")
def subject(request):
    """The form of a subject from one school year on (``?code=…&year=``), or of a new one (``?level=THCS``)."""
    check_root(request)
    now = current_year(request.at)
    year = words.number_of(request.GET.get("year"), now, now + YEARS_AHEAD, words.first_free_year(request))
    return _form(request, request.GET.get("code", ""), _level(request.GET.get("level")), year)


@view_config(context=Unit, name="subject", request_method="POST", renderer="subject.html",
             permission="assessment:set")
def save_subject(request):
    """Change a subject, or add one."""
    check_root(request)
    typed = words.typed_fields(request)
    code, level = typed.get("code", ""), _level(typed.get("level"))
    now = current_year(request.at)
    since = words.number_of(typed.get("since"), 0, 9999, None)
    who = {"by": request.account.uuid, "at": request.at}
    year = since if since is not None and now <= since <= now + YEARS_AHEAD else words.first_free_year(request)
    if code:
        level = _known(request, code, year)["level"]
    try:
        if code:
            change_subject(request.portal, code, _values(typed, level), since=since,
                           seen=words.number_of(typed.get("seen"), 0, 9999, -1), **who)
        else:
            add_subject(request.portal, _values(typed, level), level=level, since=since, **who)
    except RuleError as error:
        request.response.status_int = 422
        return _form(request, code, level, year, typed, error)
    request.flash(_("Saved. It counts from the school year ${year} on.", year=school_year_title(since)))
    return HTTPSeeOther(_url(request, "@@subjects", level=level, year=since))


def _known(request, code, year):
    try:
        return facts_at(request.portal, code, year)
    except RuleError:
        raise HTTPNotFound() from None


def _values(typed, level):
    """Return what the form says; a field that it did not show is not there, and so is not changed."""
    grades, found = _grades(level), {key: typed[key] for key in ("title", "kind", "role") if key in typed}
    if "elective" in typed:
        found["elective"] = {"yes": True, "no": False}.get(typed["elective"])
    if any(f"lessons-{grade}" in typed for grade in grades):
        found["lessons"] = words.typed_lessons(typed, grades)
    if any(f"terms-{grade}" in typed for grade in grades):
        found["terms"] = words.typed_terms(typed, grades)
    return found


def _form(request, code, level, year, typed=None, error=None):
    facts = _known(request, code, year) if code else {
        "title": "", "kind": "", "elective": True, "role": "", "lessons": {}, "terms": {}, "level": level, "tests": ()}
    level, say = facts["level"], request.translate
    shown = _shown(facts, typed)
    problem, reasons = words.problems_of(request, error)
    rows = changes_of(request.portal.register).get(code, ())
    title = say(_("Subject: ${title}", title=facts["title"])) if code else say(_("Add a subject"))
    under_way = is_under_way(year, request.at)
    return {"page": shell(request, title, tab="manage"), "title": title, "code": code, "level": level,
            "level_title": say(words.LEVELS[level]), "error": problem, "reasons": reasons, "typed": shown,
            "tests": ", ".join(map(str, facts["tests"])), "fixed": bool(code) and under_way, "year": year,
            "year_title": school_year_title(year), "next_title": school_year_title(year + 1), "seen": len(rows),
            "years": words.year_choices(request, year, lambda start: _url(request, "@@subject", year=start, **(
                {"code": code} if code else {"level": level}))),
            "levels": [Show(name=name, title=say(each), chosen=name == level, url=_url(
                request, "@@subject", level=name, year=year)) for name, each in words.LEVELS.items()],
            "kinds": [Show(value=value, title=say(each)) for value, each in words.KINDS.items()],
            "roles": [Show(value=value, title=words.say_role(request, value)) for value in words.ROLE_TITLES],
            "terms": [Show(value=value, title=say(each)) for value, each in words.TERM_TITLES.items()],
            "grades": [Show(grade=grade, lessons=shown.lessons[grade], term=shown.terms[grade],
                            error=reasons.get(f"lessons.{grade}", "")) for grade in _grades(level)],
            "history": words.told_changes(request, rows), "action": request.url_of(request.context, "@@subject"),
            "back_url": _url(request, "@@subjects", level=level, year=year)}


def _shown(facts, typed):
    """Return what the fields show: what was typed, else what holds."""
    grades = _grades(facts["level"])
    held = {"title": facts["title"], "kind": facts["kind"], "role": facts["role"],
            "elective": "yes" if facts["elective"] else "no"}
    for grade in grades:
        held[f"lessons-{grade}"] = str(facts["lessons"].get(grade, ""))
        held[f"terms-{grade}"] = "".join(map(str, facts["terms"].get(grade, ())))
    held = {**held, **{key: value for key, value in (typed or {}).items() if key in held}}
    return Show(title=held["title"], kind=held["kind"], role=held["role"], elective=held["elective"],
                lessons={grade: held[f"lessons-{grade}"] for grade in grades},
                terms={grade: held[f"terms-{grade}"] for grade in grades})
