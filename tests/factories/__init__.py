"""Made-up units, people and pages for tests, made by the same operations that people use."""

from datetime import UTC, date, datetime

from eduportal.operations import accounts, pages, school, sharing, units
from eduportal.security.passwords import hash_password

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
SINCE = date(2017, 8, 1)
PASSWORD = "Truong-hoc-2026"
_HASHES = {}


def unit_values(name, **more):
    """Return the fields of a unit of this name."""
    return {"name": name, **more}


def small_city(zodb_root, declared, *, schools=("thcs-mot", "thcs-hai")):
    """Found a Sở with one Phòng, its schools and one THPT, all opened; return the portal."""
    portal = units.found_province(zodb_root, declared, code="79", kind="so", by="", at=NOW,
                                  values=unit_values("Sở Giáo dục và Đào tạo Thành phố Mẫu"))
    units.open_portal(portal, portal.root, by="", at=NOW)
    office = units.add_unit(portal, portal.root, code="79-Q1", kind="phong", by="", at=NOW, since=SINCE, name="quan-1",
                            values=unit_values("Phòng Giáo dục và Đào tạo Quận 1"))
    units.open_portal(portal, office, by="", at=NOW)
    for number, name in enumerate(schools, 1):
        add_school(portal, office, name, f"79-Q1-THCS-{number:03}", "thcs")
    add_school(portal, portal.root, "thpt-mot", "79-THPT-001", "thpt")
    return portal


def add_school(portal, office, name, code, kind):
    """Add a school and open its portal; return it."""
    added = units.add_unit(portal, office, code=code, kind=kind, by="", at=NOW, since=SINCE, name=name,
                           values=unit_values(f"Trường {name.replace('-', ' ').upper()}"))
    units.open_portal(portal, added, by="", at=NOW)
    return added


def person(portal, login, name, home=None):
    """Create an account whose password is :data:`PASSWORD` (hashed once for all tests); return it."""
    if PASSWORD not in _HASHES:
        _HASHES[PASSWORD] = hash_password(PASSWORD)
    return accounts.create_account(portal, login, name, PASSWORD, at=NOW, home=home.uuid if home is not None else None,
                                   since=SINCE, password_hash=_HASHES[PASSWORD])


def give(portal, node, account, role, **options):
    """Give a role as the founders of a portal do."""
    return sharing.give_role(portal, node, account, role, held=None, by="", at=NOW, **options)


def page(portal, folder, title, *, type_name="page", published=False, by="", **values):
    """Add a page; with ``published`` it is submitted and approved."""
    values = {"title": title, "body": f"<p>{title}</p>", **values}
    added = pages.add_page(portal, folder, type_name, values, by=by, at=NOW)
    if published:
        pages.change_state(portal, added, "submit", by=by, at=NOW)
        pages.change_state(portal, added, "approve", by=by, at=NOW)
    return added


def school_class(portal, school_unit, title="6A1", grade=6, level="THCS", students=3):
    """Open the school year 2026–2027 with one class of made-up students; return (year, class)."""
    name = "nam-hoc-2026-2027"
    year = school_unit[name] if name in school_unit else school.open_school_year(portal, school_unit, 2026, by="", at=NOW)
    added = school.add_class(portal, year, title, grade, level, by="", at=NOW)
    people = [{"code": f"HS{number:03}", "name": f"Trần Thị Mẫu {chr(64 + number)}", "born": date(2015, 1, number),
               "sex": "nữ"} for number in range(1, students + 1)]
    school.enrol_students(added, people, since=date(2026, 9, 5), by="", at=NOW)
    return year, added
