"""Bring a kept version back as the working version; the public sees it once it has been approved again."""

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.nodes import Attachment, Item, unit_of
from eduportal.domain.messages import _
from eduportal.operations.versions import revert_page
from eduportal.views.undoing import remember


@view_config(context=Item, name="revert", request_method="POST", permission="page:edit")
@view_config(context=Attachment, name="revert", request_method="POST", permission="page:edit")
def revert(request):
    """Make the version of the form the working one; refused when somebody saved since the list was shown."""
    node = request.context
    revert_page(request.portal, node, _whole(request, "version"), seen=_whole(request, "seen"),
                by=request.account.uuid, at=request.at)
    remember(request, "edit", unit_of(node), node.uuid, revision=node.revision)
    request.flash(_("The working version of “${title}” is version ${number} again. Submit it when it is ready.",
                    title=node.title, number=_whole(request, "version")))
    return HTTPSeeOther(request.url_of(node, "@@history"))


def _whole(request, name):
    """Return a posted whole number; -1, which nothing has, for nonsense."""
    text = request.POST.get(name, "")
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10 else -1
