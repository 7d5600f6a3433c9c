"""The lines of a unit's control panel: each view that manages something there, with the right that it needs.

The toolbar asks whether there is any; views/manage.py shows them.
"""

from types import SimpleNamespace as Show

from eduportal.domain.messages import _
from eduportal.operations.outside_links import outside_about

#: Group, view, icon, title, what one does there, permission. "root": only at the department; "office": where units may
#: stand below; "open": only where the portal is open; "any": everywhere.
ENTRIES = (
    (_("Content"), "@@contents", "folder", _("Contents"), _("Folders, pages and files of this site."),
     "page:contents", "open"),
    (_("Content"), "@@trash", "trash", _("Trash"), _("What was put away, and how to bring it back."),
     "trash:view", "open"),
    (_("Content"), "@@links", "link-45deg", _("Links to the outside"), outside_about, "page:contents", "open"),
    (_("Content"), "@@redirects", "signpost", _("Old addresses"),
     _("Where pages stood before they were renamed or moved."), "page:contents", "open"),
    (_("People and rights"), "@@sharing", "people", _("Sharing"),
     _("Who has which role here, and where it comes from."), "sharing:view", "any"),
    (_("Operation"), "@@jobs?of=unit", "hourglass-split", _("Jobs"),
     _("Long work of this unit: how far it is, what became of each thing."), "inbox:view", "any"),
    (_("Operation"), "@@status", "clipboard-data", _("State of operation"),
     _("Whether search and boards are up to date."), "status:view", "root"),
)


def entries_for(request, unit):
    """Return the groups of lines that the asker may use at ``unit``: (title, entries with title, url, icon, about)."""
    groups, say = {}, request.translate
    for group, view, icon, title, about, permission, where in ENTRIES:
        if _is_place(request, unit, where) and request.may(permission, unit):
            groups.setdefault(group.msgid, (say(group), []))[1].append(
                Show(title=say(title), url=request.url_of(unit, view), icon=icon, about=say(about(unit) if callable(about) else about)))
    return [Show(title=title, entries=entries) for title, entries in groups.values()]


def _is_place(request, unit, where):
    if where == "root":
        return unit.__parent__ is None
    if where == "office":
        return not request.definitions.kinds[unit.kind].school
    return where == "any" or unit.state == "open"
