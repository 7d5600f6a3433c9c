"""The subjects of one class: which electives of its grade it has, and the specialised subject of a THPT chuyên."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.classes import SchoolClass
from eduportal.content.nodes import unit_of
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.school_years import current_year
from eduportal.operations.subjects import (
    choose_class_electives,
    class_subjects,
    set_specialised_subject,
    subject_titles,
    subjects_for,
)
from eduportal.views.class_books import record_page
from eduportal.views.subjects import words

_FOUR = 4


@view_config(context=SchoolClass, name="class-subjects", request_method="GET", renderer="class_subjects.html",
             permission="class:edit")
def class_subjects_page(request):
    """The subjects of a class in the order of the register, its electives and its specialised subject."""
    return _page(request, {})


@view_config(context=SchoolClass, name="class-subjects", request_method="POST", renderer="class_subjects.html",
             permission="class:edit")
def save_class_subjects(request):
    """Choose the electives of the class, or set its specialised subject."""
    typed = words.typed_fields(request)
    who = {"by": request.account.uuid, "at": request.at}
    codes = [each for each in request.POST.getall("electives") if isinstance(each, str)]
    try:
        if typed.get("action") == "electives":
            choose_class_electives(request.portal, request.context, codes, **who)
        elif typed.get("action") == "specialised":
            set_specialised_subject(request.portal, request.context, typed.get("specialised", ""), **who)
        else:
            raise RuleError(_("There is no such step."))
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, {**typed, "electives": codes}, error)
    request.flash(_("Saved."))
    return HTTPSeeOther(request.url_of(request.context, "@@class-subjects"))


def _page(request, typed, error=None):
    node, say = request.context, request.translate
    school, year = unit_of(node), node.__parent__
    taught = class_subjects(request.portal, node)
    grade = [each for each in subjects_for(request.portal, school, node.level, node.grade, year.start) if each.elective]
    chosen = {each.code for each in taught}
    failed = typed.get("action", "")
    if failed == "electives":
        chosen = set(typed["electives"])
    specialised = typed.get("specialised", "") if failed == "specialised" else node.specialised
    title = say(_("Subjects of the class ${name}", name=node.title))
    count = sum(each.elective for each in taught)
    return {"page": record_page(request, title), "title": title, "year": year.title, "failed": failed,
            "error": words.problems_of(request, error)[0], "action": request.url_of(node, "@@class-subjects"),
            "over": year.start < current_year(request.at), "upper": node.level == "THPT",
            "rows": [_row(request, each) for each in taught],
            "electives": [Show(code=each.code, title=each.title, kind=say(words.KINDS[each.kind]),
                               chosen=each.code in chosen) for each in grade],
            "unusual": node.level == "THPT" and count != _FOUR, "count": count,
            "choices": [Show(code="", title=say(_("none")), chosen=not specialised)] + [
                Show(code=each.code, title=each.title, chosen=each.code == specialised)
                for each in taught if each.kind == "mark"],
            "history": _history(request, node, school),
            "school_url": request.url_of(school, f"@@school-subjects?grade={node.grade}&year={year.start}")
            if request.may("subjects:choose", school) else "",
            "back_url": request.url_of(node)}


def _row(request, each):
    say = request.translate
    return Show(title=each.title, lessons=each.lessons, kind=say(words.KINDS[each.kind]),
                taught=say(words.ELECTIVE[each.elective]),
                term=say(words.TERM_TITLES[str(each.terms[0])]) if len(each.terms) == 1 else "",
                role=words.say_role(request, each.role) if each.role else "")


def _history(request, node, school):
    titles, say = subject_titles(request.portal, school), request.translate
    names = {"specialised": say(_("Specialised subject")), "electives": say(_("Electives of the class"))}

    def told(name, value):
        if value is None:
            return say(_("all of the grade"))
        codes = (value,) if name == "specialised" and value else value
        return ", ".join(titles.get(code, code) for code in codes) or say(_("none"))

    return [Show(at=words.instant(at), who=words.name_of(request, by), name=names[name], old=told(name, old),
                 new=told(name, new)) for at, by, name, old, new in reversed(node.subject_changes)]
