"""Eight editors in one school at once, through the real application: all is saved, each once, nobody sees a 500."""

from collections import Counter
from threading import Barrier, Thread

import pytest
from webtest import Upload

from eduportal.operations import pages
from tests.functional.matrix_setup import NOW, close, plain_city

EDITORS, ROUNDS = 8, 6


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A city in which every template is compiled: eight threads would each compile it for themselves."""
    found = plain_city(tmp_path_factory.mktemp("editors"))
    url, editor = add_folder(found, "am-may"), found.as_("bientap")
    assert add(editor, url, "Ấm máy") == 303
    editor.get(f"{url}am-may/@@add?type=file")
    stale, other = (editor.get(f"{url}am-may/@@edit").forms["edit"] for _time in range(2))
    other["summary"] = "Trước"
    assert other.submit("save").status_int == 303
    assert stale.submit("save", status="*").status_int == 409
    yield found
    close(found)


@pytest.fixture
def city(shared):
    return shared


@pytest.fixture
def folder(city, request):
    """The address of an empty folder of this test alone."""
    return add_folder(city, f"f{request.node.name[-20:].replace('_', '-').strip('-')}")


def add_folder(city, name):
    def work(portal):
        news = portal.root["quan-1"]["thcs-mot"]["tin-tuc"]
        return pages.add_page(portal, news, "folder", {"title": name}, by="", at=NOW, name=name).__name__

    return f"/quan-1/thcs-mot/tin-tuc/{city.change(work)}/"


def add(browser, folder, title):
    form = browser.get(f"{folder}@@add?type=news_item").forms["edit"]
    form["title"], form["body"] = title, "<p>Nội dung</p>"
    return form.submit("save", status="*").status_int


def change(browser, url, transition):
    fields = {"csrf_token": browser.cookies["eduportal_csrf"], "transition": transition, "seen": "1"}
    return browser.post(f"{url}@@state", fields, status="*").status_int


def together(work):
    """Run ``work(number)`` in a thread for each editor, all starting at once; return what they returned."""
    gate, found = Barrier(EDITORS), {}

    def run(number):
        gate.wait(30)
        try:
            found[number] = work(number)
        except Exception as error:
            found[number] = error

    threads = [Thread(target=run, args=(number,)) for number in range(EDITORS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(120)
    return [found[number] for number in range(EDITORS)]


def stored(city, url, question):
    """Return the answer of ``question(node)`` for what is at ``url``."""

    def look(portal):
        node = portal.root
        for name in url.strip("/").split("/"):
            node = node[name]
        return question(node)

    return city.look(look)


def cards_of(folder):
    unit = folder.__parent__.__parent__
    return [card for _oid, card in unit.index.children(folder.uuid)]


def test_everybody_adds_to_one_folder_and_everything_is_there_once(city, folder):
    browsers = [city.as_("bientap") for _number in range(EDITORS)]

    def work(number):
        return [add(browsers[number], folder, f"Tin {number} lượt {round_}") for round_ in range(ROUNDS)]

    assert together(work) == [[303] * ROUNDS] * EDITORS
    expected = Counter({f"Tin {number} lượt {round_}": 1 for number in range(EDITORS) for round_ in range(ROUNDS)})
    assert stored(city, folder, lambda node: Counter(each.title for each in node.values())) == expected
    assert stored(city, folder, lambda node: Counter(card.title for card in cards_of(node))) == expected


def test_everybody_saves_a_page_of_their_own_again_and_again(city, folder):
    browsers = [city.as_("bientap") for _number in range(EDITORS)]
    for number, browser in enumerate(browsers):
        assert add(browser, folder, f"Trang {number}") == 303

    def work(number):
        answers = []
        for round_ in range(ROUNDS):
            form = browsers[number].get(f"{folder}trang-{number}/@@edit").forms["edit"]
            form["summary"] = f"Tóm tắt {number} lần {round_}"
            answers.append(form.submit("save", status="*").status_int)
        return answers

    assert together(work) == [[303] * ROUNDS] * EDITORS
    saved = stored(city, folder, lambda node: {each.__name__: (each.revision, each.fields["summary"])
                                               for each in node.values()})
    assert saved == {f"trang-{number}": (1 + ROUNDS, f"Tóm tắt {number} lần {ROUNDS - 1}") for number in range(EDITORS)}


def test_of_everybody_who_saves_one_page_at_once_one_wins_and_the_others_see_both_versions(city, folder):
    browsers = [city.as_("bientap") for _number in range(EDITORS)]
    assert add(browsers[0], folder, "Trang chung") == 303
    forms = [browser.get(f"{folder}trang-chung/@@edit").forms["edit"] for browser in browsers]

    def work(number):
        forms[number]["summary"] = f"Của người {number}"
        return forms[number].submit("save", status="*")

    answers = together(work)
    codes = [each.status_int for each in answers]
    assert sorted(codes) == [303] + [409] * (EDITORS - 1)
    winner = codes.index(303)
    kept = stored(city, folder, lambda node: (node["trang-chung"].revision, node["trang-chung"].fields["summary"]))
    assert kept == (2, f"Của người {winner}")
    for number, each in enumerate(answers):
        assert number == winner or (f"Của người {number}" in each.text and f"Của người {winner}" in each.text)


def test_everybody_adds_a_file_and_submits_at_once_and_the_principal_approves(city, folder):
    """Blobs, the inbox, the outbox and the index of one school in every save."""
    browsers = [city.as_("hieutruong") for _number in range(EDITORS)]

    def work(number):
        browser, url = browsers[number], f"{folder}tin-{number}/"
        codes = [add(browser, folder, f"Tin {number}")]
        form = browser.get(f"{url}@@add?type=file").forms["edit"]
        form["title"], form["upload"] = f"Tệp {number}", Upload(f"tep-{number}.txt", f"Nội dung {number}".encode())
        codes.append(form.submit("save", status="*").status_int)
        return [*codes, change(browser, url, "submit")]

    assert together(work) == [[303] * 3] * EDITORS
    assert stored(city, "/quan-1/thcs-mot/", lambda unit: len(unit.inbox)) == EDITORS
    for number in range(EDITORS):
        assert change(browsers[0], f"{folder}tin-{number}/", "approve") == 303
    city.fed()
    for number in range(EDITORS):
        assert f"Tin {number}" in city.visitor().get(f"{folder}tin-{number}/").text
        assert city.visitor().get(f"{folder}tin-{number}/tep-{number}/").body == f"Nội dung {number}".encode()
    assert stored(city, "/quan-1/thcs-mot/", lambda unit: len(unit.inbox)) == 0
