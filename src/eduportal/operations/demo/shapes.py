"""The shapes of the plan: frozen, plain data, so that the builder decides nothing and tests can count everything."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class UnitPlan:
    """One unit. ``parent`` is the code of the managing office; ``opened_on`` None means that it has no portal.

    ``street`` is the house and street alone, ``address`` the whole line with the ward of today and the city.
    """

    code: str
    name: str
    short_name: str
    kind: str
    slug: str
    parent: str | None
    district: str
    street: str
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
    """A page in ``section`` (slug of a section of the blueprint); ``body`` is HTML; published at that instant."""

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
    """A disclosure in the folder ``cong-khai``/``folder`` of one school year (TT 09/2024).

    ``circular`` and ``content`` are values of the choices of the content type; ``files`` are attached to it.
    """

    folder: str
    folder_title: str
    slug: str
    title: str
    summary: str
    start_year: int
    circular: str
    content: str
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
    email: str
    roles: tuple


@dataclass(frozen=True)
class StudentPlan:
    """A student of one class; ``sex`` is "nam" or "nữ"; ``code`` is unique in the school."""

    code: str
    name: str
    born: date
    sex: str


@dataclass(frozen=True)
class ClassPlan:
    """A class of ``school``: its name ("6A1"), grade, codes of its subjects, students in the order of the register."""

    school: str
    level: str
    name: str
    grade: int
    subjects: tuple
    students: tuple


@dataclass(frozen=True)
class Assignment:
    """``teacher`` (login) teaches ``subject`` in ``class_name`` from one day to another, both included.

    The subject '' is homeroom teaching.
    """

    school: str
    teacher: str
    class_name: str
    subject: str
    since: date
    until: date | None


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
class ClassRecordPlan:
    """What the homeroom teacher wrote for a class in one term.

    ``rows`` follow ``ClassPlan.students``; each is (level, half-days with leave, without leave), texts, "" for nothing.
    ``locked``: the principal has locked the term. ``entered_by`` is the teacher's login.
    """

    school: str
    class_name: str
    term: int
    rows: tuple
    locked: bool
    entered_by: str


@dataclass(frozen=True)
class CityPlan:
    """Everything of the demonstration city for one day. ``units`` is in an order where parents come first.

    ``start_year`` is the year in which the school year of ``day`` begins; ``rich_schools`` are two codes, THCS first.
    """

    day: date
    start_year: int
    units: tuple
    coverage: tuple
    sites: tuple
    people: tuple
    classes: tuple
    assignments: tuple
    mark_books: tuple
    class_records: tuple
    rich_schools: tuple

    def unit(self, code):
        """Return the unit with ``code``; :raises KeyError: when there is none."""
        for unit in self.units:
            if unit.code == code:
                return unit
        raise KeyError(code)
