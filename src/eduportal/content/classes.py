"""School years, classes, students: records of a school. They are never in a public index."""

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from eduportal.content.nodes import Node
from eduportal.domain.names import name_order_key


class SchoolYear(Node):
    """A school year of one school: its classes, its teaching assignments and its windows for entering marks.

    ``start`` is the year it begins in. ``assignments`` maps an account's uuid to a tuple of
    (class uuid, subject code, since, until): dated, ISO days; subject '' is homeroom teaching.
    """

    def __init__(self, uuid, start, *, by, at):
        super().__init__("school_year", uuid, by=by, at=at)
        self.start = start
        self.assignments = OOBTree()
        self.windows = OOBTree()

    def assignments_of(self, account, day):
        """Return the (class uuid, subject) pairs that ``account`` teaches on ``day``; subject '' is homeroom."""
        iso = day.isoformat()
        return tuple(
            (school_class, subject)
            for school_class, subject, since, until in self.assignments.get(account, ())
            if since <= iso and (not until or iso <= until)
        )

    def teachers_of(self, school_class, subject, day):
        """Return the uuids of the accounts that teach ``subject`` in a class on ``day``."""
        return [each for each in self.assignments if (school_class, subject) in self.assignments_of(each, day)]


class SchoolClass(Node):
    """A class of one school year. ``roll`` is a tuple of (student uuid, register number, since, until).

    The register number never changes within the year; late arrivals come at the end (R11-1). ``class_record`` is read
    through :func:`eduportal.content.class_records.record_of`; it is made at the first write.
    """

    class_record = None
    #: The specialised subject (môn chuyên) of a THPT chuyên, and the electives of this class where they are fewer than
    #: those of its grade; every change of them as (ISO instant, account, "specialised" or "electives", old, new).
    specialised = ""
    electives = None
    subject_changes = ()
    #: :class:`eduportal.content.kept_results.KeptResults` and :class:`ResultCounts`, None until there are any.
    kept_results = result_counts = None

    def __init__(self, uuid, grade, level, *, by, at):
        super().__init__("class", uuid, by=by, at=at)
        self.grade, self.level = grade, level
        self.roll = ()
        self.books = OOBTree()

    def __getitem__(self, name):
        book = self.books.get(name)
        return book if book is not None else super().__getitem__(name)

    def get(self, name, default=None):
        book = self.books.get(name)
        return book if book is not None else super().get(name, default)

    def derived_roles(self, account, day):
        """Return the roles that follow from assignments: homeroom teacher of this class, teacher in it."""
        taught = self.__parent__.assignments_of(account, day)
        mine = [subject for school_class, subject in taught if school_class == self.uuid]
        roles = []
        if "" in mine:
            roles.append("homeroom_teacher")
        if any(mine):
            roles.append("teacher")
        return tuple(roles)

    def add_book(self, book):
        """Put a mark book under its name, e.g. ``toan-hk1``."""
        book.__parent__ = self
        self.books[book.__name__] = book


class Student(Persistent):
    """A student of a school: name, day of birth (ISO), sex ("nam" or "nữ"), code of the school."""

    def __init__(self, uuid, code, name, born, sex):
        self.uuid, self.code, self.name, self.born, self.sex = uuid, code, name, born, sex

    @property
    def order(self):
        """Return the key that class lists sort by: tên, then họ and đệm, then birth, then code (R11-1)."""
        return (name_order_key(self.name), self.born, self.code)


class Window(Persistent):
    """When marks of a term may be entered: ``opens`` and ``closes`` are aware UTC, ``set_by`` an account's uuid."""

    def __init__(self, title, opens, closes, set_by):
        self.title, self.opens, self.closes, self.set_by = title, opens, closes, set_by
