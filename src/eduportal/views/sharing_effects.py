"""What a change of rights does to people, as pages say it before it is done."""

from types import SimpleNamespace as Show

from eduportal.content.nodes import below
from eduportal.domain.access import PERMISSIONS, decide
from eduportal.domain.messages import _
from eduportal.operations.sharing_changes import people_reaching, public_below
from eduportal.security.rights import Asker

#: So many names are shown of those who gain or lose something; the others are counted.
SHOWN = 50
#: So many things below a folder are looked at for the number of those that are public.
_COUNTED = 300


def told(effects):
    """Return what the macro "told" says of ``effects``: who gains, who loses, for whom nothing changes."""
    gaining = [each for each in effects if each.gained]
    losing = [each for each in effects if each.lost]
    same = [each for each in effects if not each.gained and not each.lost]
    return Show(gaining=[_person(each.account, each.gained) for each in gaining[:SHOWN]], gaining_count=len(gaining),
            losing=[_person(each.account, each.lost) for each in losing[:SHOWN]], losing_count=len(losing),
            same=[each.account.name for each in same[:SHOWN]], same_count=len(same))


def _person(account, permissions):
    return Show(name=account.name, what="; ".join(PERMISSIONS[each] for each in permissions))


def visibility_note(request, folder, step):
    """Return what hiding or showing ``folder`` does, in sentences: the public, the pages in it, who sees it still."""
    workflow, say = request.definitions.workflow_of(folder.type_name), request.translate
    number = public_below(folder, _COUNTED)
    count = say(_("at least ${count}", count=number)) if number and _is_large(folder) else str(number)
    if step.target == "hidden":
        first = _("Visitors will no longer see the folder, nor the published pages in it (${count}).", count=count)
    else:
        first = _("Visitors will see the folder again, and the published pages in it (${count}).", count=count)
    names = [account.name for account in people_reaching(request.portal, folder, request.local_day)
             if _sees(account, folder, workflow.states[step.target], request.local_day)]
    still = _("${count} people see it in any case: ${names}.", count=len(names), names=", ".join(names[:SHOWN]))
    return [say(first), *([say(still)] if names and step.target == "hidden" else [])]


def _is_large(folder):
    return sum(1 for _each in zip(range(_COUNTED), below(folder), strict=False)) == _COUNTED


def _sees(account, folder, state, day):
    held = Asker(account.uuid, day).held_at(folder)
    return bool(decide("page:view_draft", state.allow.get("page:view_draft", ()), held))
