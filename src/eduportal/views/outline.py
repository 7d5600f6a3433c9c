"""The outline of a site or folder: its folders with how much stands in each, by state, counted from the index."""

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace as Show

from pyramid.view import view_config

from eduportal.content.listings import GROUP, OID, PUBLIC, STATE, TYPE, WALLED
from eduportal.content.nodes import Section, unit_of
from eduportal.content.units import Unit
from eduportal.domain.access import decide
from eduportal.domain.messages import _
from eduportal.views.numbers import shown_count
from eduportal.views.page import shell

#: So many folders are drawn on one page; deeper levels have a page of their own.
MOST_DRAWN = 200


@dataclass
class _Branch:
    """A folder: what stands directly in it by (type, state), and its folders. ``total`` counts the whole subtree."""

    card: object = None
    counts: Counter = field(default_factory=Counter)
    folders: list = field(default_factory=list)
    total: Counter = field(default_factory=Counter)
    below: int = 0


@view_config(context=Unit, name="outline", request_method="GET", renderer="outline.html", permission="page:contents")
@view_config(context=Section, name="outline", request_method="GET", renderer="outline.html",
             permission="page:contents")
def outline(request):
    """The folders below, as many levels as fit on one page, each with its bar."""
    node, unit = request.context, unit_of(request.context)
    root = _Branch()
    if unit.index is not None:
        root = _Counting(request, unit).branch(node.uuid, request.asker.held_at(node))
    widest = max([sum(each.total.values()) for each in root.folders] + [sum(root.counts.values()), 1])
    drawing = _Drawing(request, widest, _levels(root))
    title = request.translate(_("Outline of “${title}”", title=node.title))
    return {"page": shell(request, title, tab="contents"), "title": title, "legend": drawing.legend(root.total),
            "branches": drawing.branches(root, request.url_of(node), 1), "own": drawing.line(root.counts),
            "whole": drawing.line(root.total), "folders": root.below, "cut": drawing.cut,
            "contents_url": request.url_of(node, "@@contents"), "widest": widest}


def _levels(root):
    """Return how many levels of folders are drawn: as many as fit, at least one."""
    level, drawn, depth = root.folders, len(root.folders), 1
    while level:
        level = [each for branch in level for each in branch.folders]
        drawn += len(level)
        if drawn > MOST_DRAWN:
            return depth
        depth += 1
    return depth


class _Counting:
    """Goes through the rows of the index, folder by folder. A folder is loaded only if its rights are its own."""

    def __init__(self, request, unit):
        self.asker, self.definitions, self.unit = request.asker, request.definitions, unit
        self.granted = {grant.node for grant in request.asker.grants_in(unit)}

    def branch(self, uuid, held):
        """Return the :class:`_Branch` of what a holder of ``held`` may know of below the folder ``uuid``."""
        found, folders, answers = _Branch(), [], {}
        groups = Counter()
        for row in self.unit.index.rows(uuid):
            if row[TYPE] == "folder":
                folders.append(row)
            else:
                groups[row[GROUP]] += 1
        for (type_name, state, public), count in groups.items():
            if self.definitions.types[type_name].kind_of != "record" and (
                    public or self._may(type_name, state, held, answers)):
                found.counts[type_name, state] += count
        found.total.update(found.counts)
        for row in folders:
            self._add_folder(found, row, held)
        found.folders.sort(key=lambda each: (each.card.sort_key, each.card.uuid))
        return found

    def _add_folder(self, found, row, held):
        card = self.unit.index.card(row[OID])
        if row[WALLED] or card.uuid in self.granted:
            held = self.asker.held_at(self.unit.find(card.uuid))
        if not row[PUBLIC] and not self._may("folder", row[STATE], held, {}):
            return
        inner = self.branch(card.uuid, held)
        inner.card = card
        found.folders.append(inner)
        found.total.update(inner.total)
        found.below += 1 + inner.below

    def _may(self, type_name, state, held, answers):
        if (type_name, state) not in answers:
            known = self.definitions.workflow_of(type_name).states.get(state)
            roles = known.allow.get("page:contents", ()) if known is not None else ()
            answers[type_name, state] = bool(decide("page:contents", roles, held))
        return answers[type_name, state]


class _Drawing:
    """Words and bars of branches. ``cut`` tells whether some levels were left to pages of their own."""

    def __init__(self, request, widest, levels):
        self.request, self.widest, self.levels, self.cut = request, widest, levels, False

    def branches(self, branch, url, level):
        """Return what the template shows of the folders of ``branch``, which stands at ``url``."""
        found = []
        for each in branch.folders[:MOST_DRAWN if level == 1 else None]:
            own = f"{url}{each.card.name}/"
            inner = self.branches(each, own, level + 1) if level < self.levels else []
            deeper = bool(each.folders) and not inner
            self.cut = self.cut or deeper
            found.append(Show(title=each.card.title, url=own + "@@contents", line=self.line(each.total), inner=inner,
                              deeper_url=own + "@@outline" if deeper else "", below=each.below))
        self.cut = self.cut or (level == 1 and len(branch.folders) > MOST_DRAWN)
        return found

    def line(self, counts):
        """Return the number of things, the words for the states, and the pieces of the bar."""
        states, place, bars = self._by_state(counts), 0, []
        for _title, colour, count in states:
            width = count * 100 / self.widest
            bars.append(Show(x=f"{place:.2f}", width=f"{width:.2f}", css=f"ep-bar-{colour}"))
            place += width
        number = partial(shown_count, language=self.request.locale_name)
        words = ", ".join(f"{title} {number(count)}" for title, _colour, count in states)
        total = sum(counts.values())
        return Show(count=total, told=number(total), words=words, bars=bars)

    def legend(self, counts):
        """Return title, colour and number of every state in ``counts``."""
        return [Show(title=title, css=f"ep-bar-{colour}", count=shown_count(count)) for title, colour, count in
                self._by_state(counts)]

    def _by_state(self, counts):
        """Return (title, colour, number) by state, in the order of the workflows; states of one title are one."""
        found = {}
        for (type_name, name), count in counts.items():
            workflow = self.request.definitions.workflow_of(type_name)
            state = workflow.states[name]
            place = list(workflow.states).index(name)
            key = (place, state.title, state.colour)
            found[key] = found.get(key, 0) + count
        return [(title, colour, count) for (_place, title, colour), count in sorted(found.items())]
