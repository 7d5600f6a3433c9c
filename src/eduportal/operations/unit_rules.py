"""What the rows of a list of units must fit: the codes and places that there are, and each other."""

from datetime import date

from eduportal.domain.dates import format_day
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.unit_rows import COLUMNS, FIELDS
from eduportal.domain.unit_states import ENDED


def check_domain(portal, uuid, domain):
    """Refuse a domain that another unit has. :raises RuleError: so."""
    if domain and portal.register.domains.get(domain, uuid) != uuid:
        raise RuleError(_("The domain “${domain}” belongs to another unit.", domain=domain), "domain")


class Placing:
    """Judges the rows of one list for one office; knows which units stand below it."""

    def __init__(self, portal, office, since, today):
        self.portal, self.office, self.since, self.today = portal, office, since, today
        self.register, self.kinds = portal.register, portal.definitions.kinds

    def checked(self, lines):
        """Return the rows as dicts of built-ins: line, typed, values, verdict, problems, changes, parent, since.

        :param lines: (line, typed, values, problems) of each, as read cell by cell.
        """
        rows = [self._row(*line) for line in lines]
        self._find_twins(rows)
        self.of_code = {row["values"]["code"]: row for row in rows if "code" in row["values"]}
        for row in rows:
            self._check_one(row)
        self._check_parents_that_are_refused(rows)
        for row in rows:
            row["verdict"] = self._verdict(row)
            row["problems"] = {name: [text.msgid, {key: str(value) for key, value in text.values.items()}]
                               for name, text in row["problems"].items()}
        return rows

    def _row(self, line, typed, values, problems):
        return {"line": line, "typed": typed, "values": values, "problems": problems, "changes": [], "parent": "",
                "since": values.get("since") or self.since.isoformat()}

    def _verdict(self, row):
        if row["problems"]:
            return "refused"
        if row["values"]["code"] not in self.register.codes:
            return "add"
        return "update" if row["changes"] else "same"

    def _find_twins(self, rows):
        for column, told in (("code", lambda line: _("This code stands in line ${line} too.", line=line)),
                             ("domain", lambda line: _("This domain stands in line ${line} too.", line=line))):
            first = {}
            for row in rows:
                value = row["values"].get(column)
                if value and first.setdefault(value, row["line"]) != row["line"]:
                    row["problems"].setdefault(column, told(first[value]))
                    if column == "code":
                        # The twin must not be taken for the row that others name as their office.
                        row["values"] = {name: each for name, each in row["values"].items() if name != "code"}

    def _check_one(self, row):
        code = row["values"].get("code")
        uuid = self.register.codes.get(code, "") if code else ""
        checks = (self._check_domain, self._check_known) if uuid else (self._check_domain, self._check_new)
        for check in checks if code else ():
            check(row, self.register.records.get(uuid))

    def _check_domain(self, row, record):
        try:
            check_domain(self.portal, record.uuid if record is not None else "", row["values"].get("domain", ""))
        except RuleError as error:
            row["problems"].setdefault("domain", error.message)

    def _check_new(self, row, _record):
        values, problems = row["values"], row["problems"]
        parent = values.get("parent") or self.office.code
        row["parent"] = parent
        kind = self._kind_of_office(row, parent)
        day = date.fromisoformat(row["since"])
        if kind and "kind" in values and not self.portal.definitions.may_stand_under(values["kind"], kind, day):
            problems["kind"] = _("“${kind}” cannot stand under “${office}” on ${day}.",
                                 kind=self.kinds[values["kind"]].short_title, office=self.kinds[kind].short_title,
                                 day=format_day(day))
        opened = values.get("opened_on")
        if opened and opened > self.today.isoformat():
            problems.setdefault("opened_on", _("This day has not come yet; a portal is opened today or was before."))

    def _kind_of_office(self, row, code):
        """Return the kind of the unit that a row names as its office, '' when there is none that may be named."""
        problems = row["problems"]
        uuid = self.register.codes.get(code)
        if uuid is not None and self._is_inside(uuid):
            record = self.register.records[uuid]
            if record.state in ENDED:
                problems.setdefault("parent", _("The unit ${code} has ended.", code=code))
            return record.kind
        named = self.of_code.get(code)
        if named is None or uuid is not None:
            problems.setdefault("parent", _("There is no unit ${code} here, neither in the portal nor in the file.",
                                            code=code))
            return ""
        if self._leads_back(row):
            problems.setdefault("parent", _("This unit would stand under itself."))
            return ""
        return named["values"].get("kind", "")

    def _leads_back(self, row):
        seen, code = {row["values"]["code"]}, row["values"].get("parent") or self.office.code
        while code in self.of_code and code not in self.register.codes:
            if code in seen:
                return True
            seen.add(code)
            code = self.of_code[code]["values"].get("parent") or self.office.code
        return False

    def _is_inside(self, uuid):
        record = self.register.records[uuid]
        return not record.trashed and self.office.uuid in self.register.above(uuid) and (
            self.portal.unit(uuid) is not None)

    def _check_known(self, row, record):
        """A unit that is there is changed where the list has something to say; place and kind have their own ways."""
        values, problems, code = row["values"], row["problems"], row["values"]["code"]
        if not self._is_inside(record.uuid):
            problems.setdefault("code", _("The code “${code}” is taken by a unit that does not stand here.", code=code))
            return
        if record.state in ENDED:
            problems.setdefault("code", _("The unit ${code} has ended.", code=code))
            return
        if values.get("kind", record.kind) != record.kind:
            problems.setdefault("kind", _("This unit is a “${kind}”; a list does not change the kind of a unit.",
                                          kind=self.kinds[record.kind].short_title))
        above = self.register.records[record.parent].code if record.parent else ""
        if values.get("parent") and values["parent"] != above:
            problems.setdefault("parent", _("This unit stands under ${code}; use “Move” to put it elsewhere.",
                                            code=above or "–"))
        self._find_changes(row, record)

    def _find_changes(self, row, record):
        values, unit = row["values"], self.portal.unit(record.uuid)
        for column in (*FIELDS, "domain"):
            # What the list leaves empty stays as it is.
            if column in values and row["typed"][column]:
                old = record.domain if column == "domain" else unit.fields.get(column, column == "public" or "")
                if old != values[column]:
                    row["changes"].append([column, old, values[column]])
        opened = values.get("opened_on")
        if not opened or opened == record.opened_on:
            return
        if unit.index is not None:
            row["problems"].setdefault("opened_on", _("Its portal was opened on ${day}; that stays.", day=format_day(
                date.fromisoformat(record.opened_on)) if record.opened_on else "–"))
        elif opened > self.today.isoformat():
            row["problems"].setdefault("opened_on", _("This day has not come yet; a portal is opened today or was "
                                                      "before."))
        else:
            row["changes"].append(["opened_on", "", opened])

    def _check_parents_that_are_refused(self, rows):
        """A row whose office is a refused row of the file is refused too, and so on down."""
        again = True
        while again:
            again = False
            for row in rows:
                above = self.of_code.get(row["parent"])
                if row["parent"] in self.register.codes or above is None or row["problems"] or not above["problems"]:
                    continue
                row["problems"]["parent"] = _("The row of its office, line ${line}, is refused.", line=above["line"])
                again = True


def shown_value(column, value, say):
    """Return a value of a column as people read it."""
    if column == "public":
        return say(_("public school")) if value else say(_("private school"))
    if column in ("opened_on", "since") and value:
        return format_day(date.fromisoformat(value))
    return value or "–"


def column_title(column):
    """Return the title of a column."""
    return COLUMNS[column][0]
