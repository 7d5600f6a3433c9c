"""Pictures and files inside a page: uploaded while writing, kept by reference, refused when they are none."""

import pytest
from webtest import Upload

from eduportal.operations.pages import add_page, change_state
from tests.factories import NOW, page
from tests.functional.administrator_setup import add, draft, fields_at, other_school, png, school, upload


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

        other = page(portal, other_school(portal)["tin-tuc"], "Của họ", type_name="news_item")
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


def test_a_chosen_file_is_kept_when_the_form_is_refused(city):
    url = draft(city)
    browser = city.as_("quantri")
    answer = add(browser, url, "file", status=422, title="", upload=Upload("a.txt", b"x"))
    form = answer.forms["edit"]
    form["title"] = "Kế hoạch"
    assert form.submit("save").status_int == 303
    assert fields_at(city, url + "ke-hoach")["file"]["name"] == "a.txt"


def test_the_contents_of_a_page_show_its_files_in_the_state_of_the_page(city):
    url = draft(city, "Có tệp")
    browser = city.as_("quantri")
    add(browser, url, "file", title="Kế hoạch", upload=Upload("a.txt", b"x"))
    for step, person in (("submit", "quantri"), ("approve", "hieutruong")):
        city.change(lambda portal, step=step, person=person: change_state(
            portal, school(portal)["tin-tuc"]["co-tep"], step, by=portal.accounts.by_login(person).uuid, at=NOW))
    form = browser.get(url + "@@edit").forms["edit"]
    form["title"] = "Có tệp, bản hai"
    form.submit("save")
    row = browser.get(url + "@@contents").html.select_one("table.ep-contents tbody tr")
    assert row.select_one(".ep-state").text.strip() == "Nháp"
