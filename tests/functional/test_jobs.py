"""Long work on the screen: how far it is, what became of each thing, cancel, try again; nobody else's business."""

import pytest
from pyramid.request import Request
from pyramid.scripting import prepare

from eduportal.operations import bulk_states, pages, tasks
from eduportal.views.jobs import told
from tests import factories
from tests.integration import job_tasks

NOW = factories.NOW
SCHOOL = "/quan-1/thcs-mot/"


def school_of(portal):
    return portal.root["quan-1"]["thcs-mot"]


def submit_many(city, number, *, by="bientap", published=()):
    """Start a job that submits drafts; those with a number in ``published`` are public already, so they fail."""

    def work(portal):
        unit, author = school_of(portal), portal.accounts.by_login(by).uuid
        uuids = [factories.page(portal, unit["tin-tuc"], f"Tin {each:03}", type_name="news_item",
                                published=each in published).uuid for each in range(number)]
        return bulk_states.change_states(portal, unit, uuids, "submit", by=author, at=NOW).uuid

    return city.change(work)


def url_of(job):
    return f"{SCHOOL}@@job?id={job}"


def state_of(city, job):
    def look(portal):
        found = school_of(portal).jobs.jobs[job]
        return found.state, found.cursor.done, found.cursor.failed

    return city.look(look)


def test_an_editor_sees_how_a_job_ended_and_finds_it_again(city):
    job = submit_many(city, 60)
    city.jobs()
    editor = city.as_("bientap")
    mine = editor.get("/@@jobs")
    assert "60/60" in mine.text
    assert "Đã xong" in mine.text
    page = mine.click("Gửi duyệt: 60 trang")
    assert url_of(job).split("?")[1] in page.request.url
    assert page.html.find("progress")["value"] == "60"
    assert page.html.find(id="job").get("hx-get") is None, "it has ended, so nothing asks again"
    rows = page.html.select("#job tbody tr")
    assert len(rows) == 25
    assert [each.get_text(strip=True) for each in rows[0].find_all(["th", "td"])] == ["Tin 000", "Đã làm", "Chờ duyệt"]
    assert "26–50" in page.click("Trang sau").text
    assert city.look(lambda portal: len(school_of(portal).inbox)) == 60


def test_the_menu_of_the_person_leads_to_the_jobs_and_the_control_panel_to_those_of_the_unit(city):
    editor, head = city.as_("bientap"), city.as_("hieutruong")
    submit_many(city, 51)
    city.jobs()
    assert "51/51" in editor.get(SCHOOL).click("Công việc nền của tôi").text
    assert "51/51" not in head.get("/@@jobs").text
    assert "51/51" in head.get(SCHOOL + "@@control-panel").click(href="of=unit").text
    assert editor.get(SCHOOL + "@@jobs?of=unit", status=403)


def test_what_failed_says_why_and_only_that_is_tried_again(city):
    job = submit_many(city, 70, published=(3, 40))
    city.jobs()
    editor = city.as_("bientap")
    page = editor.get(url_of(job))
    assert "Hãy sửa điều được nêu rồi thử lại" in page.text
    failed = page.click("Chỉ những mục chưa làm được")
    rows = failed.html.select("#job tbody tr")
    assert [row.th.get_text(strip=True) for row in rows] == ["Tin 003", "Tin 040"]
    assert "Đã xuất bản" in rows[0].get_text()

    def edit(portal):
        unit = school_of(portal)
        node = unit.find(unit.jobs.jobs[job].undone()[0])
        pages.edit_page(portal, node, {**node.fields, "title": "Đã sửa"}, seen=node.revision, by="", at=NOW)

    city.change(edit)
    form = next(form for form in page.forms.values() if "value=\"retry\"" in form.text)
    answer = form.submit("action", value="retry").follow()
    assert "Một công việc mới đang làm lại" in answer.text
    city.jobs()
    again = answer.request.params["id"]
    assert again != job
    assert state_of(city, again) == ("done", 1, 1)
    first = editor.get(url_of(job))
    assert again in first.text
    assert not any("value=\"retry\"" in form.text for form in first.forms.values())
    assert form.submit("action", value="retry", status=422).html.find(role="alert")


def test_a_waiting_job_asks_for_itself_and_can_be_cancelled(city):
    city.registry["eduportal.jobs"].stop()
    job = submit_many(city, 60)
    editor = city.as_("bientap")
    page = editor.get(url_of(job))
    assert "Đang chờ đến lượt" in page.text
    part = page.html.find(id="job")
    assert (part["hx-get"], part["hx-trigger"]) == (url_of(job), "load delay:2s")
    assert page.html.find(id="job-reload")["href"] == url_of(job), "without a script there is a link"
    alone = editor.get(part["hx-get"], headers={"HX-Request": "true"})
    assert "<html" not in alone.text
    assert alone.html.find(id="job")["hx-get"] == url_of(job)
    form = next(form for form in page.forms.values() if "value=\"cancel\"" in form.text)
    told = form.submit("action", value="cancel").follow()
    assert "Đã hủy công việc" in told.text
    assert "60 mục giữ nguyên" in told.html.find(id="job").get_text()
    assert state_of(city, job) == ("cancelled", 0, 0)
    assert "đã kết thúc" in form.submit("action", value="cancel", status=422).text
    assert city.look(lambda portal: len(school_of(portal).inbox)) == 0


