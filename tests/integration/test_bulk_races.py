"""Paste while others edit; two people who paste the same: all is kept, each has a clear answer, nobody sees a 500."""

import pytest

from eduportal.operations.pages import add_page
from tests.factories import page
from tests.functional.bulk_setup import press
from tests.functional.conftest import form_with
from tests.functional.matrix_setup import NOW, close, plain_city
from tests.integration.mark_book_setup import together

SCHOOL = "/quan-1/thcs-mot/"
NEWS, ABOUT = SCHOOL + "tin-tuc/", SCHOOL + "gioi-thieu/"


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    found = plain_city(tmp_path_factory.mktemp("bulk"))
    yield found
    close(found)


def school(portal):
    return portal.root["quan-1"]["thcs-mot"]


def test_two_people_paste_the_same_cut_folder_at_once_and_it_ends_at_one_place(city):
    def make(portal):
        folder = add_page(portal, school(portal)["tin-tuc"], "folder", {"title": "Tranh"}, by="", at=NOW)
        page(portal, folder, "Trong")
        return folder.uuid

    uuid = city.change(make)
    browsers, places = [city.as_("quantri"), city.as_("hieutruong")], [ABOUT, SCHOOL]
    forms = []
    for browser, place in zip(browsers, places, strict=True):
        press(browser, "@@clipboard?do=cut", [uuid], NEWS)
        forms.append(form_with(browser.get(place + "@@paste"), "token"))

    def work(number):
        return browsers[number].post(forms[number].action, forms[number].submit_fields(), status="*").status_int

    codes = together(lambda: work(0), lambda: work(1))
    assert sorted(codes) == [303, 303]

    def where(portal):
        node = school(portal).find(uuid)
        return node.__parent__.uuid in (school(portal).uuid, school(portal)["gioi-thieu"].uuid), len(node), sum(
            "tranh" in place for place in (school(portal), school(portal)["gioi-thieu"], school(portal)["tin-tuc"]))

    assert city.look(where) == (True, 1, 1)
    said = " ".join(browser.get(SCHOOL + "@@contents").text for browser in browsers)
    assert "Đã dán 1 mục." in said
    assert "đã chuyển nội dung này đi nơi khác" in said


def test_a_page_is_saved_by_one_while_another_moves_and_copies_its_folder(city):
    def make(portal):
        folder = add_page(portal, school(portal)["tin-tuc"], "folder", {"title": "Động"}, by="", at=NOW)
        return folder.uuid, [page(portal, folder, f"Bài {number}").uuid for number in range(6)]

    uuid, pages = city.change(make)
    writer, mover = city.as_("bientap"), city.as_("quantri")
    edits = [writer.get(f"{NEWS}dong/bai-{number}/@@edit").forms["edit"] for number in range(6)]
    press(mover, "@@clipboard?do=copy", [uuid], NEWS)
    forms = [form_with(mover.get(ABOUT + "@@paste"), "token")] * 2

    def work(number):
        if number == 0:
            return [mover.post(form.action, form.submit_fields(), status="*").status_int
                    for form in forms]
        codes = []
        for form in edits:
            form["title"] = form["title"].value + " sửa"
            codes.append(writer.post(form.action, form.submit_fields("save"), status="*").status_int)
        return codes

    assert together(lambda: work(0), lambda: work(1)) == [[303] * 2, [303] * 6]

    def look(portal):
        copies = [school(portal)["gioi-thieu"][name] for name in ("dong", "dong-2")]
        return ([school(portal).find(each).title for each in pages], [len(each) for each in copies],
                {node.title.removesuffix(" sửa") for each in copies for node in each.values()})

    titles, sizes, copied = city.look(look)
    assert titles == [f"Bài {number} sửa" for number in range(6)]
    assert sizes == [6, 6]
    assert copied == {f"Bài {number}" for number in range(6)}
