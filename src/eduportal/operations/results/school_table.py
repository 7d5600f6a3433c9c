"""The results of a school as counts of its classes: stored at each class, so that no page loads all mark books."""

from dataclasses import dataclass

from eduportal.content.classes import SchoolClass, SchoolYear
from eduportal.content.kept_results import ResultCounts
from eduportal.content.nodes import unit_of
from eduportal.domain.assessment.class_results import PARTS
from eduportal.domain.dates import local_day, school_year_of
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.asking import require_of
from eduportal.operations.results.computing import class_results
from eduportal.operations.results.keeping import check_part, kept_of
from eduportal.operations.results.tables import counts_of
from eduportal.operations.tasks import nightly, start, task

_SECONDARY = ("THCS", "THPT")


@dataclass(frozen=True)
class ClassLine:
    """A class in the table of its school: ``counts`` of the part (None until computed), ``at`` of which ISO instant."""

    school_class: object
    rules: str
    counts: dict | None
    at: str
    kept: bool


def summarise_class(portal, school_class, *, at, is_forced=True):
    """Compute the counts of a class and store them at it; return the :class:`ResultCounts`.

    :param is_forced: False to write nothing when the counts are those that stand there.
    :raises RuleError: the class has no results here.
    """
    results = class_results(portal, school_class)
    parts = {part: counts_of(results, part) for part in PARTS}
    stored = school_class.result_counts
    if stored is None:
        school_class.result_counts = stored = ResultCounts(results.rules, parts, at=at)
    elif is_forced or (stored.rules, stored.parts) != (results.rules, parts):
        stored.write(results.rules, parts, at=at)
    return stored


@task("summarise_classes", _("Compute the results of the school"))
def summarise_one(portal, unit, item, params, *, by, at):
    """Compute the counts of the class with the uuid ``item``. :raises NotAllowed: ``by`` does not keep its records."""
    school_class = unit.find(item)
    if not isinstance(school_class, SchoolClass) or unit_of(school_class) is not unit:
        raise RuleError(_("This is not there any more; somebody has moved or deleted it."))
    require_of(portal, by, "class:edit", school_class, at=at)
    summarise_class(portal, school_class, at=at)


@nightly("summarise_results", _("Results of the schools"))
def summarise_unit(portal, unit, *, by, at):
    """Compute the counts of every class of a school in this school year and the last; write those that changed."""
    since = school_year_of(local_day(at)) - 1
    for year in school_years(unit):
        for school_class in secondary_classes(year) if year.start >= since else ():
            if school_class.books:
                try:
                    summarise_class(portal, school_class, at=at, is_forced=False)
                except RuleError:
                    continue


def start_summaries(portal, year, *, by, at):
    """Start the job that computes the counts of all classes of a school year; return it.

    :raises NotAllowed: ``by`` does not keep the classes of the year. :raises RuleError: the year has no classes, or
        none that is assessed by marks.
    """
    require_of(portal, by, "class:edit", year, at=at)
    if not classes_of(year):
        raise RuleError(_("No classes have been opened in this school year yet."))
    classes = secondary_classes(year)
    if not classes:
        raise RuleError(_("The results of a primary class are not computed from mark books (TT 27/2020)."))
    return start(portal, unit_of(year), "summarise_classes", [each.uuid for each in classes], by=by, at=at,
                 title=_("Compute the results of ${year}", year=year.title))


def school_years(unit):
    """Return the school years of a unit, by its index: the newest first."""
    if unit.index is None:
        return []
    cards = [card for _oid, card in unit.index.children(unit.uuid) if card.type == "school_year"]
    found = [unit[card.name] for card in cards if card.name in unit]
    return sorted((each for each in found if isinstance(each, SchoolYear)), key=lambda year: -year.start)


def has_school_year(unit):
    """Return whether a unit has opened a school year, by its index."""
    return unit.index is not None and any(card.type == "school_year" for _oid, card in unit.index.children(unit.uuid))


def classes_of(year):
    """Return the classes of a school year by grade, then in the order in which they stand there."""
    found = [each for each in year.values() if isinstance(each, SchoolClass)]
    return sorted(found, key=lambda each: (each.grade, each.sort_key))


def secondary_classes(year):
    """Return the classes of a school year that are not primary ones, by grade."""
    return [each for each in classes_of(year) if each.level in _SECONDARY]


def school_table(year, part):
    """Return the :class:`ClassLine` of every secondary class of a school year, by grade. Reads no mark book.

    :raises RuleError: no such part.
    """
    check_part(part)
    found = []
    for each in secondary_classes(year):
        stored = each.result_counts
        found.append(ClassLine(each, stored.rules if stored is not None else "",
                               stored.parts.get(part) if stored is not None else None,
                               stored.at if stored is not None else "", kept_of(each, part) is not None))
    return found


def sum_counts(counts):
    """Return the sum of several counts of one part (plain dicts as :func:`counts_of` gives them)."""
    total = {}
    for each in counts:
        for name, value in each.items():
            if isinstance(value, dict):
                inner = total.setdefault(name, {})
                for key, number in value.items():
                    inner[key] = inner.get(key, 0) + number
            else:
                total[name] = total.get(name, 0) + value
    return total
