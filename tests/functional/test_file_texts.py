"""The text of files: read by a job, found by the search, gone with the file, never wider than its page."""

import pytest

from eduportal.content.made import stored_text
from eduportal.operations.pages import edit_page
from tests.factories import NOW
from tests.functional.administrator_setup import SCHOOL, school
from tests.functional.files_setup import PDF, add_file, hide, news_with, publish, withdraw
from tests.integration import documents

OTHER = {"name": "b.txt", "data": b"hoa phuong do"}


def hits(browser, words, scope="unit"):
    found = browser.get(SCHOOL + "@@search", {"q": words, "scope": scope}).html.select(".ep-hits li")
    return [each.select_one("h2 a")["href"] for each in found]


@pytest.mark.parametrize(("name", "data"), [
    ("a.pdf", PDF), ("a.docx", documents.word("x", "Phòng họp bí mật")),
    ("a.xlsx", documents.workbook({"C3": "Phòng họp bí mật"})), ("a.odt", documents.open_document("Phòng họp bí mật")),
    ("a.txt", "Phòng họp bí mật".encode()),
])
def test_a_file_is_found_by_a_word_in_it_here_and_in_the_province(city, name, data):
    url = news_with(city, data=data, name=name)
    city.jobs()
    for scope in ("unit", "city"):
        assert url in [each.removesuffix("@@view") for each in hits(city.visitor(), "phong hop bi mat", scope)]


def test_a_file_whose_text_cannot_be_read_is_found_by_its_title_and_says_why_to_staff_only(city):
    url = news_with(city, data=documents.pdf("Mat", password="x"), name="a.pdf")
    city.jobs()
    assert url in [each.removesuffix("@@view") for each in hits(city.visitor(), "kế hoạch")]
    assert "Tệp bị khóa bằng mật khẩu" in city.as_("bientap").get(url + "@@view").text
    assert "mật khẩu" not in city.visitor().get(url + "@@view").text


def test_another_file_brings_another_text(city):
    def replace(portal):
        node = school(portal)["tin-tuc"]["ke-hoach"]
        edit_page(portal, node, {"file": OTHER}, seen=node.revision, by="", at=NOW)

    city.change(lambda portal: add_file(portal, school(portal)["tin-tuc"], PDF).uuid)
    city.jobs()
    editor = city.as_("bientap")
    assert hits(editor, "bi mat")
    city.change(replace)
    city.jobs()
    assert hits(editor, "hoa phuong do")
    assert hits(editor, "bi mat") == []


def test_the_public_finds_the_approved_file_while_another_is_being_prepared(city):
    def prepare(portal):
        node = add_file(portal, school(portal)["tin-tuc"], PDF)
        publish(portal, node)
        edit_page(portal, node, {"file": OTHER}, seen=node.revision, by="", at=NOW)

    city.change(prepare)
    city.jobs()
    assert hits(city.visitor(), "bi mat")
    assert hits(city.visitor(), "hoa phuong do") == []


@pytest.mark.parametrize("close", [withdraw, hide])
def test_the_text_goes_when_its_page_goes(city, close):
    news_with(city, data=PDF, name="a.pdf")
    city.jobs()
    assert hits(city.visitor(), "bi mat")
    close(city)
    for scope in ("unit", "city"):
        assert hits(city.visitor(), "bi mat", scope) == []
        assert hits(city.as_("quantri.hai"), "bi mat", scope) == []


def test_a_draft_is_read_too_and_found_by_its_own_people_only(city):
    news_with(city, data=PDF, name="a.pdf", published=False)
    city.jobs()
    assert hits(city.as_("bientap"), "bi mat")
    assert hits(city.visitor(), "bi mat") == []
    assert hits(city.as_("khach"), "bi mat") == []


def test_staff_have_a_file_read_again(city):
    url = news_with(city, data=PDF, name="a.pdf")
    city.jobs()

    def forget(portal):
        school(portal)["tin-tuc"]["co-tep"]["ke-hoach"].made = None

    city.change(forget)
    browser = city.as_("bientap")
    page = browser.get(url + "@@view")
    assert "chưa được đọc" in page.text
    form = next(each for each in page.forms.values() if "make-again" in (each.action or ""))
    assert form.submit().status_int == 303
    city.jobs()
    assert city.look(lambda portal: "bi mat" in stored_text(
        node := school(portal)["tin-tuc"]["co-tep"]["ke-hoach"], node.fields["file"]).text)
    city.visitor().post(url + "@@make-again", status=(400, 403))


@pytest.mark.parametrize(("name", "data"), [
    ("a.docx", documents.replaced(documents.word("x"), "word/document.xml", documents.LAUGHS)),
    ("a.docx", documents.replaced(documents.word("x"), "word/document.xml", b"<a>" + b"\0" * (160 * 1024 * 1024))),
    ("a.xlsx", documents.replaced(documents.workbook({"A1": 1}), "xl/sharedStrings.xml", b"a" * (160 * 1024 * 1024))),
    ("a.pdf", b"%PDF-1.7 /JavaScript (app.alert(1))"),
])
def test_a_hostile_file_stops_nobody_else(city, name, data):
    url = news_with(city, data=data, name=name)
    city.change(lambda portal: add_file(portal, school(portal)["tin-tuc"], b"cau vong", name="b.txt").uuid)
    city.jobs()
    assert hits(city.as_("bientap"), "cau vong")
    assert "Tệp" in city.as_("bientap").get(url + "@@view").text


def test_a_file_with_macros_is_told_and_only_downloaded(city):
    data = documents.replaced(documents.word("x"), "word/vbaProject.bin", b"x")
    url = news_with(city, data=data, name="a.docm")
    assert "macro" in city.visitor().get(url + "@@view").text
    answer = city.visitor().get(url)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
