"""The lock on a term's conduct and absences: what is locked is only read; unlocking is an act with a reason (R5-1)."""

from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.asking import require_of
from eduportal.operations.homeroom.cells import columns_of
from eduportal.operations.homeroom.refusals import (
    TERMS,
    EntriesMissing,
    checked_reason,
    keep,
    lock_refusal,
    open_record,
)


def missing_of(school_class, record, term):
    """Return {student uuid: tuple of empty columns} of a term, without those who left the class."""
    columns = [column for column, of in columns_of(record).items() if of == term]
    present = [uuid for uuid, _number, _since, until in school_class.roll if not until]
    found = {uuid: tuple(column for column in columns if record.value(uuid, column) is None) for uuid in present}
    return {uuid: empty for uuid, empty in found.items() if empty}


def lock_conduct(portal, school_class, term, reason, *, by, at, missing_confirmed=False, seen=None, name_of=str):
    """Lock conduct and absences of a term (0: conduct of the year); returns the journal entry.

    :param seen: the revision of the record that was on the screen: what was not seen is not locked.
    :raises EntriesMissing: empty cells that were not confirmed. :raises RuleError: no reason, no such term, locked
        already, or changed meanwhile. :raises NotAllowed: ``by`` may not decide here.
    """
    require_of(portal, by, "results:decide", school_class, at=at)
    reason, record = checked_reason(reason), open_record(school_class)
    _check_term(record, term)
    refusal = lock_refusal(record, term, name_of)
    if refusal is not None:
        raise RuleError(refusal)
    if seen is not None and seen != record.revision:
        raise RuleError(_("The record of the class was changed after you opened it. Look at it again before you lock "
                          "it."))
    missing = missing_of(school_class, record, term)
    if missing and not missing_confirmed:
        raise EntriesMissing(missing)
    keep(school_class, record, by=by, at=at)
    return record.write("lock", [(None, str(term), "open", "locked")], by=by, at=at, note=reason)


def unlock_conduct(portal, school_class, term, reason, *, by, at):
    """Open a locked term again, with a reason; returns the journal entry.

    :raises NotAllowed: ``by`` may not decide here. :raises RuleError: it is not locked.
    """
    require_of(portal, by, "results:decide", school_class, at=at)
    reason, record = checked_reason(reason), open_record(school_class)
    _check_term(record, term)
    if record.lock_of(term) is None:
        raise RuleError(_("${term} is not locked. Reload the page.", term=TERMS[term]))
    return record.write("unlock", [(None, str(term), "locked", "open")], by=by, at=at, note=reason)


def _check_term(record, term):
    if term not in columns_of(record).values():
        raise RuleError(_("This class has no such term to lock."), "term")
