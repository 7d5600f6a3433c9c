"""The real tables that the city is counted from: the annex of dispatch 3630, the schools of 2017, the wards of 2025."""

import csv
from datetime import date
from functools import cache
from importlib import resources

REPORTED_ON = date(2017, 8, 30)
SOURCE = "Công văn 3630/GDĐT-TTTT ngày 29/9/2017 của Sở GD&ĐT Thành phố Hồ Chí Minh, phụ lục"
LEVELS = ("mam_non", "tieu_hoc", "thcs")
OTHERS = "others"

#: The three districts that became one city in 2021; the table of wards only knows the city.
_OF_THU_DUC = frozenset(("Quận 2", "Quận 9", "Quận Thủ Đức"))
#: Which of the new wards of Thành phố Thủ Đức lie in which of the three (by their old wards).
_THU_DUC_WARDS = {
    "Quận 2": ("Phường An Khánh", "Phường Bình Trưng", "Phường Cát Lái"),
    "Quận 9": (
        "Phường Tăng Nhơn Phú",
        "Phường Phước Long",
        "Phường Long Phước",
        "Phường Long Trường",
        "Phường Long Bình",
    ),
    "Quận Thủ Đức": ("Phường Thủ Đức", "Phường Linh Xuân", "Phường Tam Bình", "Phường Hiệp Bình"),
}


def table(name):
    """Return the rows of ``data/<name>.csv`` as dicts of str."""
    text = resources.files("eduportal.operations.demo").joinpath("data", f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def annex_text():
    """Return the annex of dispatch 3630 as CSV text, as it is kept among the reported figures."""
    return (
        resources.files("eduportal.operations.demo").joinpath("data", "hcmc-portals-2017-08-30.csv").read_text("utf-8")
    )


@cache
def portals():
    """Return district → {kind or ``others`` or ``total``: (with portal, all units)}, in the order of the annex."""
    return {row["district"]: _counts(row) for row in table("hcmc-portals-2017-08-30")}


def _counts(row):
    counts = {kind: (int(row[f"{kind}_with_portal"]), int(row[f"{kind}_total"])) for kind in LEVELS}
    counts["total"] = int(row["units_with_portal"]), int(row["units_total"])
    counts[OTHERS] = tuple(counts["total"][i] - sum(counts[kind][i] for kind in LEVELS) for i in (0, 1))
    return counts


def upper_secondary():
    """Return (name, district) of the 101 upper secondary schools, as the list has them."""
    return [(row["school"], row["district"]) for row in table("hcmc-thpt-2017")]


@cache
def wards(district):
    """Return the wards of an old district: tuple of (old ward, new ward code, new ward), the main successors only."""
    named = "Thành phố Thủ Đức" if district in _OF_THU_DUC else district
    kept = _THU_DUC_WARDS.get(district)
    return tuple(
        (row["ward"], row["new_ward_code"], row["new_ward"])
        for row in _ward_changes()
        if row["district"] == named and row["main_successor"] == "yes" and (not kept or row["new_ward"] in kept)
    )


@cache
def _ward_changes():
    return table("hcmc-ward-changes-2025-07-01")
