"""The leak report of a unit: what is visible, or may be done, although nobody may have meant it. Made by a job.

What this design rules out is not looked for: a file inside a page that is wider than its page (it follows the page,
:func:`eduportal.content.nodes.is_shown`); a right that was copied and outlived its reason (nothing is copied); a page
that is public without an approval (only publishing makes a live version); roles that flow into student records.
"""

from collections import defaultdict
from types import MappingProxyType

from eduportal.content.indexing import card_of
from eduportal.content.leaks import LeakReport
from eduportal.content.nodes import Item, Section, below, holder, inside, is_shown
from eduportal.content.richtext import references
from eduportal.domain.access import ROLES, role_title
from eduportal.domain.dates import local_day
from eduportal.domain.messages import _
from eduportal.operations.asking import asker_of, require
from eduportal.operations.sharing import group_over, is_over
from eduportal.operations.tasks import start, task

#: So many findings of one kind are kept; the report says that there are more.
MOST = 500

#: Kind of finding → title, what it means and what to do. The order is that of the page.
KINDS = MappingProxyType({
    "left": (_("Rights of people who left"),
             _("The account is closed, or the person belongs to no unit any more. End the role or the seat.")),
    "outside": (_("People of other units without a last day"),
                _("They belong neither here nor to an office above or a unit below. Give the role a last day.")),
    "dead_group": (_("Roles of groups that do not count here"),
                   _("The group has ended, or its unit is not above this one any more. End the role.")),
    "gone": (_("Roles at things in the trash"),
             _("They count again when the thing is restored. Restore it and end the role, or leave it.")),
    "no_administrator": (_("Nobody administers this unit itself"),
                         _("Only the offices above can act here. Give somebody of the unit the role.")),
    "shared_private": (_("Shared one by one although not public"),
                       _("Somebody has a role at this very thing, which visitors do not see. Is it meant?")),
    "walled_empty": (_("Closed folders in which nobody has a role"),
                     _("The folder refuses the roles from above and gives none: only administrators work in it.")),
    "live_hidden": (_("Published but below a hidden folder"),
                    _("The approval is still there: it all becomes public again as soon as the folder is shown.")),
    "empty_public": (_("Public folders with nothing public in them"),
                     _("Visitors open the folder and find nothing. Hide it, or publish something in it.")),
    "file_wider": (_("Public files whose pages are not public"),
                   _("The file stands in a folder with a state of its own and can be opened by its address.")),
    "index_differs": (_("Lists that do not follow the page yet"),
                      _("A list shows what the page itself hides, or the reverse. A job may still be at work.")),
})


@task("leak_report", _("Look for leaks"), title_of=lambda portal, unit, item: unit.title)
def look_one(portal, unit, item, params, *, by, at):
    """Make one part ("content" or "rights") of the report that was begun with the job."""
    require(portal, asker_of(portal, by, at), "sharing:view", unit)
    report = unit.leaks
    if report is None or report.at != params.get("begun"):
        return _("A newer report was begun meanwhile.")
    found = _Findings()
    (_content if item == "content" else _rights)(portal, unit, local_day(at), found)
    report.tell(item, found.rows, found.cut)
    return _("${count} findings.", count=len(found.rows))


def begin_report(portal, unit, *, by, at):
    """Begin a new report of ``unit``, which replaces the kept one, and return the job that makes it."""
    require(portal, asker_of(portal, by, at), "sharing:view", unit)
    unit.leaks = LeakReport(by=by, at=at)
    return start(portal, unit, "leak_report", ["rights", "content"], {"begun": unit.leaks.at}, by=by, at=at,
                 title=_("Look for leaks in ${unit}", unit=unit.title))


class _Findings:
    """Collects findings; of each kind at most :data:`MOST`."""

    def __init__(self):
        self.rows, self.cut, self._counts = [], False, defaultdict(int)

    def add(self, kind, node, detail=""):
        self._counts[kind] += 1
        if self._counts[kind] > MOST:
            self.cut = True
            return
        path = [each.__name__ for each in inside(node) if not getattr(each, "is_unit", False)]
        self.rows.append((kind, node.uuid, node.title, "".join(f"{name}/" for name in reversed(path)), detail))


