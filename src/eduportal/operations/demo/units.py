"""The units of the city: the Sở, its 24 Phòng, the 2,002 units below them and the 101 upper secondary schools."""

from datetime import date, timedelta
from random import Random

from eduportal.domain.text import fold
from eduportal.domain.text import slug as slug_of
from eduportal.operations.demo import annex, names, school_names
from eduportal.operations.demo.shapes import UnitPlan

SEED = "eduportal-demo-1"
SO = "79"
CITY = "Thành phố Hồ Chí Minh"
#: Upper secondary schools with a portal: 80 % ("Các trường THPT và Trung tâm GDTX đạt tỷ lệ 80%", dispatch 3630, I).
OPEN_UPPER = 81
RICH_THPT = "THPT Trường Chinh"
_PHONG_BETWEEN = date(2016, 9, 12), date(2016, 10, 31)
_SCHOOLS_BETWEEN = date(2016, 11, 1), annex.REPORTED_ON
_LETTERS = {"mam_non": "MN", "tieu_hoc": "TH", "thcs": "CS", "th_thcs": "NC", "trung_tam": "TT"}
_SAME_INITIALS = {"Quận Bình Thạnh": "BTH", "Quận Bình Tân": "BTA"}
_HEADS = {"so": "Giám đốc Sở", "phong": "Trưởng phòng", "trung_tam": "Giám đốc"}


def rng_for(*scope):
    """Return the random generator of one part of the plan: parts do not disturb each other."""
    return Random("/".join((SEED, *map(str, scope))))


def city_units():
    """Return the :class:`UnitPlan` of every unit, parents first: 1 + 24 + 2,002 + 101."""
    taken = _Numbers()
    units = [_department(taken)]
    for district in annex.portals():
        units += _district(district, taken)
    return tuple(units + _upper_secondary(taken))


class _Numbers:
    """Deals out telephone numbers: 028 0000 xxxx, an exchange that is not assigned to anybody."""

    def __init__(self):
        self.last = 0

    def next(self):
        self.last += 1
        return f"028 0000 {self.last:04d}"


def phong_code(district):
    """Return the code of a Phòng: "79-Q03" for Quận 3, "79-HCC" for Huyện Củ Chi."""
    kind, *words = district.split()
    if words[0].isdigit():
        return f"{SO}-Q{int(words[0]):02d}"
    initials = "".join(fold(word)[0] for word in words).upper()
    return f"{SO}-{kind[0]}{_SAME_INITIALS.get(district, initials)}"


def place(district):
    """Return the district within a name: "Quận 3", "quận Gò Vấp", "huyện Củ Chi"."""
    kind, rest = district.split(maxsplit=1)
    return district if rest.isdigit() else f"{kind.lower()} {rest}"


def _department(taken):
    rng = rng_for(SO)
    return _unit(
        rng, taken, code=SO, name=f"Sở Giáo dục và Đào tạo {CITY}", short_name="Sở GD&ĐT Thành phố Hồ Chí Minh",
        kind="so", slug="so", parent=None, district="Quận 1", public=True, opened_on=date(2016, 9, 5),
    )


def _district(district, taken):
    rng, code = rng_for(district), phong_code(district)
    phong = _unit(
        rng, taken, code=code, name=f"Phòng Giáo dục và Đào tạo {place(district)}",
        short_name=f"Phòng GD&ĐT {place(district)}", kind="phong", parent=SO,
        slug=slug_of(place(district).removeprefix("quận ").removeprefix("huyện ")),
        district=district, public=True, opened_on=_weekday(rng, *_PHONG_BETWEEN),
    )
    return [phong, *_schools(rng, district, code, taken)]


