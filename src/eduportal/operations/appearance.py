"""How a unit's site looks: chosen part by part in a working copy, looked at, then applied all at once (ADR 0002).

Visitors see nothing of the working copy. Applying it writes one line of history and bumps the unit's stamp, which every
kept page of the unit and of the units below it is checked against.
"""

from eduportal.content.appearance import NOTHING, PARTS, Appearance, appearance_of, resolved
from eduportal.content.richtext import references
from eduportal.definitions.skins import OWN_COLOURS, is_colour, unreadable
from eduportal.domain.errors import Refused, RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line, clean_text
from eduportal.operations.addresses import BY_IDENTITY, checked_address, checked_links
from eduportal.operations.appearance_pictures import banner_of, logo_of
from eduportal.operations.guard import check_texts

#: Entries of the main menu beside the home (ui.md 16: one row of at most 8).
MENU = 8
#: What stands below a section on the second level of the menu; '' are its sub-folders that are marked for the menu.
BELOW = ("all", "none")
#: Sets of colours to choose from; each can be read in the default skin.
PALETTES = {
    "blue": {"brand": "#0b4f8a", "brand_dark": "#083a66", "accent": "#b3161b"},
    "green": {"brand": "#1b6b3a", "brand_dark": "#114a27", "accent": "#8a3b12"},
    "teal": {"brand": "#0b6670", "brand_dark": "#08484f", "accent": "#9a3412"},
    "red": {"brand": "#a01b1f", "brand_dark": "#701316", "accent": "#0b4f8a"},
    "violet": {"brand": "#5b3a8c", "brand_dark": "#3f2766", "accent": "#a3195b"},
}
_FOOTER = {"licence": (clean_line, 200), "hours": (clean_line, 120), "note": (clean_text, 500)}


def choose_part(portal, unit, part, value, *, seen, by, at):
    """Put ``value`` of a part into the working copy of the unit's appearance and return the copy.

    :param part: a name in :data:`eduportal.content.appearance.PARTS`.
    :param value: what :class:`eduportal.content.appearance.Appearance` says; pictures as uploads {"name", "data"},
        links as (title, address) pairs; None goes back to what is inherited, or to what stands for every unit.
    :param seen: the revision that was on the screen.
    :raises RuleError: it does not fit, or somebody else changed the copy meanwhile. :raises Refused: by field.
    """
    working = begin(portal, unit, seen)
    if part not in PARTS or (part not in _CHECKS and value is not None):
        raise RuleError(_("There is no such part of the appearance."))
    checked = None if value is None else _CHECKS[part](portal, unit, value)
    return keep(unit, working, part, checked, by=by, at=at)


def begin(portal, unit, seen):
    """Return the working copy, a fresh one if nothing is being prepared. It is not stored yet.

    :raises RuleError: the unit has no portal, or the copy is not the one that was ``seen`` (its revision).
    """
    if unit.index is None:
        raise RuleError(_("This unit has not opened its portal yet; open it first."))
    current = appearance_of(unit, working=True)
    if seen != current.revision:
        raise RuleError(_("${name} has changed the appearance since you opened this page. Look at it again, then "
                          "decide.", name=portal.accounts.name_of(current.modified_by) or _("Somebody")))
    return unit.next_appearance if unit.next_appearance is not None else current.copy()


def keep(unit, working, part, value, *, by, at):
    """Write one checked part into the working copy, keep the copy at the unit, and return it."""
    setattr(working, part, value)
    working.revision += 1
    working.modified, working.modified_by = at.isoformat(), by
    if unit.next_appearance is not working:
        unit.next_appearance = working
    return working


def apply_appearance(portal, unit, *, seen, by, at):
    """Show visitors what was prepared; return the names of the parts that changed.

    :raises RuleError: nothing is being prepared, it was changed meanwhile, or a block shows personal data.
    :raises Refused: colours that cannot be
        read with the skin that is in force now.
    """
    working, before = begin(portal, unit, seen), unit.appearance if unit.appearance is not None else NOTHING
    changed = changed_parts(unit)
    if not changed:
        raise RuleError(_("Nothing has been changed, so there is nothing to apply."))
    if working.colours is not None:
        _colours(portal, unit, working.colours)
    if "blocks" in changed:
        check_texts(unit, (value for block in working.blocks or () for value in block["settings"].values()), at=at)
    for part in set(PARTS) - set(changed):
        setattr(working, part, getattr(before, part))
    unit.appearance, unit.next_appearance = working, None
    unit.record("appearance", by=by, at=at, source=unit.state, target=unit.state, reason=" ".join(changed))
    _index_links(unit)
    unit.touch()
    return changed


def _index_links(unit):
    """Let the unit itself be found among what refers to a page, so that people are warned before they delete it."""
    if unit.index.links is not None:
        links = links_in(unit.appearance)
        targets = {found[1].rpartition("/")[2] for each in links if (found := BY_IDENTITY.fullmatch(each))}
        texts = [value for block in unit.appearance.blocks or () for value in block["settings"].values()
                 if isinstance(value, str)]
        targets |= {target.rpartition("/")[2] for text in texts for target in references(text)}
        unit.index.links.put(unit.uuid, targets, [each for each in links if "://" in each])


def links_in(appearance):
    """Return every address that the menu, the footer and the blocks of an :class:`Appearance` name, each once."""
    blocks = [value for block in appearance.blocks or () for value in block["settings"].values()]
    groups = [appearance.menu or (), (appearance.footer or {}).get("links", ()),
              *(value for value in blocks if isinstance(value, tuple))]
    found = [entry["to"] for group in groups for entry in group if entry.get("kind") != "section"]
    sections = [f"resolveuid/{entry['to']}" for entry in appearance.menu or () if entry["kind"] == "section"]
    return list(dict.fromkeys(found + sections))


