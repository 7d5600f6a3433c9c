"""What is ticked in the contents: authorised against what the folder has, before anything is done with it."""

from eduportal.content.listings import OID
from eduportal.content.nodes import unit_of
from eduportal.domain.errors import NotAllowed
from eduportal.domain.messages import _
from eduportal.views.contents.asked import listed_in
from eduportal.views.contents.listing import listed, showable_rows


def selected_uuids(request):
    """Return the uuids that a posted form of the contents means, each once; [] when nothing is ticked.

    These are the ticked ``uuid``, in the order of the form; or with ``all=1`` everything that the table lists on all
    its pages, as the query in ``listed`` filters and sorts it.

    :raises NotAllowed: one of them does not stand in this folder, or the asker may not know of it.
    """
    node, index = request.context, unit_of(request.context).index
    found = showable_rows(request, node)
    if request.POST.get("all") == "1":
        return [index.card(oid).uuid for oid in listed(request, node, found, listed_in(request))]
    wanted = list(dict.fromkeys(request.POST.getall("uuid")))
    known = {row[OID] for row in found.rows} if wanted else ()
    for uuid in wanted:
        if not isinstance(uuid, str) or index is None or index.uuids.get(uuid) not in known:
            raise NotAllowed(_("Something of this does not stand in this folder (any more): it may have been "
                               "moved or deleted meanwhile. Load the list again."))
    return wanted


def selected(request):
    """Return the nodes that a posted form of the contents means (see :func:`selected_uuids`). Loads each of them."""
    unit = unit_of(request.context)
    return [unit.find(uuid) for uuid in selected_uuids(request)]