def _rights(portal, unit, day, found):
    administered = False
    for grant in sorted(unit.grants.all(), key=lambda each: (each.role, each.given_at)):
        if is_over(grant, day):
            continue
        _look_at_grant(portal, unit, grant, day, found)
        administered = administered or (grant.role == "administrator" and grant.node == unit.uuid
                                        and grant.holds_on(day))
    if not administered:
        found.add("no_administrator", unit)
    for group in unit.groups.all() if unit.groups is not None else ():
        for row in group.members_from(day):
            if has_left(portal, row[1], day):
                found.add("left", unit, f"{portal.accounts.name_of(row[1])} – {group.title}")


def _look_at_grant(portal, unit, grant, day, found):
    node, account = unit.find(grant.node), portal.accounts.get(grant.principal)
    group = group_over(unit, grant.principal)
    name = account.name if account is not None else group.title if group is not None else "–"
    detail = f"{name} – {role_title(grant.role)}" if grant.role in ROLES else name
    if node is None:
        found.add("gone", unit, detail)
    elif account is None and (group is None or group.ended):
        found.add("dead_group", node, detail)
    elif account is not None and has_left(portal, account.uuid, day):
        found.add("left", node, detail)
    elif account is not None and grant.until is None and not near(portal, unit, account.home_on(day)):
        found.add("outside", node, detail)
    if node is not None and node is not unit and grant.holds_on(day) and not is_shown(node):
        found.add("shared_private", node, detail)


def has_left(portal, uuid, day):
    """Return whether an account is closed or unknown, or belongs to no unit from ``day`` on though it once did."""
    account = portal.accounts.get(uuid)
    return account is None or not account.is_open(day)


def near(portal, unit, home):
    """Return whether ``home`` is ``unit``, an office above it or a unit below it."""
    if home is None or home not in portal.register.records:
        return False
    return unit.uuid in portal.register.above(home) or home in portal.register.above(unit.uuid)


def _content(portal, unit, day, found):
    named = {grant.node for grant in unit.grants.all() if grant.holds_on(day)}
    files, referrers = {}, defaultdict(list)
    for node in below(unit):
        if node.type_name not in portal.definitions.types or not hasattr(node, "live"):
            continue
        shown = is_shown(node)
        _look_at_node(unit, node, shown, named, found)
        if isinstance(node, Item):
            for uuid in _referred(portal, node):
                referrers[uuid].append(shown)
        elif node.is_attachment and holder(node) is node and shown:
            files[node.uuid] = node
    for uuid, node in files.items():
        if referrers[uuid] and not any(referrers[uuid]):
            found.add("file_wider", node)


def _look_at_node(unit, node, shown, named, found):
    if node.live is not None and not shown and holder(node) is node:
        found.add("live_hidden", node)
    if isinstance(node, Section):
        if node.refuses_roles and not any(place.uuid in named for place in _up_to_wall(node)):
            found.add("walled_empty", node)
        if shown and node.data and not any(is_shown(child) for child in below(node) if not isinstance(child, Section)):
            found.add("empty_public", node)
    card = unit.index.card_of(node.uuid) if unit.index is not None else None
    if card is not None and card.public != card_of(node).public:
        found.add("index_differs", node)


def _up_to_wall(node):
    """Yield ``node`` and every folder above it up to the first that refuses the roles from above."""
    for each in inside(node):
        yield each
        if each.refuses_roles:
            return


def _referred(portal, node):
    found = set()
    for fields in (node.fields, node.live.fields if node.live is not None else {}):
        for field in portal.definitions.types[node.type_name].fields:
            if field.kind == "rich_text":
                found |= {target.rpartition("/")[2] for target in references(fields.get(field.name))}
    return found
