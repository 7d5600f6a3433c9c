"""The table of the contents: its columns, and for each row what stands in them. Only cards of one batch are read."""

from types import SimpleNamespace as Show

from eduportal.content.nodes import Item, unit_of
from eduportal.domain.messages import _
from eduportal.views.contents.asked import DOWNWARDS
from eduportal.views.contents.drawing import Drawing, mark
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


class Table:
    """What is the same for all rows of one answer: of the things with these ids, in columns ``chosen``."""

    def __init__(self, request, node, oids, chosen):
        self.cards = [*map(unit_of(node).index.card, oids)] if oids else []
        self.request, self.node, self.chosen = request, node, chosen
        self.url, self.types, self.say = request.url_of(node), request.definitions.types, request.translate
        self.steps, self.deletable, self.names = Steps(request, node), Deletable(request, node), {}
        self.icons = request.registry["eduportal.skins"].static("icons.svg", request.script_name)
        self.day = request.local_day.isoformat()
        self.cells = [(name, self.say(TITLES[name]), getattr(self, f"_{name}")) for name in chosen]
        self.words = Show(edit=self.say(_("Edit")), rename=self.say(_("Change the address")), up=self.say(_("Up")),
                          down=self.say(_("Down")), top=self.say(_("To the top")), bottom=self.say(_("To the bottom")))

    def may_delete(self):
        """Return whether one of the things may go to the trash by the asker's hand."""
        return any(map(self.deletable, self.cards))

    def rows(self, may_order, tick):
        """Return the HTML of the rows. ``may_order``: with handle and arrows, ``tick``: with a box."""
        grip, edit, rename = (f"{self.icons}#{name}" for name in ("grip-vertical", "pencil", "link-45deg"))
        drawing = Drawing(self.request, "contents_row.pt", may_order=may_order, tick=tick,
                          marks=Show(grip=grip, edit=edit, rename=rename))
        return [self._row(drawing, card) for card in self.cards]

    def _row(self, drawing, card):
        own = f"{self.url}{card.name}/"
        # A file inside a page follows the page; its card may be older than the page's state.
        state = (self.node.type_name, self.node.state) if isinstance(self.node, Item) else (card.type, card.state)
        cells = [_cell(name, label, **make(card, own, state)) for name, label, make in self.cells]
        values = {"uuid": card.uuid, "title": card.title, "own": own}
        for number, cell in enumerate(cells):
            values |= {f"text{number}": cell.text, f"url{number}": cell.url, f"more{number}": cell.more}
        look = (card.type, *((bool(cell.text), cell.badge, bool(cell.url), bool(cell.more), cell.hidden)
                             for cell in cells))
        return drawing.row(look, lambda: self._look(card.type, cells), values)

    def _look(self, type_name, cells):
        """Return a row with a mark for whatever is not the same in every row that looks like it."""
        own, title, words = mark("own"), mark("title"), self.words
        return Show(
            uuid=mark("uuid"), title=title, icon=f"{self.icons}#{self.types[type_name].icon}",
            url=own + "@@contents" if type_name == "folder" else own, edit_url=own + "@@edit",
            rename_url=own + "@@rename", edit=f"{words.edit}: {title}", rename=f"{words.rename}: {title}",
            up=f"{words.up}: {title}", down=f"{words.down}: {title}", top=f"{words.top}: {title}",
            bottom=f"{words.bottom}: {title}",
            cells=[Show(**vars(cell) | {name: mark(f"{name}{number}") for name in ("text", "url", "more")
                                        if getattr(cell, name)}) for number, cell in enumerate(cells)])

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
