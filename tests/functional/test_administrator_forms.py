"""The administrator adds and edits: what fits is saved, what does not comes back with everything that was typed."""

import pytest

from eduportal.operations.units import add_unit
from tests.factories import NOW, SINCE, unit_values
from tests.functional.administrator_setup import NEWS, SCHOOL, add, draft, fields_at, school
from tests.functional.conftest import form_with


def test_a_news_item_is_added_with_every_kind_of_field(city):
    browser = city.as_("quantri")
    form = browser.get(f"{NEWS}@@add?type=news_item").forms["edit"]
    form["title"], form["summary"], form["body"] = "  Hội  khỏe ", "Hai dòng\r\ncó thật", "<p>Nội dung</p>"
    form.set("date", "5/9/2026", -1)
    form["send_up"], form["tags"] = True, "thể thao, hội khỏe,, thể thao"
    answer = form.submit("save")
    assert answer.status_int == 303
    assert "Đã thêm “Hội khỏe”" in answer.follow().text
    fields = fields_at(city, NEWS + "hoi-khoe")
    assert (fields["title"], fields["summary"]) == ("Hội khỏe", "Hai dòng\ncó thật")
    assert fields["show_until"].isoformat() == "2026-09-05"
    assert (fields["send_up"], fields["tags"]) == (True, ("thể thao", "hội khỏe"))


def test_a_disclosure_chooses_circular_content_and_school_year(city):
    browser = city.as_("quantri")
    form = browser.get(f"{SCHOOL}cong-khai/@@add?type=disclosure").forms["edit"]
    assert form["circular"].value == "tt_09_2024"
    form["title"], form["school_year"], form["content"] = "Công khai đội ngũ", "2026", "staff"
    assert form.submit("save").status_int == 303
    fields = fields_at(city, SCHOOL + "cong-khai/cong-khai-doi-ngu")
    assert (fields["school_year"], fields["content"]) == ("2026", "staff")
    again = browser.get(SCHOOL + "cong-khai/cong-khai-doi-ngu/@@edit").forms["edit"]
    assert again["school_year"].options[1][2] == "2027–2028"
    assert again["school_year"].value == "2026"


@pytest.mark.parametrize(("field", "value", "message"), [
    ("title", "", "Mục này bắt buộc phải nhập"), ("title", "   ", "Mục này bắt buộc phải nhập"),
    ("title", "x" * 201, "200"), ("summary", "y" * 20_001, "500"), ("date", "31/02/2026", "31 tháng 2"),
    ("date", "hôm qua", "05/09/2026"), ("date", "2026-13-40", "05/09/2026"),
])
def test_what_does_not_fit_comes_back_with_everything_that_was_typed(city, field, value, message):
    browser = city.as_("quantri")
    values = {"title": "Tin hay", "body": "<p>Dài lắm</p>", "tags": "một, hai", field: value}
    answer = add(browser, NEWS, "news_item", status=422, **values)
    assert message in answer.text
    form = answer.forms["edit"]
    assert form["tags"].value == "một, hai"
    assert form["body"].value == "<p>Dài lắm</p>"
    assert form.fields[field][-1].value.strip() in (value.strip(), "/".join(value.split("-")[::-1]))
    assert "tin-hay" not in city.look(lambda portal: list(school(portal)["tin-tuc"].keys()))


def test_an_empty_editor_is_an_empty_field(city):
    answer = add(city.as_("quantri"), NEWS, "news_item", status=422, title="Rỗng", body="<p><br></p>")
    assert "Mục này bắt buộc phải nhập" in answer.text


def test_text_of_half_a_million_letters_is_refused_with_its_length(city):
    answer = add(city.as_("quantri"), NEWS, "news_item", status=422, title="Dài", body="<p>" + "a" * 500_001 + "</p>")
    assert "500.000" in answer.text


def test_html_is_cleaned_on_the_way_in(city):
    body = '<p onclick="x()">Chào<script>alert(1)</script><img src=x onerror=y><a href="javascript:z()">đây</a></p>'
    assert add(city.as_("quantri"), NEWS, "news_item", title="Sạch", body=body).status_int == 303
    kept = fields_at(city, NEWS + "sach")["body"]
    assert "Chào" in kept
    assert not [word for word in ("script", "onclick", "onerror", "javascript") if word in kept]