def test_the_part_that_asks_again_takes_no_line_away_that_waits_for_another_page(city):
    city.registry["eduportal.jobs"].stop()
    job = submit_many(city, 60)
    editor = city.as_("bientap")
    form = next(form for form in editor.get(url_of(job)).forms.values() if "value=\"cancel\"" in form.text)
    form.submit("action", value="cancel")
    editor.get(url_of(job), headers={"HX-Request": "true"})
    assert "Đã hủy công việc" in editor.get(SCHOOL).text


@pytest.mark.parametrize("login", ["khach", "giaovien", "quantri.hai", "truongphong", "giaovu"])
def test_nobody_else_learns_that_there_is_a_job(city, login):
    job = submit_many(city, 51)
    city.jobs()
    other = city.as_(login)
    unknown = other.get(url_of("0" * 32), status=404)
    assert other.get(url_of(job), status=404).text.replace(job, "0" * 32) == unknown.text
    assert job not in other.get("/@@jobs").text
    token = other.cookies["eduportal_csrf"]
    assert other.post(url_of(job), {"csrf_token": token, "action": "retry"}, status=404)


@pytest.mark.parametrize("query", ["", "?id=", "?id=%00", "?id=" + "a" * 9000, "?id[]=1", "?id=../x"])
def test_an_id_that_is_none_is_not_found(city, query):
    assert city.as_("quantri").get(SCHOOL + "@@job" + query, status=404)


@pytest.mark.parametrize("action", ["", "delete", "x" * 70_000, "retry\x00"])
def test_an_act_that_is_none_changes_nothing(city, action):
    city.registry["eduportal.jobs"].stop()
    job = submit_many(city, 51)
    editor = city.as_("bientap")
    editor.get(url_of(job))
    token = editor.cookies["eduportal_csrf"]
    assert editor.post(url_of(job), {"csrf_token": token, "action": action}, status=422)
    assert state_of(city, job) == ("waiting", 0, 0)


def test_a_page_number_that_is_none_is_the_first(city):
    job = submit_many(city, 60)
    city.jobs()
    assert "1–25" in city.as_("bientap").get(url_of(job) + "&page=-7&show=nonsense").text


def test_a_job_whose_item_broke_tells_the_number_for_the_operator(city, caplog):
    def work(portal):
        unit = school_of(portal)
        uuid = factories.page(portal, unit["tin-tuc"], "break", type_name="news_item").uuid
        author = portal.accounts.by_login("bientap").uuid
        return tasks.start(portal, unit, "tests.retitle", [uuid], {"title": "Mới"}, by=author, at=NOW).uuid

    assert job_tasks.NOW == NOW
    job = city.change(work)
    city.jobs()
    page = city.as_("bientap").get(url_of(job))
    assert f"báo người vận hành số {job[-8:]}" in page.html.select_one("#job tbody").get_text()
    assert job[-8:] in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_the_outcome_of_a_few_things_is_told_by_reason(city):
    """Six reasons, one of them for five things: the first five are told, the names of three and the number of more."""
    editor = city.as_("bientap")
    request = Request.blank("/", headers={"Cookie": "; ".join(f"{k}={v}" for k, v in editor.cookies.items())})
    with prepare(request, registry=city.registry) as env:
        reasons = ["Một.", "Một.", "Một.", "Một.", "Một.", "Hai.", "Ba.", "Bốn.", "Năm.", "Sáu."]
        failed = [tasks.Line("x", f"Tin {number}", text, True) for number, text in enumerate(reasons)]
        told(env["request"], tasks.Outcome([tasks.Line("y", "Tin", None)] * 4, failed))
        env["request"]._process_response_callbacks(env["request"].response)
    flashes = [each.get_text(" ", strip=True) for each in editor.get("/").html.select(".ep-flash")]
    assert flashes[0] == "Đã làm xong 4 mục."
    assert flashes[1] == "Chưa làm được: “Tin 0”, “Tin 1”, “Tin 2” và 2 mục khác. Một."
    assert flashes[2] == "Chưa làm được: “Tin 5”. Hai."
    assert len(flashes) == 7
    assert flashes[6] == "Còn 1 mục khác chưa làm được vì lý do khác."
