"""Somebody else is quicker each time: the request is repeated; at the end all that was typed can be sent again."""

from contextlib import contextmanager

import pytest
import transaction
from pyramid.events import ContextFound
from webtest import Upload

from eduportal.content.portal import portal_of
from eduportal.content.turnstile import PATIENCE, Passage, turnstile
from eduportal.operations.pages import add_page
from tests import factories
from tests.functional.conftest import NOW, form_with

NEWS = "/quan-1/thcs-mot/tin-tuc/"


@pytest.fixture
def page(city):
    """The address of a page that nobody has seen yet."""
    city.change(lambda portal: add_page(portal, school(portal)["tin-tuc"], "news_item",
                                        {"title": "Khai giảng", "body": "<p>Sắp tới</p>"}, by="", at=NOW,
                                        name="khai-giang").uuid)
    return f"{NEWS}khai-giang/"


def school(portal):
    return portal.root["quan-1"]["thcs-mot"]


@contextmanager
def somebody_quicker(city, times, write):
    """The first ``times`` attempts of every POST meet a writer who has just carried out ``write(portal)``."""
    met = []

    def meet(event):
        if event.request.method != "POST" or len(met) >= times:
            return
        met.append(event.request.path)
        manager = transaction.TransactionManager()
        connection = city.db.open(manager)
        write(portal_of(connection.root(), city.declared))
        manager.commit()
        connection.close()

    city.registry.registerHandler(meet, (ContextFound,))
    try:
        yield met
    finally:
        city.registry.unregisterHandler(meet, (ContextFound,))


def touch(portal):
    """Write the page anew as it is: nobody can merge that."""
    school(portal)["tin-tuc"]["khai-giang"]._p_changed = True


def fields_of(city):
    return city.look(lambda portal: dict(school(portal)["tin-tuc"]["khai-giang"].fields))


def test_a_save_that_meets_others_seven_times_is_saved_once(city, page):
    form = city.as_("bientap").get(f"{page}@@edit").forms["edit"]
    form["summary"] = "Sáng mai"
    with somebody_quicker(city, 7, touch) as met:
        saved = form.submit("save", status=303)
    assert len(met) == 7
    assert saved.follow().text.count("Đã lưu “Khai giảng”") == 1, "it is told once, and not by each attempt"
    assert fields_of(city)["summary"] == "Sáng mai"
    unit = city.look(lambda portal: school(portal).uuid)
    assert turnstile.waiting(unit) == 0


def test_at_the_eighth_time_everything_typed_stands_in_a_form_that_sends_it_again(city, page):
    form = city.as_("bientap").get(f"{page}@@edit").forms["edit"]
    form["summary"], form["body"] = 'Sáng <b>"mai"</b>', f"<p>{'Nội dung dài. ' * 40}</p>"
    before = fields_of(city)
    with somebody_quicker(city, 8, touch):
        answer = form.submit("save", status=503)
    assert answer.headers["Retry-After"] == "5"
    assert "Đã lưu" not in answer.text
    assert fields_of(city) == before
    assert "Sáng &lt;b&gt;&quot;mai&quot;&lt;/b&gt;" in answer.text or "Sáng &lt;b&gt;\"mai\"" in answer.text
    again = next(each for each in answer.forms.values() if "summary" in each.fields).submit()
    assert again.status_int == 303
    saved = fields_of(city)
    assert saved["summary"] == 'Sáng <b>"mai"</b>'
    assert saved["body"].count("Nội dung dài.") == 40


def test_a_chosen_file_is_kept_too(city, page):
    form = city.as_("bientap").get(f"{page}@@add?type=file").forms["edit"]
    form["title"], form["upload"] = "Lịch", Upload("lich.txt", b"Tuan 1")
    with somebody_quicker(city, 8, touch):
        answer = form.submit("save", status=503)
    assert "lich.txt" in answer.text
    next(each for each in answer.forms.values() if "title" in each.fields).submit(status=303)
    kept = city.look(lambda portal: [each.fields["file"]["name"]
                                     for each in school(portal)["tin-tuc"]["khai-giang"].values()])
    assert kept == ["lich.txt"]


def test_a_script_is_told_in_json(city, page):
    browser = city.as_("bientap")
    fields = dict(browser.get(f"{page}@@edit").forms["edit"].submit_fields())
    with somebody_quicker(city, 8, touch):
        told = browser.post(f"{page}@@edit", fields, headers={"X-Requested-With": "fetch"}, status=503)
    assert told.json["ok"] is False
    assert "lưu" in told.json["message"]


def test_a_password_stands_in_no_page(city):
    def touch_account(portal):
        portal.accounts.by_login("bientap")._p_changed = True

    browser = city.as_("bientap")
    form = form_with(browser.get("/@@account"), "old")
    form["old"], form["new"], form["again"] = factories.PASSWORD, "Rat-bi-mat-2027", "Rat-bi-mat-2027"
    with somebody_quicker(city, 8, touch_account):
        drawn = form.submit(status=503)
    assert "bi-mat" not in drawn.text
    assert not any("old" in each.fields for each in drawn.forms.values())
    assert browser.get("/@@account").status_int == 200, "the old password and the session are as they were"


def test_newcomers_queue_up_behind_somebody_who_loses_again_and_again(city, page):
    """The turn is never given back here: the newcomer's first attempt waits for it, and then goes on without."""
    unlucky = Passage(city.look(lambda portal: school(portal).uuid))
    unlucky.lose()
    form = city.as_("bientap").get(f"{page}@@edit").forms["edit"]
    form["summary"] = "Chiều nay"
    for _time in range(PATIENCE):
        unlucky.lose()
    limit, turnstile.limit = turnstile.limit, 0.2
    try:
        assert city.visitor().get(NEWS).status_int == 200
        assert form.submit("save").status_int == 303
    finally:
        turnstile.limit = limit
        unlucky.end()
    assert fields_of(city)["summary"] == "Chiều nay"
