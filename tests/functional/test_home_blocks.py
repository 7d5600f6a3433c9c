"""The home page of a unit is made of blocks: chosen, ordered, set, previewed, applied, and some come from above."""

from datetime import date, timedelta
from itertools import pairwise

from eduportal.operations import pages
from tests import factories
from tests.functional.blocks_setup import (
    NOW,
    OFFICE,
    OTHER,
    SCHOOL,
    STANDARD,
    add,
    apply,
    event,
    headings,
    ids,
    news,
    one,
    picture,
    post,
    upload,
)


def test_a_home_where_nothing_was_chosen_is_as_it_always_was(city):
    def publish(portal, number):
        at = NOW + timedelta(minutes=number)
        values = {"title": f"Tin {number}", "body": "<p>x</p>"}
        item = pages.add_page(portal, one(portal)["tin-tuc"], "news_item", values, by="", at=at)
        for step in ("submit", "approve"):
            pages.change_state(portal, item, step, by="", at=at)

    for number in range(9):
        city.change(lambda portal, number=number: publish(portal, number))
    page = city.visitor().get(SCHOOL)
    assert [each["class"][0] for each in page.html.select(".ep-home > *")] == [
        "ep-lead", "ep-tiles", "ep-list", "ep-figures"]
    assert page.html.select_one(".ep-lead h2").text == "Tin 8"
    assert [each.text for each in page.html.select(".ep-list li a")] == [f"Tin {n}" for n in (7, 6, 5, 4, 3, 2)]
    assert "ep-w-" not in page.text
    office = city.visitor().get(OFFICE)
    assert [each["class"][0] for each in office.html.select(".ep-home > *")][-1] == "ep-directory"


def test_blocks_are_added_ordered_set_and_taken_out_without_a_script(city):
    browser, visitor = city.as_("quantri"), city.visitor()
    assert ids(browser) == STANDARD
    added = add(browser, "text", title="Lời ngỏ", body="<p>Chào <b>mừng</b></p><script>alert(1)</script>")
    assert ids(browser) == [*STANDARD, added]
    assert "Lời ngỏ" not in visitor.get(SCHOOL).text
    post(browser, "up", block=added)
    post(browser, "remove", block="sections")
    assert ids(browser) == ["lead", "latest", "board", "numbers", added, "directory"]
    post(browser, "order", order=added, status=422)
    apply(browser)
    page = visitor.get(SCHOOL)
    assert "Lời ngỏ" in headings(page)
    assert "<b>mừng</b>" in page.text
    assert "alert(1)" not in page.text
    assert "Lời ngỏ" not in visitor.get(OTHER).text
    post(browser, "standard")
    assert ids(browser) == STANDARD
    apply(browser)
    assert "Lời ngỏ" not in visitor.get(SCHOOL).text


def test_dragging_sends_the_whole_order(city):
    browser = city.as_("quantri")
    form = browser.get(SCHOOL + "@@home-blocks").forms["order-form"]
    fields = [(name, form[name].value) for name in ("csrf_token", "seen", "action")]
    browser.post(SCHOOL + "@@home-blocks", fields + [("order", each) for each in reversed(STANDARD)], status=303)
    assert ids(browser) == STANDARD[::-1]
    browser.post(SCHOOL + "@@home-blocks", fields + [("order", each) for each in STANDARD], status=422)
    assert ids(browser) == STANDARD[::-1]


def test_every_kind_of_block_shows_what_it_says(city):
    def fill(portal):
        news(portal, "Tin đầu")
        news(portal, "Tin hai", summary="Trích yếu hai")
        event(portal, "Họp phụ huynh", date(2026, 11, 25), place="Hội trường", start_time="7 giờ 30")
        upload(portal, "image", "Sân trường", picture(), "a.jpg", alt="Sân trường buổi sáng")
        upload(portal, "file", "Kế hoạch năm học", b"noi dung", "ke-hoach.txt")

    city.change(fill)
    browser = city.as_("quantri")
    add(browser, "notice", title="Nghỉ học ngày mai", text="Do bão.", tone="urgent",
        links="Tin tức | /quan-1/thcs-mot/tin-tuc/")
    add(browser, "pictures", count="4")
    add(browser, "files", title="Tải về")
    add(browser, "calendar")
    add(browser, "contact", map="https://maps.example.org/?q=truong", note="Tiếp dân thứ Tư")
    add(browser, "links", links="Bộ GDĐT | https://moet.gov.vn/\nTin | /quan-1/thcs-mot/tin-tuc/")
    add(browser, "text", title="Lời ngỏ", body="<p>Chào</p>")
    assert len(ids(browser)) == 13
    apply(browser)
    page = city.visitor().get(SCHOOL)
    main = page.html.find("main")
    assert "Khẩn" in main.select_one(".ep-announcement").text
    assert main.select_one(".ep-announcement a")["href"] == "/quan-1/thcs-mot/tin-tuc/"
    assert main.select_one(".ep-pictures img")["alt"] == "Sân trường buổi sáng"
    assert main.select_one(".ep-pictures img")["loading"] == "lazy"
    assert "Kế hoạch năm học" in main.select_one(".ep-file-list").text
    shown = " ".join(main.select_one(".ep-events li").text.split())
    assert shown.startswith("25")
    assert "7 giờ 30" in shown
    assert "Hội trường" in shown
    assert main.select_one(".ep-contact a[rel]")["href"] == "https://maps.example.org/?q=truong"
    assert [each["href"] for each in main.select(".ep-links a")] == [
        "https://moet.gov.vn/", "/quan-1/thcs-mot/tin-tuc/"]
    levels = [int(each.name[1]) for each in page.html.find_all(["h1", "h2", "h3"])]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_block_without_content_is_not_shown_to_visitors_and_said_to_be_empty_to_the_editor(city):
    browser = city.as_("quantri")
    for kind in ("pictures", "files", "calendar", "contact", "lead", "board"):
        post(browser, "add", kind=kind)
    assert browser.get(SCHOOL + "@@home-blocks").text.count("chưa có gì để hiện") >= 6
    apply(browser)
    assert city.visitor().get(SCHOOL).html.select(".ep-pictures, .ep-file-list, .ep-events, .ep-contact") == []


