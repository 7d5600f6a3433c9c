"""Long work in a real database: at once or as a job, item by item, refusals, cancelling, repeating, rights."""

from datetime import date, timedelta

import pytest

from eduportal.domain.errors import RuleError
from eduportal.jobs import running
from eduportal.operations import bulk_states, old_jobs, pages, sharing, tasks, trash
from tests import factories
from tests.integration.job_tasks import NOW


@pytest.fixture
def drafts(portal, one, commit):
    """A function that adds drafts with these titles to the school's news and returns their uuids."""

    def add(*titles):
        made = [factories.page(portal, one["tin-tuc"], title, type_name="news_item").uuid for title in titles]
        commit()
        return made

    return add


@pytest.fixture
def run(db, declared, commit):
    """A function that commits, does every job, and shows what they wrote."""

    def run_all():
        commit()
        count = running.run_all(db, declared, NOW)
        commit()
        return count

    return run_all


@pytest.fixture
def editor(portal, one, commit):
    found = factories.person(portal, "bientap", "Phạm Thị Biên", one)
    factories.give(portal, one, found, "editor")
    commit()
    return found


def many(number):
    return [f"Tin {each:04}" for each in range(number)]


def start(portal, unit, items, *, title="Mới", by=""):
    return tasks.start(portal, unit, "tests.retitle", items, {"title": title}, by=by, at=NOW)


def test_fifty_things_are_done_at_once(portal, one, drafts):
    outcome = tasks.do(portal, one, "tests.retitle", drafts(*many(50)), {"title": "Mới"}, by="", at=NOW)
    assert not outcome.is_job
    assert len(outcome.done) == 50
    assert outcome.failed == []
    assert {one.find(line.item).title for line in outcome.done} == {"Mới"}
    assert one.jobs is None


def test_one_more_is_a_job(portal, one, drafts, run):
    uuids = drafts(*many(51))
    job = tasks.do(portal, one, "tests.retitle", uuids, {"title": "Mới"}, by="", at=NOW)
    assert job.is_job
    assert job.state == "waiting"
    assert one.find(uuids[0]).title == "Tin 0000"
    assert run() == 1
    assert (job.state, job.cursor.done, job.cursor.failed) == ("done", 51, 0)
    assert [one.find(uuid).revision for uuid in uuids] == [2] * 51
    assert list(one.jobs.unfinished) == []
    assert run() == 0


def test_what_is_refused_at_once_is_rolled_back_alone(portal, one, drafts, caplog):
    uuids = drafts("a", "refuse", "b", "break", "c")
    outcome = tasks.do(portal, one, "tests.retitle", [*uuids, "nowhere"], {"title": "Mới"}, by="", at=NOW)
    assert [one.find(uuid).title for uuid in uuids] == ["Mới", "refuse", "Mới", "break", "Mới"]
    assert [line.title for line in outcome.failed] == ["refuse", "break", "nowhere"]
    refused, broken, gone = (line.text for line in outcome.failed)
    assert refused == "“refuse” does not want to."
    assert gone == "This is not here any more."
    assert broken.values["number"] in caplog.text
    assert "ZeroDivisionError" in caplog.text
    listed = {card.uuid: card.title for _oid, card in one.index.children(one["tin-tuc"].uuid)}
    assert [listed[uuid] for uuid in uuids] == ["Mới", "refuse", "Mới", "break", "Mới"]


def test_what_is_refused_in_a_job_is_rolled_back_alone_and_the_job_goes_on(portal, one, drafts, run, caplog):
    uuids = drafts(*many(30), "refuse", *many(30), "break", *many(30))
    job = start(portal, one, uuids)
    run()
    assert (job.state, job.cursor.done, job.cursor.failed, list(job.failures)) == ("done", 90, 2, [30, 61])
    assert [uuid for uuid in uuids if one.find(uuid).title != "Mới"] == [uuids[30], uuids[61]]
    assert job.line(30).title == "refuse"
    assert job.line(30).text == "“refuse” does not want to."
    assert job.line(30).text.msgid == "“${title}” does not want to."
    assert job.number in job.line(61).text
    assert job.number in caplog.text
    assert not job.line(31).is_failed
    assert job.line(31).title == "Tin 0000"


