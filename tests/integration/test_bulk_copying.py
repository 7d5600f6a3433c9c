"""Copies: identities, references, files, walls; what a job finds when the ground has changed under it."""

import pytest

from eduportal.content import jobs as stored
from eduportal.domain.errors import NotAllowed, RuleError
from eduportal.jobs.running import run_all
from eduportal.operations import sharing
from eduportal.operations.asking import asker_of
from eduportal.operations.bulk.copying import copy_items, copy_one, copy_uuid
from eduportal.operations.bulk.moving import move_one
from eduportal.operations.bulk.pasting import paste, plan_paste, role_changes
from eduportal.operations.pages import add_page, change_state, set_refusal
from eduportal.operations.tasks import start
from eduportal.operations.trash import trash_page
from eduportal.sidestore.clipboards import Clipboard
from tests.factories import NOW, give, page, person
from tests.integration.pictures import drawn

ACTS = {"by": "", "at": NOW}


@pytest.fixture
def editor(portal, one, two):
    account = person(portal, "ca-hai", "Lê Văn Hai Nơi", one)
    give(portal, one, account, "administrator")
    give(portal, two, account, "administrator")
    return account.uuid


def clip(how, unit, *nodes):
    things = tuple((each.uuid, each.__parent__.uuid, each.title) for each in nodes)
    return Clipboard(how, unit.uuid, "t" * 32, NOW, things)


def album_with_picture(portal, folder):
    news = add_page(portal, folder, "news_item", {"title": "Có ảnh", "body": "<p>x</p>"}, **ACTS)
    picture = add_page(portal, news, "image", {"title": "Ảnh", "alt": "Ảnh", "file": {
        "name": "a.png", "data": drawn("PNG")}}, **ACTS)
    news.fields = {**news.fields, "lead_image": picture.uuid,
                   "body": f'<p><img src="resolveuid/{picture.uuid}" alt="Ảnh"></p>'}
    return news, picture


def test_a_page_is_copied_with_its_picture_and_the_picture_shares_the_blob(portal, one, two, commit, editor):
    news, picture = album_with_picture(portal, one["tin-tuc"])
    commit()
    done = paste(portal, clip("copy", one, news), two["tin-tuc"], by=editor, at=NOW)
    assert [len(done.done), len(done.failed)] == [1, 0]
    commit()
    copy = two["tin-tuc"]["co-anh"]
    own = copy["anh"]
    assert copy.fields["lead_image"] == own.uuid != picture.uuid
    assert f"resolveuid/{own.uuid}" in copy.fields["body"]
    assert picture.uuid not in copy.fields["body"]
    assert own.fields["file"]["blob"] is picture.fields["file"]["blob"]
    assert two.index.links.referring(own.uuid) == [copy.uuid]
    assert [line[2] for line in copy.history] == ["copy"]
    assert copy.versions is None
    trash_page(portal, news, **ACTS)
    commit()
    with own.fields["file"]["blob"].open("r") as source:
        assert source.read(4) == b"\x89PNG"


def test_references_go_to_copies_inside_and_stay_with_what_they_named_outside(portal, one, two, commit, editor):
    folder = add_page(portal, one["tin-tuc"], "folder", {"title": "Kho"}, **ACTS)
    outside = page(portal, one["gioi-thieu"], "Ngoài")
    theirs = page(portal, two["gioi-thieu"], "Của họ")
    last = page(portal, folder, "Cuối")
    gone = "f" * 32
    first = page(portal, folder, "Đầu", body="".join(f'<p><a href="resolveuid/{each}#x">a</a></p>' for each in (
        last.uuid, outside.uuid, f"{two.uuid}/{theirs.uuid}", two.uuid, gone)))
    commit()
    plan = plan_paste(portal, clip("copy", one, folder), two["tin-tuc"], by=editor, at=NOW)
    assert (plan.total, plan.left, [name for _node, name in plan.going]) == (3, (), ["kho"])
    paste(portal, clip("copy", one, folder), two["tin-tuc"], by=editor, at=NOW)
    commit()
    copy = two["tin-tuc"]["kho"]
    body = copy["dau"].fields["body"]
    assert f'"resolveuid/{copy["cuoi"].uuid}#x"' in body
    assert f'"resolveuid/{one.uuid}/{outside.uuid}#x"' in body
    assert f'"resolveuid/{theirs.uuid}#x"' in body
    assert f'"resolveuid/{two.uuid}#x"' in body
    assert f'"resolveuid/{one.uuid}/{gone}#x"' in body
    assert first.fields["body"].count("resolveuid") == 5


def test_a_hidden_or_walled_folder_stays_so_and_is_no_way_around_the_wall(portal, one, two, commit, editor):
    hidden = add_page(portal, one["tin-tuc"], "folder", {"title": "Ẩn"}, **ACTS)
    change_state(portal, hidden, "hide", **ACTS)
    walled = add_page(portal, one["tin-tuc"], "folder", {"title": "Kín"}, **ACTS)
    page(portal, walled, "Mật")
    set_refusal(portal, walled, True, **ACTS)
    writer = person(portal, "bien-tap", "Trần Thị Viết", one)
    give(portal, one, writer, "editor")
    commit()
    paste(portal, clip("copy", one, hidden, walled), two["tin-tuc"], by=editor, at=NOW)
    assert two["tin-tuc"]["an"].state == "hidden"
    assert not two.index.card_of(two["tin-tuc"]["an"].uuid).public
    assert two["tin-tuc"]["kin"].refuses_roles
    commit()
    assert copy_items(portal, asker_of(portal, writer.uuid, NOW), one, [walled.uuid]) == []
    with pytest.raises(RuleError):
        paste(portal, clip("copy", one, walled), one["gioi-thieu"], by=writer.uuid, at=NOW)
    assert "kin" not in one["gioi-thieu"]