def test_events_are_listed_from_their_days_and_leave_the_list_when_they_are_over(city):
    def fill(portal):
        event(portal, "Đã qua", date(2026, 11, 20))
        event(portal, "Cả tháng", date(2026, 11, 1), date(2026, 12, 31))
        event(portal, "Hôm nay", date(2026, 11, 21))
        event(portal, "Tuần sau", date(2026, 11, 28))
        factories.page(portal, one(portal)["tin-tuc"], "Nháp", type_name="event", starts_on=date(2026, 11, 22))

    city.change(fill)
    browser, visitor = city.as_("quantri"), city.visitor()
    add(browser, "calendar")
    apply(browser)

    def shown():
        return [each.text for each in visitor.get(SCHOOL).html.select(".ep-events a")]

    assert shown() == ["Cả tháng", "Hôm nay", "Tuần sau"]

    def over(portal):
        node = one(portal)["tin-tuc"]["tuan-sau"]
        pages.change_state(portal, node, "withdraw", by="", at=NOW, reason="Hoãn")

    city.change(over)
    assert shown() == ["Cả tháng", "Hôm nay"]
    city.registry["eduportal.clock"] = lambda: NOW + timedelta(days=1)
    assert shown() == ["Cả tháng"]


def test_an_event_has_a_page_with_its_day_place_and_hour(city):
    name = city.change(lambda portal: event(portal, "Lễ hội", date(2026, 12, 1), date(2026, 12, 3), place="Sân trường",
                                            start_time="13:30").__name__)
    facts = city.visitor().get(f"{SCHOOL}tin-tuc/{name}/").html.select_one(".ep-facts")
    assert [each.text for each in facts.find_all("dd")] == ["01/12/2026", "03/12/2026", "13:30", "Sân trường"]


def test_an_office_shows_a_notice_in_all_units_below_until_a_day(city):
    office, visitor = city.as_("truongphong"), city.visitor()
    for url in (SCHOOL, OTHER, "/thpt-mot/"):
        visitor.get(url)
    add(office, "notice", OFFICE, title="Nghỉ tránh bão", block_below=True, dates=("", "22/11/2026"))
    assert "Nghỉ tránh bão" not in visitor.get(SCHOOL).text
    apply(office, OFFICE)
    for url in (SCHOOL, OTHER):
        page = visitor.get(url)
        assert headings(page)[0] == "Nghỉ tránh bão"
        assert "Phòng Giáo dục và Đào tạo Quận 1" in page.html.select_one(".ep-announcement").text
    assert "Nghỉ tránh bão" not in visitor.get("/thpt-mot/").text
    assert "Nghỉ tránh bão" in city.as_("quantri").get(SCHOOL + "@@home-blocks").text
    city.registry["eduportal.clock"] = lambda: NOW + timedelta(days=2)
    assert "Nghỉ tránh bão" not in visitor.get(SCHOOL).text


def test_a_school_shows_nothing_in_other_units(city):
    browser = city.as_("quantri")
    page = post(browser, "add", kind="notice").follow()
    assert "block_below" not in page.forms["edit"].fields
    form = page.forms["edit"]
    form["title"] = "Của trường"
    fields = [*form.submit_fields(), ("block_below", "true")]
    browser.post(form.action, fields, status=303)
    apply(browser)
    assert [each["below"] for each in city.look(lambda portal: one(portal).appearance.blocks)] == [False] * 7
