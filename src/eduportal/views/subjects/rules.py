"""How the province reads what the circulars leave open: each question, its choices, since when, and who set it."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.assessment.switches import SWITCHES
from eduportal.domain.dates import school_year_title
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.school_years import current_year
from eduportal.operations.switches import set_switch, switch_history, switches_of, years_to_set
from eduportal.views.page import shell
from eduportal.views.subjects import words
from eduportal.views.subjects.province import check_root


@view_config(context=Unit, name="assessment-rules", request_method="GET", renderer="assessment_rules.html",
             permission="assessment:set")
def assessment_rules(request):
    """Every switch with its rule, its choices, why the default is what it is, and its history."""
    check_root(request)
    return _page(request, {})


@view_config(context=Unit, name="assessment-rules", request_method="POST", renderer="assessment_rules.html",
             permission="assessment:set")
def set_rule(request):
    """Set one switch from a school year on."""
    check_root(request)
    typed = words.typed_fields(request)
    key, since = typed.get("key", ""), words.number_of(typed.get("since"), 0, 9999, None)
    try:
        set_switch(request.portal, key, typed.get("value"), since=since,
                   seen=words.number_of(typed.get("seen"), 0, 9999, -1), by=request.account.uuid, at=request.at)
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, typed, error)
    request.flash(_("Saved. It counts from the school year ${year} on.", year=school_year_title(since)))
    return HTTPSeeOther(request.url_of(request.context, "@@assessment-rules") + f"#{key}")


def _page(request, typed, error=None):
    title = request.translate(_("How rules of assessment are read"))
    now = current_year(request.at)
    return {"page": shell(request, title, tab="manage"), "title": title,
            "error": words.problems_of(request, error)[0], "action": request.url_of(
                request.context, "@@assessment-rules"),
            "rows": [_row(request, each, now, typed, error) for each in SWITCHES.values()]}


def _row(request, switch, now, typed, error):
    say, mine = request.translate, typed.get("key") == switch.key
    years = years_to_set(switch.key, request.at)
    now = now if now in years else years[-1]
    history, held = switch_history(request.portal, switch.key), switches_of(request.portal, now)[switch.key]
    picked = typed.get("value") if mine else held
    chosen = words.number_of(typed.get("since"), 0, 9999, now) if mine else now
    return Show(key=switch.key, year_title=school_year_title(now), rule=switch.rule, question=say(switch.question),
                why=say(switch.why),
                default=say(switch.choices[switch.default]), held=say(switch.choices[held]), seen=len(history),
                error=words.problems_of(request, error)[0] if mine else "", by_default=not history,
                choices=[Show(value=value, title=say(text), chosen=value == picked, default=value == switch.default)
                         for value, text in switch.choices.items()],
                years=[Show(start=start, title=school_year_title(start), chosen=start == chosen) for start in years],
                later=[Show(since=school_year_title(year.start), value=say(switch.choices[after]))
                       for year, before, after in _turns(request, switch.key, now) if now == years[0]],
                history=[Show(at=words.instant(row["at"]), who=words.name_of(request, row["by"]),
                              since=school_year_title(row["since"]), old=_said(say, switch, row["before"]),
                              new=_said(say, switch, row["value"])) for row in reversed(history)])


def _turns(request, key, now):
    """Yield (year, before, after) of the coming school years in which a switch is read otherwise than before."""
    before = switches_of(request.portal, now)[key]
    for year in words.year_choices(request, now)[1:]:
        after = switches_of(request.portal, year.start)[key]
        if after != before:
            yield year, before, after
        before = after


def _said(say, switch, value):
    return say(switch.choices[value]) if value in switch.choices else value
