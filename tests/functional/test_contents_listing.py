"""The table of the contents: columns that a person keeps, filter, sorting, batches; nothing hidden is told."""

from datetime import date

import pytest

from eduportal.content.listings import OID
from eduportal.operations import moves, pages, trash
from tests.factories import NOW, page
from tests.functional.administrator_setup import NEWS, SCHOOL, names_in, news, other_school, school, token_of

COLUMNS = ("type", "state", "step", "modified", "size", "tags", "shown", "who", "name")


def titles_in(answer):
    return [cell.text.strip() for cell in answer.html.select("table.ep-contents tbody th")]


def heads_of(answer):
    return [cell.text.strip() for cell in answer.html.select("table.ep-contents thead th")]


def keep(browser, *columns, size="50"):
    token = token_of(browser, NEWS + "@@edit")
    posted = [("csrf_token", token), ("size", size), *(("column", each) for each in columns)]
    return browser.post(NEWS + "@@columns", posted, status=303).follow()


def test_columns_are_chosen_and_kept_for_the_person(city):
    news(city, "Một", "Hai")
    browser = city.as_("quantri")
    assert heads_of(browser.get(NEWS + "@@contents"))[1:-1] == ["Tiêu đề", "Loại", "Trạng thái", "Sửa lần cuối"]
    answer = keep(browser, "tags", "who", "name")
    assert heads_of(answer)[1:-1] == ["Tiêu đề", "Từ khóa", "Ai xem được", "Tên trong địa chỉ"]
    assert heads_of(browser.get(SCHOOL + "@@contents"))[1:-1] == heads_of(answer)[1:-1]
    assert heads_of(city.as_("quantri").get(NEWS + "@@contents"))[2] == "Loại"


def test_somebody_else_at_the_same_computer_has_columns_of_their_own(city):
    news(city, "Một")
    browser = city.as_("quantri")
    keep(browser, "name")
    other = city.as_("hieutruong")
    other.set_cookie("eduportal_contents", browser.cookies["eduportal_contents"])
    assert "Tên trong địa chỉ" not in heads_of(other.get(NEWS + "@@contents"))


def test_no_columns_at_all_leave_the_title(city):
    news(city, "Một")
    assert heads_of(keep(city.as_("quantri")))[1:-1] == ["Tiêu đề"]


def test_no_cookie_is_set_on_public_pages(city):
    visitor = city.visitor()
    for path in (SCHOOL, NEWS):
        assert "eduportal_contents" not in str(visitor.get(path).headers.getall("Set-Cookie"))


@pytest.mark.parametrize("cookie", ["", "x", "...", "a.b.c.d", "\u0001", "9" * 5000, "type-type-type.-1"])
def test_a_spoilt_cookie_shows_the_usual_columns(city, cookie):
    news(city, "Một")
    browser = city.as_("quantri")
    answer = browser.get(NEWS + "@@contents", headers={
        "Cookie": f"eduportal={browser.cookies['eduportal']}; eduportal_contents=\"{cookie}\""}, status=200)
    assert "Loại" in heads_of(answer)


def test_the_batch_size_is_kept_too(city):
    news(city, *(f"Tin {number:03}" for number in range(25)))
    browser = city.as_("quantri")
    assert len(titles_in(keep(browser, "type", size="20"))) == 20
    assert len(titles_in(browser.get(NEWS + "@@contents?size=50"))) == 25
    assert len(titles_in(browser.get(NEWS + "@@contents?page=2"))) == 5


def test_every_column_tells_what_it_should(city):
    city.change(lambda portal: page(
        portal, school(portal)["tin-tuc"], "Khai giảng", type_name="news_item", published=True, tags=("lễ", "năm học"),
        show_from=date(2026, 11, 1), show_until=date(2026, 11, 30)).uuid)
    news(city, "Bản nháp")
    browser = city.as_("hieutruong")
    cells = {row.th.text.strip(): [cell.get_text(" ", strip=True) for cell in row.select("td.ep-cell")]
             for row in keep(browser, *COLUMNS).html.select("table.ep-contents tbody tr")}
    kind, state, step, modified, size, tags, shown, who, name = cells["Khai giảng"]
    assert (kind, state, step, size) == ("Tin bài", "Đã xuất bản", "", "")
    assert modified.startswith("21/11/2026")
    assert (tags, shown, who, name) == ("lễ, năm học", "từ 01/11/2026, đến hết 30/11/2026", "Mọi người", "khai-giang")
    assert cells["Bản nháp"][2] == "Gửi duyệt"
    assert cells["Bản nháp"][7].startswith("Nội bộ")


