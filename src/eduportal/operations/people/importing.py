"""Many people from a table: every row is judged before anything is written, and again when it is written."""

from collections import Counter
from typing import NamedTuple

from eduportal.content.accounts import login_key
from eduportal.domain.access import ROLES
from eduportal.domain.errors import RuleError
from eduportal.domain.logins import PATTERN
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line, exact, fold
from eduportal.operations.identity import new_uuid
from eduportal.operations.people.adding import add_person, checked_person, suggest_login
from eduportal.operations.people.listing import all_cards
from eduportal.operations.people.rights import require_manager
from eduportal.operations.tasks import do, task
from eduportal.papers.tables import MOST_ROWS
from eduportal.security.rights import grantable_roles

LONGEST_CELL = 200
#: Columns of the template: field, heading as it is printed, other headings that are taken for it (folded).
COLUMNS = (
    ("name", "Họ và tên", ("ho ten", "ho va ten can bo", "ten nguoi dung")),
    ("login", "Tên đăng nhập", ("tai khoan", "login", "username")),
    ("code", "Mã cán bộ", ("ma giao vien", "ma nhan vien", "ma dinh danh")),
    ("email", "Thư điện tử", ("email", "e-mail", "dia chi email")),
    ("roles", "Vai trò", ("cac vai tro", "quyen")),
)
FIELDS = tuple(field for field, _heading, _others in COLUMNS)
_LOOKED_AT = 15


class PersonRow(NamedTuple):
    """One row of the file and what is thought of it.

    ``cells`` are the texts as they came, by field; ``verdict`` is "new", "known" (is here already: nothing is done)
    or "wrong"; ``values`` what would be written; ``reasons`` a Message by field.
    """

    number: int
    uuid: str
    cells: dict
    verdict: str
    values: dict
    reasons: dict


def rows_of_table(table):
    """Return [[row number, uuid, cell, cell ...]] (cells in the order of :data:`FIELDS`) of a table of texts.

    The uuids are given out here, so that confirming twice writes once. :raises RuleError: no row with our headings,
    no person, or too many.
    """
    at, places = _headings_in(table)
    rows = []
    for number, cells in enumerate(table[at + 1:], at + 2):
        texts = [cells[places[field]][:LONGEST_CELL + 1].strip() if places.get(field, len(cells)) < len(cells) else ""
                 for field in FIELDS]
        if any(texts):
            rows.append([number, new_uuid(), *texts])
    if not rows:
        raise RuleError(_("There is no person in this file. Fill in one row for each person below the headings."))
    if len(rows) > MOST_ROWS:
        raise RuleError(_("The file has ${count} rows; at most ${most} at once. Divide it.", count=len(rows),
                          most=MOST_ROWS))
    return rows


def _headings_in(table):
    known = {fold(text): field for field, heading, others in COLUMNS for text in (heading, *others)}
    for at, cells in enumerate(table[:_LOOKED_AT]):
        found = [(known.get(fold(clean_line(cell.strip(" *")))), place) for place, cell in enumerate(cells)]
        places = {field: place for field, place in reversed(found) if field}
        if "name" in places:
            twice = [field for field, count in Counter(field for field, _place in found if field).items() if count > 1]
            if twice:
                heading = next(heading for field, heading, _others in COLUMNS if field == twice[0])
                raise RuleError(_("The heading “${heading}” stands twice.", heading=heading))
            return at, places
    headings = ", ".join(heading for _field, heading, _others in COLUMNS)
    raise RuleError(_("The headings were not found. Download the template; its headings are: ${headings}.",
                      headings=headings))


def check_rows(portal, unit, rows, *, by, at):
    """Return a :class:`PersonRow` for each row of :func:`rows_of_table`; writes nothing."""
    asker = require_manager(portal, unit, by=by, at=at)
    judge = _Judge(portal, unit, grantable_roles(asker, unit))
    return [judge.row(*row) for row in rows]


def import_people(portal, unit, rows, *, by, at):
    """Add the people of the rows that are "new"; return the outcome or, over 50, the job.

    :raises RuleError: there is nobody to add.
    """
    people = [{"uuid": row.uuid, **row.values, "roles": list(row.values["roles"])}
              for row in check_rows(portal, unit, rows, by=by, at=at) if row.verdict == "new"]
    if not people:
        raise RuleError(_("There is nobody in this file who could be added."))
    return do(portal, unit, "import_people", people, {}, by=by, at=at,
              title=_("Add ${count} people from a file", count=len(people)))


