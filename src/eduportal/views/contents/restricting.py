"""Which types may be added in a folder or unit and below: chosen by those who may hide it."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.nodes import Section
from eduportal.content.units import Unit
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations.addable import choosable_types, left_out, restrict_types, restricting
from eduportal.views.page import shell


def restriction_shown(request, node):
    """Return why types are missing in the menu "Add" of ``node`` as ``text``, and where that is changed as ``url``.

    The address is '' for those who may not change it. None: nothing is missing.
    """
    place, missing = left_out(request.portal, node)
    if place is None:
        return None
    text = _("Here only certain types may be added, as “${place}” is restricted. Not among them: ${types}.",
             place=place.title, types=", ".join(missing))
    may = bool(request.may("page:hide", place))
    return Show(text=request.translate(text), url=request.url_of(place, "@@addable") if may else "")


@view_config(context=Unit, name="addable", request_method="GET", renderer="addable.html", permission="page:hide")
@view_config(context=Section, name="addable", request_method="GET", renderer="addable.html", permission="page:hide")
def addable_form(request):
    """The choice: as above, or a list of types."""
    node = request.context
    return _page(request, node.addable is None, node.addable)


@view_config(context=Unit, name="addable", request_method="POST", renderer="addable.html", permission="page:hide")
@view_config(context=Section, name="addable", request_method="POST", renderer="addable.html", permission="page:hide")
def addable(request):
    """Save the choice."""
    how, names = request.POST.get("how", ""), request.POST.getall("types")
    names = [each for each in names if isinstance(each, str)]
    try:
        if how not in ("inherit", "list"):
            raise RuleError(_("Choose whether the types are as above or a list of its own."), "how")
        restrict_types(request.portal, request.context, None if how == "inherit" else names,
                       by=request.account.uuid, at=request.at)
    except NotAllowed:
        raise
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, how == "inherit", names, request.translate(error.message))
    request.flash(_("What may be added in “${title}” has been saved.", title=request.context.title))
    return HTTPSeeOther(request.url_of(request.context, "@@contents"))


def _page(request, inherits, chosen, error=""):
    node = request.context
    above = restricting(node.__parent__) if not node.is_unit else None
    title = request.translate(_("What may be added in “${title}”", title=node.title))
    inherited = _("As in “${place}”: ${types}", place=above.title, types=_titles(request, above.addable)) \
        if above is not None else _("Every type that may stand here")
    listed = chosen if chosen is not None else (above.addable if above is not None else None)
    return {"page": shell(request, title, tab=""), "title": title, "error": error, "inherits": inherits,
            "inherited": request.translate(inherited), "back": request.url_of(node, "@@contents"),
            "action": request.path,
            "types": [Show(name=each.name, title=each.title, about=each.description, icon=each.icon,
                           chosen=listed is None or each.name in listed) for each in choosable_types(request.portal)]}


def _titles(request, names):
    types = request.definitions.types
    return ", ".join(types[name].title for name in names if name in types) or request.translate(_("nothing"))