def test_public_pages_outside_their_days_say_so(city):
    city.change(lambda portal: page(portal, school(portal)["tin-tuc"], "Sắp tới", type_name="news_item",
                                    published=True, show_from=date(2026, 12, 24)).uuid)
    answer = keep(city.as_("quantri"), "who")
    assert "hôm nay không có trong danh sách" in answer.html.select_one("td.ep-cell-who").text


def test_the_next_step_leads_there_for_those_who_may_take_it(city):
    news(city, "Chờ duyệt")
    city.change(lambda portal: pages.change_state(portal, school(portal)["tin-tuc"]["cho-duyet"], "submit", by="",
                                                  at=NOW))
    head = keep(city.as_("hieutruong"), "step").html.select_one("td.ep-cell-step")
    assert head.a["href"] == NEWS + "cho-duyet/@@review"
    editor = keep(city.as_("bientap"), "step").html.select_one("td.ep-cell-step")
    assert editor.a is None
    assert editor.text.strip() == "Duyệt và xuất bản"


def test_a_title_is_found_without_accents_and_by_its_numbers(city):
    news(city, "Đại hội Chi đoàn 2026", "Hội khoẻ Phù Đổng", "Thông báo số 12")
    browser = city.as_("quantri")

    def found(words):
        return titles_in(browser.get(NEWS + "@@contents", {"q": words}))

    assert found("dai hoi") == ["Đại hội Chi đoàn 2026"]
    assert found("HỘI") == ["Đại hội Chi đoàn 2026", "Hội khoẻ Phù Đổng"]
    assert found("so 12") == ["Thông báo số 12"]
    assert found("202") == ["Đại hội Chi đoàn 2026"]
    assert found("không có") == []
    assert "Không có mục nào khớp" in browser.get(NEWS + "@@contents?q=zzz").text


@pytest.mark.parametrize("query", ["q=.*", "q=%5B%28", "q=" + "a" * 5000, "q=%00", "type=x'--", "state=%F0%9F%92%A9",
                                   "q=a&q=b", "size=0", "page=-1", "page=999999999", "sort=__class__", "q=%CC%81"])
def test_hostile_filters_find_nothing_and_break_nothing(city, query):
    news(city, "Một")
    assert city.as_("quantri").get(f"{NEWS}@@contents?{query}").status_int == 200


def test_type_and_state_filter_and_offer_what_is_there(city):
    news(city, "Nháp")
    news(city, "Đã đăng", published=True)
    city.change(lambda portal: pages.add_page(portal, school(portal)["tin-tuc"], "folder", {"title": "Kho"}, by="",
                                              at=NOW).uuid)
    browser = city.as_("quantri")
    answer = browser.get(NEWS + "@@contents?state=draft")
    assert titles_in(answer) == ["Nháp"]
    assert [option["value"] for option in answer.html.select("#filter-type option")] == ["", "folder", "news_item"]
    assert "Nháp (1)" in answer.html.select_one("#filter-state").text
    assert titles_in(browser.get(NEWS + "@@contents?type=folder")) == ["Kho"]
    assert titles_in(browser.get(NEWS + "@@contents?type=folder&state=draft")) == []


def test_each_column_sorts_both_ways_and_nothing_is_lost(city):
    news(city, "Một", "Hai", published=True)
    city.change(lambda portal: page(portal, school(portal)["tin-tuc"], "Ba", type_name="news_item", tags=("á",),
                                    show_from=date(2026, 11, 1), published=True).uuid)
    browser = city.as_("quantri")
    for sort in ("title", *COLUMNS):
        forward = titles_in(browser.get(f"{NEWS}@@contents?sort={sort}"))
        backward = titles_in(browser.get(f"{NEWS}@@contents?sort={sort}&reverse=1"))
        assert sorted(forward) == sorted(backward) == ["Ba", "Hai", "Một"], sort
    assert titles_in(browser.get(NEWS + "@@contents?sort=tags"))[0] == "Ba"
    assert titles_in(browser.get(NEWS + "@@contents?sort=tags&reverse=1"))[0] == "Ba"
    assert titles_in(browser.get(NEWS + "@@contents?sort=name")) == ["Ba", "Hai", "Một"]


