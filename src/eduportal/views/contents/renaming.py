"""The name of a thing in the address."""

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.nodes import Attachment, Item, Section, unit_of
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.domain.messages import _
from eduportal.operations.moves import rename_page
from eduportal.views.page import shell
from eduportal.views.undoing import remember


@view_config(context=Section, name="rename", request_method="GET", renderer="rename.html", permission="page:edit")
@view_config(context=Item, name="rename", request_method="GET", renderer="rename.html", permission="page:edit")
@view_config(context=Attachment, name="rename", request_method="GET", renderer="rename.html", permission="page:edit")
def rename_form(request):
    """The name in the address."""
    return _rename_page(request, request.context.__name__)


@view_config(context=Section, name="rename", request_method="POST", renderer="rename.html", permission="page:edit")
@view_config(context=Item, name="rename", request_method="POST", renderer="rename.html", permission="page:edit")
@view_config(context=Attachment, name="rename", request_method="POST", renderer="rename.html", permission="page:edit")
def rename(request):
    """Give another name in the address; what is no name is made one, what is taken is refused."""
    node, name = request.context, request.POST.get("name", "")
    name = name[:200] if isinstance(name, str) else ""
    try:
        if not name.strip():
            raise RuleError(_("This must be filled in."), "name")
        old, new = node.__name__, rename_page(request.portal, node, name, by=request.account.uuid, at=request.at)
    except NotAllowed:
        raise
    except RuleError as error:
        request.response.status_int = 422
        return _rename_page(request, name, request.translate(error.message))
    remember(request, "rename", unit_of(node), node.uuid, old=old, new=new)
    request.flash(_("The address of “${title}” has been changed.", title=node.title))
    return HTTPSeeOther(request.url_of(node.__parent__, "@@contents"))


def _rename_page(request, name, error=""):
    node = request.context
    title = request.translate(_("Change the address of “${title}”", title=node.title))
    return {"page": shell(request, title), "title": title, "name": name, "error": error, "action": request.path,
            "before": request.url_of(node.__parent__), "back": request.url_of(node.__parent__, "@@contents")}
