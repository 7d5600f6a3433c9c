"""What a role at a Phòng costs above 100,000 objects: given to a person, to a group; and the next question about it."""

from bench.clock import timed
from bench.figures import figure
from bench.storage import Written
from eduportal.content.indexing import card_of, viewers_of
from eduportal.content.nodes import Item, is_public
from eduportal.domain.dates import local_day
from eduportal.operations import groups
from eduportal.operations.identity import new_uuid
from eduportal.security.rights import Asker, decision
from tests import factories

#: So many schools share the objects; each is written in parts of so many.
SCHOOLS, PART = 50, 500
OFFICE = "quan-1"


def measure(bench, size):
    """Yield the figures of a role at an office above ``size.rows`` objects: what is written, and what is not."""
    site = bench.small
    _fill(bench, site, size.rows)
    who = site.change(_people)
    below = f"above {size.rows:,} objects"
    for name, title, principal in (("person", "a person", _person), ("group", "a group of 20 people", _group)):
        times, objects, sizes, indexed, marks = [], [], [], 0, 0
        for number in range(size.runs):
            waiting = site.change(_waiting)
            work = _giving(principal, who, ("editor", "viewer")[number % 2], number)
            with Written(site.db, site.folder) as told:
                _none, cpu, _wall = timed(lambda work=work: site.change(work))
            times.append(cpu)
            objects.append(told.objects)
            sizes.append(told.bytes)
            indexed += told.indexed
            marks += site.change(_waiting) - waiting
        begin = f"A role for {title} at an office {below}"
        yield figure(f"sharing_{name}_time", f"{begin}, with the commit", "ms CPU", times)
        yield figure(f"sharing_{name}_objects", begin, "objects", objects)
        yield figure(f"sharing_{name}_bytes", begin, "bytes", sizes)
        yield figure(f"sharing_{name}_indexed", f"{begin}: index records written", "records", [indexed], goal=0)
        yield figure(f"sharing_{name}_marks", f"{begin}: marks to feed", "marks", [marks], goal=0)
    asked = [site.change(lambda portal: timed(lambda: _ask(portal, who["group"]))[1]) for _each in range(size.runs)]
    yield figure("sharing_first_question", "The first question at a school's draft, role through a group of its office",
                 "ms CPU", asked)


def _fill(bench, site, count):
    """Put ``count`` drafts into schools below the office: nodes and index entries as saving makes them, no text."""
    each = count // SCHOOLS
    bench.say(f"{count} objects in {SCHOOLS} schools")
    for number in range(SCHOOLS):
        site.change(lambda portal, number=number: factories.add_school(
            portal, portal.root[OFFICE], f"truong-{number:02}", f"79-Q1-B-{number:03}", "thcs"))
        for first in range(0, each, PART):
            site.change(lambda portal, number=number, first=first: _put(portal, number, first, min(PART, each - first)))
        site.fed()


def _put(portal, number, first, count):
    school = portal.root[OFFICE][f"truong-{number:02}"]
    folder = school["gioi-thieu"]
    for index in range(first, first + count):
        node = Item("page", new_uuid(), by="", at=factories.NOW)
        node.fields = {"title": f"Trang {index}", "body": "<p>x</p>"}
        node.state, node.sort_key = "draft", f"n{index:06}"
        folder.add(f"trang-{index}", node)
        school.index.put(node.__oid__, card_of(node), viewers=viewers_of(node, portal.definitions), text="")


def _people(portal):
    office = portal.root[OFFICE]
    people = [factories.person(portal, f"ban.chia.se.{number}", f"Người Mẫu {number}", office) for number in range(21)]
    group = groups.add_group(portal, office, "Ban biên tập", asker=None, by="", at=factories.NOW)
    for account in people[1:]:
        groups.add_member(portal, office, group.uuid, account, asker=None, by="", at=factories.NOW)
    return {"person": people[0].uuid, "member": people[1].uuid, "group": group.uuid}


def _person(portal, who):
    return portal.accounts.get(who["person"])


def _group(portal, who):
    return portal.root[OFFICE].groups.get(who["group"])


def _giving(principal, who, role, number):
    def give(portal):
        until = factories.NOW.date().replace(year=2030 + number)
        factories.give(portal, portal.root[OFFICE], principal(portal, who), role, until=until)

    return give


def _ask(portal, group):
    """Ask for the right to edit the first draft of a school, as the first member of the group."""
    account = portal.root[OFFICE].groups.get(group).rows[0][1]
    page = portal.root[OFFICE]["truong-00"]["gioi-thieu"]["trang-0"]
    answer = decision(Asker(account, local_day(factories.NOW)), page, "page:edit", portal.definitions, public=is_public)
    if not answer:
        raise RuntimeError("The role does not reach the page.")


def _waiting(portal):
    """Return how many marks wait in the outboxes of the office and its schools."""
    office = portal.root[OFFICE]
    return len(office.outbox) + sum(len(each.outbox or ()) for each in office.values() if each.is_unit)
