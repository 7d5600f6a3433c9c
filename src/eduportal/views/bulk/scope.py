"""What an act on many is for: what was ticked, or everything below the ticked folders. From the index alone."""

from collections import Counter
from dataclasses import dataclass, field

from eduportal.content.listings import GROUP, OID, PUBLIC, TYPE
from eduportal.content.nodes import Section, unit_of
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.sidestore import kept_rows
from eduportal.views.contents.listing import showable_rows, state_of

WHAT = "bulk"


@dataclass(frozen=True)
class Scope:
    """``uuids`` of the things in order, how many there are of each (type, state), and how many of them are public."""

    uuids: list
    groups: Counter
    public: Counter = field(default_factory=Counter)


def ticked_scope(request, uuids):
    """Return the :class:`Scope` of what was ticked; what is gone meanwhile is left out."""
    index, groups, public, found = unit_of(request.context).index, Counter(), Counter(), []
    for uuid in uuids:
        card = index.card_of(uuid)
        if card is not None and card.parent == request.context.uuid:
            found.append(uuid)
            group = state_of(request.context, (card.type, card.state, card.public))
            groups[group] += 1
            public[group] += card.public
    return Scope(found, groups, public)


def scope_below(request, uuids, types=()):
    """Return the :class:`Scope` of what stands below the ticked folders and is the asker's to know of.

    Files inside a page belong to the page and are not in it. :param types: names; () for all.
    """
    unit, groups, public, found = unit_of(request.context), Counter(), Counter(), []
    waiting = list(reversed(uuids))
    while waiting:
        folder = unit.find(waiting.pop())
        if not isinstance(folder, Section) or not request.may("page:contents", folder):
            continue
        inner = []
        for row in showable_rows(request, folder).rows:
            uuid = unit.index.card(row[OID]).uuid
            if row[TYPE] == "folder":
                inner.append(uuid)
            if not types or row[TYPE] in types:
                found.append(uuid)
                groups[row[GROUP][:2]] += 1
                public[row[GROUP][:2]] += row[PUBLIC]
        waiting += reversed(inner)
    return Scope(found, groups, public)


def keep(request, told):
    """Keep on the server what an act is about (built-ins of JSON) until the next step of it; return its token.

    :raises RuleError: far too much.
    """
    try:
        with request.store.begin() as side:
            return kept_rows.keep_rows(side, request.account.uuid, WHAT, request.context.uuid, told, request.at)
    except ValueError as error:
        raise RuleError(_("This is too much at once. Choose fewer things.")) from error


def kept(request, act):
    """Return what was kept for the act, as the form's ``token`` names it.

    :raises RuleError: an hour has passed, or another act was begun in another window meanwhile.
    """
    with request.store.read() as side:
        found = kept_rows.rows_kept(side, request.account.uuid, WHAT, request.context.uuid, request.at)
    if found is None or found[0] != request.POST.get("token") or found[1]["act"] != act:
        raise RuleError(_("What you had ticked is not known any more: it was done already, an hour has passed, or you "
                          "began something else in another window. Tick the things again."))
    return found[1]


def forget(request):
    """Forget what was kept, once the act is committed: the same form does nothing a second time."""
    request.tm.get().addAfterCommitHook(_forget, (request.store, request.account.uuid))


def _forget(committed, store, account):
    if committed:
        with store.begin() as side:
            kept_rows.drop_rows(side, account, WHAT)
