"""What a class has of its own: the specialised subject of a THPT chuyên, and which of the grade's electives."""

from eduportal.content.nodes import unit_of
from eduportal.domain.dates import iso_instant
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.asking import require_of
from eduportal.operations.school_years import current_year
from eduportal.operations.subjects.reading import class_subjects, subjects_for


def set_specialised_subject(portal, school_class, code, *, by, at):
    """Set the specialised subject (môn chuyên) of a class, "" for none (TT 58/2011, Điều 13; R58-11).

    :raises NotAllowed: ``by`` does not keep this class.
    :raises RuleError: not an upper secondary class, not a subject that the class has by marks, or a year that is over.
    """
    require_of(portal, by, "class:edit", school_class, at=at)
    _check_year(school_class, at)
    if code and school_class.level != "THPT":
        raise RuleError(_("Only a class of an upper secondary school (THPT) has a specialised subject."), "specialised")
    if code and code not in {each.code for each in class_subjects(portal, school_class) if each.kind == "mark"}:
        raise RuleError(_("The specialised subject is one of the subjects of this class that are assessed by marks."),
                        "specialised")
    _write(school_class, "specialised", code, by, at)


def choose_class_electives(portal, school_class, codes, *, by, at):
    """Choose which electives of its grade this class has; None means all that the school chose for the grade.

    :raises NotAllowed: ``by`` does not keep this class.
    :raises RuleError: what the school did not choose for the grade, an elective with a mark book or the specialised
        subject left out, or a year that is over.
    """
    require_of(portal, by, "class:edit", school_class, at=at)
    _check_year(school_class, at)
    if codes is not None:
        grade = subjects_for(portal, unit_of(school_class), school_class.level, school_class.grade,
                             school_class.__parent__.start)
        known = {each.code: each for each in grade if each.elective}
        if set(codes) - set(known):
            raise RuleError(_("A class has electives that the school chose for grade ${grade}.",
                              grade=school_class.grade), "electives")
        kept = {book.subject for book in school_class.books.values()} | {school_class.specialised}
        if lost := [each for each in known.values() if each.code in kept and each.code not in codes]:
            raise RuleError(_("“${title}” has mark books in this class or is its specialised subject: it stays.",
                              title=lost[0].title), "electives")
        codes = tuple(code for code in known if code in set(codes))
    _write(school_class, "electives", codes, by, at)


def _check_year(school_class, at):
    if school_class.__parent__.start < current_year(at):
        raise RuleError(_("The school year of this class is over: what was decided then stays as it is."))


def _write(school_class, name, value, by, at):
    old = getattr(school_class, name)
    if old == value:
        return
    setattr(school_class, name, value)
    school_class.subject_changes = (*school_class.subject_changes, (iso_instant(at), by, name, old, value))
