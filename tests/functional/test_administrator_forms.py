"""The administrator adds and edits: what fits is saved, what does not comes back with everything that was typed."""

import io

import pytest
from PIL import Image
from webtest import Upload

from tests.factories import NOW, page
from tests.functional.conftest import form_with

SCHOOL, NEWS = "/quan-1/thcs-mot/", "/quan-1/thcs-mot/tin-tuc/"


def school(portal):
    return portal.root["quan-1"]["thcs-mot"]


def draft(city, title="Bản nháp", **values):
    """Add a draft of a news item; return its URL."""
    city.change(lambda portal: page(portal, school(portal)["tin-tuc"], title, type_name="news_item", **values).__name__)
    return NEWS + title_slug(title) + "/"


def title_slug(title):
    from eduportal.domain.text import slug

    return slug(title)


def fields_at(city, path):
    def read(portal):
        node = portal.root
        for name in path.strip("/").split("/"):
            node = node[name]
        return dict(node.fields)

    return city.look(read)


def png(colour="red", size=(40, 30)):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def add(browser, folder, type_name, status=None, **values):
    form = browser.get(f"{folder}@@add?type={type_name}").forms["edit"]
    for name, value in values.items():
        form[name] = value
    return form.submit("save", status=status)


def test_a_news_item_is_added_with_every_kind_of_field(city):
    browser = city.as_("quantri")
    form = browser.get(f"{NEWS}@@add?type=news_item").forms["edit"]
    form["title"], form["summary"], form["body"] = "  Hội  khỏe ", "Hai dòng\r\ncó thật", "<p>Nội dung</p>"
    form["date"], form["send_up"], form["tags"] = "5/9/2026", True, "thể thao, hội khỏe,, thể thao"
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
    ("title", "", ""), ("title", "   ", "Mục này không được để trống"),
    ("title", "x" * 201, "200"), ("summary", "y" * 20_001, "500"), ("date", "31/02/2026", "31 tháng 2"),
    ("date", "hôm qua", "05/09/2026"), ("date", "2026-02-31", "31 tháng 2"),
])
def test_what_does_not_fit_comes_back_with_everything_that_was_typed(city, field, value, message):
    browser = city.as_("quantri")
    values = {"title": "Tin hay", "body": "<p>Dài lắm</p>", "tags": "một, hai", field: value}
    answer = add(browser, NEWS, "news_item", status=422, **values)
    assert message in answer.text
    form = answer.forms["edit"]
    assert form["tags"].value == "một, hai"
    assert form["body"].value == "<p>Dài lắm</p>"
    assert form[field].value.strip() == value.strip()
    assert "tin-hay" not in city.look(lambda portal: list(school(portal)["tin-tuc"].keys()))


def test_an_empty_editor_is_an_empty_field(city):
    answer = add(city.as_("quantri"), NEWS, "news_item", status=422, title="Rỗng", body="<p><br></p>")
    assert "" in answer.text


def test_text_of_half_a_million_letters_is_refused_with_its_length(city):
    answer = add(city.as_("quantri"), NEWS, "news_item", status=422, title="Dài", body="<p>" + "a" * 500_001 + "</p>")
    assert "500000" in answer.text


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
    posted = [(name, {"title": "Lén", "body": "<p>x</p>"}.get(name, value)) for name, value in form.submit_fields("save")]
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
    kept = form_with(answer, "seen")
    assert (kept["title"].value, kept["body"].value, kept["tags"].value) == ("Bản của Quản", "<p>Tôi viết</p>", "giữ, lại")
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
            form = form_with(form.submit("save", status=409), "seen")
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
    form["title"], form["body"], form["date"] = "Viết cả buổi", "<p>" + "Rất dài. " * 50 + "</p>", "05/09/2026"
    browser.cookies.pop("eduportal") if hasattr(browser.cookies, "pop") else None
    browser.cookiejar.clear("localhost.local", "/", "eduportal")
    login = form_with(form.submit("save", status=403), "password")
    login["login"], login["password"] = "quantri", "Truong-hoc-2026"
    going_on = login.submit(status=200)
    assert "Viết cả buổi" in going_on.text
    assert "phải chọn lại" in going_on.text or "cần chọn lại" in going_on.text
    again = form_with(going_on, "title").submit()
    assert again.status_int == 303
    fields = fields_at(city, url)
    assert fields["title"] == "Viết cả buổi"
    assert fields["show_until"].isoformat() == "2026-09-05"


@pytest.mark.parametrize("path", ["@@edit", "tin-tuc/@@edit", "tin-tuc/@@add?type=page", "@@add?type=folder"])
def test_another_school_adds_and_edits_nothing_here(city, path):
    browser = city.as_("quantri.hai")
    browser.get(SCHOOL + path, status=(403, 404))
    own = browser.get("/quan-1/thcs-hai/tin-tuc/@@edit").forms["edit"]
    browser.post(SCHOOL + path, own.submit_fields("save"), status=(403, 404))
    city.visitor().get(SCHOOL + path, status=(403, 404))


