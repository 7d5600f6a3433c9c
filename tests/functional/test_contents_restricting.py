"""Which types may be added where: chosen at a folder, taken over below, told in the menu, kept by every way in."""

import pytest

from eduportal.domain.errors import RuleError
from eduportal.operations import addable, moves, pages, trash
from tests.factories import NOW, page
from tests.functional.administrator_setup import NEWS, SCHOOL, news, school, token_of


def menu_of(browser, url):
    return [link.text.strip() for link in browser.get(url).html.select(".ep-tools details a[href*='@@add?type=']")]


def restrict(city, login="quantri", *, how="list", types=("news_item", "folder"), url=NEWS, status=303):
    browser = city.as_(login)
    form = next(each for each in browser.get(url + "@@addable").forms.values() if "how" in each.fields)
    form["how"] = how
    for box in form.fields["types"]:
        box.checked = box._value in types
    return form.submit(status=status)


def test_a_folder_takes_only_the_chosen_types_and_says_so(city):
    restrict(city)
    browser = city.as_("bientap")
    assert menu_of(browser, NEWS) == ["Tin bài", "Thư mục"]
    text = browser.get(NEWS + "@@contents").html.select_one(".ep-restriction").text
    assert "Tin tức" in text
    assert "Trang" in text
    assert "có giới hạn" in browser.get(NEWS).html.select_one(".ep-add-note").text
    browser.get(NEWS + "@@add?type=page", status=404)
    assert browser.get(NEWS + "@@contents").html.select_one(".ep-restriction a") is None
    link = city.as_("quantri").get(NEWS + "@@contents").html.select_one(".ep-restriction a")
    assert link["href"] == NEWS + "@@addable"


def test_folders_below_take_it_over_until_they_choose_for_themselves(city):
    def make(portal):
        pages.add_page(portal, school(portal)["tin-tuc"], "folder", {"title": "Trong"}, by="", at=NOW)

    city.change(make)
    restrict(city)
    browser = city.as_("bientap")
    assert menu_of(browser, NEWS + "trong/") == ["Tin bài", "Thư mục"]
    restrict(city, types=("file",), url=NEWS + "trong/")
    assert menu_of(browser, NEWS + "trong/") == ["Tệp"]
    restrict(city, how="inherit", url=NEWS + "trong/")
    assert menu_of(browser, NEWS + "trong/") == ["Tin bài", "Thư mục"]


def test_a_unit_restricts_its_whole_site_but_no_record(city):
    restrict(city, types=("folder",), url=SCHOOL)
    browser = city.as_("bientap")
    assert menu_of(browser, SCHOOL) == ["Thư mục"]
    assert menu_of(browser, NEWS) == ["Thư mục"]


def test_an_empty_list_lets_nothing_in(city):
    restrict(city, types=())
    browser = city.as_("bientap")
    assert menu_of(browser, NEWS) == []
    assert "có giới hạn" in browser.get(NEWS).html.select_one(".ep-add-note").text


def test_no_way_around_by_operations_moving_or_uploading_but_back_from_the_trash(city):
    news(city, "Cũ")
    restrict(city, types=("folder",))

    def work(portal):
        folder, other = school(portal)["tin-tuc"], school(portal)["gioi-thieu"]
        assert not addable.may_stand_in(portal, "page", folder)
        with pytest.raises(RuleError):
            pages.add_page(portal, folder, "page", {"title": "Trang", "body": "<p>x</p>"}, by="", at=NOW)
        with pytest.raises(RuleError):
            moves.move_page(portal, page(portal, other, "Đi"), folder, by="", at=NOW)
        key = trash.trash_page(portal, folder["cu"], by="", at=NOW)
        assert trash.restore_page(portal, school(portal), key, by="", at=NOW).__parent__ is folder

    city.change(work)


def test_pictures_in_a_page_are_never_restricted(city):
    news(city, "Có ảnh")
    restrict(city, types=("news_item",))
    assert menu_of(city.as_("bientap"), NEWS + "co-anh/") == ["Tệp", "Ảnh"]


def test_only_who_may_hide_the_folder_restricts_it(city):
    for login in ("hieutruong", "quantri.so"):
        city.as_(login).get(NEWS + "@@addable", status=200)
    for login, status in (("bientap", 403), ("giaovien", 403), ("quantri.hai", 403)):
        city.as_(login).get(NEWS + "@@addable", status=status)


@pytest.mark.parametrize("posted", [
    {}, {"how": "x"}, {"how": "list", "types": "unit"}, {"how": "list", "types": "mark_book"},
    {"how": "list", "types": "<script>"}, {"how": "list", "types": "x" * 9000}])
def test_nonsense_is_refused_and_nothing_changes(city, posted):
    browser = city.as_("quantri")
    browser.post(NEWS + "@@addable", {"csrf_token": token_of(browser), **posted}, status=422)
    assert city.look(lambda portal: school(portal)["tin-tuc"].addable) is None


def test_the_change_stands_in_the_history(city):
    restrict(city)
    assert "Giới hạn loại nội dung" in city.as_("quantri").get(NEWS + "@@history").text
