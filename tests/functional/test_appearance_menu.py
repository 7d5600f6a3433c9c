"""Menu and footer of a unit, two editors of its appearance at once, and forms that are broken."""

import pytest

from eduportal.operations import pages
from tests import factories
from tests.functional.conftest import form_with
from tests.functional.look_setup import SCHOOL, act, choose, part_form, uuid_of

GREEN = {"brand": "#1b6b3a", "brand_dark": "#114a27", "accent": "#8a3b12"}


def menu(browser, rows, status=303):
    page = browser.get(SCHOOL + "@@appearance")
    form = form_with(page, "part")
    fields = [("csrf_token", form["csrf_token"].value), ("seen", form["seen"].value), ("part", "menu"),
              ("action", "choose")]
    for number, (what, title, address) in enumerate(rows, 1):
        fields += [("what", what), ("title", title), ("address", address), ("position", str(number))]
    return browser.post(SCHOOL + "@@appearance", fields, status=status)


def entries(page):
    return [(each.text, each["href"]) for each in page.html.select(".ep-nav-row a")]


def test_the_menu_has_chosen_sections_and_links_that_follow_a_renamed_page(city):
    name = city.change(lambda portal: factories.page(
        portal, portal.root["quan-1"]["thcs-mot"]["gioi-thieu"], "Lịch sử", published=True).__name__)
    browser, visitor = city.as_("quantri"), city.visitor()
    news = uuid_of(city, "quan-1", "thcs-mot", "tin-tuc")
    menu(browser, [("link", "Truyền thống", f"{SCHOOL}gioi-thieu/{name}/"), (news, "Bản tin", ""),
                   ("link", "Bộ GDĐT", "https://moet.gov.vn/"), ("", "", "")])
    act(browser, "apply")
    assert entries(visitor.get(SCHOOL))[1:] == [
        ("Truyền thống", f"{SCHOOL}gioi-thieu/{name}/"), ("Bản tin", f"{SCHOOL}tin-tuc/"),
        ("Bộ GDĐT", "https://moet.gov.vn/")]

    def withdraw(portal):
        node = portal.root["quan-1"]["thcs-mot"]["gioi-thieu"][name]
        pages.change_state(portal, node, "withdraw", by="", at=factories.NOW, reason="Cũ")
        pages.change_state(portal, portal.root["quan-1"]["thcs-mot"]["tin-tuc"], "hide", by="", at=factories.NOW)

    city.change(withdraw)
    assert entries(visitor.get(SCHOOL))[1:] == [("Bộ GDĐT", "https://moet.gov.vn/")]


@pytest.mark.parametrize("address", [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,<script>", "//evil.example/",
    "/\\evil.example", "https://", "http://user@evil.example/", "ftp://a.example/", "https://a.example:x/", "a.html",
    "", 'https://a.example/"onclick="x', "https://a.example/" + "x" * 600, "resolveuid/" + "0" * 32])
def test_an_address_that_is_no_page_is_refused(city, address):
    browser = city.as_("quantri")
    answer = menu(browser, [("link", "Xấu", address)], status=422)
    assert "ep-field-error" in answer.text
    assert "Xấu" not in city.visitor().get(SCHOOL).text
    assert city.look(lambda portal: portal.root["quan-1"]["thcs-mot"].next_appearance) is None


def test_a_section_of_another_unit_is_refused_and_eight_entries_too(city):
    browser = city.as_("quantri")
    foreign, own = uuid_of(city, "quan-1", "thcs-hai", "tin-tuc"), uuid_of(city, "quan-1", "thcs-mot", "tin-tuc")
    for bad in (foreign, "x" * 32, "'; drop", uuid_of(city, "quan-1", "thcs-mot")):
        menu(browser, [(bad, "", "")], status=422)
    menu(browser, [(own, str(number), "") for number in range(8)], status=422)
    menu(browser, [(own, str(number), "") for number in range(7)])


def test_a_draft_named_in_the_menu_is_not_shown(city):
    name = city.change(lambda portal: factories.page(
        portal, portal.root["quan-1"]["thcs-mot"]["gioi-thieu"], "Bí mật").__name__)
    browser = city.as_("quantri")
    menu(browser, [("link", "Sắp có", f"{SCHOOL}gioi-thieu/{name}/")])
    act(browser, "apply")
    assert "Sắp có" not in city.visitor().get(SCHOOL).text


def test_the_footer_is_the_units_own_and_its_links_are_checked(city):
    browser = city.as_("quantri")
    choose(browser, "footer", status=422, links="Không có địa chỉ")
    choose(browser, "footer", status=422, links="Xấu | javascript:alert(1)")
    choose(browser, "footer", hours="7 giờ đến 17 giờ", licence="Số 1/GP-TTĐT", note="<b>đậm</b>",
           links="Bộ GDĐT | https://moet.gov.vn/")
    act(browser, "apply")
    foot = city.visitor().get(SCHOOL).html.find("footer")
    assert "7 giờ đến 17 giờ" in foot.text
    assert "<b>đậm</b>" in foot.text
    assert foot.find("a", href="https://moet.gov.vn/").text == "Bộ GDĐT"


def test_two_editors_do_not_overwrite_each_other(city):
    first, second = city.as_("quantri"), city.as_("hieutruong")
    form = part_form(first, "slogan")
    choose(second, "slogan", slogan="Của hiệu trưởng")
    form["slogan"] = "Của quản trị"
    answer = form.submit("action", value="choose", status=422)
    assert "Trần Văn Hiệu" in answer.text
    assert city.look(lambda portal: portal.root["quan-1"]["thcs-mot"].next_appearance.slogan) == "Của hiệu trưởng"


def test_forgetting_the_changes_leaves_everything_as_it_was(city):
    browser = city.as_("quantri")
    choose(browser, "slogan", slogan="Thử")
    act(browser, "drop")
    act(browser, "apply", status=422)
    assert "Thử" not in browser.get(SCHOOL + "@@appearance-preview").text


@pytest.mark.parametrize("fields", [
    {}, {"action": "x"}, {"action": "choose"}, {"action": "choose", "part": "blocks"},
    {"action": "choose", "part": "__class__"}, {"action": "inherit", "part": "nothing"},
    {"action": "apply", "seen": "99"}, {"action": "drop", "seen": "-1"},
    {"action": "choose", "part": "logo", "logo": "a"}])
def test_a_broken_form_changes_nothing(city, fields):
    browser = city.as_("quantri")
    token = form_with(browser.get(SCHOOL + "@@appearance"), "part")["csrf_token"].value
    browser.post(SCHOOL + "@@appearance", {"csrf_token": token, "seen": "0", **fields}, status=422)
    unit = city.look(lambda portal: (portal.root["quan-1"]["thcs-mot"].next_appearance,
                                     portal.root["quan-1"]["thcs-mot"].appearance))
    assert unit == (None, None)


def test_the_working_copy_is_nobody_elses_business(city):
    choose(city.as_("quantri"), "colours", **GREEN)
    for person in (city.visitor(), city.as_("bientap"), city.as_("quantri.hai")):
        person.get(SCHOOL + "@@colours.css?version=working", status=403)
        person.get(SCHOOL + "@@appearance-preview", status=403)
    assert city.visitor().get(SCHOOL + "@@colours.css").text == ""
