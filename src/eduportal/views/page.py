"""What every page shows around its content: unit, menu, breadcrumbs, person, toolbar, footer."""

from datetime import datetime
from types import SimpleNamespace as Show
from urllib.parse import urlencode

from pyramid.csrf import get_csrf_token

from eduportal.content.nodes import Item, holder, inside, unit_of
from eduportal.domain.dates import format_day, local_day
from eduportal.domain.messages import _
from eduportal.operations.addable import left_out
from eduportal.operations.pages import types_to_add
from eduportal.views.display import display_of
from eduportal.views.entries import entries_for
from eduportal.views.frame import crumbs_of, footer_of, today
from eduportal.views.help_pages import help_url
from eduportal.views.language import card_texts, foreign, unit_lang, unit_names
from eduportal.views.looks import menu_entries, shown_look
from eduportal.views.metadata import describe
from eduportal.views.submenus import with_second_level
from eduportal.views.successors import ended_notice


def shell(request, title="", *, node=None, query="", richtext=False, scripts=(), robots="", description="", tab="view"):
    """Return the ``page`` of a template: everything around the content, as plain names and lists.

    :param node: the node that the page is about; the context when missing. :param tab: which toolbar tab is current.
    """
    node = node if node is not None else request.context
    node = node if hasattr(node, "type_name") else request.portal.root
    unit = unit_of(node)
    unit_url = request.url_of(unit)
    office = unit.__parent__
    look = shown_look(request, unit)
    request.has_rich_text = richtext
    person = _person(request)
    token = get_csrf_token(request) if person is not None else ""
    flashes = [Show(kind=kind, text=text) for kind, text in request.take_flashes()] if person is not None else []
    unit_name, unit_short = unit_names(request, unit)
    office_name = unit_names(request, office)[0] if office is not None else unit.fields.get("managing_body", "")
    page = Show(
        title=title,
        unit_name=unit_name,
        unit_lang=unit_lang(request, unit),
        unit_short=unit_short,
        managing_body=office_name,
        managing_lang=unit_lang(request, office if office is not None else unit),
        unit_url=unit_url,
        ended=ended_notice(request, unit),
        home_url=request.url_of(request.portal.root),
        lang=request.locale_name,
        foreign=foreign(request),
        menu=menu_of(request, unit, node),
        crumbs=crumbs_of(request, node),
        query=query,
        search_url=unit_url + "@@search" if unit.index is not None else "",
        date_text=today(request),
        login_url=_login_url(request),
        person=person,
        help_url=help_url(request, unit_url) if person is not None else "",
        toolbar=toolbar(request, node, tab) if person is not None else None,
        flashes=flashes,
        undo=request.offered_undo() if flashes else None,
        footer=footer_of(request, unit, unit_name, office_name if office is not None else ""),
        look=look,
        static=lambda path: request.registry["eduportal.skins"].static(path, request.mount, look.skin),
        richtext=richtext,
        extra_scripts=[request.registry["eduportal.skins"].static(each, request.mount) for each in scripts],
        robots=robots,
        csrf_token=token,
        canonical="",
        description=description,
        dublin=(),
        social=(),
        feeds=(),
        languages=(),
        other_language=None,
        display=display_of(request, unit),
    )
    describe(request, page, node)
    return page


def with_token(page, request):
    """Give the page of an anonymous form its CSRF token (this sets a cookie, so never on public pages)."""
    page.csrf_token = get_csrf_token(request)
    return page


def _login_url(request):
    root = request.url_of(request.portal.root)
    return root + "@@login"


def _person(request):
    account = request.account
    if account is None:
        return None
    root = request.url_of(request.portal.root)
    return Show(
        name=account.name,
        unit_url=request.url_of(own_unit(request, account)),
        account_url=root + "@@account",
        logout_url=root + "@@logout",
        inbox_url=root + "@@inbox",
        inbox_count=request.inbox_count,
        classes_url=root + "@@my-classes",
        undo_url=root + "@@undo",
        jobs_url=root + "@@jobs",
        csrf_token=get_csrf_token(request),
    )


def own_unit(request, account):
    """Return the unit that ``account`` belongs to today; the department when it belongs to none (any more)."""
    unit = request.portal.unit(account.home_on(request.local_day) or "")
    return request.portal.root if unit is None else unit


def menu_of(request, unit, node):
    """Return the menu of a unit: its home and the public sections marked for it, at most eight, with what is below."""
    url = request.url_of(unit)
    if unit.index is None:
        return []
    here = {each.uuid for each in inside(node)}
    entries = [Show(title=request.translate(_("Home")), url=url, current=node is unit)]
    if (chosen := menu_entries(request, unit, here)) is not None:
        return with_second_level(request, unit, entries + chosen, here)
    for _oid, card in unit.index.children(unit.uuid):
        if card.menu and card.public:
            shown = card_texts(request, card)
            entries.append(Show(title=shown.title, lang=shown.lang, url=f"{url}{card.name}/",
                                current=card.uuid in here, section=card.uuid, shows=""))
    return with_second_level(request, unit, entries[:8], here)


