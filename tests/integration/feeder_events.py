"""Everything that people do in a province, each with a chance that decides where and how."""

from datetime import date

from eduportal.operations import moves, pages, school, trash, units
from tests import factories

ITEMS = ("news_item", "page")


def _add(province, chance):
    folder = chance.choice(province.nodes(("folder",), chance))
    type_name = chance.choice(
        [
            each
            for each in ("news_item", "page", "folder", "file")
            if folder.type_name in province.declared.types[each].contained_in
        ]
    )
    values = {"title": f"Tin số {chance.randrange(1000)}"}
    if type_name == "file":
        values["file"] = {"name": "ke-hoach.txt", "data": b"Ke hoach"}
    elif type_name != "folder":
        values |= {"body": f"<p>Nội dung {chance.randrange(1000)} {_link(province, chance)}</p>"}
    if type_name == "news_item":
        values["send_up"] = chance.random() < 0.5
    node = pages.add_page(province.portal, folder, type_name, values, by="", at=province.at)
    if type_name in ITEMS and chance.random() < 0.4:
        pages.add_page(
            province.portal,
            node,
            "file",
            {"title": "Tệp kèm", "file": {"name": "a.txt", "data": b"tep"}},
            by="",
            at=province.at,
        )
    if type_name != "folder" and chance.random() < 0.8:
        for step in ("submit", "approve"):
            pages.change_state(province.portal, node, step, by="", at=province.at)


def _link(province, chance):
    """A reference to a page of any unit, of the own one or of one that may be gone soon."""
    unit = chance.choice(province.units())
    uuids = sorted(unit.index.uuids)
    owner = chance.choice((f"{unit.uuid}/", ""))
    return f'<a href="resolveuid/{owner}{chance.choice(uuids)}">xem</a>' if uuids else ""


def _publish(province, chance):
    node = chance.choice(province.nodes((*ITEMS, "file"), chance))
    for step in ("submit", "approve"):
        pages.change_state(province.portal, node, step, by="", at=province.at)


def _withdraw(province, chance):
    pages.change_state(
        province.portal,
        chance.choice(province.nodes((*ITEMS, "file"), chance)),
        "withdraw",
        by="",
        at=province.at,
        reason="Nhầm",
    )


def _edit(province, chance):
    node = chance.choice(province.nodes((*ITEMS, "folder", "file"), chance))
    values = {"title": f"Tin sửa {chance.randrange(1000)}"}
    if node.type_name == "news_item":
        values["send_up"] = chance.random() < 0.5
    pages.edit_page(province.portal, node, values, seen=node.revision, by="", at=province.at)


def _hide(province, chance):
    pages.change_state(
        province.portal,
        chance.choice(province.nodes(("folder",), chance)),
        chance.choice(("hide", "show")),
        by="",
        at=province.at,
    )


def _move(province, chance):
    node = chance.choice(province.nodes((*ITEMS, "folder", "file"), chance))
    target = chance.choice(province.nodes(("folder",), chance))
    moves.move_page(province.portal, node, target, by="", at=province.at)


def _rename(province, chance):
    node = chance.choice(province.nodes((*ITEMS, "folder"), chance))
    moves.rename_page(province.portal, node, f"ten-{chance.randrange(50)}", by="", at=province.at)


def _trash(province, chance):
    trash.trash_page(
        province.portal, chance.choice(province.nodes((*ITEMS, "folder", "file"), chance)), by="", at=province.at
    )


def _restore(province, chance):
    unit, key = province.trashed(chance, whole_units=False)
    trash.restore_page(province.portal, unit, key, by="", at=province.at)


def _move_unit(province, chance):
    unit, office = chance.choice(province.units()), chance.choice(province.units())
    units.move_unit(province.portal, unit, office, by="", at=province.at, day=date(2019, 1, 1))


def _rename_unit(province, chance):
    unit = chance.choice([each for each in province.units() if each.__parent__ is not None])
    # Few names: a unit soon takes the one that a unit in the trash left behind.
    units.rename_unit(province.portal, unit, f"ten-{chance.randrange(3)}", by="", at=province.at)


def _edit_unit(province, chance):
    unit = chance.choice(province.units())
    units.edit_unit(
        province.portal, unit, {"name": f"Trường số {chance.randrange(100)}"}, seen=unit.revision, by="", at=province.at
    )


def _trash_unit(province, chance):
    trash.trash_unit(province.portal, chance.choice(province.units()), by="", at=province.at)


def _restore_unit(province, chance):
    office, key = province.trashed(chance, whole_units=True)
    trash.restore_unit(province.portal, office, key, by="", at=province.at)


def _suspend_or_resume(province, chance):
    unit = chance.choice(province.units())
    if unit.state == "suspended":
        units.resume_unit(province.portal, unit, by="", at=province.at)
    else:
        units.suspend_unit(province.portal, unit, reason="Sửa chữa", by="", at=province.at)


def _add_unit(province, chance):
    office = chance.choice(province.units())
    added = units.add_unit(
        province.portal,
        office,
        code=f"79-{chance.randrange(10_000)}",
        kind="thcs",
        by="",
        at=province.at,
        since=factories.SINCE,
        name=f"ten-{chance.randrange(3)}",
        values=factories.unit_values("Trường mới"),
    )
    if chance.random() < 0.7:
        units.open_portal(province.portal, added, by="", at=province.at)


def _enrol(province, chance):
    unit = chance.choice([each for each in province.units() if each.kind == "thcs"] or province.refuse())
    year = (
        unit["nam-hoc-2026-2027"]
        if "nam-hoc-2026-2027" in unit
        else school.open_school_year(province.portal, unit, 2026, by="", at=province.at)
    )
    added = school.add_class(province.portal, year, f"6A{chance.randrange(1, 40)}", 6, "THCS", by="", at=province.at)
    school.enrol_students(
        added,
        [{"code": "HS1", "name": "Trần Thị Mẫu", "born": date(2015, 1, 1), "sex": "nữ"}],
        since=date(2026, 9, 5),
        by="",
        at=province.at,
    )


EVENTS = (
    _add,
    _add,
    _add,
    _add,
    _publish,
    _publish,
    _withdraw,
    _edit,
    _edit,
    _hide,
    _move,
    _move,
    _rename,
    _trash,
    _restore,
    _move_unit,
    _rename_unit,
    _edit_unit,
    _trash_unit,
    _restore_unit,
    _restore_unit,
    _suspend_or_resume,
    _add_unit,
    _enrol,
)
