"""What is read from the marks of a student before any level is given: what counts, what is missing, what fails."""

from eduportal.domain.errors import RuleError
from eduportal.domain.marks import ACHIEVED, EMPTY, EXEMPT, check_code, format_mark
from eduportal.domain.messages import _


def counted(marks, comments):
    """Return (marks that count, comments that count, subjects that are missing): exempt subjects are in none of them.

    :raises RuleError: no subject has marks, a subject stands in both, or a code is not one of its kind; its field is
        "marks", "comments", or the subject.
    """
    both = marks.keys() & comments.keys()
    if both:
        raise RuleError(_("“${subject}” stands among the marks and among the comments. A subject is assessed in one "
                          "way.", subject=str(sorted(both, key=str)[0])), "comments")
    missing = tuple(subject for part in (marks, comments) for subject, code in part.items() if code in (None, EMPTY))
    found = []
    for kind, part in (("mark", marks), ("comment", comments)):
        found.append({subject: check_code(code, kind, str(subject)) for subject, code in part.items()
                      if code not in (None, EMPTY, EXEMPT)})
    if not missing and not found[0]:
        raise RuleError(_("There is no subject with a mark: a level is given from the marks of the subjects."), "marks")
    return found[0], found[1], missing


def below(marks, least, spared=None):
    """Return the subjects whose mark is under ``least`` tenths, without the one that is ``spared``."""
    return [subject for subject, code in marks.items() if code < least and subject != spared]


def not_achieved(comments, spared=None):
    """Return the subjects assessed by comments that are not Đ, without the one that is ``spared``."""
    return [subject for subject, code in comments.items() if code != ACHIEVED and subject != spared]


def replaced(marks, comments, again, allowed):
    """Return (marks, comments) in which the codes of ``again`` stand in the place of the first ones.

    A worse result replaces a better one as well: the circulars say "thay thế" (R58-17, R22-16).

    :raises RuleError: a subject that is not in ``allowed``, or a code that is none of its kind; its field is the
        subject.
    """
    for subject, code in again.items():
        if subject not in allowed:
            raise RuleError(_("“${subject}” cannot be taken again: only subjects below 5,0 or with CĐ (${subjects}).",
                              subject=str(subject), subjects=", ".join(map(str, allowed)) or "–"), str(subject))
        if code in (None, EMPTY, EXEMPT):
            raise RuleError(_("The result of the assessment taken again is missing."), str(subject))
        check_code(code, "mark" if subject in marks else "comment", str(subject))
    return ({subject: again.get(subject, code) for subject, code in marks.items()},
            {subject: again.get(subject, code) for subject, code in comments.items()})


def taken_again(marks, comments):
    """Return the subjects that may be taken again: below 5,0 or CĐ in the year (R58-17, R22-16), in their order."""
    kept, commented, _missing = counted(marks, comments)
    return (*below(kept, 50), *not_achieved(commented))


def shown(marks, subjects):
    """Return "Toán 7,9, Ngữ văn 6,4" for subjects assessed by marks."""
    return ", ".join(f"{subject} {format_mark(marks[subject], average=True)}" for subject in subjects)


def check_absences(absences):
    """Return the half-days missed in a year. :raises RuleError: it is no whole number of at least 0."""
    if isinstance(absences, bool) or not isinstance(absences, int) or absences < 0:
        raise RuleError(_("“${text}” is no number of absences. Expected the half-days (buổi) missed in the year, a "
                          "whole number from 0.", text=str(absences)[:40]), "absences")
    return absences
