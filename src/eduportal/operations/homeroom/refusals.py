"""Refusals that carry what the screen of a class record needs, and the checks that every write of one shares."""

from eduportal.content.class_records import record_of
from eduportal.domain.dates import format_day, format_instant, parse_day, parse_instant
from eduportal.domain.errors import ChangedMeanwhile, NotAllowed, Refused, RuleError
from eduportal.domain.messages import _
from eduportal.domain.rulesets import PRIMARY
from eduportal.domain.text import clean_text

LONGEST_REASON = 1000
TERMS = {1: "HKI", 2: "HKII", 0: "CN"}


class EntriesRefused(Refused):
    """Cells that cannot be saved (422). ``reasons``: {(student, column): message}."""

    def __init__(self, reasons):
        super().__init__(_("${count} cells cannot be saved; nothing was saved. Correct them and save again.",
                           count=len(reasons)), reasons)


class EntriesChanged(ChangedMeanwhile):
    """Cells that others changed since they were read (409).

    ``conflicts``: {(student, column): {"theirs", "mine", "by", "at"}}: texts as the screen shows them, ``by`` an
    account's uuid, ``at`` an ISO instant in UTC.
    """

    def __init__(self, conflicts):
        super().__init__(_("${count} cells were changed by somebody else since you opened this page; nothing was "
                           "saved. Compare both and decide for each cell.", count=len(conflicts)),
                         theirs={cell: each["theirs"] for cell, each in conflicts.items()},
                         mine={cell: each["mine"] for cell, each in conflicts.items()})
        self.conflicts = conflicts


class EntriesMissing(RuleError):
    """A term is to be locked with empty cells. ``missing``: {student uuid: tuple of columns}."""

    def __init__(self, missing):
        super().__init__(_("${count} students still have empty cells in this term. Ask the homeroom teacher to fill "
                           "them, or confirm that they stay empty.", count=len(missing)), "missing_confirmed")
        self.missing = missing


def state_refusal(school_class):
    """Return why nothing is written into the record of a class now, or None: primary rules, or closed."""
    rules = record_of(school_class).rules
    if rules in PRIMARY:
        return _("Conduct and absences of a primary class are not kept here: ${rule} asks for qualities and "
                 "competences, which this page does not carry.", rule=PRIMARY[rules])
    for record in (school_class, school_class.__parent__):
        if record.state == "closed":
            return _("“${title}” is closed and only read. Ask the principal to open it again.", title=record.title)
    return None


def open_record(school_class):
    """Return the record of a class to check a write against, not kept yet if it is the first one; makes the commit fail
    if the class or the year is closed meanwhile.

    :raises RuleError: nothing is written into it now.
    """
    refusal = state_refusal(school_class)
    if refusal is not None:
        raise RuleError(refusal)
    for each in (school_class, school_class.__parent__):
        if getattr(each, "_p_jar", None) is not None:
            # Closing a class writes the class and not its record, so it would not conflict with a save.
            each._p_jar.readCurrent(each)
    return record_of(school_class)


def rows_of(school_class, record):
    """Return {student uuid: row} of everybody in the class, also of those who get their row by the next write."""
    return {uuid: row for row, uuid in enumerate((*record.students, *_late(school_class, record)))}


def keep(school_class, record, *, by, at):
    """Keep a record that was read for its first write, and give a row to everybody who came since it was begun."""
    if school_class.class_record is None:
        school_class.class_record = record
    late = _late(school_class, record)
    if late:
        first = len(record.students)
        record.write("enrol", [(first + place, None, None, uuid) for place, uuid in enumerate(late)], by=by, at=at)


def _late(school_class, record):
    return [row[0] for row in school_class.roll if row[0] not in record.students]


def check_students(school_class, students):
    """Authorise students by the roll of the class; does not say which one is foreign (abuse cases 1, 2)."""
    if not set(students) <= {row[0] for row in school_class.roll}:
        raise NotAllowed(_("This names a student or a column that is not in this class; nothing was saved."))


def lock_refusal(record, term, name_of):
    """Return why nothing is entered for a term, None while it is open: by whom, since when and why it was locked."""
    lock = record.lock_of(term)
    if lock is None:
        return None
    at, by, reason = lock
    return _("${term} was locked by ${name} at ${when}: ${reason}. Ask them to unlock it and say why.",
             term=TERMS[term], name=name_of(by), when=format_instant(parse_instant(at)), reason=reason)


def left_text(until):
    """Return "Left on 03/10/2026" for the ISO day on which a student left the class, None while they are in it."""
    return _("Left on ${day}", day=format_day(parse_day(until))) if until else None


def checked_reason(reason, field="reason"):
    """Return the reason cleaned. Raises RuleError when there is none or it is too long."""
    reason = clean_text(reason or "")
    if not reason:
        raise RuleError(_("A reason is needed; it is kept in the journal of the class."), field)
    if len(reason) > LONGEST_REASON:
        raise RuleError(_("The reason is longer than ${most} characters; shorten it.", most=LONGEST_REASON), field)
    return reason
