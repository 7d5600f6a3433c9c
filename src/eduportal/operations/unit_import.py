"""Many units from a list: checked row by row and cell by cell, written only when confirmed, by a job."""

from datetime import date, datetime, timedelta

from eduportal.content.outbox import announce
from eduportal.content.unit_imports import ImportDraft, ImportLog
from eduportal.domain.dates import local_day
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.unit_rows import COLUMNS, FIELDS, check_cells, read_cells, read_heading
from eduportal.operations.asking import asker_of, require
from eduportal.operations.fields import checked_fields
from eduportal.operations.identity import new_uuid
from eduportal.operations.tasks import do, task
from eduportal.operations.unit_rules import Placing, check_domain
from eduportal.operations.units import add_unit, open_portal

KEPT = timedelta(hours=24)
MOST_DRAFTS = 30
_HEADING_WITHIN = 10


def check_list(portal, office, table, *, name, since, by, at):
    """Check a table of units for ``office`` and keep it for its confirmation; return the :class:`ImportDraft`.

    Nothing else is written. A draft that the same account had is replaced; one is kept for a day.

    :param table: rows of texts, the headings among the first of them. :param since: the day from which new units stand
        below their offices where the list does not say it.
    :raises RuleError: the headings cannot be read, or there is no row.
    """
    heading, first = _find_heading(table)
    lines = [(number, read_cells(heading, cells)) for number, cells in enumerate(table[first:], first + 1)]
    lines = [(number, typed) for number, typed in lines if any(typed.values())]
    if not lines:
        raise RuleError(_("There is no unit below the line of columns."), "file")
    rows = Placing(portal, office, since, local_day(at)).checked(
        [(number, typed, *check_cells(typed, portal.definitions.kinds)) for number, typed in lines])
    draft = ImportDraft(new_uuid(), office.uuid, name[:200], rows, heading.unknown, by=by, at=at)
    book = portal.register.write_book("drafts")
    _tidy(book, at)
    book[by] = draft
    return draft


def _find_heading(table):
    """Return (heading, number of lines up to it): a title may stand above the line of columns."""
    for number, cells in enumerate(table[:_HEADING_WITHIN]):
        try:
            return read_heading(cells), number + 1
        except RuleError:
            continue
    return read_heading(table[0]), 1


def _tidy(book, at):
    """Forget what is too old, and the oldest when there are too many."""
    old = [key for key, each in book.items() if datetime.fromisoformat(each.at) + KEPT < at]
    for key in old:
        del book[key]
    while len(book) >= MOST_DRAFTS:
        del book[min(book.items(), key=lambda pair: pair[1].at)[0]]


def draft_of(portal, office, uuid, *, by, at):
    """Return the draft of this account for this office. :raises RuleError: there is none (any more)."""
    draft = portal.register.book("drafts").get(by)
    if draft is None or draft.uuid != uuid or draft.office != office.uuid or (
            datetime.fromisoformat(draft.at) + KEPT < at):
        raise RuleError(_("This list is no longer kept: it was confirmed, replaced by another one, or is older than a "
                          "day. Please upload it again."))
    return draft


def drop_draft(portal, office, uuid, *, by, at):
    """Forget a checked list without writing anything of it."""
    draft_of(portal, office, uuid, by=by, at=at)
    del portal.register.write_book("drafts")[by]


def counts_of(rows):
    """Return {"add", "update", "same", "refused"} of checked rows."""
    return {verdict: sum(row["verdict"] == verdict for row in rows) for verdict in ("add", "update", "same", "refused")}


def confirm_list(portal, office, uuid, *, by, at):
    """Write the rows of a checked list that are in order; return (log, outcome or job).

    :raises RuleError: the list is not kept any more, or no row of it is to be written.
    """
    draft = draft_of(portal, office, uuid, by=by, at=at)
    rows = draft.rows()
    items = [_item(row) for row in _parents_first(rows) if row["verdict"] in ("add", "update")]
    if not items:
        raise RuleError(_("No row of this list is to be written."))
    log = ImportLog(new_uuid(), office.uuid, draft.name, counts_of(rows), by=by, at=at)
    portal.register.write_book("imports")[log.uuid] = log
    del portal.register.write_book("drafts")[by]
    title = _("Import ${count} units from “${file}”", count=len(items), file=draft.name)
    outcome = do(portal, office, "import_units", items, {"import": log.uuid}, by=by, at=at, title=title)
    log.job = outcome.uuid if outcome.is_job else ""
    return log, outcome


