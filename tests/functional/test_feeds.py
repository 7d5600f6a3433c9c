"""Feeds, calendars, sitemaps and what robots are told: valid whatever a title holds, and only what is public today."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from eduportal.domain.hours import clock_times
from eduportal.operations import pages, units
from eduportal.views.feeds import ATOM, xml_text
from eduportal.views.sitemap import index_xml, urls_xml
from tests import factories
from tests.functional.site_setup import CANONICAL, DOMAIN, SCHOOL, at_host, city_of_sites, news, one
from tests.functional.test_collections import collection

__all__ = ["city_of_sites"]
NOW, DAY = factories.NOW, date(2026, 11, 21)
HOSTILE = 'A ]]> & <b> "x" \'y\' &amp; <!-- --> ＆'


def feed(answer):
    assert answer.content_type == "application/atom+xml"
    return ElementTree.fromstring(answer.body)


def texts(root, path):
    return [each.text for each in root.findall(path, {"a": ATOM})]


def event(portal, title="Khai giảng", first=DAY, **more):
    return factories.page(portal, one(portal)["tin-tuc"], title, type_name="event", published=True, starts_on=first,
                          **more)


def events(answer):
    return list(Calendar.from_ical(answer.body).walk("VEVENT"))


def locations(answer):
    return [each.text for each in ElementTree.fromstring(answer.body).iter() if each.tag.endswith("}loc")]


def test_the_feed_of_a_unit_has_the_newest_with_lasting_identities(city_of_sites):
    city = city_of_sites

    def fill(portal):
        news(portal, HOSTILE, summary=HOSTILE, tags=("a & b",))
        news(portal, "Chưa đến ngày", show_from=DAY + timedelta(days=1))
        factories.page(portal, one(portal)["tin-tuc"], "Nháp", type_name="news_item")
        return news(portal, "Mới").uuid

    uuid = city.change(fill)
    root = feed(at_host(city, DOMAIN).get("/@@feed"))
    assert set(texts(root, "a:entry/a:title")) == {HOSTILE, "Mới"}
    assert HOSTILE in texts(root, "a:entry/a:summary")
    ids = texts(root, "a:entry/a:id")
    assert f"urn:uuid:{uuid[:8]}-{uuid[8:12]}-{uuid[12:16]}-{uuid[16:20]}-{uuid[20:]}" in ids
    hrefs = [each.attrib["href"] for each in root.findall("a:entry/a:link", {"a": ATOM})]
    assert all(each.startswith(f"http://{DOMAIN}/tin-tuc/") for each in hrefs)
    updated = texts(root, "a:updated")[0]
    assert datetime.fromisoformat(updated) == NOW
    same = feed(at_host(city, CANONICAL).get(f"{SCHOOL}@@feed"))
    assert texts(same, "a:entry/a:id") == ids
    assert same.findall("a:link", {"a": ATOM})[0].attrib["href"] == f"http://{DOMAIN}/@@feed"


def test_a_feed_is_kept_and_follows_what_is_published(city):
    name = city.change(lambda portal: news(portal).__name__)
    first = city.visitor().get(f"{SCHOOL}tin-tuc/@@feed")
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    city.visitor().get(f"{SCHOOL}tin-tuc/@@feed", headers={"If-None-Match": f'"{first.etag}"'}, status=304)
    city.change(lambda portal: pages.change_state(portal, one(portal)["tin-tuc"][name], "withdraw", by="", at=NOW,
                                                  reason="x"))
    assert texts(feed(city.visitor().get(f"{SCHOOL}tin-tuc/@@feed")), "a:entry/a:title") == []


def test_feeds_of_folders_and_collections_are_named_in_the_head(city):
    def fill(portal):
        news(portal, "Một", tags=("hay",))
        news(portal, "Hai")
        return collection(portal, "Hay nhất", with_tags=("hay",)).__name__

    name = city.change(fill)
    visitor = city.visitor()
    page = visitor.get(f"{SCHOOL}gioi-thieu/{name}/")
    links = [each["href"] for each in page.html.select("link[type='application/atom+xml']")]
    assert links == [f"{SCHOOL}@@feed", f"{SCHOOL}gioi-thieu/{name}/@@feed"]
    assert texts(feed(visitor.get(links[1])), "a:entry/a:title") == ["Một"]
    assert set(texts(feed(visitor.get(f"{SCHOOL}tin-tuc/@@feed")), "a:entry/a:title")) == {"Một", "Hai"}
    visitor.get(f"{SCHOOL}tin-tuc/mot/@@feed", status=404)
    visitor.get("/quan-1/khong/@@feed", status=404)


@pytest.mark.parametrize("text", ["\x00\x08\x0b\x1f", "\ufffe\uffff", "a\ud800b", "\x7f\x85 \U0001f600"])
def test_what_no_document_may_hold_is_left_out(text):
    made = ElementTree.Element("x")
    made.text = xml_text(text)
    assert ElementTree.fromstring(ElementTree.tostring(made, encoding="utf-8")).text in (made.text, None)


def test_the_calendar_has_days_hours_and_places(city):
    def fill(portal):
        event(portal, HOSTILE, place="Sân trường; cổng A, B", start_time="7 giờ 30", summary="Một\nhai\r\nATTACH:x")
        event(portal, "Hội thi", first=DAY, ends_on=DAY + timedelta(days=2), start_time="cả ngày")
        event(portal, "Đã lâu", first=DAY - timedelta(days=200))
        event(portal, "Chưa hiện", show_from=DAY + timedelta(days=1))

    city.change(fill)
    answer = city.visitor().get(f"{SCHOOL}@@calendar.ics")
    assert answer.content_type == "text/calendar"
    found = {str(each["SUMMARY"]): each for each in events(answer)}
    assert set(found) == {HOSTILE, "Hội thi"}
    hourly, days = found[HOSTILE], found["Hội thi"]
    assert hourly.decoded("DTSTART").astimezone(UTC) == datetime(2026, 11, 21, 0, 30, tzinfo=UTC)
    assert str(hourly["LOCATION"]) == "Sân trường; cổng A, B"
    assert "ATTACH" not in hourly
    assert days.decoded("DTSTART") == DAY
    assert days.decoded("DTEND") == DAY + timedelta(days=3)
    assert str(days["UID"]).endswith("@eduportal")
    assert b"\r\n" in answer.body


def test_the_calendar_of_the_offices_above_may_be_taken_with_it(city):
    city.change(lambda portal: event(portal, "Của trường"))
    city.change(lambda portal: factories.page(portal, portal.root["tin-tuc"], "Của Sở", type_name="event",
                                              published=True, starts_on=DAY))
    visitor = city.visitor()
    assert [str(each["SUMMARY"]) for each in events(visitor.get(f"{SCHOOL}@@calendar.ics"))] == ["Của trường"]
    both = events(visitor.get(f"{SCHOOL}@@calendar.ics?with=above"))
    assert {str(each["SUMMARY"]) for each in both} == {"Của trường", "Của Sở"}


@pytest.mark.parametrize(("text", "times"), [
    ("7 giờ 30", "07:30-"), ("7h30", "07:30-"), ("07:30", "07:30-"), ("8 giờ", "08:00-"),
    ("13:30–16:00", "13:30-16:00"),
    ("từ 7g đến 9g30", "07:00-09:30"), ("7 giờ 30 phút", "07:30-"), ("25:00", None), ("7:75", None), ("sáng", None),
    ("16:00-13:00", None), ("7", None), ("9" * 500, None), ("", None)])
def test_hours_are_read_or_left_as_they_are(text, times):
    found = clock_times(text)
    shown = None if found is None else f"{found[0]:%H:%M}-" + (f"{found[1]:%H:%M}" if found[1] else "")
    assert shown == times


def test_the_sitemap_has_what_is_public_today_in_both_languages(city_of_sites):
    city = city_of_sites

    def fill(portal):
        news(portal, "Có tiếng Anh", title_en="In English")
        news(portal, "Chưa đến", show_from=DAY + timedelta(days=1))
        factories.page(portal, one(portal)["tin-tuc"], "Nháp", type_name="news_item")
        hidden = pages.add_page(portal, one(portal)["tin-tuc"], "folder", {"title": "Ẩn"}, by="", at=NOW, name="an")
        pages.change_state(portal, hidden, "hide", by="", at=NOW)

    city.change(fill)
    found = locations(at_host(city, DOMAIN).get("/sitemap.xml"))
    assert f"http://{DOMAIN}/" in found
    assert f"http://{DOMAIN}/en/" in found
    assert f"http://{DOMAIN}/tin-tuc/co-tieng-anh/" in found
    assert f"http://{DOMAIN}/en/tin-tuc/co-tieng-anh/" in found
    assert not [each for each in found if "chua-den" in each or "nhap" in each or each.endswith("/an/")]
    assert len(found) == len(set(found))
    visitor = at_host(city, DOMAIN)
    for each in found:
        assert visitor.get(each.removeprefix(f"http://{DOMAIN}")).status_int == 200


def test_the_department_names_the_sitemaps_of_its_host(city_of_sites):
    city = city_of_sites
    top = at_host(city, CANONICAL)
    found = locations(top.get("/sitemap.xml"))
    assert f"http://{CANONICAL}/quan-1/thcs-hai/sitemap.xml" in found
    assert f"http://{CANONICAL}/sitemap.xml?part=1" in found
    assert not any("thcs-mot" in each for each in found)
    for each in found:
        assert locations(top.get(each.removeprefix(f"http://{CANONICAL}")))
    city.change(lambda portal: units.suspend_unit(portal, portal.root["quan-1"]["thcs-hai"], reason="x", by="", at=NOW))
    assert not any("thcs-hai" in each for each in locations(top.get("/sitemap.xml")))
    for wrong in ("part=0", "part=2", "part=x", "part=-1", "part=" + "9" * 40, "part=%F0"):
        assert top.get(f"/sitemap.xml?{wrong}", status="*").status_int in (400, 404)


def test_robots_are_told_at_the_top_of_each_host(city_of_sites):
    for host, path in ((CANONICAL, "/"), (DOMAIN, "/")):
        answer = at_host(city_of_sites, host).get(f"{path}robots.txt")
        assert answer.content_type == "text/plain"
        assert f"Sitemap: http://{host}/sitemap.xml" in answer.text
    at_host(city_of_sites, CANONICAL).get(f"{SCHOOL}robots.txt", status=404)


def test_documents_of_addresses_are_well_formed():
    url = "http://a.example/x/?a=1&b='\""
    assert [each.text for each in ElementTree.fromstring(urls_xml([(url, "", {"en": url})]).encode()).iter()
            if each.tag.endswith("}loc")] == [url]
    assert len(ElementTree.fromstring(index_xml([url, url]).encode())) == 2


def test_the_map_for_people_has_sections_pages_and_units(city):
    def fill(portal):
        factories.page(portal, one(portal)["gioi-thieu"], "Lịch sử", published=True, title_en="History")
        factories.page(portal, one(portal)["gioi-thieu"], "Chưa đăng")

    city.change(fill)
    page = city.visitor().get(f"{SCHOOL}@@sitemap")
    assert "Lịch sử" in [each.text for each in page.html.select(".ep-map-list a")]
    assert "Chưa đăng" not in page.text
    assert "History" in city.visitor().get(f"/en{SCHOOL}@@sitemap").text
    assert "Trường THCS HAI" in city.visitor().get("/quan-1/@@sitemap").text