def test_filter_and_order_stay_over_the_batches(city):
    news(city, *(f"Tin {number:03}" for number in range(45)), "Khác")
    browser = city.as_("quantri")
    answer = browser.get(NEWS + "@@contents?q=tin&sort=title&reverse=1&size=20")
    assert titles_in(answer)[0] == "Tin 044"
    answer = answer.click("Trang sau")
    assert titles_in(answer)[0] == "Tin 024"
    answer = answer.click("Trang cuối")
    assert titles_in(answer) == [f"Tin {number:03}" for number in range(4, -1, -1)]
    assert answer.html.select_one("#jump")["value"] == "3"


def test_a_folder_that_refuses_the_roles_is_neither_listed_nor_counted(city):
    def close(portal):
        folder = pages.add_page(portal, school(portal)["tin-tuc"], "folder", {"title": "Kín"}, by="", at=NOW)
        pages.change_state(portal, folder, "hide", by="", at=NOW)
        pages.set_refusal(portal, folder, True, by="", at=NOW)

    city.change(close)
    news(city, "Một")
    for login, expected in (("bientap", ["Một"]), ("quantri", ["Kín", "Một"])):
        answer = city.as_(login).get(NEWS + "@@contents")
        assert sorted(titles_in(answer)) == expected
        assert f"{len(expected)} mục" in answer.html.select_one("[data-told]").text
        assert ("Thư mục (1)" in answer.html.select_one("#filter-type").text) is (login == "quantri")


def test_an_index_from_before_the_listing_opens_and_fills_at_the_next_writing(city):
    news(city, "Một", "Hai")

    def older(portal):
        school(portal).index.listing = None

    city.change(older)
    browser = city.as_("quantri")
    assert titles_in(browser.get(NEWS + "@@contents?sort=title")) == ["Hai", "Một"]
    news(city, "Ba")
    assert city.look(lambda portal: len(school(portal).index.listing) == len(school(portal).index.cards))
    assert titles_in(browser.get(NEWS + "@@contents?sort=title")) == ["Ba", "Hai", "Một"]


def test_the_listing_follows_rename_move_state_and_trash(city):
    news(city, "Một", "Hai")

    def work(portal):
        folder = school(portal)["tin-tuc"]
        moves.rename_page(portal, folder["mot"], "moi", by="", at=NOW)
        moves.move_page(portal, folder["moi"], other_school(portal)["tin-tuc"], by="", at=NOW)
        trash.trash_page(portal, folder["hai"], by="", at=NOW)

    city.change(work)
    assert city.look(lambda portal: school(portal).index.rows(school(portal)["tin-tuc"].uuid)) == []
    assert city.look(lambda portal: [row[OID] for row in other_school(portal).index.rows(
        other_school(portal)["tin-tuc"].uuid)] == [node.__oid__ for node in other_school(portal)["tin-tuc"].values()])
    for unit in (school, other_school):
        assert city.look(lambda portal, unit=unit: {row[OID] for row in unit(portal).index.listing.values()} ==
                         set(unit(portal).index.cards))




def test_all_that_the_filter_lists_is_meant_and_nothing_else(city):
    news(city, "Tin một", "Tin hai", "Tin ba", "Khác")
    browser = city.as_("quantri")
    form = browser.get(NEWS + "@@contents?q=tin&size=2").forms["things"]
    posted = [("csrf_token", form["csrf_token"].value), ("listed", form["listed"].value), ("all", "1"), ("sure", "yes")]
    assert "Tất cả 3 mục đang liệt kê" in form.text
    browser.post(NEWS + "@@delete-selected", posted, status=303)
    assert names_in(city, "tin-tuc") == ["khac"]


def test_a_folder_that_the_asker_may_not_know_of_is_never_meant(city):
    def close(portal):
        folder = pages.add_page(portal, school(portal)["tin-tuc"], "folder", {"title": "Kín"}, by="", at=NOW)
        pages.change_state(portal, folder, "hide", by="", at=NOW)
        pages.set_refusal(portal, folder, True, by="", at=NOW)
        return folder.uuid

    uuid = city.change(close)
    browser = city.as_("bientap")
    token = token_of(browser, NEWS + "@@edit")
    browser.post(NEWS + "@@delete-selected", {"csrf_token": token, "uuid": uuid, "sure": "yes"}, status=403)
    browser.post(NEWS + "@@delete-selected", {"csrf_token": token, "all": "1", "sure": "yes"}, status=303)
    assert names_in(city, "tin-tuc") == ["kin"]
