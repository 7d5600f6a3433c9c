"""What is read from the marks of a student before any level is given: what counts, what is missing, what fails."""

from eduportal.domain.errors import RuleError
from eduportal.domain.marks import ACHIEVED, EMPTY, EXEMPT, check_code, format_mark
from eduportal.domain.messages import _


def counted(marks, comments):
    """Return (marks that count, comments that count, subjects that are missing): exempt subjects are in none of them.

    :raises RuleError: no subject has marks, a subject stands in both, or a code is not one of its kind; its field is
        "marks", "comments", or the subject.
    """
    if both := marks.keys() & comments.keys():
        raise RuleError(_("“${subject}” stands among the marks and among the comments. A subject is assessed in one "
                          "way.", subject=str(sorted(both, key=str)[0])), "comments")
    missing, found = [], ({}, {})
    for kind, part, kept in (("mark", marks, found[0]), ("comment", comments, found[1])):
        for subject, code in part.items():
            if code is None or code == EMPTY:
                missing.append(subject)
            elif code != EXEMPT:
                kept[subject] = check_code(code, kind, str(subject))
    if not missing and not found[0]:
        raise RuleError(_("There is no subject with a mark: a level is given from the marks of the subjects."), "marks")
    return *found, tuple(missing)


def check_named(marks, core, specialised):
    """Refuse a core subject or the specialised one that has no marks here. :raises RuleError: its field is "core" or
    "specialised".
    """
    for field, names in (("core", core), ("specialised", () if specialised is None else (specialised,))):
        for name in names:
            if name not in marks:
                raise RuleError(_("“${subject}” is not among the subjects assessed by marks. Expected one of: "
                                  "${subjects}.", subject=str(name)[:60],
                                  subjects=", ".join(map(str, marks)) or "–"), field)


class Counted:
    """The counted marks of one student, with what every level asks of them: the lowest ones, the comments not Đ."""

    __slots__ = ("_lowest", "comments", "marks", "open")

    def __init__(self, marks, comments):
        self.marks, self.comments = marks, comments
        self.open = [subject for subject, code in comments.items() if code != ACHIEVED]
        self._lowest = sorted(marks, key=marks.__getitem__)[:2]

    def below(self, least, spared=None):
        """Return the subjects whose mark is under ``least`` tenths, without the one that is ``spared``."""
        # Few students fail, and of those who do one asks again and again with another subject spared.
        lowest = next((each for each in self._lowest if each != spared), None)
        if lowest is None or self.marks[lowest] >= least:
            return ()
        return tuple(subject for subject, code in self.marks.items() if code < least and subject != spared)

    def not_achieved(self, spared=None):
        """Return the subjects assessed by comments that are not Đ, without the one that is ``spared``."""
        return tuple(each for each in self.open if each != spared) if self.open else ()

    def candidates(self, *, comments):
        """Return the subjects that may be the one that an uplift is for, the lowest mark first.

        A comment that is Đ is no cause of anything. :param comments: subjects assessed by comments may be it too.
        """
        found = sorted(self.marks, key=self.marks.__getitem__)
        return [*self.open, *found] if comments else found


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
    student = Counted(kept, commented)
    return (*student.below(50), *student.not_achieved())


def check_failed(first, level, rule):
    """Refuse to assess again who has another learning result of the year than ``level``; a missing one says nothing.

    :param first: the :class:`Classification` of the year. :raises RuleError: its field is "retests".
    """
    if first.value not in (None, level):
        raise RuleError(_("The learning result of the year is ${found}: only a student with ${level} is assessed again "
                          "(${rule}).", found=first.value, level=level, rule=rule), "retests")


def shown(marks, subjects):
    """Return "Toán 7,9, Ngữ văn 6,4" for subjects assessed by marks."""
    return ", ".join(f"{subject} {format_mark(marks[subject], average=True)}" for subject in subjects)


def joined(parts):
    """Return texts as one: "a; b; c"; a :class:`Message` among them is translated with the whole."""
    text = parts[0]
    for part in parts[1:]:
        text = _("${first}; ${rest}", first=text, rest=part)
    return text


def check_absences(absences):
    """Return the half-days missed in a year. :raises RuleError: it is no whole number of at least 0."""
    if isinstance(absences, bool) or not isinstance(absences, int) or absences < 0:
        raise RuleError(_("“${text}” is no number of absences. Expected the half-days (buổi) missed in the year, a "
                          "whole number from 0.", text=str(absences)[:40]), "absences")
    return absences
