"""Builds the demonstration city in an empty database, by the same operations that people use."""

from datetime import date

import transaction

from eduportal.content.portal import portal_of
from eduportal.operations import units
from eduportal.operations.accounts import create_account
from eduportal.operations.coverage import enter_reported_coverage
from eduportal.operations.demo import city_plan
from eduportal.operations.demo.annex import annex_text
from eduportal.operations.demo.build_school import build_school
from eduportal.operations.demo.build_site import build_site
from eduportal.operations.demo.people import PASSWORD
from eduportal.operations.sharing import give_role
from eduportal.security.passwords import hash_password

#: Since when the units stand below their offices; before the days of the reports that are counted.
SINCE = date(2010, 9, 1)


def found_city(db, definitions, day, *, at, say=lambda text: None):
    """Write the whole city into an empty database; one transaction for each office. Return the plan.

    :param day: the day the demonstration begins: news lie before it, marks in its school year.
    """
    plan = city_plan(day, definitions)
    builder = _Builder(db, definitions, plan, at)
    builder.offices()
    say(f"{len(plan.units)} units")
    builder.sites(say)
    builder.people()
    builder.schools()
    return plan


class _Builder:
    def __init__(self, db, definitions, plan, at):
        self.db, self.definitions, self.plan, self.at = db, definitions, plan, at
        self.uuids, self.accounts = {}, {}

    def in_transaction(self, work):
        """Run ``work(portal)`` on a fresh connection and commit."""
        manager = transaction.TransactionManager()
        connection = self.db.open(manager)
        try:
            result = work(portal_of(connection.root(), self.definitions))
            manager.commit()
            return result
        finally:
            manager.abort()
            connection.close()

    def offices(self):
        """Found the department, then every office with its units."""
        self._found()
        by_parent = {}
        for planned in self.plan.units[1:]:
            by_parent.setdefault(planned.parent, []).append(planned)
        for parent, below in by_parent.items():
            self.in_transaction(lambda portal, parent=parent, below=below: self._add_units(portal, parent, below))

    def _found(self):
        manager = transaction.TransactionManager()
        connection = self.db.open(manager)
        first = self.plan.units[0]
        portal = units.found_province(connection.root(), self.definitions, code=first.code, kind=first.kind,
                                      values=_values(first), by="", at=self.at)
        units.open_portal(portal, portal.root, by="", at=self.at, day=first.opened_on)
        enter_reported_coverage(portal, annex_text(), day=self.plan.coverage[0].day,
                                source=self.plan.coverage[0].source, by="", at=self.at)
        self.uuids[first.code] = portal.root.uuid
        manager.commit()
        connection.close()

    def _add_units(self, portal, parent, below):
        office = portal.unit(self.uuids[parent])
        for planned in below:
            added = units.add_unit(portal, office, code=planned.code, kind=planned.kind, values=_values(planned), by="",
                                   at=self.at, name=planned.slug, since=SINCE, territory=planned.ward_code)
            if planned.opened_on:
                units.open_portal(portal, added, by="", at=self.at, day=planned.opened_on)
            self.uuids[planned.code] = added.uuid

    def sites(self, say):
        """Fill the opened portals: an introduction and news everywhere, the two rich schools in full."""
        size = 100
        for first in range(0, len(self.plan.sites), size):
            some = self.plan.sites[first:first + size]
            self.in_transaction(lambda portal, some=some: [
                build_site(portal, portal.unit(self.uuids[site.unit]), site, by="") for site in some])
            say(f"{min(first + size, len(self.plan.sites))} of {len(self.plan.sites)} portals filled")

    def people(self):
        """Create the accounts and give the roles. All share one made-up password, hashed once."""
        hashed = hash_password(PASSWORD)

        def create(portal):
            for person in self.plan.people:
                account = create_account(portal, person.login, person.name, PASSWORD, at=self.at, since=SINCE,
                                         home=self.uuids[person.unit], password_hash=hashed)
                account.email = person.email
                self.accounts[person.login] = account.uuid
                for role, code in person.roles:
                    give_role(portal, portal.unit(self.uuids[code]), account, role, held=None, by="", at=self.at,
                              since=SINCE)

        self.in_transaction(create)

    def schools(self):
        """Open the school year with classes, assignments and mark books in the two rich schools."""
        for code in self.plan.rich_schools:
            self.in_transaction(lambda portal, code=code: build_school(
                portal, portal.unit(self.uuids[code]), self.plan, code, self.accounts, at=self.at))


def _values(planned):
    return {"name": planned.name, "short_name": planned.short_name, "public": planned.public, "head": planned.head,
            "address": planned.street, "ward": f"{planned.ward}, Thành phố Hồ Chí Minh", "phone": planned.phone,
            "email": planned.email}