def test_a_form_without_its_mark_changes_nothing(city):
    browser = city.as_("quantri")
    browser.post(NEWS + "@@edit", {"title": "Giả mạo", "seen": "0"}, status=403)
    assert fields_at(city, NEWS)["title"] != "Giả mạo"


def upload(browser, url, data, name="anh.png", alt="Cờ đỏ", title="", status=None):
    token = browser.get(url + "@@edit").forms["edit"]["csrf_token"].value
    posted = {"csrf_token": token, "alt": alt, "title": title, "file": Upload(name, data)}
    return browser.post(url + "@@upload-image", posted, status=status)


def test_a_picture_is_uploaded_while_writing_and_kept_by_reference(city):
    url = draft(city)
    browser = city.as_("quantri")
    told = upload(browser, url, png()).json
    assert told["ok"]
    assert browser.get(told["location"]).content_type == "image/png"
    form = browser.get(url + "@@edit").forms["edit"]
    form["body"], form["lead_image"] = f'<p><img src="{told["location"]}" alt="Cờ đỏ"></p>', told["uuid"]
    assert form.submit("save").status_int == 303
    assert f'src="resolveuid/{told["uuid"]}"' in fields_at(city, url)["body"]
    shown = browser.get(url + "@@edit")
    assert told["location"] in shown.forms["edit"]["body"].value
    assert shown.forms["edit"]["lead_image"].value == told["uuid"]
    assert f'src="{told["location"]}"' in browser.get(url).text


@pytest.mark.parametrize(("data", "name"), [
    (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "anh.svg"), (b"GIF89a<script>", "anh.gif"),
    (b"", "anh.png"), (b"<html><script>x</script></html>", "anh.png"), (b"%PDF-1.4", "anh.jpg"),
])
def test_what_is_no_picture_is_refused_as_a_picture(city, data, name):
    url = draft(city)
    told = upload(city.as_("quantri"), url, data, name, status=422).json
    assert not told["ok"]
    assert city.look(lambda portal: len(school(portal)["tin-tuc"]["ban-nhap"].keys() or ())) == 0


def test_a_picture_without_alternative_text_is_refused(city):
    url = draft(city)
    assert "alt" in upload(city.as_("quantri"), url, png(), alt="", title="Ảnh", status=422).json["reasons"]


def test_a_picture_that_is_a_polyglot_is_drawn_anew(city):
    url = draft(city)
    browser = city.as_("quantri")
    told = upload(browser, url, png() + b"<script>alert(document.cookie)</script>").json
    answer = browser.get(told["location"])
    assert b"<script>" not in answer.body
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_nobody_else_uploads_here(city):
    url = draft(city)
    stranger = city.as_("quantri.hai")
    token = stranger.get("/quan-1/thcs-hai/tin-tuc/@@edit").forms["edit"]["csrf_token"].value
    posted = {"csrf_token": token, "alt": "x", "file": Upload("a.png", png())}
    stranger.post(url + "@@upload-image", posted, status=(403, 404))


def test_a_picture_of_another_school_cannot_be_chosen(city):
    url = draft(city)

    def foreign(portal):
        from eduportal.operations.pages import add_page

        other = page(portal, portal.root["quan-1"]["thcs-hai"]["tin-tuc"], "Của họ", type_name="news_item")
        values = {"title": "Ảnh", "alt": "Ảnh", "file": {"name": "a.png", "data": png()}}
        return add_page(portal, other, "image", values, by="", at=NOW).uuid

    uuid = city.change(foreign)
    browser = city.as_("quantri")
    form = browser.get(url + "@@edit").forms["edit"]
    form["lead_image"].force_value(uuid)
    form.submit("save", status=(403, 422))
    assert fields_at(city, url)["lead_image"] == ""


def test_a_file_is_added_to_a_page_with_its_name_kept_and_replaced_only_by_another(city):
    url = draft(city)
    browser = city.as_("quantri")
    answer = add(browser, url, "file", title="Kế hoạch", upload=Upload("Kế hoạch năm.txt", b"noi dung"))
    assert answer.status_int == 303
    assert "Kế hoạch năm.txt" in answer.follow().text
    form = browser.get(url + "ke-hoach/@@edit").forms["edit"]
    form["title"] = "Kế hoạch mới"
    assert form.submit("save").status_int == 303
    assert fields_at(city, url + "ke-hoach")["file"]["name"] == "Kế hoạch năm.txt"


def test_a_chosen_file_must_be_chosen_again_after_a_refusal_and_the_page_says_so(city):
    url = draft(city)
    answer = add(city.as_("quantri"), url, "file", status=422, title="", upload=Upload("a.txt", b"x"))
    assert "Tệp bạn chọn chưa được giữ lại" in answer.text


def test_a_unit_without_a_portal_says_to_open_it_first(city):
    def closed(portal):
        from eduportal.operations.units import add_unit
        from tests.factories import SINCE, unit_values

        office = portal.root["quan-1"]
        return add_unit(portal, office, code="79-X", kind="thcs", by="", at=NOW, since=SINCE, name="moi",
                        values=unit_values("Trường Mới")).__name__

    city.change(closed)
    answer = city.as_("quantri.so").get("/quan-1/moi/@@add?type=folder", status=422)
    assert "mở cổng" in answer.text
