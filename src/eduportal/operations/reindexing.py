"""Index anew what stands below a folder whose visibility or walls changed: a few things at once, many as a job."""

from itertools import islice

from eduportal.content.indexing import index_node
from eduportal.content.nodes import below, unit_of
from eduportal.domain.messages import _
from eduportal.operations.tasks import INLINE, start, task


@task("index_below", _("Bring the index up to date"))
def index_one(portal, unit, item, params, *, by, at):
    """Index one object as it is now; one that is gone meanwhile is left out.

    No right is asked: the index says what the tree says already, whoever changed the folder.
    """
    node = unit.find(item)
    if node is not None:
        index_node(node, portal.definitions, at=at)


def index_below(portal, folder, *, by, at):
    """Index everything below ``folder`` anew. Return None when that is done, or the job that does it.

    Nothing hangs on the job for what may be opened: each page asks the tree. Lists and the search follow with it.
    """
    few = list(islice(below(folder), INLINE + 1))
    if len(few) <= INLINE:
        for each in few:
            index_node(each, portal.definitions, at=at)
        return None
    unit = unit_of(folder)
    return start(portal, unit, "index_below", _uuids_below(unit.index, folder.uuid), {}, by=by, at=at,
                 title=_("Bring the index up to date below “${title}”", title=folder.title))


def _uuids_below(index, uuid):
    """Return the uuids below a node from the index alone: no object is loaded."""
    found, waiting = [], [uuid]
    while waiting:
        parent = waiting.pop()
        children = [key[2] for key in index.order.keys((parent, "", ""), (parent, "\U0010ffff", "\U0010ffff"))]
        found += children
        waiting += children
    return found
