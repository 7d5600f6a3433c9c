"""The dated vocabularies: kinds of unit, blueprints of their sections, subjects."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

#: Weeks of teaching in a year (R12-2); a subject whose lessons are counted over others says so.
WEEKS = 35


@dataclass(frozen=True)
class UnitKind:
    """A kind of unit: Sở, Phòng, ward office, the kinds of school.

    ``level`` is MN, TH, THCS, THPT, GDTX or "" for offices and centres; a school of several levels has its highest.
    ``grades`` are whole numbers. ``under`` is a tuple of (kind, since, until): under which kind it may be put, in
    which days (dates or None, both included); empty means that it stands at the top. ``school`` says that it has
    school years and classes. ``title_en`` is its title on English pages, '' for none.
    """

    name: str
    title: str
    short_title: str
    level: str
    grades: tuple
    under: tuple
    blueprint: str
    school: bool
    since: date | None
    until: date | None
    title_en: str = ""

    def exists_on(self, day):
        """Return whether there are units of this kind on ``day``."""
        return within(day, self.since, self.until)


@dataclass(frozen=True)
class Section:
    """A section that every unit of a blueprint gets when it is opened. ``type`` is a content type, ``rule`` the rule
    that asks for it, ``menu`` whether it stands in the main menu, ``title_en`` and ``description_en`` what English
    pages say of it."""

    slug: str
    title: str
    type: str
    description: str
    menu: bool
    rule: str
    title_en: str = ""
    description_en: str = ""


@dataclass(frozen=True)
class Blueprint:
    """The sections of a kind of unit's site, in their order."""

    name: str
    title: str
    sections: tuple


@dataclass(frozen=True, eq=False)
class Subject:
    """A subject of a programme. ``kind`` is mark or comment (TT 22/2021, Điều 5; R22-2); ``lessons`` maps a grade to
    the lessons a year, which decide the number of marks (Điều 6; R22-4), counted over ``weeks``. ``elective`` means
    chosen, not for all. ``role`` is "mathematics", "literature", "foreign_language" (the core subjects, R58-11) or "".
    ``until`` is its last day or None. ``terms`` maps a grade to the terms in which it is taught there, where that is
    not (1, 2). ``tests`` are the grades with a periodic test, where the kind is mark whatever ``kind`` says (R27-3).
    """

    code: str
    title: str
    kind: str
    level: str
    lessons: Mapping
    programme: str
    since: date
    elective: bool
    role: str
    until: date | None
    weeks: int
    terms: Mapping
    tests: tuple


def within(day, since, until):
    """Return whether ``day`` is in the period; None leaves an end open, both ends are included."""
    return (since is None or since <= day) and (until is None or day <= until)


def build_kind(name, data):
    """Return the :class:`UnitKind` of checked ``data``."""
    under = tuple((each["kind"], day(each["since"]), day(each["until"])) for each in data["under"])
    return UnitKind(name, data["title"], data["short_title"], data["level"], tuple(data["grades"]), under,
                    data["blueprint"], data["school"], day(data["since"]), day(data["until"]), data.get("title_en", ""))


def build_blueprint(name, data):
    """Return the :class:`Blueprint` of checked ``data``."""
    return Blueprint(name, data["title"], tuple(Section(**each) for each in data["sections"]))


def build_subject(code, data):
    """Return the :class:`Subject` of checked ``data``."""
    lessons = MappingProxyType({int(grade): number for grade, number in data["lessons"].items()})
    terms = MappingProxyType({int(grade): tuple(each) for grade, each in data.get("terms", {}).items()})
    return Subject(code, data["title"], data["kind"], data["level"], lessons, data["programme"], day(data["since"]),
                   data["elective"], data.get("role", ""), day(data.get("until")), data.get("weeks", WEEKS), terms,
                   tuple(data.get("tests", ())))


def day(text):
    """Return the date written yyyy-mm-dd, or None for None."""
    return None if text is None else date.fromisoformat(text)
