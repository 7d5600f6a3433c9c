"""How the site of a unit looks: what it chose itself, and what it takes from the offices above."""

from persistent import Persistent

from eduportal.content.nodes import lineage

#: What a unit chooses, in the order of the page on which it does.
PARTS = ("skin", "colours", "logo", "banner", "slogan", "footer", "menu", "blocks")
#: These come from the nearest office above that chose them. Menu and home page are made of a unit's own sections.
INHERITED = ("skin", "colours", "logo", "banner", "slogan", "footer")


class Appearance(Persistent):
    """What one unit chose; None for a part that it inherits, or that stands as for every unit. Plain data throughout.

    ``skin``: name. ``colours``: {"brand", "brand_dark", "accent": "#rrggbb"}. ``logo``: {"file": {"type", "size",
    "blob", "pixels", "stamp"}}. ``banner``: the same with "alt". ``slogan``: text. ``footer``: {"licence", "hours",
    "note", "links"}. ``menu``: tuple of {"kind": "section" or "link", "title", "to"}, of a section also "below".
    ``blocks``: tuple of {"id", "kind", "settings", "width", "below", "until"}. A link's "to" is an
    address, or ``resolveuid/<target>`` as texts name their targets (content/links.py); that of a section is the uuid of
    a folder at the top of the unit.
    """

    skin = colours = logo = banner = slogan = footer = menu = blocks = None
    revision = 0
    modified = modified_by = ""

    def chosen(self):
        """Return {part: value} of what is chosen here."""
        return {part: getattr(self, part) for part in PARTS if getattr(self, part) is not None}

    def copy(self):
        """Return another one with the same choices and the same revision."""
        other = Appearance()
        for part, value in self.chosen().items():
            setattr(other, part, value)
        other.revision, other.modified, other.modified_by = self.revision, self.modified, self.modified_by
        return other


NOTHING = Appearance()


def appearance_of(unit, *, working=False):
    """Return the :class:`Appearance` of a unit: what visitors see, or what is being prepared."""
    if working and unit.next_appearance is not None:
        return unit.next_appearance
    return unit.appearance if unit.appearance is not None else NOTHING


def resolved(unit, *, working=False):
    """Return {part: (value, unit that chose it)} of all parts; (None, None) where nobody chose.

    :param working: what is being prepared in this unit; the offices above stand as they are.
    """
    found = dict.fromkeys(PARTS, (None, None))
    for each in lineage(unit):
        if not getattr(each, "is_unit", False):
            continue
        own = appearance_of(each, working=working and each is unit)
        for part in PARTS if each is unit else INHERITED:
            if found[part][0] is None and getattr(own, part) is not None:
                found[part] = (getattr(own, part), each)
    return found


def blocks_from_above(unit, day):
    """Return [(office, block)] of what the offices above show in all units below on ``day`` (ISO), the top first."""
    found = []
    for office in reversed(list(lineage(unit.__parent__)) if unit.__parent__ is not None else []):
        for block in appearance_of(office).blocks or ():
            if block["below"] and (not block["until"] or day <= block["until"]):
                found.append((office, block))
    return found
