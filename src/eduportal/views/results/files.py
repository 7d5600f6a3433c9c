"""The table of a class as a file: text cells, the rule and the warning of an unfinished summary below the table."""

from eduportal.domain.assessment.class_results import keys_of
from eduportal.domain.dates import format_instant
from eduportal.domain.messages import _
from eduportal.domain.rulesets import SECONDARY
from eduportal.domain.text import slug
from eduportal.operations.results import columns_of, count_rows
from eduportal.operations.results.computing import missing_of
from eduportal.operations.results.keeping import kept_of
from eduportal.operations.results.tables import counts_of, row_values, shown
from eduportal.views.table_files import csv_answer, xlsx_answer

FORMATS = ("xlsx", "csv")
UNFINISHED = _("The school has not finished summing up: results may still change and be incomplete.")
PRIVATE = _("Results are given only to the student or the parents, each their own (point 6 of the "
            "instructions of the register, TT 22/2021).")


def results_file(request, results, part, kind):
    """Return the response with the table of a part as a file of ``kind`` (one of :data:`FORMATS`)."""
    say, school_class = request.translate, request.context
    columns = columns_of(results, part)
    head = [say(_("No.")), say(_("Full name")), *(say(each.title) for each in columns)]
    rows = [_cells(results, row, part, columns) for row in results.rows.values()]
    name = f"ket-qua-{slug(school_class.title)}-{'ca-nam' if part == 'year' else f'hk{part}'}"
    if kind == "csv":
        return csv_answer(name, head, rows)
    title = say(_("Results of class ${name}", name=school_class.title))
    part_title = say({"1": _("Term 1"), "2": _("Term 2"), "year": _("Whole year")}[part])
    return xlsx_answer(name, head, rows, sheet=part_title, numbers=(0,), notes=_notes(request, results, part),
                       title=f"{title} – {part_title} – {school_class.__parent__.title}")


def _cells(results, row, part, columns):
    values = row_values(row, part)
    return [results.numbers[row.student], results.name_of(row.student),
            *(shown(each.name, values.get(each.name)) for each in columns)]


def _notes(request, results, part):
    say, counts = request.translate, counts_of(results, part)
    summary = kept_of(request.context, part)
    found = [say(UNFINISHED)] if missing_of(results, part) or summary is None else []
    found += [f"{say(title)}: " + "; ".join(f"{value} {number}" for value, number in rows)
              for _name, title, rows in count_rows(results.rules, counts)]
    found.append(say(_("Computed on ${at} by ${rule}.", at=format_instant(request.at), rule=SECONDARY[results.rules])))
    found += [say(PRIVATE)]
    used = {each.code for each in results.taught(part)}
    return [*found, ", ".join(title for code, title in keys_of(results.subjects).items() if code in used)]
