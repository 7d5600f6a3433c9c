"""Putting a folder in order: by steps, to the ends, beside another thing, as a whole; also on page 7 of a long list."""

from webtest.forms import Submit

from eduportal.operations import pages
from tests.factories import NOW, page
from tests.functional.administrator_setup import NEWS, SCHOOL, news, other_school, school, token_of


def order_of(city):
    return city.look(lambda portal: [card.title for _oid, card in school(portal).index.children(
        school(portal)["tin-tuc"].uuid)])


def press(browser, url, name, uuid):
    """Press the button of a row, as a browser without a script does; return the answer."""
    form = browser.get(url).forms["things"]
    button = next(each for each in form.fields[name] if isinstance(each, Submit) and each._value == uuid)
    fields = form.submit_fields(name, submit_value=uuid)
    return browser.post(NEWS + button.attrs["formaction"], fields, status=303)


def test_buttons_go_up_down_to_the_top_and_to_the_bottom(city):
    one, _two, three, _four = news(city, "Một", "Hai", "Ba", "Bốn")
    browser = city.as_("bientap")
    for way, uuid, expected in (
            ("up", three, ["Một", "Ba", "Hai", "Bốn"]), ("top", three, ["Ba", "Một", "Hai", "Bốn"]),
            ("top", three, ["Ba", "Một", "Hai", "Bốn"]), ("down", one, ["Ba", "Hai", "Một", "Bốn"]),
            ("bottom", three, ["Hai", "Một", "Bốn", "Ba"]), ("down", three, ["Hai", "Một", "Bốn", "Ba"])):
        answer = press(browser, NEWS + "@@contents", way, uuid)
        assert answer.location.endswith(f"@@contents#row-{uuid}")
        assert order_of(city) == expected, (way, expected)


def test_a_thing_is_dragged_behind_or_before_another(city):
    one, two, three = news(city, "Một", "Hai", "Ba")
    browser = city.as_("bientap")
    token = token_of(browser, NEWS + "@@edit")

    def drag(**what):
        browser.post(NEWS + "@@order", {"csrf_token": token, **what}, status=303)
        return order_of(city)

    assert drag(moved=one, after=two) == ["Hai", "Một", "Ba"]
    assert drag(moved=three, before=two) == ["Ba", "Hai", "Một"]
    assert drag(moved=three, after=one) == ["Hai", "Một", "Ba"]


def test_on_the_seventh_page_of_a_long_list_the_page_stays(city):
    uuids = news(city, *(f"Tin {number:03}" for number in range(145)))
    browser = city.as_("bientap")
    answer = press(browser, NEWS + "@@contents?size=20&page=7", "up", uuids[125])
    assert answer.location.endswith(f"@@contents?size=20&page=7#row-{uuids[125]}")
    assert order_of(city)[123:127] == ["Tin 123", "Tin 125", "Tin 124", "Tin 126"]


def test_a_whole_folder_is_ordered_by_title_and_by_day(city):
    news(city, "Đông", "An", "Ấn", "Bắc")
    browser = city.as_("bientap")
    form = next(each for each in browser.get(NEWS + "@@contents").forms.values() if "order" in each.fields)
    form.submit("order", value="title", status=303)
    assert order_of(city) == ["An", "Ấn", "Bắc", "Đông"]
    form.submit("order", value="date", status=303)
    assert sorted(order_of(city)) == ["An", "Bắc", "Đông", "Ấn"]


def test_a_long_folder_is_ordered_by_a_job(city):
    news(city, *(f"Tin {number:02}" for number in range(60, 0, -1)))
    browser = city.as_("bientap")
    answer = browser.post(NEWS + "@@order-all", {"csrf_token": token_of(browser, NEWS + "@@edit"), "order": "title"},
                          status=303)
    assert "@@job?id=" in answer.location
    city.jobs()
    assert order_of(city) == [f"Tin {number:02}" for number in range(1, 61)]


def test_somebody_who_lost_the_right_meanwhile_orders_nothing_more(city):
    from eduportal.operations import sharing

    news(city, *(f"Tin {number:02}" for number in range(60, 0, -1)))
    before = order_of(city)
    browser = city.as_("bientap")
    token = token_of(browser, NEWS + "@@edit")

    def end(portal):
        account = portal.accounts.by_login("bientap")
        for grant in school(portal).grants.of(account.uuid):
            sharing.end_role(portal, school(portal), grant.id, held=None, by="", at=NOW)

    city.change(end)
    browser.post(NEWS + "@@order-all", {"csrf_token": token, "order": "title"}, status=403)
    city.jobs()
    assert order_of(city) == before


def test_foreign_things_and_nonsense_are_refused_and_change_nothing(city):
    one, two = news(city, "Một", "Hai")
    foreign = city.change(lambda portal: page(portal, other_school(portal)["tin-tuc"], "Của họ").uuid)
    inner = city.look(lambda portal: school(portal)["tin-tuc"].uuid)
    browser = city.as_("quantri")
    token = token_of(browser)
    for wrong in ({"moved": foreign, "after": one}, {"moved": one, "after": foreign}, {"moved": one}, {"up": inner},
                  {"moved": one, "before": ""}, {"top": "x" * 5000}, {"moved": "\u0000", "after": two}, {"bottom": ""}):
        browser.post(NEWS + "@@order", {"csrf_token": token, **wrong}, status=403)
    browser.post(NEWS + "@@order", {"csrf_token": token, "moved": one, "after": one}, status=422)
    for wrong in ("", "size", "title'--"):
        browser.post(NEWS + "@@order-all", {"csrf_token": token, "order": wrong}, status=422)
    browser.post(NEWS + "@@order-all", {"order": "title"}, status=403)
    assert order_of(city) == ["Một", "Hai"]


def test_school_years_keep_their_place_when_a_site_is_ordered(city):
    browser = city.as_("quantri")
    years = city.look(lambda portal: [(node.__name__, node.sort_key) for node in school(portal).values()
                                      if node.type_name == "school_year"])
    browser.post(SCHOOL + "@@order-all", {"csrf_token": token_of(browser), "order": "title"}, status=303)
    assert years == city.look(lambda portal: [(node.__name__, node.sort_key) for node in school(portal).values()
                                              if node.type_name == "school_year"])


def test_two_things_with_one_key_can_still_be_told_apart(city):
    one, two, _three = news(city, "Một", "Hai", "Ba")

    def tie(portal):
        folder = school(portal)["tin-tuc"]
        folder["hai"].sort_key = folder["ba"].sort_key
        pages.index_node(folder["hai"], portal.definitions, at=NOW)

    city.change(tie)
    browser = city.as_("quantri")
    token = token_of(browser)
    browser.post(NEWS + "@@order", {"csrf_token": token, "moved": one, "after": two}, status=303)
    assert order_of(city)[-1] == "Một"
    browser.post(NEWS + "@@order", {"csrf_token": token, "up": one}, status=303)
    assert order_of(city)[0] == "Một"