def test_a_job_says_of_each_what_the_end_of_a_role_a_lock_and_a_lost_folder_kept_back(db, declared, portal, one, two,
                                                                                    commit, editor):
    folder = add_page(portal, one["tin-tuc"], "folder", {"title": "Kho"}, **ACTS)
    for number in range(60):
        page(portal, folder, f"Bài {number}")
    commit()
    job = paste(portal, clip("copy", one, folder), two["tin-tuc"], by=editor, at=NOW)
    commit()
    target = two["tin-tuc"]
    trash_page(portal, target, **ACTS)
    commit()
    run_all(db, declared, NOW)
    commit()
    assert (job.cursor.done, job.cursor.failed) == (0, 61)
    params = {"from": one.uuid, "target": two["gioi-thieu"].uuid}
    drafts = [page(portal, one["tin-tuc"], f"Nháp {number}") for number in range(3)]
    change_state(portal, drafts[0], "submit", **ACTS)
    items = [(each.uuid, each.__parent__.uuid, each.title) for each in drafts]
    work = start(portal, two, "move_things", items, params, by=editor, at=NOW)
    commit()
    run_all(db, declared, NOW)
    commit()
    assert [work.line(number).is_failed for number in range(3)] == [True, False, False]
    grants = [grant for unit in (one, two) for grant in unit.grants.of(editor)]
    for grant, unit in zip(grants, (one, two), strict=True):
        sharing.end_role(portal, unit, grant.id, held=None, **ACTS)
    work = start(portal, two, "copy_things", [(drafts[0].uuid, "", "x")], {
        **params, "salt": "s", "roots": [drafts[0].uuid]}, by=editor, at=NOW)
    commit()
    run_all(db, declared, NOW)
    commit()
    assert work.cursor.failed == 1
    assert work.state == stored.DONE


def test_an_item_that_was_copied_is_not_copied_again(portal, one, two, commit, editor):
    draft = page(portal, one["tin-tuc"], "Nháp")
    commit()
    params = {"from": one.uuid, "target": two["tin-tuc"].uuid, "salt": "s", "roots": [draft.uuid]}
    item = (draft.uuid, "", "Nháp")
    copy_one(portal, two, item, params, by=editor, at=NOW)
    with pytest.raises(RuleError, match="copied already"):
        copy_one(portal, two, item, params, by=editor, at=NOW)
    assert two["tin-tuc"]["nhap"].uuid == copy_uuid("s", draft.uuid)
    assert list(two["tin-tuc"].keys()) == ["nhap"]


def test_public_pages_cross_a_wall_only_by_the_hand_of_who_approves_there(portal, one, two, commit, editor):
    public = page(portal, one["tin-tuc"], "Công khai", published=True)
    commit()
    item, params = (public.uuid, one["tin-tuc"].uuid, ""), {"from": one.uuid, "target": two["tin-tuc"].uuid}
    with pytest.raises(RuleError, match="Copy it"):
        move_one(portal, two, item, params, by=editor, at=NOW)
    give(portal, two, portal.accounts.get(editor), "principal")
    move_one(portal, two, item, params, by=editor, at=NOW)
    assert two["tin-tuc"]["cong-khai"].live is not None
    assert one.forwards[public.uuid] == two.uuid


def test_nobody_moves_what_is_not_theirs_and_into_what_is_not_theirs(portal, one, two, commit, editor):
    stranger = person(portal, "nguoi-la", "Đỗ Thị Lạ", two)
    give(portal, two, stranger, "administrator")
    draft = page(portal, one["tin-tuc"], "Nháp")
    commit()
    item, params = (draft.uuid, one["tin-tuc"].uuid, ""), {"from": one.uuid, "target": two["tin-tuc"].uuid}
    with pytest.raises(NotAllowed):
        move_one(portal, two, item, params, by=stranger.uuid, at=NOW)
    with pytest.raises(RuleError):
        paste(portal, clip("copy", one, draft), two["tin-tuc"], by=stranger.uuid, at=NOW)
    with pytest.raises(NotAllowed):
        paste(portal, clip("copy", two), one["tin-tuc"], by=stranger.uuid, at=NOW)
    assert "nhap" in one["tin-tuc"]
    assert list(two["tin-tuc"].keys()) == []


def test_the_roles_that_change_are_counted(portal, one, two, commit, editor):
    give(portal, two, person(portal, "hai", "Võ Văn Hai", two), "editor")
    gained, lost = role_changes(portal, one["tin-tuc"], two["tin-tuc"], NOW.date())
    assert (dict(gained), dict(lost)) == ({"editor": 1}, {})
