"""A file that was chosen in a form that could not be saved is kept for a day, for its owner only, and checked anew."""

import re
from datetime import timedelta

import pytest
from webtest import Upload

from eduportal.sidestore import kept_files
from tests.factories import NOW
from tests.functional.administrator_setup import NEWS, SCHOOL, add, draft, fields_at, names_in, png
from tests.functional.conftest import form_with
from tests.functional.look_setup import choose


def kept(form):
    """Return the token that a form carries for its file, '' for none."""
    return form["upload-kept"].value if "upload-kept" in form.fields else ""


def refused_file(browser, url, name="Kế hoạch.txt", data=b"noi dung"):
    """Send a file without the title that it needs; return the form as it comes back."""
    answer = add(browser, url, "file", status=422, title="", upload=Upload(name, data))
    assert "Tệp bạn chọn chưa được giữ lại" not in answer.text
    return answer


def test_a_file_of_a_refused_form_is_kept_and_saved_with_the_next_try(city):
    url, browser = draft(city), city.as_("quantri")
    answer = refused_file(browser, url, "C:\\Bảng\\Kế hoạch.txt")
    assert "Đã chọn: <strong>Kế hoạch.txt</strong> (1 KB)" in answer.text
    form = answer.forms["edit"]
    token = kept(form)
    assert re.fullmatch("[0-9a-f]{32}", token)
    again = form.submit("save", status=422).forms["edit"]
    assert kept(again) == token
    again["title"] = "Kế hoạch"
    assert again.submit("save").status_int == 303
    file = fields_at(city, url + "ke-hoach")["file"]
    assert (file["name"], file["size"]) == ("Kế hoạch.txt", 8)
    again["title"] = "Lần nữa"
    assert "không còn được giữ" in again.submit("save", status=422).text


def test_another_file_takes_its_place_and_a_tick_drops_it(city):
    url, browser = draft(city), city.as_("quantri")
    form = refused_file(browser, url).forms["edit"]
    form["title"], form["upload"] = "Bản khác", Upload("khac.txt", b"khac han")
    form.submit("save")
    assert fields_at(city, url + "ban-khac")["file"]["name"] == "khac.txt"
    form = refused_file(browser, url).forms["edit"]
    form["title"], form["upload-drop"] = "Không tệp", True
    answer = form.submit("save", status=422)
    assert "bắt buộc" in answer.text
    assert kept(answer.forms["edit"]) == ""
    assert names_in(city, "tin-tuc", "ban-nhap") == ["ban-khac"]


def test_a_picture_is_kept_until_it_has_its_text_and_a_broken_one_is_refused_at_the_save(city):
    url, browser = draft(city), city.as_("quantri")
    form = add(browser, url, "image", status=422, title="Cờ", upload=Upload("co.png", png())).forms["edit"]
    assert kept(form)
    form["alt"] = "Lá cờ đỏ"
    assert form.submit("save").status_int == 303
    assert fields_at(city, url + "co")["file"]["pixels"] == (40, 30)
    form = add(browser, url, "image", status=422, title="Giả", upload=Upload("gia.png", b"<script>")).forms["edit"]
    form["alt"] = "Không phải ảnh"
    answer = form.submit("save", status=422)
    assert kept(answer.forms["edit"]) == ""
    assert "gia" not in names_in(city, "tin-tuc", "ban-nhap")


def test_a_conflict_keeps_the_file_and_the_version_put_together_has_it(city):
    url = draft(city)
    add(city.as_("quantri"), url, "file", title="Lịch", upload=Upload("cu.txt", b"ban cu"))
    mine, theirs = city.as_("quantri"), city.as_("bientap")
    form, other = mine.get(url + "lich/@@edit").forms["edit"], theirs.get(url + "lich/@@edit").forms["edit"]
    other["title"] = "Lịch của Biên"
    other.submit("save")
    form["title"], form["upload"] = "Lịch của Quản", Upload("moi.txt", b"ban moi")
    answer = form.submit("save", status=409)
    assert "Đã chọn: <strong>moi.txt</strong>" in answer.text
    assert form_with(answer, "theirs").submit("save").status_int == 303
    fields = fields_at(city, url + "lich")
    assert (fields["title"], fields["file"]["name"]) == ("Lịch của Quản", "moi.txt")


def test_a_session_that_ended_takes_no_file_away(city):
    url, browser = draft(city), city.as_("quantri")
    form = browser.get(f"{url}@@add?type=file").forms["edit"]
    form["title"], form["upload"] = "Cả buổi", Upload("buoi.txt", b"ca buoi")
    browser.cookiejar.clear("localhost.local", "/", "eduportal")
    login = form_with(form.submit("save", status=403), "password")
    login["login"], login["password"] = "quantri", "Truong-hoc-2026"
    going_on = login.submit(status=200)
    assert "buoi.txt (1 KB)" in going_on.text
    saved = form_with(going_on, "title").submit()
    assert saved.status_int == 303, saved.text
    assert fields_at(city, url + "ca-buoi")["file"]["name"] == "buoi.txt"


def test_a_browser_in_which_nobody_ever_signed_in_keeps_nothing(city):
    url, stranger = draft(city), city.visitor()
    form = city.as_("quantri").get(f"{url}@@add?type=file").forms["edit"]
    posted = [*form.submit_fields("save"), ("title", "Lạ"), ("upload", Upload("la.txt", b"x" * 1000))]
    stranger.get("/@@login")
    answer = stranger.post(f"{url}@@add?type=file", posted, status=403)
    assert "-kept" not in answer.text
    with city.registry["eduportal.store"].read() as side:
        assert side.exec_driver_sql("select count(*) from kept_files").scalar() == 0


