"""A unit chooses how its site looks: part by part, previewed, applied at once; hostile values change nothing."""

import io

import pytest
from PIL import Image

from tests.functional.look_setup import OFFICE, OTHER, SCHOOL, act, choose, part_form, picture

GREEN = {"brand": "#1b6b3a", "brand_dark": "#114a27", "accent": "#8a3b12"}


def styles(page):
    return [link["href"] for link in page.html.find_all("link", rel="stylesheet") if "colours.css" in link["href"]]


def test_a_colour_is_previewed_by_the_editor_and_seen_by_visitors_at_once_when_it_is_applied(city):
    browser, visitor = city.as_("quantri"), city.visitor()
    before = visitor.get(SCHOOL)
    assert styles(before) == []
    choose(browser, "colours", **GREEN)
    assert visitor.get(SCHOOL).text == before.text
    preview = browser.get(SCHOOL + "@@appearance-preview")
    assert preview.headers["Cache-Control"] == "private, no-store"
    assert "#1b6b3a" in browser.get(styles(preview)[0]).text
    act(browser, "apply").follow()
    after = visitor.get(SCHOOL)
    sheet = visitor.get(styles(after)[0])
    assert sheet.content_type == "text/css"
    assert "--ep-blue:#1b6b3a" in sheet.text
    assert "max-age=31536000" in sheet.headers["Cache-Control"]
    assert 'content="#114a27"' in after.text  # theme-color
    assert "style=" not in after.text
    assert styles(visitor.get(OTHER)) == []


def test_the_history_names_the_parts_and_who_applied_them(city):
    browser = city.as_("quantri")
    choose(browser, "slogan", slogan="Dạy tốt, học tốt")
    choose(browser, "colours", **GREEN)
    act(browser, "apply")
    line = city.look(lambda portal: portal.root["quan-1"]["thcs-mot"].history[-1])
    assert line[2] == "appearance"
    assert line[5] == "colours slogan"
    shown = browser.get(SCHOOL + "@@history").text
    assert "Màu sắc, Khẩu hiệu" in shown


def test_a_palette_is_three_colours_at_once(city):
    browser = city.as_("quantri")
    choose(browser, "colours", palette="teal", brand="nonsense")
    act(browser, "apply")
    assert "--ep-blue:#0b6670" in city.visitor().get(SCHOOL + "@@colours.css").text


@pytest.mark.parametrize(("brand", "told"), [
    ("#f2b705", "1,8 : 1"), ("#767777", "4,5 : 1"), ("#ffffff", "1,0 : 1")])
def test_a_colour_on_which_text_cannot_be_read_is_refused_with_the_measured_contrast(city, brand, told):
    browser = city.as_("quantri")
    answer = choose(browser, "colours", status=422, **{**GREEN, "brand": brand})
    if brand != "#767777":
        assert told in answer.text
    assert "4,5 : 1" in answer.text
    assert f'value="{brand}"' in answer.text
    assert city.look(lambda portal: portal.root["quan-1"]["thcs-mot"].next_appearance) is None


@pytest.mark.parametrize("bad", [
    "red", "#12345", "#1234567", "#0b4f8g", "", "#0b4f8a;}body{display:none", "url(javascript:alert(1))",
    "#0b4f8a</style><script>alert(1)</script>", "expression(alert(1))", "＃0b4f8a"])
def test_what_is_no_colour_is_refused(city, bad):
    browser = city.as_("quantri")
    answer = choose(browser, "colours", status=422, **{**GREEN, "accent": bad})
    assert "#rrggbb" in answer.text
    assert "<script>alert" not in answer.text
    assert city.visitor().get(SCHOOL + "@@colours.css").text == ""


def test_a_school_inherits_from_its_office_until_it_chooses_and_again_after_going_back(city):
    office, school, visitor = city.as_("truongphong"), city.as_("quantri"), city.visitor()
    choose(office, "slogan", OFFICE, slogan="Kỷ cương")
    choose(office, "colours", OFFICE, palette="red")
    act(office, "apply", OFFICE)
    assert "Kỷ cương" in visitor.get(SCHOOL).text
    assert "Kỷ cương" in visitor.get(OTHER).text
    assert "Kỷ cương" not in visitor.get("/thpt-mot/").text
    assert "Theo Phòng Giáo dục và Đào tạo Quận 1" in school.get(SCHOOL + "@@appearance").text
    choose(school, "slogan", slogan="Thân thiện")
    act(school, "apply")
    assert "Thân thiện" in visitor.get(SCHOOL).text
    assert "Kỷ cương" not in visitor.get(SCHOOL).text
    assert "--ep-blue:#a01b1f" in visitor.get(styles(visitor.get(SCHOOL))[0]).text
    act(school, "inherit", part="slogan")
    assert "Thân thiện" in visitor.get(SCHOOL).text
    act(school, "apply")
    assert "Kỷ cương" in visitor.get(SCHOOL).text


