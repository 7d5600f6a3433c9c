"""The search of visitors: nothing outside of its days, neither as a hit nor in a number; hits by type."""

from datetime import date, timedelta

from eduportal.operations import pages
from tests import factories
from tests.functional.site_setup import SCHOOL, news, one

NOW, DAY = factories.NOW, date(2026, 11, 21)


def hits(page):
    return [each.text.strip() for each in page.html.select(".ep-hits h2")]


def fill(portal):
    news(portal, "Bóng đá hôm nay", send_up=True, show_from=DAY, show_until=DAY)
    news(portal, "Bóng đá ngày mai", send_up=True, show_from=DAY + timedelta(days=1))
    news(portal, "Bóng đá hôm qua", send_up=True, show_until=DAY - timedelta(days=1))
    factories.page(portal, one(portal)["gioi-thieu"], "Bóng đá ở trường", published=True)


def test_visitors_find_what_is_shown_today_and_staff_find_all(city):
    city.change(fill)
    for query in ("", "&scope=city"):
        page = city.visitor().get(f"{SCHOOL}@@search?q=bong+da{query}")
        assert set(hits(page)) == {"Bóng đá hôm nay", "Bóng đá ở trường"}
        assert page.html.select_one(".ep-batch").text.split()[-1] == "2"
    assert "Bóng đá ngày mai" in hits(city.as_("bientap").get(f"{SCHOOL}@@search?q=bong+da"))
    city.registry["eduportal.clock"] = lambda: NOW + timedelta(days=1)
    tomorrow = {"Bóng đá ngày mai", "Bóng đá ở trường"}
    assert set(hits(city.visitor().get(f"{SCHOOL}@@search?q=bong+da"))) == tomorrow
    assert set(hits(city.visitor().get(f"{SCHOOL}@@search?q=bong+da&scope=city"))) == tomorrow


def test_boards_follow_the_days(city):
    city.change(fill)
    office = city.visitor().get("/quan-1/").text
    assert "Bóng đá hôm nay" in office
    assert "Bóng đá ngày mai" not in office
    assert "Bóng đá hôm qua" not in office
    city.registry["eduportal.clock"] = lambda: NOW + timedelta(days=1)
    assert "Bóng đá ngày mai" in city.visitor().get("/quan-1/").text


def test_days_that_are_taken_away_are_taken_away_from_the_search(city):
    def free(portal):
        node = one(portal)["tin-tuc"]["bong-da-ngay-mai"]
        pages.edit_page(portal, node, {**node.fields, "show_from": None}, seen=node.revision, by="", at=NOW)
        for step in ("submit", "approve"):
            pages.change_state(portal, node, step, by="", at=NOW)

    city.change(fill)
    city.change(free)
    for query in ("", "&scope=city"):
        assert "Bóng đá ngày mai" in hits(city.visitor().get(f"{SCHOOL}@@search?q=bong+da{query}"))


def test_hits_are_counted_by_type_and_chosen_by_it(city):
    city.change(fill)
    page = city.visitor().get(f"{SCHOOL}@@search?q=bong+da")
    counts = {each.text.split("\n")[0].rsplit(" ", 1)[0].strip(): each.select_one(".ep-count").text
              for each in page.html.select(".ep-kinds a")}
    assert counts == {"Tất cả": "2", "Tin bài": "1", "Trang": "1"}
    only = city.visitor().get(f"{SCHOOL}@@search?q=bong+da&type=page")
    assert hits(only) == ["Bóng đá ở trường"]
    for wrong in ("type=nothing", "type=%3Cb%3E", "type=" + "x" * 3000):
        assert len(hits(city.visitor().get(f"{SCHOOL}@@search?q=bong+da&{wrong}"))) == 2
