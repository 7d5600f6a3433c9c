"""The page of the state of operation tells who works beside the requests, and who does not any more."""


def _row(page, start):
    found = [each for each in page.html.select("tbody tr") if each.th.text.startswith(start)]
    assert len(found) == 1
    return found[0].td.get_text(" ", strip=True), found[0].find("use")["href"].rpartition("#")[2]


def test_a_feeder_that_ended_or_is_behind_is_told(city):
    browser = city.as_("quantri.so")
    page = browser.get("/@@status")
    assert _row(page, "Tiến trình đưa thay đổi") == ("có", "check2")
    assert _row(page, "Việc đưa sang kho phụ bị chậm") == ("không", "check2")
    assert _row(page, "Luồng xử lý")[1] == "check2"
    feeder, school = city.registry["eduportal.feeder"], city.look(lambda portal: portal.root["quan-1"]["thcs-mot"].uuid)
    feeder.stop()
    feeder.left, feeder.faulty = {school}, {school}
    page = browser.get("/@@status")
    text, icon = _row(page, "Tiến trình đưa thay đổi")
    assert "đã dừng" in text
    assert icon == "exclamation-triangle"
    text, icon = _row(page, "Việc đưa sang kho phụ bị chậm")
    assert text.startswith("1 đơn vị từ ")
    assert "1 đơn vị do lỗi" in text
    assert icon == "exclamation-triangle"


def test_a_job_of_thousands_is_told_with_points(city):
    from eduportal.operations.tasks import start
    from tests.factories import NOW

    def begin(portal):
        account = portal.accounts.by_login("quantri").uuid
        school, items = portal.root["quan-1"]["thcs-mot"], [f"x{number}" for number in range(2127)]
        return start(portal, school, "trash_things", items, by=account, at=NOW).uuid

    job, browser = city.change(begin), city.as_("quantri")
    assert "/2.127" in browser.get("/@@jobs").html.find("tbody").text
    page = browser.get(f"/quan-1/thcs-mot/@@job?id={job}")
    assert "2.127" in page.html.select_one("label[for=job-progress]").text
    assert page.html.select_one("progress")["max"] == "2127"
