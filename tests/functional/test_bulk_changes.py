"""Titles, tags, days, marks and states of many things: looked at first, done, told; also below whole folders."""

from datetime import date

from eduportal.operations.pages import add_page, change_state
from tests.factories import NOW, page
from tests.functional.administrator_setup import NEWS, SCHOOL, fields_at, names_in, news, school, state_of
from tests.functional.bulk_setup import answers, begin, done, press
from tests.functional.conftest import form_with


def test_tags_are_added_taken_out_and_replaced(city):
    uuids = news(city, "Một", "Hai")
    browser = city.as_("bientap")
    for how, text, expected in (("add", "khai giảng, Học sinh", ("khai giảng", "Học sinh")),
                                ("add", "Khen thưởng", ("khai giảng", "Học sinh", "Khen thưởng")),
                                ("remove", "học SINH", ("khai giảng", "Khen thưởng")),
                                ("replace", "mới", ("mới",)), ("replace", "", ())):
        form = begin(browser, "tags", uuids)
        form["how"], form["tags"] = how, text
        shown, answer = done(form)
        assert "→" in shown.text
        assert "Đã làm xong 2" in answers(answer.follow())
        assert tuple(fields_at(city, NEWS + "hai")["tags"]) == expected


def test_what_is_so_already_is_left_out_and_nothing_to_do_is_said(city):
    one, two = news(city, "Một", "Hai")
    city.change(lambda portal: school(portal)["tin-tuc"]["mot"].write(
        {**school(portal)["tin-tuc"]["mot"].fields, "tags": ("a",)}, by="", at=NOW))
    browser = city.as_("bientap")
    form = begin(browser, "tags", [one, two])
    form["tags"] = "a"
    shown = form.submit()
    assert "Không áp dụng" in shown.text
    assert "Đã đúng như vậy từ trước" in shown.text
    form = begin(browser, "tags", [one])
    form["tags"] = "a"
    assert "Không có gì thay đổi" in form.submit(status=422).text


def test_a_public_page_gets_a_version_that_waits_and_visitors_see_the_old_one(city):
    uuid, = news(city, "Công khai", published=True)
    browser = city.as_("bientap")
    form = begin(browser, "tags", [uuid])
    form["tags"] = "mới"
    shown, _answer = done(form)
    assert "đang công khai. Người xem vẫn thấy bản cũ" in shown.text
    assert state_of(city, "cong-khai") == "draft"
    assert city.look(lambda portal: school(portal)["tin-tuc"]["cong-khai"].live.fields["tags"]) == ()


def test_days_are_set_and_taken_away_for_all_that_have_them(city):
    def folder(portal):
        return add_page(portal, school(portal)["tin-tuc"], "folder", {"title": "Kho"}, by="", at=NOW).uuid

    uuids = [*news(city, "Một", "Hai"), city.change(folder)]
    browser = city.as_("bientap")
    form = begin(browser, "days", uuids)
    form["set_show_until"], form["show_until"] = True, "31/12/2026"
    shown, answer = done(form)
    assert "31/12/2026" in shown.text
    assert "không có thuộc tính đó" in shown.text
    assert "Đã làm xong 2" in answers(answer.follow())
    assert fields_at(city, NEWS + "mot")["show_until"] == date(2026, 12, 31)
    form = begin(browser, "days", uuids[:1])
    form["set_show_until"] = True
    done(form)
    assert fields_at(city, NEWS + "mot")["show_until"] is None


def test_wrong_days_are_told_and_what_was_typed_is_kept(city):
    uuid, = news(city, "Một")
    browser = city.as_("bientap")
    form = begin(browser, "days", [uuid])
    form["set_show_from"], form["show_from"] = True, "31/02/2026"
    again = form.submit(status=422)
    assert "31/02/2026" in again.text
    assert again.html.select_one("[aria-invalid=true]")["name"] == "show_from"
    form = form_with(again, "token")
    form["show_from"], form["set_show_until"], form["show_until"] = "02/12/2026", True, "01/12/2026"
    again = form.submit(status=422)
    assert "Ngày cuối lại ở trước ngày đầu" in again.text
    form = form_with(again, "token")
    form["set_show_from"], form["set_show_until"] = False, False
    # A day that was typed is meant, marked or not.
    again = form.submit(status=422)
    assert "Ngày cuối lại ở trước ngày đầu" in again.text
    form = form_with(again, "token")
    form["show_from"] = form["show_until"] = ""
    assert "đánh dấu ngày cần thay đổi" in form.submit(status=422).text