def test_an_empty_slogan_is_a_choice_too(city):
    office, school = city.as_("truongphong"), city.as_("quantri")
    choose(office, "slogan", OFFICE, slogan="Kỷ cương")
    act(office, "apply", OFFICE)
    choose(school, "slogan", slogan="")
    act(school, "apply")
    assert "Kỷ cương" not in city.visitor().get(SCHOOL).text


def test_the_high_contrast_skin_is_worn_with_its_own_styles_and_leaves_weaker_colours_out(city):
    browser, visitor = city.as_("quantri"), city.visitor()
    choose(browser, "colours", **{**GREEN, "brand": "#0f7a3c"})
    act(browser, "apply")
    assert "#0f7a3c" in visitor.get(styles(visitor.get(SCHOOL))[0]).text
    choose(browser, "colours", palette="blue")
    choose(browser, "skin", skin="high_contrast")
    act(browser, "inherit", part="colours")
    act(browser, "apply")
    page = visitor.get(SCHOOL)
    sheet = next(link["href"] for link in page.html.find_all("link") if "high-contrast.css" in link["href"])
    assert sheet.startswith("/++skin++/high_contrast/css/")
    assert visitor.get(sheet).content_type == "text/css"
    assert "/++skin++/default/css/theme.css" in page.text
    assert "#0f7a3c" not in visitor.get(styles(page)[0]).text
    assert "high-contrast.css" not in visitor.get(OTHER).text
    answer = choose(browser, "colours", status=422, **{**GREEN, "brand": "#0f7a3c"})
    assert "7,0 : 1" in answer.text


def test_a_skin_that_is_not_declared_is_refused_and_one_that_is_gone_is_passed_over(city):
    browser = city.as_("quantri")
    act(browser, "choose", part="skin", skin="../default", status=422)
    act(browser, "choose", part="skin", skin="nothing", status=422)

    def gone(portal):
        unit = portal.root["quan-1"]["thcs-mot"]
        from eduportal.operations.appearance import new_appearance
        unit.appearance = new_appearance(skin="of_a_profile")

    city.change(gone)
    assert city.visitor().get(SCHOOL).status_int == 200


def test_a_logo_is_drawn_anew_small_and_served_with_a_stamp(city):
    browser, visitor = city.as_("quantri"), city.visitor()
    form = part_form(browser, "logo")
    form["logo"] = ("logo.png", picture(1200, 900), "image/png")
    form.submit("action", value="choose", status=303)
    act(browser, "apply")
    shown = visitor.get(SCHOOL).html.find("img", class_="ep-emblem")
    assert (shown["width"], shown["height"]) == ("68", "51")
    answer = visitor.get(shown["src"])
    assert answer.content_type == "image/webp"
    assert len(answer.body) < 40_000
    with Image.open(io.BytesIO(answer.body)) as drawn:
        assert drawn.size == (160, 120)
    assert "immutable" in answer.headers["Cache-Control"]
    assert "emblem.svg" in visitor.get(OTHER).html.find("img", class_="ep-emblem")["src"]


@pytest.mark.parametrize(("name", "data"), [
    ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'),
    ("logo.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    ("logo.png", b""), ("logo.png", b"\x89PNG\r\n\x1a\nbroken"), ("logo.gif", b"GIF89a<script>alert(1)</script>"),
    ("logo.png", picture(40, 40)), ("logo.png", b"\x89PNG" + b"x" * (5 * 1024 * 1024 + 10))])
def test_what_is_no_fitting_picture_is_refused_as_a_logo(city, name, data):
    browser = city.as_("quantri")
    form = part_form(browser, "logo")
    form["logo"] = (name, data, "image/png")
    answer = form.submit("action", value="choose", status=422)
    assert "ep-field-error" in answer.text
    assert city.look(lambda portal: portal.root["quan-1"]["thcs-mot"].next_appearance) is None


def test_a_picture_of_too_many_pixels_is_refused(city):
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    browser = city.as_("quantri")
    form = part_form(browser, "logo")
    form["logo"] = ("bomb.png", out.getvalue(), "image/png")
    form.submit("action", value="choose", status=422)


def test_a_banner_needs_its_text_and_a_wide_shape(city):
    browser = city.as_("quantri")
    for data, alt in ((picture(1600, 300), ""), (picture(800, 700), "Sân trường"), (picture(300, 60), "Sân trường")):
        form = part_form(browser, "banner")
        form["banner"] = ("banner.png", data, "image/png")
        form["banner-alt"] = alt
        form.submit("action", value="choose", status=422)
    form = part_form(browser, "banner")
    form["banner"], form["banner-alt"] = ("banner.png", picture(2400, 400), "image/png"), "Sân <b>trường</b>"
    form.submit("action", value="choose", status=303)
    act(browser, "apply")
    shown = city.visitor().get(SCHOOL).html.select_one(".ep-banner img")
    assert shown["alt"] == "Sân <b>trường</b>"
    assert len(city.visitor().get(shown["src"]).body) <= 40_000
    choose(browser, "banner", banner__alt="Cổng trường")
    act(browser, "apply")
    assert city.visitor().get(SCHOOL).html.select_one(".ep-banner img")["alt"] == "Cổng trường"
