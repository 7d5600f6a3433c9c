"""The rows of a folder that the asker may know of, filtered and sorted: from a few facts, never from the objects."""

from collections import Counter
from dataclasses import dataclass
from operator import itemgetter
from types import SimpleNamespace as Show

from eduportal.content.listings import FROM, GROUP, MODIFIED, NAME, OID, SIZE, TAGS, TITLE, UNTIL
from eduportal.content.nodes import Item, unit_of
from eduportal.domain.names import order_key, sought
from eduportal.domain.text import fold
from eduportal.views.contents.steps import Steps
from eduportal.views.showing import Showable

_group_of = itemgetter(GROUP)


@dataclass(frozen=True)
class Rows:
    """What the asker may know of in one folder: ``rows`` sorted by title, and how many by (type, state, public)."""

    rows: list
    groups: Counter

    def __len__(self):
        return len(self.rows)


def showable_rows(request, node):
    """Return the :class:`Rows` of the children of ``node``, without the records of a school."""
    unit = unit_of(node)
    rows = unit.index.rows(node.uuid) if unit.index is not None else []
    groups = Counter(map(_group_of, rows))
    may = Showable(request, node)
    answers = {group: _answer(request, may, group) for group in groups}
    if all(answers.values()):
        return Rows(rows, groups)
    kept = [row for row in rows if (answer := answers[row[GROUP]]) or (
        answer is None and _may_see_folder(request, unit, row))]
    return Rows(kept, Counter(map(_group_of, kept)))


def _answer(request, may, group):
    """Return whether a whole (type, state, public) may be seen; None when each is a case of its own."""
    type_name, state, public = group
    if request.definitions.types[type_name].kind_of == "record":
        return False
    if type_name == "folder" and not public:
        return None
    return may(Show(type=type_name, state=state, public=public))


def _may_see_folder(request, unit, row):
    # A folder may refuse the roles from above, and roles may be given at it: only it knows.
    return bool(request.may("page:contents", unit.__objectmap__.object_for(row[OID])))


def in_order(unit, node, rows):
    """Return the ids of ``rows`` in the order of the folder."""
    order = unit.index.order_of(node.uuid)
    if len(order) == len(rows):
        return order
    wanted = {row[OID] for row in rows}
    return [oid for oid in order if oid in wanted]


def listed(request, node, found, asked):
    """Return the ids of those of ``found`` (:class:`Rows`) that are asked for, in the order that is asked for."""
    rows = _filtered(node, found, asked)
    if not rows:
        return []
    if asked.sort == "order":
        return in_order(unit_of(node), node, rows)
    if asked.sort == "title":
        return [row[OID] for row in (reversed(rows) if asked.reverse else rows)]
    key = _key(request, node, found, asked.sort)
    keyed = [(value, row[OID]) for row in rows if (value := key(row)) is not None]
    keyed.sort(key=itemgetter(0), reverse=asked.reverse)
    oids = [oid for _value, oid in keyed]
    # What has nothing in this column comes last, whichever way the rest is sorted.
    return oids + [row[OID] for row in rows if key(row) is None] if len(oids) < len(rows) else oids


def _filtered(node, found, asked):
    groups = {group for group in found.groups if asked.type in ("", group[0])
              and asked.state in ("", state_of(node, group)[1])}
    rows = found.rows if len(groups) == len(found.groups) else [row for row in found.rows if row[GROUP] in groups]
    if asked.q:
        pattern = sought(asked.q)
        rows = [row for row in rows if pattern.search(row[TITLE])] if pattern is not None else []
    return rows


def state_of(node, group):
    """Return (type, state) that decide for a group of rows: a file inside a page follows the page."""
    return (node.type_name, node.state) if isinstance(node, Item) else group[:2]


def _key(request, node, found, sort):
    """Return the function that gives what a row is sorted by, None where it has nothing there."""
    plain = {"modified": itemgetter(MODIFIED), "size": lambda row: row[SIZE] or None, "name": itemgetter(NAME),
             "tags": lambda row: [fold(each) for each in row[TAGS]] or None,
             "shown": lambda row: (row[FROM], row[UNTIL]) if row[FROM] or row[UNTIL] else None}
    if sort in plain:
        return plain[sort]
    # Type, state, next step and who can see are the same for whole groups: their words are looked up once.
    words = {group: _words(request, node, sort, group) for group in found.groups}
    keys = {group: None if each is None else order_key(each) for group, each in words.items()}
    return lambda row: keys[row[GROUP]]


def _words(request, node, sort, group):
    if sort == "type":
        return request.definitions.types[group[0]].title
    steps, (type_name, state) = Steps(request, node), state_of(node, group)
    if sort == "state":
        return steps.state(type_name, state).title
    if sort == "who":
        return "" if group[2] else steps.readers(type_name, state)
    step = steps.next(type_name, state)
    return step.title if step is not None else None
