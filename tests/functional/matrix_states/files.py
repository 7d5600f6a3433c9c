"""An album that is public, with one picture and one file."""

from eduportal.operations.pages import add_page, change_state
from tests.factories import NOW
from tests.integration.pictures import drawn


def _album(portal):
    news, by = portal.root["quan-1"]["thcs-mot"]["tin-tuc"], portal.accounts.by_login("bientap").uuid
    album = add_page(portal, news, "album", {"title": "Album"}, by=by, at=NOW, name="album")
    add_page(portal, album, "image", {"title": "Ảnh", "alt": "Ảnh", "file": {"name": "a.png", "data": drawn("PNG")}},
             by=by, at=NOW, name="anh")
    for step in ("submit", "approve"):
        change_state(portal, album, step, by=by, at=NOW)


STATES = {"album": _album}