def test_a_field_that_the_type_has_not_is_refused(city):
    browser = city.as_("quantri")
    form = browser.get(f"{NEWS}@@add?type=news_item").forms["edit"]
    posted = [*form.submit_fields("save"), ("state", "published"), ("lead_image", "0" * 32)]
    posted = [(name, "Lén" if name == "title" else "<p>x</p>" if name == "body" else value) for name, value in posted]
    answer = browser.post(f"{NEWS}@@add?type=news_item", posted, status=422)
    assert "state" in answer.text
    assert "len" not in city.look(lambda portal: list(school(portal)["tin-tuc"].keys()))


def test_a_picture_cannot_be_named_before_the_page_is_there(city):
    browser = city.as_("quantri")
    form = browser.get(f"{NEWS}@@add?type=news_item").forms["edit"]
    filled = {"title": "Lén", "body": "<p>x</p>"}
    posted = [(name, filled.get(name, value)) for name, value in form.submit_fields("save")]
    browser.post(f"{NEWS}@@add?type=news_item", [*posted, ("lead_image", "0" * 32)], status=(403, 422))
    assert "len" not in city.look(lambda portal: list(school(portal)["tin-tuc"].keys()))


@pytest.mark.parametrize("posted", [
    [("__start__", "title:mapping"), ("title", "x")], [("__end__", "")], [("__start__", "x:nothing"), ("__end__", "")],
])
def test_broken_marks_between_fields_are_a_bad_request(city, posted):
    browser = city.as_("quantri")
    token = browser.get(f"{NEWS}@@add?type=news_item").forms["edit"]["csrf_token"].value
    browser.post(f"{NEWS}@@add?type=news_item", [("csrf_token", token), *posted], status=400)


def test_a_mapping_where_a_line_was_expected_is_refused(city):
    browser = city.as_("quantri")
    token = browser.get(f"{NEWS}@@add?type=news_item").forms["edit"]["csrf_token"].value
    posted = [("csrf_token", token), ("__start__", "title:mapping"), ("a", "b"), ("__end__", ""),
              ("__start__", "body:sequence"), ("a", "b"), ("__end__", ""), ("show_until", "x"), ("tags", "")]
    browser.post(f"{NEWS}@@add?type=news_item", posted, status=422)


@pytest.mark.parametrize("type_name", ["unit", "mark_book", "class", "school_year", "nothing", "disclosure"])
def test_what_may_not_stand_here_is_not_offered(city, type_name):
    city.as_("quantri").get(f"{SCHOOL}@@add?type={type_name}", status=404)


def test_editing_replaces_the_working_version_and_leaves_the_public_one(city):
    url = draft(city, "Đã đăng", published=True)
    browser = city.as_("quantri")
    form = browser.get(url + "@@edit").forms["edit"]
    form["title"] = "Đã sửa"
    assert form.submit("save").status_int == 303
    assert "Đã đăng" in city.visitor().get(url).text
    assert fields_at(city, url)["title"] == "Đã sửa"


def test_the_menu_mark_of_a_section_survives_an_edit(city):
    browser = city.as_("quantri")
    form = browser.get(NEWS + "@@edit").forms["edit"]
    assert form["menu"].checked
    form["title"] = "Tin mới nhất"
    form.submit("save")
    assert fields_at(city, NEWS)["menu"] is True
    assert "Tin mới nhất" in city.visitor().get(SCHOOL).html.find(class_="ep-menu").text


def test_the_unit_itself_is_edited(city):
    browser = city.as_("quantri")
    form = browser.get(SCHOOL + "@@edit").forms["edit"]
    form["address"] = "12 Nguyễn Huệ"
    assert form.submit("save").status_int == 303
    assert "12 Nguyễn Huệ" in city.visitor().get(SCHOOL).text


