"""The units of the demonstration city against the annex of dispatch 3630, the schools of 2017 and the wards of 2025."""

import csv
import re
from collections import Counter
from datetime import date
from importlib import resources

import pytest

from eduportal.domain.coverage import possible, read_reported
from eduportal.operations.demo import annex, units
from eduportal.operations.demo.school_names import RICH_THCS

#: Old wards of Quận 2 as they were before Thành phố Thủ Đức: what the plan may put there is checked by hand.
_WARDS_OF_QUAN_2 = {"Phường Thảo Điền", "Phường An Phú", "Phường Bình An", "Phường Bình Khánh", "Phường An Khánh",
                    "Phường Bình Trưng Đông", "Phường Bình Trưng Tây", "Phường Cát Lái", "Phường Thạnh Mỹ Lợi",
                    "Phường An Lợi Đông", "Phường Thủ Thiêm"}


@pytest.fixture(scope="module")
def city():
    return units.city_units()


def data(name):
    text = resources.files("eduportal.operations.demo").joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def of_phong(city, district):
    parent = units.phong_code(district)
    return [unit for unit in city if unit.parent == parent]


def test_each_phong_has_exactly_the_units_of_the_annex(city):
    rows = data("hcmc-portals-2017-08-30.csv")
    assert len(rows) == 24
    for row in rows:
        below = of_phong(city, row["district"])
        kinds = Counter(unit.kind for unit in below)
        assert len(below) == int(row["units_total"])
        for kind in ("mam_non", "tieu_hoc", "thcs"):
            assert kinds[kind] == int(row[f"{kind}_total"]), (row["district"], kind)


def test_opened_are_as_many_as_the_annex_says_and_exist(city):
    path = resources.files("eduportal.operations.demo").joinpath("data", "hcmc-portals-2017-08-30.csv")
    for row in read_reported(path.read_text("utf-8")):
        opened = Counter(unit.kind if unit.kind in annex.LEVELS else annex.OTHERS
                         for unit in of_phong(city, row.district) if unit.opened_on)
        assert {kind: opened[kind] for kind in possible(row)} == possible(row)


def test_totals_of_the_city(city):
    below_phong = [unit for unit in city if unit.parent not in (None, units.SO)]
    upper = [unit for unit in city if unit.kind == "thpt"]
    assert len(city) == 1 + 24 + 2002 + 101
    assert len(below_phong) == 2002
    assert sum(unit.opened_on is not None for unit in below_phong) == 1303
    assert len(upper) == 101
    assert {unit.parent for unit in upper} == {units.SO}
    assert sum(unit.opened_on is not None for unit in upper) == 81
    assert all(unit.opened_on for unit in city if unit.kind in ("so", "phong"))


def test_upper_secondary_schools_keep_the_names_of_the_list(city):
    listed = [(row["school"], row["district"]) for row in data("hcmc-thpt-2017.csv")]
    upper = [unit for unit in city if unit.kind == "thpt"]
    assert [(unit.short_name, unit.district) for unit in upper] == listed
    assert all(unit.name == f"Trường {unit.short_name}" for unit in upper)
    assert {"Trường THPT Trường Chinh", "Trường THPT Võ Trường Toản"} <= {unit.name for unit in upper}


def test_codes_addresses_of_mail_and_phones_are_unique(city):
    for field in ("code", "email", "phone"):
        assert len({getattr(unit, field) for unit in city}) == len(city)


def test_names_and_slugs_are_unique_among_siblings(city):
    for field in ("slug", "name", "short_name"):
        repeated = [key for key, count in Counter((unit.parent, getattr(unit, field)) for unit in city).items()
                    if count > 1]
        assert repeated == []
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", unit.slug) for unit in city)


def test_parents_come_before_their_units(city):
    seen = set()
    for unit in city:
        assert unit.parent is None or unit.parent in seen
        seen.add(unit.code)


def test_every_ward_is_real_and_of_the_right_district(city):
    real = {row["ward_code"]: row["ward"] for row in data("hcmc-wards-2025-07-01.csv")}
    successors = {}
    for row in data("hcmc-ward-changes-2025-07-01.csv"):
        if row["main_successor"] == "yes":
            successors.setdefault(row["district"], set()).add(row["new_ward_code"])
    for unit in city:
        old = unit.district if unit.district in successors else "Thành phố Thủ Đức"
        assert real[unit.ward_code] == unit.ward
        assert unit.ward_code in successors[old], (unit.district, unit.ward)
        assert unit.address == f"{unit.street}, {unit.ward}, Thành phố Hồ Chí Minh"


def test_the_three_districts_of_thu_duc_share_its_wards_out_without_overlap():
    wards = {district: {old for old, _code, _new in annex.wards(district)}
             for district in ("Quận 2", "Quận 9", "Quận Thủ Đức")}
    of_the_city = [row["ward"] for row in data("hcmc-ward-changes-2025-07-01.csv")
                   if row["district"] == "Thành phố Thủ Đức" and row["main_successor"] == "yes"]
    assert wards["Quận 2"] <= _WARDS_OF_QUAN_2
    assert sum(map(len, wards.values())) == len(of_the_city)
    assert set().union(*wards.values()) == set(of_the_city)


def test_a_school_named_after_a_ward_stands_in_it(city):
    school = next(unit for unit in city if unit.name == "Trường Mầm non Cầu Kho")
    assert (school.district, school.ward) == ("Quận 1", "Phường Cầu Ông Lãnh")


def test_opening_days_are_in_the_time_of_the_dispatch_and_offices_open_first(city):
    opened = {unit.code: unit.opened_on for unit in city if unit.opened_on}
    assert max(opened.values()) <= date(2017, 8, 30)
    for unit in city:
        if unit.opened_on and unit.parent:
            assert opened[unit.parent] < unit.opened_on


def test_the_definitions_let_every_kind_stand_where_the_plan_puts_it(city, declared):
    kinds = {unit.code: unit.kind for unit in city}
    edges = {(unit.kind, kinds.get(unit.parent, "")) for unit in city}
    refused = [edge for edge in sorted(edges) if not declared.may_stand_under(*edge, date(2016, 9, 5))]
    assert refused == []


def test_the_definitions_take_every_value_of_a_unit(city, declared):
    longest = {field.name: field.max_length for field in declared.types["unit"].fields if field.kind == "line"}
    for unit in city:
        for field in ("name", "short_name", "street", "ward", "phone", "email", "head"):
            assert 0 < len(getattr(unit, field)) <= longest.get(field, 200)


def test_some_units_are_private_and_the_school_shown_in_full_is_public(city):
    private = [unit for unit in city if not unit.public]
    assert {unit.kind for unit in private} == {"mam_non", "tieu_hoc", "th_thcs"}
    assert all("tư thục" in unit.name for unit in private)
    shown = next(unit for unit in city if unit.name == RICH_THCS[1])
    assert shown.public
    assert shown.opened_on
    assert shown.district == RICH_THCS[0]


def test_the_tables_are_the_real_ones_and_their_readme_names_each():
    folder = resources.files("eduportal.operations.demo").joinpath("data")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".csv"))
    readme = folder.joinpath("README.md").read_text("utf-8")
    assert len(names) == 4
    assert all(f"`{name}`" in readme for name in names)