def test_a_token_is_worth_nothing_to_others_after_a_day_or_when_made_up(city):
    url, other_url = draft(city), draft(city, "Của Biên")
    form = refused_file(city.as_("quantri"), url).forms["edit"]
    token, strange = kept(form), city.as_("bientap")
    for wrong in (token, "0" * 32, "../../etc/passwd", "x" * 5000, "ế", "%00"):
        theirs = refused_file(strange, other_url).forms["edit"]
        theirs["upload-kept"], theirs["title"] = wrong, "Lấy trộm"
        answer = theirs.submit("save", status=422)
        assert "không còn được giữ" in answer.text
        assert kept(answer.forms["edit"]) == ""
    assert names_in(city, "tin-tuc", "cua-bien") == []
    city.registry["eduportal.clock"] = lambda: NOW + timedelta(hours=7)
    browser = city.as_("quantri")
    form = refused_file(browser, url).forms["edit"]
    with city.registry["eduportal.store"].begin() as side:
        side.exec_driver_sql("update kept_files set at = at - 86400")
    form["title"] = "Quá hạn"
    assert "không còn được giữ" in form.submit("save", status=422).text


def test_an_edit_whose_kept_file_is_gone_says_so_instead_of_saving_without_it(city):
    url, browser = draft(city), city.as_("quantri")
    add(browser, url, "file", title="Lịch", upload=Upload("cu.txt", b"ban cu"))
    form = browser.get(url + "lich/@@edit").forms["edit"]
    form["title"], form["upload"] = "", Upload("moi.txt", b"ban moi")
    form = form.submit("save", status=422).forms["edit"]
    form["title"], form["upload-kept"] = "Lịch", "0" * 32
    form = form.submit("save", status=422).forms["edit"]
    assert form.submit("save").status_int == 303
    assert fields_at(city, url + "lich")["file"]["name"] == "cu.txt"


@pytest.mark.parametrize("name", ["../../../etc/passwd", "..\\..\\x.txt", "<script>alert(1)</script>.txt", "a\0b.txt"])
def test_a_name_with_a_path_or_marks_is_shown_and_stored_bare(city, name):
    url, browser = draft(city), city.as_("quantri")
    answer = refused_file(browser, url, name)
    assert "<script>alert(1)" not in answer.text
    form = answer.forms["edit"]
    form["title"] = "Tên lạ"
    form.submit("save")
    stored = fields_at(city, url + "ten-la")["file"]["name"]
    assert not set("/\\<>\0") & set(stored)


def test_a_file_that_is_too_large_is_not_kept(city):
    url, browser = draft(city), city.as_("quantri")
    answer = add(browser, url, "file", status=422, title="", upload=Upload("to.txt", b"x" * (kept_files.LARGEST + 1)))
    assert kept(answer.forms["edit"]) == ""
    assert "Tệp bạn chọn chưa được giữ lại" in answer.text


def test_a_banner_is_kept_until_it_has_its_text(city):
    browser = city.as_("quantri")
    answer = choose(browser, "banner", banner=Upload("bang.png", png(size=(1200, 300))), status=422)
    assert "Đã chọn: <strong>bang.png</strong>" in answer.text
    form = form_with(answer, "banner")
    form["banner-alt"] = "Sân trường"
    assert form.submit("action", value="choose").status_int == 303
    assert "Sân trường" in browser.get(SCHOOL + "@@appearance-preview").text


def test_a_list_of_units_is_kept_until_its_day_is_right(city):
    browser = city.as_("quantri.so")
    form = form_with(browser.get("/@@import-units"), "since")
    form["since"], form["file"] = "hôm qua", Upload("don-vi.csv", "Mã,Tên\n79-X,Trường X\n".encode())
    form = form_with(form.submit(status=422), "since")
    form["since"] = "01/08/2017"
    answer = form.submit(status="*")
    assert answer.status_int == 303 or "Hãy chọn tệp" not in answer.text
    assert "file-kept" not in answer.text


def test_many_files_of_a_lost_session_are_judged_after_signing_in_again(city):
    browser = city.as_("quantri")
    form = form_with(browser.get(NEWS + "@@contents"), "files")
    posted = [*form.submit_fields(), ("files", Upload("mot.txt", b"mot")), ("files", Upload("hai.txt", b"hai"))]
    browser.cookiejar.clear("localhost.local", "/", "eduportal")
    login = form_with(browser.post(NEWS + "@@upload", posted, status=403), "password")
    login["login"], login["password"] = "quantri", "Truong-hoc-2026"
    form_with(login.submit(status=200), "files-kept").submit(status=303)
    assert {"mot", "hai"} <= set(names_in(city, "tin-tuc"))


def test_one_person_keeps_so_many_files_and_the_sweep_takes_the_old_ones(city):
    store = city.registry["eduportal.store"]
    with store.begin() as side:
        tokens = [kept_files.keep_file(side, "a", f"{number}.txt", b"x", NOW + timedelta(seconds=number))
                  for number in range(kept_files.MOST + 3)]
        later = NOW + timedelta(minutes=1)
        found = [kept_files.file_kept(side, "a", token, later) is not None for token in tokens]
        assert found == [False] * 3 + [True] * kept_files.MOST
        large = [kept_files.keep_file(side, "b", "b", b"x" * kept_files.LARGEST, NOW + timedelta(seconds=number))
                 for number in range(4)]
        assert [kept_files.file_kept(side, "b", token, later) is not None for token in large] == [False] + [True] * 3
    city.registry["eduportal.clock"] = lambda: NOW + timedelta(hours=25)
    city.registry["eduportal.jobs"].look()
    with store.read() as side:
        assert side.exec_driver_sql("select count(*) from kept_files").scalar() == 0