def test_a_save_by_somebody_else_is_shown_beside_mine_and_nothing_is_lost(city):
    url = draft(city)
    mine, theirs = city.as_("quantri"), city.as_("bientap")
    form, other = mine.get(url + "@@edit").forms["edit"], theirs.get(url + "@@edit").forms["edit"]
    other["title"], other["body"] = "Bản của Biên", "<p>Họ viết</p>"
    other.submit("save")
    form["title"], form["body"], form["tags"] = "Bản của Quản", "<p>Tôi viết</p>", "giữ, lại"
    answer = form.submit("save", status=409)
    assert "Phạm Thị Biên" in answer.text
    assert "Bản của Biên" in answer.text
    assert "Họ viết" in answer.text
    kept = form_with(answer, "title")
    assert [kept[name].value for name in ("title", "body", "tags")] == ["Bản của Quản", "<p>Tôi viết</p>", "giữ, lại"]
    assert fields_at(city, url)["title"] == "Bản của Biên"
    assert kept.submit("save").status_int == 303
    assert fields_at(city, url)["title"] == "Bản của Quản"


def test_a_third_save_meanwhile_is_a_conflict_again(city):
    url = draft(city)
    mine, theirs = city.as_("quantri"), city.as_("bientap")
    form = mine.get(url + "@@edit").forms["edit"]
    for title in ("Một", "Hai"):
        other = theirs.get(url + "@@edit").forms["edit"]
        other["title"] = title
        other.submit("save")
        if title == "Một":
            form["title"] = "Của tôi"
            form = form_with(form.submit("save", status=409), "title")
    answer = form.submit("save", status=409)
    assert "Hai" in answer.text
    assert fields_at(city, url)["title"] == "Hai"


def test_a_refused_form_keeps_the_revision_it_was_opened_with(city):
    url = draft(city)
    mine, theirs = city.as_("quantri"), city.as_("bientap")
    form, other = mine.get(url + "@@edit").forms["edit"], theirs.get(url + "@@edit").forms["edit"]
    other["title"] = "Của Biên"
    other.submit("save")
    form["title"] = ""
    form = form.submit("save", status=422).forms["edit"]
    form["title"] = "Của Quản"
    assert "Của Biên" in form.submit("save", status=409).text


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30, "²"])
def test_a_revision_that_never_was_overwrites_nothing(city, seen):
    url = draft(city)
    browser = city.as_("quantri")
    form = browser.get(url + "@@edit").forms["edit"]
    form["seen"], form["title"] = seen, "Đè lên"
    form.submit("save", status=409)
    assert fields_at(city, url)["title"] == "Bản nháp"


def test_what_was_typed_survives_a_session_that_ended(city):
    url = draft(city)
    browser = city.as_("quantri")
    form = browser.get(url + "@@edit").forms["edit"]
    form["title"], form["body"] = "Viết cả buổi", "<p>" + "Rất dài. " * 50 + "</p>"
    form.set("date", "05/09/2026", -1)
    browser.cookiejar.clear("localhost.local", "/", "eduportal")
    login = form_with(form.submit("save", status=403), "password")
    login["login"], login["password"] = "quantri", "Truong-hoc-2026"
    going_on = login.submit(status=200)
    assert "Viết cả buổi" in going_on.text
    assert "cần chọn lại" in going_on.text
    again = form_with(going_on, "title").submit()
    assert again.status_int == 303
    fields = fields_at(city, url)
    assert fields["title"] == "Viết cả buổi"
    assert fields["show_until"].isoformat() == "2026-09-05"


def test_a_form_without_its_mark_changes_nothing(city):
    browser = city.as_("quantri")
    browser.post(NEWS + "@@edit", {"title": "Giả mạo", "seen": "0"}, status=403)
    assert fields_at(city, NEWS)["title"] != "Giả mạo"


def test_a_unit_without_a_portal_says_to_open_it_first(city):
    def closed(portal):

        office = portal.root["quan-1"]
        return add_unit(portal, office, code="79-X", kind="thcs", by="", at=NOW, since=SINCE, name="moi",
                        values=unit_values("Trường Mới")).__name__

    city.change(closed)
    answer = city.as_("quantri.so").get("/quan-1/moi/@@add?type=folder", status=422)
    assert "mở cổng" in answer.text