def test_folders_come_into_the_menu_and_news_go_up(city):
    uuid, = news(city, "Một")
    folder = city.look(lambda portal: school(portal)["tin-tuc"].uuid)
    browser = city.as_("quantri")
    form = begin(browser, "flag", [folder], SCHOOL)
    form["flag"], form["value"] = "menu", "no"
    done(form)
    assert fields_at(city, NEWS)["menu"] is False
    form = begin(browser, "flag", [uuid])
    form["flag"], form["value"] = "send_up", "yes"
    done(form)
    assert fields_at(city, NEWS + "mot")["send_up"] is True


def test_titles_and_names_are_changed_in_one_table_and_two_can_change_places(city):
    one, two = news(city, "Một", "Hai", published=True)
    browser = city.as_("quantri")
    form = begin(browser, "rename", [one, two])
    form[f"title-{one}"], form[f"name-{one}"] = "Số một", "Tên Mới"
    shown, answer = done(form)
    assert f"{NEWS}ten-moi/" in shown.text
    assert "Đã làm xong 1" in answers(answer.follow())
    assert names_in(city, "tin-tuc") == ["hai", "ten-moi"]
    assert fields_at(city, NEWS + "ten-moi")["title"] == "Số một"
    assert city.visitor().get(NEWS + "mot/").status_int in (301, 302, 308)
    form = begin(browser, "rename", [one, two])
    form[f"name-{one}"], form[f"name-{two}"] = "hai", "hai-cu"
    done(form)
    assert names_in(city, "tin-tuc") == ["hai", "hai-cu"]
    assert fields_at(city, NEWS + "hai")["title"] == "Số một"


def test_a_table_with_a_taken_or_empty_name_changes_nothing(city):
    one, two, _three = news(city, "Một", "Hai", "Ba")
    browser = city.as_("quantri")
    for name, said in (("ba", "mang tên này"), ("", "phải ghi cả tiêu đề và tên"), ("hai", "")):
        form = begin(browser, "rename", [one, two])
        form[f"name-{one}"] = name
        assert said in form.submit(status=422).text
    form = begin(browser, "rename", [one, two])
    form[f"title-{one}"] = "x" * 300
    assert "Nhiều nhất 200 ký tự" in form.submit(status=422).text
    assert "chưa thay đổi gì" in begin(browser, "rename", [one]).submit(status=422).text
    assert names_in(city, "tin-tuc") == ["ba", "hai", "mot"]


def test_states_change_by_steps_that_some_allow_with_a_result_for_each(city):
    one, two, three = news(city, "Một", "Hai", "Ba")
    city.change(lambda portal: change_state(portal, school(portal)["tin-tuc"]["ba"], "submit", by="", at=NOW))
    browser = city.as_("bientap")
    form = begin(browser, "state", [one, two, three])
    assert "làm được với 2 trong 3 mục" in " ".join(form.text.split())
    form["transition"] = "submit"
    shown, answer = done(form)
    assert "Không áp dụng" in shown.text
    assert "Đã làm xong 2" in answers(answer.follow())
    head = city.as_("hieutruong")
    form = begin(head, "state", [one, two])
    form["transition"] = "approve"
    done(form)
    assert state_of(city, "mot") == state_of(city, "hai") == "published"
    form = begin(head, "state", [three])
    form["transition"] = "return"
    again = form.submit(status=422)
    assert "Xin ghi lý do" in again.text
    form = form_with(again, "token")
    form["transition"], form["reason"] = "return", "Thiếu ảnh"
    done(form)
    assert state_of(city, "ba") == "returned"


def test_personal_data_is_told_before_and_stops_only_its_page(city):
    city.change(lambda portal: page(portal, school(portal)["tin-tuc"], "Danh sách", type_name="news_item",
                                    body="<p>CCCD 079199012345</p>"))
    uuids = [*news(city, "Sạch"), city.look(lambda portal: school(portal)["tin-tuc"]["danh-sach"].uuid)]
    browser = city.as_("bientap")
    form = begin(browser, "state", uuids)
    form["transition"] = "submit"
    shown, _answer = done(form)
    assert "dữ liệu cá nhân" in shown.text
    assert (state_of(city, "sach"), state_of(city, "danh-sach")) == ("pending", "draft")