def test_what_cannot_be_stored_fails_alone(portal, one, drafts, run, caplog):
    uuids = drafts(*many(10), "unstorable", *many(10))
    job = start(portal, one, uuids)
    run()
    assert (job.state, job.cursor.done, list(job.failures)) == ("done", 20, [10])
    assert one.find(uuids[10]).title == "unstorable"
    assert job.number in job.line(10).text
    assert "cannot be stored" in caplog.text


def test_a_task_that_is_not_known_any_more_says_so(portal, one, drafts, run):
    job = start(portal, one, drafts("a", "b"))
    job.task = "tests.long_gone"
    run()
    assert (job.state, job.cursor.failed) == ("done", 2)
    assert "does not know this kind of work" in job.line(1).text
    assert job.number in job.line(1).text


def test_only_what_failed_is_repeated(portal, one, drafts, run):
    uuids = drafts("a", "refuse", "b")
    job = start(portal, one, uuids)
    run()
    pages.edit_page(portal, one.find(uuids[1]), {"title": "willing", "body": "x"}, seen=1, by="", at=NOW)
    again = tasks.retry_failed(portal, one, job, by="", at=NOW)
    run()
    assert (again.total, again.cursor.done, job.retried_as) == (1, 1, again.uuid)
    assert [one.find(uuid).revision for uuid in uuids] == [2, 3, 2]
    assert one.find(uuids[1]).title == "Mới"
    with pytest.raises(RuleError, match="repeated already"):
        tasks.retry_failed(portal, one, job, by="", at=NOW)
    with pytest.raises(RuleError, match="nothing to repeat"):
        tasks.retry_failed(portal, one, again, by="", at=NOW)


def test_a_cancelled_job_does_nothing_more_and_what_it_left_can_be_taken_up(portal, one, drafts, run, db, declared):
    uuids = drafts(*many(60))
    job = start(portal, one, uuids)
    one._p_jar.transaction_manager.commit()
    with pytest.raises(RuleError, match="still at work"):
        tasks.retry_failed(portal, one, job, by="", at=NOW)
    asked = []
    worker = running.Worker(
        db, declared, one.uuid, job.uuid, clock=lambda: NOW, may_go_on=lambda: asked.append(1) or len(asked) < 2
    )
    assert worker.run(seconds=None)
    one._p_jar.transaction_manager.begin()
    assert job.state == "running"
    assert 0 < job.cursor.next < 60
    reached = job.cursor.next
    tasks.cancel_job(portal, one, job, by="", at=NOW)
    assert run() == 0
    assert job.state == "cancelled"
    assert [one.find(uuid).revision for uuid in uuids].count(2) == reached
    with pytest.raises(RuleError, match="ended already"):
        tasks.cancel_job(portal, one, job, by="", at=NOW)
    again = tasks.retry_failed(portal, one, job, by="", at=NOW)
    run()
    assert again.total == 60 - reached
    assert {one.find(uuid).revision for uuid in uuids} == {2}


def test_who_loses_the_right_in_the_middle_changes_nothing_more(portal, one, drafts, run, editor, db, declared):
    uuids = drafts(*many(60))
    job = start(portal, one, uuids, by=editor.uuid)
    one._p_jar.transaction_manager.commit()
    asked = []
    running.Worker(
        db, declared, one.uuid, job.uuid, clock=lambda: NOW, may_go_on=lambda: asked.append(1) or len(asked) < 2
    ).run(seconds=None)
    one._p_jar.transaction_manager.begin()
    reached = job.cursor.next
    for grant in one.grants.of(editor.uuid):
        sharing.end_role(portal, one, grant.id, held=None, by="", at=NOW)
    run()
    assert 0 < reached < 60
    assert (job.cursor.done, job.cursor.failed) == (reached, 60 - reached)
    assert [one.find(uuid).title for uuid in uuids] == ["Mới"] * reached + many(60)[reached:]


def test_the_titles_of_what_somebody_may_not_see_are_not_told(portal, one, two, drafts, editor):
    hidden = factories.page(portal, two["tin-tuc"], "Kín", type_name="news_item").uuid
    outcome = tasks.do(portal, two, "tests.retitle", [hidden], {"title": "x"}, by=editor.uuid, at=NOW)
    assert [line.title for line in outcome.failed] == [hidden]


