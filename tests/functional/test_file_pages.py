"""The page of a file: what it is, a PDF to look at under a policy of its own, and how often visitors took it."""

import pytest
from webtest import Upload

from eduportal.jobs.feeder import rebuild
from eduportal.operations.files import INLINE_TYPES
from tests.functional.administrator_setup import SCHOOL, add, school
from tests.functional.files_setup import PDF, add_file, news_with, photograph, publish

BROWSER = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Firefox/140.0"}


def downloads(city, url):
    """Return what staff read about a file: (this month, in all)."""
    text = " ".join(city.as_("bientap").get(url + "@@view").html.select_one(".ep-file-staff p").text.split())
    numbers = [int(word) for word in text.replace(",", " ").split() if word.isdigit()]
    return tuple(numbers)


def test_the_page_of_a_pdf_shows_it_and_offers_the_download(city):
    url = news_with(city, data=PDF, name="Kế hoạch.pdf")
    page = city.visitor().get(url + "@@view")
    assert page.html.select_one("object")["data"] == url + "?preview=1"
    assert page.html.select_one(".ep-download a")["href"] == url + "?download=1"
    assert page.html.select_one(".ep-preview-phone a")["href"] == url
    for word in ("PDF", "KB", "21/11/2026", "Kế hoạch.pdf"):
        assert word in page.html.select_one(".ep-download").text
    policy = page.headers["Content-Security-Policy"]
    assert "object-src 'self'; frame-src 'self'" in policy
    assert "script-src 'self';" in policy
    assert "'unsafe-inline'" not in policy


def test_only_that_page_may_show_something_in_a_frame_and_only_a_pdf_may_be_framed_by_us(city):
    url = news_with(city, data=PDF, name="a.pdf")
    other = city.visitor().get(url.removesuffix("ke-hoach/"))
    assert "object-src" not in other.headers["Content-Security-Policy"]
    answer = city.visitor().get(url + "?preview=1")
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    city.change(lambda portal: publish(portal, add_file(
        portal, school(portal)["tin-tuc"], b"<script>", name="a.txt", title="Chữ")))
    page = city.visitor().get(SCHOOL + "tin-tuc/chu/@@view")
    assert page.html.select_one("object") is None
    assert "object-src" not in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("name", "data", "kind"), [
    ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "application/octet-stream"),
    ("a.html", b"<html><script>alert(1)</script>", "application/octet-stream"),
    ("anh.html.jpg", b"<html><script>alert(1)</script>", "application/octet-stream"),
    ("a.xhtml", b"<?xml version='1.0'?><html/>", "application/octet-stream"),
    ("a.xsl", b"<?xml version='1.0'?><xsl:stylesheet/>", "application/octet-stream"),
    ("a.js", b"%PDF-1.4\n/*\n*/alert(1)", "application/pdf"),
    ("a.pdf", b"<script>alert(1)</script>%PDF-1.4", "application/octet-stream"),
    ("../../etc/passwd", b"x", "application/octet-stream"),
    ("a\0.pdf\u202egpj.exe", b"MZ\x90", "application/x-msdownload"),
    ("a" * 5000 + ".pdf", PDF, "application/pdf"),
])
def test_a_hostile_file_is_told_on_its_page_and_never_run(city, name, data, kind):
    url = news_with(city, data=data, name=name)
    page = city.visitor().get(url + "@@view")
    assert "<script>alert" not in page.text
    assert "\u202e" not in page.text
    answer = city.visitor().get(url)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.content_type == kind
    inline = kind in INLINE_TYPES
    assert answer.headers["Content-Disposition"].startswith("inline" if inline else "attachment")
    assert len(answer.headers["Content-Disposition"]) < 1500


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", photograph()[:500]])
def test_an_empty_or_broken_picture_is_refused_and_nothing_stays(city, data):
    answer = add(city.as_("bientap"), SCHOOL + "tin-tuc/", "image", status=422, title="Ảnh", alt="Ảnh",
                 upload=Upload("anh.jpg", data))
    assert "is-invalid" in answer.text or "ep-field-error" in answer.text or "aria-invalid" in answer.text
    assert "anh" not in city.look(lambda portal: list(school(portal)["tin-tuc"].keys()))


def test_downloads_of_visitors_are_counted_and_shown_to_staff_only(city):
    url = news_with(city, data=PDF, name="a.pdf")
    for _time in range(3):
        city.visitor().get(url, headers=BROWSER)
    city.visitor().get(url + "?download=1", headers=BROWSER)
    assert downloads(city, url) == (4, 4)
    assert city.visitor().get(url + "@@view").html.select_one(".ep-file-staff") is None


@pytest.mark.parametrize("headers", [
    {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
    {"User-Agent": "python-requests/2.32"}, {"User-Agent": ""}, {},
    {**BROWSER, "Range": "bytes=5-"},
])
def test_robots_and_further_parts_are_not_counted(city, headers):
    url = news_with(city, data=PDF, name="a.pdf")
    city.visitor().get(url, headers=headers, status=(200, 206))
    assert downloads(city, url) == (0, 0)


def test_staff_previews_and_unchanged_files_are_not_counted(city):
    url = news_with(city, data=PDF, name="a.pdf")
    city.as_("bientap").get(url, headers=BROWSER)
    city.visitor().get(url + "?preview=1", headers=BROWSER)
    city.visitor().head(url, headers=BROWSER)
    tag = city.visitor().get(url).headers["ETag"]
    assert city.visitor().get(url, headers={**BROWSER, "If-None-Match": tag}).status_int == 304
    assert downloads(city, url) == (0, 0)
    city.as_("khach").get(url, headers=BROWSER)
    assert downloads(city, url) == (1, 1)


def test_a_download_writes_nothing_to_the_object_database_and_survives_a_rebuild(city):
    url = news_with(city, data=PDF, name="a.pdf")
    city.jobs()
    before = city.db.lastTransaction()
    city.visitor().get(url, headers=BROWSER)
    assert city.db.lastTransaction() == before
    city.registry["eduportal.downloads"].write()
    rebuild(city.db, city.registry["eduportal.store"], city.declared)
    assert downloads(city, url) == (1, 1)
