"""The rows of a folder that the asker may know of, filtered and sorted: from a few facts, never from the objects."""

from types import SimpleNamespace as Show

from eduportal.content.listings import (
    FROM,
    GROUP,
    MODIFIED,
    NAME,
    OID,
    PUBLIC,
    SIZE,
    STATE,
    TAGS,
    TITLE,
    TYPE,
    UNTIL,
)
from eduportal.content.nodes import Item, unit_of
from eduportal.domain.names import order_key, sought
from eduportal.domain.text import fold
from eduportal.views.contents.steps import Steps
from eduportal.views.showing import Showable


def showable_rows(request, node):
    """Return the rows of the children of ``node`` that the asker may know of, without the records of a school."""
    unit = unit_of(node)
    if unit.index is None:
        return []
    may, answers, kept = Showable(request, node), {}, []
    for row in unit.index.rows(node.uuid):
        group = row[GROUP]
        if group not in answers:
            answers[group] = _answer(request, may, group)
        answer = answers[group]
        if answer is True or (answer is None and _may_see_folder(request, unit, row)):
            kept.append(row)
    return kept


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
    wanted = {row[OID] for row in rows}
    return [oid for oid in unit.index.order_of(node.uuid) if oid in wanted]


def listed(request, node, rows, asked):
    """Return the ids of those ``rows`` that are asked for, in the order that is asked for."""
    rows = _filtered(node, rows, asked)
    if asked.sort == "order":
        return in_order(unit_of(node), node, rows)
    if asked.sort != "modified":
        rows.sort(key=lambda row: (row[TITLE], row[OID]))
    if asked.sort != "title":
        key = _key(request, node, asked.sort)
        # What has nothing in this column comes last, whichever way the rest is sorted.
        without = [row for row in rows if key(row) is None]
        rows = [row for row in rows if key(row) is not None]
        rows.sort(key=key, reverse=asked.reverse)
        return [row[OID] for row in rows + without]
    return [row[OID] for row in (reversed(rows) if asked.reverse else rows)]


def _filtered(node, rows, asked):
    if asked.q:
        pattern = sought(asked.q)
        rows = [row for row in rows if pattern.search(row[TITLE])] if pattern is not None else []
    if asked.type:
        rows = [row for row in rows if row[TYPE] == asked.type]
    if asked.state:
        rows = [row for row in rows if state_of(node, row)[1] == asked.state]
    return list(rows)


def state_of(node, row):
    """Return (type, state) that decide for a row: a file inside a page follows the page."""
    return (node.type_name, node.state) if isinstance(node, Item) else (row[TYPE], row[STATE])


def _key(request, node, sort):
    """Return the function that gives what a row is sorted by, None where it has nothing there."""
    plain = {"modified": lambda row: row[MODIFIED], "size": lambda row: row[SIZE] or None,
             "tags": lambda row: [fold(each) for each in row[TAGS]] or None, "name": lambda row: row[NAME],
             "shown": lambda row: (row[FROM], row[UNTIL]) if row[FROM] or row[UNTIL] else None}
    return plain[sort] if sort in plain else _by_group(request, node, sort)


def _by_group(request, node, sort):
    """Type, state, next step and who can see are the same for whole groups: their words are looked up once."""
    steps, types, known = Steps(request, node), request.definitions.types, {}

    def words(row):
        if sort == "type":
            return types[row[TYPE]].title
        if sort == "who":
            return "" if row[PUBLIC] else steps.readers(*state_of(node, row))
        if sort == "state":
            return steps.state(*state_of(node, row)).title
        step = steps.next(*state_of(node, row))
        return step.title if step is not None else None

    def key(row):
        group = row[GROUP]
        if group not in known:
            found = words(row)
            known[group] = order_key(found) if found is not None else None
        return known[group]

    return key
