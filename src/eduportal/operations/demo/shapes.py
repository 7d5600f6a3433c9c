"""The shapes of the plan: frozen, plain data, so that the builder decides nothing and tests can count everything."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class UnitPlan:
    """One unit. ``parent`` is the code of the managing office; ``opened_on`` None means that it has no portal."""

    code: str
    name: str
    short_name: str
    kind: str
    slug: str
    parent: str | None
    district: str
    address: str
    ward_code: str
    ward: str
    phone: str
    email: str
    head: str
    head_title: str
    public: bool
    opened_on: date | None


@dataclass(frozen=True)
class Coverage:
    """One row of a reported coverage table: ``counts`` maps a kind, or ``total``, to (with portal, all units)."""

    district: str
    unit: str
    day: date
    source: str
    counts: dict


@dataclass(frozen=True)
class PicturePlan:
    """A picture that :func:`eduportal.operations.demo.pictures.picture` draws from ``seed``, as a JPEG."""

    seed: str
    file_name: str
    alt: str
    width: int = 1200
    height: int = 675


@dataclass(frozen=True)
class PagePlan:
    """A page of ``section`` (slug of a section of the unit's blueprint); ``body`` is HTML; published at that instant."""

    section: str
    slug: str
    title: str
    summary: str
    body: str
    published_at: datetime


@dataclass(frozen=True)
class NewsPlan:
    """A news item of section ``tin-tuc``; ``send_up`` offers it to the office above. ``body`` is HTML."""

    slug: str
    title: str
    summary: str
    body: str
    published_at: datetime
    send_up: bool
    picture: PicturePlan | None = None
    author: str | None = None


@dataclass(frozen=True)
class FilePlan:
    """A file whose bytes :func:`eduportal.operations.demo.files.content` makes from ``paragraphs`` and ``table``."""

    section: str
    file_name: str
    title: str
    media_type: str
    heading: str
    paragraphs: tuple
    table: tuple
    published_at: datetime


@dataclass(frozen=True)
class DisclosurePlan:
    """A disclosure of section ``cong-khai`` for one school year, under the regulation in force ("TT 09/2024")."""

    slug: str
    title: str
    school_year: str
    regulation: str
    body: str
    published_at: datetime
    files: tuple


@dataclass(frozen=True)
class SitePlan:
    """What the portal of one unit shows at the start."""

    unit: str
    pages: tuple
    news: tuple
    files: tuple = ()
    disclosures: tuple = ()


@dataclass(frozen=True)
class Person:
    """Somebody who signs in. ``roles`` are (role, unit code) grants; a teacher has none: assignments say it."""

    login: str
    name: str
    title: str
    unit: str
    sex: str
    birth_date: date
    email: str
    roles: tuple


@dataclass(frozen=True)
class StudentPlan:
    """A student of one class; ``sex`` is ``female`` or ``male``; ``code`` is unique in the school."""

    code: str
    name: str
    birth_date: date
    sex: str


@dataclass(frozen=True)
class ClassPlan:
    """A class of ``school``: its name ("6A1"), grade, subjects studied there and students (in order of enrolment)."""

    school: str
    school_year: str
    name: str
    grade: int
    subjects: tuple
    students: tuple


@dataclass(frozen=True)
class Assignment:
    """``teacher`` (login) teaches ``subject`` in ``class_name`` from one day to another, both included."""

    school: str
    teacher: str
    class_name: str
    subject: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Homeroom:
    """``teacher`` (login) is homeroom teacher of ``class_name`` from ``since`` on."""

    school: str
    teacher: str
    class_name: str
    since: date


@dataclass(frozen=True)
class MarkBookPlan:
    """Term marks of one class and subject.

    ``rows`` follow ``ClassPlan.students``; each is a tuple of cell texts in the order of ``columns`` ("8,5", "Đ", "").
    ``state`` is ``open``, ``submitted`` or ``approved``; ``entered_by`` the teacher's login.
    """

    school: str
    class_name: str
    subject: str
    term: int
    columns: tuple
    rows: tuple
    state: str
    entered_by: str


@dataclass(frozen=True)
class CityPlan:
    """Everything of the demonstration city for one day. ``units`` is in an order where parents come first."""

    day: date
    school_year: str
    units: tuple
    coverage: tuple
    sites: tuple
    people: tuple
    classes: tuple
    assignments: tuple
    homerooms: tuple
    mark_books: tuple
    rich_schools: tuple

    def unit(self, code):
        """Return the unit with ``code``; :raises KeyError: when there is none."""
        for unit in self.units:
            if unit.code == code:
                return unit
        raise KeyError(code)
