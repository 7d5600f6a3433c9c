"""Many files at once: good ones are saved, of each refused one the reason is told; hostile ones leave no trace."""

import io
import time
import zipfile

import pytest
from PIL import Image
from webtest import Upload

from eduportal.operations import addable
from eduportal.operations.uploads import MOST, title_of
from tests.factories import NOW
from tests.functional.administrator_setup import NEWS, SCHOOL, draft, names_in, png, school, token_of

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def send(browser, *files, url=NEWS, script=False, status=None, **more):
    """Post files as (name, data), with or without the script of the page."""
    posted = [("csrf_token", token_of(browser, NEWS + "@@edit")), *more.items(),
              *(("files", Upload(name, data)) for name, data in files)]
    headers = {"X-Requested-With": "fetch"} if script else {}
    return browser.post(url + "@@upload", posted, status=status, headers=headers)


def verdicts(answer):
    return {item.strong.text: "is-saved" in item["class"] for item in answer.html.select(".ep-verdicts li")}


def test_many_files_become_pictures_and_files_with_vietnamese_titles(city):
    browser = city.as_("bientap")
    answer = send(browser, ("Ảnh_khai giảng.png", png()), ("Kế hoạch số 12.pdf", PDF),
                  ("Danh sách.csv", "họ,tên".encode()), status=303)
    assert "Đã lưu 3 tệp" in answer.follow().text
    found = city.look(lambda portal: {node.__name__: (node.type_name, node.title, node.fields["file"]["name"])
                                      for node in school(portal)["tin-tuc"].values()})
    assert found == {"anh-khai-giang": ("image", "Ảnh khai giảng", "Ảnh_khai giảng.png"),
                     "ke-hoach-so-12": ("file", "Kế hoạch số 12", "Kế hoạch số 12.pdf"),
                     "danh-sach": ("file", "Danh sách", "Danh sách.csv")}
    assert city.look(lambda portal: school(portal)["tin-tuc"]["anh-khai-giang"].fields["alt"]) == "Ảnh khai giảng"


def test_the_limits_are_told_before(city):
    answer = city.as_("bientap").get(NEWS + "@@contents")
    limits = answer.html.select_one("#upload-limits").text
    assert "25 MB" in limits
    assert f"{MOST} tệp" in limits
    assert "docx" in limits
    chooser = answer.html.select_one("#upload-files")
    assert chooser.has_attr("multiple")
    assert "image/jpeg" in chooser["accept"]
    assert answer.html.select_one("#upload-camera")["capture"] == "environment"


def test_the_good_ones_are_saved_and_each_refused_one_says_why(city):
    browser = city.as_("bientap")
    answer = send(browser, ("tốt.png", png()), ("rỗng.pdf", b""), ("to.pdf", PDF + b"0" * (25 * 1024 * 1024)),
                  ("tốt.png", png("blue")), status=200)
    assert [item.strong.text for item in answer.html.select(".ep-verdicts li")] == [
        "tốt.png", "rỗng.pdf", "to.pdf", "tốt.png"]
    texts = [item.get_text(" ", strip=True) for item in answer.html.select(".ep-verdicts li")]
    assert "Đã lưu" in texts[0]
    assert "25 MB" in texts[2]
    assert "đã có" in texts[3]
    assert names_in(city, "tin-tuc") == ["tot"]


def test_what_is_sent_twice_stands_here_once_unless_both_are_to_be_kept(city):
    browser = city.as_("bientap")
    send(browser, ("ảnh.png", png()), status=303)
    send(browser, ("ảnh.png", png()), status=422)
    assert names_in(city, "tin-tuc") == ["anh"]
    send(browser, ("ảnh.png", png()), keep_both="1", status=303)
    assert names_in(city, "tin-tuc") == ["anh", "anh-2"]


