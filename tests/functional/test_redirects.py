"""Old addresses lead on: pages, subtrees, units; never to what the asker may not see, never over a new page."""

from datetime import date

from eduportal.operations import moves, pages, trash, units
from tests.factories import NOW
from tests.functional.administrator_setup import NEWS, OTHER, SCHOOL, news, other_school, school
from tests.functional.conftest import form_with

WHO = {"by": "", "at": NOW}


def rename(city, path, name):
    def work(portal):
        node = school(portal)
        for each in path:
            node = node[each]
        moves.rename_page(portal, node, name, **WHO)

    city.change(work)


def test_a_subtree_a_unit_and_an_office_leave_one_redirect_each(city):
    news(city, "Tin cũ", published=True)
    visitor = city.visitor()
    rename(city, ["tin-tuc"], "ban-tin")
    answer = visitor.get(NEWS + "tin-cu/?page=2", status=301)
    assert answer.location.endswith(SCHOOL + "ban-tin/tin-cu/?page=2")
    assert "max-age=300" in answer.headers["Cache-Control"]
    assert visitor.get(NEWS, status=301).location.endswith(SCHOOL + "ban-tin/")
    city.change(lambda portal: units.rename_unit(portal, school(portal), "truong-moi", **WHO))
    assert visitor.get(NEWS + "tin-cu/", status=301).location.endswith("/quan-1/truong-moi/ban-tin/tin-cu/")
    city.change(lambda portal: units.rename_unit(portal, portal.root["quan-1"], "q1", **WHO))
    assert visitor.get(NEWS + "tin-cu", status=301).location.endswith("/q1/truong-moi/ban-tin/tin-cu/")
    assert visitor.head(SCHOOL, status=301).location.endswith("/q1/truong-moi/")
    assert answer.location.endswith(SCHOOL + "ban-tin/tin-cu/?page=2")


def test_a_unit_that_moved_is_found_with_all_that_is_in_it(city):
    news(city, "Tin cũ", published=True)

    def move(portal):
        office = units.add_unit(portal, portal.root, code="79-Q9", kind="phong", since=date(2017, 8, 1),
                                name="quan-9", values={"name": "Phòng Giáo dục và Đào tạo Quận 9"}, **WHO)
        units.move_unit(portal, school(portal), office, day=date(2019, 1, 1), **WHO)

    city.change(move)
    assert city.visitor().get(NEWS + "tin-cu/", status=301).location.endswith("/quan-9/thcs-mot/tin-tuc/tin-cu/")


def test_a_page_behind_another_wall_is_found_at_its_old_address(city):
    news(city, "Tin cũ", published=True)
    city.change(lambda portal: moves.move_page(
        portal, school(portal)["tin-tuc"]["tin-cu"], other_school(portal)["tin-tuc"], **WHO).uuid)
    assert city.visitor().get(NEWS + "tin-cu/", status=301).location.endswith(OTHER + "tin-tuc/tin-cu/")


def test_a_new_page_at_an_old_address_wins(city):
    news(city, "Tin", published=True)
    rename(city, ["tin-tuc", "tin"], "tin-moi")
    visitor = city.visitor()
    visitor.get(NEWS + "tin/", status=301)
    news(city, "Tin", published=True)
    visitor.get(NEWS + "tin/", status=200)
    # Even one that the visitor may not see: an old address tells nothing about what stands there now.
    rename(city, ["tin-tuc", "tin"], "tin-thu-hai")
    news(city, "Tin")
    visitor.get(NEWS + "tin/", status=404)


def test_what_the_asker_may_not_see_answers_like_what_never_was(city):
    news(city, "Tin", published=True)
    rename(city, ["tin-tuc", "tin"], "tin-mat")
    city.change(lambda portal: pages.change_state(
        portal, school(portal)["tin-tuc"]["tin-mat"], "withdraw", reason="x", **WHO))
    visitor = city.visitor()
    assert visitor.get(NEWS + "tin/", status=404).text == visitor.get(NEWS + "ten/", status=404).text
    assert city.as_("bientap").get(NEWS + "tin/", status=302).location.endswith(NEWS + "tin-mat/")
    assert city.as_("quantri.hai").get(NEWS + "tin/", status=404)
    city.change(lambda portal: trash.trash_page(portal, school(portal)["tin-tuc"]["tin-mat"], **WHO))
    city.as_("bientap").get(NEWS + "tin/", status=404)


def test_views_forms_and_nonsense_are_never_led_on(city):
    news(city, "Tin", published=True)
    rename(city, ["tin-tuc", "tin"], "moi")
    browser = city.as_("bientap")
    for path in ("tin/@@edit", "tin/@@delete", "@@khong-co", "tin/moi/" * 100, "tin/%00/", "..%2ftin/"):
        browser.get(NEWS + path, status=404)
    browser.post(NEWS + "tin/", {"csrf_token": "x"}, status=(403, 404))


def test_staff_see_old_addresses_and_take_them_away(city):
    news(city, "Tin", "Khác", published=True)
    rename(city, ["tin-tuc", "tin"], "moi")
    rename(city, ["tin-tuc", "khac"], "khac-moi")
    browser = city.as_("bientap")
    assert "/quan-1/thcs-mot/tin-tuc/khac/" in browser.get(NEWS + "@@redirects").text
    form = form_with(browser.get(SCHOOL + "@@redirects"), "key")
    form.fields["key"][0].checked = True
    taken = form.fields["key"][0]._value
    form.submit(status=303)
    visitor = city.visitor()
    visitor.get(SCHOOL + taken + "/", status=404)
    form.submit(status=422)
    assert len(city.look(lambda portal: list(school(portal).old_paths))) == 1


def test_hostile_keys_take_nothing_away(city):
    news(city, "Tin", published=True)
    rename(city, ["tin-tuc", "tin"], "moi")
    city.change(lambda portal: units.rename_unit(portal, school(portal), "moi", **WHO))
    base = "/quan-1/moi/"
    browser = city.as_("bientap")
    token = browser.get(base + "@@edit", status="*") and browser.get(base + "tin-tuc/@@add?type=page").forms["edit"][
        "csrf_token"].value
    for keys in ([], ["x"], [""], ["tin-tuc/tin", "y"], ["x" * 100_000], ["\x00"], ["tin-tuc/tin"] * 2 + ["../x"]):
        browser.post(base + "@@redirects", [("csrf_token", token), *(("key", key) for key in keys)], status=422)
    browser.post(base + "@@redirects", {"csrf_token": token, "key": "/quan-1/thcs-mot"}, status=403)
    browser.post(base + "gioi-thieu/@@redirects", {"csrf_token": token, "key": "tin-tuc/tin"}, status=422)
    browser.post(base + "@@redirects", {"key": "tin-tuc/tin"}, status=403)
    assert city.look(lambda portal: dict(portal.root["quan-1"]["moi"].old_paths)).keys() == {"tin-tuc/tin"}
    assert city.look(lambda portal: "quan-1/thcs-mot" in portal.register.old_paths)
