"""Who may not, may not in the operation either: no view stands before a job, a command or another caller."""

import pytest

from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.operations import homeroom, subjects
from eduportal.operations.results import keep_results, reopen_results, start_summaries
from eduportal.operations.switches import set_switch
from tests import factories
from tests.functional.results_setup import class_of, who, whole_class

#: {act: (who may, what it does with (portal, class, its first student, who and when))}.
ACTS = {
    "keep results": ("hieutruong", lambda portal, node, student, act: keep_results(portal, node, "1", **act)),
    "reopen results": ("hieutruong", lambda portal, node, student, act: reopen_results(
        portal, node, "2", "Sai", **act)),
    "count results": ("giaovu", lambda portal, node, student, act: start_summaries(portal, node.__parent__, **act)),
    "conduct": ("giaovien.van", lambda portal, node, student, act: homeroom.enter_conduct(
        portal, node, {student: ("Tốt", "Khá")}, term=1, **act)),
    "absences": ("giaovien.van", lambda portal, node, student, act: homeroom.enter_absences(
        portal, node, {student: (("1", "2"), ("0", "0"))}, term=1, **act)),
    "lock": ("hieutruong", lambda portal, node, student, act: homeroom.lock_conduct(portal, node, 1, "Hết kì", **act)),
    "unlock": ("hieutruong", lambda portal, node, student, act: homeroom.unlock_conduct(portal, node, 2, "Sai", **act)),
    "after the summer": ("hieutruong", lambda portal, node, student, act: homeroom.save_after_summer(
        portal, node, {(node.roll[2][0], "thcs_mathematics"): ("", "5")}, {}, {}, **act)),
    "change a subject": ("quantri.so", lambda portal, node, student, act: subjects.change_subject(
        portal, "thcs_civics", {"title": "Công dân"}, since=2027, **act)),
    "add a subject": ("quantri.so", lambda portal, node, student, act: subjects.add_subject(
        portal, {"title": "Cờ vua", "kind": "mark", "lessons": {6: 35}}, level="THCS", since=2027, **act)),
    "choose subjects": ("hieutruong", lambda portal, node, student, act: subjects.choose_subjects(
        portal, portal.root["quan-1"]["thcs-mot"], 2027, ["school_co_vua"], grade=6, **act)),
    "own subject": ("hieutruong", lambda portal, node, student, act: subjects.add_school_subject(
        portal, portal.root["quan-1"]["thcs-mot"], {"title": "Bơi", "kind": "mark"}, grades={6: 35}, since=2027,
        **act)),
    "change the own subject": ("hieutruong", lambda portal, node, student, act: subjects.change_school_subject(
        portal, portal.root["quan-1"]["thcs-mot"], "school_co_vua", {"title": "Cờ tướng"}, since=2026, **act)),
    "electives of the class": ("giaovu", lambda portal, node, student, act: subjects.choose_class_electives(
        portal, node, (), **act)),
    "set a switch": ("quantri.so", lambda portal, node, student, act: set_switch(
        portal, "tt22_uplift_comments", "no", since=2027, **act)),
}
#: Who asks besides: the head of the level above, another school's administrator, somebody without a role, nobody.
OTHERS = ("quantri.hai", "truongphong", "khach", "giaovien", "thanhtra")


@pytest.fixture
def portal(connection, declared):
    made = factories.small_city(connection.root(), declared)
    factories.people(made)
    whole_class(made)
    node, act = class_of(made), {"by": "", "at": factories.NOW}
    keep_results(made, node, "2", **act)
    homeroom.lock_conduct(made, node, 2, "Hết kì", **act)
    subjects.add_school_subject(made, made.root["quan-1"]["thcs-mot"], {"title": "Cờ vua", "kind": "mark"},
                                grades={6: 35}, since=2026, **act)
    connection.transaction_manager.commit()
    return made


def test_only_who_may_does_it(portal, connection):
    manager = connection.transaction_manager
    for name, (holder, does) in ACTS.items():
        for login in (*OTHERS, *({"hieutruong", "giaovien.van", "quantri.so", "giaovu"} & {
                "giaovien.van" if holder != "giaovien.van" else "hieutruong"})):
            with pytest.raises(NotAllowed):
                does(portal, class_of(portal), class_of(portal).roll[0][0], who(portal, login))
            assert not connection._registered_objects, (name, login)
        for by in (None, "nobody"):
            with pytest.raises(NotAllowed):
                does(portal, class_of(portal), class_of(portal).roll[0][0], {"by": by, "at": factories.NOW})
        does(portal, class_of(portal), class_of(portal).roll[0][0], who(portal, holder))
        assert connection._registered_objects, name
        manager.abort()


def test_a_batch_belongs_to_who_sent_it(portal):
    node = class_of(portal)
    sent = {node.roll[0][0]: ("Tốt", "Khá")}
    assert homeroom.enter_conduct(portal, node, sent, term=1, batch="batch-one", **who(portal, "giaovien.van")) == 1
    with pytest.raises(RuleError) as refused:
        homeroom.enter_conduct(portal, node, sent, term=1, batch="batch-one", by="", at=factories.NOW)
    assert refused.value.field == "batch"