def _schools(rng, district, parent, taken):
    numbers = dict.fromkeys(_LETTERS, 0)
    for name, kind, public, opened in _named(rng, district):
        numbers[kind] += 1
        short = name.removeprefix("Trường ").replace("Trung tâm Hỗ trợ phát triển giáo dục", "TT Hỗ trợ giáo dục")
        yield _unit(
            rng, taken, code=f"{parent}-{_LETTERS[kind]}-{numbers[kind]:03d}", name=name, short_name=short, kind=kind,
            slug=slug_of(short), parent=parent, district=district, public=public,
            opened_on=_weekday(rng, *_SCHOOLS_BETWEEN) if opened else None,
        )


def _named(rng, district):
    """Yield (name, kind, public, opened) of every unit of a Phòng; opened are min(with portal, total) of each level."""
    counts = annex.portals()[district]
    old_wards = list(dict.fromkeys(ward for ward, _code, _new in annex.wards(district)))
    new_wards = list(dict.fromkeys(new for _old, _code, new in annex.wards(district)))
    first = [name for where, name in [school_names.RICH_THCS] if where == district]
    of_level = {
        "mam_non": school_names.nurseries(rng, old_wards, counts["mam_non"][1]),
        "tieu_hoc": school_names.primary(rng, old_wards, counts["tieu_hoc"][1]),
        "thcs": school_names.lower_secondary(rng, old_wards, counts["thcs"][1], first=first),
    }
    for kind, named in of_level.items():
        chosen = _opened(rng, counts[kind], always=name_index(named, first))
        for (name, public), opened in zip(named, chosen, strict=True):
            yield name, kind, public, opened
    rest = school_names.others(rng, place(district), new_wards, counts[annex.OTHERS][1])
    for (name, kind, public), opened in zip(rest, _opened(rng, counts[annex.OTHERS]), strict=True):
        yield name, kind, public, opened


def name_index(named, wanted):
    """Return the positions in ``named`` (tuples that begin with a name) of the ``wanted`` names."""
    return [number for number, each in enumerate(named) if each[0] in wanted]


def _opened(rng, counts, always=()):
    with_portal, total = counts
    some = rng.sample([n for n in range(total) if n not in always], max(0, min(with_portal, total) - len(always)))
    return [number in some or number in always for number in range(total)]


def _upper_secondary(taken):
    rng = rng_for("thpt")
    listed = annex.upper_secondary()
    opened = _opened(rng, (OPEN_UPPER, len(listed)), always=name_index(listed, [RICH_THPT]))
    return [
        _unit(
            rng, taken, code=f"{SO}-THPT-{number:03d}", name=f"Trường {name}", short_name=name, kind="thpt",
            slug=slug_of(name), parent=SO, district=district, public=True,
            opened_on=_weekday(rng, *_SCHOOLS_BETWEEN) if has_portal else None,
        )
        for number, ((name, district), has_portal) in enumerate(zip(listed, opened, strict=True), 1)
    ]


def _ward_of(rng, district, name):
    """Return (code, name) of the new ward: of the ward that the unit is named after, else any of its district."""
    for old, code, new in annex.wards(district):
        if name.endswith((f" {school_names.ward_name(old)}", f" {new}")):
            return code, new
    return rng.choice(annex.wards(district))[1:]


def _unit(rng, taken, *, code, name, kind, slug, district, **given):
    ward_code, ward = _ward_of(rng, district, name)
    office = "" if kind in ("so", "thpt") else f".{code.split('-')[1].lower()}"
    street = f"Số {rng.randrange(1, 400)} đường {rng.choice(names.STREETS)}"
    return UnitPlan(
        code=code, name=name, kind=kind, slug=slug, district=district, ward_code=ward_code, ward=ward,
        street=street, address=f"{street}, {ward}, {CITY}",
        phone=taken.next(), email=f"{slug if kind != 'phong' else 'phong'}{office}@example.vn",
        head=names.person(rng)[0], head_title=_HEADS.get(kind, "Hiệu trưởng"), **given,
    )


def _weekday(rng, first, last):
    day = first + timedelta(days=rng.randrange((last - first).days + 1))
    return day - timedelta(days=max(0, day.weekday() - 4))