def test_what_changed_since_it_was_shown_is_not_approved(city):
    uuid, = news(city, "Một")
    city.change(lambda portal: change_state(portal, school(portal)["tin-tuc"]["mot"], "submit", by="", at=NOW))
    head = city.as_("hieutruong")
    form = begin(head, "state", [uuid])
    form["transition"] = "approve"
    shown = form.submit()

    def meanwhile(portal):
        node = school(portal)["tin-tuc"]["mot"]
        node.write({**node.fields, "title": "Đã đổi"}, by="", at=NOW)

    city.change(meanwhile)
    assert "Trang đã thay đổi sau khi bạn mở" in answers(form_with(shown, "sure").submit().follow())
    assert state_of(city, "mot") == "pending"


def test_a_form_does_nothing_twice_and_one_without_the_look_does_nothing(city):
    uuid, = news(city, "Một")
    browser = city.as_("bientap")
    form = begin(browser, "tags", [uuid])
    posted = [*form.submit_fields(), ("sure", "yes")]
    assert "xem trước" in browser.post(NEWS + "@@bulk?act=tags", posted, status=422).text
    form["tags"] = "a"
    shown = form.submit()
    sure = form_with(shown, "sure")
    sure.submit(status=303)
    assert "Không còn biết bạn đã đánh dấu" in sure.submit(status=422).text
    assert tuple(fields_at(city, NEWS + "mot")["tags"]) == ("a",)
    for act in ("", "eat", "x" * 3000):
        browser.post(NEWS + "@@bulk?act=" + act, posted, status=422)


def test_huge_and_strange_input_is_refused_and_changes_nothing(city):
    uuid, = news(city, "Một")
    before = fields_at(city, NEWS + "mot")
    browser = city.as_("bientap")
    for act, wrong in (("tags", {"tags": "," * 100_000}), ("tags", {"tags": "a", "how": "eat"}),
                       ("tags", {"tags": ",".join(map(str, range(40)))}), ("flag", {"flag": "title", "value": "yes"}),
                       ("flag", {"flag": "send_up", "value": "x"}), ("state", {"transition": "revise"}),
                       ("state", {"transition": "\0" * 500}), ("days", {"set_show_from": "1", "show_from": "9" * 9999}),
                       ("tags", {"tags": "a", "below": "1", "types": "unit"}),
                       ("rename", {f"title-{uuid}": "\0", f"name-{uuid}": "..//"})):
        form = begin(browser, act, [uuid])
        token = [(name, value) for name, value in form.submit_fields() if name in ("csrf_token", "token")]
        browser.post(NEWS + f"@@bulk?act={act}", [*token, *wrong.items()], status=422)
    assert fields_at(city, NEWS + "mot") == before
    assert names_in(city, "tin-tuc") == ["mot"]


def test_a_viewer_gets_no_button_that_changes_anything(city):
    from tests.factories import give

    news(city, "Một")
    city.change(lambda portal: give(portal, school(portal), portal.accounts.by_login("khach"), "viewer"))
    browser = city.as_("khach")
    shown = browser.get(NEWS + "@@contents")
    assert "act=tags" not in shown.text
    assert "do=cut" not in shown.text
    assert "do=copy" in shown.text
    uuid = city.look(lambda portal: school(portal)["tin-tuc"]["mot"].uuid)
    press(browser, "@@clipboard?do=copy", [uuid])
    browser.get(NEWS + "@@paste", status=403)


def test_withdrawing_is_offered_only_for_what_the_public_sees(city):
    (shown,), (draft,) = news(city, "Công khai", published=True), news(city, "Nháp")
    browser = city.as_("quantri")
    assert press(browser, "@@bulk?act=state", [draft]).html.select_one("#step-withdraw") is None
    label = press(browser, "@@bulk?act=state", [draft, shown]).html.select_one("label[for=step-withdraw]")
    assert "1 trong 2 mục" in " ".join(label.get_text(" ").split())