@task("import_people", _("Add people from a file"))
def import_person(portal, unit, item, params, *, by, at):
    """Add one person; nothing when this very row has been written before."""
    if portal.accounts.get(item["uuid"]) is not None:
        return _("Was added already.")
    account = add_person(portal, unit, item, by=by, at=at, uuid=item["uuid"])
    return _("Sign-in name: ${login}", login=account.login)


class _Judge:
    """Judges rows one after the other: against the unit, all log-in names, and the rows before."""

    def __init__(self, portal, unit, grantable):
        self.portal, self.grantable = portal, grantable
        self.by_name, self.by_code, self.here = {}, {}, {}
        for card in all_cards(portal, unit):
            self.by_name.setdefault(exact(card.name), card)
            self.here[card.uuid] = card
            if card.code:
                self.by_code[card.code.upper()] = card
        self.logins, self.codes, self.names = {}, {}, {}

    def row(self, number, uuid, *texts):
        cells = dict(zip(FIELDS, texts, strict=True))
        roles, problem = _roles_of(cells["roles"], self.grantable)
        values, reasons = checked_person({**cells, "roles": roles}, self.grantable)
        if problem is not None:
            reasons["roles"] = problem
        for field, text in cells.items():
            if len(text) > LONGEST_CELL:
                reasons[field] = _("At most ${longest} characters.", longest=LONGEST_CELL)
        known = self._known(uuid, values)
        if not known:
            reasons |= self._taken(values) | self._repeated(values)
        self._remember(number, values)
        if reasons:
            return PersonRow(number, uuid, cells, "wrong", values, reasons)
        if known:
            return PersonRow(number, uuid, cells, "known", {**values, "login": known}, {})
        values["login"] = login_key(values["login"]) or suggest_login(self.portal, values["name"], self.logins)
        self.logins.setdefault(values["login"], number)
        return PersonRow(number, uuid, cells, "new", values, {})

    def _known(self, uuid, values):
        """Return the log-in name of the person of this unit that the row means, or ''."""
        if self.portal.accounts.get(uuid) is not None:
            return self.portal.accounts.get(uuid).login
        name, code, login = exact(values["name"]), values["code"].upper(), values["login"]
        if login:
            account = self.portal.accounts.by_login(login)
            card = self.here.get(account.uuid) if account is not None else None
        else:
            card = self.by_code.get(code) if code else self.by_name.get(name)
        return card.login if card is not None and exact(card.name) == name else ""

    def _taken(self, values):
        reasons, key = {}, login_key(values["login"])
        if key and not PATTERN.fullmatch(key):
            reasons["login"] = _("3 to 64 letters without accents, digits, dots or hyphens.")
        elif key and self.portal.accounts.by_login(key) is not None:
            reasons["login"] = _("This log-in name is taken.")
        other = self.by_code.get(values["code"].upper()) if values["code"] else None
        if other is not None:
            reasons["code"] = _("${name} has this code already.", name=other.name)
        return reasons

    def _repeated(self, values):
        reasons, key, code = {}, login_key(values["login"]), values["code"].upper()
        if key and key in self.logins:
            reasons["login"] = _("Row ${number} has the same sign-in name.", number=self.logins[key])
        if code and code in self.codes:
            reasons["code"] = _("Row ${number} has the same code.", number=self.codes[code])
        if not key and not code and exact(values["name"]) in self.names:
            reasons["name"] = _("Row ${number} has the same name. If these are two people, give each a sign-in name or "
                                "a code of their own.", number=self.names[exact(values["name"])])
        return reasons

    def _remember(self, number, values):
        if values["login"]:
            self.logins.setdefault(login_key(values["login"]), number)
        if values["code"]:
            self.codes.setdefault(values["code"].upper(), number)
        self.names.setdefault(exact(values["name"]), number)


def _roles_of(text, grantable):
    """Return (names of the roles that a cell names by title or name, None or a Message)."""
    known = {fold(title): role for role, (title, _gives) in ROLES.items()} | {role: role for role in ROLES}
    roles = []
    for part in filter(None, (fold(clean_line(each)) for each in text.replace(",", ";").split(";"))):
        role = known.get(part)
        if role is None:
            titles = "; ".join(ROLES[each][0] for each in grantable)
            return tuple(roles), _("There is no such role. You may give: ${roles}.", roles=titles)
        roles.append(role)
    return tuple(roles), None
