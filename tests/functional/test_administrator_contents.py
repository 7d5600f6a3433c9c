"""The table of contents: sorted, in batches, put in order, renamed."""

from tests.factories import page
from tests.functional.administrator_setup import NEWS, names_in, news, other_school, token_of
from tests.functional.conftest import form_with


def titles_in(answer):
    return [cell.text.strip() for cell in answer.html.select("table.ep-contents tbody th")]


def test_contents_are_sorted_by_links_and_say_how(city):
    news(city, "Đông", "An", "Bắc")
    browser = city.as_("quantri")
    answer = browser.get(NEWS + "@@contents")
    assert titles_in(answer) == ["Đông", "An", "Bắc"]
    answer = answer.click("Tiêu đề")
    assert titles_in(answer) == ["An", "Bắc", "Đông"]
    assert answer.html.find("th", attrs={"aria-sort": "ascending"}).text.strip() == "Tiêu đề"
    answer = answer.click("Tiêu đề")
    assert titles_in(answer) == ["Đông", "Bắc", "An"]
    assert answer.html.find("th", attrs={"aria-sort": "descending"}) is not None


def test_contents_come_in_batches_up_to_500(city):
    news(city, *(f"Tin {number:03}" for number in range(60)))
    browser = city.as_("quantri")
    assert len(titles_in(browser.get(NEWS + "@@contents"))) == 50
    assert len(titles_in(browser.get(NEWS + "@@contents?page=2"))) == 10
    assert len(titles_in(browser.get(NEWS + "@@contents?size=500"))) == 60
    for nonsense in ("?size=x", "?size=-3", "?size=99999999", "?sort=owner", "?page=zzz", "?size=%C2%B2"):
        assert browser.get(NEWS + "@@contents" + nonsense).status_int == 200


def test_things_move_up_and_down(city):
    first, _second, third = news(city, "Một", "Hai", "Ba")
    browser = city.as_("quantri")
    form = form_with(browser.get(NEWS + "@@contents"), "listed")
    token = form["csrf_token"].value

    def move(**what):
        browser.post(NEWS + "@@order", {"csrf_token": token, **what}, status=303)
        return titles_in(browser.get(NEWS + "@@contents"))

    assert move(up=third) == ["Một", "Ba", "Hai"]
    assert move(up=third) == ["Ba", "Một", "Hai"]
    assert move(up=third) == ["Ba", "Một", "Hai"]
    assert move(down=third) == ["Một", "Ba", "Hai"]
    assert move(down=first) == ["Ba", "Một", "Hai"]


def test_only_what_stands_here_is_put_in_order(city):
    news(city, "Một", "Hai")
    foreign = city.change(lambda portal: page(portal, other_school(portal)["tin-tuc"], "Của họ").uuid)
    browser = city.as_("quantri")
    for wrong in ({"up": foreign}, {"down": "x"}, {}):
        browser.post(NEWS + "@@order", {"csrf_token": token_of(browser), **wrong}, status=403)


def test_the_way_back_is_never_another_site(city):
    _first, second = news(city, "Một", "Hai")
    browser = city.as_("quantri")
    for back in ("https://evil.example/", "//evil.example", "/quan-1/thcs-hai/@@contents?x"):
        answer = browser.post(NEWS + "@@order", {"csrf_token": token_of(browser), "up": second, "back": back})
        assert answer.location.endswith(f"{NEWS}@@contents#row-{second}")


def test_a_page_is_renamed_and_a_taken_name_is_refused(city):
    news(city, "Một", "Hai")
    browser = city.as_("quantri")
    form = form_with(browser.get(NEWS + "mot/@@rename"), "name")
    form["name"] = "Tin Đầu Tiên"
    form.submit(status=303)
    assert names_in(city, "tin-tuc") == ["hai", "tin-dau-tien"]
    form = form_with(browser.get(NEWS + "tin-dau-tien/@@rename"), "name")
    form["name"] = "hai"
    assert form_with(form.submit(status=422), "name")["name"].value == "hai"
    form["name"] = "  "
    form.submit(status=422)
    assert names_in(city, "tin-tuc") == ["hai", "tin-dau-tien"]


def test_contents_of_an_office_list_the_units_below_apart(city):
    answer = city.as_("quantri.so").get("/quan-1/@@contents")
    assert "Đơn vị trực thuộc" in answer.text
    assert "Trường THCS HAI" in answer.text