def office(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


JPEG = io.BytesIO()
Image.new("RGB", (8, 8), "red").save(JPEG, "JPEG")


@pytest.mark.parametrize(("name", "data"), [
    ("anh.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    ("trang.html", b"<!doctype html><script>alert(1)</script>"),
    ("trang.html.jpg", b"<!doctype html><script>alert(1)</script>"),
    ("anh.jpg", PDF), ("van-ban.pdf", png()), ("van-ban.docx", PDF),
    ("chuong-trinh.exe", b"MZ" + b"\0" * 200), ("macro.docm", office("[Content_Types].xml", "word/document.xml")),
    ("phim.swf", b"CWS\x09" + b"\0" * 100), ("kho.php", b"<?php system($_GET[0]);"), ("a.txt", b"a\0b"),
    ("anh.png", png()[:60]), ("anh.gif", b"GIF89a" + b"\xff" * 40), ("", b""), ("kho.htaccess", b"Options +ExecCGI"),
])
def test_what_is_disguised_broken_or_of_no_use_is_refused(city, name, data):
    answer = send(city.as_("bientap"), ("tốt.png", png("green")), (name or "x", data), status=200)
    assert list(verdicts(answer).values()) == [True, False]
    assert names_in(city, "tin-tuc") == ["tot"]


def test_a_page_called_pdf_is_told_what_it_is_and_what_to_do(city):
    answer = send(city.as_("bientap"), ("page.html.pdf", b"<!doctype html><p>x"), ("so.docx", b"MZ" + b"\0" * 90),
                  ("phim.swf", b"CWS\x09" + b"\0" * 100), status=422)
    texts = [item.get_text(" ", strip=True) for item in answer.html.select(".ep-verdicts li")]
    assert "đuôi “.pdf” nhưng nội dung bên trong không phải" in texts[0]
    assert "lưu lại thành tệp pdf rồi chọn lại" in texts[0]
    assert "đuôi “.docx”" in texts[1]
    assert "danh sách các loại" in texts[2]


def test_a_picture_that_is_also_a_page_or_an_archive_keeps_only_the_picture(city):
    script = b"<script>alert(document.domain)</script>"
    send(city.as_("bientap"), ("da-ngu.jpg", JPEG.getvalue() + office("a.html") + script), status=303)
    stored = city.look(lambda portal: school(portal)["tin-tuc"]["da-ngu"].fields["file"]["blob"].open("r").read())
    assert script not in stored
    assert b"PK\x03\x04" not in stored


@pytest.mark.parametrize("name", ["../../etc/passwd.png", "C:\\Users\\x\\anh.png", "/etc/cron.d/anh.png",
                                  "..\\..\\anh.png", "anh\x07\x1b[31m%0d%0a.png", "a" * 400 + ".png",
                                  "\u202egnp.anh.png",
                                  "<img src=x>.png", "=cmd|'/c calc'!A1.png"])
def test_paths_and_tricks_in_names_come_to_nothing(city, name):
    send(city.as_("bientap"), (name, png()), script=True, status=200)
    node = city.look(lambda portal: next((each.__name__, each.fields["file"]["name"], each.title)
                                         for each in school(portal)["tin-tuc"].values()))
    assert not set("/\\\r\n<>\u202e") & set("".join(node))
    assert len(node[1]) <= 150
    assert ".." not in node[1]


def test_the_script_gets_a_verdict_for_each_file(city):
    browser = city.as_("bientap")
    told = send(browser, ("a.png", png()), ("b.svg", b"<svg/>"), script=True, status=200).json
    assert told["ok"] is False
    assert [(each["name"], each["ok"]) for each in told["files"]] == [("a.png", True), ("b.svg", False)]
    assert told["files"][0]["url"] == NEWS + "a/@@edit"


def test_more_files_than_one_request_takes_are_named_as_such(city):
    answer = send(city.as_("bientap"), *((f"{number}.txt", b"x") for number in range(MOST + 3)), status=200)
    assert "Còn 3 tệp chưa được xét" in answer.text
    assert len(names_in(city, "tin-tuc")) == MOST


def test_ten_thousand_parts_are_answered_in_good_time_and_change_nothing(city):
    browser = city.as_("bientap")
    start = time.perf_counter()
    answer = send(browser, *((f"{number}.svg", b"<svg/>") for number in range(10_000)), status=422)
    assert time.perf_counter() - start < 30
    assert len(answer.html.select(".ep-verdicts li")) == MOST + 1
    assert names_in(city, "tin-tuc") == []


def test_no_file_a_text_instead_of_a_file_and_a_missing_mark_are_refused(city):
    browser = city.as_("bientap")
    token = token_of(browser, NEWS + "@@edit")
    browser.post(NEWS + "@@upload", {"csrf_token": token}, status=422)
    browser.post(NEWS + "@@upload", {"csrf_token": token, "files": "x"}, status=422)
    browser.post(NEWS + "@@upload", {}, upload_files=[("files", "a.png", png())], status=403)
    assert names_in(city, "tin-tuc") == []


def test_files_go_into_a_page_but_not_straight_into_a_unit(city):
    browser = city.as_("bientap")
    url = draft(city, "Tin có tệp")
    send(browser, ("a.pdf", PDF), url=url, status=303)
    assert names_in(city, "tin-tuc", "tin-co-tep") == ["a"]
    assert "Tải nhiều tệp lên" not in browser.get(SCHOOL + "@@contents").text


def test_where_pictures_may_not_be_added_none_comes_in_by_the_many(city):
    city.change(lambda portal: addable.restrict_types(portal, school(portal)["tin-tuc"], ["file", "news_item"], by="",
                                                      at=NOW))
    browser = city.as_("bientap")
    answer = send(browser, ("a.png", png()), ("b.pdf", PDF), status=200)
    assert verdicts(answer) == {"a.png": False, "b.pdf": True}
    assert browser.get(NEWS + "@@contents").html.select_one("#upload-camera") is None


def test_titles_are_made_of_names():
    assert title_of("Ảnh_lễ__khai giảng.JPG") == "Ảnh lễ khai giảng"
    assert title_of("khongduoi") == "khongduoi"
    assert title_of("a.b.c.pdf") == "a.b.c"
