"""What a vocabulary may not say: days that do not exist, kinds under kinds that are gone, menus that are too long."""

from datetime import date

from eduportal.definitions.types import is_day
from eduportal.domain.messages import _

#: Entries of the main menu (ui.md: one row of at most 8 on a desk screen).
MENU = 8


def check_kind(declared, sources):
    """Yield what is wrong with a kind of unit."""
    data = declared.data
    yield from _check_period(declared, (), data)
    blueprint = data.get("blueprint")
    if blueprint is not None and blueprint not in sources.blueprints:
        yield _("${where}: the blueprint ${name} is not declared.", where=declared.where("blueprint"), name=blueprint)
    for index, each in enumerate(data.get("under", ())):
        if each is not None:
            yield from _check_period(declared, ("under", index), each)
            yield from _check_holder(declared, ("under", index), each, sources)
    if _stands_under_itself(declared.name, sources):
        yield _("${where}: ${name} would stand under itself.", where=declared.where("under"), name=declared.name)


def _check_period(declared, path, data):
    for key in ("since", "until"):
        if data.get(key) is not None and not is_day(data[key]):
            yield _("${where}: there is no such day: ${found}.", where=declared.where(*path, key), found=data[key])
    since, until = _period(data)
    if since > until:
        yield _("${where}: the period ends before it begins.", where=declared.where(*path, "until"))


def _check_holder(declared, path, data, sources):
    """The kind above must exist for as long as something is said to stand under it."""
    kind = data.get("kind")
    if kind is None:
        return
    if kind not in sources.kinds:
        yield _("${where}: the kind of unit ${name} is not declared.", where=declared.where(*path, "kind"), name=kind)
        return
    since, until = _period(data)
    own_since, own_until = _period(declared.data)
    since, until = max(since, own_since), min(until, own_until)
    first, last = _period(sources.kinds[kind].data)
    if since < first or until > last:
        yield _("${where}: ${name} exists from ${first} to ${last} only.", where=declared.where(*path), name=kind,
                first=_spoken(first, date.min), last=_spoken(last, date.max))


def _period(data):
    since, until = data.get("since"), data.get("until")
    return (date.fromisoformat(since) if since and is_day(since) else date.min,
            date.fromisoformat(until) if until and is_day(until) else date.max)


def _spoken(day, end):
    return "…" if day == end else day.strftime("%d/%m/%Y")


def _stands_under_itself(name, sources):
    seen, border = set(), [name]
    while border:
        kind = border.pop()
        if kind not in seen and kind in sources.kinds:
            seen.add(kind)
            holders = [each.get("kind") for each in sources.kinds[kind].data.get("under", ()) if each]
            if name in holders:
                return True
            border.extend(holders)
    return False


def check_blueprint(declared, sources):
    """Yield what is wrong with a blueprint: types of its sections, repeated slugs, a menu that is too long."""
    slugs, shown = set(), 0
    for index, each in enumerate(declared.data.get("sections", ())):
        if each is None:
            continue
        where = declared.where("sections", index, "type")
        kind, slug = each.get("type"), each.get("slug")
        if kind is not None and kind not in sources.types:
            yield _("${where}: the content type ${name} is not declared.", where=where, name=kind)
        elif kind is not None and "unit" not in sources.types[kind].data.get("contained_in", ("unit",)):
            yield _("${where}: ${name} cannot stand in a unit.", where=where, name=kind)
        if slug is not None and slug in slugs:
            yield _("${where}: there are two sections with the address ${name}.",
                    where=declared.where("sections", index, "slug"), name=slug)
        slugs.add(slug)
        shown += bool(each.get("menu"))
    if shown > MENU:
        yield _("${where}: ${number} sections stand in the menu; at most ${most} fit.",
                where=declared.where("sections"), number=shown, most=MENU)


def check_subject(declared, sources):
    """Yield what is wrong with a subject: its days, grades that nobody teaches or that it has no lessons in."""
    data = declared.data
    yield from _check_period(declared, (), data)
    taught = {grade for kind in sources.kinds.values() for grade in kind.data.get("grades", ())}
    for grade in data.get("lessons", {}):
        if taught and int(grade) not in taught:
            yield _("${where}: no kind of unit teaches grade ${grade}.",
                    where=declared.where("lessons", grade), grade=grade)
    taught_here = {int(grade) for grade in data.get("lessons", {})}
    named = [("terms", grade) for grade in data.get("terms", {})]
    named += [("tests", place) for place in range(len(data.get("tests", ())))]
    for key, place in named:
        grade = int(place if key == "terms" else data["tests"][place])
        if grade not in taught_here and declared.is_whole("lessons"):
            yield _("${where}: the subject has no lessons in grade ${grade}.", where=declared.where(key, place),
                    grade=grade)
