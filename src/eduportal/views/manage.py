"""The control panel of a unit: one page with everything that is managed there, each line by its own right."""

from pyramid.httpexceptions import HTTPForbidden
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.messages import _
from eduportal.views.entries import entries_for
from eduportal.views.page import shell


@view_config(context=Unit, name="control-panel", request_method="GET", renderer="manage.html", permission="unit:view")
def manage(request):
    """What may be managed here, in groups; who may manage nothing here is refused."""
    groups = entries_for(request, request.context)
    if not groups:
        raise HTTPForbidden()
    for entry in (entry for group in groups for entry in group.entries if callable(entry.about)):
        entry.about = request.translate(entry.about(request.context))
    title = request.translate(_("Manage ${unit}", unit=request.context.title))
    return {"page": shell(request, title, tab="manage"), "title": title, "groups": groups}
