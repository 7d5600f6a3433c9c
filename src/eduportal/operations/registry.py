"""The list of the units below an office: searched, filtered, sorted from the register, without loading one unit."""

from dataclasses import dataclass

from eduportal.domain.text import fold
from eduportal.domain.unit_states import ENDED, UNSEEN

SORTS = ("name", "code", "kind", "office", "state", "opened")
_LONGEST_QUERY = 200


@dataclass(frozen=True)
class Found:
    """One unit of the list: its row in the register and the row of its office (None: directly at the top)."""

    row: object
    office: object
    key: str

    @property
    def has_portal(self):
        """Return whether the unit has a portal that works."""
        return self.row.state in ("open", "suspended")


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; '' leaves a question open.

    ``words``: in the name or code, without accents. ``office``: uuid of the office above. ``public``: "yes" or "no"
    (công lập). ``portal``: "yes" or "no". ``sort``: one of :data:`SORTS`, with "-" before it for the other way round.
    """

    words: str = ""
    kind: str = ""
    office: str = ""
    state: str = ""
    public: str = ""
    portal: str = ""
    sort: str = "name"


def units_of(portal, office, wanted, *, staff):
    """Return every :class:`Found` below the unit ``office`` that fits ``wanted``, in its order.

    :param staff: False shows what the public may know: no suspended or hidden unit and nothing below one.
    """
    found = [each for each in below(portal, office.uuid, staff=staff) if _fits(each, wanted)]
    name, back = wanted.sort.removeprefix("-"), wanted.sort.startswith("-")
    return sorted(found, key=_SORT_KEYS.get(name, _SORT_KEYS["name"]), reverse=back)


def below(portal, uuid, *, staff=True, office=None):
    """Yield a :class:`Found` for every unit below the one with ``uuid``, offices before what they hold."""
    kinds = portal.definitions.kinds
    for key, row in portal.register.listed(uuid):
        if not staff and row.state in UNSEEN:
            continue
        yield Found(row, office, key)
        # A school has no units below it; asking for those of 2,000 schools would cost more than all the rest.
        if row.kind not in kinds or not kinds[row.kind].school:
            yield from below(portal, row.uuid, staff=staff, office=row)


def offices_below(portal, office, *, staff=True):
    """Return the rows of the units below ``office`` that may hold units, in Vietnamese order."""
    kinds = portal.definitions.kinds
    found = [each for each in below(portal, office.uuid, staff=staff)
             if each.row.kind in kinds and not kinds[each.row.kind].school]
    return [each.row for each in sorted(found, key=lambda each: each.key)]


def _fits(each, wanted):
    row = each.row
    if wanted.kind and row.kind != wanted.kind:
        return False
    if wanted.office and (each.office is None or each.office.uuid != wanted.office) and row.uuid != wanted.office:
        return False
    if wanted.state and row.state != wanted.state:
        return False
    if wanted.public and (wanted.public == "yes") != row.public:
        return False
    if wanted.portal and (wanted.portal == "yes") != each.has_portal:
        return False
    return not wanted.words or _has_words(row, wanted.words)


def _has_words(row, words):
    text = f"{fold(row.title)} {row.code.lower()}"
    return all(word in text for word in fold(words[:_LONGEST_QUERY]).split())


_SORT_KEYS = {
    "name": lambda each: (each.key, each.row.code),
    "code": lambda each: each.row.code,
    "kind": lambda each: (each.row.kind, each.key, each.row.code),
    "office": lambda each: (each.office.title if each.office else "", each.key, each.row.code),
    "state": lambda each: (each.row.state, each.key, each.row.code),
    "opened": lambda each: (each.row.opened_on, each.key, each.row.code),
}


def counts(found):
    """Return {"all", "portal", "ended"} of a list of :class:`Found`."""
    return {"all": len(found), "portal": sum(each.has_portal for each in found),
            "ended": sum(each.row.state in ENDED for each in found)}
