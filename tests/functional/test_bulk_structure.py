"""One school as a template for others of its office."""

from eduportal.operations import appearance
from eduportal.operations.pages import add_page
from tests.factories import NOW, page
from tests.functional.administrator_setup import SCHOOL, other_school, school
from tests.functional.bulk_setup import answers
from tests.functional.conftest import form_with


def filled(city):
    def make(portal):
        unit = school(portal)
        folder = add_page(portal, unit, "folder", {"title": "Câu lạc bộ"}, by="", at=NOW)
        add_page(portal, folder, "folder", {"title": "Năm nay"}, by="", at=NOW)
        folder.addable = ("page", "folder")
        target = page(portal, folder, "Thể lệ", published=True)
        page(portal, unit["gioi-thieu"], "Lịch sử", body=f'<p><a href="resolveuid/{target.uuid}">a</a></p>')
        page(portal, other_school(portal)["gioi-thieu"], "Lịch sử", body="<p>Của trường hai</p>")
        appearance.choose_part(portal, unit, "menu", [
            {"kind": "section", "title": "", "to": folder.uuid}], seen=0, by="", at=NOW)
        appearance.apply_appearance(portal, unit, seen=1, by="", at=NOW)

    city.change(make)


def given(city, browser, *ticks):
    """Go through the form with the neighbour chosen; return the page that shows what will change, and the answer."""
    form = form_with(browser.get(SCHOOL + "@@copy-structure"), "unit")
    form["unit"] = True
    for name in ticks:
        form[name] = True
    shown = form.submit()
    return shown, form_with(shown, "sure").submit()


def test_folders_are_given_and_what_is_there_is_kept_and_filled(city):
    filled(city)
    browser = city.as_("quantri.so")
    shown, answer = given(city, browser)
    assert "không bao giờ ghi đè" in shown.text
    assert answer.status_int == 303
    city.jobs()

    def look(portal):
        unit = other_school(portal)
        folder = unit["cau-lac-bo"]
        return list(folder.keys()), folder.addable, unit["gioi-thieu"]["lich-su"].fields["body"]

    assert city.look(look) == (["nam-nay"], ("page", "folder"), "<p>Của trường hai</p>")


def test_pages_come_as_drafts_and_the_menu_names_the_own_folders(city):
    filled(city)
    given(city, city.as_("quantri.so"), "pages", "appearance")
    city.jobs()

    def look(portal):
        unit = other_school(portal)
        copy = unit["cau-lac-bo"]["the-le"]
        return (copy.state, copy.live, unit["gioi-thieu"]["lich-su"].fields["body"],
                unit.appearance.menu[0]["to"] == unit["cau-lac-bo"].uuid)

    assert city.look(look) == ("draft", None, "<p>Của trường hai</p>", True)


def test_giving_twice_adds_nothing(city):
    filled(city)
    browser = city.as_("quantri.so")
    for _time in range(2):
        given(city, browser, "pages", "appearance")
        city.jobs()
    assert city.look(lambda portal: sorted(name for name in other_school(portal).keys() if "cau-lac" in name)) == [
        "cau-lac-bo"]


def test_a_head_of_one_school_gives_nothing_to_the_neighbour(city):
    filled(city)
    browser = city.as_("quantri")
    shown = browser.get(SCHOOL + "@@copy-structure")
    assert "Không có đơn vị nào khác cùng cấp" in shown.text
    token = browser.get(SCHOOL + "@@edit").forms["edit"]["csrf_token"].value
    for wrong in (city.look(lambda portal: other_school(portal).uuid), "0" * 32, "x" * 9999, "\0"):
        browser.post(SCHOOL + "@@copy-structure", {"csrf_token": token, "unit": wrong, "sure": "yes"}, status=403)
    assert "Hãy chọn ít nhất một đơn vị" in browser.post(
        SCHOOL + "@@copy-structure", {"csrf_token": token, "sure": "yes"}, status=422).text
    assert city.look(lambda portal: "cau-lac-bo" not in other_school(portal))


def test_the_control_panel_leads_there(city):
    shown = city.as_("quantri.so").get(SCHOOL + "@@control-panel")
    assert "Làm mẫu cho đơn vị khác" in shown.text
    assert answers(shown) == ""