def _item(row):
    return {"title": f"{row['values']['code']} {row['values'].get('name', '')}", "line": row["line"],
            "verdict": row["verdict"], "values": row["values"], "parent": row["parent"], "since": row["since"],
            "changes": row["changes"]}


def _parents_first(rows):
    """Return the rows so that each comes after the row of its office; they have no circles, that was checked."""
    of_code = {row["values"].get("code"): row for row in rows if row["verdict"] == "add"}
    depths = {}

    def depth(code):
        if code not in of_code:
            return 0
        if code not in depths:
            depths[code] = 1 + depth(of_code[code]["parent"])
        return depths[code]

    return sorted(rows, key=lambda row: (depth(row["values"].get("code")), row["line"]))


@task("import_units", _("Import units"))
def import_unit(portal, office, item, params, *, by, at):
    """Add or change one unit of a confirmed list, and note it in the log of the import; return what was done."""
    log = portal.register.book("imports").get(params["import"])
    if log is None:
        raise RuleError(_("The import that this belongs to is not known."))
    if item["line"] in log.done:
        return None
    asker = asker_of(portal, by, at)
    act = _add if item["verdict"] == "add" else _update
    log.done[item["line"]], told = act(portal, item, asker, by, at)
    return told


def _add(portal, item, asker, by, at):
    values = item["values"]
    parent = portal.unit(portal.register.codes.get(item["parent"], ""))
    if parent is None:
        raise RuleError(_("The unit that it should stand under, ${code}, is not there.", code=item["parent"]))
    require(portal, asker, "unit:add", parent)
    unit = add_unit(portal, parent, code=values["code"], kind=values["kind"], by=by, at=at,
                    values={name: values[name] for name in FIELDS if name in values},
                    since=date.fromisoformat(item["since"]))
    if values.get("domain"):
        check_domain(portal, unit.uuid, values["domain"])
        portal.register.give_domain(unit.uuid, values["domain"])
    if values.get("opened_on"):
        require(portal, asker, "unit:open", unit)
        open_portal(portal, unit, by=by, at=at, day=date.fromisoformat(values["opened_on"]))
    return (values["code"], "add", unit.uuid, at.isoformat()), _("added")


def _update(portal, item, asker, by, at):
    code = item["values"]["code"]
    unit = portal.unit(portal.register.codes.get(code, ""))
    if unit is None:
        raise RuleError(_("The unit ${code} is not there any more.", code=code))
    require(portal, asker, "unit:edit", unit)
    changes = [tuple(each) for each in item["changes"]]
    for column, old, _new in changes:
        if value_of(portal, unit, column) != old:
            raise RuleError(_("“${column}” was changed by somebody after the list had been checked; check it again.",
                              column=COLUMNS[column][0]), column)
    if opened := next((new for column, _old, new in changes if column == "opened_on"), ""):
        require(portal, asker, "unit:open", unit)
    write_values(portal, unit, {column: new for column, _old, new in changes if column != "opened_on"}, by=by, at=at)
    if opened:
        open_portal(portal, unit, by=by, at=at, day=date.fromisoformat(opened))
    return (code, "update", unit.uuid, tuple(changes)), _("changed")


def value_of(portal, unit, column):
    """Return what a unit has in a column of the list: a text, or a bool for ``public``."""
    record = portal.register.records[unit.uuid]
    if column in ("domain", "opened_on"):
        return getattr(record, column)
    return unit.fields.get(column, True if column == "public" else "")


def write_values(portal, unit, values, *, by, at):
    """Write columns of the list into a unit and the register."""
    if "domain" in values:
        check_domain(portal, unit.uuid, values["domain"])
        portal.register.give_domain(unit.uuid, values["domain"])
    fields = {name: value for name, value in values.items() if name != "domain"}
    if fields:
        unit.write(checked_fields(portal.definitions.types["unit"], fields, old=unit.fields), by=by, at=at)
        unit.record("edit", by=by, at=at, source=unit.state, target=unit.state)
        portal.register.update(unit)
    announce(unit, "unit", unit.uuid, at)
    if unit.__parent__ is not None:
        unit.__parent__.touch()
