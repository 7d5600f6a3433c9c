"""Pages for the public are kept, and never shown for longer than they are true."""

import transaction

from eduportal.content.portal import portal_of
from eduportal.operations import pages
from tests import factories

NOW = factories.NOW
HOME = "/quan-1/thcs-mot/"


def one(portal):
    return portal.root["quan-1"]["thcs-mot"]


def kept(city):
    return len(city.registry["eduportal.page_cache"].pages)


def publish(portal, title):
    return factories.page(
        portal, one(portal)["tin-tuc"], title, type_name="news_item", published=True, summary="Tóm tắt", send_up=True
    ).__name__


def retitle(portal, name, title):
    node = one(portal)["tin-tuc"][name]
    pages.edit_page(portal, node, {"title": title}, seen=node.revision, by="", at=NOW)
    return node


def test_a_page_is_kept_until_its_next_version_is_public(city):
    name = city.change(lambda portal: publish(portal, "Khai giảng"))
    path, before = f"{HOME}tin-tuc/{name}/", kept(city)
    first = city.visitor().get(path)
    assert kept(city) == before + 1
    assert city.visitor().get(path).body == first.body
    assert kept(city) == before + 1
    city.visitor().get(path, headers={"If-None-Match": f'"{first.etag}"'}, status=304)
    city.change(lambda portal: retitle(portal, name, "Bế giảng"))
    assert "Bế giảng" not in city.visitor().get(path).text

    def approve(portal):
        node = one(portal)["tin-tuc"][name]
        pages.change_state(portal, node, "submit", by="", at=NOW)
        pages.change_state(portal, node, "approve", by="", at=NOW)

    city.change(approve)
    again = city.visitor().get(path, headers={"If-None-Match": f'"{first.etag}"'})
    assert "Bế giảng" in again.text
    assert again.etag != first.etag


def test_the_home_of_the_department_shows_what_a_school_sends_up_although_its_own_stamp_stays(city):
    city.change(lambda portal: publish(portal, "Tin thứ nhất"))
    first = city.visitor().get("/")
    assert "Tin thứ nhất" in first.text
    assert city.visitor().get("/").body == first.body
    city.change(lambda portal: publish(portal, "Tin thứ hai"))
    assert "Tin thứ hai" in city.visitor().get("/").text


def test_a_board_that_is_ahead_of_what_may_be_shown_is_not_kept(city):
    """The side store names a page that is not public in the object database (any more, or not yet)."""
    name = city.change(lambda portal: publish(portal, "Rút lại"))
    city.registry["eduportal.feeder"].stop()
    manager = transaction.TransactionManager()
    connection = city.db.open(manager)
    node = one(portal_of(connection.root(), city.declared))["tin-tuc"][name]
    node.unpublish()
    manager.commit()
    connection.close()
    before = kept(city)
    assert "Rút lại" not in city.visitor().get("/").text
    assert kept(city) == before


def test_pages_of_people_who_are_signed_in_are_never_kept(city):
    browser, before = city.as_("bientap"), kept(city)
    assert "bientap" not in browser.get(HOME).headers.get("ETag", "")
    assert browser.get(HOME).headers["Cache-Control"] == "private, no-store"
    assert kept(city) == before
