"""The second level of a unit's menu: sub-folders of its sections, by their mark or by the choice of the appearance."""

import pytest

from eduportal.operations import pages
from eduportal.operations.pages import add_page, edit_page
from eduportal.views import submenus
from tests.factories import NOW
from tests.functional.conftest import form_with
from tests.functional.look_setup import SCHOOL, act, part_form, uuid_of


def school(portal):
    return portal.root["quan-1"]["thcs-mot"]


def folder(city, title, *, menu=True, where="tin-tuc"):
    """Add a sub-folder of a section of the school, visible to all; return its name."""
    def write(portal):
        node = add_page(portal, school(portal)[where], "folder", {"title": title, "menu": menu}, by="", at=NOW)
        if node.state != "visible":
            pages.change_state(portal, node, "show", by="", at=NOW)
        return node.__name__

    return city.change(write)


def below(page, section="Tin tức, sự kiện", row=".ep-nav-row"):
    """Return [(title, address)] of the second level below a section, in the row or in the fold of telephones."""
    for item in page.html.select(f"{row} .ep-menu > li"):
        if item.a.text == section:
            return [(each.text, each["href"]) for each in item.select("details.ep-submenu ul a")]
    raise AssertionError(f"{section} is not in the menu")


def choose(browser, shows, number=1):
    """Choose which sub-folders stand below the section in a row of the menu; return the answer."""
    form = part_form(browser, "menu")
    form.set("below", shows, number)
    return form.submit("action", value="choose")


def test_marked_sub_folders_stand_below_their_section_in_both_menus_and_in_the_order_of_the_folder(city):
    for title, menu in (("Câu lạc bộ", True), ("Kho ảnh", False), ("Thi đua", True)):
        folder(city, title, menu=menu)
    page = city.visitor().get(SCHOOL)
    wanted = [("Câu lạc bộ", f"{SCHOOL}tin-tuc/cau-lac-bo/"), ("Thi đua", f"{SCHOOL}tin-tuc/thi-dua/")]
    assert below(page) == wanted
    assert below(page, row=".ep-nav-fold") == wanted
    summary = page.html.select_one(".ep-nav-row .ep-submenu summary")
    assert " ".join(summary.text.split()) == "Mục con của “Tin tức, sự kiện”"
    inside = city.visitor().get(f"{SCHOOL}tin-tuc/thi-dua/")
    assert [each.text for each in inside.html.select(".ep-nav-row .ep-submenu [aria-current=page]")] == ["Thi đua"]


def test_kept_pages_follow_a_sub_folder_that_is_added_renamed_moved_and_hidden(city):
    visitor = city.visitor()
    assert below(visitor.get(SCHOOL)) == []
    name = folder(city, "Câu lạc bộ")
    assert below(visitor.get(SCHOOL)) == [("Câu lạc bộ", f"{SCHOOL}tin-tuc/{name}/")]
    assert below(visitor.get(SCHOOL + "gioi-thieu/")) == [("Câu lạc bộ", f"{SCHOOL}tin-tuc/{name}/")]

    def rename(portal):
        node = school(portal)["tin-tuc"][name]
        edit_page(portal, node, {**node.fields, "title": "Hoạt động"}, seen=node.revision, by="", at=NOW)

    city.change(rename)
    assert [title for title, _url in below(visitor.get(SCHOOL))] == ["Hoạt động"]
    city.change(lambda portal: pages.change_state(portal, school(portal)["tin-tuc"][name], "hide", by="", at=NOW))
    assert below(visitor.get(SCHOOL)) == []
    # An editor sees the menu that visitors see: what is hidden stands in no menu.
    assert below(city.as_("quantri").get(SCHOOL)) == []


def test_a_sub_folder_of_a_hidden_section_is_nowhere(city):
    folder(city, "Câu lạc bộ")
    city.change(lambda portal: pages.change_state(portal, school(portal)["tin-tuc"], "hide", by="", at=NOW))
    assert "Câu lạc bộ" not in city.visitor().get(SCHOOL).text


def test_the_appearance_chooses_all_marked_or_no_sub_folders_of_a_section(city):
    folder(city, "Có đánh dấu")
    folder(city, "Không đánh dấu", menu=False)
    browser, visitor = city.as_("quantri"), city.visitor()
    form = part_form(browser, "menu")
    news = uuid_of(city, "quan-1", "thcs-mot", "tin-tuc")
    place = next(number for number, each in enumerate(form.fields["what"]) if each.value == news)
    for shows, wanted in (("all", ["Có đánh dấu", "Không đánh dấu"]), ("none", []), ("", ["Có đánh dấu"])):
        assert choose(browser, shows, place).status_int == 303
        assert part_form(browser, "menu").fields["below"][place].value == shows
        act(browser, "apply")
        assert [title for title, _url in below(visitor.get(SCHOOL))] == wanted


@pytest.mark.parametrize("shows", ["everything", "<script>", "ALL", "x" * 3000])
def test_another_choice_is_refused_with_what_was_chosen(city, shows):
    browser = city.as_("quantri")
    form = part_form(browser, "menu")
    form.fields["below"][0].force_value(shows)
    answer = form.submit("action", value="choose", status=422)
    assert "cấp hai" in form_with(answer, "below").text
    assert city.look(lambda portal: school(portal).next_appearance) is None


def test_a_section_shows_so_many_sub_folders(city):
    def write(portal):
        for number in range(submenus.MOST + 3):
            values = {"title": f"Mục {number}", "menu": True}
            node = add_page(portal, school(portal)["tin-tuc"], "folder", values, by="", at=NOW)
            if node.state != "visible":
                pages.change_state(portal, node, "show", by="", at=NOW)

    city.change(write)
    assert len(below(city.visitor().get(SCHOOL))) == submenus.MOST
