"""Pictures in sizes: small, stable, without a place in them, with the rights of the picture, cut where people say."""

import io
import re

import pytest
from PIL import Image

from eduportal.operations.scaling import LIGHT
from tests.factories import page
from tests.functional.administrator_setup import SCHOOL, fields_at, school
from tests.functional.files_setup import (
    PDF,
    add_picture,
    hide,
    news_with,
    photograph,
    publish,
    withdraw,
)


def opened(answer):
    return Image.open(io.BytesIO(answer.body))


@pytest.fixture(params=[True, False], ids=["after the job", "before the job"])
def picture_url(request, city):
    url = news_with(city, data=photograph(), name="anh.jpg", kind="image")
    if request.param:
        city.jobs()
    return url


@pytest.mark.parametrize(("wanted", "size"), [
    ("320", (320, 200)), ("640", (640, 400)), ("1280", (1280, 800)), ("card-640", (640, 427)), ("wide-960", (960, 480)),
    ("square-320", (320, 320)),
])
def test_a_size_is_small_webp_and_bare(city, picture_url, wanted, size):
    answer = city.visitor().get(picture_url + "@@scale?w=" + wanted)
    assert answer.content_type == "image/webp"
    with opened(answer) as picture:
        assert picture.size == size
        assert not picture.getexif()
    if int(wanted.rpartition("-")[2]) <= 640:
        assert len(answer.body) <= LIGHT
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, max-age=300"
    again = city.visitor().get(picture_url + "@@scale?w=" + wanted, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_int == 304


@pytest.mark.parametrize("wanted", [
    "", "641", "0", "-1", "99999999999", "card-320x", "x-320", "320.5", "٣٢٠", "wide-320", "../320", "card--320"])
def test_nobody_asks_for_other_sizes(city, picture_url, wanted):
    city.visitor().get(picture_url + "@@scale", {"w": wanted}, status=404)
    city.visitor().get(picture_url + "@@scale", status=404)


@pytest.mark.parametrize("close", [withdraw, hide])
def test_sizes_go_at_once_with_their_page(city, picture_url, close):
    assert city.visitor().get(picture_url + "@@scale?w=640").status_int == 200
    close(city)
    for person in (city.visitor(), city.as_("quantri.hai"), city.as_("khach")):
        person.get(picture_url + "@@scale?w=640", status=404)
        person.get(picture_url + "@@view", status=404)
    answer = city.as_("bientap").get(picture_url + "@@scale?w=640")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_file_that_is_no_picture_has_no_sizes(city):
    city.visitor().get(news_with(city, data=PDF, name="a.pdf") + "@@scale?w=640", status=404)


def test_a_text_offers_the_sizes_of_its_pictures_and_keeps_the_reference(city):
    def add(portal):
        item = page(portal, school(portal)["tin-tuc"], "Bài", type_name="news_item")
        picture = add_picture(portal, item, "Sân trường")
        item.fields = {**item.fields, "body": f'<p><img src="resolveuid/{picture.uuid}" alt="Sân"></p>'}
        publish(portal, item)
        return picture.uuid

    uuid = city.change(add)
    tag = city.visitor().get(SCHOOL + "tin-tuc/bai/").html.select_one(".ep-prose img")
    assert tag["src"] == SCHOOL + "tin-tuc/bai/san-truong/@@scale?w=960"
    assert "@@scale?w=320 320w" in tag["srcset"]
    assert "@@scale?w=1280 1280w" in tag["srcset"]
    assert (tag["width"], tag["height"], tag["loading"], tag["alt"]) == ("960", "600", "lazy", "Sân")
    for url in re.findall(r"(/\S+@@scale\S+)", tag["srcset"]):
        assert city.visitor().get(url).content_type == "image/webp"
    browser = city.as_("bientap")
    form = browser.get(SCHOOL + "tin-tuc/bai/@@edit").forms["edit"]
    form["body"] = f'<p>{tag}</p>'
    assert form.submit("save").status_int == 303
    assert f'src="resolveuid/{uuid}"' in fields_at(city, SCHOOL + "tin-tuc/bai")["body"]


def test_lists_and_news_show_their_picture_in_sizes(city):
    url = news_with(city, data=photograph(), name="anh.jpg", kind="image")
    listed = city.visitor().get(SCHOOL + "tin-tuc/").html.select_one(".ep-cards img")
    assert "card-320" in listed["srcset"]
    assert listed["alt"] == "Kế hoạch, mô tả"
    shown = city.visitor().get(url.removesuffix("ke-hoach/")).html.select_one(".ep-lead-picture img")
    assert shown["width"] == "960"


def test_the_focal_point_decides_what_a_square_shows(city):
    city.change(lambda portal: publish(portal, add_picture(portal, school(portal)["tin-tuc"], "Chân dung")))
    url = SCHOOL + "tin-tuc/chan-dung/"
    city.jobs()
    assert _colour(city.visitor().get(url + "@@scale?w=square-320"))[1] > 60
    browser = city.as_("bientap")
    form = browser.get(url + "@@edit").forms["edit"]
    assert (form["focus_x"].value, form["focus_y"].value) == ("50", "50")
    form["focus_x"], form["focus_y"] = "0", "100"
    assert form.submit("save").status_int == 303
    assert _colour(city.visitor().get(url + "@@scale?w=square-320"))[1] > 60, "the public sees the approved one"
    city.change(lambda portal: publish(portal, school(portal)["tin-tuc"]["chan-dung"]))
    city.jobs()
    red, green, _blue = _colour(city.visitor().get(url + "@@scale?w=square-320"))
    assert red > 150 > green


def _colour(answer):
    with opened(answer) as picture:
        return picture.convert("RGB").getpixel((40, 160))


@pytest.mark.parametrize("value", ["-1", "101", "abc", "1e9", "9" * 40, "50.5"])
def test_a_focal_point_outside_the_picture_is_refused(city, value):
    city.change(lambda portal: add_picture(portal, school(portal)["tin-tuc"], "Chân dung").uuid)
    form = city.as_("bientap").get(SCHOOL + "tin-tuc/chan-dung/@@edit").forms["edit"]
    form["focus_x"] = value
    form.submit("save", status=422)
    assert fields_at(city, SCHOOL + "tin-tuc/chan-dung")["focus_x"] == 50


def test_a_small_picture_is_not_blown_up(city):
    url = news_with(city, data=photograph((200, 100), noise=False), name="a.jpg", kind="image")
    with opened(city.visitor().get(url + "@@scale?w=1280")) as picture:
        assert picture.size == (200, 100)
