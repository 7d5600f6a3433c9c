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
    portal = units.found_province(
        zodb_root,
        declared,
        code="79",
        kind="so",
        by="",
        at=NOW,
        values=unit_values("Sở Giáo dục và Đào tạo Thành phố Mẫu"),
    )
    units.open_portal(portal, portal.root, by="", at=NOW)
    office = units.add_unit(
        portal,
        portal.root,
        code="79-Q1",
        kind="phong",
        by="",
        at=NOW,
        since=SINCE,
        name="quan-1",
        values=unit_values("Phòng Giáo dục và Đào tạo Quận 1"),
    )
    units.open_portal(portal, office, by="", at=NOW)
    for number, name in enumerate(schools, 1):
        add_school(portal, office, name, f"79-Q1-THCS-{number:03}", "thcs")
    add_school(portal, portal.root, "thpt-mot", "79-THPT-001", "thpt")
    return portal


def add_school(portal, office, name, code, kind):
    """Add a school and open its portal; return it."""
    added = units.add_unit(
        portal,
        office,
        code=code,
        kind=kind,
        by="",
        at=NOW,
        since=SINCE,
        name=name,
        values=unit_values(f"Trường {name.replace('-', ' ').upper()}"),
    )
    units.open_portal(portal, added, by="", at=NOW)
    return added


def person(portal, login, name, home=None):
    """Create an account whose password is :data:`PASSWORD` (hashed once for all tests); return it."""
    if PASSWORD not in _HASHES:
        _HASHES[PASSWORD] = hash_password(PASSWORD)
    return accounts.create_account(
        portal,
        login,
        name,
        PASSWORD,
        at=NOW,
        home=home.uuid if home is not None else None,
        since=SINCE,
        password_hash=_HASHES[PASSWORD],
    )


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
    year = (
        school_unit[name] if name in school_unit else school.open_school_year(portal, school_unit, 2026, by="", at=NOW)
    )
    added = school.add_class(portal, year, title, grade, level, by="", at=NOW)
    people = [
        {
            "code": f"HS{number:03}",
            "name": f"Trần Thị Mẫu {chr(64 + number)}",
            "born": date(2015, 1, number),
            "sex": "nữ",
        }
        for number in range(1, students + 1)
    ]
    school.enrol_students(added, people, since=date(2026, 9, 5), by="", at=NOW)
    return year, added


def people(portal):
    """Create the people of the tests, with their roles, a class and its mark books.

    ``quantri`` administers thcs-mot, ``hieutruong`` is its principal, ``bientap`` edits, ``giaovu`` keeps records,
    ``giaovien`` teaches Toán in 6A1, ``giaovien.van`` Ngữ văn there, ``quantri.hai`` administers thcs-hai,
    ``quantri.so`` the Sở, ``truongphong`` heads the Phòng, ``khach`` has an account and no role.
    """
    office, one = portal.root["quan-1"], portal.root["quan-1"]["thcs-mot"]
    two = office["thcs-hai"]
    roles = (
        ("quantri", "Lê Thị Quản", one, "administrator"),
        ("hieutruong", "Trần Văn Hiệu", one, "principal"),
        ("bientap", "Phạm Thị Biên", one, "editor"),
        ("giaovu", "Võ Văn Vụ", one, "records_officer"),
        ("giaovien", "Đặng Thị Giáo", one, None),
        ("giaovien.van", "Bùi Văn Chương", one, None),
        ("quantri.hai", "Hồ Thị Hai", two, "administrator"),
        ("hieutruong.hai", "Ngô Văn Hai", two, "principal"),
        ("giaovien.hai", "Lý Thị Hai", two, None),
        ("quantri.so", "Đỗ Văn Sở", portal.root, "administrator"),
        ("truongphong", "Huỳnh Thị Phòng", office, "principal"),
        ("khach", "Dương Văn Khách", None, None),
    )
    found = {}
    for login, name, home, role in roles:
        found[login] = person(portal, login, name, home)
        if role:
            give(portal, home, found[login], role)
    for home, teachers in (
        (one, (("giaovien", "thcs_mathematics"), ("giaovien.van", "thcs_literature"))),
        (two, (("giaovien.hai", "thcs_mathematics"),)),
    ):
        year, added = school_class(portal, home)
        for login, subject in teachers:
            school.assign_teacher(portal, year, added, found[login], subject, since=date(2026, 9, 5), by="", at=NOW)
        school.open_mark_books(portal, added, [subject for _login, subject in teachers], 1, by="", at=NOW)
    return found
