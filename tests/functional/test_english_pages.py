"""Every page that a visitor may open is English below /en/: no Vietnamese word stands there without its mark."""

import re
from itertools import chain

import pytest
from bs4 import BeautifulSoup, NavigableString

from eduportal.operations import pages, units
from eduportal.views.assessment_guide.page import SECTIONS
from tests import factories
from tests.functional.english_setup import NEEDED, dressed, pairs
from tests.functional.matrix_setup import close, matrix_city
from tests.functional.site_setup import news, one
from tests.functional.test_access_matrix import ROWS, promised

NOW = factories.NOW
SCHOOL, EN = "/quan-1/thcs-mot/", "/en/quan-1/thcs-mot/"
FOLDER = EN + "cap-doi/"
#: What only Vietnamese is written with.
VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
SPOKEN = ("alt", "title", "placeholder", "aria-label", "label")


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """The city of the access matrix, with a pair of every type and a school that is dressed up."""
    city = matrix_city(tmp_path_factory.mktemp("english"))
    city.pairs = city.change(pairs)
    city.change(dressed)
    yield city
    close(city)


def language_of(tag):
    return next((each["lang"] for each in chain([tag], tag.parents) if each.get("lang")), None)


def unmarked(page):
    """Return what stands in Vietnamese on an English page without saying so, as "<tag class> text"."""
    body, found = page.html.body or page.html, []
    for text in body.find_all(string=VIETNAMESE):
        if type(text) is NavigableString and text.parent.name not in ("script", "style", "template"):
            found.append((text.parent, str(text)))
    for tag in body.find_all(True):
        found += [(tag, tag[name]) for name in SPOKEN if VIETNAMESE.search(tag.get(name, ""))]
    return [f"<{tag.name} {' '.join(tag.get('class', ()))}> {' '.join(text.split())}" for tag, text in found
            if language_of(tag) != "vi"]


def test_no_page_that_a_visitor_may_open_has_a_vietnamese_word_without_its_mark(walked):
    asked = {row["url"] for row in ROWS if row["method"] == "GET" and promised(row).get("anonymous") in (200, 403, 404)}
    assert len(asked) > 100
    wrong, visitor = {}, walked.visitor()
    for url in sorted({"/en" + each for each in asked} | pages_of_the_school(walked)):
        answer = visitor.get(url, status="*")
        if answer.content_type != "text/html" or answer.status_int in (302, 303):
            continue
        if answer.html.html is not None:
            assert answer.html.html["lang"] == "en", url
        for found in unmarked(answer):
            # What stands on every page is told once.
            wrong.setdefault(found, url)
    assert not wrong, "\n".join(f"{url}: {found}" for found, url in wrong.items())


def pages_of_the_school(city):
    """Return the addresses of the pairs, of what stands in them, and of the tools of visitors."""
    inside = ("", "tep/@@view", "tep-dich/@@view", "anh/@@view", "anh-dich/@@view")
    found = {f"{FOLDER}{name}/{each}" for both in city.pairs.values() for name in both for each in inside}
    found |= {f"/en/@@assessment-guide?rules={rules}" for rules in SECTIONS}
    return {*found, FOLDER, EN, EN + "chuyen-muc/", EN + "@@search?q=dich", EN + "@@search?q=dich&scope=city",
            EN + "@@sitemap", "/en/", "/en/@@search?q=english&scope=city"}


@pytest.mark.parametrize("kind", NEEDED)
def test_a_page_of_every_type_is_english_where_it_has_its_text(walked, kind):
    translated, other = walked.pairs[kind]
    page = walked.visitor().get(f"{FOLDER}{translated}/").html
    main = page.select_one("main")
    assert main.h1.text == f"{kind} in English"
    assert main.h1.get("lang") is None
    assert "There is no English text" not in main.text
    assert page.select_one("link[hreflang=vi]")["href"].endswith(f"{SCHOOL}cap-doi/{translated}/")
    bare = walked.visitor().get(f"{FOLDER}{other}/").html
    assert bare.select_one("main h1")["lang"] == "vi"
    assert "There is no English text" in bare.text
    assert bare.select_one("link[hreflang]:not(a)") is None


def facts(page):
    return {each.dt.text: (each.dd.text, each.dd.get("lang")) for each in page.html.select(".ep-facts > div")}


def test_the_facts_of_a_page_are_told_in_its_language(walked):
    paper, bare = walked.pairs["document"]
    visitor = walked.visitor()
    assert facts(visitor.get(f"{FOLDER}{paper}/")) == {
        "Kind": ("Decision", None), "Number": ("128/QĐ-THCS", "vi"), "Issued on": ("20 November 2026", None),
        "Issuing body": ("The school", None), "Signed by": ("The principal", None)}
    assert facts(visitor.get(f"{FOLDER}{bare}/"))["Signed by"] == ("Hiệu trưởng Trần Thị Ánh", "vi")
    assert facts(visitor.get(f"{SCHOOL}cap-doi/{paper}/")) == {
        "Loại văn bản": ("Quyết định", None), "Số, kí hiệu": ("128/QĐ-THCS", None),
        "Ngày ban hành": ("20/11/2026", None), "Cơ quan ban hành": ("Nhà trường", None),
        "Người kí": ("Hiệu trưởng Trần Thị Ánh", None)}
    shown = facts(visitor.get(f"{FOLDER}{walked.pairs['disclosure'][0]}/"))
    assert shown == {"School year": ("2026–2027", None), "Under the circular": ("Circular 09/2024", None),
                     "Content": ("3. Teachers, managers and staff", None)}
    assert facts(visitor.get(f"{FOLDER}{walked.pairs['event'][1]}/"))["Time"] == ("7:30", None)


