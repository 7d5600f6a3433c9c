"""Which types may stand where: what the types declare, less what the nearest folder above has restricted."""

from eduportal.content.nodes import inside
from eduportal.domain.access import Decision
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _

#: Types that people add; years, classes and units have ways of their own.
KINDS = ("folder", "item", "attachment")


def may_stand_in(portal, type_name, parent):
    """Return the :class:`Decision` whether a thing of this type may be put below ``parent``, with the reason.

    Adding, pasting and moving ask it; what stood there before a restriction stays, and comes back from the trash.
    """
    content_type = portal.definitions.types.get(type_name)
    if content_type is None or content_type.kind_of not in KINDS:
        return _refusal(_("There is no such type of page."))
    if parent.type_name not in content_type.contained_in:
        return _refusal(_("${title} cannot be added here.", title=content_type.title))
    place = restricting(parent)
    if place is not None and type_name not in place.addable:
        return _refusal(_("“${place}” is restricted to certain types, and “${title}” is not among them.",
                          place=place.title, title=content_type.title))
    return Decision(True, "page:add", _("This type may stand here."))


def _refusal(reason):
    return Decision(False, "page:add", reason)


def restricting(parent):
    """Return the folder or unit whose list of types counts for what stands in ``parent``, or None.

    The nearest one that chose a list, up to the unit. A page's own files and pictures belong to the page: no list of
    its folder keeps them out.
    """
    if parent.type_name not in ("folder", "unit"):
        return None
    return next((each for each in inside(parent) if each.addable is not None), None)


def left_out(portal, parent):
    """Return (the place that restricts ``parent``, titles of the types that may therefore not be added there).

    (None, []) where nothing is missing.
    """
    place = restricting(parent)
    titles = [each.title for each in declared_types(portal, parent) if each.name not in place.addable] if place else []
    return (place, titles) if titles else (None, [])


def declared_types(portal, parent):
    """Return the content types that people may add below such a ``parent`` by declaration, in the declared order."""
    found = [each for each in portal.definitions.types.values()
             if parent.type_name in each.contained_in and each.kind_of in KINDS]
    return sorted(found, key=lambda each: (each.order, each.title))


def choosable_types(portal):
    """Return the types that a list may name: those that stand in a folder or in a unit, in the declared order."""
    found = [each for each in portal.definitions.types.values()
             if {"folder", "unit"} & set(each.contained_in) and each.kind_of in KINDS]
    return sorted(found, key=lambda each: (each.order, each.title))


def restrict_types(portal, node, names, *, by, at):
    """Let only the types ``names`` be added in ``node`` and below, or (None) whatever the folder above lets in.

    :raises RuleError: it is neither folder nor unit, or a name is of no type that can stand in a folder.
    """
    if node.type_name not in ("folder", "unit"):
        raise RuleError(_("Only a folder or a unit can be restricted to certain types."))
    if names is not None:
        known = [each.name for each in choosable_types(portal)]
        if not set(names) <= set(known):
            raise RuleError(_("There is no such type of page."), "types")
        names = tuple(name for name in known if name in names)
    if names == node.addable:
        return
    node.addable = names
    node.record("free_types" if names is None else "restrict_types", by=by, at=at, source=node.state,
                target=node.state)