def test_a_job_of_a_unit_in_the_trash_rests_until_it_is_back(portal, one, drafts, run):
    uuids = drafts("a", "b")
    job = start(portal, one, uuids)
    key = trash.trash_unit(portal, one, by="", at=NOW)
    assert run() == 0
    assert job.state == "waiting"
    office = portal.root["quan-1"]
    trash.restore_unit(portal, office, key if isinstance(key, str) else next(iter(office.trash)), by="", at=NOW)
    assert run() == 1
    assert job.state == "done"


@pytest.mark.parametrize(
    ("items", "params"),
    [
        ([object()], {}),
        (["a"], {"day": {"x": {date: 1}}}),
        ([{"a": (1, [range(3)])}], {}),
    ],
)
def test_a_job_holds_built_ins_only(portal, one, items, params):
    with pytest.raises(TypeError):
        tasks.start(portal, one, "tests.retitle", items, params, by="", at=NOW)


def test_a_task_has_one_name_and_a_name_one_task(portal, one):
    with pytest.raises(ValueError, match=r"tests\.retitle"):
        tasks.task("tests.retitle", "x")(lambda *args, **kwargs: None)
    with pytest.raises(KeyError):
        tasks.do(portal, one, "tests.unheard_of", ["a"], by="", at=NOW)


def test_the_same_thing_named_twice_is_done_once(portal, one, drafts):
    uuid = drafts("a")[0]
    outcome = tasks.do(portal, one, "tests.retitle", [uuid] * 500, {"title": "Mới"}, by="", at=NOW)
    assert len(outcome.done) == 1
    assert one.find(uuid).revision == 2


def test_an_empty_job_has_ended(portal, one, run):
    job = start(portal, one, [])
    assert job.state == "done"
    assert run() == 0


def test_my_jobs_are_remembered_with_my_account(portal, one, drafts, editor):
    uuids = drafts("a")
    found = [start(portal, one, uuids, by=editor.uuid) for _each in range(103)]
    assert list(editor.jobs) == sorted(job.uuid for job in found)[3:]
    assert set(editor.jobs.values()) == {one.uuid}


def test_jobs_that_ended_long_ago_are_forgotten(portal, one, drafts, run):
    start(portal, one, drafts("a"), by="")
    mine = start(portal, one, drafts("b"), by="someone")
    run()
    old_jobs.forget_jobs(portal, one, by="", at=NOW + timedelta(days=8))
    assert list(one.jobs.jobs) == [mine.uuid]
    waiting = start(portal, one, drafts("c"))
    old_jobs.forget_jobs(portal, one, by="", at=NOW + timedelta(days=99))
    assert list(one.jobs.jobs) == [waiting.uuid]


def test_states_of_many_pages(portal, one, drafts, run, editor):
    uuids = drafts(*many(60))
    sent = bulk_states.change_states(portal, one, uuids, "submit", by=editor.uuid, at=NOW)
    run()
    assert (sent.cursor.done, sent.line(0).text) == (60, "Chờ duyệt")
    assert len(one.inbox) == 60
    head = factories.person(portal, "hieutruong", "Trần Văn Hiệu", one)
    factories.give(portal, one, head, "principal")
    unseen = bulk_states.change_states(portal, one, uuids[:2], "approve", by=head.uuid, at=NOW)
    assert unseen.done == []
    assert "what was not seen is not approved" in unseen.failed[0].text
    stale = bulk_states.change_states(portal, one, [(uuids[0], 7)], "approve", by=head.uuid, at=NOW)
    assert "was changed after you opened it" in stale.failed[0].text
    seen = [(uuid, 1) for uuid in uuids]
    by_editor = bulk_states.change_states(portal, one, seen[:9], "approve", by=editor.uuid, at=NOW)
    assert by_editor.done == []
    assert len(by_editor.failed) == 9
    job = bulk_states.change_states(portal, one, seen, "approve", by=head.uuid, at=NOW)
    run()
    assert job.cursor.done == 60
    assert all(one.find(uuid).live is not None for uuid in uuids)
    assert len(one.inbox) == 0


@pytest.mark.parametrize("step", ["revise", "abolish", "", "__class__", "suspend"])
def test_a_step_that_is_none_changes_nothing(portal, one, drafts, step):
    outcome = bulk_states.change_states(portal, one, [*drafts("a"), one.uuid, "x" * 5000], step, by="", at=NOW)
    assert outcome.done == []
    assert len(outcome.failed) == 3