def test_pictures_and_files_have_their_english_texts(walked):
    visitor, album = walked.visitor(), walked.pairs["album"][0]
    shown = {each["alt"]: each.get("lang") for each in visitor.get(f"{FOLDER}{album}/").html.select(".ep-photos img")}
    assert shown == {"Học sinh múa": "vi", "Pupils sing": None}
    photo = visitor.get(f"{FOLDER}{album}/anh-dich/@@view").html
    assert (photo.h1.text, photo.figcaption.text, photo.figcaption.get("lang")) == ("A song", "On the stage", None)
    assert visitor.get(f"{SCHOOL}cap-doi/{album}/anh-dich/@@view").html.img is not None
    files = visitor.get(f"{FOLDER}{walked.pairs['page'][0]}/").html.select(".ep-attachments li > a:not(.ep-muted) span")
    assert [(each.text, each.get("lang")) for each in files] == [("Tệp đính kèm", "vi"), ("A paper", None)]


def test_english_words_are_found_and_shown(walked):
    visitor = walked.visitor()
    for query in ("@@search?q=document+english", "@@search?q=document+english&scope=city"):
        hits = visitor.get(EN + query).html.select(".ep-hits > li")
        found = next(each for each in hits if each.a.text == "document in English")
        assert found.a.get("lang") is None
        piece = found.find_all("p")[-1]
        assert piece.get("lang") is None
        assert "The whole text" in piece.text
    found = visitor.get(EN + "@@search?q=chua+dich+document").html.select_one(".ep-hits > li")
    assert found.a["lang"] == found.find_all("p")[-1]["lang"] == "vi"


def test_a_home_is_in_english_where_its_blocks_are(city):
    def dress(portal):
        unit = one(portal)
        pairs(portal)
        dressed(portal, title_en="No school today", text_en="A storm comes", body_en="<p>Welcome</p>",
                note_en="Mornings")
        units.edit_unit(portal, unit, {**unit.fields, "name_en": "School One", "address": "12 Hoa Mai",
                                       "address_en": "12 Hoa Mai Street", "head": "Bà Ánh", "head_en": "Ms Ánh"},
                        seen=unit.revision, by="", at=NOW)

    city.change(dress)
    home = city.visitor().get(EN).html
    notice = home.select_one(".ep-announcement:not(.x)")
    assert (notice.h2.text, notice.h2.get("lang"), notice.select_one(".ep-lines").text) == (
        "No school today", None, "A storm comes")
    assert home.select_one(".ep-contact .ep-lines").text == "Mornings"
    assert "Welcome" in [each.text.strip() for each in home.select(".ep-own-text .ep-prose")]
    assert "12 Hoa Mai Street" in home.select_one("footer address").text
    assert "Ms Ánh" in home.select_one("footer").text
    assert "Nghỉ học" in city.visitor().get(SCHOOL).text
    # A list of units reads the register only.
    office = {each.text: each.get("lang") for each in city.visitor().get("/en/quan-1/").html.select(".ep-directory a")}
    assert office == {"School One": None, "Trường THCS HAI": "vi"}
    assert "School One" not in city.visitor().get("/quan-1/").html.select_one(".ep-directory").text


def test_feeds_and_calendars_say_what_is_still_vietnamese(walked):
    visitor = walked.visitor()
    feed = visitor.get(FOLDER + "@@feed")
    langs = {each.title.text: each.title.get("xml:lang") for each in BeautifulSoup(feed.text, "xml").find_all("entry")}
    assert langs["page in English"] is None
    assert langs["Chưa dịch page"] == "vi"
    events = visitor.get(EN + "@@calendar.ics").text.replace("\r\n ", "")
    assert "SUMMARY:event in English" in events
    assert "SUMMARY;LANGUAGE=vi:Chưa dịch event" in events
    assert "LANGUAGE=" not in visitor.get(SCHOOL + "@@calendar.ics").text


def test_the_tree_shows_visitors_no_title_that_waits_for_approval(city):
    def work(portal):
        node = news(portal, "Đã duyệt", title_en="Approved")
        pages.edit_page(portal, node, {**node.fields, "title": "Chưa duyệt"}, seen=node.revision, by="", at=NOW)
        return one(portal)["tin-tuc"].uuid

    folder, visitor = city.change(work), city.visitor()
    assert "Approved" in visitor.get(f"{EN}@@branch?of={folder}").text
    for query in (f"@@branch?of={folder}", f"@@tree?open={folder}"):
        shown = visitor.get(SCHOOL + query).text
        assert "Đã duyệt" in shown
        assert "Chưa duyệt" not in shown
    assert "Chưa duyệt" in city.as_("bientap").get(f"{SCHOOL}@@branch?of={folder}").text
