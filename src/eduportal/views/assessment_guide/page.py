"""The page ``@@assessment-guide`` at the top of the portal: one rule set explained, and which one holds for a class."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPNotFound
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.dates import school_year_of, school_year_title
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.rulesets import LEVELS, PRIMARY, SECONDARY, first_year, ruleset
from eduportal.operations.switches import switches_of
from eduportal.views.assessment_guide import primary, tt22, tt58
from eduportal.views.assessment_guide.examples import examples_of
from eduportal.views.assessment_guide.tables import LAST_YEAR, table_of
from eduportal.views.page import shell
from eduportal.views.spoken import spoken

#: {rule set: its sections}, in the order in which the page offers them.
SECTIONS = {"tt22": tt22.SECTIONS, "tt27": primary.TT27, "tt26": tt58.sections("tt26"), "tt58": tt58.sections("tt58"),
            "tt30-22": primary.TT30_22}
#: {rule set: the anchors of its page}: what "show the calculation" can lead to.
ANCHORS = {rules: tuple(each.anchor for each in sections) for rules, sections in SECTIONS.items()}
_TITLES = {
    "tt22": _("Circular 22/2021: lower and upper secondary schools"),
    "tt27": _("Circular 27/2020: primary schools"),
    "tt26": _("Circular 58/2011 as amended by 26/2020: classes before Circular 22"),
    "tt58": _("Circular 58/2011: up to the school year 2019–2020"),
    "tt30-22": _("Circular 30/2014 as amended by 22/2016: primary classes before Circular 27"),
}
_LEVEL_TITLES = {"TH": _("Primary school"), "THCS": _("Lower secondary school"), "THPT": _("Upper secondary school")}
_EXPLAINED_BY = {"tt30": "tt30-22"}
_MOST_DIGITS = 4


def guide_url(request, rules, anchor=""):
    """Return the address of the guide to a rule set, at the section ``anchor`` where its page has it."""
    base = request.url_of(request.portal.root, "@@assessment-guide")
    rules = _EXPLAINED_BY.get(rules, rules)
    if rules not in SECTIONS:
        return base
    return f"{base}?rules={rules}" + (f"#{anchor}" if anchor in ANCHORS[rules] else "")


def anchor_of(of, part, kind="mark"):
    """Return the anchor of the section that explains a result.

    :param of: what :func:`eduportal.operations.results.calculation` is asked of. :param part: "1", "2", "year" or
        "after".
    :param kind: of the subject, "mark" or "comment".
    """
    if of == "subject":
        return "comments" if kind == "comment" else "subject-year" if part == "year" else "subject-term"
    if of in ("learning", "decision") and part == "after":
        return "retest"
    return {"decision": "promotion"}.get(of, of)


@view_config(context=Unit, name="assessment-guide", request_method="GET", renderer="assessment_guide.html",
             permission="page:view")
def assessment_guide(request):
    """How results come about: ``?rules=``, or ``?grade=`` and ``?year=`` for the rules that hold for a class."""
    if request.context is not request.portal.root:
        raise HTTPNotFound()
    asked = _asked_class(request)
    rules = request.GET.get("rules") or _explained(asked) or ruleset("THCS", LEVELS["THCS"][0], asked.this_year)
    if rules not in SECTIONS:
        raise HTTPNotFound()
    say = request.translate
    title = say(_("How results come about"))
    switches = switches_of(request.portal, LAST_YEAR.get(rules, asked.this_year))
    shown = examples_of(request.definitions, rules)
    sections = [_section(request, each, rules, switches, shown.get(each.anchor, ())) for each in SECTIONS[rules]]
    links = [Show(title=say(_TITLES[each]), url=guide_url(request, each), current=each == rules) for each in SECTIONS]
    return {"page": shell(request, title, description=say(_("How marks become results: each circular explained with "
                                                             "worked examples."))),
            "title": title, "rules_title": say(_TITLES[rules]), "links": links, "sections": sections, "asked": asked,
            "action": request.url_of(request.portal.root, "@@assessment-guide"),
            "spoken": "vi" if request.locale_name != "vi" else None}


def _asked_class(request):
    """Return what the form says and what is answered: grade, year, answer, problem, and the choices."""
    this_year = school_year_of(request.local_day)
    grade, year = _number(request.GET.get("grade", "")), _number(request.GET.get("year", ""))
    levels = [Show(title=request.translate(_LEVEL_TITLES[level]), grades=list(range(first, last + 1)))
              for level, (first, last) in LEVELS.items()]
    years = [Show(value=each, title=school_year_title(each))
             for each in range(this_year + 1, min(map(first_year, LEVELS)) - 1, -1)]
    found = Show(grade=grade, year=this_year if year is None else year, this_year=this_year, levels=levels, years=years,
                 rules="", answer="", problem="", url="")
    if "grade" in request.GET or "year" in request.GET:
        _answer(request, found, grade, year)
    return found


def _answer(request, found, grade, year):
    say = request.translate
    level = next((each for each, (first, last) in LEVELS.items() if grade is not None and first <= grade <= last), None)
    if level is None or year not in [each.value for each in found.years]:
        found.problem = say(_("Choose a grade from 1 to 12 and a school year of the list."))
        return
    try:
        found.rules = ruleset(level, grade, year)
    except RuleError as error:
        found.problem = say(error.message)
        return
    values = {"grade": str(grade), "year": school_year_title(year),
              "rules": {**SECONDARY, **PRIMARY}[found.rules].partition(", Điều")[0]}
    if found.rules == "tt26":
        values["rules"] = "TT 58/2011, TT 26/2020"
    found.answer = say(_("Grade ${grade} in the school year ${year}: ${rules}.", **values))
    found.url = guide_url(request, found.rules) if _explained(found) else ""


def _explained(asked):
    rules = _EXPLAINED_BY.get(asked.rules, asked.rules)
    return rules if rules in SECTIONS else ""


def _number(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


def _speaking(request):
    """Return the function that gives a text in the language of the page, with the circulars' own words marked."""
    return lambda message: spoken(request, request.translate(message))


def _section(request, section, rules, switches, examples):
    say = _speaking(request)
    parts = []
    for part in section.parts:
        content = part.content
        if part.kind == "table":
            content = _table(request, table_of(content, rules, request.definitions, switches))
        elif part.kind == "list":
            content = [say(each) for each in content]
        else:
            content = say(content)
        parts.append(Show(kind=part.kind, content=content, name=part.content if part.kind == "table" else ""))
    # The one that stands open shows most: where a level was raised if there is such a one.
    opened = max(examples, key=lambda each: len(each.results), default=None)
    return Show(anchor=section.anchor, title=say(section.title), source=say(section.source), parts=parts,
                examples=[_example(request, each, each is opened) for each in examples])


def _table(request, table):
    say = _speaking(request)
    rows = [[Show(lines=[say(each) for each in cell]) if isinstance(cell, tuple) else Show(lines=[say(cell)])
             for cell in row] for row in table.rows]
    return Show(caption=say(table.caption), heads=[say(each) for each in table.heads], rows=rows)


def _example(request, example, is_open):
    say = _speaking(request)
    pairs = lambda found: [Show(label=say(label), text=say(text)) for label, text in found]  # noqa: E731
    return Show(name=example.name, text=example.text, is_open=is_open, data=pairs(example.data),
                steps=[say(each) for each in example.steps], results=pairs(example.results))
