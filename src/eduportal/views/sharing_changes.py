"""Several ticks of the sharing table at once: first in words what will change for whom, then, confirmed, done."""

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.groups import Group
from eduportal.content.nodes import Item, Section
from eduportal.content.units import Unit
from eduportal.domain.access import role_title
from eduportal.domain.dates import format_day
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations.finding_people import knows
from eduportal.operations.sharing import name_of
from eduportal.operations.sharing_changes import changes_of, check_changes, effects_of, make_changes
from eduportal.views.page import shell
from eduportal.views.sharing import check_sharing, day_typed, sharing_page, where_to
from eduportal.views.sharing_effects import told

_VIEW = {"name": "sharing-change", "request_method": "POST", "renderer": "sharing_change.html"}


@view_config(context=Unit, permission="sharing:give", **_VIEW)
@view_config(context=Section, permission="sharing:give", **_VIEW)
@view_config(context=Item, permission="page:view_draft", **_VIEW)
def change(request):
    """Show what the changed ticks will do; with ``step=save`` do it. A refusal shows the table again."""
    check_sharing(request, "sharing:give")
    form, node = request.POST, request.context
    ticked = [each for each in form.getall("tick") if isinstance(each, str)]
    try:
        changes = _changes(request, ticked)
        options = {"until": day_typed(form, "until"), "here_only": form.get("here_only") == "1"}
        if form.get("step") != "save":
            return _preview(request, changes, options)
        given, ended = make_changes(request.portal, node, changes, held=request.asker.held_at(node),
                                    by=request.account.uuid, at=request.at, sure=form.get("sure") == "1", **options)
    except RuleError as error:
        request.response.status_int = 422
        request.override_renderer = "sharing.html"
        return sharing_page(request, error=error, ticked=ticked)
    request.flash(_("Saved: ${given} roles given, ${ended} ended.", given=given, ended=ended))
    return HTTPSeeOther(where_to(request))


def _changes(request, ticked):
    node, shown = request.context, [each for each in request.POST.getall("was") if isinstance(each, str)]
    changes = changes_of(request.portal, node, ticked, shown)
    if not changes:
        raise RuleError(_("No tick was changed."))
    for each in changes:
        if not isinstance(each.principal, Group) and not knows(request.portal, request.asker, node, each.principal):
            raise NotAllowed(_("This person, group or role is not known here. Open the page again."))
    return changes


def _preview(request, changes, options):
    node, say, day = request.context, request.translate, request.local_day
    held, own = request.asker.held_at(node), ""
    if options["until"] is not None and options["until"] < day:
        raise RuleError(_("The last day lies before the first."), "until")
    check_changes(request.portal, node, changes, held=held, by=request.account.uuid, day=day, sure=True)
    try:
        check_changes(request.portal, node, changes, held=held, by=request.account.uuid, day=day, sure=False)
    except RuleError as error:
        own = say(error.message)
    effects = effects_of(request.portal, node, changes, day, **options)
    ticked = [f"{each.principal.uuid}:{each.role}" for each in changes if each.gives]
    shown = [f"{each.principal.uuid}:{each.role}" for each in changes if not each.gives]
    return {"page": shell(request, say(_("What will change: ${title}", title=node.title)), tab="sharing"),
            "title": node.title, "sentences": [_sentence(request, each, options) for each in changes],
            "own": own, "ticked": ticked, "was": shown, "until": format_day(options["until"])
            if options["until"] else "", "here_only": options["here_only"],
            "back": request.url_of(node, "@@sharing"), "told": told(effects)}


def _sentence(request, change, options):
    values = {"name": name_of(change.principal), "role": role_title(change.role), "place": request.context.title,
              "day": format_day(options["until"]) if options["until"] else ""}
    if isinstance(change.principal, Group):
        values["count"] = len(change.principal.members_on(request.local_day))
        if not change.gives:
            text = _("The group ${name} (${count} people) will no longer be ${role} at ${place}.", **values)
        elif options["until"]:
            text = _("The group ${name} (${count} people) will be ${role} at ${place} until ${day}.", **values)
        else:
            text = _("The group ${name} (${count} people) will be ${role} at ${place} from today on.", **values)
    elif not change.gives:
        text = _("${name} will no longer be ${role} at ${place}.", **values)
    elif options["until"]:
        text = _("${name} will be ${role} at ${place} until ${day}.", **values)
    else:
        text = _("${name} will be ${role} at ${place} from today on.", **values)
    return request.translate(text)
