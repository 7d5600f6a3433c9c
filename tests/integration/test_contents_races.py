"""Two editors at one folder: they put it in order, drag the same thing, upload; all is kept and nobody sees a 500."""

import pytest
from webtest import Upload

from eduportal.operations import pages, trash
from tests.functional.administrator_setup import png
from tests.functional.matrix_setup import NOW, close, plain_city
from tests.integration.test_retry_editors import together

FOLDER = "/quan-1/thcs-mot/tin-tuc/"
EDITORS, ROUNDS = 8, 5


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    found = plain_city(tmp_path_factory.mktemp("contents"))
    found.as_("bientap").get(FOLDER + "@@contents")
    yield found
    close(found)


def folder_of(portal):
    return portal.root["quan-1"]["thcs-mot"]["tin-tuc"]


def filled(city, count):
    """Empty the folder and put ``count`` news items into it; return their uuids in order."""
    def work(portal):
        folder = folder_of(portal)
        for node in list(folder.values()):
            trash.trash_page(portal, node, by="", at=NOW)
        return [pages.add_page(portal, folder, "news_item", {"title": f"Tin {number}", "body": "<p>x</p>"}, by="",
                               at=NOW).uuid for number in range(count)]

    return city.change(work)


def order_of(city):
    return city.look(lambda portal: [card.uuid for _oid, card in folder_of(portal).__parent__.index.children(
        folder_of(portal).uuid)])


def test_everybody_moves_something_else_and_every_move_counts(city):
    uuids = filled(city, 20)
    browsers = [city.as_("bientap") for _number in range(EDITORS)]

    def work(number):
        token, codes = browsers[number].cookies["eduportal_csrf"], []
        for _round in range(ROUNDS):
            posted = {"csrf_token": token, "moved": uuids[number], "after": uuids[10 + number]}
            codes.append(browsers[number].post(FOLDER + "@@order", posted, status="*").status_int)
        return codes

    assert together(work) == [[303] * ROUNDS] * EDITORS
    order = order_of(city)
    assert sorted(order) == sorted(uuids)
    assert [order.index(uuids[number]) - order.index(uuids[10 + number]) for number in range(EDITORS)] == [1] * EDITORS


def test_everybody_drags_the_same_thing_and_it_ends_at_one_place(city):
    uuids = filled(city, 12)
    browsers = [city.as_("bientap") for _number in range(EDITORS)]

    def work(number):
        posted = {"csrf_token": browsers[number].cookies["eduportal_csrf"], "moved": uuids[0],
                  "after": uuids[2 + number]}
        return browsers[number].post(FOLDER + "@@order", posted, status="*").status_int

    assert together(work) == [303] * EDITORS
    order = order_of(city)
    assert sorted(order) == sorted(uuids)
    assert order[order.index(uuids[0]) - 1] in uuids[2:2 + EDITORS]
    assert [each for each in order if each != uuids[0]] == uuids[1:]


def test_everybody_puts_a_thing_to_the_top_and_the_keys_still_tell_them_apart(city):
    uuids = filled(city, 16)
    browsers = [city.as_("bientap") for _number in range(EDITORS)]

    def work(number):
        posted = {"csrf_token": browsers[number].cookies["eduportal_csrf"], "top": uuids[8 + number]}
        return browsers[number].post(FOLDER + "@@order", posted, status="*").status_int

    assert together(work) == [303] * EDITORS
    assert set(order_of(city)[:EDITORS]) == set(uuids[8:])
    last = order_of(city)[EDITORS - 1]
    posted = {"csrf_token": browsers[0].cookies["eduportal_csrf"], "top": last}
    assert browsers[0].post(FOLDER + "@@order", posted).status_int == 303
    assert order_of(city)[0] == last


def test_everybody_uploads_into_one_folder_and_each_file_is_there_once(city):
    filled(city, 1)
    browsers = [city.as_("bientap") for _number in range(EDITORS)]

    def work(number):
        token, codes = browsers[number].cookies["eduportal_csrf"], []
        for round_ in range(ROUNDS):
            files = [("csrf_token", token), ("files", Upload(f"anh-{number}-{round_}.png", png()))]
            codes.append(browsers[number].post(
                FOLDER + "@@upload", files, headers={"X-Requested-With": "fetch"}, status="*").status_int)
        return codes

    assert together(work) == [[200] * ROUNDS] * EDITORS
    names = city.look(lambda portal: sorted(name for name in folder_of(portal).keys() if name.startswith("anh-")))
    assert names == sorted(f"anh-{number}-{round_}" for number in range(EDITORS) for round_ in range(ROUNDS))


def test_the_listing_agrees_with_the_cards_after_all_this(city):
    def compare(portal):
        index = folder_of(portal).__parent__.index
        return {row[0] for row in index.listing.values()} == set(index.cards), len(index.listing) == len(index.cards)

    assert city.look(compare) == (True, True)