def drop_changes(portal, unit, *, seen, by, at):
    """Forget what was prepared. :raises RuleError: it was changed meanwhile."""
    begin(portal, unit, seen)
    # The next copy must not have a revision that somebody saw of this one.
    revision = unit.next_appearance.revision if unit.next_appearance is not None else 0
    unit.next_appearance = None
    if unit.appearance is None:
        unit.appearance = Appearance()
    unit.appearance.revision = revision + 1


def changed_parts(unit):
    """Return the names of the parts in which the working copy differs from what visitors see."""
    if unit.next_appearance is None:
        return []
    live = unit.appearance if unit.appearance is not None else NOTHING
    return [part for part in PARTS if getattr(unit.next_appearance, part) != getattr(live, part)]


def _skin(portal, unit, value):
    if not isinstance(value, str) or value not in portal.definitions.skins:
        raise RuleError(_("Choose one of the skins in the list."), "skin")
    return value


def _colours(portal, unit, value):
    if not isinstance(value, dict):
        raise RuleError(_("A colour is written #rrggbb, for example #0b4f8a."), "brand")
    own = {name: clean_line(str(value.get(name) or "")).lower() for name in OWN_COLOURS}
    wrong = {name: _("A colour is written #rrggbb, for example #0b4f8a.") for name in own if not is_colour(own[name])}
    if wrong:
        raise Refused(_("The colours have not been taken."), wrong)
    found, least = unreadable(skin_of(portal, unit), own)
    if found:
        raise Refused(_("The colours have not been taken: text would be hard to read."), {
            name: _("The contrast with ${other} is ${ratio} : 1; text needs ${least} : 1 (WCAG 2.2). Choose a darker "
                    "colour.", other=_GROUNDS.get(other, _("the ground")), ratio=_decimal(ratio), least=_decimal(least))
            for name, ratio, other in reversed(found)})
    return own


_GROUNDS = {"on_brand": _("white text on it"), "ground": _("the white ground"), "paper": _("the grey ground"),
            "pale": _("the tinted ground"), "brand": _("the main colour"), "brand_dark": _("the dark colour")}


def _decimal(number):
    # Cut, not rounded: 4.46 must not be told as 4.5.
    return f"{int(number * 10) / 10:.1f}".replace(".", ",")


def skin_of(portal, unit):
    """Return the :class:`Skin` in force in what is being prepared; one that is not declared any more is passed over."""
    name, _unit = resolved(unit, working=True)["skin"]
    return portal.definitions.skins.get(name) or portal.definitions.skins["default"]


def _logo(portal, unit, value):
    return {"file": logo_of(value)}


def _banner(portal, unit, value):
    alt = clean_line(str(value.get("alt") or ""))
    if not alt or len(alt) > 200:
        raise RuleError(_("Say in one sentence what the banner shows, at most 200 characters."), "banner-alt")
    kept = appearance_of(unit, working=True).banner
    if value.get("file") is None and kept is not None:
        return {**kept, "alt": alt}
    return {"file": banner_of(value.get("file")), "alt": alt}


def _slogan(portal, unit, value):
    text = clean_line(value if isinstance(value, str) else "")
    if len(text) > 120:
        raise RuleError(_("At most ${longest} characters; this has ${length}.", longest=120, length=len(text)),
                        "slogan")
    return text


def _footer(portal, unit, value):
    found = {name: clean(str(value.get(name) or "")) for name, (clean, _most) in _FOOTER.items()}
    wrong = {name: _("At most ${longest} characters; this has ${length}.", longest=most, length=len(found[name]))
             for name, (_clean, most) in _FOOTER.items() if len(found[name]) > most}
    if wrong:
        raise Refused(_("The footer has not been taken."), wrong)
    return {**found, "links": checked_links(portal, unit, value.get("links"), most=6, field="links")}


def _menu(portal, unit, value):
    """A tuple of entries; ``value`` is a list of {"kind", "title", "to", "below"}."""
    if len(value) > MENU - 1:
        raise RuleError(_("At most ${most} entries beside the home page.", most=MENU - 1), "menu")
    return tuple(_entry(portal, unit, number, each) for number, each in enumerate(value, 1))


def _entry(portal, unit, number, entry):
    title, field = clean_line(str(entry.get("title") or "")), f"menu-{number}"
    if len(title) > 60:
        raise RuleError(_("At most ${longest} characters; this has ${length}.", longest=60, length=len(title)), field)
    if entry.get("kind") == "section":
        uuid = entry.get("to")
        node = unit.find(uuid) if isinstance(uuid, str) else None
        if node is None or node.type_name != "folder" or node.__parent__ is not unit:
            raise RuleError(_("Choose one of the sections of this unit."), field)
        below = entry.get("below") or ""
        if below not in ("", *BELOW):
            raise RuleError(_("Choose which sections stand below this one."), field)
        return {"kind": "section", "title": title, "to": uuid} | ({"below": below} if below else {})
    if not title:
        raise RuleError(_("A link needs a name."), field)
    return {"kind": "link", "title": title, "to": checked_address(portal, unit, entry.get("to"), field)}


_CHECKS = {"skin": _skin, "colours": _colours, "logo": _logo, "banner": _banner, "slogan": _slogan, "footer": _footer,
           "menu": _menu}


def new_appearance(**parts):
    """Return an :class:`Appearance` with these checked parts (founding of a portal, tests)."""
    made = Appearance()
    for part, value in parts.items():
        setattr(made, part, value)
    return made
