"""Keeping the results of a class: a summary as it stood, who kept it and when; a lock on what is summed up (R5-1)."""

from eduportal.content.class_records import record_of
from eduportal.content.kept_results import KeptResults, KeptSummary
from eduportal.domain.assessment.class_results import PARTS, keys_of
from eduportal.domain.errors import Refused, RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line
from eduportal.operations.asking import require_of
from eduportal.operations.results.computing import class_results, missing_of, missing_title
from eduportal.operations.results.tables import columns_of, counts_of, row_values, shown

_NAMES = 5
_LONGEST_REASON = 1000


def keep_results(portal, school_class, part, *, by, at):
    """Keep the results of a class in a part ("1", "2" or "year") as they are now; return the :class:`KeptSummary`.

    What is summed up is held against this transaction: a save in a mark book meanwhile makes one of both be repeated.

    :raises NotAllowed: ``by`` may not decide here. :raises RuleError: kept already, nobody to keep.
    :raises Refused: something is missing: what, and whose.
    """
    require_of(portal, by, "results:decide", school_class, at=at)
    check_part(part)
    _hold(school_class)
    if kept_of(school_class, part) is not None:
        raise RuleError(_("This summary is kept already. To keep it anew, open it again first."), "part")
    results = class_results(portal, school_class)
    if not results.counted:
        raise RuleError(_("No students have been entered in this class yet."), "part")
    missing = missing_of(results, part)
    if missing:
        raise Refused(_("Not kept: something is still missing. Nothing has been changed."),
                      {"/".join(what): missing_line(results, what, students) for what, students in missing.items()})
    if school_class.kept_results is None:
        school_class.kept_results = KeptResults()
    keys = keys_of(results.subjects)
    summary = KeptSummary(
        part, results.rules, results.given.switches,
        tuple((each.code, keys[each.code], each.kind) for each in results.taught(part)),
        {student: row_values(row, part) for student, row in results.counted.items()}, counts_of(results, part),
        by=by, at=at)
    school_class.kept_results.put(summary)
    return summary


def reopen_results(portal, school_class, part, reason, *, by, at):
    """Open a kept summary again, with a reason; it stays among the earlier ones. Return it.

    :raises NotAllowed: ``by`` may not decide here. :raises RuleError: it is not kept, or the reason is missing.
    """
    require_of(portal, by, "results:decide", school_class, at=at)
    check_part(part)
    reason = clean_line(reason)
    if not reason:
        raise RuleError(_("Please write the reason; it is kept with the summary."), "reason")
    if len(reason) > _LONGEST_REASON:
        raise RuleError(_("The reason is longer than ${count} characters.", count=_LONGEST_REASON), "reason")
    summary = kept_of(school_class, part)
    if summary is None:
        raise RuleError(_("This summary is not kept. Reload the page."), "part")
    school_class.kept_results.take(part, reason, by=by, at=at)
    return summary


def check_part(part):
    """Refuse what is no part of the year. :raises RuleError: not "1", "2" or "year"."""
    if part not in PARTS:
        raise RuleError(_("There are results of term 1, of term 2 and of the year."), "part")


def kept_of(school_class, part):
    """Return the :class:`KeptSummary` of a part, or None."""
    return school_class.kept_results.parts.get(part) if school_class.kept_results is not None else None


def missing_line(results, what, students):
    """Return one line about what is missing: the thing, how many students, the first of them with their numbers."""
    named = ", ".join(f"{results.numbers[each]}. {results.name_of(each)}" for each in students[:_NAMES])
    if len(students) > _NAMES:
        return _("${what}: missing of ${count} students (${names} and ${more} more)", what=missing_title(results, what),
                 count=len(students), names=named, more=len(students) - _NAMES)
    return _("${what}: missing of ${count} students (${names})", what=missing_title(results, what),
             count=len(students), names=named)


def differences(results, part):
    """Return what differs between the kept summary of a part and now: [(student, title, kept text, text now)].

    ``results`` are the :class:`ClassResults` of now. What the summer adds to a year that was kept before it is no
    difference. [] when nothing is kept or nothing differs.
    """
    kept = kept_of(results.school_class, part)
    if kept is None:
        return []
    columns = [(each.name, each.title) for each in columns_of(results, part, summer=True)]
    names = {name for name, _title in columns}
    columns += [(f"subject:{code}", title) for code, title, _kind in kept.subjects if f"subject:{code}" not in names]
    found = []
    for student, row in results.rows.items():
        was, now = kept.rows.get(student), row_values(row, part)
        if was is None:
            if student not in results.left:
                found.append((student, _("Student"), "–", _("Came after the summary was kept")))
            continue
        found += [(student, title, shown(name, was.get(name)) or "–", shown(name, now.get(name)) or "–")
                  for name, title in columns if _differs(name, was.get(name), now.get(name))]
    return found


def _differs(name, was, now):
    added_by_summer = name in ("after_learning", "after_conduct", "final") and was is None
    return was != now and not added_by_summer


def _hold(school_class):
    """Let this transaction meet every save in what the summary is made of, though it writes none of it."""
    read_current = getattr(school_class._p_jar, "readCurrent", None)
    if read_current is None:
        return
    for each in (*school_class.books.values(), record_of(school_class)):
        if each._p_jar is not None:
            each._p_activate()
            read_current(each)