def toolbar(request, node, tab):
    """Return the toolbar of staff at ``node``, or None for those who may do nothing here."""
    may = lambda permission: bool(request.may(permission, node))  # noqa: E731
    url = request.url_of(node)
    tabs = [
        Show(title=request.translate(title), url=url + _own_view(name, view, node), current=name == tab,
             icon=icon)
        for name, view, icon, title, permission in _TABS
        if _applies(name, node, tab) and _may_open(request, name, permission, node)
    ]
    add = _add_menu(request, node, url) if may("page:add") else []
    restricting, missing = left_out(request.portal, node) if may("page:add") else (None, ())
    transitions = _transitions(request, node, url)
    if len(tabs) < 2 and not add and not transitions and restricting is None:
        return None
    own = holder(node)
    workflow = request.definitions.workflow_of(own.type_name)
    state = workflow.states[own.state]
    live = ""
    if workflow.versioned and own.live is not None and own.state != "published":
        live = request.translate(_("The public sees the version of ${day}.", day=day_of(own.live.at)))
    return Show(
        state_title=state.title,
        state_colour=state.colour,
        live_title=live,
        tabs=tabs,
        add=add,
        add_note="" if restricting is None else request.translate(_(
            "Not here: ${types}. “${place}” is restricted.", types=", ".join(missing), place=restricting.title)),
        transitions=transitions,
        revision=str(node.revision),
    )


#: name, view, icon, title, permission; a view stands behind every line that is shown.
_TABS = (
    ("view", "", "eye", _("View"), None),
    ("edit", "@@edit", "pencil", _("Edit"), "page:edit"),
    ("contents", "@@contents", "folder", _("Contents"), "page:contents"),
    ("tree", "@@tree", "diagram-3", _("Site tree"), "page:contents"),
    ("review", "@@review", "check-circle", _("Approve or return"), "page:approve"),
    ("history", "@@history", "clock-history", _("History"), "page:history"),
    ("link", "@@link", "share", _("Link and QR"), "page:view_draft"),
    ("sharing", "@@sharing", "people", _("Sharing"), "sharing:view"),
    ("trash", "@@trash", "trash", _("Trash"), "trash:view"),
    ("manage", "@@control-panel", "gear", _("Manage"), None),
    ("delete", "@@delete", "trash", _("Delete"), "page:delete"),
)

#: What a tab needs at a unit where that differs: a unit is edited and put away by other rights than a page.
_AT_UNITS = {"edit": "unit:edit", "delete": "unit:move"}


def _own_view(name, view, node):
    """Whoever works on a file looks at its page; its own address is the file itself."""
    return "@@view" if name == "view" and getattr(node, "is_attachment", False) else view


def _may_open(request, name, permission, node):
    if name == "manage":
        return bool(entries_for(request, node))
    if permission is None:
        return True
    if name == "sharing" and isinstance(node, Item):
        # Roles at a page are given by whoever shares the folder it stands in.
        node = node.__parent__
    if not getattr(node, "is_unit", False):
        return bool(request.may(permission, node))
    # Putting a unit away is a matter of the office above.
    return bool(request.may(_AT_UNITS.get(name, permission), node.__parent__ if name == "delete" else node))


def _applies(name, node, tab):
    if getattr(node, "is_unit", False):
        # The tree and the trash stand on the page "manage": the tabs must fit on a screen.
        if name in ("tree", "trash") and name != tab:
            return False
        return name not in ("review", "link") and (name != "delete" or node.__parent__ is not None)
    if name in ("manage", "trash", "tree"):
        return False
    if name == "review":
        # Whoever decides looks at the difference first, so this is a page and no button.
        return holder(node) is node
    if node.type_name in ("school_year", "class", "mark_book"):
        return name == "view"
    return name != "contents" or node.type_name == "folder" or isinstance(node, Item)


def _add_menu(request, node, url):
    return (
        [
            Show(title=each.title, url=f"{url}@@add?type={each.name}", icon=each.icon)
            for each in types_to_add(request.portal, node)
        ]
        if unit_of(node).index is not None
        else []
    )


def _transitions(request, node, url):
    if holder(node) is not node or node.type_name in ("school_year", "class", "mark_book"):
        return []
    workflow = request.definitions.workflow_of(node.type_name)
    found = []
    for each in workflow.leaving(node.state):
        if each.on_edit or each.needs in ("page:approve", "unit:move") or (each.withdraws and node.live is None):
            continue
        if request.may(each.needs, node):
            found.append(
                Show(name=each.name, title=each.title, url=url + "@@state", needs_reason=each.reason == "required")
            )
    return found


def day_of(instant):
    """Return dd/mm/yyyy in Vietnam of an ISO instant."""
    return format_day(local_day(datetime.fromisoformat(instant))) if instant else ""


def iso_day_of(instant):
    """Return yyyy-mm-dd in Vietnam of an ISO instant."""
    return local_day(datetime.fromisoformat(instant)).isoformat() if instant else ""


def batch_of(request, total, size=20):
    """Return (offset, batch) of a list: ``?page=`` counts from 1; nonsense is the first page.

    ``batch`` has first, last, total, prev_url, next_url for the template.
    """
    raw = request.GET.get("page", "1")
    number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 7 else 1
    pages = max(1, -(-total // size))
    number = min(max(1, number), pages)
    offset = (number - 1) * size

    def url(to):
        return f"{request.path}?{urlencode({**request.GET, 'page': to})}"

    return offset, Show(
        first=offset + 1 if total else 0,
        last=min(offset + size, total),
        total=total,
        prev_url=url(number - 1) if number > 1 else "",
        next_url=url(number + 1) if number < pages else "",
    )


def size_text(number):
    """Return a file size for people: "35 KB", "1,2 MB"."""
    if number < 1024 * 1024:
        return f"{max(1, number // 1024)} KB"
    tenths = number * 10 // (1024 * 1024)
    return f"{tenths // 10},{tenths % 10} MB"
