"""The lines of a unit's control panel: each view that manages something there, with the right that it needs.

The toolbar asks whether there is any; views/manage.py shows them.
"""

from types import SimpleNamespace as Show

from eduportal.domain.messages import _
from eduportal.operations.outside_links import outside_about
from eduportal.operations.results.school_table import has_school_year

#: Group, view, icon, title, what one does there, permission. "root": only at the department; "office": where units may
#: stand below; "school": where a school year was opened;
#: "grades": where there are grades; "open": only where the portal is open; "any": everywhere.
ENTRIES = (
    (_("Content"), "@@contents", "folder", _("Contents"), _("Folders, pages and files of this site."),
     "page:contents", "open"),
    (_("Content"), "@@outline", "bar-chart", _("Outline"), _("All folders with how much stands in them, by state."),
     "page:contents", "open"),
    (_("Content"), "@@addable", "sliders", _("Types that may be added"),
     _("Which types of content may stand in this site."), "page:hide", "open"),
    (_("Content"), "@@tree", "diagram-3", _("Site tree"), _("The way to every page, folder by folder."),
     "page:contents", "any"),
    (_("Content"), "@@copy-structure", "diagram-3", _("Template for other units"),
     _("Give the folders of this site, its pages or its appearance to other units of the office."), "unit:edit",
     "open"),
    (_("Content"), "@@trash", "trash", _("Trash"), _("What was put away, and how to bring it back."),
     "trash:view", "open"),
    (_("Content"), "@@links", "link-45deg", _("Links to the outside"), outside_about, "page:contents", "open"),
    (_("Content"), "@@link", "qr-code", _("Link and QR"),
     _("The permanent short link of this site, to print and pass on."), "page:view_draft", "any"),
    (_("Content"), "@@redirects", "signpost", _("Old addresses"),
     _("Where pages stood before they were renamed or moved."), "page:contents", "open"),
    (_("People and rights"), "@@people", "person-lines-fill", _("People of the unit"),
     _("Add people, hand over activation slips, close accounts."), "people:manage", "any"),
    (_("People and rights"), "@@sharing", "people", _("Sharing"),
     _("Who has which role here, and where it comes from."), "sharing:view", "any"),
    (_("People and rights"), "@@groups", "people", _("Groups"),
     _("People who hold roles together, such as a subject group."), "people:manage", "any"),
    (_("People and rights"), "@@leaks", "exclamation-triangle", _("Leak report"),
     _("Rights and pages that do not look as somebody meant them."), "sharing:view", "any"),
    (_("Classes"), "@@results", "table", _("Results of the school"),
     _("How the classes stand, by subject results, levels, promotion and awards."), "results:view", "school"),
    (_("Classes"), "@@school-subjects", "book", _("Subjects of the school"),
     _("Which electives each grade has, and subjects of the school's own."), "subjects:choose", "grades"),
    (_("Classes"), "@@subjects", "book", _("Subjects of the province"),
     _("What each grade is taught, how it is assessed, how many lessons it has."), "assessment:set", "root"),
    (_("Classes"), "@@assessment-rules", "sliders", _("How rules of assessment are read"),
     _("Where a circular can be read in two ways: which way the province takes."), "assessment:set", "root"),
    (_("Appearance"), "@@appearance", "sliders", _("Appearance"),
     _("Skin, colours, logo, banner, menu and footer."), "appearance:edit", "open"),
    (_("Appearance"), "@@home-blocks", "house-door", _("Home page blocks"),
     _("What stands on the home page, in which order."), "appearance:edit", "open"),
    (_("Units"), "@@units", "buildings", _("Registry of units"),
     _("All units below: find, add, import a list, open portals, export."), "unit:add", "office"),
    (_("Units"), "@@officers-below", "person-badge", _("Portal officers"),
     _("Who is in charge of each unit's portal, and who was trained."), "unit:add", "office"),
    (_("Units"), "@@coverage", "bar-chart", _("Portal coverage"),
     _("How many units have a portal, by district and kind."), "unit:add", "office"),
    (_("This unit"), "@@officers", "person-badge", _("Portal officer"),
     _("Who is in charge of this portal by which decision, and who was trained."), "unit:edit", "any"),
    (_("This unit"), "@@unit-acts", "diagram-3", _("Register of this unit"),
     _("Where it stood when; move, close, merge, change the address."), "unit:move", "acted_on"),
    (_("Operation"), "@@jobs?of=unit", "hourglass-split", _("Jobs"),
     _("Long work of this unit: how far it is, what became of each thing."), "inbox:view", "any"),
    (_("Operation"), "@@status", "clipboard-data", _("State of operation"),
     _("Whether search and boards are up to date."), "status:view", "root"),
)


def entries_for(request, unit):
    """Return the groups of lines that the asker may use at ``unit``: (title, entries with title, url, icon, about).

    ``about`` may be a function of the unit: it counts something, and is asked only where the line is shown.
    """
    groups, say = {}, request.translate
    for group, view, icon, title, about, permission, where in ENTRIES:
        if _is_place(request, unit, where) and request.may(permission, unit):
            groups.setdefault(group.msgid, (say(group), []))[1].append(
                Show(title=say(title), url=request.url_of(unit, view), icon=icon,
                     about=about if callable(about) else say(about)))
    return [Show(title=title, entries=entries) for title, entries in groups.values()]


def _is_place(request, unit, where):
    if where == "acted_on":
        # Moving and closing is a matter of the office above.
        return unit.__parent__ is not None and bool(request.may("unit:move", unit.__parent__))
    if where == "root":
        return unit.__parent__ is None
    if where == "office":
        return not request.definitions.kinds[unit.kind].school
    if where == "grades":
        return bool(request.definitions.kinds[unit.kind].grades)
    if where == "school":
        return request.definitions.kinds[unit.kind].school and has_school_year(unit)
    return where == "any" or unit.state == "open"
