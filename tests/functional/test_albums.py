"""Albums: a grid, a page for each picture, approved as a whole, in the order that people chose; without script."""

from eduportal.operations.ordering import place_page
from tests.factories import NOW
from tests.functional.administrator_setup import school
from tests.functional.files_setup import ALBUM, add_picture, album, photograph, publish, withdraw


def titles(browser, url=ALBUM):
    return [each["alt"] for each in browser.get(url).html.select(".ep-photos img")]


def test_an_album_shows_a_grid_that_leads_to_each_picture_and_through_them(city):
    album(city)
    browser = city.visitor()
    page = browser.get(ALBUM)
    assert titles(browser) == ["Ảnh 1, mô tả", "Ảnh 2, mô tả", "Ảnh 3, mô tả"]
    assert "3 ảnh" in page.text
    first = browser.get(page.html.select_one(".ep-photos a")["href"])
    assert first.html.select_one("h1").text == "Ảnh 1"
    assert first.html.select_one("[rel=prev]") is None
    assert "Ảnh 1 trên 3" in " ".join(first.html.select_one(".ep-photo-place").text.split())
    second = browser.get(first.html.select_one("[rel=next]")["href"])
    assert second.html.select_one("figure img")["alt"] == "Ảnh 2, mô tả"
    assert browser.get(second.html.select_one("[rel=prev]")["href"]).html.select_one("h1").text == "Ảnh 1"
    third = browser.get(second.html.select_one("[rel=next]")["href"])
    assert third.html.select_one("[rel=next]") is None


def test_the_order_is_that_of_the_contents_view(city):
    album(city)

    def order(portal):
        found = school(portal)["tin-tuc"]["ngay-hoi"]
        place_page(portal, found["anh-3"], None, by="", at=NOW)

    city.change(order)
    assert titles(city.visitor()) == ["Ảnh 3, mô tả", "Ảnh 1, mô tả", "Ảnh 2, mô tả"]


def test_an_album_is_approved_and_withdrawn_as_a_whole(city):
    album(city, published=False)
    browser = city.visitor()
    browser.get(ALBUM, status=404)
    browser.get(ALBUM + "anh-1/@@scale?w=square-320", status=404)
    assert len(titles(city.as_("bientap"))) == 3
    city.change(lambda portal: publish(portal, school(portal)["tin-tuc"]["ngay-hoi"]))
    assert len(titles(browser)) == 3
    withdraw(city, "ngay-hoi")
    for url in (ALBUM, ALBUM + "anh-1/", ALBUM + "anh-1/@@view", ALBUM + "anh-1/@@scale?w=square-320"):
        browser.get(url, status=404)


def test_a_picture_more_waits_for_approval_and_the_public_sees_the_album_as_it_was(city):
    album(city)
    city.change(lambda portal: add_picture(portal, school(portal)["tin-tuc"]["ngay-hoi"], "Ảnh mới").uuid)
    assert city.look(lambda portal: school(portal)["tin-tuc"]["ngay-hoi"].state) == "draft"
    assert len(titles(city.visitor())) == 3
    city.visitor().get(ALBUM + "anh-moi/@@view", status=404)
    assert len(titles(city.as_("bientap"), ALBUM + "?version=working")) == 4
    city.change(lambda portal: publish(portal, school(portal)["tin-tuc"]["ngay-hoi"]))
    assert len(titles(city.visitor())) == 4


def test_a_list_shows_the_first_picture_or_the_chosen_one(city):
    album(city)

    def choose(portal):
        found = school(portal)["tin-tuc"]["ngay-hoi"]
        found.fields = {**found.fields, "lead_image": found["anh-2"].uuid}
        found.state = "draft"
        publish(portal, found)

    news = ALBUM.removesuffix("ngay-hoi/")
    assert city.visitor().get(news).html.select_one(".ep-cards img")["alt"] == "Ảnh 1, mô tả"
    city.change(choose)
    assert city.visitor().get(news).html.select_one(".ep-cards img")["alt"] == "Ảnh 2, mô tả"


def test_an_album_of_many_pictures_comes_in_pages(city):
    small = photograph((40, 40), noise=False)
    album(city, count=1)

    def fill(portal):
        found = school(portal)["tin-tuc"]["ngay-hoi"]
        for number in range(2, 63):
            add_picture(portal, found, f"Ảnh {number}", small)
        publish(portal, found)

    city.change(fill)
    browser = city.visitor()
    assert len(titles(browser)) == 60
    assert len(titles(browser, ALBUM + "?page=2")) == 2


def test_an_empty_album_says_so(city):
    album(city, count=0)
    assert "chưa có ảnh" in city.visitor().get(ALBUM).text
