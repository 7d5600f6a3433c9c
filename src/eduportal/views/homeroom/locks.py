"""Locking and unlocking a term of a class record: the principal's, each a small form on the homeroom page."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.classes import SchoolClass
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations.homeroom import lock_conduct, unlock_conduct
from eduportal.views.homeroom.page import homeroom_page
from eduportal.views.homeroom.reading import posted_number, posted_text


@view_config(context=SchoolClass, name="lock-conduct", request_method="POST", renderer="homeroom.html",
             permission="results:decide")
def lock(request):
    """Lock a term as it was on the screen."""
    return _done(request, lambda term: lock_conduct(
        request.portal, request.context, term, posted_text(request, "reason"), by=request.account.uuid, at=request.at,
        missing_confirmed=posted_text(request, "missing_confirmed") == "yes", seen=posted_number(request, "seen"),
        name_of=request.portal.accounts.name_of), _("The term has been locked; from now on it is only read."))


@view_config(context=SchoolClass, name="unlock-conduct", request_method="POST", renderer="homeroom.html",
             permission="results:decide")
def unlock(request):
    """Open a locked term again, with a reason."""
    return _done(request, lambda term: unlock_conduct(
        request.portal, request.context, term, posted_text(request, "reason"), by=request.account.uuid,
        at=request.at),
        _("The term is open again; the homeroom teacher can go on."))


def _done(request, work, text):
    term = posted_number(request, "term")
    try:
        work(term)
    except RuleError as error:
        if isinstance(error, NotAllowed):
            raise
        request.response.status_int = 422
        values = {name: value for name, value in request.POST.items() if isinstance(value, str)}
        return homeroom_page(request, problem=Show(act=f"lock{term}", field=error.field, values=values,
                                                   message=request.translate(error.message)))
    request.flash(text)
    return HTTPSeeOther(request.url_of(request.context, "@@homeroom"))
