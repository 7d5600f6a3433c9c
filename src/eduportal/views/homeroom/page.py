"""The page of a class for its homeroom teacher: levels of conduct or training, and missed half-days, in one table."""

import secrets
from types import SimpleNamespace as Show

from pyramid.view import view_config

from eduportal.content.class_records import record_of
from eduportal.content.classes import SchoolClass
from eduportal.domain.messages import _
from eduportal.domain.rulesets import PRIMARY, SECONDARY
from eduportal.operations.homeroom.cells import columns_of
from eduportal.operations.homeroom.locking import missing_of
from eduportal.operations.homeroom.refusals import lock_refusal, state_refusal
from eduportal.views.class_books import names_of, record_page, teaching_on
from eduportal.views.homeroom.table import TERMS, Typed, table_of, word_of


@view_config(context=SchoolClass, name="homeroom", request_method="GET", renderer="homeroom.html",
             permission="results:view")
def homeroom(request):
    """Conduct and absences of a class; inputs for its homeroom teacher."""
    return homeroom_page(request)


def homeroom_page(request, *, entered=None, problem=None):
    """Return the page of the class in the request.

    :param entered: what was typed and could not be saved, or was only filled in
        (:class:`eduportal.views.homeroom.table.Typed`). :param problem: what was refused of a lock: {act, message,
        field, values}, shown at its form with what was typed.
    """
    school_class, record, shown = request.context, record_of(request.context), entered or Typed()
    refusal = state_refusal(school_class)
    can_enter = refusal is None and bool(request.may("conduct:enter", school_class))
    title = request.translate(_("Training and absences") if record.rules == "tt22" else _("Conduct and absences"))
    table = table_of(request, record, can_enter=can_enter, entered=shown) if record.scale else None
    return {
        "page": record_page(request, f"{title} – {school_class.title}", scripts=("js/homeroom.js",)),
        "title": title, "school_class": Show(title=school_class.title, url=_class_url(request)),
        "word": request.translate(word_of(record.rules)), "rule": _rule(record.rules), "table": table,
        "notices": _notices(request, record, refusal, can_enter), "can_save": can_enter or entered is not None,
        "batch": secrets.token_hex(16), "fills": _fills(request, table) if can_enter else [],
        "refused": shown.message, "filled": shown.filled,
        "locks": _locks(request, record) if refusal is None and request.may("results:decide", school_class) else [],
        "problem": problem or Show(act="", message="", field="", values={}), "revision": record.revision,
        "history_url": request.url_of(school_class, "@@homeroom-history"), "base": request.url_of(school_class),
        "summer_url": request.url_of(school_class, "@@after-summer") if table is not None else "",
    }


def _class_url(request):
    return request.url_of(request.context) if request.may("class:view", request.context) else ""


def _rule(rules):
    if rules == "tt22":
        return "TT 22/2021, Điều 8, 12"
    return "TT 58/2011, Điều 3, 4, 15" if rules in SECONDARY else PRIMARY.get(rules, "")


def _notices(request, record, refusal, can_enter):
    name_of = request.portal.accounts.name_of
    if refusal is not None:
        return [Show(kind="info", text=request.translate(refusal))]
    locked = [lock_refusal(record, term, name_of) for term in dict.fromkeys(columns_of(record).values())]
    found = [Show(kind="lock", text=request.translate(each)) for each in locked if each is not None]
    if not can_enter:
        teachers = teaching_on(request.context.__parent__, request.local_day).get((request.context.uuid, ""), ())
        teachers = dict.fromkeys(teachers)
        text = (_("You read this page. It is filled in by the homeroom teacher, ${name}.",
                  name=names_of(request, teachers)) if teachers else
                _("You read this page. It is filled in by the homeroom teacher; nobody is assigned now."))
        found.append(Show(kind="info", text=request.translate(text)))
    return found


def _fills(request, table):
    """Return the buttons that fill empty cells: the best level or 0, and HKII for the year where it is entered."""
    if table is None:
        return []
    best, found = table.choices[0], []
    for column in (each for each in table.levels if each.open):
        text = (_("Term 2 for the year") if column.term == 0 else
                _("${level} for ${term}", level=best, term=TERMS[column.term]))
        found.append(Show(value=column.id, title=request.translate(text)))
    for term in dict.fromkeys(each.term for each in table.absences if each.open):
        found.append(Show(value=f"absences{term}", title=request.translate(_("0 half-days for ${term}",
                                                                             term=TERMS[term]))))
    return found


def _locks(request, record):
    """Return what the principal may lock or unlock: each term with the count of students who miss something."""
    rows = []
    for term in dict.fromkeys(columns_of(record).values()):
        missing = len(missing_of(request.context, record, term))
        rows.append(Show(term=term, title=TERMS[term], locked=record.lock_of(term) is not None, missing=missing,
                         act=f"lock{term}"))
    return rows
