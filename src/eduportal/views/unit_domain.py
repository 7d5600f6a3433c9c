"""The domain of a unit, entered by the office above: a public site there, staff elsewhere."""

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations.unit_domains import give_domain
from eduportal.views.hosts import canonical_host
from eduportal.views.page import shell
from eduportal.views.unit_acts import check_place


@view_config(context=Unit, name="unit-domain", request_method="GET", renderer="unit_domain.html",
             permission="unit:move")
def form(request):
    """The domain that the unit has, to change or to take away."""
    check_place(request)
    return _page(request, request.portal.register.records[request.context.uuid].domain)


@view_config(context=Unit, name="unit-domain", request_method="POST", renderer="unit_domain.html",
             permission="unit:move")
def save(request):
    """Keep the domain; a refusal brings back what was typed."""
    check_place(request)
    typed = request.POST.get("domain", "")
    try:
        host = canonical_host(request.registry.settings)
        domain = give_domain(request.portal, request.context, typed if isinstance(typed, str) else "",
                             reserved=(host[0],) if host else (), by=request.account.uuid, at=request.at)
    except NotAllowed:
        raise
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, typed if isinstance(typed, str) else "", request.translate(error.message))
    request.flash(_("The unit is found at ${domain} now.", domain=domain) if domain else
                  _("The unit has no domain of its own now."))
    return HTTPSeeOther(request.url_of(request.context, "@@unit-acts"))


def _page(request, typed, error=""):
    unit = request.context
    title = request.translate(_("Domain of ${unit}", unit=unit.title))
    return {"page": shell(request, title, tab="manage"), "title": title, "typed": typed[:300], "error": error,
            "action": request.url_of(unit, "@@unit-domain"), "back": request.url_of(unit, "@@unit-acts"),
            "canonical": request.canonical_base.partition("://")[2]}
