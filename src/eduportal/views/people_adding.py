"""Adding one person: name, suggested sign-in name, roles; then the slip."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.access import ROLES
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.people import adding, slips
from eduportal.security.rights import grantable_roles
from eduportal.views.page import shell

_TYPED = ("name", "login", "code", "email")


@view_config(context=Unit, name="people-add", request_method="GET", renderer="people_add.html",
             permission="people:manage")
def add_form(request):
    """The empty form."""
    return _page(request, Show(**dict.fromkeys(_TYPED, "")), ())


@view_config(context=Unit, name="people-add", request_method="POST", renderer="people_add.html",
             permission="people:manage")
def add(request):
    """Show the suggested sign-in name, or add the person and go on to the slip."""
    form, unit, who = request.POST, request.context, {"by": request.account.uuid, "at": request.at}
    values = {name: form.get(name, "")[:500] for name in _TYPED} | {"roles": tuple(form.getall("roles"))}
    if form.get("action") == "suggest":
        values["login"] = adding.suggest_login(request.portal, values["name"])
        return _page(request, Show(**{name: values[name] for name in _TYPED}), values["roles"])
    try:
        account = adding.add_person(request.portal, unit, values, **who)
        batch, _outcome = slips.make_slips(request.portal, unit, [account.uuid], **who)
    except RuleError as error:
        request.response.status_int = 422
        return _page(request, Show(**{name: values[name] for name in _TYPED}), values["roles"], error)
    request.flash(_("${name} has been added. Sign-in name: ${login}.", name=account.name, login=account.login))
    return HTTPSeeOther(request.url_of(unit, f"@@people-slips?batch={batch}"))


def _page(request, typed, roles, error=None):
    unit, say = request.context, request.translate
    reasons = getattr(error, "reasons", {error.field: error.message} if error is not None and error.field else {})
    return {
        "page": shell(request, say(_("Add a person")), node=unit, tab="manage"),
        "typed": typed, "unit": unit.title, "people_url": request.url_of(unit, "@@people"),
        "roles": [Show(name=role, title=ROLES[role][0], chosen=role in roles)
                  for role in grantable_roles(request.asker, unit)],
        "error": say(error.message) if error else "",
        "reasons": {name: say(text) for name, text in reasons.items()},
        "import_url": request.url_of(unit, "@@people-import"),
    }
