"""What a change of rights does to people, as pages say it before it is done."""

from types import SimpleNamespace as Show

from eduportal.domain.access import PERMISSIONS

#: So many names are shown of those who gain or lose something; the others are counted.
SHOWN = 50


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
