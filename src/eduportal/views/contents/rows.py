"""The table of the contents: its columns, and for each row what stands in them. Only cards of one batch are read."""

from types import SimpleNamespace as Show

from eduportal.content.nodes import Item, unit_of
from eduportal.domain.messages import _
from eduportal.views.contents.asked import DOWNWARDS
from eduportal.views.contents.steps import Steps
from eduportal.views.deleting import Deletable
from eduportal.views.page import day_of, size_text

#: Column: its title.
TITLES = {
    "title": _("Title"), "type": _("Type"), "state": _("State"), "step": _("Next step"), "modified": _("Changed"),
    "size": _("Size"), "tags": _("Tags"), "shown": _("In lists"), "who": _("Who can see"),
    "name": _("Name in the address"),
}


def columns_of(request, asked, chosen):
    """Return the heads of the table: title, address that sorts by it, how it is sorted now."""
    found, url = [], request.url_of(request.context, "@@contents")
    for name in ("title", *chosen):
        current = asked.sort == name
        reverse = not asked.reverse if current else name in DOWNWARDS
        direction = ("descending" if asked.reverse else "ascending") if current else None
        found.append(Show(name=name, title=request.translate(TITLES[name]), sorted=direction,
                          url=f"{url}?{asked.query(sort=name, reverse=reverse)}"))
    return found


def rows_of(request, node, oids, chosen):
    """Return (rows, whether one of them may be deleted) of the things with these ids."""
    table, index = _Table(request, node, chosen), unit_of(node).index
    rows = [table.row(index.card(oid)) for oid in oids]
    return rows, any(row.may for row in rows)


class _Table:
    """What is the same for all rows of one answer."""

    def __init__(self, request, node, chosen):
        self.request, self.node, self.chosen = request, node, chosen
        self.url, self.types, self.say = request.url_of(node), request.definitions.types, request.translate
        self.steps, self.deletable, self.names = Steps(request, node), Deletable(request, node), {}
        self.icons = request.registry["eduportal.skins"].static("icons.svg", request.script_name)
        self.day = request.local_day.isoformat()
        self.cells = [(name, self.say(TITLES[name]), getattr(self, f"_{name}")) for name in chosen]
        self.words = Show(edit=self.say(_("Edit")), rename=self.say(_("Change the address")), up=self.say(_("Up")),
                          down=self.say(_("Down")), top=self.say(_("To the top")), bottom=self.say(_("To the bottom")))

    def row(self, card):
        own, kind, title, words = f"{self.url}{card.name}/", self.types[card.type], card.title, self.words
        # A file inside a page follows the page; its card may be older than the page's state.
        state = (self.node.type_name, self.node.state) if isinstance(self.node, Item) else (card.type, card.state)
        return Show(
            uuid=card.uuid, title=title, icon=f"{self.icons}#{kind.icon}", may=self.deletable(card),
            url=own + "@@contents" if card.type == "folder" else own, edit_url=own + "@@edit",
            rename_url=own + "@@rename", edit=f"{words.edit}: {title}", rename=f"{words.rename}: {title}",
            up=f"{words.up}: {title}", down=f"{words.down}: {title}", top=f"{words.top}: {title}",
            bottom=f"{words.bottom}: {title}",
            cells=[_cell(name, label, **make(card, own, state)) for name, label, make in self.cells])

    def _type(self, card, own, state):
        return {"text": self.types[card.type].title}

    def _state(self, card, own, state):
        found = self.steps.state(*state)
        return {"text": found.title, "badge": f"ep-state ep-state-{found.colour}"}

    def _step(self, card, own, state):
        step = self.steps.next(*state)
        if step is None:
            return {}
        if isinstance(self.node, Item) or not self.steps.may(*state, step.needs):
            return {"text": step.title}
        view = "@@review" if step.needs == "page:approve" else f"@@state?transition={step.name}"
        return {"text": step.title, "url": own + view}

    def _modified(self, card, own, state):
        if card.modified_by not in self.names:
            self.names[card.modified_by] = self.request.portal.accounts.name_of(card.modified_by)
        return {"text": day_of(card.modified), "more": self.names[card.modified_by]}

    def _size(self, card, own, state):
        return {"text": size_text(card.size) if card.size else ""}

    def _tags(self, card, own, state):
        return {"text": ", ".join(card.tags)}

    def _shown(self, card, own, state):
        parts = []
        if card.show_from:
            parts.append(self.say(_("shown from ${day}", day=_day(card.show_from))))
        if card.show_until:
            parts.append(self.say(_("shown until ${day}", day=_day(card.show_until))))
        return {"text": ", ".join(parts)}

    def _who(self, card, own, state):
        if not card.public:
            return {"text": self.say(_("Only inside")), "badge": "ep-badge ep-badge-inside",
                    "more": self.steps.readers(*state), "hidden": True}
        if card.listed_on(self.day):
            return {"text": self.say(_("Everyone")), "badge": "ep-badge ep-badge-all"}
        return {"text": self.say(_("Everyone, but not in lists today")), "badge": "ep-badge ep-badge-days"}

    def _name(self, card, own, state):
        return {"text": card.name}


def _cell(name, label, text="", badge=None, url="", more="", hidden=False):
    """``more`` stands smaller behind the text; ``hidden``: only for screen readers and as a tip."""
    return Show(name=name, css=f"ep-cell ep-cell-{name}", label=label, text=text, badge=badge, url=url, more=more,
                hidden=hidden, plain=bool(text and not url))


def _day(iso):
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"
